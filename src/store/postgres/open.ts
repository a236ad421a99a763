import type { Identity } from '../sql/audit.js';
import { readMigrations, shippedMigrations } from '../sql/migrations.js';
import type { OnStep } from '../sql/writer.js';
import { LedgerError, type Store } from '../store.js';
import type { Address } from './address.js';
import { Connection } from './connect.js';
import { PostgresLedger } from './ledger.js';
import { createLedger, isThere } from './schema.js';

export interface ServerOptions {
  /** Make the ledger where there is none. Without it, a missing ledger is an error. */
  readonly create?: Identity;
  /** How long to wait for others, and for a server that has gone away; 10 s where nothing is said. */
  readonly patienceMs?: number;
  /** The folder of the migrations; where nothing is said, the one that this program brings along. */
  readonly migrations?: string;
  /** Called before and after each step that writes, as for a file. */
  readonly onStep?: OnStep;
}

/**
 * Opens the ledger of a server. Loads the driver when called, never before.
 * @throws LedgerError `MISSING`, `FOREIGN`, `NEWER` or what stands in the way of a server
 */
export async function openServerLedger(address: Address, options: ServerOptions = {}): Promise<Store> {
  const { create, patienceMs = 10_000, onStep = () => undefined } = options;
  const migrations = readMigrations(options.migrations ?? shippedMigrations('postgres'));
  const connection = await Connection.open(address, patienceMs);
  try {
    if (!(await isThere(connection))) {
      if (!create) throw new LedgerError('LEDGER_MISSING', address.location, `no ledger in schema ${address.schema}`);
      await createLedger(connection, create, migrations);
    }
    return new PostgresLedger({ connection, migrations, onStep, patienceMs });
  } catch (error) {
    await connection.end();
    throw error;
  }
}
