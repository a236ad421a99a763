import type BetterSqlite3 from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import type { Instant } from '../../core/day.js';
import type { CardOnFile } from '../../core/payment-method.js';
import { type ChargeRequest, type RefundRequest, GatewayBooksError } from '../../payments/gateway.js';
import { booksExist, connect, createBooks, inBooks } from './books-file.js';
import { EarlierBooks } from './earlier-books.js';
import { hash } from 'node:crypto';

/** A card on file: which test card it is and when it expires, never its number or its code (D19). */
export interface KeptCard {
  readonly gatewayRef: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}

export type Verdict =
  | { readonly outcome: 'succeeded' | 'action_required'; readonly declineCode: null }
  | { readonly outcome: 'declined'; readonly declineCode: string };

/** A charge that was asked for and answered. */
export type SandboxCharge = ChargeRequest & { readonly chargeId: string } & Verdict;

/** A refund that was asked for and answered. */
export type SandboxRefund = RefundRequest & {
  readonly refundId: string;
  readonly outcome: 'refunded' | 'refused';
  readonly reason: string | null;
};

/** What tells whose books they are. */
export interface LedgerMark {
  /** The random name that the ledger was given when it was created; every reference begins with it. */
  readonly installation: string;
  /** The card that was kept last, by the gateway's own name; undefined where none ever was. */
  readonly lastCard: string | undefined;
}

/** The sandbox gateway's own record, apart from the ledger, so that the two can be held against each other (G22). */
export class Books {
  private readonly compiled = new Map<string, Statement>();
  /** The ledger that they were found to be of, by its name. */
  private owner: string | undefined;

  private readonly earlier: EarlierBooks;

  private constructor(
    private readonly path: string,
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
  ): Promise<Books | undefined> {
    const exist = booksExist(path, onClosed);
    if (!exist && missing === 'leave') return undefined;
    const { default: engine } = await import('better-sqlite3');
    if (!exist) createBooks(engine, path);
    return new Books(path, connect(engine, path, timeoutMs));
  }

  /**
   * One transaction that holds the books from its first read on, on disk when it returns; all or nothing. The first that
   * writes for a ledger notes whose books they are.
   * @throws GatewayBooksError `others` where another ledger was first
   */
  write<T>(work: () => T): T {
    const owned = () => {
      this.earlier.bringUpToDate();
      if (this.owner !== undefined) this.takeOver(this.owner);
      return work();
    };
    return inBooks(this.path, () => this.db.transaction(owned).immediate());
  }

  /** The same for much at once: one transaction from beginning to end, which other processes wait for. */
  async writeLong<T>(work: () => Promise<T>): Promise<T> {
    inBooks(this.path, () => this.db.exec('BEGIN IMMEDIATE'));
    try {
      inBooks(this.path, () => this.earlier.bringUpToDate());
      const result = await work();
      inBooks(this.path, () => this.db.exec('COMMIT'));
      return result;
    } catch (error) {
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  /** One view of them, in which nothing is written, whatever version they are of (G8). */
  private read<T>(work: () => T): T {
    if (this.db.inTransaction) return work();
    const look = () => {
      this.earlier.show();
      return work();
    };
    return inBooks(this.path, () => this.db.transaction(look).deferred());
  }

  /** Neither a card nor a charge is in them. */
  isEmpty(): boolean {
    const sql = 'SELECT 1 FROM cards_on_file UNION ALL SELECT 1 FROM charges LIMIT 1';
    return this.read(() => this.db.prepare(sql).get() === undefined);
  }

  /**
   * Makes sure that they are the books of that ledger, and writes nothing: what is written next notes it. Books that hold
   * no charge become those of the ledger that comes first, and so do books of an earlier version where the ledger's own
   * charges are in them. Where there is no ledger, books that hold charges are of one that was lost: a new one would buy
   * all of it again (G1).
   * @throws GatewayBooksError `others`
   */
  belongTo(ledger: LedgerMark | undefined): void {
    // One view of them: between two, another process of the same ledger may note it and charge.
    if (ledger) this.read(() => this.requireOwn(ledger));
    else if (this.holdsCharges())
      throw new GatewayBooksError(this.path, 'others', 'they hold charges, and no ledger is here');
    this.owner = ledger?.installation;
  }

  private requireOwn({ installation, lastCard }: LedgerMark): void {
    this.requireFree(installation);
    if (lastCard !== undefined && !this.cardOnFile(lastCard))
      throw new GatewayBooksError(this.path, 'others', 'they do not hold the newest card of the ledger');
  }

  /**
   * Notes that they are the books of the ledger of that name: to be called inside a write.
   * @throws GatewayBooksError `others`
   */
  takeOver(installation: string): void {
    if (this.installation() === installation) return;
    this.requireFree(installation);
    this.prepared('INSERT OR REPLACE INTO ledger (id, installation) VALUES (1, ?)').run(installation);
  }

  private installation(): string | undefined {
    const row = this.prepared('SELECT installation FROM ledger').get() as { installation: string } | undefined;
    return row?.installation;
  }

  private requireFree(installation: string): void {
    const noted = this.installation();
    const own = noted === undefined ? this.holdsChargesOf(installation) : noted === installation;
    if (!own && this.holdsCharges())
      throw new GatewayBooksError(this.path, 'others', `they are of ${noted ?? 'another ledger'}`);
  }

  holdsCharges(): boolean {
    return this.read(() => this.prepared('SELECT 1 FROM charges LIMIT 1').get() !== undefined);
  }

  private holdsChargesOf(installation: string): boolean {
    // "0" is the letter after "/": every reference of the installation, by the index.
    const sql = 'SELECT 1 FROM charges WHERE reference >= ? AND reference < ? LIMIT 1';
    return this.prepared(sql).get(`${installation}/`, `${installation}0`) !== undefined;
  }

  /** Keeps another card on file, even one that is there already. */
  keep(card: Omit<CardOnFile, 'gatewayRef'>, at: Instant): KeptCard {
    const { last4, expMonth, expYear } = card;
    // No card is ever taken away, so the last row says how many there are.
    const { count } = this.prepared('SELECT coalesce(max(rowid), 0) AS count FROM cards_on_file').get() as {
      count: number;
    };
    const gatewayRef = idFrom('pm_sandbox', count + 1, last4, expMonth, expYear, at);
    return this.keepAs(gatewayRef, card);
  }

  /** Keeps a card under a name that the caller knows to be free. */
  keepAs(gatewayRef: string, { last4, expMonth, expYear }: Omit<CardOnFile, 'gatewayRef'>): KeptCard {
    const sql = 'INSERT INTO cards_on_file (gateway_ref, last4, exp_month, exp_year) VALUES (?, ?, ?, ?)';
    this.prepared(sql).run(gatewayRef, last4, expMonth, expYear);
    return { gatewayRef, last4, expMonth, expYear };
  }

  cardOnFile(gatewayRef: string): KeptCard | undefined {
    const row = this.prepared('SELECT * FROM cards_on_file WHERE gateway_ref = ?').get(gatewayRef) as
      CardRow | undefined;
    return row && { gatewayRef, last4: row.last4, expMonth: row.exp_month, expYear: row.exp_year };
  }

  record(request: ChargeRequest, answer: Verdict): SandboxCharge {
    const { earlier } = this.prepared('SELECT count(*) AS earlier FROM charges WHERE idempotency_key = ?').get(
      request.key,
    ) as { earlier: number };
    const chargeId = idFrom('ch_sandbox', request.key, earlier + 1);
    const { key, reference, gatewayRef, amount, at } = request;
    this.prepared(
      `INSERT INTO charges (idempotency_key, charge_id, reference, gateway_ref, amount, currency, at, outcome, decline_code)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(key, chargeId, reference, gatewayRef, amount.amount, amount.currency, at, answer.outcome, answer.declineCode);
    return { ...request, ...answer, chargeId };
  }

  /** In the order they were made. */
  charges(column: 'idempotency_key' | 'reference', value: string): readonly SandboxCharge[] {
    return this.read(() =>
      this.prepared(`SELECT * FROM charges WHERE ${column} = ? ORDER BY sequence`).all(value).map(fromRow),
    );
  }

  chargeNamed(chargeId: string): SandboxCharge | undefined {
    const row = this.prepared('SELECT * FROM charges WHERE charge_id = ?').get(chargeId);
    return row === undefined ? undefined : fromRow(row);
  }

  /** Of a charge, in the order they were asked for. */
  refunds(chargeId: string): readonly SandboxRefund[] {
    const sql = 'SELECT * FROM refunds WHERE charge_id = ? ORDER BY sequence';
    return this.read(() => this.prepared(sql).all(chargeId).map(refundFromRow));
  }

  isRefundKey(key: string): boolean {
    return this.prepared('SELECT 1 FROM refunds WHERE idempotency_key = ?').get(key) !== undefined;
  }

  /** @param reason why the bank does not take it; null where it does */
  recordRefund(request: RefundRequest, reason: string | null): SandboxRefund {
    const { key, chargeId, amount, at } = request;
    const refundId = idFrom('re_sandbox', key, this.refunds(chargeId).length + 1);
    const outcome = reason === null ? 'refunded' : 'refused';
    this.prepared(
      `INSERT INTO refunds (idempotency_key, refund_id, charge_id, amount, currency, at, outcome, reason)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(key, refundId, chargeId, amount.amount, amount.currency, at, outcome, reason);
    return { ...request, refundId, outcome, reason };
  }

  /** Those that succeeded and were not given back, in the order they were made, after the one of that sequence. */
  succeeded(after: number, limit: number): readonly (SandboxCharge & { readonly sequence: number })[] {
    const returned = `SELECT 1 FROM refunds r WHERE r.charge_id = charges.charge_id AND r.outcome = 'refunded'`;
    const sql = `SELECT * FROM charges WHERE sequence > ? AND outcome = 'succeeded' AND NOT EXISTS (${returned})
      ORDER BY sequence LIMIT ?`;
    return this.read(() =>
      this.db
        .prepare(sql)
        .all(after, limit)
        .map((row) => ({ ...fromRow(row), sequence: (row as ChargeRow).sequence })),
    );
  }

  close(): void {
    this.db.close();
  }

  private prepared(sql: string): Statement {
    const known = this.compiled.get(sql) ?? this.db.prepare(sql);
    this.compiled.set(sql, known);
    return known;
  }
}

interface CardRow {
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
}

interface ChargeRow {
  readonly sequence: number;
  readonly idempotency_key: string;
  readonly charge_id: string;
  readonly reference: string;
  readonly gateway_ref: string;
  readonly amount: number;
  readonly currency: string;
  readonly at: string;
  readonly outcome: Verdict['outcome'];
  readonly decline_code: string | null;
}

function fromRow(value: unknown): SandboxCharge {
  const row = value as ChargeRow;
  return {
    key: row.idempotency_key,
    chargeId: row.charge_id,
    reference: row.reference,
    gatewayRef: row.gateway_ref,
    amount: { amount: row.amount, currency: row.currency },
    at: row.at as Instant,
    // The table's own check holds the two together.
    ...({ outcome: row.outcome, declineCode: row.decline_code } as Verdict),
  };
}

interface RefundRow {
  readonly idempotency_key: string;
  readonly refund_id: string;
  readonly charge_id: string;
  readonly amount: number;
  readonly currency: string;
  readonly at: string;
  readonly outcome: SandboxRefund['outcome'];
  readonly reason: string | null;
}

function refundFromRow(value: unknown): SandboxRefund {
  const row = value as RefundRow;
  return {
    key: row.idempotency_key,
    refundId: row.refund_id,
    chargeId: row.charge_id,
    amount: { amount: row.amount, currency: row.currency },
    at: row.at as Instant,
    outcome: row.outcome,
    reason: row.reason,
  };
}

/**
 * An identifier that follows from `parts` alone. Letters only: a run of digits in a hash could pass for a card number,
 * and no such number may stand in the books (I14).
 */
export function idFrom(prefix: string, ...parts: readonly (string | number)[]): string {
  const digest = hash('sha256', JSON.stringify([prefix, ...parts]), 'buffer');
  let letters = '';
  for (const byte of digest.subarray(0, 24)) letters += String.fromCharCode(97 + (byte % 26));
  return `${prefix}_${letters}`;
}
