import type { Store } from '../../src/store/store.js';
import { inWorld } from '../support/world.js';
import { writingWith } from '../support/writing-with.js';
import { companies, FOUR, four, run } from './job.js';

/** A ledger of which the accounts of some companies are being written to by somebody else when they are first taken. */
function contended(store: Store, busy: Set<string>, asked: string[]): Store {
  return writingWith(store, (writer) => ({
    async takes(accountId) {
      asked.push(accountId);
      return !busy.delete(accountId) && writer.takes(accountId);
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
