import type { Statement } from 'better-sqlite3';
import type { Connection } from './connect.js';
import { translating } from './failures.js';

type Value = string | number | null;
export type RowOf = Readonly<Record<string, Value>>;

/** Every statement of a connection, compiled once. */
export class Statements {
  private readonly compiled = new Map<string, Statement>();
  private readonly inserts = new Map<string, { readonly columns: readonly string[]; readonly statement: Statement }>();
  constructor(
    readonly db: Connection,
    readonly location: string,
  ) {}

  prepare(sql: string): Statement {
    const known = this.compiled.get(sql);
    if (known) return known;
    const statement = this.db.prepare(sql);
    this.compiled.set(sql, statement);
    return statement;
  }

  /** The same without writing out the SQL each time: a table gets rows of one shape. */
  insertInto(table: string, columns: readonly string[]): Statement {
    const known = this.inserts.get(table);
    if (known && sameNames(known.columns, columns)) return known.statement;
    const statement = this.prepare(insertion(table, columns));
    this.inserts.set(table, { columns, statement });
    return statement;
  }
}

/** The columns are the names of a row's own fields, which are ours and never a person's. */
export function insertion(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}

/**
 * The statements of one transaction. Row types are what the schema promises: STRICT tables hold nothing else.
 * @throws LedgerError from every method; Error once the transaction is over
 */
export class Session {
  private over = false;
  constructor(private readonly statements: Statements) {}

  get location(): string {
    return this.statements.location;
  }

  get<T>(sql: string, ...values: readonly Value[]): T | undefined {
    return this.running(() => this.statements.prepare(sql).get(...values) as T | undefined);
  }

  all<T>(sql: string, ...values: readonly Value[]): readonly T[] {
    return this.running(() => this.statements.prepare(sql).all(...values) as T[]);
  }

  /** How many rows it changed. */
  run(sql: string, ...values: readonly Value[]): number {
    return this.running(() => this.statements.prepare(sql).run(...values).changes);
  }

  insert(table: string, row: RowOf): void {
    this.running(() => this.statements.insertInto(table, Object.keys(row)).run(...Object.values(row)));
  }

  end(): void {
    this.over = true;
  }

  private running<T>(work: () => T): T {
    if (this.over) throw new Error('this transaction is over: read and append inside of it');
    return translating(this.location, work);
  }
}
