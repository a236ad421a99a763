import { cleanLines } from '../io/clean.js';

/** A text from outside, for `--debug`: harmless, and cleaned of anything that could be a card or a key. */
export function redacted(text: string): string {
  return cleanLines(text)
    .replace(/\d[\d -]{11,22}\d/g, '[digits]')
    .replace(/\b(sk|rk|pk|whsec)_\w+/g, '$1_[key]');
}
