/**
 * unseen: a character that nobody can see, and that is no part of how a word is written or a picture is drawn: it hides
 * letters, turns their order round or steers a terminal.
 */

// Letters that join the next one, and the signs that take the vowel of a consonant (virama).
const CURSIVE = String.raw`(?=\p{L})[\p{sc=Adlm}\p{sc=Arab}\p{sc=Mand}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Phag}\p{sc=Syrc}]`;
const VIRAMA = String.raw`[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u1039\u103A\u1B44\u1BAA\uA8C4\uA953\uA9C0\uAAF6\uABED]`;

/** Where a joiner makes another word of it, as a pattern. The rules of RFC 5892 (A.1, A.2), and what is written beyond them. */
export const NEEDED_JOINERS = [
  String.raw`(?<=${VIRAMA})[\u200C\u200D]`,
  // Persian is typed with one between any two parts of a word, whether their letters would have joined or not.
  String.raw`(?<=${CURSIVE}\p{M}*)\u200C(?=\p{M}*${CURSIVE})`,
  // Bengali and Kannada: the first of two consonants keeps its form.
  String.raw`(?<=\p{L})\u200D(?=${VIRAMA})`,
  // The Mongolian vowel separator.
  String.raw`(?<=\p{sc=Mong})\u180E(?=\p{sc=Mong})`,
].join('|');

/** Where it makes one picture of several, chooses how a letter is drawn, or names the flag of a region. */
const DRAWN = [
  String.raw`(?<=[\p{Emoji}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=[\p{Emoji}\p{S}\p{P}\p{sc=Han}\p{sc=Mong}\p{sc=Mymr}\p{sc=Phag}])\p{Variation_Selector}`,
  String.raw`(?<=\u{1F3F4}[\u{E0020}-\u{E007E}]{0,15})[\u{E0020}-\u{E007F}]`,
].join('|');

const UNSEEN = String.raw`[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\uFFF9-\uFFFB]`;

// What most texts are made of, with nothing unseen in it.
const SEEN = /^[ -~\u00A0-\u00AC\u00AE-\u024F\u2010-\u2027]*$/;

/** Made for the first text that needs them, since to ask Unicode takes longer than many a command. */
interface Patterns {
  readonly unseen: RegExp;
  readonly isNothing: RegExp;
  readonly isNeeded: RegExp;
}
let patterns: Patterns | undefined;

function patternsOnce(): Patterns {
  patterns ??= {
    unseen: new RegExp(`(?=${UNSEEN})(?!${NEEDED_JOINERS}|${DRAWN})[^]`, 'gu'),
    isNothing: /^(?:[\s\p{Z}]|(?!\p{Variation_Selector}|[\u{E0020}-\u{E007F}])\p{Default_Ignorable_Code_Point})$/u,
    isNeeded: new RegExp(`(?:${NEEDED_JOINERS})$`, 'u'),
  };
  return patterns;
}

/** Each unseen character of a text, and which of its characters it is, from 1. */
export function unseenCharacters(text: string): readonly { readonly letter: string; readonly place: number }[] {
  if (SEEN.test(text)) return [];
  return Array.from(text.matchAll(patternsOnce().unseen), ({ 0: letter, index }) => ({
    letter,
    place: [...text.slice(0, index)].length + 1,
  }));
}

/** Without what means nothing at its ends: spaces of any kind, and the marks that come along with what is copied. */
export function withoutEdges(text: string): string {
  const trimmed = text.trim();
  if (SEEN.test(trimmed)) return trimmed;
  const { isNothing, isNeeded } = patternsOnce();
  const letters = [...trimmed];
  const isEdge = (at: number) =>
    isNothing.test(letters[at] ?? '') && !isNeeded.test(letters.slice(Math.max(0, at - 1), at + 1).join(''));
  let [start, end] = [0, letters.length];
  while (start < end && isEdge(start)) start += 1;
  while (end > start && isEdge(end - 1)) end -= 1;
  return letters.slice(start, end).join('');
}
