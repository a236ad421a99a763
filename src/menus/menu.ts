import type { Context } from '../cli/context.js';
import { isBack } from '../errors.js';
import { EMPTY_LINE } from '../io/blocks.js';

/** A menu entry: what is chosen, and what it does; `leave` ends the menu. */
export interface Entry {
  readonly name: string;
  readonly act: (() => Promise<void>) | 'leave';
}

/**
 * Asks until the person leaves, or until nothing is left to choose; the entries are made anew each time, since what was
 * done may have changed them, and the cursor is where it was. Esc leads back, as the last entry does. The
 * question is the path to the menu, so that question and answer read as one: `Dashboard > Partnership > Offers`.
 */
export async function menu(
  context: Context,
  path: readonly string[],
  entriesNow: () => Promise<readonly Entry[]>,
): Promise<void> {
  const message = `${path.join(' > ')} >`;
  let last = '';
  for (;;) {
    const entries = await entriesNow();
    if (entries.length === 0) return;
    const prompter = await context.terminal.prompter();
    const choices = entries.map((entry, index) => ({ value: String(index), name: entry.name }));
    context.terminal.page([EMPTY_LINE]);
    const preset = choices.find(({ name }) => name === last)?.value;
    const chosen = entries[Number(await orBack(prompter.choose({ message, choices, preset })))];
    if (!chosen || chosen.act === 'leave') return;
    last = chosen.name;
    await chosen.act();
  }
}

/** The answer; none where somebody steps back. */
async function orBack(answer: Promise<string>): Promise<string | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isBack(error)) return undefined;
    throw error;
  }
}

/** A command that stops says why and brings the person back to the menu. */
export async function run(context: Context, ...argv: readonly string[]): Promise<void> {
  context.terminal.page([EMPTY_LINE]);
  await context.line.run(argv);
}
