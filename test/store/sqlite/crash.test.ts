import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Day } from '../../../src/core/day.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import { account, order } from '../samples.js';
import { append, fill, joining, paying, placing } from '../sample-entries.js';
import { create, using } from './folder.js';
import { run } from './process.js';
import { quickFolder } from '../../support/folders.js';

const entries = [...placing(order()), ...paying(order(), '2024-000001')];

/** Every step that the purchase of `child.ts` goes through, in order. */
const STEPS = [...entries.flatMap(({ kind }) => [`append:${kind}`, `appended:${kind}`]), 'commit', 'committed'];

async function joined(): Promise<string> {
  const file = join(quickFolder('store'), 'ledger.db');
  await using(create(file), (store) => append(store, joining()));
  return file;
}

test('G2 the steps of a write are announced, each before and after', async () => {
  const steps: string[] = [];
  await using(openLedger(await joined(), { onStep: (step) => void steps.push(step) }), (store) =>
    append(store, entries),
  );
  expect(steps).toEqual(STEPS);
});

test.each(STEPS)('G2 a process killed at %s leaves all of the purchase or nothing of it', async (step) => {
  const file = await joined();
  expect((await run('buy', file, step)).signal).toBe('SIGKILL');
  await using(openLedger(file), async (store) => {
    expect(await store.check()).toEqual([]);
    const book = await store.read((ledger) => ledger.book(account().id));
    expect(book?.orders.map(({ state }) => state)).toEqual(step === 'committed' ? ['paid'] : []);
    expect(book?.subscriptions.length).toBe(step === 'committed' ? 1 : 0);
  });
});

test('G8 a step that throws takes the whole write back', async () => {
  const file = await joined();
  const failing = {
    onStep: (step: string) => {
      if (step === 'commit') throw new Error('stop');
    },
  };
  await using(openLedger(file, failing), async (store) => {
    await expect(append(store, entries)).rejects.toThrow('stop');
    expect((await store.read((ledger) => ledger.book(account().id)))?.orders).toEqual([]);
  });
});

test('every question asked of a large ledger is answered through an index', async () => {
  await using(create(join(quickFolder('store'), 'ledger.db')), async (store) => {
    await fill(store);
    await store.read(async (ledger) => {
      await Promise.all([
        ledger.book(account().id),
        ledger.order(order().id),
        ledger.openOrders(),
        ledger.attemptsFor('reference'),
      ]);
      await Promise.all([ledger.lastReceipt(2024), ledger.lastEntryAt(), ledger.installation()]);
    });
    const { db } = Reflect.get(store, 'opened') as { db: Database.Database };
    const { compiled } = Reflect.get(store, 'statements') as { compiled: ReadonlyMap<string, unknown> };
    const asked = [...compiled.keys()].filter(
      (sql) => /^(SELECT|UPDATE)/.test(sql) && !/ meta/.test(sql) && !/LIMIT 1$/.test(sql),
    );
    const scans = asked.filter((sql) => {
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...Array.from(sql.matchAll(/\?/g), () => null)) as {
        detail: string;
      }[];
      return plan.some(({ detail }) => detail.startsWith('SCAN') && !detail.includes('INDEX open_attempts'));
    });
    expect(asked.length).toBeGreaterThan(15);
    expect(scans).toEqual([]);
  });
});

test('D17 each page of what is paid to some days begins where the last one ended, however many were read before', async () => {
  await using(create(join(quickFolder('store'), 'ledger.db')), async (store) => {
    await fill(store);
    const days = { from: '2000-01-01' as Day, to: '2100-01-01' as Day };
    await store.read((ledger) =>
      ledger.paidTo({
        programme: 'mpn-2018',
        ...days,
        after: { subscriptionId: 'sub_1', accountId: 'acc_1', day: '2050-01-01' as Day },
        limit: 10,
      }),
    );
    const { db } = Reflect.get(store, 'opened') as { db: Database.Database };
    const { compiled } = Reflect.get(store, 'statements') as { compiled: ReadonlyMap<string, unknown> };
    const [sql = ''] = [...compiled.keys()].filter((one) => one.includes('FROM paid_to'));
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('', '', '', '', 1) as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('(day,subscription_id)>(?,?)')]);
  });
});
