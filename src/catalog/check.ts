import { basename } from 'node:path';
import type { Programme } from '../core/programme.js';
import { CatalogError } from './catalog.js';
import { firstFault } from './consistency.js';
import { inFolder, jsonOf, readBytes, textOf, type CatalogFile } from './files.js';
import { termsFault } from './terms-files.js';

/** A programme file that was checked: what the build hands to `openCatalog` as `checked`. */
export interface CheckedProgramme {
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
export interface Against {
  readonly folder: string;
  readonly texts: string;
}

/** The same for bytes already read. @throws CatalogError */
export async function checkProgramme(file: CatalogFile, bytes: Buffer, { folder, texts }: Against): Promise<Programme> {
  const value = jsonOf(file, bytes);
  const schemaFile = inFolder(folder, 'programme.schema.json');
  const { schemaFault } = await import('./schema.js');
  const misshapen = schemaFault(jsonOf(schemaFile, readBytes(schemaFile)), value);
  if (misshapen) throw invalid(file, misshapen);
  const programme = value as Programme;
  const fault = firstFault(programme, basename(file.path, '.json')) ?? termsFault(programme, texts);
  if (fault) throw invalid(file, fault);
  return programme;
}

function invalid(file: CatalogFile, { path, reason }: { path: string; reason: string }): CatalogError {
  return new CatalogError('CATALOG_INVALID', file.name, path, reason);
}
