import type { Wanted } from '../errors.js';

/** What one language says of a value that is refused. */
interface WantedWords {
  readonly wanted: Readonly<Record<Wanted, string>>;
  /** @param place which of its characters, from 1 */
  readonly unseen: (code: string, place: number) => string;
}

/** More than these are mended by writing it anew. */
const MOST_TOLD = 3;

/** A sentence for each character of a text that cannot be seen, or that looks like another: which one, and where it stands. */
export function unseenIn(text: string, unseen: WantedWords['unseen']): readonly string[] {
  // Made for what is refused alone, since to ask Unicode takes longer than many a command.
  const isUnseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]|(?! )\p{Z}/u;
  const found = [...text].flatMap((letter, index) => (isUnseen.test(letter) ? [{ letter, place: index + 1 }] : []));
  return found.slice(0, MOST_TOLD).map(({ letter, place }) => {
    const code = letter.codePointAt(0) ?? 0;
    return unseen(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`, place);
  });
}

/** What a value should have been, and what in it nobody can see. */
export function refusedAs({ wanted, unseen }: WantedWords, shape: Wanted, given = ''): string {
  return [wanted[shape], ...unseenIn(given, unseen)].join(' ');
}

/** Why something is not there: what was meant, and what in its name nobody can see. */
export function whyOf(meant: string | undefined, unseen: readonly string[]): { readonly why?: string } {
  const said = [...(meant === undefined ? [] : [meant]), ...unseen];
  return said.length === 0 ? {} : { why: said.join(' ') };
}
