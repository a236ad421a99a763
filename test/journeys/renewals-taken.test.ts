import type { Store, Writer } from '../../src/store/store.js';
import { inWorld } from '../support/world.js';
import { companies, FOUR, four, run } from './job.js';

/** A ledger of which the accounts of some companies are being written to by somebody else when they are first taken. */
function contended(store: Store, busy: Set<string>, asked: string[]): Store {
  const writer = (ledger: Writer): Writer =>
    new Proxy(ledger, {
      get(target, name) {
        if (name === 'takes')
          return async (accountId: string) => {
            asked.push(accountId);
            return !busy.delete(accountId) && target.takes(accountId);
          };
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  return new Proxy(store, {
    get(target, name) {
      if (name === 'write')
        return <T>(work: (ledger: Writer) => Promise<T>) => target.write((ledger) => work(writer(ledger)));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
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
