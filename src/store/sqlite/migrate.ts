import { LedgerError } from '../store.js';
import { keepCopy } from './backup.js';
import type { Connection, Engine } from './connect.js';
import type { Migration } from '../sql/migrations.js';
import type { OnStep } from '../sql/writer.js';
import { inTransaction } from './transaction.js';

export interface Upgrade {
  readonly engine: Engine;
  readonly location: string;
  readonly migrations: readonly Migration[];
  readonly onStep: OnStep;
  /** Told which version it was, and where the copy of before lies. */
  readonly onUpgrade: (from: number, copy: string) => void;
}

/** Whether a ledger is older than this program. @throws LedgerError `NEWER`, `CORRUPT` */
export function isOlder(db: Connection, upgrade: Pick<Upgrade, 'location' | 'migrations'>): boolean {
  return pending(db, upgrade).length > 0;
}

/**
 * Brings an older ledger to the version of this program, after a copy of it was put beside it (G18); killed half way,
 * it is the old one still (G19). A ledger of this version is not touched.
 * @returns the version that it had; undefined where somebody else was first
 * @throws LedgerError `NEWER`, and whatever stops the copy or the change
 */
export function migrate(db: Connection, upgrade: Upgrade): number | undefined {
  const { engine, location, onStep, onUpgrade } = upgrade;
  let kept: { readonly from: number; readonly copy: string } | undefined;
  apply(db, upgrade, () => {
    const from = versionOf(db);
    kept = { from, copy: keepCopy(engine, location, from) };
  });
  onStep('committed');
  if (kept) onUpgrade(kept.from, kept.copy);
  return kept?.from;
}

/** The same in memory, for whoever only looks: the file stays as it is. */
export function migratedCopy(db: Connection, upgrade: Upgrade): Connection {
  const copy = new upgrade.engine(db.serialize());
  try {
    apply(copy, { ...upgrade, onStep: () => undefined }, () => undefined);
    copy.pragma('foreign_keys = ON');
    return copy;
  } catch (error) {
    copy.close();
    throw error;
  }
}

function apply(db: Connection, upgrade: Upgrade, before: () => void): void {
  // A rebuilt table would otherwise take its children along; the keys are checked below and by `makeDurable` after.
  db.pragma('foreign_keys = OFF');
  inTransaction(db, 'IMMEDIATE', () => {
    // Another process may have been first while this one waited for the lock.
    const steps = pending(db, upgrade);
    if (steps.length === 0) return;
    before();
    for (const step of steps) applyMigration(db, step, upgrade.onStep);
    requireKeys(db, upgrade.location);
    upgrade.onStep('commit');
  });
}

/** Runs one step and notes the version that it led to; inside a transaction of the caller. */
function applyMigration(db: Connection, { version, sql }: Migration, onStep: OnStep): void {
  onStep(`migrate:${version}`);
  db.exec(sql);
  onStep(`migrated:${version}`);
  db.pragma(`user_version = ${version}`);
}

function pending(
  db: Connection,
  { location, migrations }: Pick<Upgrade, 'location' | 'migrations'>,
): readonly Migration[] {
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
