import type { Paint } from './colour.js';
import { longestWord, wrap } from './measure.js';

const MARKED = /^[\u2713\u2717] /;

/** Gives a tick or a cross at the beginning of a text its colour; the mark itself carries the meaning. */
export function marked(text: string, paint: Paint): string {
  if (text.startsWith('✓')) return paint.good('✓') + text.slice(1);
  if (text.startsWith('✗')) return paint.bad('✗') + text.slice(1);
  return text;
}

/** As `wrap`; what follows a mark stays clear of it on every line. */
export function wrapMarked(text: string, columns: number): string[] {
  const [mark = ''] = MARKED.exec(text) ?? [];
  const lines = wrap(text.slice(mark.length), columns - mark.length);
  return lines.map((line, at) => (at === 0 ? mark : ' '.repeat(mark.length)) + line);
}

/** The narrowest that `wrapMarked` can do without breaking a word. */
export function narrowest(text: string): number {
  const [mark = ''] = MARKED.exec(text) ?? [];
  return mark.length + longestWord(text.slice(mark.length));
}
