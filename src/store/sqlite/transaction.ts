import type { Connection } from './connect.js';

/** Called with the name of each step of a write, so that a test can end the process there. */
export type OnStep = (step: string) => void;

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

/** Some failures end the transaction by themselves; a failing rollback must not hide what failed before. */
export function rollBack(db: Connection): void {
  if (db.open && db.inTransaction) db.exec('ROLLBACK');
}
