import { join } from 'node:path';
import { openServerLedger } from '../../../src/store/postgres/open.js';
import { EVERY_TABLE } from '../../../src/store/sql/tables.js';
import { quickFolder } from '../../support/folders.js';
import { freshDatabase, withServer, type Database } from '../../support/server.js';
import { create, tamper, using } from '../sqlite/folder.js';
import { IDENTITY } from '../samples.js';

/** What guards against somebody else than the owner, whom a file has none of. */
const OF_RIGHTS = [
  'entries_are_permitted',
  'chains_end_with_their_head',
  'heads_are_of_their_chain',
  'entries_have_done_it',
  'seals_are_over_all',
  'receipts_are_of_their_year',
  'credit_notes_are_of_their_year',
  'number_series_are_of_their_name',
];

/** The second line behind the rules: the same on every engine, so that what one refuses no other takes. */
(withServer ? describe : describe.skip)('the schema of a server', () => {
  let database: Database;
  const file = join(quickFolder('store'), 'ledger.db');
  beforeAll(async () => {
    database = await freshDatabase();
    await using(openServerLedger(database.address(), { create: IDENTITY }), async () => undefined);
    await using(create(file), async () => undefined);
  });
  afterAll(() => database.drop());

  const inFile = (sql: string) => tamper(file, (db) => db.prepare(sql).all() as Record<string, unknown>[]);

  test('G24 the tables that are read and written are there, column by column', async () => {
    const sql = `SELECT c.relname || '.' || a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'partner'::regnamespace AND c.relkind = 'r' AND a.attnum > 0`;
    const held = (await database.ask<{ name: string }>(sql)).map(({ name }) => name);
    const wanted = EVERY_TABLE.flatMap(({ name, names }) => names.map((column) => `${name}.${column}`));
    expect(wanted.filter((name) => !held.includes(name))).toEqual([]);
  });

  test('what must be there, and of which there is one, is the same as in a file', async () => {
    const columns = inFile(`SELECT t.name || '.' || c.name AS name FROM sqlite_schema t, pragma_table_info(t.name) c
      WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND (c."notnull" OR c.pk)`);
    const held = await database.ask<{ name: string }>(`SELECT c.relname || '.' || a.attname AS name
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnotnull AND a.attnum > 0
      WHERE c.relnamespace = 'partner'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('migrations', 'evidence_files', 'members', 'entry_rights', 'entry_effects', 'entry_values', 'followed')`);
    const names = (rows: readonly object[]) => rows.map((row) => (row as { name: string }).name).sort();
    expect(names(held)).toEqual(names(columns));
    const indexes = inFile(`SELECT t.name || '(' || group_concat(coalesce(c.name, 'email'), ',') || ')' AS name
      FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
      WHERE t.type = 'table' AND i."unique" GROUP BY t.name, i.name`);
    const made = await database.ask<{
      name: string;
    }>(`SELECT c.relname || '(' || string_agg(coalesce(a.attname, 'email'), ',' ORDER BY k.place) || ')' AS name
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (at, place)
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.at AND k.at > 0
      WHERE c.relnamespace = 'partner'::regnamespace AND i.indisunique GROUP BY c.relname, i.indexrelid`);
    expect(names(indexes).filter((name) => !names(made).includes(name))).toEqual([]);
  });

  test('I5 every guard of a file guards a server too, and says the same', async () => {
    const guards = inFile(`SELECT tbl_name AS on_table, name, sql FROM sqlite_schema WHERE type = 'trigger'`);
    const held = await database.ask<{ at: string; made: string }>(
      `SELECT c.relname || ' ' || t.tgname AS at,
        pg_get_triggerdef(t.oid) || p.prosrc AS made
      FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
      WHERE c.relnamespace = 'partner'::regnamespace AND c.relname <> 'evidence_files' AND NOT t.tgisinternal
        AND t.tgname <> ALL ($1) AND t.tgname NOT LIKE '%_follow_from_entries'`,
      [OF_RIGHTS],
    );
    const made = new Map(held.map((row) => [row.at, row.made]));
    const missing = guards.filter(({ on_table: table, name, sql }) => {
      const said = /RAISE\(ABORT, ('.*')\)/.exec(String(sql))?.[1] ?? '';
      return !made.get(`${String(table)} ${String(name)}`)?.includes(said);
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
    expect(made.size).toBe(guards.length);
  });

  test('G17 a guard that was taken out, or put to sleep, is found by the check', async () => {
    const ledger = () => openServerLedger(database.address('tampered'), { create: IDENTITY });
    await using(ledger(), async (store) => expect(await store.check()).toEqual([]));
    await database.ask('ALTER TABLE tampered.audit DISABLE TRIGGER audit_is_final');
    await database.ask('DROP INDEX tampered.one_order_a_term');
    const found = await using(ledger(), (store) => store.check());
    expect(found.map(({ where }) => where).sort()).toEqual(['index one_order_a_term', 'trigger audit_is_final']);
  });

  test('a schema that holds something else is not touched', async () => {
    await database.ask('CREATE SCHEMA others; CREATE TABLE others.letters (text text)');
    const opening = openServerLedger(database.address('others'), { create: IDENTITY });
    await expect(opening).rejects.toMatchObject({ code: 'LEDGER_FOREIGN' });
  });
});
