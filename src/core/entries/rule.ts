import type { Book } from '../book.js';
import type { Abandonment, Claim } from '../claim.js';
import type { Writer } from '../ledger-role.js';
import type { Money } from '../money.js';

interface OfKind {
  readonly kind: string;
}

/** The entries of one kind among others. */
export type KindOf<E extends OfKind, K extends E['kind']> = Extract<E, { readonly kind: K }>;

/** Everything about one kind of entry: who may write it, what it holds, whom it concerns, and what it does to a book. */
interface Rule<E extends OfKind> {
  /** A server refuses it to everybody else. */
  readonly writers: readonly Writer[];
  /** Nothing else of an entry is written (D19). */
  readonly fields: Shape<Omit<E, 'kind'>>;
  readonly concerns: (entry: E) => Concerned;
  /** @throws RangeError on what no ledger could ever take: a bug of whoever made the entry */
  readonly sound?: (entry: E) => unknown;
  /** @throws RangeError where it does not fit what the book holds: nothing has that id, or a final state would be left (I5) */
  readonly apply: (book: Book, entry: E) => Book;
}

export type Rules<E extends OfKind> = { readonly [K in E['kind']]: Rule<KindOf<E, K>> };

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

type Plain = string | number | boolean | null | undefined;

/** The fields of a value: each plain, or with a shape of its own, or a list of values with one. None can be left out. */
export type Shape<T> = { readonly [K in keyof T]-?: FieldShape<NonNullable<T[K]>> };
type FieldShape<V> = V extends Plain
  ? true
  : V extends readonly (infer I)[]
    ? I extends Plain
      ? true
      : readonly [Shape<I>]
    : Shape<V>;

/**
 * The same value with the fields of its shape and no others. A value may carry more than its type says (a card spread
 * into a payment method, say); what is chained for ever must not (D19). What is absent stays absent.
 */
export function exactly<T extends object>(value: T, shape: Shape<T>): T {
  const exact: Record<string, unknown> = {};
  for (const field of Object.keys(shape) as (keyof T & string)[]) {
    const inner = value[field];
    if (inner !== undefined) exact[field] = inShape(inner, shape[field]);
  }
  return exact as T;
}

function inShape(value: unknown, shape: unknown): unknown {
  if (value === null || shape === true) return value;
  if (!Array.isArray(shape)) return exactly(value as object, shape as Shape<object>);
  return (value as readonly object[]).map((item) => exactly(item, (shape as unknown as readonly [Shape<object>])[0]));
}

/** @throws RangeError where an id would be used twice */
export function added<T extends { readonly id: string }>(rows: readonly T[], row: T): readonly T[] {
  if (rows.some((other) => other.id === row.id)) throw new RangeError(`${row.id} is there already`);
  return [...rows, row];
}

/** @throws RangeError where nothing has that id */
export function changed<T extends { readonly id: string }>(
  rows: readonly T[],
  id: string,
  change: (row: T) => T,
): readonly T[] {
  if (!rows.some((row) => row.id === id)) throw new RangeError(`there is no ${id}`);
  return rows.map((row) => (row.id === id ? change(row) : row));
}
