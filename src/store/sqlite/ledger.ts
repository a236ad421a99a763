import { resolve } from 'node:path';
import type { Book } from '../../core/book.js';
import { type Sealed, sealNow } from '../sql/chains.js';
import { writeDerived } from '../sql/derived.js';
import { evidenceNamed } from '../sql/evidence.js';
import { KeptBooks } from '../sql/kept-books.js';
import { requireHere, type Marks } from '../sql/marks.js';
import { GatheringPen } from '../sql/pen.js';
import { SqlReader } from '../sql/reader.js';
import type { Session } from '../sql/session.js';
import { Groups } from '../groups.js';
import { Turns } from '../turns.js';
import { SqlWriter } from '../sql/writer.js';
import type { Ledger, Whole } from '../ledger.js';
import {
  LedgerError,
  unwatched,
  type Defect,
  type Reader,
  type Standing,
  type Watch,
  type Writer,
  type History,
  type CopiedEvidence,
} from '../store.js';
import { copyLedger, refuseTaken } from './backup.js';
import { type Connection, makeDurable } from './connect.js';
import { EvidenceFolder } from './evidence.js';
import { asLedgerError, translating } from './failures.js';
import { Memory, RecallingSession } from './memory.js';
import { type Upgrade, isOlder, migrate, migratedCopy, versionOf } from './migrate.js';
import { SqliteSession, Statements } from './session.js';
import { takeGuards, withoutGuards } from './guards.js';
import { begin, patiently, rollBack, type Mode } from './transaction.js';

interface Opened extends Upgrade {
  /** The version at which it was seen that the ledger has not gone elsewhere. */
  readonly hereAt?: number;
  readonly db: Connection;
  /** How long to wait for another process. */
  readonly timeoutMs: number;
}

/** What a whole history is written with, and what is left to do after it. */
interface Hand {
  readonly pen: GatheringPen;
  readonly finish: () => Promise<void>;
}

/**
 * A store over one connection: transactions of this process take turns, and writes that wait for theirs are committed
 * together; those of other processes wait for the lock. An older ledger is migrated by the first that writes; whoever only
 * looks, looks at a copy that was migrated in memory.
 */
export class SqliteLedger implements Ledger {
  private readonly statements: Statements;
  private readonly upgradable: UpgradableView;
  private readonly kept = new KeptBooks();
  private readonly sealed: Sealed = { last: undefined };
  private readonly groups = new Groups<Writer>(
    (turn) => this.turns.take(turn),
    (work) => this.commit(work),
  );
  private readonly turns = new Turns();
  private readonly memory = new Memory();
  private readonly shelf: EvidenceFolder;

  /** As long as nobody else writes, it has not gone elsewhere. */
  private hereAt: number | undefined;

  constructor(private readonly opened: Opened) {
    this.hereAt = opened.hereAt;
    this.shelf = new EvidenceFolder(opened.location);
    this.statements = new Statements(opened.db, opened.location);
    this.upgradable = new UpgradableView(opened);
  }

  get location(): string {
    return this.opened.location;
  }

  read<T>(work: (ledger: Reader) => Promise<T>): Promise<T> {
    return this.turns.take(async () => {
      const statements = this.looking();
      // A copy that was migrated in memory is read in no time.
      if (statements !== this.statements)
        return this.transaction('DEFERRED', (session) => work(new SqlReader(session, this.shelf)), statements);
      return this.looked(work);
    });
  }

  async unchanged(accountId: string): Promise<Book | undefined> {
    return this.turns.take(async () => this.kept.writtenAt(accountId, await this.version()));
  }

  write<T>(work: (ledger: Writer) => Promise<T>): Promise<T> {
    return this.groups.join(work);
  }

  writeHistory<T>(work: (ledger: History) => Promise<T>): Promise<T> {
    return this.turns.take(() => this.commit(work, (session) => this.gathering(session)));
  }

  look<T>(work: Whole<T>): Promise<T> {
    return this.turns.take(() => this.transaction('DEFERRED', (session) => work(session, this.shelf), this.looking()));
  }

  alone<T>(work: Whole<T>): Promise<T> {
    return this.turns.take(() => {
      const statements = this.writing();
      this.memory.forget();
      this.hereAt = undefined;
      return this.transaction('IMMEDIATE', (session) => work(session, this.shelf), statements);
    });
  }

  upgrade(): Promise<Standing['format']> {
    const { length: known } = this.opened.migrations;
    return this.turns.take(async () => {
      const held = translating(this.location, () => this.upgradable.upgrade());
      return { held: held ?? known, known };
    });
  }

  standing(): Promise<Standing> {
    const { db, migrations } = this.opened;
    return this.turns.take(async () => ({
      engine: 'SQLite',
      version: String(db.prepare('SELECT sqlite_version()').pluck().get()),
      format: { held: versionOf(db), known: migrations.length },
    }));
  }

  fill<T>(work: Whole<T>): Promise<T> {
    return this.alone((session, shelf) => withoutGuards(this.statements.db, () => work(session, shelf)));
  }

  check(watch: Watch = unwatched): Promise<readonly Defect[]> {
    return this.turns.take(async () => {
      const { check } = await import('../sql/check.js');
      const { brokenDatabase } = await import('./check-database.js');
      const statements = this.looking();
      const { db } = statements;
      return this.transaction(
        'DEFERRED',
        (session) =>
          check({
            session,
            database: () => brokenDatabase({ ...this.opened, db }),
            watch,
            shelf: this.shelf,
          }),
        statements,
      );
    });
  }

  backup(file: string): Promise<CopiedEvidence> {
    return this.turns.take(async () => {
      const copy = resolve(file);
      refuseTaken(this.location, copy);
      await this.seal();
      const beside = new EvidenceFolder(copy);
      await this.copyEvidence(beside);
      copyLedger(this.opened.engine, this.opened.db, this.location, copy);
      // What somebody else has recorded meanwhile is in the copy, too.
      return this.copyEvidence(beside);
    });
  }

  private async copyEvidence(beside: EvidenceFolder): Promise<CopiedEvidence> {
    const named = await this.transaction('DEFERRED', evidenceNamed, this.looking());
    const missing: string[] = [];
    for (const { sha256 } of named) {
      const there = await beside.find(sha256);
      const kept = there.kind === 'kept' ? there : await this.shelf.find(sha256);
      if (kept.kind !== 'kept') missing.push(sha256);
      else if (there.kind !== 'kept') await beside.keep({ sha256, bytes: kept.bytes });
    }
    return { folder: beside.folder, files: named.length - missing.length, missing };
  }

  close(): Promise<void> {
    return this.turns.take(async () => {
      this.upgradable.close();
      this.opened.db.close();
    });
  }

  /** So that what is put back later can be told from what was there. A ledger that cannot be written is copied as it is. */
  private async seal(): Promise<void> {
    if (this.looking() !== this.statements) return;
    try {
      const sealing = async (session: Session) => {
        await requireWritable(session);
        await sealNow(session, 'anything');
      };
      await this.transaction('IMMEDIATE', sealing, this.statements);
    } catch (error) {
      const isMissed = error instanceof LedgerError && /^LEDGER_(UNWRITABLE|BUSY|MOVED)$/.test(error.code);
      if (!isMissed) throw error;
    }
  }

  /** A read that needs no transaction where all that it asks is in memory. */
  private async looked<T>(work: (ledger: Reader) => Promise<T>): Promise<T> {
    const { db, timeoutMs } = this.opened;
    const inner = new SqliteSession(this.statements);
    const session = new RecallingSession(inner, this.memory, async () => {
      await patiently(db, timeoutMs, () => begin(db, 'DEFERRED'));
      return this.statements.version();
    });
    try {
      if (!this.memory.isEmpty) this.memory.knownAt(await this.version());
      const result = await work(new SqlReader(session, this.shelf));
      if (!session.isTorn) return result;
    } catch (error) {
      if (!session.isTorn) throw asLedgerError(error, this.location);
    } finally {
      // A read has nothing to commit; over a damaged file, trying to would be one more failure.
      rollBack(db);
      inner.end();
    }
    return this.looked(work);
  }

  /** Whoever else commits at this moment is waited for. */
  private async version(): Promise<number> {
    let version = 0;
    const { db, timeoutMs } = this.opened;
    try {
      await patiently(db, timeoutMs, () => (version = this.statements.version()));
    } catch (error) {
      throw asLedgerError(error, this.location);
    }
    return version;
  }

  private looking(): Statements {
    return translating(this.location, () => this.upgradable.statements() ?? this.statements);
  }

  private writing(): Statements {
    translating(this.location, () => this.upgradable.upgrade());
    return this.statements;
  }

  private async commit<T>(work: (ledger: Writer) => Promise<T>, hand?: (session: Session) => Hand): Promise<T> {
    const { onStep } = this.opened;
    const statements = this.writing();
    this.memory.forget();
    let version = 0;
    const writing = this.transaction(
      'IMMEDIATE',
      async (session) => {
        version = statements.version();
        if (version !== this.hereAt) await requireWritable(session);
        this.hereAt = version;
        const { pen, finish } = hand?.(session) ?? {};
        const ledger = new SqlWriter(session, this.kept, this.sealed, onStep, this.shelf, pen);
        const outcome = await work(ledger);
        await ledger.finish();
        await finish?.();
        onStep('commit');
        return { writer: ledger, result: outcome };
      },
      statements,
    );
    const { writer, result } = await writing.catch((failure: unknown) => {
      // It may stand all the same: how it left its books is not known.
      this.kept.forget();
      throw failure;
    });
    writer.committed(version);
    onStep('committed');
    return result;
  }

  /** The guards stand in its way from its first entry on, and are there again before it is committed. */
  private gathering(session: Session): Hand {
    let putBack: (() => void) | undefined;
    return {
      pen: new GatheringPen(session, () => (putBack = takeGuards(this.opened.db))),
      finish: async () => {
        if (!putBack) return;
        await writeDerived(session);
        putBack();
      },
    };
  }

  private async transaction<T>(
    mode: Mode,
    work: (session: SqliteSession) => Promise<T>,
    statements: Statements,
  ): Promise<T> {
    const { db } = statements;
    const { timeoutMs } = this.opened;
    const session = new SqliteSession(statements);
    try {
      await patiently(db, timeoutMs, () => begin(db, mode));
      const result = await work(session);
      // A read has nothing to commit; over a damaged file, trying to would be one more failure.
      if (mode === 'DEFERRED') db.exec('ROLLBACK');
      else await patiently(db, timeoutMs, () => db.exec('COMMIT'));
      return result;
    } catch (error) {
      rollBack(db);
      throw asLedgerError(error, this.location);
    } finally {
      session.end();
    }
  }
}

/** @throws LedgerError `MOVED` */
async function requireWritable(session: Session): Promise<void> {
  const marks = await session.get<Pick<Marks, 'moved_to'>>('SELECT moved_to FROM meta');
  if (marks) requireHere(session.location, marks);
}

interface View {
  readonly statements: Statements;
  /** Another number once somebody else has written: then it is made anew. */
  readonly seen: unknown;
}

/** A ledger that may be older than this program: how it looks to this one, and the way to bring it up to date. */
class UpgradableView {
  private isOlder: boolean;
  private view: View | undefined;

  constructor(private readonly opened: Upgrade & { readonly db: Connection }) {
    this.isOlder = isOlder(opened.db, opened);
  }

  /** Over a copy in memory that is up to date; undefined where the ledger itself is. */
  statements(): Statements | undefined {
    const { db, location } = this.opened;
    if (!this.stillOlder()) return undefined;
    const seen = db.pragma('data_version', { simple: true });
    if (this.view?.seen !== seen) {
      this.close();
      this.view = { statements: new Statements(migratedCopy(db, this.opened), location), seen };
    }
    return this.view?.statements;
  }

  /** Brings the ledger itself up to date (G18, G19). @returns the version that it had; undefined where it was so already */
  upgrade(): number | undefined {
    const { db, location } = this.opened;
    if (!this.isOlder) return undefined;
    const from = migrate(db, this.opened);
    makeDurable(db, location);
    this.isOlder = false;
    this.close();
    return from;
  }

  close(): void {
    this.view?.statements.db.close();
    this.view = undefined;
  }

  // Another process may have brought it up to date meanwhile.
  private stillOlder(): boolean {
    if (this.isOlder) this.isOlder = isOlder(this.opened.db, this.opened);
    if (!this.isOlder) this.close();
    return this.isOlder;
  }
}
