import type { Paint } from './colour.js';

/** Gives a tick or a cross at the beginning of a text its colour; the mark itself carries the meaning. */
export function marked(text: string, paint: Paint): string {
  if (text.startsWith('✓')) return paint.good('✓') + text.slice(1);
  if (text.startsWith('✗')) return paint.bad('✗') + text.slice(1);
  return text;
}
