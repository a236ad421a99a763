import { randomUUID } from 'node:crypto';
import { schemaDifferences, type Migration } from '../sql/migrations.js';
import type { Defect } from '../store.js';
import type { Connection } from './connect.js';
import { apply } from './schema.js';

/** Everything that enforces a rule, by its name, as the server writes it down. */
const THINGS = `WITH ours AS (SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?)
  SELECT 'table ' || c.relname AS name, string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
      a.attnotnull, a.attidentity, l.collname, pg_get_expr(d.adbin, d.adrelid)), ', ' ORDER BY a.attname) AS made
    FROM ours c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relkind = 'r' GROUP BY c.relname
  UNION ALL SELECT 'index ' || c.relname, pg_get_indexdef(c.oid) FROM ours c WHERE c.relkind = 'i'
  UNION ALL SELECT 'trigger ' || g.tgname, pg_get_triggerdef(g.oid) || g.tgenabled::text
    FROM ours c JOIN pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal
  UNION ALL SELECT 'rule of ' || c.relname || ' ' || k.conname, pg_get_constraintdef(k.oid) || k.convalidated::text
    FROM ours c JOIN pg_constraint k ON k.conrelid = c.oid
  UNION ALL SELECT 'view ' || c.relname, pg_get_viewdef(c.oid) FROM ours c WHERE c.relkind = 'v'
  UNION ALL SELECT 'policy of ' || c.relname || ' ' || p.polname, concat_ws(' ', p.polcmd, p.polpermissive, p.polroles,
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
    FROM ours c JOIN pg_policy p ON p.polrelid = c.oid
  UNION ALL SELECT 'policies of ' || c.relname, concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity)
    FROM ours c WHERE c.relkind = 'r'
  UNION ALL SELECT 'rights of ' || kind, string_agg(concat_ws(' ', role, part, refunded), ', ' ORDER BY role, part)
    FROM entry_rights GROUP BY kind
  UNION ALL SELECT 'effects of ' || kind, string_agg(concat_ws(' ', relation, does, columns), ', ' ORDER BY relation, does)
    FROM entry_effects GROUP BY kind
  UNION ALL SELECT 'values of ' || kind, string_agg(concat_ws(' ', relation, does, "column", how, path, always), ', '
      ORDER BY relation, does, "column")
    FROM entry_values GROUP BY kind
  UNION ALL SELECT 'function ' || p.proname, pg_get_functiondef(p.oid)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ?`;

/**
 * Tables, indexes, rules and guards are compared with those that the migrations make: they are what enforces the rules of
 * the ledger. For this they are made once more beside it, in a transaction that the caller takes back.
 * @throws LedgerError `RIGHTS` where the user may make no schema
 */
export async function brokenSchema(
  connection: Connection,
  migrations: readonly Migration[],
): Promise<readonly Defect[]> {
  const { schema } = connection.address;
  const held = await thingsIn(connection, schema);
  const model = `partner_model_${randomUUID().slice(0, 8)}`;
  await connection.run(`CREATE SCHEMA ${model}; SET LOCAL search_path TO ${model}, pg_temp`);
  await apply(connection, migrations, () => undefined);
  const wanted = await thingsIn(connection, model);
  await connection.run(`SET LOCAL search_path TO "${schema}", pg_temp; DROP SCHEMA ${model} CASCADE`);
  return schemaDifferences(held, wanted);
}

async function thingsIn(connection: Connection, schema: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await connection.query<{ name: string; made: string }>(THINGS, [schema, schema]);
  const itself = new RegExp(`(["']?)\\b${schema}\\b\\1(?=[.,])`, 'g');
  return new Map(rows.map(({ name, made }) => [name, made.replace(itself, 'ledger')]));
}
