import { money, type Money } from '../../core/money.js';
import { canonical } from '../../core/plan.js';
import type { Row, Value } from './session.js';

/** A row while it is being filled. */
export type Draft = Record<string, Value>;

/** How a value stands in the columns of a row, both ways. */
export interface Columns<T> {
  readonly names: readonly string[];
  /** Fills each of them. */
  write(value: T, into: Draft): void;
  /** @throws SyntaxError or RangeError on what nobody here wrote: the row is damaged */
  read(row: Row): T;
}

/** A field in a column of its own, as it is. */
type Plain<V> = V extends Value ? string : never;
export type Fields<T> = { readonly [K in keyof T]-?: Columns<T[K]> | Plain<T[K]> };

/** A value by its fields; one that reads as undefined is absent. None can be left out. */
export function fields<T extends object>(given: Fields<T>): Columns<T> {
  const parts = Object.entries<Columns<unknown> | string>(given).map(([field, columns]) => ({
    field,
    columns: typeof columns === 'string' ? plain(columns) : columns,
  }));
  return {
    names: parts.flatMap(({ columns }) => columns.names),
    write: (value, into) => {
      for (const { field, columns } of parts) columns.write(value[field as keyof T], into);
    },
    read: (row) => {
      const value: Record<string, unknown> = {};
      for (const { field, columns } of parts) {
        const read = columns.read(row);
        if (read !== undefined) value[field] = read;
      }
      return value as T;
    },
  };
}

function plain(name: string): Columns<unknown> {
  return {
    names: [name],
    write: (value, into) => void (into[name] = value as Value),
    read: (row) => row[name] ?? null,
  };
}

export function flag(name: string): Columns<boolean> {
  return { names: [name], write: (value, into) => void (into[name] = value ? 1 : 0), read: (row) => row[name] === 1 };
}

/** Snapshots and short lists that are only ever read whole. */
export function json<T>(name: string): Columns<T> {
  return {
    names: [name],
    write: (value, into) => void (into[name] = value === null ? null : canonical(value)),
    read: (row) => (row[name] === null ? null : JSON.parse(String(row[name]))) as T,
  };
}

export function amountIn(amount: string, currency: string): Columns<Money> {
  return {
    names: [amount, currency],
    write: (value, into) => {
      into[amount] = value.amount;
      into[currency] = value.currency;
    },
    read: (row) => money(Number(row[amount]), String(row[currency])),
  };
}

/** An amount that is part of another, in its currency; null where it is not known. */
export function partOf(amount: string, currency: string): Columns<Money | null> {
  return {
    names: [amount],
    write: (value, into) => void (into[amount] = value?.amount ?? null),
    read: (row) => (row[amount] === null ? null : money(Number(row[amount]), String(row[currency]))),
  };
}

/** Something that is so, or of which nothing is said. */
export function mark(name: string): Columns<true | undefined> {
  return {
    names: [name],
    write: (value, into) => void (into[name] = value ? 1 : null),
    read: (row) => (row[name] === 1 ? true : undefined),
  };
}

/** A field that other rows lack: null where it is absent. */
export function optional<T extends object | string>(
  name: string,
  inner: Columns<T> | Plain<T>,
): Columns<T | undefined> {
  const columns = typeof inner === 'string' ? (plain(inner) as Columns<T>) : inner;
  return {
    names: columns.names,
    write: (value, into) => {
      if (value !== undefined) columns.write(value, into);
      else for (const column of columns.names) into[column] = null;
    },
    read: (row) => (row[name] === null ? undefined : columns.read(row)),
  };
}

/** A value that may not be there, as null. */
export function nullable<T extends object>(name: string, inner: Columns<T>): Columns<T | null> {
  const columns = optional(name, inner);
  return {
    names: columns.names,
    write: (value, into) => columns.write(value ?? undefined, into),
    read: (row) => columns.read(row) ?? null,
  };
}

export function rowOf<T>(columns: Columns<T>, value: T): Row {
  const row: Draft = {};
  columns.write(value, row);
  return row;
}
