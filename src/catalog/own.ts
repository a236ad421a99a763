import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Localized, TermsVersion } from '../core/programme.js';
import { closeToOthers } from '../files/ownership.js';
import { CatalogError } from './catalog.js';
import { inFolder, inPlace, PROGRAMME_ID, programmeFile, readBytes, sha256, termsFile } from './files.js';

/**
 * The user's own programmes, each in a folder called by its id and made like the shipped one: `programmes/`, `terms/`.
 * Their names cannot meet, and one is replaced or taken away as a whole.
 */
export function ownIds(own: string | undefined): readonly string[] {
  if (own === undefined || !existsSync(own)) return [];
  return inPlace(own, () => readdirSync(own))
    .filter((id) => PROGRAMME_ID.test(id) && existsSync(programmeFile(join(own, id), id).path))
    .sort();
}

/**
 * Whoever writes a programme decides what is charged: others may neither change one nor put one here.
 * @param folder of one programme, below the user's own
 * @param told a file or a folder of ours that others could write, once they can no more
 * @throws CatalogError CATALOG_INVALID where it is not ours to close
 */
export function closeOwn(folder: string, told: (path: string) => void = () => undefined): void {
  const within = realpathSync(dirname(folder));
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(within, basename(folder), entry);
    try {
      const stats = statSync(file);
      if (stats.isFile()) closeToOthers(file, stats, { others: 'not-write', within, told });
    } catch (error) {
      const { code, path } = error as { readonly code?: unknown; readonly path?: string };
      if (code !== 'EUNSAFE') throw error;
      throw new CatalogError('CATALOG_INVALID', path ?? file, '', 'another user of this machine can change it');
    }
  }
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
