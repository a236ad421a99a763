import type { Command } from '../../cli/command.js';
import { existing, accountNamed } from '../../cli/visit.js';
import { countIn } from '../../wizards/flags.js';

/** More than anybody reads at once. */
const USUALLY_SHOWN = 50;

/**
 * What was written, by whom and when, of every account in the ledger or of the one that is
 * asked for: the newest first, each a link of the chain (G24).
 */
export const auditList: Command = {
  path: 'audit list',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  flags: [{ name: 'last', kind: 'text', value: 'N' }],
  examples: ['audit list', 'audit list --last 1000 --json'],
  fields: ['sequence', 'at', 'by', 'kind', 'hash'],
  run: async (context, given) => {
    const { speech, words } = context;
    const last = countIn(given, 'last', USUALLY_SHOWN);
    const ledger = await existing(context);
    const wanted = given.flags['account'];
    const entries = await ledger.read(async (reader) => {
      const account = typeof wanted === 'string' ? await accountNamed(reader, wanted) : undefined;
      return reader.entries({ accountId: account?.id, limit: last });
    });
    const said = words.screens.audit;
    const columns = [
      { title: said.sequence, align: 'right' } as const,
      { title: said.at },
      { title: said.by },
      { title: said.kind },
    ];
    const rows = entries.map(({ sequence, at, by, entry }) => [String(sequence), speech.instant(at), by, entry.kind]);
    return {
      value: entries.map(({ sequence, at, by, entry, hash }) => ({ sequence, at, by, kind: entry.kind, hash, entry })),
      screen: rows.length === 0 ? [{ kind: 'text', text: said.none }] : [{ kind: 'table', columns, rows }],
    };
  },
};
