import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { openServerLedger, type ServerOptions } from '../../../src/store/postgres/open.js';
import type { Store } from '../../../src/store/store.js';
import { freshDatabase, withServer, type Database } from '../../support/server.js';
import { append, joining, placing } from '../sample-entries.js';
import { account, AT, IDENTITY, order } from '../samples.js';

(withServer ? describe : describe.skip)('the limits of a connection', () => {
  let database: Database;
  let store: Store;
  let other: Client;

  beforeEach(async () => {
    database = await freshDatabase();
    const maker = await openServerLedger(database.address(), { create: IDENTITY });
    await append(maker, joining());
    await maker.close();
    other = new Client({ connectionString: database.url() });
    await other.connect();
  });
  afterEach(async () => {
    await store.close();
    await other.end();
    await database.drop();
  });

  const open = async (limits: ServerOptions) => (store = await openServerLedger(database.address(), limits));
  const writing = (before?: () => Promise<unknown>, after?: () => Promise<unknown>) =>
    store.write(async (ledger) => {
      await ledger.book(account().id);
      await before?.();
      for (const entry of placing(order())) await ledger.append(entry, AT, 'admin@contoso.example');
      await after?.();
    });
  const kinds = async () =>
    (await store.read((ledger) => ledger.entries({ limit: 100 }))).map(({ entry: { kind } }) => kind).sort();
  const wanted = [...joining(), ...placing(order())].map(({ kind }) => kind).sort();

  /** Somebody else writes to the account, for as long as the work takes. */
  async function whileLocked(work: () => Promise<void>): Promise<void> {
    await other.query('BEGIN; SELECT 1 FROM partner.heads FOR UPDATE');
    await work();
    await other.query('ROLLBACK');
  }

  test.each([
    ['for a lock', { patienceMs: 200 }],
    ['for a statement', { patienceMs: 5000, statementMs: 200 }],
  ])(
    'G8 whoever waits longer than the limit %s is told that others are at work, and has written nothing',
    async (_, limits) => {
      await open(limits);
      await whileLocked(async () => {
        const started = performance.now();
        await expect(writing()).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
        expect(performance.now() - started).toBeLessThan(4500);
      });
      await writing();
      expect(await kinds()).toEqual(wanted);
    },
  );

  test.each(['before', 'after'] as const)(
    'G8 G10 a transaction whose process stood still %s it wrote holds up nobody, and is done once more as a whole',
    async (place) => {
      await open({ patienceMs: 1500, idleMs: 1000 });
      let pauses = 0;
      // The first time alone, as a process that is halted and woken.
      const halt = async () => {
        if ((pauses += 1) > 1) return;
        await pause(2000);
        await other.query(`SET lock_timeout = 500; SELECT 1 FROM partner.heads FOR UPDATE`);
      };
      await (place === 'before' ? writing(halt) : writing(undefined, halt));
      expect(pauses).toBe(2);
      expect(await kinds()).toEqual(wanted);
      expect(await store.check()).toEqual([]);
    },
  );
});
