import { lstatSync, readlinkSync, readSync, realpathSync, statSync, type BigIntStats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { withRegular } from './regular.js';

/** What the engine keeps beside a database, now or in another mode. */
const BESIDE = ['-journal', '-wal', '-shm'];

/** A database and everything that belongs to it, under the name that was given and under the one that a link leads to. */
export function withJournals(database: string): readonly string[] {
  return [...new Set([resolve(database), realPath(database)])].flatMap((path) => [path, ...journalsOf(path)]);
}

/** Beside a database under its own name, where the engine looks for them. */
export function journalsOf(database: string): readonly string[] {
  return BESIDE.map((end) => database + end);
}

/** Where the files lie that show what was stated, under their hashes: in the folder `evidence` beside the ledger itself. */
export function evidenceFolder(ledger: string): string {
  return join(dirname(realPath(ledger)), 'evidence');
}

/** What every file of the engine begins with, whatever it is called. */
const MARK = 'SQLite format 3\0';

/**
 * Whether a path is one of these files or a database of the engine, such as another ledger or a backup, or would be taken
 * for what belongs to one.
 */
export function isReserved(path: string, files: readonly string[]): boolean {
  const target = linkedTo(resolve(path));
  const end = BESIDE.find((ending) => target.toLowerCase().endsWith(ending)) ?? '';
  const databases = [target, target.slice(0, target.length - end.length)];
  // By their numbers first: to close a file that the engine has open would drop its locks.
  return databases.some((database) => isOneOf(database, files)) || databases.some(bearsMark);
}

/** Whether a path lies in a folder, however deep, through whatever links. */
export function isWithin(path: string, folder: string): boolean {
  const above = dirname(linkedTo(resolve(path)));
  return sameFile(placeOf(above), placeOf(folder)) || (above !== dirname(above) && isWithin(above, folder));
}

function bearsMark(path: string): boolean {
  try {
    return withRegular(path, (descriptor) => {
      const bytes = Buffer.alloc(MARK.length);
      return readSync(descriptor, bytes, 0, MARK.length, 0) === MARK.length && bytes.toString('latin1') === MARK;
    });
  } catch {
    // What is not there, or may not be read, is told by whoever writes it.
    return false;
  }
}

/**
 * Whether a path, however it is written, is one of these files: through links, `..`, other letters on a disk that does
 * not tell capitals from small ones. A file that is not there yet is known by its folder and its name.
 */
export function isOneOf(path: string, files: readonly string[]): boolean {
  const place = placeOf(path);
  return files
    .map(placeOf)
    .some((other) => sameFile(place, other) || (place.name === other.name && sameFolder(place, other)));
}

interface Place {
  readonly folder: BigIntStats | undefined;
  /** In the letters that a disk of any kind would take for the same. */
  readonly name: string;
  readonly file: BigIntStats | undefined;
}

function placeOf(path: string): Place {
  const target = linkedTo(resolve(path));
  return { folder: numbers(dirname(target)), name: folded(basename(target)), file: numbers(target) };
}

function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[. ]+$/, '');
}

function sameFile({ file }: Place, { file: other }: Place): boolean {
  return file !== undefined && file.ino === other?.ino && file.dev === other.dev;
}

function sameFolder({ folder }: Place, { folder: other }: Place): boolean {
  return folder !== undefined && folder.ino === other?.ino && folder.dev === other.dev;
}

const MOST_LINKS = 40;

/** Where a link leads, even one to a file that is not there yet. */
function linkedTo(path: string): string {
  let target = path;
  for (let links = 0; links < MOST_LINKS && isLink(target); links += 1) {
    target = resolve(dirname(target), readlinkSync(target));
  }
  return target;
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function numbers(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return linkedTo(resolve(path));
  }
}
