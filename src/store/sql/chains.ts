import type { Instant } from '../../core/day.js';
import type { Entry } from '../../core/entry.js';
import { canonical } from '../../core/plan.js';
import { LedgerError } from '../store.js';
import { hashOf } from './audit.js';
import { MOST_KEPT } from './kept-books.js';
import { meta } from './reader.js';
import { isDue, lastSeal, seal, type LastSeal } from './seals.js';
import { insertion, type Session } from './session.js';

/** The end of the chain of an account. */
export interface Head {
  readonly number: number;
  readonly sequence: number;
  readonly hash: string;
  readonly at: Instant;
}

/** What a transaction knows of a chain: where it stood, which is on the disk, and where it ends now. */
interface Held {
  readonly before: Head | undefined;
  readonly now: Head | undefined;
}

export interface NewLink {
  readonly accountId: string;
  readonly entry: Entry;
  readonly at: Instant;
  readonly by: string;
}

const LINK = `${insertion('audit', ['number', 'at', 'by', 'kind', 'account_id', 'body', 'prev_hash', 'hash'])}
  RETURNING sequence`;
const HEAD = insertion('heads', ['account_id', 'number', 'sequence', 'hash', 'at']);
const HEAD_OF = 'SELECT number, sequence, hash, at FROM heads WHERE account_id = ?';

/** When a ledger was sealed last, as the writers of one connection know it. */
export interface Sealed {
  last: LastSeal | undefined;
}

/**
 * The chains that one transaction extends. The row of an account's head is locked before anything of the account is read:
 * so it is the account's lock, and writers of different accounts wait for nothing of each other.
 */
export class Chains {
  private readonly heads = new Map<string, Held>();
  private genesis: string | undefined;
  private newest: { readonly sequence: number; readonly at: Instant } | undefined;
  private sealed: LastSeal | undefined;

  constructor(
    private readonly session: Session,
    private readonly store: Sealed,
  ) {
    this.sealed = store.last;
  }

  /** Locks the account until the end of the transaction; undefined where nothing was ever written of it. */
  async head(accountId: string): Promise<Head | undefined> {
    const known = this.heads.get(accountId);
    if (known) return known.now;
    const head = await this.session.locked<Head>(HEAD_OF, accountId);
    if (head) await this.hold(accountId, { before: head, now: head });
    return head;
  }

  /** The head as this transaction leaves it, where it has looked at it. */
  known(accountId: string): Head | undefined {
    return this.heads.get(accountId)?.now;
  }

  /** @returns the new entry's id, by which the rows that it makes are known */
  async extend({ accountId, entry, at, by }: NewLink): Promise<number> {
    const before = await this.head(accountId);
    const place = { number: (before?.number ?? 0) + 1, prev_hash: before?.hash ?? (await this.beginning()) };
    const link = { number: place.number, at, by, kind: entry.kind, account_id: accountId, body: canonical(entry) };
    const hash = hashOf({ ...link, ...place });
    const row = await this.session.get<{ sequence: number }>(LINK, ...Object.values(link), place.prev_hash, hash);
    if (!row) throw new RangeError('an entry was written and has no number');
    const { sequence } = row;
    const now = { number: link.number, sequence, hash, at };
    await this.hold(accountId, { before: this.heads.get(accountId)?.before, now });
    this.newest = { sequence, at };
    if (isDue(this.sealed, this.newest, 'entries')) await this.seal('entries');
    return sequence;
  }

  /** Puts the new heads on the disk, and a seal over all of them where the last is old. */
  async finish(): Promise<void> {
    await this.flush();
    if (!this.newest) return;
    this.sealed ??= await lastSeal(this.session);
    if (isDue(this.sealed, this.newest, 'days')) await this.seal('days');
  }

  async flush(): Promise<void> {
    for (const [accountId, held] of this.heads) await this.put(accountId, held);
  }

  /** Once all of it is committed. */
  committed(): void {
    this.store.last = this.sealed;
  }

  private async seal(by: 'entries' | 'days'): Promise<void> {
    // Another connection may have sealed since this one looked.
    const last = await lastSeal(this.session);
    this.sealed = isDue(last, this.newest, by) ? await seal(this.session, last, await this.beginning()) : last;
  }

  private async beginning(): Promise<string> {
    return (this.genesis ??= (await meta(this.session)).genesis);
  }

  private async hold(accountId: string, held: Held): Promise<void> {
    this.heads.delete(accountId);
    this.heads.set(accountId, held);
    const [oldest] = this.heads;
    if (this.heads.size <= MOST_KEPT || !oldest) return;
    await this.put(...oldest);
    this.heads.delete(oldest[0]);
  }

  private async put(accountId: string, { before, now }: Held): Promise<void> {
    if (!now || now === before) return;
    const { number, sequence, hash, at } = now;
    if (before) {
      const sql = 'UPDATE heads SET number = ?, sequence = ?, hash = ?, at = ? WHERE account_id = ? AND number = ?';
      const moved = await this.session.run(sql, number, sequence, hash, at, accountId, before.number);
      const { location } = this.session;
      if (moved !== 1) throw new LedgerError('LEDGER_CONFLICT', location, `the chain of ${accountId} has gone on`);
    } else await this.session.run(HEAD, accountId, number, sequence, hash, at);
    this.heads.set(accountId, { before: now, now });
  }
}
