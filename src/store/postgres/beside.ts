import type { Instant } from '../../core/day.js';
import type { Session } from '../sql/session.js';
import { Turns } from '../turns.js';
import type { Address } from './address.js';
import { Connection } from './connect.js';
import { beginAlone, beginLooking, isThere, makeSchema, rollBack } from './schema.js';
import { roleRefused } from './rights.js';
import { PostgresSession } from './session.js';

/** Tables that are not the ledger's, in a schema of their own on its server. */
export interface OwnTables {
  readonly schema: string;
  /** A table that is there where they are. */
  readonly mark: string;
  readonly sql: string;
}

type Work<T> = (session: Session) => Promise<T>;

type How = 'read' | 'write';

interface Job {
  /** No other of the same name may be under way beside it; undefined where none at all may. */
  readonly about: string | undefined;
  readonly work: Work<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** After so long, what waits is left to the next transaction: others wait for this one. */
const LONGEST_MS = 200;

/** Each job of a transaction is undone by itself; the one before needs to be no more. */
const SAVED = 'SAVEPOINT job';
const PAST = 'RELEASE SAVEPOINT job';
const UNDONE = 'ROLLBACK TO SAVEPOINT job';

/**
 * They are written by one process at a time, and what waits in one is written together, at once as far as each is about
 * something else; nothing is tried again, since
 * whoever asked may have done something meanwhile.
 */
export class ServerTables {
  private readonly address: Address;
  private connection: Connection | undefined;
  private readonly turns = new Turns();
  private readonly waiting: Readonly<Record<How, Job[]>> = { read: [], write: [] };

  constructor(
    private readonly ledger: Address,
    private readonly tables: OwnTables,
    private readonly patienceMs: number,
  ) {
    this.address = { ...ledger, schema: tables.schema };
  }

  /** @throws LedgerError */
  areThere(): Promise<boolean> {
    return this.turns.take(async () => isThere(await this.connected(), this.tables.mark));
  }

  /** Where another process is first, its tables stay. @throws LedgerError */
  create(): Promise<void> {
    return this.ending('COMMIT', beginAlone, async (_, connection) => {
      if (await isThere(connection, this.tables.mark)) return;
      await makeSchema(connection);
      await connection.run(this.tables.sql);
    });
  }

  /** One view of them. @throws LedgerError */
  read<T>(work: Work<T>): Promise<T> {
    return this.join('read', work);
  }

  /**
   * All or nothing, and nobody else meanwhile.
   * @param about what alone it looks at and changes: then it is asked beside those that are about something else, and fails
   *   with them
   * @throws LedgerError
   */
  write<T>(work: Work<T>, about?: string): Promise<T> {
    return this.join('write', work, about);
  }

  /** The same for much at once, in a transaction of its own. @throws LedgerError */
  hold<T>(work: Work<T>): Promise<T> {
    return this.ending('COMMIT', beginAlone, work);
  }

  /** What time it is on the server. @throws LedgerError */
  now(): Promise<Instant> {
    return this.turns.take(async () => {
      const sql = `SELECT to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now`;
      const { rows } = await (await this.connected()).run<{ now: Instant }>(sql);
      return rows[0]?.now as Instant;
    });
  }

  close(): void {
    void this.connection?.end();
    this.connection = undefined;
  }

  private join<T>(how: How, work: Work<T>, about?: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.wait(how, { about, work, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  private wait(how: How, job: Job): void {
    this.waiting[how].push(job);
    if (this.waiting[how].length === 1) void this.together(how);
  }

  /** Each is all or nothing by itself, and told once it is on the disk; what ends the transaction ends all of them. */
  private async together(how: How): Promise<void> {
    const waiting = this.waiting[how];
    let group: readonly Job[] = [];
    let tell: readonly (() => void)[] = [];
    const [begin, end] = how === 'write' ? ([beginAlone, 'COMMIT'] as const) : ([beginLooking, 'ROLLBACK'] as const);
    try {
      await this.ending(end, begin, async (session, connection) => {
        // Whoever comes from now on has asked for a later moment.
        const [beside, others] = how === 'read' ? [waiting.splice(0), []] : apart(waiting.splice(0));
        group = [...beside, ...others];
        tell = await sideBySide(beside, session);
        tell = [...tell, ...(await this.outcomes(others, session, connection))];
      });
    } catch (error) {
      tell = (group.length > 0 ? group : waiting.splice(0)).map(
        ({ reject }) =>
          () =>
            reject(error),
      );
    }
    for (const one of tell) one();
    for (const job of group.slice(tell.length)) this.wait(how, job);
  }

  /** Of as many as others may be kept waiting for. */
  private async outcomes(group: readonly Job[], session: Session, connection: Connection) {
    const until = performance.now() + LONGEST_MS;
    const outcomes: (() => void)[] = [];
    for (const job of group) {
      // In one message with what the job asks first.
      const saved = Promise.all((outcomes.length === 0 ? [SAVED] : [PAST, SAVED]).map((sql) => session.run(sql)));
      const [outcome] = await Promise.all([this.outcomeOf(job, session, connection), saved]);
      outcomes.push(outcome);
      if (performance.now() > until) break;
    }
    return outcomes;
  }

  /** @throws what has ended the whole transaction */
  private async outcomeOf({ work, resolve, reject }: Job, session: Session, connection: Connection) {
    try {
      const value = await work(session);
      return () => resolve(value);
    } catch (error) {
      if (connection.isLost) throw error;
      await connection.run(UNDONE);
      const said = await roleRefused(connection, error, this.ledger.schema);
      // What was asked for that may have failed as well.
      await connection.run(UNDONE);
      return () => reject(said);
    }
  }

  private ending<T>(
    end: 'COMMIT' | 'ROLLBACK',
    begin: (connection: Connection) => Promise<void>,
    work: (session: Session, connection: Connection) => Promise<T>,
  ): Promise<T> {
    return this.turns.take(async () => {
      const connection = await this.connected();
      const session = new PostgresSession(connection, end === 'COMMIT');
      try {
        await begin(connection);
        const result = await work(session, connection);
        await connection.run(end);
        return result;
      } catch (error) {
        session.end();
        await rollBack(connection);
        throw await roleRefused(connection, error, this.ledger.schema);
      } finally {
        session.end();
      }
    });
  }

  private async connected(): Promise<Connection> {
    if (!this.connection || this.connection.isLost)
      this.connection = await Connection.open(this.address, { patienceMs: this.patienceMs });
    return this.connection;
  }
}

/** Those that can be under way at once, and those that come one after the other. */
function apart(jobs: readonly Job[]): readonly [readonly Job[], readonly Job[]] {
  const first = new Map(jobs.toReversed().map((job) => [job.about, job]));
  const isBeside = (job: Job) => job.about !== undefined && first.get(job.about) === job;
  return [jobs.filter(isBeside), jobs.filter((job) => !isBeside(job))];
}

/** @throws what one of them throws */
async function sideBySide(jobs: readonly Job[], session: Session): Promise<readonly (() => void)[]> {
  return Promise.all(
    jobs.map(async ({ work, resolve }) => {
      const value = await work(session);
      return () => resolve(value);
    }),
  );
}
