import { passesLuhn } from './payment-method.js';

/**
 * Whether a command line holds what may be a card number (D19): 12 to 19 digits that pass the check digit, written in
 * one piece or in groups with spaces, dashes or dots between them, in one word (`--token=4242 4242 …`) or as several
 * words that are nothing but digits. Digits that belong to a name with letters, such as an identifier, are none.
 */
export function holdsCardNumber(words: readonly string[]): boolean {
  return [...words, ...digitsInARow(words)].some(inWord);
}

function inWord(word: string): boolean {
  const runs = word.match(/(?<![0-9A-Za-z])\d+(?:[ .-]\d+)*(?![0-9A-Za-z])/g) ?? [];
  return runs.some((run) => neighbours(run.split(/[ .-]/)).some(passesLuhn));
}

/** Every row of neighbouring groups, joined: what follows the number (a date, a code) must not hide it. */
function neighbours(groups: readonly string[]): readonly string[] {
  return groups.flatMap((_, from) => groups.slice(from).map((_, more) => groups.slice(from, from + more + 1).join('')));
}

function digitsInARow(words: readonly string[]): readonly string[] {
  const rows = words.map((word) => (/^\d+$/.test(word) ? word : '|')).join(' ');
  return rows.split('|').map((row) => row.trim());
}
