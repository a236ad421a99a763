import type { Identity } from '../sql/audit.js';
import { readMigrations, shippedMigrations } from '../sql/migrations.js';
import type { OnStep } from '../sql/writer.js';
import type { Ledger, Place } from '../ledger.js';
import { LedgerError } from '../store.js';
import type { Address } from './address.js';
import { Connection, type Limits } from './connect.js';
import { dropUnfinished } from './guards.js';
import { PostgresLedger } from './ledger.js';
import { createLedger, isThere } from './schema.js';

export interface ServerOptions extends Partial<Limits> {
  /** Make the ledger where there is none. Without it, a missing ledger is an error. */
  readonly create?: Identity;
  /** How long to wait for others, for a lock of theirs, and for a server that has gone away; 10 s where nothing is said. */
  readonly patienceMs?: number;
  /** The folder of the migrations; where nothing is said, the one that this program brings along. */
  readonly migrations?: string;
  /** Called before and after each step that writes, as for a file. */
  readonly onStep?: OnStep;
  /** A copy that is not finished is opened, too: by whoever makes it. */
  readonly evenUnfinished?: boolean;
}

/** A schema of a server that may hold a ledger. */
export function serverPlace(address: Address): Place {
  const open = (more: ServerOptions) => openServerLedger(address, { ...more, evenUnfinished: true });
  return {
    location: address.location,
    open: () => open({}),
    create: (create) => open({ create }),
    async discard() {
      const connection = await Connection.open(address, { patienceMs: PATIENCE_MS });
      try {
        await dropUnfinished(connection);
      } finally {
        await connection.end();
      }
    },
  };
}

const PATIENCE_MS = 10_000;

/**
 * Opens the ledger of a server. Loads the driver when called, never before.
 * @throws LedgerError `MISSING`, `FOREIGN`, `NEWER` or what stands in the way of a server
 */
export async function openServerLedger(address: Address, options: ServerOptions = {}): Promise<Ledger> {
  const { create, onStep = () => undefined, evenUnfinished = false } = options;
  const limits = { ...options, patienceMs: options.patienceMs ?? PATIENCE_MS };
  const migrations = readMigrations(options.migrations ?? shippedMigrations('postgres'));
  const connection = await Connection.open(address, limits);
  try {
    if (!(await isThere(connection))) {
      if (!create) throw new LedgerError('LEDGER_MISSING', address.location, `no ledger in schema ${address.schema}`);
      await createLedger(connection, create, migrations);
    }
    return new PostgresLedger({ connection, migrations, onStep, limits, evenUnfinished });
  } catch (error) {
    await connection.end();
    throw error;
  }
}
