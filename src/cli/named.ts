import { nearest } from '../io/nearest.js';
import { stop, type Noun, type Stop } from '../errors.js';

/**
 * The one of the things that a word names.
 * @param namesOf every word that names a thing; what has none of a kind gives null for it
 * @throws Stop NOT_FOUND with the nearest of all names
 */
export function named<T>(
  what: Noun,
  given: string,
  things: readonly T[],
  namesOf: (thing: T) => readonly (string | null)[],
): T {
  const found = things.find((thing) => namesOf(thing).includes(given));
  if (found !== undefined) return found;
  throw unknownName(what, given, things.flatMap(namesOf));
}

/** For a thing that is found in another way: NOT_FOUND with the nearest of the names that there are. */
export function unknownName(what: Noun, given: string, known: readonly (string | null)[]): Stop {
  const names = known.filter((name) => name !== null);
  return stop('NOT_FOUND', { what, given, nearest: nearest(given, names) });
}
