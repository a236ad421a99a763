import type { Session, Value } from '../sql/session.js';
import type { Connection } from './connect.js';
import { EACH_TABLE } from './guards.js';

export class PostgresSession implements Session {
  readonly json = { object: 'json_build_object', list: 'json_agg' };
  readonly links = 'links';
  private over = false;
  constructor(
    private readonly connection: Connection,
    readonly alone: boolean,
  ) {}

  get location(): string {
    return this.connection.address.location;
  }

  async get<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return (await this.all<T>(sql, ...values))[0];
  }

  locked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return this.get(`${sql} FOR UPDATE`, ...values);
  }

  unlocked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return this.get(`${sql} FOR UPDATE SKIP LOCKED`, ...values);
  }

  async all<T>(sql: string, ...values: readonly Value[]): Promise<readonly T[]> {
    return (await this.asking(sql, values)).rows as T[];
  }

  async run(sql: string, ...values: readonly Value[]): Promise<number> {
    return (await this.asking(sql, values)).rowCount ?? 0;
  }

  /** Without the numbers of its rows, a server reads whole tables: to check a copy took it two thirds of the time. */
  async weigh(): Promise<void> {
    await this.connection.run(EACH_TABLE('ANALYZE %s'));
  }

  end(): void {
    this.over = true;
  }

  private asking(sql: string, values: readonly Value[]) {
    if (this.over) throw new Error('this transaction is over: read and append inside of it');
    return this.connection.query<object>(sql, values);
  }
}
