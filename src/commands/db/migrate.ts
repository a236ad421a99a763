import type { Command } from '../../cli/command.js';

/** G18: brings the ledger to the version of this program now; the first write would do the same. Of several, one does it. */
export const dbMigrate: Command = {
  path: 'db migrate',
  deed: { act: 'open', scope: 'manage', writes: null },
  examples: ['db migrate'],
  run: async ({ books, files, words }) => {
    const said = words.db.migrate;
    const { held: from, known: to } = await books.migrate();
    const changed = from !== to;
    return {
      value: { path: files.paths.database, from, to, changed },
      screen: changed
        ? [
            { kind: 'text', text: said.done(from, to) },
            { kind: 'hint', text: said.older },
          ]
        : [{ kind: 'text', text: said.already }],
    };
  },
};
