import { genesisHash, type Identity } from '../sql/audit.js';
import type { Marks } from '../sql/marks.js';
import type { Migration } from '../sql/migrations.js';
import type { OnStep } from '../sql/writer.js';
import { LedgerError } from '../store.js';
import type { Connection } from './connect.js';

/** The first half of the number under which writers and whoever has to be alone meet: `PRTN`. */
const LOCK = 0x5052544e;

/**
 * How a transaction begins. `looking`: one moment of the ledger. `trying`: the same, and all that it does is undone.
 * `writing`: any number at once, each with the accounts that it locks. `alone`: nobody writes until it is over.
 */
export type Mode = 'looking' | 'trying' | 'writing' | 'alone';

const BEGIN: Readonly<Record<Mode, string>> = {
  looking: 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY',
  trying: 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ WRITE',
  // Each statement sees what was committed before it: once an account is locked, all of it is the newest.
  writing: 'BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE',
  alone: 'BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE',
};

/** What a ledger is: what an older one cannot say yet, it does not say. */
export interface Standing extends Marks {
  readonly version: number;
}

const saying = (column: keyof Marks) => `(SELECT to_jsonb(meta) ->> '${column}' FROM meta) AS ${column}`;
const STANDING = `SELECT coalesce(max(version), 0) AS version, ${saying('moved_to')}, ${saying('copied_from')} FROM migrations`;

/** @returns what the ledger is, and stays until the transaction is over */
export async function begin(connection: Connection, mode: Mode): Promise<Standing> {
  const { rows } = await connection.run<Standing>(`${locking(connection, mode)}; ${STANDING}`);
  return rows[0] ?? { version: 0, moved_to: null, copied_from: null };
}

/** A transaction of tables that are not the ledger's. */
export async function beginAlone(connection: Connection): Promise<void> {
  await connection.run(locking(connection, 'alone'));
}

/** The same for whoever only looks. */
export async function beginLooking(connection: Connection): Promise<void> {
  await connection.run(locking(connection, 'looking'));
}

/** The lock is not of a table: it is there before the ledger is. */
function locking({ address: { schema } }: Connection, mode: Mode): string {
  const place = `(${LOCK}, hashtext('${schema}'))`;
  if (mode === 'alone') return `${BEGIN[mode]}; SELECT pg_advisory_xact_lock${place}`;
  return mode === 'writing' ? `${BEGIN[mode]}; SELECT pg_advisory_xact_lock_shared${place}` : BEGIN[mode];
}

const LOOK = `SELECT count(*) AS things, count(*) FILTER (WHERE c.relname = ?) AS marks,
    bool_and(has_schema_privilege(n.oid, 'USAGE'))::text AS opens
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?`;

/**
 * Whether there is a ledger, or what is known by a table of another name.
 * @throws LedgerError `FOREIGN` where the schema holds something else, `SERVER_RIGHTS` where it is not open to the user
 */
export async function isThere(connection: Connection, mark = 'migrations'): Promise<boolean> {
  const { location, schema } = connection.address;
  const { rows } = await connection.query<{ things: number; marks: number; opens: string }>(LOOK, [mark, schema]);
  const { things = 0, marks = 0, opens } = rows[0] ?? {};
  if (things > 0 && marks === 0)
    throw new LedgerError('LEDGER_FOREIGN', location, `schema ${schema} holds something else`);
  // What stands in a schema that is closed would be missed, and not refused.
  if (opens === 'false') throw new LedgerError('SERVER_RIGHTS', location, `no right to use schema ${schema}`);
  return marks > 0;
}

/** Makes an empty ledger, whole or not at all. Where another process is first, its ledger stays. */
export async function createLedger(
  connection: Connection,
  identity: Identity,
  migrations: readonly Migration[],
): Promise<void> {
  await undoing(connection, async () => {
    await beginAlone(connection);
    if (await isThere(connection)) return;
    await makeSchema(connection);
    await apply(connection, migrations, () => undefined);
    const { installation, gateway, at, copiedFrom = null } = identity;
    const columns = 'id, installation, gateway, created_at, genesis, copied_from';
    const sql = `INSERT INTO meta (${columns}) VALUES (1, ?, ?, ?, ?, ?)`;
    await connection.query(sql, [installation, gateway, at, genesisHash(identity), copiedFrom]);
  });
}

/** Whoever runs the server may have made it, for somebody who may not. */
export async function makeSchema(connection: Connection): Promise<void> {
  const { schema } = connection.address;
  const { rows } = await connection.query('SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?', [schema]);
  if (rows.length === 0) await connection.run(`CREATE SCHEMA "${schema}"`);
}

/**
 * Brings an older ledger to the version of this program; of several that try at once, one does it (G18, G19).
 * @returns the version that it had
 */
export async function migrate(
  connection: Connection,
  migrations: readonly Migration[],
  onStep: OnStep,
): Promise<number> {
  let held = 0;
  await undoing(connection, async () => {
    ({ version: held } = await begin(connection, 'alone'));
    await apply(connection, migrations.slice(held), onStep);
    onStep('commit');
  });
  onStep('committed');
  return held;
}

/** Runs the steps that are missing, each with its own number, inside a transaction of the caller. */
export async function apply(connection: Connection, steps: readonly Migration[], onStep: OnStep): Promise<void> {
  for (const { version, name, sql } of steps) {
    onStep(`migrate:${version}`);
    await connection.run(sql);
    await connection.query('INSERT INTO migrations (version, name) VALUES (?, ?)', [version, name]);
    onStep(`migrated:${version}`);
  }
}

/** All of `work` or nothing of it (G8). */
export async function undoing(connection: Connection, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await connection.run('COMMIT');
  } catch (error) {
    await rollBack(connection);
    throw error;
  }
}

/** A failing rollback must not hide what failed before: the server does it by itself once the connection is gone. */
export async function rollBack(connection: Connection): Promise<void> {
  if (!connection.isLost) await connection.run('ROLLBACK').catch(() => connection.giveUp());
}
