import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { EXIT } from '../../errors.js';
import { existing } from '../../cli/visit.js';
import type { Screen } from '../../io/blocks.js';
import type { Defect, Store } from '../../store/store.js';

/** F7, G24: what SQLite calls sound may still have been altered; the audit chain and a replay of it tell. */
export const dbCheck: Command = {
  path: 'db check',
  // Says what is wrong with a ledger in which nobody's roles could be read.
  deed: { act: 'open', scope: 'read', writes: null },
  examples: ['db check', 'db check --json'],
  run: async (context) => {
    const ledger = await existing(context);
    const { defects, screen } = await checked(context, ledger);
    const sound = defects.length === 0;
    const schemaCompared = !(await isStandby(context));
    return {
      value: { path: ledger.location, sound, defects, schemaCompared },
      screen: schemaCompared ? screen : [...screen, { kind: 'text', text: context.words.db.notCompared }],
      exit: sound ? EXIT.done : EXIT.failed,
    };
  },
};

/** What is too damaged to say what it is, no server keeps. */
async function isStandby({ books }: Context): Promise<boolean> {
  return (await books.standing().catch(() => undefined))?.server?.standby === true;
}

/** Every defect of a ledger, and how they are shown; meanwhile it is said how far the check has come. */
export async function checked(
  { words, terminal, clock }: Context,
  ledger: Store,
): Promise<{ readonly defects: readonly Defect[]; readonly screen: Screen }> {
  const said = words.db;
  const defects = await terminal.busy(said.checking(0), (report) =>
    ledger.check(async (share) => {
      report(said.checking(Math.floor(100 * share)), share);
      await clock.pause(0);
    }),
  );
  if (defects.length === 0) return { defects, screen: [{ kind: 'text', text: said.sound }] };
  const columns = [{ title: said.where }, { title: said.problem }];
  const rows = defects.map(({ where, problem }) => [where, problem]);
  return {
    defects,
    screen: [
      { kind: 'warning', text: said.defects(defects.length) },
      { kind: 'table', columns, rows },
    ],
  };
}
