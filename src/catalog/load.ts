import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Programme, TermsVersion } from '../core/programme.js';
import { CatalogError, type Catalog } from './catalog.js';
import { commandsIn } from './commands.js';
import {
  PROGRAMME_ID,
  inFolder,
  jsonOf,
  programmeFile,
  readBytes,
  sha256,
  termsFile,
  textOf,
  type CatalogFile,
} from './files.js';
import { closeOwn, folderOfText, ownIds, textFolders, textsBeside } from './own.js';

/** Where a catalogue is, and what is already known about it. */
export interface CatalogPlace {
  /** The folder that holds `catalog.json`, `programmes/`, `terms/` and the schema. */
  readonly folder: string;
  /**
   * By file name (`mpn-2018.json`), the text of the programmes that the build has checked. A file with that text is used
   * as it is; any other is checked first, which loads the schema checker and takes far longer. The text itself, because
   * to load a hash function takes longer than to compare.
   */
  readonly checked?: Readonly<Record<string, string>>;
  /** Commands that no programme may name, since the program itself has them. */
  readonly reserved?: readonly string[];
  /** The user's folder of imported programmes; it need not exist. */
  readonly own?: string;
  /** Told a file or a folder of theirs that others could write, once they can no more. */
  readonly onClosed?: (path: string) => void;
  /** Told each programme that is read, once. */
  readonly onRead?: (programme: Programme) => void;
  /** The id that comes first; where it is left out, the one that `catalog.json` names. */
  readonly defaultProgramme?: string;
}

/** Opens no file: each is read when it is first asked for, a programme once. */
export function openCatalog(place: CatalogPlace): Catalog {
  const programmes = new Map<string, Promise<Programme>>();
  let ids: readonly string[] | undefined;
  const idsHere = () => (ids ??= defaultFirst(place));
  return {
    get ids() {
      return idsHere();
    },
    async programme(id = idsHere()[0] ?? '') {
      const known = programmes.get(id);
      if (known) return known;
      const loading = load(place, id);
      programmes.set(id, loading);
      const programme = await loading;
      place.onRead?.(programme);
      return programme;
    },
    termsText: async (terms, language) => {
      const folder = folderOfText(textFolders(place.folder, place.own), terms) ?? place.folder;
      if (folder !== place.folder) closeOwn(folder, place.onClosed);
      return termsText(folder, terms, language);
    },
    originOf: (id) => (existsSync(programmeFile(place.folder, id).path) ? 'shipped' : 'imported'),
    sha256Of(id) {
      if (place.own === undefined || existsSync(programmeFile(place.folder, id).path)) return undefined;
      return sha256(readBytes(programmeFile(join(place.own, id), id)));
    },
    check: (file) => checked(place, file),
    async importFile(file, how) {
      const { own } = place;
      if (own === undefined) throw new RangeError('this catalogue has no place for programmes of its own');
      await checked(place, file);
      const { importProgramme } = await import('./import.js');
      return importProgramme({ file, shipped: place.folder, own, ...how });
    },
  };
}

/** One that may still come in. @throws CatalogError */
async function checked({ folder, own, reserved = [] }: CatalogPlace, file: string): Promise<Programme> {
  const { checkProgramme } = await import('./check.js');
  const { commandTaken } = await import('./consistency.js');
  const source = { name: file, path: file };
  const programme = programmeIn(
    await checkProgramme(source, readBytes(source), { folder, texts: textsBeside(file), own }),
  );
  const fault = commandTaken(programme, { reserved, known: commandsIn({ folder, own }) });
  if (fault) throw new CatalogError('CATALOG_INVALID', file, fault.path, fault.reason);
  return programme;
}

async function load(place: CatalogPlace, id: string): Promise<Programme> {
  const shipped = programmeFile(place.folder, id);
  if (!PROGRAMME_ID.test(id)) throw unknownProgramme(place, shipped, id);
  const texts = existsSync(shipped.path) || place.own === undefined ? place.folder : join(place.own, id);
  const file = programmeFile(texts, id);
  if (!existsSync(file.path)) throw unknownProgramme(place, file, id);
  if (texts !== place.folder) closeOwn(texts, place.onClosed);
  const bytes = readBytes(file);
  if (texts === place.folder && place.checked?.[basename(file.name)] === textOf(file, bytes))
    return programmeIn(jsonOf(file, bytes));
  const { checkProgramme } = await import('./check.js');
  return programmeIn(await checkProgramme(file, bytes, { folder: place.folder, texts, kept: texts !== place.folder }));
}

// The pointer to the schema is for editors; it is no part of a programme.
function programmeIn(value: unknown): Programme {
  const { $schema: _, ...programme } = value as Programme & { $schema?: string };
  return programme;
}

function termsText(folder: string, terms: TermsVersion, language: 'en' | 'fr'): string {
  const governing = termsFile(folder, terms, 'en');
  const english = readBytes(governing);
  if (sha256(english) !== terms.sha256) {
    const reason = `the text of ${terms.id} ${terms.version} is not the one that the programme promises (SHA-256 differs)`;
    throw new CatalogError('CATALOG_INVALID', governing.name, '', reason);
  }
  const wanted = termsFile(folder, terms, language);
  return textOf(wanted, wanted.path === governing.path ? english : readBytes(wanted));
}

function defaultFirst(place: CatalogPlace): readonly string[] {
  const ids = idsIn(place);
  const first = place.defaultProgramme ?? namedDefault(place.folder, ids);
  if (!ids.includes(first)) throw unknownProgramme(place, programmeFile(place.folder, first), first);
  return [first, ...ids.filter((id) => id !== first)];
}

function namedDefault(folder: string, ids: readonly string[]): string {
  const file = inFolder(folder, 'catalog.json');
  const named = (jsonOf(file, readBytes(file)) as { default?: unknown } | null)?.default;
  if (typeof named === 'string' && ids.includes(named)) return named;
  throw new CatalogError('CATALOG_INVALID', file.name, '/default', 'must name a programme of this catalogue', ids);
}

function programmeIds(folder: string): readonly string[] {
  const programmes = inFolder(folder, 'programmes');
  if (!existsSync(programmes.path))
    throw new CatalogError('CATALOG_INVALID', programmes.name, '', 'the folder is missing');
  return readdirSync(programmes.path)
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'))
    .filter((id) => PROGRAMME_ID.test(id))
    .sort();
}

/** A programme that comes with a later version of this program hides an imported one of its name. */
function idsIn({ folder, own }: CatalogPlace): readonly string[] {
  return [...new Set([...programmeIds(folder), ...ownIds(own)])].sort();
}

function unknownProgramme(place: CatalogPlace, file: CatalogFile, id: string): CatalogError {
  return new CatalogError(
    'PROGRAMME_UNKNOWN',
    file.name,
    '',
    `there is no programme ${JSON.stringify(id)}`,
    idsIn(place),
  );
}
