import type { Lang } from './lang.js';
import type { words } from './en/index.js';
import type { Teller } from './said.js';

/** Every word a person reads, in one language. English is the pattern: another language does not compile with a gap. */
export type Words = typeof words;

/** Only the language in use is loaded. */
export async function loadWords(lang: Lang): Promise<Words> {
  return lang === 'fr' ? (await import('./fr/index.js')).words : (await import('./en/index.js')).words;
}

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
