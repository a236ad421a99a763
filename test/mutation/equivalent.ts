/** A mutant that no test can find, since the program does the same with it. */
export interface Equivalent {
  readonly file: string;
  /** The line, without its indentation. */
  readonly code: string;
  readonly change: string;
  readonly why: string;
}

export const EQUIVALENT: readonly Equivalent[] = [];
