import type { Words } from '../language/words.js';
import type { TextStream } from './stream.js';
import type { Paint } from './colour.js';
import { stop, type Stop } from '../errors.js';
import type { Signals } from './signals.js';

/** Menus that redraw, or numbered lines. */
export type PromptStyle = 'menu' | 'plain';

export interface Prompter {
  choose<V extends string>(question: Choice<V>): Promise<V>;
  text(question: TextQuestion): Promise<string>;
}

export interface Choice<V extends string> {
  readonly message: string;
  readonly choices: readonly { readonly value: V; readonly name: string }[];
  readonly preset?: V | undefined;
  /** Answers that lead to a look at something, and back to this question. */
  readonly asides?: readonly V[];
  /** Keys that answer by themselves, by their names; the hint names the first. What has them is turned like a page. */
  readonly keys?: Readonly<Record<string, V>>;
}

export interface TextQuestion {
  readonly message: string;
  readonly preset?: string | undefined;
  /** Not echoed. */
  readonly secret?: boolean;
  /** What answers begin with these letters: where a menu can be drawn, they are chosen from while somebody types. */
  readonly among?: (typed: string) => readonly { readonly value: string; readonly name: string }[];
  /** It asks for a card's number: every other question takes none (D19). */
  readonly takesCardNumber?: true;
  /** How an answer stands on the screen once it is given, where not all of it should stay there. */
  readonly shownAs?: (answer: string) => string;
  /** What is wrong with an answer, in words; undefined where nothing is. */
  readonly check: (answer: string) => string | undefined | Promise<string | undefined>;
}

export interface PrompterParts {
  readonly input: Keyboard;
  /** stderr: standard output holds nothing but the result. */
  readonly output: TextStream;
  readonly paint: Paint;
  readonly words: Pick<Words, 'general'>;
  readonly interrupts: Signals;
  /** The terminal shows ASCII alone. */
  readonly ascii?: boolean;
}

/** Ctrl-C, Ctrl-D, a hang-up: nothing is assumed from them. The wizard that asked says how to go on. */
export function cancelled(cause?: unknown): Stop {
  return stop('CANCELLED', { resume: undefined }, { cause });
}

/** Esc: the question before, where there is one. */
export function steppedBack(cause?: unknown): Stop {
  return stop('CANCELLED', { resume: undefined, back: true }, { cause });
}

/** Where the answers come from: `process.stdin`. */
export type Keyboard = NodeJS.ReadableStream & {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
};
