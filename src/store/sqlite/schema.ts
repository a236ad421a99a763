import type { Migration } from '../sql/migrations.js';
import type { Connection, Engine } from './connect.js';

/** What a database is made of, by kind and name (`table orders`): how it was defined; empty where the engine makes it itself. */
export type Schema = ReadonlyMap<string, string>;

/** Each needs those before it. */
const KINDS = ['table', 'index', 'view', 'trigger'];

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** Set by the build, which runs the migrations that are shipped: no start has to. */
declare const LEDGER_SCHEMA: (() => readonly (readonly [name: string, sql: string])[]) | undefined;

const made = new Map<string, Schema>();

/** Tables, indexes and triggers of a database, in an order in which they can be made. */
export function schemaOf(db: Connection): Schema {
  const rows = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY rowid').all() as SchemaRow[];
  const inOrder = rows.sort((one, other) => KINDS.indexOf(one.type) - KINDS.indexOf(other.type));
  return new Map(inOrder.map(({ type, name, sql }) => [`${type} ${name}`, sql ?? '']));
}

/**
 * What the migrations make of an empty database. To run them one after the other takes ten times as long as to make what comes
 * of them, so they are run once: by the build, or else by this process.
 */
export function schemaMadeBy(migrations: readonly Migration[], engine: Engine): Schema {
  if (typeof LEDGER_SCHEMA !== 'undefined') return new Map(LEDGER_SCHEMA());
  const key = migrations.map(({ sql }) => sql).join('\n');
  const schema = made.get(key) ?? ranThrough(migrations, engine);
  made.set(key, schema);
  return schema;
}

function ranThrough(migrations: readonly Migration[], engine: Engine): Schema {
  const model = new engine(':memory:');
  try {
    for (const { sql } of migrations) model.exec(sql);
    return schemaOf(model);
  } finally {
    model.close();
  }
}

/** Makes all of it in an empty database. */
export function make(db: Connection, schema: Schema): void {
  const ours = [...schema].filter(([name, sql]) => sql !== '' && !/^table sqlite_/.test(name));
  db.exec(ours.map(([, sql]) => `${sql};`).join('\n'));
}
