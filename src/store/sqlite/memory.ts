import { SessionAround, type Session, type Value } from '../sql/session.js';

/** More is never kept: a command looks at a few things again and again, and a report at many things once. */
const MOST_ANSWERS = 500;
const MOST_ROWS = 20;

/**
 * What a connection has read, for as long as nobody has written since: what was asked already is answered without
 * another transaction. Only reads use it. What is decided in a transaction that writes is read in it.
 */
export class Memory {
  /** By the statement, and then by what was given to it. */
  private readonly answers = new Map<string, Map<string, readonly unknown[]>>();
  private kept = 0;
  private version: number | undefined;

  /**
   * What was known of another version is forgotten.
   * @param version another number once another connection has written
   * @returns whether it is another one
   */
  knownAt(version: number): boolean {
    const isNew = version !== this.version;
    if (isNew) this.forget();
    this.version = version;
    return isNew;
  }

  /** This connection writes itself. */
  forget(): void {
    this.answers.clear();
    this.kept = 0;
  }

  get isEmpty(): boolean {
    return this.answers.size === 0;
  }

  find(sql: string, given: string): readonly unknown[] | undefined {
    return this.answers.get(sql)?.get(given);
  }

  keep(sql: string, given: string, rows: readonly unknown[]): void {
    if (rows.length > MOST_ROWS || this.kept >= MOST_ANSWERS) return;
    const known = this.answers.get(sql);
    if (known) known.set(given, rows);
    else this.answers.set(sql, new Map([[given, rows]]));
    this.kept += 1;
  }
}

/**
 * Answers from memory as long as it can, and begins a transaction for the first question that it cannot answer. Where
 * somebody has written between the two, its answers do not belong together, and the work has to begin anew.
 */
export class RecallingSession extends SessionAround implements Session {
  /** Its answers are of two moments: whatever came of them counts for nothing. */
  isTorn = false;
  private hasRecalled = false;
  private begun: Promise<void> | undefined;

  constructor(
    inner: Session,
    private readonly memory: Memory,
    /** Begins the transaction, and says which version of the ledger it sees. */
    private readonly begin: () => Promise<number>,
  ) {
    super(inner);
  }

  async get<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    const [row] = await this.asked(sql, values, async () => {
      const found = await this.inner.get(sql, ...values);
      return found === undefined ? [] : [found];
    });
    return row as T | undefined;
  }

  locked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return this.get(sql, ...values);
  }

  unlocked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return this.get(sql, ...values);
  }

  async all<T>(sql: string, ...values: readonly Value[]): Promise<readonly T[]> {
    return (await this.asked(sql, values, () => this.inner.all(sql, ...values))) as readonly T[];
  }

  run(sql: string): Promise<number> {
    throw new RangeError(`who reads does not write: ${sql}`);
  }

  private async asked(
    sql: string,
    values: readonly Value[],
    ask: () => Promise<readonly unknown[]>,
  ): Promise<readonly unknown[]> {
    const given = JSON.stringify(values);
    const known = this.memory.find(sql, given);
    if (known) {
      this.hasRecalled = true;
      return known;
    }
    await (this.begun ??= this.beginning());
    const rows = await ask();
    this.memory.keep(sql, given, rows);
    return rows;
  }

  private async beginning(): Promise<void> {
    const isNew = this.memory.knownAt(await this.begin());
    this.isTorn = isNew && this.hasRecalled;
    if (this.isTorn) throw new RangeError('somebody has written meanwhile');
  }
}
