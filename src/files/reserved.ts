import { lstatSync, readlinkSync, realpathSync, statSync, type BigIntStats } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** What the engine keeps beside a database, now or in another mode. */
const BESIDE = ['', '-journal', '-wal', '-shm'];

/** A database and everything that belongs to it, under the name that was given and under the one that a link leads to. */
export function withJournals(database: string): readonly string[] {
  return [...new Set([resolve(database), realPath(database)])].flatMap((path) => BESIDE.map((end) => path + end));
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
