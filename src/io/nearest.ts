import { distance } from 'fastest-levenshtein';

/**
 * The known name that was probably meant, by all of it or by one of its words; undefined where none is close enough to be
 * a slip of the keys.
 */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  const begun = known.filter((name) => wanted.length >= 3 && name.toLowerCase().startsWith(wanted));
  if (begun.length === 1) return begun[0];
  const [best] = known
    .map((name) => ({ name, slips: slipsBetween(wanted, name.toLowerCase()) }))
    .filter(({ name, slips }) => slips <= allowed(Math.max(wanted.length, name.length)))
    .sort((a, b) => a.slips - b.slips);
  return best?.name ?? byOneWord(wanted, known);
}

/** `glod` is gold-competency where nothing else is called gold. */
function byOneWord(wanted: string, known: readonly string[]): string | undefined {
  if (wanted.length < 4) return undefined;
  const found = known.filter((name) => name.split('-').some((word) => slipsBetween(wanted, word.toLowerCase()) <= 1));
  return found.length === 1 ? found[0] : undefined;
}

/** Two neighbours the wrong way round are one slip. What differs much in length is not looked at: it may be very long. */
function slipsBetween(wanted: string, name: string): number {
  if (wanted === name) return 0;
  const longer = Math.max(wanted.length, name.length);
  if (Math.abs(wanted.length - name.length) > allowed(longer)) return longer;
  const turned = wanted.length === name.length && Array.from(wanted).some((_, at) => turnedAt(wanted, at) === name);
  return turned ? 1 : distance(wanted, name);
}

function turnedAt(word: string, at: number): string {
  return `${word.slice(0, at)}${word.charAt(at + 1)}${word.charAt(at)}${word.slice(at + 2)}`;
}

// One slip in a short word, about one letter in three of a longer one.
function allowed(length: number): number {
  return length <= 2 ? 0 : Math.max(1, Math.floor(length / 3));
}
