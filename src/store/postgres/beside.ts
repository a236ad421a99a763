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

/** They are written by one process at a time; nothing is tried again, since whoever asked may have done something meanwhile. */
export class ServerTables {
  private readonly address: Address;
  private connection: Connection | undefined;
  private readonly turns = new Turns();

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
  read<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.ending('ROLLBACK', beginLooking, work);
  }

  /** All or nothing, and nobody else meanwhile. @throws LedgerError */
  write<T>(work: (session: Session) => Promise<T>): Promise<T> {
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
