import { LedgerError, type Store, type Writer } from '../../src/store/store.js';

/** The same store, whose writers do some things otherwise. */
export function writingWith(store: Store, otherwise: (writer: Writer) => Partial<Writer>): Store {
  return inPlace(store, {
    write: (work) => store.write((writer) => work(inPlace(writer, otherwise(writer)))),
  });
}

/** The same store, of which nothing that is written stays: each write fails once all of it was done. */
export function committingNothing(store: Store): Store {
  return inPlace(store, {
    write: (work) =>
      store.write(async (writer) => {
        await work(writer);
        throw new LedgerError('LEDGER_UNWRITABLE', store.location, 'no room');
      }),
  });
}

/** The same store, each write of which is done once more though it stands: as where the answer to its commit was lost. */
export function writingTwice(store: Store): Store {
  return inPlace(store, {
    async write(work, waiting) {
      await store.write(work, waiting);
      return store.write(work, waiting);
    },
  });
}

/** The same object with other methods in the place of some; the rest stay its own. */
function inPlace<T extends object>(target: T, others: Partial<T>): T {
  return new Proxy(target, {
    get(_, name) {
      if (name in others) return Reflect.get(others, name) as unknown;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
