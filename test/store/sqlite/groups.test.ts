import { join } from 'node:path';
import { dryRunStore } from '../../../src/store/dry-run.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import type { Store } from '../../../src/store/store.js';
import { account, AT, INSTALLATION } from '../samples.js';
import { quickFolder } from '../../support/folders.js';

let store: Store;
let commits: number;

beforeEach(async () => {
  const file = join(quickFolder('groups'), 'ledger.db');
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
  const before = commits;
  await Promise.all(
    Array.from({ length: 20 }, (_, number) => store.write((ledger) => ledger.append(joined(number), AT, 'x'))),
  );
  expect(commits - before).toBeLessThan(5);
  expect(await store.read((ledger) => ledger.accounts())).toHaveLength(20);
});

test('G8 one that fails fails alone', async () => {
  const results = await Promise.allSettled([
    store.write((ledger) => ledger.append(joined(1), AT, 'x')),
    store.write(async () => {
      throw new Error('no');
    }),
    store.write((ledger) => ledger.append(joined(2), AT, 'x')),
    store.write((ledger) => ledger.append(joined(2), AT, 'x')),
  ]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  expect((await store.read((ledger) => ledger.accounts())).map(({ id }) => id)).toEqual(['acc_1', 'acc_2']);
  expect(await store.check()).toEqual([]);
});

test('G8 what is read after them sees them, and the ledger is closed after them', async () => {
  const writing = [1, 2].map((number) => store.write((ledger) => ledger.append(joined(number), AT, 'x')));
  const seen = store.read((ledger) => ledger.accounts());
  const late = store.write((ledger) => ledger.append(joined(3), AT, 'x'));
  const closing = store.close();
  expect((await seen).map(({ id }) => id).slice(0, 2)).toEqual(['acc_1', 'acc_2']);
  await Promise.all([...writing, late, closing]);
});

test('G8 a dry run is done once, whatever waits beside it, and keeps what it was told', async () => {
  const real = await openLedger(store.location);
  const rehearsal = dryRunStore(real, { notes: [], isNew: false, onEntry: () => undefined });
  const runs: number[] = [];
  const ended = await Promise.allSettled(
    [1, 2, 3].map((number) =>
      rehearsal.write(async (ledger) => {
        runs.push(number);
        await ledger.append(joined(number), AT, 'x');
        if (number === 2) throw new Error('stop');
      }),
    ),
  );
  expect([runs, ended.map(({ status }) => status)]).toEqual([
    [1, 2, 3],
    ['fulfilled', 'rejected', 'fulfilled'],
  ]);
  expect((await rehearsal.read((ledger) => ledger.accounts())).map(({ id }) => id)).toEqual(['acc_1', 'acc_3']);
  await rehearsal.close();
  expect(await store.read((ledger) => ledger.accounts())).toEqual([]);
});

test('each gets its own answer', async () => {
  const answers = await Promise.all([1, 2, 3].map((number) => store.write(async () => number * 10)));
  expect(answers).toEqual([10, 20, 30]);
});
