import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { inWorkshop } from './workshop.js';

type Engine = typeof Database;

/**
 * A folder without file locks, as a network disk can be: two processes could write at once. It bears the engine's own
 * code for a lock that failed, which is what other ways to lack locks come back as.
 */
export class LocklessError extends Error {
  override readonly name = 'LocklessError';
  readonly code = 'SQLITE_IOERR_LOCK';
}

/** Whether a failure of the engine says that there are no locks, or none that can be relied on. */
export function isLockless(code: string): boolean {
  return /^SQLITE_(PERM|IOERR_(LOCK|RDLOCK|UNLOCK|CHECKRESERVEDLOCK))$/.test(code);
}

export function isBusy(code: string): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(code);
}

/**
 * Looks into a database over a connection that was opened without any patience, and gives it its patience. The engine
 * says `busy` where somebody holds the file, and also where the folder knows no locks: the one is waited for, the other
 * said at once.
 * @throws LocklessError, and whatever `look` throws
 */
export function firstLook<T>(
  engine: Engine,
  db: Database.Database,
  { file, patienceMs, look }: { readonly file: string; readonly patienceMs: number; readonly look: () => T },
): T {
  try {
    return look();
  } catch (error) {
    if (!isBusy(codeOf(error))) throw error;
    if (knowsLocks(engine, dirname(realpathSync(file))) === false) throw new LocklessError(file, { cause: error });
  } finally {
    db.pragma(`busy_timeout = ${patienceMs}`);
  }
  return look();
}

/**
 * What nobody else can know of lets itself be locked at once, or there are no locks; undefined where none can be made.
 * @param folder in which it is tried
 */
export function knowsLocks(engine: Engine, folder: string): boolean | undefined {
  try {
    inWorkshop(folder, (workshop) => {
      const db = new engine(join(workshop, 'locks'), { timeout: 0 });
      try {
        db.pragma('user_version = 1');
      } finally {
        db.close();
      }
    });
    return true;
  } catch (error) {
    return isBusy(codeOf(error)) || isLockless(codeOf(error)) ? false : undefined;
  }
}

/** The engine's or the system's own code of a failure (`SQLITE_BUSY`, `EACCES`), or an empty text. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
