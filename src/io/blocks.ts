import type { Paint } from './colour.js';

/** What a person sees, as data: the terminal decides width, colour and rules; a pipe gets tabs. */
export type Screen = readonly Block[];

export type Block =
  | { readonly kind: 'title'; readonly left: string; readonly right?: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  /** As `facts`, the values at the right edge: what adds up. */
  | { readonly kind: 'amounts'; readonly rows: readonly Fact[] }
  | {
      readonly kind: 'table';
      readonly title?: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    }
  /** A heading with a value at the right edge and lines of detail below it. */
  | { readonly kind: 'tree'; readonly left: string; readonly right: string; readonly rows: readonly Fact[] }
  | { readonly kind: 'timeline'; readonly points: readonly TimelinePoint[] }
  /** Amounts over time, drawn to scale. */
  | { readonly kind: 'bars'; readonly rows: readonly Bar[] }
  /** Something to act on: the sentence and the command that answers it. */
  | { readonly kind: 'warning'; readonly text: string; readonly command?: string }
  | { readonly kind: 'hint'; readonly text: string }
  /** A text with headings and lists (Markdown): drawn in a terminal, as it stands anywhere else. */
  | { readonly kind: 'markdown'; readonly text: string }
  /** Printed as it stands: terms, a receipt, a command to copy. */
  | { readonly kind: 'verbatim'; readonly text: string };

export type Fact = readonly [label: string, value: string];

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Sentences: below their row they are read sooner than wrapped to a thread beside the rest of it. */
  readonly sentence?: boolean;
}

export interface Bar {
  readonly label: string;
  /** What the bar is drawn by; never negative. */
  readonly size: number;
  /** What it says. */
  readonly text: string;
}

export interface TimelinePoint {
  readonly day: string;
  readonly label: string;
  /** Days from the first point, for the scale. */
  readonly offset: number;
}

/** Sets a page of a wizard off from what stands above it. */
export const EMPTY_LINE = { kind: 'text', text: '' } as const;

/** A command line in lines that a shell takes for one, none wider than so many columns where that can be. */
export type Folded = (command: string, columns: number) => readonly string[];

/** Where a screen is drawn. */
export interface Surface {
  readonly width: number;
  readonly terminal: boolean;
  readonly paint: Paint;
  /** For whoever hears it or reads it line by line; in ASCII where the terminal shows nothing else. */
  readonly aloud?: 'as-it-is' | 'in-ascii' | undefined;
  /** Between a label and its value, where both are read aloud: `: `, in French with a space before it. */
  readonly labelled?: ((label: string, value: string) => string) | undefined;
  /** A text in which a command line can be typed as it stands, where the program is not installed yet. */
  readonly typed?: ((text: string) => string) | undefined;
  /** A command line in lines of at most so many columns that are copied as one; whole where nobody says. */
  readonly folded?: Folded | undefined;
  /** For programs: a text with the days and amounts in it in no language. */
  readonly plainly?: (text: string) => string;
}

/** Neighbouring blocks of a kind that is drawn together. */
export type Run = readonly [Block, ...Block[]];
