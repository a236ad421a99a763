import { distance } from 'fastest-levenshtein';

/** The known name that was probably meant; undefined where none is close enough to be a slip of the keys. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  const begun = known.filter((name) => wanted.length >= 3 && name.toLowerCase().startsWith(wanted));
  if (begun.length === 1) return begun[0];
  const [best] = known
    .map((name) => ({ name, slips: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, slips }) => slips <= allowed(Math.max(wanted.length, name.length)))
    .sort((a, b) => a.slips - b.slips);
  return best?.name;
}

// One slip in a short word, about one letter in three of a longer one.
function allowed(length: number): number {
  return length <= 2 ? 0 : Math.max(1, Math.floor(length / 3));
}
