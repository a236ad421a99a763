import { setImmediate } from 'node:timers/promises';
import { LedgerError } from './store.js';

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

  /** @param work may be run again */
  join<T>(work: Work<L, T>, { ahead, isLate = false }: Joining<L> = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, ahead, isLate, resolve: resolve as (value: unknown) => void, reject });
      if (this.waiting.length === 1) void this.inTurn(() => this.next());
    });
  }

  private async next(): Promise<void> {
    // Those that ask in the same turn of the event loop belong together: answers that came while the last group was
    // being written are all heard before the next one is.
    await setImmediate();
    let rest = this.waiting.splice(0);
    while (rest.length > 0) rest = await this.settle(rest, (isLate) => this.come(isLate));
  }

  private come(isLate: boolean): readonly Job<L>[] {
    const come = this.waiting.filter((job) => job.isLate === isLate);
    this.waiting = this.waiting.filter((job) => job.isLate !== isLate);
    return come;
  }

  /** @returns who is not dealt with yet */
  private async settle(group: readonly Job<L>[], come: Latecomers<L>): Promise<Job<L>[]> {
    const jobs = [...group];
    try {
      const values = await this.transaction((ledger) => inTime(jobs, come, ledger));
      for (const [{ resolve }, value] of values) resolve(value);
      return jobs.filter((job) => !values.has(job));
    } catch (error) {
      // What may stand must not be done once more.
      const isOver = jobs.length === 1 || (error instanceof LedgerError && error.isUnsure);
      if (isOver) for (const { reject } of jobs) reject(error);
      else for (const job of jobs) await this.settle([job], () => []);
      return [];
    }
  }
}

/** Who has come meanwhile, and waits. */
type Latecomers<L> = (isLate: boolean) => readonly Job<L>[];

/**
 * One after the other, for as long as others may be kept waiting; the first one in any case, which is who waits for them.
 * Who comes meanwhile comes along, and is added to `jobs`.
 */
async function inTime<L>(jobs: Job<L>[], come: Latecomers<L>, ledger: L): Promise<ReadonlyMap<Job<L>, unknown>> {
  const values = new Map<Job<L>, unknown>();
  let until = Infinity;
  for (const isLate of [false, true])
    for (let coming = jobs.filter((job) => job.isLate === isLate); coming.length > 0;) {
      await Promise.all(coming.map(async ({ ahead }) => ahead?.(ledger)));
      for (const job of coming) {
        values.set(job, await job.work(ledger));
        until = Math.min(until, performance.now() + LONGEST_MS);
        if (performance.now() > until) return values;
      }
      coming = [...come(isLate)];
      jobs.push(...coming);
    }
  return values;
}

/** How work joins others. */
interface Joining<L> {
  /** What it looks at first: asked together with what others do. */
  readonly ahead?: Work<L, unknown> | undefined;
  /** It comes after all that is not late, since it takes what all others have to wait for. */
  readonly isLate?: boolean | undefined;
}

interface Job<L> {
  readonly work: Work<L, unknown>;
  readonly ahead: Work<L, unknown> | undefined;
  readonly isLate: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
