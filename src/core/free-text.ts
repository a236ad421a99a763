import { unseenCharacters, withoutEdges } from './unseen.js';

/**
 * How long a text may be that is kept for ever, in Unicode code points: what a letter is drawn from may change with the
 * font and the version of Unicode, and what is stored does not.
 */
export const LONGEST = {
  company: 200,
  address: 200,
  tokenName: 100,
  holder: 100,
  paper: 100,
  reason: 500,
  requestText: 2000,
} as const;

/**
 * A text of one line as it is kept: spaces of any kind are single ones, and there are none around it. undefined where it is
 * empty, to the eye as well, too long, or holds what nobody can see.
 */
export function parseLine(text: string, most: number): string | undefined {
  // Not `\s`, to which the mark of the order of bytes is a space.
  const line = withoutEdges(text).replace(/[\p{Z}\t\n\r]+/gu, ' ');
  return isKept(line, most) ? line : undefined;
}

/** A text of several lines, with their spaces as they are. */
export function parseText(text: string, most: number): string | undefined {
  const lines = withoutEdges(text).replaceAll(/\r\n?/g, '\n');
  return isKept(lines.replaceAll(/[\t\n]/g, ' '), most) ? lines : undefined;
}

/** Blank to the eye: no letter but controls, spaces, the empty pattern of braille, and those that only some fonts draw. */
function isKept(text: string, most: number): boolean {
  return (
    /[^\p{Cc}\p{Cf}\p{Co}\p{Z}\u2800]/u.test(text) && [...text].length <= most && unseenCharacters(text).length === 0
  );
}
