import type { Lang } from './lang.js';
import type { Teller } from './said.js';
import type { Words } from './words.js';

/** Words and forms of one language. */
export interface Voice {
  readonly words: Words;
  readonly speech: Teller;
}

/** The voices of those who read elsewhere what is written here. */
export interface Voices {
  /** What machine output says where it has to say something: it never changes with the language. */
  readonly english: Voice;
  /** For what somebody else reads. */
  in(lang: Lang): Promise<Voice>;
}
