import type { Command } from '../../cli/command.js';
import { existing, accountNamed } from '../../cli/visit.js';
import { columnsOf, listFlags, listOf } from '../../acts/list.js';
import type { Block } from '../../io/blocks.js';
import { sh } from '../../language/command-line.js';
import type { Reader, WrittenEntry } from '../../store/store.js';
import { countIn } from '../../wizards/flags.js';

/** More than anybody reads at once. */
const USUALLY_SHOWN = 50;

/**
 * What was written, by whom and when, of every account in the ledger or of the one that is
 * asked for: the newest first, each a link of the chain (G24). A long log is read page by page: what was written before
 * the last record of a page.
 */
export const auditList: Command = {
  path: 'audit list',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  flags: [
    { name: 'last', kind: 'text', value: 'N', oneOf: 'how-many' },
    ...listFlags({ dated: true, oneOf: 'how-many' }),
    { name: 'before', kind: 'text', value: 'NUMBER' },
  ],
  examples: [
    'audit list',
    'audit list --limit 1000 --json',
    'audit list --since 2026-11-01',
    'audit list --before 500',
  ],
  fields: ['sequence', 'at', 'by', 'kind', 'hash', 'mpnId'],
  run: async (context, given) => {
    const { speech, words } = context;
    const last = countIn(given, 'limit', countIn(given, 'last', USUALLY_SHOWN));
    const before = 'before' in given.flags ? countIn(given, 'before', 1) : undefined;
    const ledger = await existing(context);
    const wanted = given.flags['account'];
    const { entries, companies } = await ledger.read(async (reader) => {
      const account = typeof wanted === 'string' ? await accountNamed(reader, wanted) : undefined;
      const page = await reader.entries({ accountId: account?.id, after: before, limit: last });
      return { entries: page, companies: await companiesOf(reader, page) };
    });
    const said = words.screens.audit;
    const mpnIdOf = ({ accountId }: WrittenEntry) => companies.get(accountId) ?? null;
    const items = entries.map((written) => {
      const { sequence, at, by, entry, hash, accountId } = written;
      const mpnId = mpnIdOf(written);
      return {
        value: { sequence, at, by, kind: entry.kind, hash, accountId, mpnId, entry },
        on: at,
        cells: [String(sequence), speech.instant(at), mpnId ?? '', by, entry.kind],
      };
    });
    const list = listOf(context, given, items, {
      columns: [{ title: said.sequence, align: 'right' }, ...columnsOf(said.at, said.account, said.by, said.kind)],
      none: [{ kind: 'text', text: said.none }],
    });
    const oldest = entries.at(-1)?.sequence ?? 1;
    const older: readonly Block[] =
      entries.length === last && oldest > 1
        ? [{ kind: 'hint', text: said.older(speech.here(sh`partner audit list --before ${String(oldest)}`)) }]
        : [];
    return { ...list, screen: [...list.screen, ...older] };
  },
};

/** The MPN IDs of the accounts that these records concern, by their ids. */
async function companiesOf(reader: Reader, entries: readonly WrittenEntry[]): Promise<ReadonlyMap<string, string>> {
  const companies = new Map<string, string>();
  for (const id of new Set(entries.map(({ accountId }) => accountId))) {
    const account = await reader.account(id);
    if (account) companies.set(id, account.mpnId);
  }
  return companies;
}
