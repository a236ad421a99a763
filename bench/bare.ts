import Database from 'better-sqlite3';
import { dayOf, noonOf, type Day, type Instant } from '../src/core/day.js';
import type { Entry } from '../src/core/entry.js';
import { eligibilityGates } from '../src/core/gate.js';
import { AUTOMATIC_RENEWAL, receiptNumber } from '../src/core/order.js';
import { defaultMethod } from '../src/core/payment-method.js';
import { planRenewal } from '../src/core/plan.js';
import { sandboxBooks } from '../src/env/paths.js';
import { newOrder, referenceFor } from '../src/journeys/place-order.js';
import { settlingEntries } from '../src/journeys/settle.js';
import { idFrom } from '../src/sandbox/gateway/books-rows.js';
import { applied, exactEntry } from '../src/core/applied.js';
import type { Book } from '../src/core/book.js';
import { changesBetween } from '../src/store/sql/book-rows.js';
import { Chains } from '../src/store/sql/chains.js';
import { loadBook } from '../src/store/sql/rows.js';
import { meta, SqlReader } from '../src/store/sql/reader.js';
import type { JsonNames, Session, Value } from '../src/store/sql/session.js';
import type { Shelf } from '../src/store/store.js';
import { EvidenceFolder } from '../src/store/sqlite/evidence.js';
import { SqliteSession, Statements } from '../src/store/sqlite/session.js';
import { worldOf } from './setting.js';

type Values = readonly Value[];
export interface Write {
  readonly sql: string;
  readonly values: Values;
}

/** The writes of one group of renewals, in the order of a run: claims, charges at the gateway, outcomes. */
interface Group {
  readonly claims: readonly Write[];
  readonly charges: readonly Values[];
  readonly outcomes: readonly Write[];
}

export const CHARGE = `INSERT INTO charges (idempotency_key, charge_id, reference, gateway_ref, amount, currency, at, outcome, decline_code)
  VALUES (?, ?, ?, ?, ?, ?, ?, 'succeeded', NULL)`;

/** How charges reach the disk: one after the other, as from a gateway elsewhere, or those of a moment together, as in the sandbox. */
export type Flushes = 'each' | 'together';

/**
 * What SQLite itself needs for the renewals of a day: the very statements that a run would send, made ready before the
 * clock starts, with as many to a transaction and every commit on the disk.
 */
export async function bareRenewals(file: string, day: Day, concurrency: number, flushes: Flushes) {
  const ledger = durable(new Database(file, { fileMustExist: true }));
  const books = durable(new Database(sandboxBooks(file), { fileMustExist: true }));
  const reading = new SqliteSession(new Statements(ledger, file));
  const groups = await prepare(reading, new EvidenceFolder(file), day, concurrency);
  const count = groups.reduce((sum, { charges }) => sum + charges.length, 0);
  const started = performance.now();
  const charge = books.prepare(CHARGE);
  const compiled = new Map<string, Database.Statement>();
  const send = ({ sql, values }: Write) => {
    const statement = compiled.get(sql) ?? ledger.prepare(sql);
    compiled.set(sql, statement);
    if (statement.reader) statement.get(...values);
    else statement.run(...values);
  };
  for (const { claims, charges, outcomes } of groups) {
    together(ledger, () => claims.forEach(send));
    const answers = charges.map((values) => () => charge.run(...values));
    if (flushes === 'together') together(books, () => answers.forEach((answer) => answer()));
    else for (const answer of answers) together(books, answer);
    together(ledger, () => outcomes.forEach(send));
  }
  const took = performance.now() - started;
  ledger.close();
  books.close();
  return { count, took };
}

function durable(db: Database.Database): Database.Database {
  db.pragma('journal_mode = DELETE');
  db.pragma('synchronous = EXTRA');
  db.pragma('foreign_keys = ON');
  return db;
}

function together(db: Database.Database, work: () => unknown): void {
  db.exec('BEGIN IMMEDIATE');
  work();
  db.exec('COMMIT');
}

/** The writes of a day, as the journeys and the core would make them of what `reading` shows. */
export async function prepare(
  reading: Session,
  shelf: Shelf,
  day: Day,
  concurrency: number,
): Promise<readonly Group[]> {
  const { programme, offer } = await worldOf(1, []);
  const newest = await reading.get<{ sequence: number }>('SELECT max(sequence) AS sequence FROM audit');
  const recorder = new Recorder(reading, newest?.sequence ?? 0);
  const { installation } = await meta(reading);
  const at = noonOf(day);
  // Sealed just now: what a seal costs a run is the run's own.
  const sealed = { number: 1, sequence: Number.MAX_SAFE_INTEGER, at, hash: '' };
  const chains = new Chains(recorder, { last: sealed });
  let receipt = await new SqlReader(reading, shelf).lastReceipt(yearOf(day));
  let named = 0;
  const clerk = {
    at,
    by: AUTOMATIC_RENEWAL,
    process: 'bench',
    nextId: (prefix: string) => `${prefix}_bare_${day}_${(named += 1)}`,
  };
  const written = async (before: Book, entries: readonly Entry[]): Promise<Book> => {
    let book = before;
    for (const entry of entries.map(exactEntry)) {
      const after = applied(book, entry);
      const changes = changesBetween(book, after);
      await chains.extend({ accountId: book.account.id, entry, at, by: clerk.by }, changes);
      book = after;
    }
    return book;
  };
  const due = await reading.all<{ account_id: string }>(
    'SELECT account_id FROM paid_to WHERE programme = ? AND day = ? ORDER BY subscription_id',
    programme.id,
    day,
  );
  const groups: Group[] = [];
  for (let from = 0; from < due.length; from += concurrency) {
    const placed = [];
    for (const { account_id } of due.slice(from, from + concurrency)) {
      const book = await loadBook(reading, account_id);
      const method = defaultMethod(book?.paymentMethods ?? []);
      if (!book || !method) throw new Error(`account ${account_id} cannot be charged`);
      const view = { programme, book, today: dayOf(at), attained: [] };
      const planned = planRenewal(view, offer, eligibilityGates(view, offer));
      if ('refusal' in planned) throw new Error(planned.refusal.code);
      const reference = referenceFor(installation, planned.plan, book.account);
      const { order, attempt } = newOrder(clerk, planned.plan, book.account, {
        reference,
        ordinal: 1,
        paymentMethodId: method.id,
      });
      const claimed = await written(book, [
        { kind: 'order-placed', order },
        { kind: 'attempt-sent', attempt },
      ]);
      placed.push({ book: claimed, order, attempt, method, chargeId: idFrom('ch_sandbox', attempt.key, 1) });
    }
    await chains.flush();
    const claims = recorder.taken();
    for (const { book, order, attempt, chargeId } of placed) {
      receipt += 1;
      const settling = { at, papers: { receipt: receiptNumber(yearOf(day), receipt) } };
      await written(book, settlingEntries(order, attempt, { kind: 'succeeded', chargeId }, settling));
    }
    const charges = placed.map(({ order, attempt, method, chargeId }): Values => {
      const { amount, currency } = attempt.amount;
      return [attempt.key, chargeId, order.reference, method.gatewayRef, amount, currency, at satisfies Instant];
    });
    await chains.flush();
    groups.push({ claims, charges, outcomes: recorder.taken() });
  }
  return groups;
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** Notes what would be written, and answers as if it had been; what is only read comes from the ledger. */
class Recorder implements Session {
  readonly location = 'nowhere';
  readonly alone = true;
  readonly links = 'audit';
  private writes: Write[] = [];

  constructor(
    private readonly reading: Session,
    /** Of the newest entry. */
    private sequence: number,
  ) {}

  get json(): JsonNames {
    return this.reading.json;
  }

  async run(sql: string, ...values: readonly Value[]): Promise<number> {
    this.writes.push({ sql, values });
    return 1;
  }

  async get<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    if (sql.startsWith('SELECT')) return this.reading.get<T>(sql, ...values);
    await this.run(sql, ...values);
    this.sequence += 1;
    return { sequence: this.sequence } as T;
  }

  locked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return this.get<T>(sql, ...values);
  }

  unlocked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    return this.get<T>(sql, ...values);
  }

  all<T>(sql: string, ...values: readonly Value[]): Promise<readonly T[]> {
    return this.reading.all<T>(sql, ...values);
  }

  taken(): readonly Write[] {
    const { writes } = this;
    this.writes = [];
    return writes;
  }
}
