import type { Statement } from 'better-sqlite3';
import type { Session, Value } from '../sql/session.js';
import type { Connection } from './connect.js';
import { translating } from './failures.js';

/** Every statement of a connection, compiled once. */
export class Statements {
  private readonly compiled = new Map<string, Statement>();
  constructor(
    readonly db: Connection,
    readonly location: string,
  ) {}

  /** Another number once another connection has written to the file. */
  version(): number {
    return (this.prepare('PRAGMA data_version').get() as { readonly data_version: number }).data_version;
  }

  prepare(sql: string): Statement {
    const known = this.compiled.get(sql);
    if (known) return known;
    const statement = this.db.prepare(sql);
    this.compiled.set(sql, statement);
    return statement;
  }
}

/** The engine answers at once; whoever asks waits all the same, as for a server. */
export class SqliteSession implements Session {
  readonly json = { object: 'json_object', list: 'json_group_array' };
  readonly links = 'audit';
  private over = false;
  private changed = 0;
  constructor(private readonly statements: Statements) {}

  get location(): string {
    return this.statements.location;
  }

  /** A transaction that writes has locked the whole file. */
  get alone(): boolean {
    return true;
  }

  async get<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return this.running(() => this.statements.prepare(sql).get(...values) as T | undefined);
  }

  /** It is locked already, with all the others. */
  locked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return this.get(sql, ...values);
  }

  /** Nobody else has a lock while this one writes. */
  unlocked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return this.get(sql, ...values);
  }

  async all<T>(sql: string, ...values: readonly Value[]): Promise<readonly T[]> {
    return this.running(() => this.statements.prepare(sql).all(...values) as T[]);
  }

  async run(sql: string, ...values: readonly Value[]): Promise<number> {
    const { changes } = this.running(() => this.statements.prepare(sql).run(...values));
    if (this.changed < MUCH && this.changed + changes >= MUCH)
      this.statements.db.pragma(`cache_size = -${MEMORY_FOR_MUCH_KIB}`);
    this.changed += changes;
    return changes;
  }

  end(): void {
    this.over = true;
  }

  private running<T>(work: () => T): T {
    if (this.over) throw new Error('this transaction is over: read and append inside of it');
    return translating(this.location, work);
  }
}

// A transaction that fills a ledger touches pages all over it: with the ordinary two megabytes, the engine would write and
// read each of them many times.
const MUCH = 40_000;
const MEMORY_FOR_MUCH_KIB = 32 * 1024;
