import type { Book } from '../book.js';
import type { Abandonment, Claim } from '../claim.js';
import type { Entry, EntryKind } from '../entry.js';
import type { Money } from '../money.js';
import type { Shape } from '../shape.js';

export type EntryOf<K extends EntryKind> = Extract<Entry, { readonly kind: K }>;

/** Everything about one kind of entry: what it holds, whom it concerns, and what it does to a book. */
export interface Rule<K extends EntryKind> {
  /** Nothing else of an entry is written (D19). */
  readonly fields: Shape<Omit<EntryOf<K>, 'kind'>>;
  readonly concerns: (entry: EntryOf<K>) => Concerned;
  /** @throws RangeError on what no ledger could ever take: a bug of whoever made the entry */
  readonly sound?: (entry: EntryOf<K>) => unknown;
  /** @throws RangeError where it does not fit what the book holds: nothing has that id, or a final state would be left (I5) */
  readonly apply: (book: Book, entry: EntryOf<K>) => Book;
}

export type Rules<K extends EntryKind> = { readonly [Kind in K]: Rule<Kind> };

/** Something that belongs to an account, by its id. */
export interface Concerned {
  readonly noun:
    | 'account'
    | 'payment-method'
    | 'order'
    | 'recorded-order'
    | 'attempt'
    | 'refund'
    | 'subscription'
    | 'request'
    | 'token'
    | 'dispatch';
  readonly id: string;
}

export const MONEY: Shape<Money> = { amount: true, currency: true };
export const CLAIM: Shape<Claim> = { by: true, at: true, until: true };
export const WORD: Shape<Abandonment> = { by: true, at: true };
