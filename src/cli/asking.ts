import type { Context } from './context.js';
import { stop, Stop } from '../errors.js';
import { commandLine, foldedLine } from '../language/command-line.js';
import { type Screen, EMPTY_LINE, type Block } from '../io/blocks.js';

/** One yes or no before something is written. */
export interface Question {
  readonly message: string;
  readonly no: string;
  readonly yes: string;
}

/** What Enter alone says changes nothing, whatever is asked. @throws Stop CANCELLED where the answer is no */
export async function askConsent(context: Context, { message, no, yes }: Question): Promise<void> {
  const prompter = await context.terminal.prompter();
  const choices = [
    { value: 'no', name: no },
    { value: 'yes', name: yes },
  ] as const;
  const answer = await prompter.choose<'yes' | 'no'>({ message, choices, preset: 'no' });
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

/**
 * Who leaves a wizard half way is told the command line that goes on from there: of wizards within one another, the inner
 * one knows more. `declined`: as in CANCELLED.
 */
export async function resumable<T>(
  command: () => readonly string[],
  ask: () => Promise<T>,
  declined?: true,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Stop) || error.problem.code !== 'CANCELLED') throw error;
    const { resume = commandLine(command()), back } = error.problem;
    const facts = { resume, ...(declined ? { declined } : {}), ...(back ? { back } : {}) };
    throw stop('CANCELLED', facts, { cause: error });
  }
}

/** The indentation of a command line to copy, the sign that it goes on with, and some air. */
const BESIDE = 6;

/** Wider, a command line is no easier to read. */
const WIDEST = 80;

/**
 * What was just done by hand, as one command line to copy: the whole act, which does the same where everything is as it was
 * before. It says again where to work, and that the clock was believed.
 */
export function sameByScript(context: Context, command: readonly string[]): Screen {
  const { words, settings } = context;
  const whole = [...command, ...(settings.trustClock ? ['--trust-clock'] : [])];
  return [EMPTY_LINE, { kind: 'text', text: words.wizards.sameByScript }, lineToCopy(context, whole)];
}

/** A command line below a sentence, folded to fit; it says again where to work. */
export function lineToCopy({ speech, terminal, line }: Context, command: readonly string[]): Block {
  const typed = line.typed(speech.here(commandLine(command)));
  const lines = foldedLine(typed, Math.min(terminal.columns, WIDEST) - BESIDE).map((part) => `  ${part}`);
  return { kind: 'verbatim', text: lines.join('\n') };
}

/**
 * A ledger that goes through Stripe is not made without its key: whoever has none hears of it before the first question,
 * and not after the last. Where a ledger is there, it is asked for when it is needed.
 * @throws Stop GATEWAY_KEY
 */
export async function requireKeyToMake({ books }: Context): Promise<void> {
  if ((await books.kind()).mode && !(await books.existing())) await books.gateway();
}

/** What a wizard is about, and of which gateway the ledger is that it writes to: nobody takes one for another (D24). */
export async function wizardTitle(context: Context, left: string): Promise<Block> {
  const { name } = await context.books.kind();
  return { kind: 'title', left, right: context.words.general.gateways[name] };
}
