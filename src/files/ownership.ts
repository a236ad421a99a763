import { chmodSync, lstatSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { NotAFileError } from './regular.js';
import { journalsOf } from './reserved.js';

const ROOT = 0;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/** Others can change a file of ours, or exchange it, and it is not ours to close. */
export class UnsafeFileError extends Error {
  override readonly name = 'UnsafeFileError';
  readonly code = 'EUNSAFE';
  constructor(
    readonly path: string,
    readonly detail: string,
  ) {
    super(`${path}: ${detail}`);
  }
}

/** What others may do no more: anything at all, or change it. */
const TAKEN = { 'not-read': 0o077, 'not-write': 0o022 };

export interface Closing {
  readonly others: keyof typeof TAKEN;
  /** The outermost folder that is looked at; the file's own where nothing is said. */
  readonly within?: string | undefined;
  /** Told a file or a folder of ours that others had a right to, once they have it no more. */
  readonly told: (path: string) => void;
}

/**
 * Others may neither change a file nor exchange it in its folders: what is ours is closed to them, what is not is refused.
 * @param file without links, as its folders are what is looked at
 * @throws UnsafeFileError, the system's error
 */
export function closeToOthers(file: string, stats: Stats, { others, within, told }: Closing): void {
  requireTrusted(file, stats);
  for (const folder of foldersOf(file, within ?? dirname(file))) if (closeFolder(folder)) told(folder);
  if (closeFile(file, stats, TAKEN[others])) told(file);
}

/**
 * What the engine would read beside a database, or wait for, before it reads the database itself.
 * @param database without links
 * @throws NotAFileError, UnsafeFileError, the system's error
 */
export function requireOwnJournals(database: string): void {
  for (const journal of journalsOf(database)) {
    const stats = lstatSync(journal, { throwIfNoEntry: false });
    if (stats && !stats.isFile()) throw new NotAFileError(stats.isDirectory() ? 'EISDIR' : 'ENOTFILE', journal);
    if (stats) requireTrusted(journal, stats);
  }
}

/** A file is ours or root's; as root, anybody's will do: in a container it is often a user's of the machine. */
function requireTrusted(file: string, { uid }: Stats): void {
  const own = process.getuid?.();
  if (own === undefined || own === ROOT || uid === own || uid === ROOT) return;
  throw new UnsafeFileError(file, `it belongs to user ${uid}`);
}

function foldersOf(file: string, outermost: string): readonly string[] {
  const folder = dirname(file);
  return folder === outermost || folder === dirname(folder) ? [folder] : [...foldersOf(folder, outermost), folder];
}

/** One whose files only their owners may exchange is as good as closed. */
function closeFolder(folder: string): boolean {
  const { mode, uid } = statSync(folder);
  if (process.getuid === undefined || (mode & OTHERS_WRITE) === 0 || (mode & STICKY) !== 0) return false;
  if (uid !== process.getuid()) throw new UnsafeFileError(folder, 'everybody may write in it');
  return changed(folder, mode & 0o7777 & ~OTHERS_WRITE);
}

function closeFile(file: string, stats: Stats, taken: number): boolean {
  const { mode, uid } = stats;
  return stats.isFile() && (mode & taken) !== 0 && uid === process.getuid?.() && changed(file, 0o600);
}

/** @returns false on a disk that is read-only, where nobody can change anything */
function changed(path: string, mode: number): boolean {
  try {
    chmodSync(path, mode);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EROFS') return false;
    throw error;
  }
}
