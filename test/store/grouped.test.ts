import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { groupedStore } from '../../src/store/grouped.js';
import { openLedger } from '../../src/store/sqlite/open.js';
import type { Store } from '../../src/store/store.js';
import { account, AT, INSTALLATION } from './samples.js';

let store: Store;
let commits: number;

beforeEach(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'partner-grouped-')), 'ledger.db');
  commits = 0;
  const onStep = (step: string) => {
    if (step === 'committed') commits += 1;
  };
  store = await openLedger(file, {
    create: { installation: INSTALLATION, gateway: 'sandbox', at: AT },
    onStep,
  });
});
afterEach(() => store.close());

const joined = (number: number) => ({
  kind: 'account-joined' as const,
  account: { ...account(), id: `acc_${number}`, mpnId: `${1000000 + number}` },
});

test('G8 writes that wait for each other are committed together, and all are there', async () => {
  const grouped = groupedStore(store);
  const before = commits;
  await Promise.all(
    Array.from({ length: 20 }, (_, number) => grouped.write((ledger) => ledger.append(joined(number), AT, 'x'))),
  );
  expect(commits - before).toBeLessThan(5);
  expect(await store.read((ledger) => ledger.accounts())).toHaveLength(20);
});

test('G8 one that fails fails alone', async () => {
  const grouped = groupedStore(store);
  const results = await Promise.allSettled([
    grouped.write((ledger) => ledger.append(joined(1), AT, 'x')),
    grouped.write(async () => {
      throw new Error('no');
    }),
    grouped.write((ledger) => ledger.append(joined(2), AT, 'x')),
    grouped.write((ledger) => ledger.append(joined(2), AT, 'x')),
  ]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect((await store.read((ledger) => ledger.accounts())).map(({ id }) => id)).toEqual(['acc_1', 'acc_2']);
  expect(await store.check()).toEqual([]);
});

test('each gets its own answer', async () => {
  const grouped = groupedStore(store);
  const answers = await Promise.all([1, 2, 3].map((number) => grouped.write(async () => number * 10)));
  expect(answers).toEqual([10, 20, 30]);
});
