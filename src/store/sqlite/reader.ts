import type { Account } from '../../core/account.js';
import type { Book } from '../../core/book.js';
import type { Instant } from '../../core/day.js';
import type { Order } from '../../core/order.js';
import { LedgerError, type PaidTo, type PaidToQuery, type Reader, type WrittenEntry } from '../store.js';
import { accountOf, type AccountRow } from './account-rows.js';
import { writtenEntry, type AuditRow } from './audit.js';
import { loadBook, orders } from './book.js';
import type { OrderRow } from './order-rows.js';
import type { Refund } from '../../core/refund.js';
import type { Session } from './session.js';
import { openRefunds, refundsOfOrder } from './support-book.js';
import type { Token } from '../../core/token.js';
import type { User } from '../../core/user.js';
import { tokenOf, type TokenRow } from './token-rows.js';
import { users } from './user-rows.js';

export interface MetaRow {
  readonly installation: string;
  readonly gateway: string;
  readonly created_at: Instant;
  readonly genesis: string;
  readonly frozen_at: Instant | null;
}

// As SQLite says it.
const ALL = -1;

export class SqliteReader implements Reader {
  constructor(protected readonly session: Session) {}

  async installation(): Promise<string> {
    return meta(this.session).installation;
  }

  async gateway(): Promise<string> {
    return meta(this.session).gateway;
  }

  async lastCardKept(): Promise<string | undefined> {
    const sql = 'SELECT gateway_ref FROM payment_methods ORDER BY written DESC LIMIT 1';
    return this.session.get<{ gateway_ref: string }>(sql)?.gateway_ref;
  }

  async account(name: string): Promise<Account | undefined> {
    const row = this.session.get<AccountRow>('SELECT * FROM accounts WHERE id = ? OR mpn_id = ?', name, name);
    return row && accountOf(row);
  }

  async accounts(limit = ALL): Promise<readonly Account[]> {
    return this.session.all<AccountRow>('SELECT * FROM accounts ORDER BY written LIMIT ?', limit).map(accountOf);
  }

  async members(limit = ALL): Promise<readonly Account[]> {
    const sql = 'SELECT * FROM accounts WHERE left_on IS NULL ORDER BY written LIMIT ?';
    return this.session.all<AccountRow>(sql, limit).map(accountOf);
  }

  async book(accountId: string): Promise<Book | undefined> {
    return loadBook(this.session, accountId);
  }

  async order(id: string): Promise<Order | undefined> {
    return orders(this.session, this.session.all<OrderRow>('SELECT * FROM orders WHERE id = ?', id))[0];
  }

  async openOrders(): Promise<readonly Order[]> {
    const open = `SELECT order_id FROM attempts WHERE state IN ('sending', 'unknown')`;
    return orders(
      this.session,
      this.session.all<OrderRow>(`SELECT * FROM orders WHERE id IN (${open}) ORDER BY written`),
    );
  }

  async openRefunds(): Promise<readonly Refund[]> {
    return openRefunds(this.session);
  }

  async refundsOf(orderId: string): Promise<readonly Refund[]> {
    return refundsOfOrder(this.session, orderId);
  }

  async attemptsFor(reference: string): Promise<number> {
    return (
      this.session.get<{ made: number }>('SELECT count(*) AS made FROM attempts WHERE reference = ?', reference)
        ?.made ?? 0
    );
  }

  async ordersFor(reference: string): Promise<readonly Order[]> {
    const known = 'SELECT order_id FROM attempts WHERE reference = ?';
    const sql = `SELECT * FROM orders WHERE id IN (${known}) ORDER BY written`;
    return orders(this.session, this.session.all<OrderRow>(sql, reference));
  }

  async paidOrders(after: string | undefined, limit: number): Promise<readonly Order[]> {
    const from = this.session.get<{ written: number }>('SELECT written FROM orders WHERE id = ?', after ?? '');
    const returned = `SELECT 1 FROM refunds WHERE order_id = orders.id AND state = 'refunded'`;
    const sql = `SELECT * FROM orders WHERE written > ? AND state = 'paid' AND transfer_due IS NULL AND NOT EXISTS (${returned})
      ORDER BY written LIMIT ?`;
    return orders(this.session, this.session.all<OrderRow>(sql, from?.written ?? 0, limit));
  }

  async lastReceipt(year: number): Promise<number> {
    const sql = 'SELECT max(receipt_serial) AS serial FROM orders WHERE receipt_year = ?';
    return this.session.get<{ serial: number | null }>(sql, year)?.serial ?? 0;
  }

  async paidTo({ programme, from, to, after, limit }: PaidToQuery): Promise<readonly PaidTo[]> {
    const sql = `SELECT subscription_id AS subscriptionId, account_id AS accountId, day FROM paid_to
      WHERE programme = ? AND day BETWEEN ? AND ? AND (day, subscription_id) > (?, ?)
      ORDER BY day, subscription_id LIMIT ?`;
    return this.session.all<PaidTo>(sql, programme, from, to, after?.day ?? '', after?.subscriptionId ?? '', limit);
  }

  async token(sha256: string): Promise<Token | undefined> {
    const row = this.session.get<TokenRow>('SELECT * FROM tokens WHERE sha256 = ?', sha256);
    return row && tokenOf(row);
  }

  async users(accountId: string): Promise<readonly User[]> {
    return users(this.session, accountId);
  }

  async programmeImported(accountId: string, programme: string): Promise<string | undefined> {
    const sql = `SELECT json_extract(body, '$.sha256') AS sha256 FROM audit WHERE account_id = ?
      AND kind = 'programme-imported' AND json_extract(body, '$.programme') = ? ORDER BY sequence DESC LIMIT 1`;
    return this.session.get<{ sha256: string }>(sql, accountId, programme)?.sha256;
  }

  async lastEntryAt(): Promise<Instant | undefined> {
    return this.session.get<{ at: Instant }>('SELECT at FROM audit ORDER BY sequence DESC LIMIT 1')?.at;
  }

  async frozenAt(): Promise<Instant | undefined> {
    return meta(this.session).frozen_at ?? undefined;
  }

  async entries(limit: number): Promise<readonly WrittenEntry[]> {
    const rows = this.session.all<AuditRow>('SELECT * FROM audit ORDER BY sequence DESC LIMIT ?', limit);
    return rows.map((row) => writtenEntry(row, this.session.location));
  }
}

/** @throws LedgerError `CORRUPT` where somebody took it out */
export function meta(session: Session): MetaRow {
  const row = session.get<MetaRow>('SELECT * FROM meta');
  if (!row) throw new LedgerError('LEDGER_CORRUPT', session.location, 'meta is empty');
  return row;
}
