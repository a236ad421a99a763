import { closeSync, linkSync, lstatSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, isBusy, isLockless, knowsLocks } from '../../files/locks.js';
import { publish, publishAs } from '../../files/publish.js';
import { LedgerError } from '../store.js';
import type { Connection, Engine } from './connect.js';
import { asLedgerError } from './failures.js';

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

export function* namesFrom(stem: string): Generator<string> {
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
 * Publishes a file under the first of many names that is free; where one of the very same bytes has one of them, that is it.
 * @returns the name that it has
 * @throws the system's error
 */
function publishOnce(names: Iterable<string>, folder: string, build: (file: string) => void): string {
  let given = '';
  publishAs(join(folder, 'copy'), build, (file) => {
    for (given of names) if (linkedAs(file, given) || sameBytes(file, given)) return;
  });
  return given;
}

export function linkedAs(file: string, name: string): boolean {
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
