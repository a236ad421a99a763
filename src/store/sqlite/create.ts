import { dirname } from 'node:path';
import { isBusy, LocklessError } from '../../files/locks.js';
import { genesisHash, type Identity } from '../genesis.js';
import { APPLICATION_ID, makeDurable, requireSafeConnection, type Connection, type Engine } from './connect.js';
import { codeOf } from './failures.js';
import { applyMigration } from './migrate.js';
import type { Migration } from './migrations.js';
import { makeFolder, publish } from './private-file.js';
import { inTransaction } from './transaction.js';

/**
 * Makes an empty ledger. Where another process is first, its ledger stays and nothing is thrown: whoever called opens
 * the one that is there.
 */
export function createLedger(engine: Engine, file: string, identity: Identity, migrations: readonly Migration[]): void {
  makeFolder(dirname(file));
  try {
    publish(file, (temporary) => build(engine, temporary, identity, migrations));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function build(engine: Engine, file: string, identity: Identity, migrations: readonly Migration[]): void {
  // Nobody else knows of it: what says that it is busy is a folder without locks.
  const db = new engine(file, { timeout: 0 });
  try {
    requireSafeConnection(db, file);
    makeDurable(db, file);
    fillLedger(db, identity, migrations);
  } catch (error) {
    throw isBusy(codeOf(error)) ? new LocklessError(file, { cause: error }) : error;
  } finally {
    db.close();
  }
}

/** Makes a ledger of an empty database. */
export function fillLedger(db: Connection, identity: Identity, migrations: readonly Migration[]): void {
  inTransaction(db, 'IMMEDIATE', () => {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    for (const migration of migrations) applyMigration(db, migration, () => undefined);
    db.prepare('INSERT INTO meta (id, installation, gateway, created_at, genesis) VALUES (1, ?, ?, ?, ?)').run(
      identity.installation,
      identity.gateway,
      identity.at,
      genesisHash(identity),
    );
  });
}
