import type { Book } from '../../core/book.js';

/** Accounts that one transaction may write to and still know how it left them. */
const IN_A_TRANSACTION = 500;
/** Enough for what is under way where a gateway is asked for 32 at once, twice as many; more would only fill memory. */
const BETWEEN_TRANSACTIONS = 64;

/** How a transaction left a book. */
interface Left {
  /** Of the last entry of its chain that it holds. */
  readonly number: number;
  /** Of the whole ledger: another one once another connection has written. */
  readonly version: number | undefined;
}

/**
 * Books as the writers of one connection left them, so that the transaction that settles a payment need not read again
 * what the one that placed it has just read. One is believed only while nobody has written to its account since.
 */
export class KeptBooks {
  private readonly kept = new Map<string, { readonly book: Book; readonly left: Left }>();
  private readonly owners = new Map<string, string>();

  keep(book: Book, left: Left): void {
    const { id } = book.account;
    keepNewest(this.kept, id, { book, left }, BETWEEN_TRANSACTIONS);
    const newest = book.orders.at(-1);
    if (newest) keepNewest(this.owners, newest.id, id, BETWEEN_TRANSACTIONS);
  }

  forget(): void {
    this.kept.clear();
    this.owners.clear();
  }

  holds(accountId: string): boolean {
    return this.kept.has(accountId);
  }

  /** Of the newest order of a book that was kept: an order stays its account's. */
  accountOf(orderId: string): string | undefined {
    return this.owners.get(orderId);
  }

  /** As that entry has left it; undefined where it is not kept. */
  find(accountId: string, number: number): Book | undefined {
    const known = this.kept.get(accountId);
    return known?.left.number === number ? known.book : undefined;
  }

  /** As it was left, where the ledger has the same version still: then nobody has written to it since. */
  writtenAt(accountId: string, version: number): Book | undefined {
    const known = this.kept.get(accountId);
    return known?.left.version === version ? known.book : undefined;
  }
}

/** Keeps a value as the newest of its map, which forgets the oldest where it has too many. */
export function keepNewest<K, V>(kept: Map<K, V>, key: K, value: V, most = IN_A_TRANSACTION): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of tooMany(kept, most)) kept.delete(oldest);
}

/** The oldest keys of what holds too many, many at a time: to look for the oldest of all takes a while after each that went. */
export function tooMany<K>(kept: ReadonlyMap<K, unknown>, most = IN_A_TRANSACTION): readonly K[] {
  return kept.size <= 2 * most ? [] : [...kept.keys()].slice(0, most);
}
