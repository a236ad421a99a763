import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Localized, TermsVersion } from '../core/programme.js';
import { inFolder, PROGRAMME_ID, programmeFile, readBytes, sha256, termsFile } from './files.js';

/**
 * The user's own programmes, each in a folder called by its id and made like the shipped one: `programmes/`, `terms/`.
 * Their names cannot meet, and one is replaced or taken away as a whole.
 */
export function ownIds(own: string | undefined): readonly string[] {
  if (own === undefined || !existsSync(own)) return [];
  return readdirSync(own)
    .filter((id) => PROGRAMME_ID.test(id) && existsSync(programmeFile(join(own, id), id).path))
    .sort();
}

/** The folders in which the texts of terms may lie, the shipped one first. */
export function textFolders(shipped: string, own: string | undefined): readonly string[] {
  return [shipped, ...ownIds(own).map((id) => join(own ?? '', id))];
}

/** The folder that holds exactly the governing text that was promised; undefined where none does (D14). */
export function folderOfText(folders: readonly string[], terms: TermsVersion): string | undefined {
  return folders.find((folder) => {
    const file = termsFile(folder, terms, 'en');
    return existsSync(file.path) && sha256(readBytes(file)) === terms.sha256;
  });
}

/** Where the texts of a programme's file lie: in the folder `terms` beside it, or beside its own folder. */
export function textsBeside(file: string): string {
  const folder = dirname(file);
  return existsSync(inFolder(folder, 'terms').path) ? folder : dirname(folder);
}

/** Every text that a programme names, once. */
export function textsOf(terms: readonly TermsVersion[]): readonly string[] {
  const languages: readonly (keyof Localized)[] = ['en', 'fr'];
  return [...new Set(terms.flatMap(({ files }) => languages.flatMap((language) => files[language] ?? [])))];
}
