import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Query, QueryResult } from 'pg';
import type { Value } from '../sql/session.js';
import { LedgerError } from '../store.js';
import { tlsOf, type Address } from './address.js';
import { Turns } from '../turns.js';
import { Batch } from './batch.js';
import { asLedgerError, isClosed } from './failures.js';

/** From this version on, as `server_version_num` says it. */
const OLDEST_SERVER = 140_000;

const CONNECT_MS = 10_000;

/** Between two tries at a server that is closed for the moment; by chance up to twice as long, so that not all come at once. */
const KNOCK_MS = 100;

/** How long the server lets a connection go on, in milliseconds. */
export interface Limits {
  /** For a lock that somebody else holds. */
  readonly patienceMs: number;
  /** For a statement; 5 minutes where nothing is said: one of ours takes milliseconds, but checking a whole ledger takes longer. */
  readonly statementMs?: number;
  /**
   * For a transaction that asks nothing; a minute where nothing is said: it waits for nothing outside of the ledger, and one
   * whose process was halted gives up its locks.
   */
  readonly idleMs?: number;
}

/** Integers of ours are exact in a number; every other column that we read is a text. */
const TYPES = {
  getTypeParser: (type: number) => (NUMBERS.includes(type) ? Number : String),
} as const;
const NUMBERS: readonly number[] = [20, 21, 23];

/** What every connection is told first. A server that was told not to wait for its disk waits for us (G9). */
const SETTINGS = `SELECT set_config('search_path', $1, false), set_config('timezone', 'UTC', false),
  set_config('statement_timeout', $2, false), set_config('lock_timeout', $3, false),
  set_config('idle_in_transaction_session_timeout', $4, false),
  CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', false) END,
  current_setting('server_version_num')::integer AS version`;

/** A statement that was asked, and who waits for its answer. */
interface Asked {
  readonly sql: string;
  readonly values: readonly Value[];
  readonly resolve: (result: QueryResult) => void;
  readonly reject: (error: unknown) => void;
}

/** One connection. Every statement with values is compiled once; those that are asked at the same moment go in one message. */
export class Connection {
  private readonly names = new Map<string, string>();
  private readonly turns = new Turns();
  private asked: Asked[] = [];
  private lost = false;

  private constructor(
    private readonly client: Client,
    private readonly Statement: typeof Query,
    readonly address: Address,
  ) {
    // Told to whoever asks next; by itself it must not end the process.
    client.on('error', () => (this.lost = true));
    client.on('end', () => (this.lost = true));
  }

  /**
   * A server that lets nobody in for the moment is asked again for as long as others are waited for.
   * @throws LedgerError `SERVER_UNREACHABLE`, `SERVER_TLS`, `SERVER_LOGIN`, `SERVER_DATABASE`, `SERVER_OLD`, `SERVER_CROWDED`
   */
  static async open(address: Address, limits: Limits): Promise<Connection> {
    const deadline = performance.now() + limits.patienceMs;
    for (;;) {
      try {
        return await Connection.opened(address, limits);
      } catch (error) {
        if (!isClosed(error) || performance.now() > deadline) throw error;
        await pause(KNOCK_MS + randomInt(KNOCK_MS));
      }
    }
  }

  private static async opened(
    address: Address,
    { patienceMs, statementMs = 300_000, idleMs = 60_000 }: Limits,
  ): Promise<Connection> {
    const { location, schema } = address;
    try {
      const { Client: Driver, Query: Statement } = await import('pg');
      const { host, port, user, database, password } = address;
      const client = new Driver({
        ...{ host, port, user, database, password, ssl: tlsOf(address), types: TYPES },
        application_name: 'partner',
        connectionTimeoutMillis: CONNECT_MS,
        query_timeout: statementMs + CONNECT_MS,
        keepAlive: true,
      });
      const connection = new Connection(client, Statement, address);
      try {
        await client.connect();
        await connection.prepare(`"${schema}", pg_temp`, [statementMs, patienceMs, idleMs].map(String));
      } catch (error) {
        connection.giveUp();
        throw error;
      }
      return connection;
    } catch (error) {
      throw asLedgerError(error, location);
    }
  }

  get isLost(): boolean {
    return this.lost;
  }

  /** Of what is asked at the same moment, nothing is done after one that fails: each of the rest throws the same. @throws LedgerError */
  query<T extends object>(sql: string, values: readonly Value[] = []): Promise<QueryResult<T>> {
    return new Promise<QueryResult>((resolve, reject) => {
      this.asked.push({ sql, values, resolve, reject });
      // Once everybody who has been answered has asked on.
      if (this.asked.length === 1) process.nextTick(() => void this.send());
    }) as Promise<QueryResult<T>>;
  }

  /** Several statements at once, without values. @returns what the last one answers. @throws LedgerError */
  async run<T extends object>(sql: string): Promise<QueryResult<T>> {
    void this.send();
    const answers = await this.asking<unknown>(() => this.client.query(sql));
    return (Array.isArray(answers) ? answers.at(-1) : answers) as QueryResult<T>;
  }

  /** Nobody asks anything more of it: a process does not go on for its sake, and the server undoes what it has begun. */
  giveUp(): void {
    this.lost = true;
    void this.end();
  }

  async end(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private async prepare(path: string, limits: readonly string[]): Promise<void> {
    const { rows } = await this.client.query<{ version: number }>(SETTINGS, [path, ...limits]);
    const version = rows[0]?.version ?? 0;
    if (version >= OLDEST_SERVER) return;
    await this.end();
    throw new LedgerError('SERVER_OLD', this.address.location, `server_version_num is ${version}`);
  }

  private async send(): Promise<void> {
    const asked = this.asked;
    this.asked = [];
    if (asked.length === 0) return;
    const results: QueryResult[] = [];
    const failure = await this.asking(() => this.answers(asked, results)).catch((error: unknown) => ({ error }));
    asked.forEach(({ resolve, reject }, place) => {
      const result = results[place];
      if (result) resolve(result);
      else reject(failure?.error);
    });
  }

  /** @param results told as they come: where one statement fails, those before it were answered */
  private async answers(asked: readonly Asked[], results: QueryResult[]): Promise<undefined> {
    const queries = asked.map(({ sql, values }) => {
      const name = this.names.get(sql) ?? `partner_${this.names.size}`;
      this.names.set(sql, name);
      return { name, text: numbered(sql), values: [...values], types: TYPES };
    });
    const [only] = queries;
    if (only && queries.length === 1) results.push(await this.client.query(only));
    else
      await new Promise<void>((resolve, reject) => {
        const heard = (error: Error | null) => (error ? reject(error) : resolve());
        const statements = queries.map((query) => new this.Statement(query));
        this.client.query(new Batch(statements, (result) => results.push(result), heard));
      });
  }

  /** Each once the one before is answered, as the driver wants it. */
  private async asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await this.turns.take(ask);
    } catch (error) {
      const said = asLedgerError(error, this.address.location);
      if (said instanceof LedgerError && said.code === 'SERVER_UNREACHABLE') this.lost = true;
      throw said;
    }
  }
}

const numberings = new Map<string, string>();

/** `?` as the server numbers it. None stands in a text of ours. */
function numbered(sql: string): string {
  const known = numberings.get(sql);
  if (known !== undefined) return known;
  let count = 0;
  const text = sql.replace(/\?/g, () => `$${(count += 1)}`);
  numberings.set(sql, text);
  return text;
}
