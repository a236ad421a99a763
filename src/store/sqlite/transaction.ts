import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from './connect.js';
import { codeOf, isBusy } from '../../files/locks.js';

export type Mode = 'DEFERRED' | 'IMMEDIATE';

/** All of `work` or nothing of it (G8). */
export function inTransaction(db: Connection, mode: Mode, work: () => void): void {
  db.exec(`BEGIN ${mode}`);
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

/** The lock is taken here and not by the first statement: from then on nobody else is in the way. */
export function begin(db: Connection, mode: Mode): void {
  if (!db.inTransaction) db.exec(`BEGIN ${mode}`);
  if (mode === 'DEFERRED') look(db);
}

function look(db: Connection): void {
  try {
    db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
  } catch (error) {
    // A damaged file is for whoever reads it to find; a failing one has ended the transaction, and nobody may go on.
    if (isBusy(codeOf(error)) || !db.inTransaction) throw error;
  }
}

/** Some failures end the transaction by themselves; a failing rollback must not hide what failed before. */
export function rollBack(db: Connection): void {
  if (db.open && db.inTransaction) db.exec('ROLLBACK');
}

/** How long to wait before each next try, as the engine's own waiting does; the last is repeated. */
const PAUSES_MS = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100] as const;

/**
 * Takes a lock that somebody else may hold, and waits without keeping the event loop: meanwhile Ctrl-C is heard, and a
 * transaction of this process that holds it can go on to its end.
 * @throws what the engine says once it has been busy for `timeoutMs`
 */
export async function patiently(db: Connection, timeoutMs: number, lock: () => void): Promise<void> {
  const began = process.uptime();
  for (let tries = 0; ; tries += 1) {
    try {
      atOnce(db, timeoutMs, lock);
      return;
    } catch (error) {
      if (!isBusy(codeOf(error)) || (process.uptime() - began) * 1000 >= timeoutMs) throw error;
    }
    await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]);
  }
}

/** Statements within a transaction wait in the engine: whoever is in their way needs no turn of this event loop. */
function atOnce(db: Connection, timeoutMs: number, lock: () => void): void {
  db.pragma('busy_timeout = 0');
  try {
    lock();
  } finally {
    db.pragma(`busy_timeout = ${timeoutMs}`);
  }
}
