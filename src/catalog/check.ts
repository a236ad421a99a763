import { basename, join } from 'node:path';
import type { Programme, Localized } from '../core/programme.js';
import { CatalogError } from './catalog.js';
import { firstFault, pointer, successorFault, unseenFault, type Fault } from './consistency.js';
import {
  inFolder,
  jsonOf,
  PROGRAMME_ID,
  programmeFile,
  readBytes,
  sha256,
  termsFile,
  textOf,
  type CatalogFile,
} from './files.js';
import { ownIds } from './own.js';
import { existsSync } from 'node:fs';
import { holdsCardNumber } from '../core/card-number.js';

/** A programme file that was checked: what the build hands to `openCatalog` as `checked`. */
interface CheckedProgramme {
  /** The file's name without its folder. */
  readonly file: string;
  /** To the letter, as it is decoded. */
  readonly text: string;
  readonly programme: Programme;
}

/**
 * Checks one programme file, wherever it lies, against the schema and the terms of a catalogue's folder.
 * @throws CatalogError with the file as given, the JSON pointer and the reason of the first fault
 */
export async function checkProgrammeFile(path: string, folder: string): Promise<CheckedProgramme> {
  const file = { name: path, path };
  const bytes = readBytes(file);
  return {
    file: basename(path),
    text: textOf(file, bytes),
    programme: await checkProgramme(file, bytes, { folder, texts: folder }),
  };
}

/** Where the schema lies, and where the texts of the terms do. */
interface Against {
  readonly folder: string;
  readonly texts: string;
  /** The user's folder of imported programmes, where one may be the successor of another. */
  readonly own?: string | undefined;
  /** It was taken in before, maybe by an earlier version, whose form is read too. */
  readonly kept?: boolean;
}

/** The same for bytes already read. @throws CatalogError */
export async function checkProgramme(
  file: CatalogFile,
  bytes: Buffer,
  { folder, texts, own, kept = false }: Against,
): Promise<Programme> {
  const value = kept ? ofEarlierForm(jsonOf(file, bytes)) : jsonOf(file, bytes);
  const schemaFile = inFolder(folder, 'programme.schema.json');
  const { schemaFault } = await import('./schema.js');
  const misshapen = schemaFault(jsonOf(schemaFile, readBytes(schemaFile)), value);
  if (misshapen) throw invalid(file, misshapen);
  const programme = value as Programme;
  // One that was taken in goes on though its successor was taken away since.
  const fault =
    firstFault(programme, basename(file.path, '.json')) ??
    termsFault(programme, texts) ??
    (programme.seller && (await (await import('./seller.js')).sellerFault(programme))) ??
    (kept
      ? undefined
      : (unseenFault(programme) ??
        successorFault(programme, successorOf(programme, { folder, own })) ??
        (programme.seller && (await import('./seller.js')).seriesTaken(programme, othersIn(own, programme)))));
  if (fault) throw invalid(file, fault);
  return programme;
}

/**
 * Until programmes had to say where something was read, they could call it verified without: nobody can look there again, so
 * it counts as not verified.
 */
function ofEarlierForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ofEarlierForm);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ofEarlierForm(part)]));
  const isBare = inner['verified'] === true && (inner['url'] === undefined || inner['checkedOn'] === undefined);
  return isBare ? { ...inner, verified: false } : inner;
}

function successorOf({ succeededBy }: Programme, { folder, own }: Pick<Against, 'folder' | 'own'>) {
  if (succeededBy === undefined || !PROGRAMME_ID.test(succeededBy)) return undefined;
  const files = [folder, ...(own === undefined ? [] : [join(own, succeededBy)])];
  const file = files.map((place) => programmeFile(place, succeededBy)).find(({ path }) => existsSync(path));
  return file && (jsonOf(file, readBytes(file)) as Programme);
}

/** The user's other programmes, as they lie there. */
function othersIn(own: string | undefined, { id }: Programme): readonly Programme[] {
  const others = ownIds(own).filter((other) => other !== id);
  return others.map((other) => {
    const file = programmeFile(join(own ?? '', other), other);
    return jsonOf(file, readBytes(file)) as Programme;
  });
}

function invalid(file: CatalogFile, { path, reason }: { path: string; reason: string }): CatalogError {
  return new CatalogError('CATALOG_INVALID', file.name, path, reason);
}

/** The first terms whose text is missing, or whose governing text is not the one promised (D14). */
function termsFault({ terms }: Programme, folder: string): Fault | undefined {
  for (const [row, version] of terms.entries()) {
    for (const language of Object.keys(version.files) as (keyof Localized)[]) {
      const file = termsFile(folder, version, language);
      const path = pointer('terms', row, 'files', language);
      if (!existsSync(file.path)) return { path, reason: `there is no file ${file.name}` };
      // What is accepted is shown and kept (D19).
      if (holdsCardNumber(textOf(file, readBytes(file)))) return { path, reason: `${file.name} holds a card number` };
    }
    const found = sha256(readBytes(termsFile(folder, version, 'en')));
    if (found !== version.sha256)
      return { path: pointer('terms', row, 'sha256'), reason: `the English text has ${found}` };
  }
  return undefined;
}
