import type { Context } from '../cli/context.js';
import { newTrail, retraced, type Trail } from '../wizards/retraced.js';

/** Questions that are asked through a context: a step back leads from each to the one before. */
export async function retracedIn<T>(
  context: Context,
  ask: (context: Context) => Promise<T>,
  trail: Trail = newTrail(),
): Promise<T> {
  const { terminal } = context;
  const asker = { prompter: await terminal.prompter(), show: terminal.page.bind(terminal) };
  return retraced(
    asker,
    ({ prompter, show }) => {
      const asking = { prompter: { value: () => Promise.resolve(prompter) }, page: { value: show } };
      return ask({ ...context, terminal: Object.create(terminal, asking) as typeof terminal });
    },
    trail,
  );
}
