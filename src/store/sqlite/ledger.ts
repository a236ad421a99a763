import { resolve } from 'node:path';
import type { Defect, Reader, Store, Watch, Writer } from '../store.js';
import { copyLedger } from './backup.js';
import type { Connection, Engine } from './connect.js';
import { asLedgerError } from './failures.js';
import type { Migration } from './migrations.js';
import { SqliteReader } from './reader.js';
import { Session, Statements } from './session.js';
import { rollBack, type Mode, type OnStep } from './transaction.js';
import { SqliteWriter } from './writer.js';

const unwatched: Watch = () => Promise.resolve();

export interface Opened {
  readonly db: Connection;
  readonly engine: Engine;
  readonly location: string;
  readonly migrations: readonly Migration[];
  readonly onStep: OnStep;
}

/** A store over one connection: transactions of this process take turns, those of other processes wait for the lock. */
export class SqliteLedger implements Store {
  private readonly statements: Statements;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly opened: Opened) {
    this.statements = new Statements(opened.db, opened.location);
  }

  get location(): string {
    return this.opened.location;
  }

  read<T>(work: (ledger: Reader) => Promise<T>): Promise<T> {
    return this.inTurn(() => this.transaction('DEFERRED', (session) => work(new SqliteReader(session))));
  }

  async write<T>(work: (ledger: Writer) => Promise<T>): Promise<T> {
    const { onStep } = this.opened;
    return this.inTurn(async () => {
      const result = await this.transaction('IMMEDIATE', async (session) => {
        const writer = new SqliteWriter(session, onStep);
        const outcome = await work(writer);
        writer.requireWhole();
        onStep('commit');
        return outcome;
      });
      onStep('committed');
      return result;
    });
  }

  check(watch: Watch = unwatched): Promise<readonly Defect[]> {
    const { db, engine, migrations } = this.opened;
    return this.inTurn(async () => {
      const { check } = await import('./check.js');
      return this.transaction('DEFERRED', (session) => check({ session, db, engine, migrations, watch }));
    });
  }

  backup(file: string): Promise<void> {
    return this.inTurn(async () => copyLedger(this.opened.db, this.location, resolve(file)));
  }

  close(): Promise<void> {
    return this.inTurn(async () => void this.opened.db.close());
  }

  private async transaction<T>(mode: Mode, work: (session: Session) => Promise<T>): Promise<T> {
    const { db } = this.opened;
    const session = new Session(this.statements);
    try {
      db.exec(`BEGIN ${mode}`);
      const result = await work(session);
      // A read has nothing to commit; over a damaged file, trying to would be one more failure.
      db.exec(mode === 'IMMEDIATE' ? 'COMMIT' : 'ROLLBACK');
      return result;
    } catch (error) {
      rollBack(db);
      throw asLedgerError(error, this.location);
    } finally {
      session.end();
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    // The next one takes its turn whether this one fails or not; whoever asked for this one is told.
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
