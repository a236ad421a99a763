import type { Lang } from './lang.js';
import type { words } from './en/index.js';

/** Every word a person reads, in one language. English is the pattern: another language does not compile with a gap. */
export type Words = typeof words;

/** Only the language in use is loaded. */
export async function loadWords(lang: Lang): Promise<Words> {
  return lang === 'fr' ? (await import('./fr/index.js')).words : (await import('./en/index.js')).words;
}
