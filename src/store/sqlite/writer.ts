import type { Instant } from '../../core/day.js';
import type { Entry } from '../../core/entry.js';
import { exactEntry } from '../exact-entry.js';
import type { Writer } from '../store.js';
import { chain } from './audit.js';
import { accountConcerned } from './concerned.js';
import { meta, SqliteReader } from './reader.js';
import type { Session } from './session.js';
import { writeTables } from './tables.js';
import type { OnStep } from './transaction.js';

export class SqliteWriter extends SqliteReader implements Writer {
  private failure: { readonly error: unknown } | undefined;

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
      writeTables(this.session, entry, chain(this.session, meta(this.session).genesis, link));
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
