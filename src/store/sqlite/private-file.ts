import { chmodSync, closeSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inWorkshop } from '../../files/workshop.js';
import { codeOf } from './failures.js';

/**
 * Makes a file that nobody else can read and that appears whole or not at all: built in a folder of its own beside the
 * target, put on the disk, then linked under its name. Many processes may try at once; one wins.
 * @throws the system's error, `EEXIST` where the name is taken (by a symbolic link too: links are not followed)
 */
export function publish(target: string, build: (file: string) => void): void {
  built(target, build, (file) => linkSync(file, target));
}

/**
 * The same under the first of many names that is free; where a file of the very same bytes has one of them, that is it.
 * @returns the name that it has
 * @throws the system's error
 */
export function publishOnce(names: Iterable<string>, folder: string, build: (file: string) => void): string {
  let given = '';
  built(join(folder, 'copy'), build, (file) => {
    for (given of names) if (linkedAs(file, given) || sameBytes(file, given)) return;
  });
  return given;
}

/** The folder of a ledger: mode 0700 where we make it, whatever the umask; left alone where it exists. */
export function makeFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) chmodSync(folder, 0o700);
}

function built(target: string, build: (file: string) => void, name: (file: string) => void): void {
  inWorkshop(dirname(target), (workshop) => {
    const file = join(workshop, 'ledger');
    build(file);
    chmodSync(file, 0o600);
    flush(file, 'r+');
    name(file);
    flushFolder(dirname(target));
  });
}

function linkedAs(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

const PIECE_BYTES = 1024 * 1024;

function sameBytes(left: string, right: string): boolean {
  const { size } = lstatSync(left);
  const other = lstatSync(right);
  if (!other.isFile() || other.size !== size) return false;
  const [one, two] = [openSync(left, 'r'), openSync(right, 'r')];
  try {
    for (let from = 0; from < size; from += PIECE_BYTES) {
      if (!pieceOf(one, from).equals(pieceOf(two, from))) return false;
    }
    return true;
  } finally {
    closeSync(one);
    closeSync(two);
  }
}

function pieceOf(descriptor: number, from: number): Buffer {
  const piece = Buffer.alloc(PIECE_BYTES);
  return piece.subarray(0, readSync(descriptor, piece, 0, PIECE_BYTES, from));
}

/** A new name is safe only once its folder is on the disk; Windows has no such call and needs none. */
function flushFolder(folder: string): void {
  if (process.platform !== 'win32') flush(folder, 'r');
}

function flush(path: string, flags: string): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
