import type { Command } from '../../cli/command.js';
import type { Screen } from '../../io/blocks.js';

/** Where the ledger is, or would be, and of which gateway it is. One that cannot be opened has a place all the same. */
export const dbPath: Command = {
  path: 'db path',
  deed: { act: 'open', scope: null, writes: null },
  examples: ['db path'],
  run: async ({ books, files: { paths }, words }) => {
    const kind = await books.kind().catch(() => undefined);
    const hint: Screen = kind ? [{ kind: 'hint', text: words.general.gateways[kind.name] }] : [];
    return {
      value: { path: paths.database, gateway: kind?.name ?? null },
      screen: [{ kind: 'verbatim', text: paths.database }, ...hint],
    };
  },
};
