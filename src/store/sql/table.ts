import { LedgerError } from '../store.js';
import { fields, type Columns, type Fields } from './columns.js';
import { insertion, type Row } from './session.js';

/** A table of the ledger: how its rows are named, and how they belong to an account. */
export interface LedgerTable {
  readonly name: string;
  /** The columns that name a row. */
  readonly key: readonly string[];
  /** The column that leads to its account: by itself, or through a row of another table. */
  readonly owner: string | { readonly column: string; readonly through: LedgerTable };
  /** In what order the rows of an account are read. */
  readonly order: string;
  /** Its own columns; `written` comes before them. */
  readonly names: readonly string[];
  readonly insertion: string;
}

/**
 * What the rows of a table hold of a book. Reader, writer and `check` are made from it; a test holds it against the
 * migrations. Each table has one column more, `written`: the place in the audit chain of the entry that made the row.
 */
export interface Table<T> extends LedgerTable {
  readonly columns: Columns<T>;
}

/** One whose rows can be read, whatever they say. */
export type ReadableTable = LedgerTable & { readonly columns: Pick<Columns<object>, 'read'> };

/** Most commands read a few tables: what the others' rows hold is put together by whoever asks. */
export function table<T extends object>(name: string, of: Fields<T>, more: Partial<LedgerTable> = {}): Table<T> {
  let columns: Columns<T> | undefined;
  let insert: string | undefined;
  return {
    name,
    key: ['id'],
    owner: 'account_id',
    order: 'written',
    get columns() {
      return (columns ??= fields(of));
    },
    get names() {
      return this.columns.names;
    },
    get insertion() {
      return (insert ??= insertion(name, ['written', ...this.names]));
    },
    ...more,
  };
}

/** What a row says. @throws LedgerError `CORRUPT` where it cannot be read */
export function valueIn<T>(
  { name, columns }: Pick<LedgerTable, 'name'> & { readonly columns: Pick<Columns<T>, 'read'> },
  row: Row,
  location: string,
): T {
  try {
    return columns.read(row);
  } catch (cause) {
    const detail = `row ${String(row['written'])} of ${name} cannot be read`;
    throw new LedgerError('LEDGER_CORRUPT', location, detail, { cause });
  }
}

/** `t` and the tables that lead from it to its account, and the column that says which. */
export function ownership({ name, owner }: LedgerTable): { readonly from: string; readonly account: string } {
  if (typeof owner === 'string') return { from: `${name} t`, account: `t.${owner}` };
  const { column, through } = owner;
  return { from: `${through.name} o JOIN ${name} t ON t.${column} = o.id`, account: 'o.account_id' };
}
