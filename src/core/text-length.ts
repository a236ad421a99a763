/**
 * How long a text may be that is kept for ever, in Unicode code points: what a letter is drawn from may change with the
 * font and the version of Unicode, and what is stored does not.
 */
export const LONGEST = { company: 200, address: 200, tokenName: 100, holder: 100, requestText: 2000 } as const;

/** Neither empty, to the eye as well, nor too long. */
export function isWithin(text: string, most: number): boolean {
  return /[^\p{Cc}\p{Cf}\p{Z}]/u.test(text) && [...text].length <= most;
}
