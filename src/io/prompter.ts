import type { Prompter, PromptStyle } from './questions.js';
import type { Signals } from './signals.js';
import { stop, type Stop } from '../errors.js';
import type { Words } from '../language/words.js';
import { canRedraw, type Paint } from './colour.js';
import type { TextStream } from './stream.js';

/** Where the answers come from: `process.stdin`. */
export type Keyboard = NodeJS.ReadableStream & {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
};

export interface PrompterParts {
  readonly input: Keyboard;
  /** stderr: standard output holds nothing but the result. */
  readonly output: TextStream;
  readonly paint: Paint;
  readonly words: Pick<Words, 'general'>;
  readonly interrupts: Signals;
}

/** Menus that redraw, or plain numbered lines where those were chosen or the terminal can do no more. */
export async function openPrompter(
  parts: PrompterParts,
  prompts: PromptStyle,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Prompter> {
  if (prompts === 'plain' || !canRedraw(parts.output, env)) {
    const { plainPrompter } = await import('./prompt-plain.js');
    return plainPrompter(parts);
  }
  const { menuPrompter } = await import('./prompt-menu.js');
  return menuPrompter(parts);
}

/** Ctrl-C, Ctrl-D, a hang-up: nothing is assumed from them. The wizard that asked says how to go on. */
export function cancelled(cause?: unknown): Stop {
  return stop('CANCELLED', { resume: undefined }, { cause });
}
