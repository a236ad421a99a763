import type Database from 'better-sqlite3';
import { LedgerError } from '../store.js';

/** The engine's constructor, loaded by whoever opens a ledger. */
export type Engine = typeof Database;
export type Connection = Database.Database;

/** `PRTN`: the mark of our files in the header of the database (F7). */
export const APPLICATION_ID = 0x5052544e;

/** Before this version, a reset of the write-ahead log could lose commits (F2). */
const OLDEST_ENGINE = [3, 51, 3] as const;

/**
 * What every connection must say when asked (F1): a deleted journal and EXTRA put a commit on the disk, folder and
 * all, before it returns. An engine that cannot promise this gets no ledger.
 */
const PROMISES = [
  { pragma: 'journal_mode', set: 'DELETE', readBack: 'delete' },
  { pragma: 'synchronous', set: 'EXTRA', readBack: 3 },
  { pragma: 'foreign_keys', set: 'ON', readBack: 1 },
] as const;

/** @throws LedgerError `FOREIGN` where the file does not bear our mark; nothing was written to it */
export function requireOurs(db: Connection, location: string): void {
  const mark = db.pragma('application_id', { simple: true });
  if (mark !== APPLICATION_ID) throw new LedgerError('LEDGER_FOREIGN', location, `application_id is ${String(mark)}`);
}

/** Sets what F1 asks for and reads it back. @throws LedgerError `UNWRITABLE` where the engine says otherwise */
export function makeDurable(db: Connection, location: string): void {
  for (const { pragma, set, readBack } of PROMISES) {
    db.pragma(`${pragma} = ${set}`);
    const value = db.pragma(pragma, { simple: true });
    if (value !== readBack)
      throw new LedgerError('LEDGER_UNWRITABLE', location, `${pragma} is ${String(value)}, not ${set}`);
  }
}

/** @throws LedgerError `ENGINE_MISSING` on an engine with a known way to lose commits: an installation to repair (F2) */
export function requireSafeEngine(version: string, location: string): void {
  const parts = version.split('.').map(Number);
  const first = OLDEST_ENGINE.findIndex((least, index) => parts[index] !== least);
  const older = first >= 0 && !((parts[first] ?? 0) > (OLDEST_ENGINE[first] ?? 0));
  if (older)
    throw new LedgerError(
      'LEDGER_ENGINE_MISSING',
      location,
      `SQLite ${version} is older than ${OLDEST_ENGINE.join('.')}`,
    );
}

/** @throws LedgerError see `requireSafeEngine` */
export function requireSafeConnection(db: Connection, location: string): void {
  requireSafeEngine(String(db.prepare('SELECT sqlite_version()').pluck().get()), location);
}
