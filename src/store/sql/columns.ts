import { money, type Money } from '../../core/money.js';
import { receiptNumber, receiptParts, seriesNumber, seriesParts, type PaperNumber } from '../../core/order.js';
import { canonical } from '../../core/plan.js';
import { creditNoteNumber, creditNoteParts, isOwnCreditNote } from '../../core/refund.js';
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

/** The number of a paper as its year and its place in it, in `PAPER_year` and `PAPER_serial`. */
function numbered<None extends null | undefined>(
  paper: string,
  parts: (number: string) => PaperNumber,
  number: (year: number, serial: number) => string,
  none: None,
): Columns<string | None> {
  const [year, serial] = [`${paper}_year`, `${paper}_serial`];
  return {
    names: [year, serial],
    write: (given, into) => {
      const of = typeof given === 'string' ? parts(given) : undefined;
      into[year] = of?.year ?? null;
      into[serial] = of?.serial ?? null;
    },
    read: (row) => (row[serial] === null ? none : number(Number(row[year]), Number(row[serial]))),
  };
}

/** The number of a paper in a series of a seller's, in `PAPER_series` and `PAPER_serial`. */
function inSeries(paper: string): Columns<string | undefined> {
  const [series, serial] = [`${paper}_series`, `${paper}_serial`];
  return {
    names: [series, serial],
    write: (given, into) => {
      const of = given === undefined ? undefined : seriesParts(given);
      into[series] = of?.series ?? null;
      into[serial] = of?.serial ?? null;
    },
    read: (row) => (row[series] === null ? undefined : seriesNumber(String(row[series]), Number(row[serial]))),
  };
}

export const RECEIPT = numbered('receipt', receiptParts, receiptNumber, null);
export const INVOICE = inSeries('invoice');

const OURS = numbered('credit_note', creditNoteParts, creditNoteNumber, undefined);
const SELLERS = inSeries('note');

/** A credit note is counted by us, or in a series of the seller's. */
export const CREDIT_NOTE: Columns<string | undefined> = {
  names: [...OURS.names, ...SELLERS.names],
  write: (number, into) => {
    const isOurs = number !== undefined && isOwnCreditNote(number);
    OURS.write(isOurs ? number : undefined, into);
    SELLERS.write(isOurs ? undefined : number, into);
  },
  read: (row) => OURS.read(row) ?? SELLERS.read(row),
};

export function rowOf<T>(columns: Columns<T>, value: T): Row {
  // All rows of a table have one shape from the beginning: to add one column after the other takes the engine much longer.
  const row: Draft = { ...blankOf(columns) };
  columns.write(value, row);
  return row;
}

const blanks = new WeakMap<Pick<Columns<never>, 'names'>, Row>();

function blankOf(columns: Pick<Columns<never>, 'names'>): Row {
  const known = blanks.get(columns);
  if (known) return known;
  const blank = Object.fromEntries(columns.names.map((name) => [name, null]));
  blanks.set(columns, blank);
  return blank;
}
