import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Localized, TermsVersion } from '../core/programme.js';
import { readRegular } from '../files/regular.js';
import { decodeText, NotTextError } from '../files/text.js';
import { CatalogError } from './catalog.js';
import { JsonTextError, parseJson } from './json-text.js';

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
