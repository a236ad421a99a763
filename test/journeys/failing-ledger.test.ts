import { readFileSync, writeFileSync } from 'node:fs';
import { buy, type Purchased } from '../../src/journeys/purchase.js';
import type { Desk } from '../../src/journeys/desk.js';
import type { Resolved } from '../../src/journeys/resolve-request.js';
import { LedgerError, type Store } from '../../src/store/store.js';
import { broken } from '../support/invariants.js';
import { inWorld, type World } from '../support/world.js';
import { differences, four, run } from './job.js';
import type { RunItem } from '../../src/journeys/renewals-run.js';
import { askToCancel, bought, facts, recoverAll, resolve, returns } from './support.js';

/**
 * How the disk fails: before anything is done, when the commit is made so that nothing stands, or when it is made so
 * that everything stands and nobody is told.
 */
const FAILURES = ['before', 'undone', 'untold'] as const;
const LASTING = ['once', 'for good'] as const;

interface Failing {
  readonly how: (typeof FAILURES)[number];
  readonly lasts: (typeof LASTING)[number];
  /** The call of the ledger that fails, from 1. */
  readonly at: number;
}

const failure = () => new LedgerError('LEDGER_UNWRITABLE', 'ledger.db', 'SQLITE_IOERR: disk I/O error');

/** The same ledger on a disk that fails. */
function failing(store: Store, { how, lasts, at }: Failing, counted: { calls: number }): Store {
  const fails = () => {
    counted.calls += 1;
    return counted.calls === at || (lasts === 'for good' && counted.calls > at);
  };
  return {
    location: store.location,
    check: (watch) => store.check(watch),
    backup: (file) => store.backup(file),
    close: () => store.close(),
    async read(work) {
      if (fails()) throw failure();
      return store.read(work);
    },
    async write(work) {
      if (!fails()) return store.write(work);
      if (how === 'before') throw failure();
      await store.write(async (ledger) => {
        await work(ledger);
        if (how === 'undone') throw failure();
      });
      throw failure();
    },
  };
}

/**
 * Runs `act` once for every call of the ledger that it makes and every way in which that may fail.
 * @param every only each so many calls, which ones changes with the seed: it keeps the everyday run short
 */
async function atEveryCall<T>(
  world: World,
  act: () => Promise<T>,
  holds: (answer: T | LedgerError, failing: Failing) => Promise<void>,
  every = 1,
): Promise<void> {
  await world.end();
  const files = [world.ledgerFile, world.booksFile].map((file) => ({ file, bytes: readFileSync(file) }));
  let most = 0;
  for (const how of FAILURES)
    for (const lasts of LASTING)
      for (let at = 1 + (world.seed % every); ; at += every) {
        await world.end();
        for (const { file, bytes } of files) writeFileSync(file, bytes);
        const counted = { calls: 0 };
        world.through = (desk: Desk) => ({ ...desk, ledger: failing(desk.ledger, { how, lasts, at }, counted) });
        const answer = await act().catch((error: unknown) => {
          if (error instanceof LedgerError) return error;
          throw error;
        });
        world.through = (desk) => desk;
        await world.end();
        if (counted.calls < at) break;
        most = Math.max(most, at);
        await holds(answer, { how, lasts, at });
      }
  expect(most).toBeGreaterThan(4);
}

const succeeded = (world: World) => facts(world).charges.filter((charge) => charge['outcome'] === 'succeeded');
const openOrders = (world: World) => facts(world).orders.filter((order) => order['state'] === 'placed');

test('G3 a ledger that fails at any call of a purchase: what ends as an error has charged nothing and never will', () =>
  inWorld({}, async (world) => {
    await world.join();
    await world.addCard();
    const kinds = new Set<string>();
    const check = async (answer: Purchased | LedgerError, failed: Failing) => {
      const kind = answer instanceof LedgerError ? 'error' : answer.kind;
      kinds.add(kind);
      const charges = succeeded(world).length;
      const told = { ...failed, kind, charges, open: openOrders(world).length };
      if (kind === 'error') expect(told).toEqual({ ...told, charges: 0, open: 0 });
      if (kind === 'paid') expect(told).toEqual({ ...told, charges: 1, open: 0 });
      const recovered = await world.recover();
      expect({ ...told, after: succeeded(world).length }).toEqual({
        ...told,
        after: kind === 'error' ? 0 : told.open || charges,
      });
      expect(recovered.every((result) => result.kind === 'paid')).toBe(true);
      expect(broken(facts(world))).toEqual([]);
      expect(await differences(world)).toEqual([]);
    };
    const cart = await world.cart(await world.desk());
    await atEveryCall(world, () => world.act((desk) => buy(desk, cart)), check);
    expect([...kinds].sort()).toEqual(['error', 'paid', 'unknown']);
  }));

test(
  'G3 at any call of a run: every charge that was made is told as made or as unknown, whatever ended the run',
  () =>
    inWorld({}, async (world) => {
      await four(world);
      const before = succeeded(world).length;
      let items: RunItem[] = [];
      const act = async () => {
        items = [];
        return run(world, { concurrency: 1, onItem: (item) => items.push(item) });
      };
      await atEveryCall(
        world,
        act,
        async (answer, failed) => {
          const told = items.filter(({ result }) => result.kind === 'charged' || result.kind === 'unknown').length;
          const orders = new Set(items.flatMap(({ result }) => ('order' in result ? [result.order.reference] : [])));
          const untold = succeeded(world)
            .slice(before)
            .filter((charge) => !orders.has(String(charge['reference'])));
          const open = openOrders(world).filter((order) => !orders.has(String(order['reference'])));
          expect({ ...failed, untold, open }).toEqual({ ...failed, untold: [], open: [] });
          if (!(answer instanceof LedgerError)) expect({ ...failed, told }).toEqual({ ...failed, told: 4 });
          await run(world);
          expect(succeeded(world)).toHaveLength(8);
          expect(broken(facts(world))).toEqual([]);
        },
        3,
      );
    }),
  120_000,
);

test('G3 at any call of a refund: what ends as an error has given nothing back and never will', () =>
  inWorld({}, async (world) => {
    await bought(world);
    await askToCancel(world);
    await atEveryCall(
      world,
      async () => resolve(world),
      async (answer: Resolved | LedgerError, failed) => {
        const kind = answer instanceof LedgerError ? 'error' : answer.kind;
        const open = facts(world).refunds.filter(
          (refund) => refund['state'] === 'sending' || refund['state'] === 'unknown',
        );
        const told = { ...failed, kind, back: returns(world), open: open.length };
        if (kind === 'error') expect(told).toEqual({ ...told, back: 0, open: 0 });
        await recoverAll(world);
        expect({ ...told, after: returns(world) }).toEqual({
          ...told,
          after: kind === 'error' ? 0 : told.open || told.back,
        });
        expect(await differences(world)).toEqual([]);
      },
    );
  }));
