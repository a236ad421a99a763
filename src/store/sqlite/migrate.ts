import { LedgerError } from '../store.js';
import { keepCopy } from './backup.js';
import type { Connection, Engine } from './connect.js';
import type { Migration } from './migrations.js';
import { inTransaction, type OnStep } from './transaction.js';

export interface Upgrade {
  readonly engine: Engine;
  readonly location: string;
  readonly migrations: readonly Migration[];
  readonly onStep: OnStep;
}

/**
 * Brings an older ledger to the version of this program, after a copy of it was put beside it (G18); killed half way,
 * it is the old one still (G19). A ledger of this version is not touched.
 * @throws LedgerError `NEWER`, and whatever stops the copy or the change
 */
export function migrate(db: Connection, upgrade: Upgrade): void {
  if (pending(db, upgrade).length === 0) return;
  // A rebuilt table would otherwise take its children along; the keys are checked below and by `makeDurable` after.
  db.pragma('foreign_keys = OFF');
  inTransaction(db, 'IMMEDIATE', () => {
    // Another process may have been first while this one waited for the lock.
    const steps = pending(db, upgrade);
    if (steps.length === 0) return;
    keepCopy(upgrade.engine, upgrade.location, versionOf(db));
    for (const step of steps) applyMigration(db, step, upgrade.onStep);
    requireKeys(db, upgrade.location);
    upgrade.onStep('commit');
  });
  upgrade.onStep('committed');
}

/** Runs one step and notes the version that it led to; inside a transaction of the caller. */
export function applyMigration(db: Connection, { version, sql }: Migration, onStep: OnStep): void {
  onStep(`migrate:${version}`);
  db.exec(sql);
  onStep(`migrated:${version}`);
  db.pragma(`user_version = ${version}`);
}

function pending(db: Connection, { location, migrations }: Upgrade): readonly Migration[] {
  const version = versionOf(db);
  if (version > migrations.length) {
    throw new LedgerError('LEDGER_NEWER', location, `version ${version}, and this program knows ${migrations.length}`);
  }
  if (version < 1) throw new LedgerError('LEDGER_CORRUPT', location, `version ${version}`);
  return migrations.slice(version);
}

export function versionOf(db: Connection): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function requireKeys(db: Connection, location: string): void {
  const broken = db.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new LedgerError('LEDGER_CORRUPT', location, `${broken.length} broken foreign keys`);
}
