import { nearest } from '../io/nearest.js';
import type { Settings } from '../settings/settings.js';
import { stop, type Noun, type Stop } from '../errors.js';

type NamesOf<T> = (thing: T) => readonly (string | null)[];

/**
 * The one of the things that a word names, in capitals or not.
 * @param namesOf every word that names a thing; what has none of a kind gives null for it
 * @throws Stop NOT_FOUND with the nearest of all names
 */
export function named<T>(what: Noun, given: string, things: readonly T[], namesOf: NamesOf<T>): T {
  const found = called(given, things, namesOf);
  if (found !== undefined) return found;
  throw unknownName(what, given, things.flatMap(namesOf));
}

/** The same, or undefined: as it was typed, else the only one that is written so but for its capitals. */
export function called<T>(given: string, things: readonly T[], namesOf: NamesOf<T>): T | undefined {
  const exactly = things.find((thing) => namesOf(thing).includes(given));
  if (exactly !== undefined) return exactly;
  const wanted = given.toLowerCase();
  const [alike, another] = things.filter((thing) => namesOf(thing).some((name) => name?.toLowerCase() === wanted));
  return another === undefined ? alike : undefined;
}

/**
 * For a thing that is found in another way: NOT_FOUND with the nearest of the names that there are.
 * @param from where the name was said, unless the command line says it
 */
export function unknownName(
  what: Noun,
  given: string,
  known: readonly (string | null)[],
  from?: Settings['accountFrom'],
): Stop {
  const names = known.filter((name) => name !== null);
  const said = from === 'configuration' || from === 'environment' ? { from } : {};
  return stop('NOT_FOUND', { what, given, nearest: nearest(given, names), ...said });
}

/** For a word, or one of a list of words, that is none of those that there are: UNKNOWN_CHOICE with the nearest. */
export function unknownChoice(of: string, given: string, choices: readonly string[]): Stop {
  const words = given.split(',').map((word) => word.trim());
  const wrong = words.find((word) => !choices.includes(word)) ?? given;
  return stop('UNKNOWN_CHOICE', { of, given, choices, nearest: nearest(wrong, choices) });
}

/** The one of some names that a word probably means; undefined where none is close to it. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  return nearest(given, names);
}
