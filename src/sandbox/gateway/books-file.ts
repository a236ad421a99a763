import * as fs from 'node:fs';
import { dirname } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { codeOf, firstLook, isLockless } from '../../files/locks.js';
import { makeFolder } from '../../files/folders.js';
import { closeToOthers, requireOwnJournals, UnsafeFileError } from '../../files/ownership.js';
import { publish, type Flush } from '../../files/publish.js';
import { NotAFileError } from '../../files/regular.js';
import { GatewayBooksError } from '../../payments/gateway.js';

type Engine = typeof BetterSqlite3;

/** How long another process may hold books that are copied. */
const COPYING_MS = 20_000;

/** What of them the engine keeps in memory; they are gone through in their order. */
const CACHE_KIB = 2 * 1024;

/**
 * Whether they are there, for nobody else to read, change or exchange.
 * @param told a file or a folder of ours that others had a right to, once they have it no more
 * @throws GatewayBooksError where the path is taken by something else than a file, may not be looked at, or is open to
 * others and not ours to close
 */
export function booksExist(path: string, told: (path: string) => void): boolean {
  return inBooks(path, () => {
    const found = fs.lstatSync(path, { throwIfNoEntry: false });
    if (!found) return false;
    // A link is not followed: it could lead a write anywhere.
    if (!found.isFile()) throw new GatewayBooksError(path, 'not-ours', 'not a regular file');
    closeToOthers(path, found, { others: 'not-read', told });
    requireOwnJournals(path);
    return true;
  });
}

/**
 * Whole or not at all, mode 0600 in a folder of mode 0700; where another process was first, its books stand.
 * @throws GatewayBooksError where the file cannot be written (G16)
 */
export function createBooks(engine: Engine, path: string, flush?: Flush): void {
  inBooks(path, () => {
    makeFolder(dirname(path));
    try {
      publish(path, (draft) => fs.writeFileSync(draft, emptyBooks(engine), { flag: 'wx', mode: 0o600 }), flush);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  });
}

/**
 * A whole copy of books, under a name that is free.
 * @returns whether there are any
 * @throws GatewayBooksError about either
 */
export async function copyBooksFile(from: string, to: string, told: (path: string) => void): Promise<boolean> {
  if (!booksExist(from, told)) return false;
  const { default: engine } = await import('better-sqlite3');
  const db = connect(engine, from, COPYING_MS);
  try {
    inBooks(to, () => publish(to, (draft) => db.prepare('VACUUM INTO ?').run(draft)));
    return true;
  } finally {
    db.close();
  }
}

/**
 * Before anything is done that a copy of them belongs to: whether there are any, sound ones.
 * @throws GatewayBooksError where something else has their name, or they are damaged
 */
export async function soundBooks(path: string, told: (path: string) => void): Promise<boolean> {
  if (!booksExist(path, told)) return false;
  const { default: engine } = await import('better-sqlite3');
  const db = connect(engine, path, COPYING_MS);
  try {
    const said = inBooks(path, () => db.pragma('quick_check(1)', { simple: true }));
    if (said !== 'ok') throw new GatewayBooksError(path, 'not-ours', String(said));
    return true;
  } finally {
    db.close();
  }
}

/**
 * A connection whose commits are on disk when they return (F1, G9).
 * @throws GatewayBooksError where the file is not the sandbox's books, or not of this version (G17, G18)
 */
export function connect(engine: Engine, path: string, timeoutMs: number): BetterSqlite3.Database {
  return inBooks(path, () => {
    const db = new engine(path, { fileMustExist: true, timeout: 0 });
    try {
      firstLook(engine, db, { file: path, patienceMs: timeoutMs, look: () => proveOurs(db, path) });
      db.pragma('journal_mode = DELETE');
      db.pragma('synchronous = EXTRA');
      db.pragma('foreign_keys = ON');
      db.pragma('temp_store = MEMORY');
      db.pragma(`cache_size = -${CACHE_KIB}`);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Runs `work`; what the engine or the file system says against it becomes a GatewayBooksError, save that it is busy. */
export function inBooks<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asBooksError(path, error);
  }
}

export function asBooksError(path: string, error: unknown): unknown {
  if (isBusy(error) || !/^(SQLITE_|E[A-Z0-9]+$)/.test(codeOf(error))) return error;
  const place = error instanceof UnsafeFileError || error instanceof NotAFileError ? error.path : path;
  return new GatewayBooksError(place, faultOf(codeOf(error)), (error as Error).message, { cause: error });
}

function faultOf(code: string): GatewayBooksError['reason'] {
  if (isLockless(code)) return 'no-locks';
  if (code === 'EUNSAFE') return 'unsafe';
  return /^(SQLITE_(CORRUPT|NOTADB|ERROR|CONSTRAINT)|EEXIST|ENOTFILE|EISDIR)/.test(code) ? 'not-ours' : 'unwritable';
}

/** Another process held the books for the whole timeout: the transaction did nothing. */
export function isBusy(error: unknown): boolean {
  return /^(SQLITE|LEDGER)_BUSY/.test(codeOf(error));
}

function proveOurs(db: BetterSqlite3.Database, path: string): void {
  if (db.pragma('application_id', { simple: true }) !== BOOKS_APPLICATION_ID) {
    throw new GatewayBooksError(path, 'not-ours', 'the file is not the books of a sandbox gateway');
  }
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version < 1 || version > BOOKS_VERSIONS.length)
    throw new GatewayBooksError(path, 'not-ours', `version ${version} is not one of 1 to ${BOOKS_VERSIONS.length}`);
}

export function emptyBooks(engine: Engine): Buffer {
  const db = new engine(':memory:');
  try {
    for (const sql of BOOKS_VERSIONS) db.exec(sql);
    db.pragma(`application_id = ${BOOKS_APPLICATION_ID}`);
    db.pragma(`user_version = ${BOOKS_VERSIONS.length}`);
    return db.serialize();
  } finally {
    db.close();
  }
}

/** Stands in the header of every books file: the bytes `PSBX`. */
const BOOKS_APPLICATION_ID = 0x50534258;

const CHARGES = `
CREATE TABLE cards_on_file (
  gateway_ref TEXT PRIMARY KEY,
  last4 TEXT NOT NULL,
  exp_month INTEGER NOT NULL,
  exp_year INTEGER NOT NULL
) STRICT;
CREATE TABLE charges (
  sequence INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL,
  charge_id TEXT NOT NULL UNIQUE,
  reference TEXT NOT NULL,
  gateway_ref TEXT NOT NULL REFERENCES cards_on_file,
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('succeeded', 'declined', 'action_required')),
  decline_code TEXT CHECK ((outcome = 'declined') = (decline_code IS NOT NULL))
) STRICT;
CREATE INDEX charges_by_key ON charges (idempotency_key);
CREATE INDEX charges_by_reference ON charges (reference);
`;

const REFUNDS = `
CREATE TABLE refunds (
  sequence INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL,
  refund_id TEXT NOT NULL UNIQUE,
  charge_id TEXT NOT NULL REFERENCES charges (charge_id),
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('refunded', 'refused')),
  reason TEXT CHECK ((outcome = 'refused') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX refunds_by_key ON refunds (idempotency_key);
CREATE INDEX refunds_by_charge ON refunds (charge_id);
`;

const LEDGER = `
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  installation TEXT NOT NULL
) STRICT;
`;

/** What each version of the books added to the one before; books of an earlier one get what they lack. */
export const BOOKS_VERSIONS: readonly string[] = [CHARGES, REFUNDS, LEDGER];

/** The same tables as a server has them: their rows are numbered as a file numbers them by itself. */
export function serverBooks(): string {
  return BOOKS_VERSIONS.join('')
    .replace('CREATE TABLE cards_on_file (', '$&\n  rowid bigint GENERATED ALWAYS AS IDENTITY,')
    .replace(/sequence INTEGER PRIMARY KEY/g, 'sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY')
    .replace(/\bINTEGER\b/g, 'bigint')
    .replace(/\bTEXT\b/g, 'text COLLATE "C"')
    .replace(/ STRICT\b/g, '');
}
