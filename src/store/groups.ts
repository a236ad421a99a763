import { setImmediate } from 'node:timers/promises';

type Work<L, T> = (ledger: L) => Promise<T>;

/** After so long a group is committed as far as it came: on a server that is far away it would keep others waiting. */
const LONGEST_MS = 200;

/**
 * What waits in one process at the same moment, done in one transaction: the disk is waited for once, so that a hundred
 * writes cost it as much as one, and a server is asked once for a view that a hundred reads share. Each still is all or
 * nothing: where one fails, the group is rolled back and each is done by itself.
 */
export class Groups<L> {
  private waiting: Job<L>[] = [];

  constructor(
    /** Runs one transaction after the others. */
    private readonly inTurn: (turn: () => Promise<void>) => Promise<void>,
    private readonly transaction: <T>(work: Work<L, T>) => Promise<T>,
  ) {}

  /**
   * @param work may be run again
   * @param ahead what it looks at first, together with the others
   */
  join<T>(work: Work<L, T>, ahead?: Work<L, unknown>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, ahead, resolve: resolve as (value: unknown) => void, reject });
      if (this.waiting.length === 1) void this.inTurn(() => this.next());
    });
  }

  private async next(): Promise<void> {
    // Those that ask in the same turn of the event loop belong together: answers that came while the last group was
    // being written are all heard before the next one is.
    await setImmediate();
    for (let rest = this.waiting.splice(0); rest.length > 0;)
      rest = await this.settle(rest, () => this.waiting.splice(0));
  }

  /**
   * @param latecomers who has come since and waits, too
   * @returns who is not dealt with yet
   */
  private async settle(group: readonly Job<L>[], latecomers: () => readonly Job<L>[]): Promise<Job<L>[]> {
    const jobs = [...group];
    try {
      const values = await this.transaction((ledger) => inTime(jobs, latecomers, ledger));
      jobs.splice(0, values.length).forEach(({ resolve }, place) => resolve(values[place]));
      return jobs;
    } catch (error) {
      const [only] = jobs;
      if (jobs.length === 1) only?.reject(error);
      else for (const job of jobs) await this.settle([job], () => []);
      return [];
    }
  }
}

/**
 * One after the other, for as long as others may be kept waiting; the first one in any case, which is who waits for them.
 * Who comes meanwhile comes along, and is added to `jobs`.
 */
async function inTime<L>(jobs: Job<L>[], latecomers: () => readonly Job<L>[], ledger: L): Promise<readonly unknown[]> {
  const results: unknown[] = [];
  let until = Infinity;
  while (results.length < jobs.length) {
    const coming = jobs.slice(results.length);
    await Promise.all(coming.map(async ({ ahead }) => ahead?.(ledger)));
    for (const { work } of coming) {
      results.push(await work(ledger));
      until = Math.min(until, performance.now() + LONGEST_MS);
      if (performance.now() > until) return results;
    }
    jobs.push(...latecomers());
  }
  return results;
}

interface Job<L> {
  readonly work: Work<L, unknown>;
  readonly ahead: Work<L, unknown> | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
