import type { Reader, Store, Writer } from '../../src/store/store.js';

/**
 * The same ledger on an engine that runs the work of every transaction twice, the first time rolled back: as one does on
 * which two transactions can be in each other's way.
 */
export function runAgain(store: Store): Store {
  return {
    get location() {
      return store.location;
    },
    async read<T>(work: (ledger: Reader) => Promise<T>): Promise<T> {
      await store.read(work);
      return store.read(work);
    },
    async write<T>(work: (ledger: Writer) => Promise<T>): Promise<T> {
      await rolledBack(store, work);
      return store.write(work);
    },
    check: (watch) => store.check(watch),
    backup: (file) => store.backup(file),
    close: () => store.close(),
  };
}

class InTheWay extends Error {}

async function rolledBack(store: Store, work: (ledger: Writer) => Promise<unknown>): Promise<void> {
  try {
    await store.write(async (ledger) => {
      await work(ledger);
      throw new InTheWay('another transaction was first');
    });
  } catch (error) {
    if (!(error instanceof InTheWay)) throw error;
  }
}
