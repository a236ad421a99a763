import { join } from 'node:path';
import { EVERY_TABLE } from '../../../src/store/sql/tables.js';
import { create, tamper, using } from '../sqlite/folder.js';
import { quickFolder } from '../../support/folders.js';

/** Kept by the engine or by a rule of the schema, and not part of any book. */
const NO_BOOK = ['audit', 'credit_notes', 'heads', 'meta', 'number_series', 'paid_to', 'receipts', 'seals'];
const NO_FIELD = ['written', 'first_term'];

/** An index over `lower(email)` names no column. */
const EXPRESSION = 'email';

interface Column {
  readonly name: string;
  readonly pk: number;
}

test('G24 the tables that are read and written are those that the migrations make, column by column', async () => {
  const file = join(quickFolder('store'), 'ledger.db');
  await using(create(file), async () => undefined);
  const made = tamper(file, (db) => {
    const names = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
    return (names.pluck().all() as string[])
      .filter((name) => !NO_BOOK.includes(name))
      .map((name) => {
        const columns = db.pragma(`table_info(${name})`) as Column[];
        return [name, columns.map((column) => column.name).filter((column) => !NO_FIELD.includes(column))] as const;
      });
  });
  const sorted = (tables: readonly (readonly [string, readonly string[]])[]) =>
    tables.map(([name, columns]) => [name, columns.toSorted()]).toSorted();
  expect(sorted(EVERY_TABLE.map(({ name, names }) => [name, names]))).toEqual(sorted(made));
});

test('G24 what names a row is unique in its table', async () => {
  const file = join(quickFolder('store'), 'ledger.db');
  await using(create(file), async () => undefined);
  const unique = (table: string) =>
    tamper(file, (db) => {
      const indexes = db.pragma(`index_list(${table})`) as { name: string; unique: number; partial: number }[];
      return indexes
        .filter((index) => index.unique === 1 && index.partial === 0)
        .map(({ name }) =>
          (db.pragma(`index_info(${name})`) as { name: string | null }[]).map((column) => column.name ?? EXPRESSION),
        );
    });
  for (const { name, key } of EVERY_TABLE) expect(unique(name)).toContainEqual(key);
});
