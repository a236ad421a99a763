import type { Context } from './context.js';
import { stop } from '../errors.js';
import { resumable } from './resumable.js';
import { commandLine } from '../language/command-line.js';

/** One yes or no before something is written. */
export interface Question {
  readonly message: string;
  /** The answers in the order in which they are offered: the first is what Enter alone says. */
  readonly choices: readonly { readonly value: Answer; readonly name: string }[];
}

type Answer = 'yes' | 'no';

/** @throws Stop CANCELLED where the answer is no */
export async function askConsent(context: Context, { message, choices }: Question): Promise<void> {
  const prompter = await context.terminal.prompter();
  const answer = await prompter.choose({ message, choices, preset: choices[0]?.value });
  if (answer === 'no') throw stop('CANCELLED', { resume: undefined });
}

/**
 * For what a script, too, has to agree to: `--yes` answers, and in a terminal the question does.
 * @param command the command line without `--yes`
 * @returns whether somebody was asked
 * @throws Stop ANSWERS_MISSING where nobody can be asked, CANCELLED where the answer is no
 */
export async function consent(
  context: Context,
  command: readonly string[],
  ask: () => Promise<void>,
): Promise<boolean> {
  const { settings, terminal } = context;
  // A look at what would be written asks for no consent.
  if (settings.yes || settings.dryRun) return false;
  if (!terminal.mayPrompt)
    throw stop('ANSWERS_MISSING', { missing: ['--yes'], command: commandLine([...command, '--yes']) });
  await resumable(() => command, ask);
  return true;
}
