import type { Day } from '../../src/core/day.js';
import type { Store } from '../../src/store/store.js';
import { inWorld } from '../support/world.js';
import { writingTwice, writingWith } from '../support/writing-with.js';
import { companies, FOUR, four, run } from './job.js';

/** A ledger of which the accounts of some companies are being written to by somebody else when they are first taken. */
function contended(store: Store, busy: Set<string>, asked: string[]): Store {
  return writingWith(store, (writer) => ({
    async takes(paid) {
      asked.push(paid.accountId);
      return busy.delete(paid.accountId) ? 'elsewhere' : writer.takes(paid);
    },
  }));
}

test('G10 an account that somebody else writes to is passed over, and looked at once all others are', () =>
  inWorld({}, async (world) => {
    await four(world);
    const asked: string[] = [];
    const { ledger } = await world.desk();
    const all = await ledger.read((reader) => reader.accounts());
    const busy = new Set(all.slice(0, 2).map(({ id }) => id));
    const items = await run(world, { concurrency: 1 }, (desk) => ({
      ...desk,
      ledger: contended(desk.ledger, busy, asked),
    }));
    expect(companies(items.filter(({ result }) => result.kind === 'charged'))).toEqual([
      ...FOUR.slice(2),
      ...FOUR.slice(0, 2),
    ]);
    expect(new Set(asked).size).toBe(4);
  }));

test('G10 one that is still written to when all others are done is waited for, and nobody waits before', () =>
  inWorld({}, async (world) => {
    await four(world);
    const tries: string[] = [];
    const { ledger } = await world.desk();
    const [busy] = await ledger.read((reader) => reader.accounts());
    const never = (store: Store) =>
      writingWith(store, (writer) => ({
        async takes(paid) {
          tries.push(paid.accountId);
          return paid.accountId === busy?.id ? 'elsewhere' : writer.takes(paid);
        },
      }));
    const items = await run(world, { concurrency: 1 }, (desk) => ({ ...desk, ledger: never(desk.ledger) }));
    expect(companies(items.filter(({ result }) => result.kind === 'charged'))).toEqual([...FOUR.slice(1), FOUR[0]]);
    expect(tries.filter((id) => id === busy?.id)).toHaveLength(4);
  }));

test('G8 what was written, though its commit was said to have failed, is gone on with when it is done by itself', () =>
  inWorld({}, async (world) => {
    await four(world);
    const items = await run(world, {}, (desk) => ({ ...desk, ledger: writingTwice(desk.ledger) }));
    expect(items.map(({ result }) => result.kind)).toEqual(FOUR.map(() => 'charged'));
  }));

test('G10 one that another run has renewed since it was listed is left alone, without its book', () =>
  inWorld({}, async (world) => {
    await four(world);
    const { ledger } = await world.desk();
    const [first] = await ledger.read((reader) => reader.accounts());
    const found: string[] = [];
    const seen = (store: Store) =>
      writingWith(store, (writer) => ({
        async takes(paid) {
          const early = paid.accountId === first?.id ? { ...paid, day: '2000-01-01' as Day } : paid;
          const taking = await writer.takes(early);
          found.push(taking);
          return taking;
        },
      }));
    const items = await run(world, { concurrency: 1 }, (desk) => ({ ...desk, ledger: seen(desk.ledger) }));
    expect(companies(items)).toEqual(FOUR.slice(1));
    expect(found).toEqual(['moved-on', 'taken', 'taken', 'taken']);
  }));
