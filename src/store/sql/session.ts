export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** What an engine calls the making of an object of JSON, from names and values, and of a list, from rows. */
export interface JsonNames {
  readonly object: string;
  readonly list: string;
}

/**
 * The statements of one transaction, in what every engine understands, with `?` for each value. Row types are what the
 * schema promises.
 * @throws LedgerError from every method; Error once the transaction is over
 */
export interface Session {
  /** Where the ledger lives, as errors name it. */
  readonly location: string;
  /** Nobody else writes an entry before it is over, and none that has a number is still under way. */
  readonly alone: boolean;
  readonly json: JsonNames;
  /** Where the links of every chain are, as a seal needs them, those too whose entries one may not read. */
  readonly links: 'audit' | 'links';
  get<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined>;
  /** The same, and the row is locked until the end of the transaction. */
  locked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined>;
  /** The same, and a row that another transaction has locked is passed over. */
  unlocked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined>;
  all<T>(sql: string, ...values: readonly Value[]): Promise<readonly T[]>;
  /** How many rows it changed. */
  run(sql: string, ...values: readonly Value[]): Promise<number>;
  /**
   * Called once very much was written that is about to be read: some engines know only then which way is the short one.
   * Left out where none has to be told.
   */
  weigh?(): Promise<void>;
}

/** A session around another, which says of itself what that one says. */
export abstract class SessionAround {
  constructor(protected readonly inner: Session) {}

  get location(): string {
    return this.inner.location;
  }

  get alone(): boolean {
    return this.inner.alone;
  }

  get json(): JsonNames {
    return this.inner.json;
  }

  get links(): Session['links'] {
    return this.inner.links;
  }
}

/** The columns are the names of our own fields, and never a person's. */
export function insertion(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}

/** Few enough values for one statement of every engine. */
const ROWS_A_STATEMENT = 40;

/** Many rows of one table, in as few statements as there can be. */
export async function insertRows(
  session: Session,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  for (let at = 0; at < rows.length;) {
    const count = rows.length - at >= ROWS_A_STATEMENT ? ROWS_A_STATEMENT : 1;
    // Some ten thousand times for a large ledger: `flat` takes four times as long.
    const values: Value[] = [];
    for (let next = at; next < at + count; next += 1) values.push(...(rows[next] ?? []));
    await session.run(insertionOf(table, columns, count), ...values);
    at += count;
  }
}

/** What a row has in so many columns. */
export function valuesIn(row: Row, columns: readonly string[]): readonly Value[] {
  return columns.map((column) => row[column] ?? null);
}

const insertions = new Map<string, string>();

/** The same text again and again: a long one takes a while to put together, and to be found by. */
function insertionOf(table: string, columns: readonly string[], count: number): string {
  const key = `${table} ${columns.join()} ${count}`;
  const known = insertions.get(key);
  if (known !== undefined) return known;
  const one = insertion(table, columns);
  const [values = ''] = /\([?, ]+\)$/.exec(one) ?? [];
  const sql = `${one}${`, ${values}`.repeat(count - 1)}`;
  insertions.set(key, sql);
  return sql;
}

/** As a name, even where it is a word of SQL. */
export function quoted(column: string): string {
  return `"${column}"`;
}
