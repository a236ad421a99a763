import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Localized, TermsVersion } from '../core/programme.js';
import { readRegular } from '../files/regular.js';
import { decodeText, NotTextError } from '../files/text.js';
import { CatalogError } from './catalog.js';

/** A file of the catalogue: the name that errors give it, and where it lies. */
export interface CatalogFile {
  readonly name: string;
  readonly path: string;
}

/** How a programme is called, and so its file: nothing that could lead out of the folder. */
export const PROGRAMME_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export function programmeFile(folder: string, id: string): CatalogFile {
  return inFolder(folder, 'programmes', `${id}.json`);
}

/** The text of some terms in a language, English where there is no other. */
export function termsFile(folder: string, terms: TermsVersion, language: keyof Localized): CatalogFile {
  return inFolder(folder, 'terms', terms.files[language] ?? terms.files.en);
}

export function inFolder(folder: string, ...parts: readonly string[]): CatalogFile {
  return { name: parts.join('/'), path: join(folder, ...parts) };
}

/** @throws CatalogError where the file is missing or may not be read */
export function readBytes(file: CatalogFile): Buffer {
  try {
    return readRegular(file.path);
  } catch (error) {
    throw new CatalogError('CATALOG_INVALID', file.name, '', whyUnreadable(error as NodeJS.ErrnoException));
  }
}

/** What the bytes of a file say, however it was saved. @throws CatalogError where they are no text */
export function textOf(file: CatalogFile, bytes: Buffer): string {
  try {
    return decodeText(bytes);
  } catch (error) {
    if (!(error instanceof NotTextError)) throw error;
    throw new CatalogError('CATALOG_INVALID', file.name, '', 'it is neither UTF-8 nor UTF-16: save it as UTF-8');
  }
}

/** @throws CatalogError where the bytes are not JSON */
export function jsonOf(file: CatalogFile, bytes: Buffer): unknown {
  try {
    return parseJson(textOf(file, bytes));
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    throw new CatalogError('CATALOG_INVALID', file.name, '', error.message);
  }
}

/** Lower-case hex, of the exact bytes. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Works where imported programmes lie. @throws CatalogError with that place and the system's own word for what is wrong with it */
export function inPlace<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CatalogError) throw error;
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new CatalogError('CATALOG_INVALID', place, '', `its place cannot be used (${code})`);
  }
}

function whyUnreadable({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'the file is missing';
  if (code === 'ENOTFILE') return 'it is no file: a pipe or a device';
  if (code === 'EACCES' || code === 'EPERM') return 'the file may not be read: permission denied';
  return `the file cannot be read (${code ?? 'unknown error'})`;
}

/** JSON that could not be read: the reason with its line and column, both from 1. */
class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
}

/** @throws JsonTextError on one line, whatever the text holds */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonTextError(`is not JSON: ${whereItStops(text)}`);
  }
}

function whereItStops(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const good = longestBeginning(text);
  const before = text.slice(0, good).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return good === text.length
    ? `it ends too early, at ${place}`
    : `unexpected ${JSON.stringify(text[good])} at ${place}`;
}

// The engine names a position in some of its messages only, so the place is searched for: a beginning of JSON stays one
// when it is shortened, which makes the longest good beginning a binary search.
function longestBeginning(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether the text is JSON, or would be with more after it. */
function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const position = /position (\d+)/.exec(message)?.[1];
    return position === undefined ? message.includes('end of JSON') : Number(position) >= beginning.length;
  }
}
