import { join } from 'node:path';
import type { Ledger } from '../../../src/store/ledger.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import { quickFolder } from '../../support/folders.js';
import { PAGES, plansOf } from '../contract/pages.js';
import { append, joining, placing } from '../sample-entries.js';
import { IDENTITY, order } from '../samples.js';
import { using } from './folder.js';

/** A whole table is read, and not by an index. */
const WHOLE = /^SCAN (?!.* USING (COVERING )?INDEX)/m;
/** A page along the key by which the rows lie already. */
const WELL = /ORDER BY written (DESC )?LIMIT/;

describe('what lists or claims asks an index of a file', () => {
  test.each(Object.entries(PAGES))('%s', async (_, page) => {
    const opening = openLedger(join(quickFolder('plans'), 'ledger.db'), { create: IDENTITY });
    await using(opening, async (store) => {
      await append(store, [...joining(), ...placing(order())]);
      const plans = await (store as Ledger).alone((session, shelf) =>
        plansOf(session, shelf, page, async (sql, values) => {
          const lines = await session.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
          return lines.map(({ detail }) => detail);
        }),
      );
      expect(plans.length).toBeGreaterThan(0);
      expect(plans.filter((plan) => WHOLE.test(plan) && !WELL.test(plan))).toEqual([]);
    });
  });
});
