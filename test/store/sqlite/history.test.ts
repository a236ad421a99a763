import { join } from 'node:path';
import { seedLedger } from '../../../src/sandbox/seed.js';
import type { Entry } from '../../../src/core/entry.js';
import type { History, Store } from '../../../src/store/store.js';
import { quickFolder } from '../../support/folders.js';
import { emptySandbox, madeUp } from '../../sandbox/seed/world.js';
import { append, joining } from '../sample-entries.js';
import { histories } from '../postgres/touched.js';
import { AT } from '../samples.js';
import { create, tamper, using } from './folder.js';

type Rows = Readonly<Record<string, readonly unknown[]>>;

/** All that a ledger holds, its guards too. */
function everything(file: string): Rows {
  return tamper(file, (db) => {
    const schema = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
    const tables = (schema as readonly { type: string; name: string }[]).filter(({ type }) => type === 'table');
    const rows = tables.map(({ name }) => [name, db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all()] as const);
    return { schema, ...Object.fromEntries(rows) };
  });
}

/** All of them in one transaction, as a history or as any other. */
function entering(store: Store, way: 'write' | 'writeHistory', entries: readonly Entry[]): Promise<void> {
  const work = async (ledger: History) => {
    for (const entry of entries) await ledger.append(entry, AT, 'dana@contoso.com');
  };
  if (way === 'write') return store.write(work);
  return store.writeHistory?.(work) ?? Promise.reject(new Error('it knows no other way'));
}

async function written(how: (store: Store) => Promise<unknown>): Promise<Rows> {
  const file = join(quickFolder('history'), 'ledger.db');
  await using(create(file), how);
  return everything(file);
}

test('G24 a history of every kind of entry, written as one, is what its entries make one by one', async () => {
  for (const entries of await histories()) {
    const asOne = await written((store) => entering(store, 'writeHistory', entries));
    const oneByOne = await written((store) => entering(store, 'write', entries));
    expect(asOne).toEqual(oneByOne);
  }
});

test('G24, I11 so is a made-up ledger of many accounts, chain, seals and counters', async () => {
  const world = await madeUp({ accounts: 1200 });
  const filledBy = async (way: 'write' | 'writeHistory') => {
    const { store, desk } = await emptySandbox();
    const [read, write] = [store.read.bind(store), store.write.bind(store)];
    const plain = { ...desk.ledger, location: store.location, read, write };
    const ledger = way === 'write' ? (plain as Store) : store;
    await seedLedger({ ...desk, ledger }, world);
    await store.close();
    return everything(store.location);
  };
  const asOne = await filledBy('writeHistory');
  expect(asOne['audit']?.length).toBeGreaterThan(10_000);
  expect(asOne).toEqual(await filledBy('write'));
});

test('I5, I11 what stands against an entry stands against the whole history, and every guard is there again', async () => {
  const file = join(quickFolder('history'), 'ledger.db');
  await using(create(file), async (store) => {
    const before = everything(file);
    const twice = [...joining(), ...joining()];
    const writing = entering(store, 'writeHistory', twice);
    await expect(writing).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
    expect(everything(file)).toEqual(before);
    await append(store, joining());
    expect(await store.check()).toEqual([]);
  });
});
