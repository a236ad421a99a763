import type { Account } from '../../core/account.js';
import type { Book } from '../../core/book.js';
import type { Instant } from '../../core/day.js';
import type { Order } from '../../core/order.js';
import { LedgerError, type Reader, type WrittenEntry } from '../store.js';
import { accountOf, type AccountRow } from './account-rows.js';
import { writtenEntry, type AuditRow } from './audit.js';
import { loadBook, orders } from './book.js';
import type { OrderRow } from './order-rows.js';
import type { Session } from './session.js';

export interface MetaRow {
  readonly installation: string;
  readonly gateway: string;
  readonly created_at: Instant;
  readonly genesis: string;
  readonly frozen_at: Instant | null;
}

export class SqliteReader implements Reader {
  constructor(protected readonly session: Session) {}

  async installation(): Promise<string> {
    return meta(this.session).installation;
  }

  async gateway(): Promise<string> {
    return meta(this.session).gateway;
  }

  async accounts(): Promise<readonly Account[]> {
    return this.session.all<AccountRow>('SELECT * FROM accounts ORDER BY written').map(accountOf);
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

  async attemptsFor(reference: string): Promise<number> {
    return (
      this.session.get<{ made: number }>('SELECT count(*) AS made FROM attempts WHERE reference = ?', reference)
        ?.made ?? 0
    );
  }

  async lastReceipt(year: number): Promise<number> {
    const sql = 'SELECT max(receipt_serial) AS serial FROM orders WHERE receipt_year = ?';
    return this.session.get<{ serial: number | null }>(sql, year)?.serial ?? 0;
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
