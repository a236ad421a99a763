import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../../../src/store/sqlite/open.js';
import { append, joining, paying, placing, selling } from '../sample-entries.js';
import { order } from '../samples.js';
import { create, tamper, using } from './folder.js';
import { quickFolder } from '../../support/folders.js';

const model = join(quickFolder('store'), 'ledger.db');
beforeAll(() => using(create(model), (store) => append(store, selling())));

function sold(): string {
  const file = join(quickFolder('store'), 'ledger.db');
  copyFileSync(model, file);
  return file;
}

/** Somebody who knows SQLite, and puts the guards aside. */
function alter(file: string, sql: string): void {
  tamper(file, (db) => {
    db.pragma('ignore_check_constraints = ON');
    const names = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`).pluck().all() as string[];
    for (const name of names) db.exec(`DROP TRIGGER ${name}`);
    db.exec(sql);
  });
}

const problemsOf = async (file: string) =>
  (await using(openLedger(file), (store) => store.check())).map(({ where }) => where);

test('I13 a ledger in which something was sold and given back is sound, and counts both', async () => {
  await using(openLedger(sold()), async (store) => {
    expect(await store.check()).toEqual([]);
    const last = (series: string) => store.read((ledger) => ledger.lastInSeries(series));
    expect([await last('FA-2024-'), await last('AV-2024-'), await last('FA-2025-')]).toEqual([1, 1, 0]);
  });
});

test.each([
  ['a number that was never given', `UPDATE number_series SET last = 2 WHERE series = 'FA-2024-'`, 'papers FA-2024-'],
  ['a counter that was taken out', `DELETE FROM number_series WHERE series = 'AV-2024-'`, 'papers AV-2024-'],
  ['a gap', `UPDATE orders SET invoice_serial = 2 WHERE sale IS NOT NULL`, 'papers FA-2024-'],
  ['another series', `UPDATE refunds SET note_series = 'XX-' WHERE note_serial IS NOT NULL`, 'papers XX-'],
  ['a seller of another name', `UPDATE orders SET sale = replace(sale, 'Contoso', 'Fabrikam')`, 'order order-9-0'],
])('G24 %s is seen', async (_, sql, where) => {
  const file = sold();
  alter(file, sql);
  expect(await problemsOf(file)).toContain(where);
});

test('I13 no paper is left out, given without a number, or given where nobody sells', async () => {
  await using(create(join(quickFolder('store'), 'ledger.db')), async (store) => {
    await append(store, [...joining(), ...placing(order())]);
    const given = append(store, paying(order(), '2024-000001', 1, 'FA-2024-000001'));
    await expect(given).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
    await append(store, paying(order(), '2024-000001'));
  });
  const again = join(quickFolder('store'), 'ledger.db');
  await using(create(again), async (store) => {
    const entries = selling();
    const numbered = (number: string | undefined) =>
      entries.map((entry) => {
        if (entry.kind !== 'order-paid') return entry;
        const { invoiceNumber: _, ...paid } = entry;
        return number === undefined ? paid : { ...paid, invoiceNumber: number };
      });
    for (const number of [undefined, 'FA-2024-000002', 'FA-2023-000001', 'XX-2024-000001'])
      await expect(append(store, numbered(number))).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
    await append(store, entries);
  });
});

test.each([
  ['what was sold', `UPDATE orders SET sale = '{}' WHERE sale IS NOT NULL`],
  ['a number', `UPDATE orders SET invoice_serial = 2 WHERE sale IS NOT NULL`],
  ['a counter', `DELETE FROM number_series`],
])('I5 the database itself refuses to rewrite %s', (_, sql) => {
  expect(() => tamper(sold(), (db) => db.prepare(sql).run())).toThrow(/never changed|paid or failed already|for ever/);
});
