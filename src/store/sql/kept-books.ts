import type { Book } from '../../core/book.js';

/** Enough accounts for every payment that is under way at once. */
export const MOST_KEPT = 1000;

/**
 * Books as the writers of one connection left them, so that the transaction that settles a payment need not read again
 * what the one that placed it has just read. One is believed only while nobody has written to its account since.
 */
export class KeptBooks {
  private readonly kept = new Map<string, { readonly book: Book; readonly number: number }>();

  /** `number`: of the last entry of its chain that it holds. */
  keep(book: Book, number: number): void {
    keepNewest(this.kept, book.account.id, { book, number });
  }

  /** As that entry has left it; undefined where it is not kept. */
  find(accountId: string, number: number): Book | undefined {
    const known = this.kept.get(accountId);
    return known?.number === number ? known.book : undefined;
  }
}

/** Keeps a value as the newest of its map, which forgets the oldest where it has too many. */
export function keepNewest<T>(kept: Map<string, T>, key: string, value: T): void {
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}
