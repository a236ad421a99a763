import { isUtf8 } from 'node:buffer';
import { readAtMost } from './regular.js';

/** Bytes that are a text in none of the ways in which one is read. */
export class NotTextError extends Error {
  override readonly name = 'NotTextError';
  readonly code = 'ENOTTEXT';
}

/** More than any table, programme or list of settings that somebody saves. */
export const MOST_TEXT_BYTES = 64 * 1024 * 1024;

const MARK = '\uFEFF';

/**
 * What somebody else wrote, on whatever system: UTF-8, or UTF-16 with its mark as Excel and Windows' own tools save it. A
 * mark at the beginning is no part of the text, and lines end in a single `\n`, those of old systems in a lone `\r` too.
 * @throws NotTextError where a letter would have to be guessed, as in a file of an older code page
 */
export function decodeText(bytes: Buffer): string {
  const text = lettersOf(bytes);
  return (text.startsWith(MARK) ? text.slice(1) : text).replaceAll(/\r\n?/g, '\n');
}

/** The text of a regular file, decoded. @throws as `readAtMost` and `decodeText` */
export function readText(path: string): string {
  return decodeText(readAtMost(path, MOST_TEXT_BYTES));
}

function lettersOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return utf16(bytes);
  if (first === 0xfe && second === 0xff && bytes.length % 2 === 0) return utf16(Buffer.from(bytes).swap16());
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new NotTextError('ENOTTEXT');
}

function utf16(bytes: Buffer): string {
  const text = bytes.toString('utf16le');
  if (bytes.length % 2 === 0 && !/\p{Surrogate}/u.test(text)) return text;
  throw new NotTextError('ENOTTEXT');
}
