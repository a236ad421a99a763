import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Programme } from '../core/programme.js';
import { readRegular } from '../files/regular.js';
import { makeFolder } from '../files/folders.js';
import { inWorkshop } from '../files/workshop.js';
import { CatalogError, type Imported } from './catalog.js';
import { checkProgramme } from './check.js';
import { inFolder, inPlace, programmeFile, readBytes, sha256 } from './files.js';
import { textsBeside, textsOf } from './own.js';

/** From where to where: the file, the shipped folder and the user's own. */
export interface Importing {
  readonly file: string;
  readonly shipped: string;
  readonly own: string;
  readonly replace: boolean;
  /** Says what it would do, and does nothing. */
  readonly dryRun: boolean;
}

/** What of a programme is kept, by its place in its folder. */
type Content = ReadonlyMap<string, Buffer>;

/**
 * Copies a programme that passes the check, with its texts, whole or not at all; nothing is taken over silently.
 * @throws CatalogError CATALOG_INVALID; PROGRAMME_EXISTS where another of that name is there
 */
export async function importProgramme({ file, shipped, own, replace, dryRun }: Importing): Promise<Imported> {
  const source = { name: file, path: file };
  const bytes = readBytes(source);
  const programme = await checkProgramme(source, bytes, { folder: shipped, texts: textsBeside(file), own });
  const { id } = programme;
  const target = join(own, id);
  if (existsSync(programmeFile(shipped, id).path)) throw exists(programme, file, true);
  const content = contentOf(programme, bytes, textsBeside(file));
  if (existsSync(target)) {
    if (isSame(target, content)) return { programme, changed: false, sha256: sha256(bytes) };
    if (!replace) throw exists(programme, file, false);
  }
  if (!dryRun) inPlace(own, () => publish(target, content));
  return { programme, changed: true, sha256: sha256(bytes) };
}

function contentOf({ id, terms }: Programme, bytes: Buffer, texts: string): Content {
  const files = textsOf(terms).map((name) => [`terms/${name}`, readBytes(inFolder(texts, 'terms', name))] as const);
  return new Map([[`programmes/${id}.json`, bytes], ...files]);
}

function isSame(folder: string, content: Content): boolean {
  return [...content].every(([name, bytes]) => {
    const path = join(folder, name);
    return existsSync(path) && readRegular(path).equals(bytes);
  });
}

/** Built beside the target and moved there: another process sees the old one or the new one. */
function publish(target: string, content: Content): void {
  const own = dirname(target);
  makeFolder(own);
  inWorkshop(own, (draft) => {
    const made = join(draft, 'new');
    for (const [name, bytes] of content) {
      const path = join(made, name);
      makeFolder(dirname(path));
      writeFileSync(path, bytes, { mode: 0o600 });
      chmodSync(path, 0o600);
    }
    if (existsSync(target)) renameSync(target, join(draft, 'old'));
    renameSync(made, target);
  });
}

function exists({ id }: Programme, file: string, isShipped: boolean): CatalogError {
  const reason = isShipped ? 'it comes with this program' : 'another one of that name was imported';
  return new CatalogError('PROGRAMME_EXISTS', file, '/id', reason, [id]);
}
