import { setImmediate } from 'node:timers/promises';
import type { Store, Writer } from './store.js';

/**
 * The same ledger for many writers of one process at once: transactions that wait while another is under way are
 * committed together, so that a hundred of them cost the disk as much as one. Each still is all or nothing: where one
 * fails, the group is rolled back and each is done by itself. So `work` may run twice, and must only read and append.
 */
export function groupedStore(store: Store): Store {
  let waiting: Job[] = [];
  let flushing = false;

  function write<T>(work: (ledger: Writer) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (!flushing) void flush();
    });
  }

  async function flush(): Promise<void> {
    flushing = true;
    while (waiting.length > 0) {
      // Those that ask in the same turn of the event loop belong together: answers that came while the last group was
      // being written are all heard before the next one is.
      await setImmediate();
      const group = waiting;
      waiting = [];
      await commit(store, group);
    }
    // In the same step as the look at what waits: whoever comes next finds either the loop or nobody.
    flushing = false;
  }

  return {
    location: store.location,
    read: (work) => store.read(work),
    write,
    check: (watch) => store.check(watch),
    backup: (file) => store.backup(file),
    close: () => store.close(),
  };
}

interface Job {
  readonly work: (ledger: Writer) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

async function commit(store: Store, group: readonly Job[]): Promise<void> {
  try {
    const values = await store.write(async (ledger) => {
      const results: unknown[] = [];
      for (const job of group) results.push(await job.work(ledger));
      return results;
    });
    group.forEach((job, index) => job.resolve(values[index]));
  } catch (error) {
    const [only] = group;
    if (group.length === 1) only?.reject(error);
    else for (const job of group) await commit(store, [job]);
  }
}
