import type { Command } from '../../cli/command.js';
import { EXIT } from '../../errors.js';
import { existing } from '../../cli/visit.js';

/** F7, G24: what SQLite calls sound may still have been altered; the audit chain and a replay of it tell. */
export const dbCheck: Command = {
  path: 'db check',
  // Says what is wrong with a ledger in which nobody's roles could be read.
  deed: { act: 'open', scope: 'read', writes: null },
  examples: ['db check', 'db check --json'],
  run: async (context) => {
    const ledger = await existing(context);
    const said = context.words.screens.db;
    const defects = await context.terminal.busy(said.checking(0), (report) =>
      ledger.check(async (share) => {
        report(said.checking(Math.floor(100 * share)), share);
        await context.clock.pause(0);
      }),
    );
    if (defects.length === 0) {
      return {
        value: { path: ledger.location, sound: true, defects: [] },
        screen: [{ kind: 'text', text: said.sound }],
      };
    }
    const columns = [{ title: said.where }, { title: said.problem }];
    return {
      value: { path: ledger.location, sound: false, defects },
      screen: [
        { kind: 'warning', text: said.defects(defects.length) },
        { kind: 'table', columns, rows: defects.map(({ where, problem }) => [where, problem]) },
      ],
      exit: EXIT.failed,
    };
  },
};
