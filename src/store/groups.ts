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
    const group = this.waiting;
    this.waiting = [];
    for (let from = 0; from < group.length;) from += await this.settle(group.slice(from));
  }

  /** @returns how many of them were dealt with */
  private async settle(group: readonly Job<L>[]): Promise<number> {
    try {
      const values = await this.transaction((ledger) => inTime(group, ledger));
      values.forEach((value, index) => group[index]?.resolve(value));
      return values.length;
    } catch (error) {
      const [only] = group;
      if (group.length === 1) only?.reject(error);
      else for (const job of group) await this.settle([job]);
      return group.length;
    }
  }
}

/** One after the other, for as long as others may be kept waiting; the first one in any case. */
async function inTime<L>(group: readonly Job<L>[], ledger: L): Promise<readonly unknown[]> {
  const until = performance.now() + LONGEST_MS;
  const results: unknown[] = [];
  await Promise.all(group.map(async ({ ahead }) => ahead?.(ledger)));
  for (const job of group) {
    results.push(await job.work(ledger));
    if (performance.now() > until) break;
  }
  return results;
}

interface Job<L> {
  readonly work: Work<L, unknown>;
  readonly ahead: Work<L, unknown> | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
