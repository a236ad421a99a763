import type { Instant } from '../../core/day.js';
import type { Entry } from '../../core/entry.js';
import { exactEntry } from '../exact-entry.js';
import type { Writer } from '../store.js';
import { chain, endOfChain, type End } from './audit.js';
import { accountConcerned } from './concerned.js';
import { meta, SqliteReader } from './reader.js';
import type { Session } from './session.js';
import { writeTables } from './tables.js';
import type { OnStep } from './transaction.js';

// A transaction that fills a ledger touches pages all over it: with the ordinary two megabytes, the engine would write and
// read each of them many times.
const MUCH = 20_000;
const MEMORY_FOR_MUCH_KIB = 256 * 1024;

export class SqliteWriter extends SqliteReader implements Writer {
  private failure: { readonly error: unknown } | undefined;
  /** Of the audit chain: nobody else can move it before this transaction is over. */
  private end: End | undefined;
  private appended = 0;

  constructor(
    session: Session,
    private readonly onStep: OnStep,
  ) {
    super(session);
  }

  async append(given: Entry, at: Instant, by: string): Promise<void> {
    const entry = exactEntry(given);
    this.onStep(`append:${entry.kind}`);
    this.noting(() => {
      const link = { at, by, account_id: accountConcerned(this.session, entry), entry };
      this.end = chain(this.session, this.end ?? endOfChain(this.session, meta(this.session).genesis), link);
      writeTables(this.session, entry, this.end.sequence);
      this.appended += 1;
      if (this.appended === MUCH) this.session.run(`PRAGMA cache_size = -${MEMORY_FOR_MUCH_KIB}`);
    });
    this.onStep(`appended:${entry.kind}`);
  }

  async freeze(at: Instant | undefined): Promise<void> {
    this.noting(() => this.session.run('UPDATE meta SET frozen_at = ?', at ?? null));
  }

  /** @throws what an append threw, though the caller may have caught it: half an entry must never be committed */
  requireWhole(): void {
    if (this.failure) throw this.failure.error;
  }

  private noting(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.failure ??= { error };
      throw error;
    }
  }
}
