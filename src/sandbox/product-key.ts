// Without letters and digits that are mistaken for each other.
const LETTERS = '23456789BCDFGHJKMNPQRTVWXY';
const GROUPS = 4;
const GROUP = 5;

/** What a product key of the sandbox follows from: the same every time it is looked at. */
export function keySeed(installation: string, subscriptionId: string, term: number, benefit: string): string {
  return `key/${installation}/${subscriptionId}/${term}/${benefit}`;
}

/** A product key that says of itself that it opens nothing. @param digest of the seed, at least 40 hex digits */
export function sandboxKey(digest: string): string {
  const letter = (place: number) =>
    LETTERS[Number.parseInt(digest.slice(place * 2, place * 2 + 2), 16) % LETTERS.length];
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    Array.from({ length: GROUP }, (__, place) => letter(group * GROUP + place)).join(''),
  );
  return ['SANDBOX', ...groups].join('-');
}

/** The same with all that matters hidden. */
export const HIDDEN_KEY = ['SANDBOX', ...Array.from({ length: GROUPS }, () => '*'.repeat(GROUP))].join('-');
