import type { Command } from '../../cli/command.js';
import { existing, accountNamed } from '../../cli/visit.js';
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
    { name: 'last', kind: 'text', value: 'N' },
    { name: 'before', kind: 'text', value: 'NUMBER' },
  ],
  examples: ['audit list', 'audit list --last 1000 --json', 'audit list --before 500'],
  fields: ['sequence', 'at', 'by', 'kind', 'hash', 'mpnId'],
  run: async (context, given) => {
    const { speech, words } = context;
    const last = countIn(given, 'last', USUALLY_SHOWN);
    const before = 'before' in given.flags ? countIn(given, 'before', 1) : undefined;
    const ledger = await existing(context);
    const wanted = given.flags['account'];
    const { entries, companies } = await ledger.read(async (reader) => {
      const account = typeof wanted === 'string' ? await accountNamed(reader, wanted) : undefined;
      const page = await reader.entries({ accountId: account?.id, after: before, limit: last });
      return { entries: page, companies: await companiesOf(reader, page) };
    });
    const said = words.screens.audit;
    const columns = [
      { title: said.sequence, align: 'right' } as const,
      { title: said.at },
      { title: said.account },
      { title: said.by },
      { title: said.kind },
    ];
    const mpnIdOf = ({ accountId }: WrittenEntry) => companies.get(accountId) ?? null;
    const rows = entries.map((written) => [
      String(written.sequence),
      speech.instant(written.at),
      mpnIdOf(written) ?? '',
      written.by,
      written.entry.kind,
    ]);
    const oldest = entries.at(-1)?.sequence ?? 1;
    const older: readonly Block[] =
      entries.length === last && oldest > 1
        ? [{ kind: 'hint', text: said.older(sh`partner audit list --before ${String(oldest)}`) }]
        : [];
    return {
      value: entries.map((written) => {
        const { sequence, at, by, entry, hash, accountId } = written;
        return { sequence, at, by, kind: entry.kind, hash, accountId, mpnId: mpnIdOf(written), entry };
      }),
      screen: rows.length === 0 ? [{ kind: 'text', text: said.none }] : [{ kind: 'table', columns, rows }, ...older],
    };
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
