import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openServerLedger } from '../../../src/store/postgres/open.js';
import { readMigrations, shippedMigrations } from '../../../src/store/sql/migrations.js';
import type { Day } from '../../../src/core/day.js';
import type { Store } from '../../../src/store/store.js';
import { append, joining, paying, placing } from '../sample-entries.js';
import { account, AT, IDENTITY, later, order, user } from '../samples.js';
import { cuttingProxy, type CuttingProxy } from '../../support/cutting-proxy.js';
import { quickFolder } from '../../support/folders.js';
import { addressOf, freshDatabase, withServer, type Database } from '../../support/server.js';

(withServer ? describe : describe.skip)('several at one server', () => {
  let database: Database;
  let ledgers = 0;
  let address: string;
  const opened: Store[] = [];

  beforeAll(async () => void (database = await freshDatabase()));
  afterAll(() => database.drop());
  beforeEach(() => void (address = database.url(`several_${(ledgers += 1)}`)));
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });

  async function open(url = address): Promise<Store> {
    const store = await openServerLedger(addressOf(url), { create: IDENTITY });
    opened.push(store);
    return store;
  }

  const entriesOf = (store: Store) => store.read((ledger) => ledger.entries({ limit: 1000 }));

  test('G18 of many that find no ledger one makes it', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => open()));
    const names = await Promise.all(stores.map((store) => store.read((ledger) => ledger.installation())));
    expect(new Set(names).size).toBe(1);
    expect(await stores[0]?.check()).toEqual([]);
  });

  test('G18 who looks at an older ledger while somebody else brings it to this version looks once more', async () => {
    await open();
    const folder = quickFolder('migrations');
    cpSync(shippedMigrations('postgres'), folder, { recursive: true });
    const version = readMigrations(folder).length + 1;
    const sql = 'SELECT pg_sleep(1); CREATE TABLE later (id integer)';
    writeFileSync(join(folder, `${String(version).padStart(4, '0')}-later.sql`), sql);
    const newer = await openServerLedger(addressOf(address), { migrations: folder });
    opened.push(newer);
    const looking = newer.read((ledger) => ledger.installation());
    const isWaiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`;
    const others = `several_${ledgers}`;
    while ((await database.ask(isWaiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await database.ask(`DO $$ BEGIN CREATE TABLE ${others}.later (id integer);
      INSERT INTO ${others}.migrations (version, name) VALUES (${version}, 'later'); END $$`);
    expect(await looking).toBe(IDENTITY.installation);
  });

  test('I13 receipts of many writers have no gap, and each account has its own chain', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => open()));
    await Promise.all(
      stores.map(async (store, index) => {
        const bought = order(0, index + 1);
        await append(store, [...joining(index + 1), ...placing(bought)]);
        await store.write(async (ledger) => {
          const serial = String((await ledger.lastReceipt(2024)) + 1).padStart(6, '0');
          for (const entry of paying(bought, `2024-${serial}`)) await ledger.append(entry, AT, 'admin');
        });
      }),
    );
    const [first] = stores as [Store];
    const orders = await Promise.all(
      stores.map((_, index) => first.read((ledger) => ledger.order(order(0, index + 1).id))),
    );
    const numbers = orders.map((one) => one?.receiptNumber).sort();
    expect(numbers).toEqual(stores.map((_, index) => `2024-${String(index + 1).padStart(6, '0')}`));
    expect(await first.check()).toEqual([]);
  });

  test('G10 who writes to one account waits, and sees what was written meanwhile', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => open()));
    const [first] = stores as [Store];
    await append(first, joining());
    await Promise.all(
      stores.map((store, n) => append(store, [{ kind: 'user-added', user: user(n + 2, 1) }], later(n))),
    );
    const book = await first.read((ledger) => ledger.book(account().id));
    expect(book?.users).toHaveLength(5);
    expect(await first.check()).toEqual([]);
  });

  test('I2 of many who place an order for one term, one does', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => open()));
    await append(stores[0] as Store, joining());
    const placed = stores.map((store) =>
      store.write(async (ledger) => {
        const book = await ledger.book(account().id);
        if (book?.orders.some(({ state }) => state === 'placed')) return 'seen';
        for (const entry of placing(order())) await ledger.append(entry, AT, 'admin');
        return 'placed';
      }),
    );
    expect((await Promise.all(placed)).sort()).toEqual(['placed', 'seen', 'seen', 'seen']);
  });

  describe('a connection that is cut', () => {
    let proxy: CuttingProxy;
    let store: Store;
    beforeEach(async () => {
      proxy = await cuttingProxy(addressOf(address).port);
      store = await open(address.replace(/:\d+\//, `:${proxy.port}/`));
      await append(store, joining());
    });
    afterEach(() => proxy.close());

    test.each(['unheard', 'unanswered'] as const)('G8 a commit that is %s is there once', async (cut) => {
      // As a statement of its own, and not within that of a level of isolation.
      proxy.cutAt('COMMIT\0', cut);
      let runs = 0;
      await store.write(async (ledger) => {
        runs += 1;
        await ledger.append({ kind: 'user-added', user: user(2, 1) }, later(1), 'admin');
      });
      expect([proxy.cuts, runs]).toEqual([1, cut === 'unheard' ? 2 : 1]);
      const entries = await entriesOf(store);
      expect(entries.filter(({ entry }) => entry.kind === 'user-added')).toHaveLength(1);
      expect(await store.check()).toEqual([]);
    });

    test('G2 a commit of which nobody can learn whether it stands is not made once more', async () => {
      const hasty = await openServerLedger(addressOf(address.replace(/:\d+\//, `:${proxy.port}/`)), {
        patienceMs: 300,
      });
      opened.push(hasty);
      proxy.cutAt('COMMIT\0', 'unanswered', 900);
      const runs: string[] = [];
      const adding = (name: string, at: number) =>
        hasty.write(async (ledger) => {
          runs.push(name);
          await ledger.append({ kind: 'user-added', user: user(at, 1) }, later(1), 'admin');
        });
      const told = await Promise.allSettled([adding('one', 2), adding('other', 3)]);
      expect(runs).toEqual(['one', 'other']);
      expect(told).toMatchObject([1, 2].map(() => ({ reason: { code: 'SERVER_UNREACHABLE', isUnsure: true } })));
      expect((await entriesOf(store)).filter(({ entry }) => entry.kind === 'user-added')).toHaveLength(2);
    });

    test.each(['BEGIN', 'INSERT INTO audit', 'FOR UPDATE'])('G8 nothing is lost that is cut at %s', async (words) => {
      const other = await open(address.replace(/:\d+\//, `:${proxy.port}/`));
      proxy.cutAt(words, 'unheard');
      await append(other, [{ kind: 'user-added', user: user(2, 1) }], later(1));
      expect(proxy.cuts).toBe(1);
      expect((await entriesOf(store)).filter(({ entry }) => entry.kind === 'user-added')).toHaveLength(1);
      expect(await store.check()).toEqual([]);
    });

    test('G8 a server that answers nobody is waited for once, and not by each who asks after that', async () => {
      const hasty = await openServerLedger(addressOf(address.replace(/:\d+\//, `:${proxy.port}/`)), {
        patienceMs: 400,
      });
      opened.push(hasty);
      const asked = async (asks: readonly (() => Promise<unknown>)[]) => {
        const before = proxy.turnedAway;
        for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
        return proxy.turnedAway - before;
      };
      const reading = () => hasty.read((ledger) => ledger.accounts());
      const writing = () => append(hasty, [{ kind: 'user-added', user: user(2, 1) }], later(1));
      for (const _ of ['gone', 'gone again']) {
        proxy.cutAt('BEGIN', 'unheard', 60_000);
        expect(await asked([reading])).toBeGreaterThan(1);
        expect(await asked([writing, reading, writing])).toBe(3);
        proxy.letIn();
        await reading();
      }
      await writing();
      expect((await entriesOf(store)).filter(({ entry }) => entry.kind === 'user-added')).toHaveLength(1);
    });

    test('who reads is served over the next connection', async () => {
      await database.ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'partner' AND datname = current_database()`);
      expect(await store.read((ledger) => ledger.accounts())).toHaveLength(1);
    });
  });

  test('G10 whoever holds an account too long is not waited for for ever', async () => {
    const store = await openServerLedger(addressOf(address), { create: IDENTITY, patienceMs: 200 });
    opened.push(store);
    await append(store, joining());
    const other = await open();
    await other.write(async (ledger) => {
      await ledger.book(account().id);
      const waiting = append(store, [{ kind: 'user-added', user: user(2, 1) }], later(1));
      await expect(waiting).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
    });
  });

  test('G2 while somebody keeps others from looking, nobody says that a lost commit is none', async () => {
    const proxy = await cuttingProxy(addressOf(address).port);
    const maker = await open();
    await append(maker, joining());
    const hasty = await openServerLedger(addressOf(address.replace(/:\d+\//, `:${proxy.port}/`)), { patienceMs: 300 });
    opened.push(hasty);
    proxy.cutAt('COMMIT\0', 'unanswered');
    let isOver = false;
    const busy = maker.write(async () => {
      while (!isOver) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    const adding = hasty.write((ledger) => ledger.append({ kind: 'user-added', user: user(2, 1) }, later(1), 'admin'));
    await expect(adding).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE', isUnsure: true });
    isOver = true;
    await busy;
    expect((await entriesOf(maker)).filter(({ entry }) => entry.kind === 'user-added')).toHaveLength(1);
    proxy.close();
  });

  test('G10 an account that another transaction writes to is passed over, and nobody waits for it', async () => {
    const [store, other] = [await open(), await open()];
    await append(store, [...joining(), ...joining(2)]);
    const paid = (owner: number) => ({ accountId: account(owner).id, subscriptionId: 'sub', day: '2026-01-01' as Day });
    await other.write(async (ledger) => {
      await ledger.book(account().id);
      const taken = store.write(async (mine) => [
        await mine.takes(paid(1)),
        await mine.takes(paid(2)),
        (await mine.book(account(2).id))?.account.id,
      ]);
      expect(await taken).toEqual(['elsewhere', 'taken', account(2).id]);
    });
    expect(await store.write((ledger) => ledger.takes(paid(1)))).toBe('taken');
  });

  test('a newer schema is left alone by a program that is open', async () => {
    const store = await open();
    await append(store, joining());
    const { schema } = addressOf(address);
    await database.ask(`INSERT INTO ${schema}.migrations (version, name) VALUES (999, 'later')`);
    await expect(append(store, joining(2))).rejects.toMatchObject({ code: 'LEDGER_NEWER' });
    await expect(store.read((ledger) => ledger.accounts())).rejects.toMatchObject({ code: 'LEDGER_NEWER' });
  });
});
