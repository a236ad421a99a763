import { check } from '../../../src/store/sql/check.js';
import { openServerLedger } from '../../../src/store/postgres/open.js';
import type { Ledger } from '../../../src/store/ledger.js';
import { PAGES, plansOf } from '../contract/pages.js';
import { using } from '../sqlite/folder.js';
import { append, joining, placing } from '../sample-entries.js';
import { IDENTITY, order } from '../samples.js';
import { freshDatabase, withServer, type Database } from '../../support/server.js';

(withServer ? describe : describe.skip)('what lists or claims asks an index of a server', () => {
  let database: Database;
  beforeAll(async () => void (database = await freshDatabase()));
  afterAll(() => database.drop());

  test.each(Object.entries(PAGES))('%s', async (_, page) => {
    const opening = openServerLedger(database.address(), { create: IDENTITY });
    await using(opening, async (store) => {
      if ((await store.read((reader) => reader.accounts(1))).length === 0)
        await append(store, [...joining(), ...placing(order())]);
      const plans = await (store as Ledger).alone((session, shelf) =>
        plansOf(session, shelf, page, async (sql, values) => {
          // As it would, had it only as much patience as an index takes.
          await session.run('SET LOCAL enable_seqscan = off');
          const lines = await session.all<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, ...values);
          return lines.map((line) => line['QUERY PLAN']);
        }),
      );
      expect(plans.length).toBeGreaterThan(0);
      expect(plans.filter((plan) => plan.includes('Seq Scan'))).toEqual([]);
    });
  });

  test('no check of a ledger looks through all subscriptions for each one of them', async () => {
    await using(openServerLedger(database.address()), async (store) => {
      const plans = await (store as Ledger).alone((session, shelf) =>
        plansOf(
          session,
          shelf,
          (_, noting) => check({ session: noting, database: async () => [], watch: () => Promise.resolve(), shelf }),
          async (sql, values) => {
            const lines = await session.all<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, ...values);
            return lines.map((line) => line['QUERY PLAN']);
          },
        ),
      );
      const whole = plans.filter((plan) => /FROM paid_to/.test(plan));
      expect(whole).not.toEqual([]);
      // A list of what is there, held against each row: it is read over and over once it is too long for memory.
      expect(whole.filter((plan) => /NOT \((hashed )?SubPlan/.test(plan))).toEqual([]);
    });
  });
});
