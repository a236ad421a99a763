import type { Book } from '../../core/book.js';
import type { Session } from './session.js';

/** Enough for every payment that is under way at once. */
const MOST = 1000;

/**
 * Books as the writers of one connection left them, so that the transaction that settles a payment need not read again
 * what the one that placed it has just read. One is believed only while nobody has written to its account since.
 */
export class KeptBooks {
  private readonly kept = new Map<string, { readonly book: Book; readonly upTo: number }>();

  /** `upTo`: the place in the audit chain up to which it holds everything. */
  keep(book: Book, upTo: number): void {
    keepNewest(this.kept, book.account.id, { book, upTo });
  }

  async find(session: Session, accountId: string): Promise<Book | undefined> {
    const known = this.kept.get(accountId);
    if (!known) return undefined;
    const sql = 'SELECT max(sequence) AS last FROM audit WHERE account_id = ?';
    const newest = await session.get<{ last: number | null }>(sql, accountId);
    return newest?.last && newest.last <= known.upTo ? known.book : undefined;
  }
}

/** Keeps a value as the newest of its map, which forgets the oldest where it has too many. */
export function keepNewest<T>(kept: Map<string, T>, key: string, value: T): void {
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
}
