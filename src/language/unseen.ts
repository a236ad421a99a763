import { unseenCharacters } from '../core/unseen.js';
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
  const isOtherSpace = /(?! )\p{Zs}/u;
  const spaces = [...text].flatMap((letter, index) =>
    isOtherSpace.test(letter) ? [{ letter, place: index + 1 }] : [],
  );
  const found = [...spaces, ...unseenCharacters(text)].sort((one, other) => one.place - other.place);
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
