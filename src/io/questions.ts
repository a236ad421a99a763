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
}

export interface TextQuestion {
  readonly message: string;
  readonly preset?: string | undefined;
  /** Not echoed. */
  readonly secret?: boolean;
  /** It asks for a card's number: every other question takes none (D19). */
  readonly takesCardNumber?: true;
  /** How an answer stands on the screen once it is given, where not all of it should stay there. */
  readonly shownAs?: (answer: string) => string;
  /** What is wrong with an answer, in words; undefined where nothing is. */
  readonly check: (answer: string) => string | undefined | Promise<string | undefined>;
}
