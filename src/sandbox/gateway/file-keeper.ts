import type BetterSqlite3 from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import { answered, type Asking, type Question } from './asking.js';
import type { Hold, Keeper } from './books.js';
import { asBooksError, booksExist, connect, createBooks, emptyBooks, inBooks } from './books-file.js';
import { EarlierBooks } from './earlier-books.js';

interface Job {
  readonly work: Asking<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Books in a file beside the ledger: what is asked of them is answered at once. */
export class FileKeeper implements Keeper {
  private readonly compiled = new Map<string, Statement>();
  private readonly earlier: EarlierBooks;
  private waiting: Job[] = [];

  private constructor(
    readonly place: string,
    private readonly db: BetterSqlite3.Database,
  ) {
    this.earlier = new EarlierBooks(db);
  }

  /**
   * undefined where there are none yet and none are to be created.
   * @param timeoutMs how long another process may hold them before the engine says that they are busy
   * @param onClosed told a file or a folder of ours that others had a right to, once they have it no more
   * @throws GatewayBooksError
   */
  static async open(
    path: string,
    missing: 'create' | 'leave',
    timeoutMs: number,
    onClosed: (path: string) => void = () => undefined,
  ): Promise<FileKeeper | undefined> {
    const exist = booksExist(path, onClosed);
    if (!exist && missing === 'leave') return undefined;
    const { default: engine } = await import('better-sqlite3');
    if (!exist) createBooks(engine, path);
    return new FileKeeper(path, connect(engine, path, timeoutMs));
  }

  /** Books that are nowhere but in memory, and empty. */
  static async inMemory(place: string): Promise<FileKeeper> {
    const { default: engine } = await import('better-sqlite3');
    return new FileKeeper(place, new engine(emptyBooks(engine)));
  }

  async read<T>(work: Asking<T>): Promise<T> {
    const look = () => {
      this.earlier.show();
      return this.now(work);
    };
    return inBooks(this.place, () => this.db.transaction(look).deferred());
  }

  /** What asks in the same turn of the event loop is committed together: the disk is waited for once. */
  write<T>(work: Asking<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (this.waiting.length === 1) setImmediate(() => this.settleWaiting());
    });
  }

  hold<T>(work: (ask: Hold) => Promise<T>): Promise<T> {
    return this.writeLong(() => work(async (asking) => inBooks(this.place, () => this.now(asking))));
  }

  /** The same as a write for much at once: one transaction from beginning to end, which other processes wait for. */
  async writeLong<T>(work: () => Promise<T>): Promise<T> {
    inBooks(this.place, () => this.db.exec('BEGIN IMMEDIATE'));
    try {
      inBooks(this.place, () => this.earlier.bringUpToDate());
      const result = await work();
      inBooks(this.place, () => this.db.exec('COMMIT'));
      return result;
    } catch (error) {
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Inside of `writeLong`. */
  now<T>(work: Asking<T>): T {
    return answered(work, (question) => this.answer(question));
  }

  close(): void {
    this.db.close();
  }

  /** Each is all or nothing by itself, and told once it is on the disk. */
  private settleWaiting(): void {
    const group = this.waiting;
    this.waiting = [];
    const writing = () => {
      this.earlier.bringUpToDate();
      return group.map((job) => this.outcomeOf(job));
    };
    try {
      for (const tell of inBooks(this.place, () => this.db.transaction(writing).immediate())) tell();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** @throws what has ended the whole transaction */
  private outcomeOf({ work, resolve, reject }: Job): () => void {
    try {
      const value = this.db.transaction(() => this.now(work))();
      return () => resolve(value);
    } catch (error) {
      if (!this.db.inTransaction) throw error;
      return () => reject(asBooksError(this.place, error));
    }
  }

  private answer({ sql, values }: Question): readonly unknown[] {
    const known = this.compiled.get(sql) ?? this.db.prepare(sql);
    this.compiled.set(sql, known);
    if (known.reader) return known.all(...values);
    known.run(...values);
    return [];
  }
}
