import { resolve } from 'node:path';
import type { Defect, Reader, Store, Watch, Writer } from '../store.js';
import { copyLedger } from './backup.js';
import type { Connection } from './connect.js';
import { asLedgerError, translating } from './failures.js';
import type { Upgrade } from './migrate.js';
import { SqliteReader } from './reader.js';
import { Session, Statements } from './session.js';
import { rollBack, type Mode } from './transaction.js';
import { UpgradableView } from './upgradable-view.js';
import { SqliteWriter } from './writer.js';

const unwatched: Watch = () => Promise.resolve();

export interface Opened extends Upgrade {
  readonly db: Connection;
  /** Whatever is written is rolled back: an older ledger is not migrated for it. */
  readonly rehearsal: boolean;
}

/**
 * A store over one connection: transactions of this process take turns, those of other processes wait for the lock. An
 * older ledger is migrated by the first that writes; whoever only looks, looks at a copy that was migrated in memory.
 */
export class SqliteLedger implements Store {
  private readonly statements: Statements;
  private readonly upgradable: UpgradableView;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly opened: Opened) {
    this.statements = new Statements(opened.db, opened.location);
    this.upgradable = new UpgradableView(opened);
  }

  get location(): string {
    return this.opened.location;
  }

  read<T>(work: (ledger: Reader) => Promise<T>): Promise<T> {
    return this.inTurn(() =>
      this.transaction('DEFERRED', (session) => work(new SqliteReader(session)), this.looking()),
    );
  }

  async write<T>(work: (ledger: Writer) => Promise<T>): Promise<T> {
    const { onStep, rehearsal } = this.opened;
    return this.inTurn(async () => {
      const statements = rehearsal ? this.looking() : this.writing();
      const result = await this.transaction(
        'IMMEDIATE',
        async (session) => {
          const writer = new SqliteWriter(session, onStep);
          const outcome = await work(writer);
          writer.requireWhole();
          onStep('commit');
          return outcome;
        },
        statements,
      );
      onStep('committed');
      return result;
    });
  }

  check(watch: Watch = unwatched): Promise<readonly Defect[]> {
    const { engine, migrations } = this.opened;
    return this.inTurn(async () => {
      const { check } = await import('./check.js');
      const statements = this.looking();
      const { db } = statements;
      return this.transaction('DEFERRED', (session) => check({ session, db, engine, migrations, watch }), statements);
    });
  }

  backup(file: string): Promise<void> {
    return this.inTurn(async () => copyLedger(this.opened.db, this.location, resolve(file)));
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      this.upgradable.close();
      this.opened.db.close();
    });
  }

  private looking(): Statements {
    return translating(this.location, () => this.upgradable.statements() ?? this.statements);
  }

  private writing(): Statements {
    translating(this.location, () => this.upgradable.upgrade());
    return this.statements;
  }

  private async transaction<T>(mode: Mode, work: (session: Session) => Promise<T>, statements: Statements): Promise<T> {
    const { db } = statements;
    const session = new Session(statements);
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
