import type { Teller } from './said.js';
import type { Words } from './words.js';

/** Words and forms of one language. */
export interface Voice {
  readonly words: Words;
  readonly speech: Teller;
}
