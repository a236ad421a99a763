import { setImmediate } from 'node:timers/promises';
import type { Writer } from '../store.js';

type Work<T> = (ledger: Writer) => Promise<T>;

/**
 * Writes of one process that wait at the same moment, committed together: the disk is waited for once, so that a hundred
 * of them cost it as much as one. Each still is all or nothing: where one fails, the group is rolled back and each is
 * done by itself.
 */
export class Groups {
  private waiting: Job[] = [];

  constructor(
    /** Runs one transaction after the others. */
    private readonly inTurn: (turn: () => Promise<void>) => Promise<void>,
    private readonly commit: <T>(work: Work<T>) => Promise<T>,
  ) {}

  write<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (this.waiting.length === 1) void this.inTurn(() => this.next());
    });
  }

  private async next(): Promise<void> {
    // Those that ask in the same turn of the event loop belong together: answers that came while the last group was
    // being written are all heard before the next one is.
    await setImmediate();
    const group = this.waiting;
    this.waiting = [];
    await this.settle(group);
  }

  private async settle(group: readonly Job[]): Promise<void> {
    try {
      const values = await this.commit(async (ledger) => {
        const results: unknown[] = [];
        for (const job of group) results.push(await job.work(ledger));
        return results;
      });
      group.forEach((job, index) => job.resolve(values[index]));
    } catch (error) {
      const [only] = group;
      if (group.length === 1) only?.reject(error);
      else for (const job of group) await this.settle([job]);
    }
  }
}

interface Job {
  readonly work: Work<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
