import {
  lstatSync,
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, isBusy, isLockless, knowsLocks } from '../../files/locks.js';
import { LedgerError } from '../store.js';
import type { Connection, Engine } from './connect.js';
import { asLedgerError } from './failures.js';
import { inWorkshop } from '../../files/workshop.js';

/**
 * A whole copy of one moment of the ledger, mode 0600, under a name that was free.
 * @throws LedgerError `FILE_EXISTS`, `FILE_LOCKLESS` or `FILE_UNWRITABLE` about the copy, `CORRUPT` or `BUSY` about the ledger
 */
export function copyLedger(engine: Engine, db: Connection, location: string, file: string): void {
  try {
    publish(file, (copy) => copyInto(engine, db, copy));
  } catch (error) {
    if (codeOf(error) === 'EEXIST')
      throw new LedgerError('FILE_EXISTS', file, 'it was made meanwhile', { cause: error });
    throw failureOf(error, location, file);
  }
}

function unwritable(error: unknown): unknown {
  if (!(error instanceof LedgerError) || error.code !== 'LEDGER_UNWRITABLE') return error;
  return new LedgerError('FILE_UNWRITABLE', error.location, error.detail, { cause: error.cause });
}

/**
 * A copy of an older ledger beside it, `ledger.db.v1.bak`, before it is migrated (G18). The lock of the caller keeps
 * writers out; the copy is read over a connection of its own, since the caller's is in a transaction. An earlier attempt
 * that failed or was killed has left the same copy: it serves again.
 * @returns where it is
 * @throws LedgerError `FILE_UNWRITABLE` about the copy, `CORRUPT` or `BUSY` about the ledger
 */
export function keepCopy(engine: Engine, location: string, version: number): string {
  const db = new engine(location, { readonly: true, fileMustExist: true });
  try {
    return publishOnce(namesFrom(`${location}.v${version}`), dirname(location), (copy) => copyInto(engine, db, copy));
  } catch (error) {
    throw failureOf(error, location, `${location}.v${version}.bak`);
  } finally {
    db.close();
  }
}

function* namesFrom(stem: string): Generator<string> {
  yield `${stem}.bak`;
  for (let count = 2; ; count += 1) yield `${stem}.${count}.bak`;
}

/** A file that nobody else knows of is never busy: what says so is the ledger, or a folder without locks. */
function copyInto(engine: Engine, db: Connection, file: string): void {
  try {
    db.prepare('VACUUM INTO ?').run(file);
  } catch (error) {
    const noLocks = isLockless(codeOf(error)) || (isBusy(codeOf(error)) && knowsLocks(engine, dirname(file)) === false);
    throw noLocks ? new LedgerError('FILE_LOCKLESS', file, (error as Error).message, { cause: error }) : error;
  }
}

function failureOf(error: unknown, location: string, file: string): unknown {
  if (error instanceof LedgerError && error.code === 'FILE_LOCKLESS')
    return new LedgerError(error.code, file, error.detail, { cause: error.cause });
  if (/^SQLITE_(CORRUPT|NOTADB|BUSY)/.test(codeOf(error))) return asLedgerError(error, location);
  return unwritable(asLedgerError(error, file));
}

/**
 * Seen early, so that nothing is sealed and no long copy made in vain; the link by which a copy is published decides.
 * @throws LedgerError `FILE_EXISTS`, `FILE_UNWRITABLE`
 */
export function refuseTaken(location: string, file: string): void {
  try {
    if (isTaken(file)) throw new LedgerError('FILE_EXISTS', file, 'it exists already');
  } catch (error) {
    throw failureOf(error, location, file);
  }
}

function isTaken(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Makes a file that nobody else can read and that appears whole or not at all: built in a folder of its own beside the
 * target, put on the disk, then linked under its name. Many processes may try at once; one wins.
 * @throws the system's error, `EEXIST` where the name is taken (by a symbolic link too: links are not followed)
 */
export function publish(target: string, build: (file: string) => void): void {
  built(target, build, (file) => linkSync(file, target));
}

/** The same in place of whatever has the name. */
export function publishOver(target: string, build: (file: string) => void): void {
  built(target, build, (file) => renameSync(file, target));
}

/**
 * The same under the first of many names that is free; where a file of the very same bytes has one of them, that is it.
 * @returns the name that it has
 * @throws the system's error
 */
function publishOnce(names: Iterable<string>, folder: string, build: (file: string) => void): string {
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
