import Database from 'better-sqlite3';
import { join } from 'node:path';
import type { Day } from '../../../src/core/day.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import type { Store } from '../../../src/store/store.js';
import { quickFolder } from '../../support/folders.js';
import { account, AT, later } from '../samples.js';
import { create } from './folder.js';

let ours: Store;
let theirs: Store;
/** Statements that our connection was given. */
let asked: string[] = [];

class Told extends Database {
  constructor(file: string, options: Database.Options) {
    super(file, { ...options, verbose: (sql) => void asked.push(String(sql)) });
  }
}

beforeEach(async () => {
  const file = join(quickFolder('store'), 'ledger.db');
  await (await create(file)).close();
  ours = await openLedger(file, { engine: Told as unknown as typeof Database });
  theirs = await openLedger(file);
});

afterEach(async () => {
  await ours.close();
  await theirs.close();
});

const joins = (store: Store, number: number, days = 0) =>
  store.write((ledger) => ledger.append({ kind: 'account-joined', account: account(number) }, later(days), 'x'));
const LEFT = '2024-03-05' as Day;
const leaves = (store: Store) =>
  store.write((ledger) =>
    ledger.append({ kind: 'membership-ended', accountId: account().id, on: LEFT }, later(5), 'x'),
  );
const names = async (store: Store) => (await store.read((ledger) => ledger.accounts())).map(({ id }) => id);
const transactions = () => asked.filter((sql) => sql.startsWith('BEGIN')).length;

test('G8 what was read is not read again, until this process or another one writes', async () => {
  await joins(theirs, 1);
  expect(await names(ours)).toEqual([account(1).id]);
  asked = [];
  expect(await names(ours)).toEqual([account(1).id]);
  expect(transactions()).toBe(0);
  await joins(theirs, 2);
  expect(await names(ours)).toEqual([account(1).id, account(2).id]);
  await joins(ours, 3);
  expect(await names(ours)).toEqual([1, 2, 3].map((number) => account(number).id));
});

test('G8 a view is of one moment: where somebody writes between what is known and what is read, it is looked at anew', async () => {
  await joins(ours, 1);
  await names(ours);
  let times = 0;
  const seen = await ours.read(async (ledger) => {
    times += 1;
    const known = (await ledger.accounts()).length;
    if (times === 1) await joins(theirs, 2, 7);
    return [known, await ledger.lastEntryAt()];
  });
  expect([times, seen]).toEqual([2, [2, later(7)]]);
});

test('G1 what this process wrote last is told without a transaction, while nobody has written since', async () => {
  await joins(ours, 1);
  asked = [];
  expect((await ours.unchanged?.(account().id))?.account).toEqual(account());
  expect(transactions()).toBe(0);
  expect(await ours.unchanged?.(account(2).id)).toBeUndefined();
  await leaves(ours);
  expect((await ours.unchanged?.(account().id))?.account.leftOn).toBe(LEFT);
  await joins(theirs, 2, 6);
  expect(await ours.unchanged?.(account().id)).toBeUndefined();
});

test('G1 where this process has failed to write, it is not known how it left anything', async () => {
  await joins(ours, 1);
  const failing = ours.write(async (ledger) => {
    await ledger.append({ kind: 'account-joined', account: account(2) }, AT, 'x');
    throw new Error('stop');
  });
  await expect(failing).rejects.toThrow('stop');
  expect(await ours.unchanged?.(account().id)).toBeUndefined();
});
