import type { Account } from '../../core/account.js';
import type { Book } from '../../core/book.js';
import type { Instant } from '../../core/day.js';
import { gatewayNamed, type GatewayKind } from '../../core/gateway.js';
import { openAttempt, type Order } from '../../core/order.js';
import type { PaymentMethod } from '../../core/payment-method.js';
import type { Chain, Seal } from '../../core/proof.js';
import type { Refund } from '../../core/records.js';
import { isOpenRefund } from '../../core/refund.js';
import type { Token } from '../../core/token.js';
import type { User } from '../../core/user.js';
import {
  LedgerError,
  type EntryPage,
  type Kept,
  type Moved,
  type PaidTo,
  type PaidToQuery,
  type Reader,
  type Restored,
  type Shelf,
  type WrittenEntry,
} from '../store.js';
import { entryOf, writtenEntry, type AuditRow } from './audit.js';
import { loadBooks, ordersWhere, type ReadBook, valuesOf, valuesWhere } from './rows.js';
import type { Session } from './session.js';
import { ACCOUNTS, PAYMENT_METHODS, REFUNDS, TOKENS, USERS } from './tables.js';

export interface MetaRow {
  readonly installation: string;
  readonly gateway: string;
  readonly created_at: Instant;
  readonly genesis: string;
  readonly frozen_at: Instant | null;
  readonly moved_to: string | null;
  readonly moved_at: Instant | null;
  /** Where a copy comes from, until it is finished. */
  readonly copied_from: string | null;
  /** Of a copy: how many entries it brought along, once it has all of them. */
  readonly copied_entries: number | null;
  /** The sequence of the last of them. */
  readonly copied_through: number | null;
  /** When it was put back from a copy, and when the newest entry of that was written. */
  readonly restored_at: Instant | null;
  readonly restored_until: Instant | null;
}

const ALL = Number.MAX_SAFE_INTEGER;

export const LAST_RECEIPT = 'SELECT last FROM receipts WHERE year = ?';
export const LAST_CREDIT_NOTE = 'SELECT last FROM credit_notes WHERE year = ?';
export const LAST_IN_SERIES = 'SELECT last FROM number_series WHERE series = ?';

export class SqlReader implements Reader {
  /** Of one view: what was read of an account stays true until its end. */
  private readonly read = new Map<string, ReadBook>();

  constructor(
    protected readonly session: Session,
    protected readonly shelf: Shelf,
  ) {}

  async installation(): Promise<string> {
    return (await meta(this.session)).installation;
  }

  async gateway(): Promise<GatewayKind> {
    const { gateway: name } = await meta(this.session);
    const kind = gatewayNamed(name);
    if (!kind) throw new LedgerError('LEDGER_NEWER', this.session.location, `gateway ${name} is not known`);
    return kind;
  }

  async lastCardKept(): Promise<string | undefined> {
    const sql = 'SELECT gateway_ref FROM payment_methods ORDER BY written DESC LIMIT 1';
    return (await this.session.get<{ gateway_ref: string }>(sql))?.gateway_ref;
  }

  async account(name: string): Promise<Account | undefined> {
    return (await valuesWhere(this.session, ACCOUNTS, 'WHERE id = ? OR mpn_id = ?', name, name))[0];
  }

  accounts(limit = ALL, after?: string): Promise<readonly Account[]> {
    return this.accountsWhere('', limit, after);
  }

  members(limit = ALL, after?: string): Promise<readonly Account[]> {
    return this.accountsWhere('AND left_on IS NULL', limit, after);
  }

  private async accountsWhere(which: string, limit: number, after: string | undefined): Promise<readonly Account[]> {
    const sql = 'SELECT written FROM accounts WHERE id = ?';
    const from = after === undefined ? undefined : await this.session.get<{ written: number }>(sql, after);
    const rest = `WHERE written > ? ${which} ORDER BY written LIMIT ?`;
    return valuesWhere(this.session, ACCOUNTS, rest, from?.written ?? 0, limit);
  }

  async ahead(accountIds: readonly string[]): Promise<void> {
    const unread = new Set(accountIds.filter((id) => !this.read.has(id)));
    if (unread.size === 0) return;
    for (const [id, found] of await loadBooks(this.session, [...unread])) this.read.set(id, found);
  }

  async book(accountId: string): Promise<Book | undefined> {
    await this.ahead([accountId]);
    return this.read.get(accountId)?.book;
  }

  async order(id: string): Promise<Order | undefined> {
    return (await ordersWhere(this.session, 'WHERE id = ?', id))[0];
  }

  async paymentMethod(id: string): Promise<PaymentMethod | undefined> {
    return (await valuesWhere(this.session, PAYMENT_METHODS, 'WHERE id = ?', id))[0];
  }

  async openOrders(accountId?: string): Promise<readonly Order[]> {
    if (accountId !== undefined) return (await this.book(accountId))?.orders.filter(openAttempt) ?? [];
    const open = `SELECT order_id FROM attempts WHERE state IN ('sending', 'unknown')`;
    return ordersWhere(this.session, `WHERE id IN (${open}) ORDER BY written`);
  }

  async openRefunds(accountId?: string): Promise<readonly Refund[]> {
    if (accountId !== undefined) return (await this.book(accountId))?.refunds.filter(isOpenRefund) ?? [];
    // By what each is found by, whichever engine: the partial index over those that are open, and the order's own.
    const open = `SELECT order_id FROM refunds WHERE state IN ('sending', 'unknown')`;
    const rest = `WHERE order_id IN (${open}) AND state IN ('sending', 'unknown') ORDER BY written`;
    return valuesWhere(this.session, REFUNDS, rest);
  }

  refundsOf(orderId: string): Promise<readonly Refund[]> {
    return valuesWhere(this.session, REFUNDS, 'WHERE order_id = ? ORDER BY ordinal', orderId);
  }

  attemptsFor(reference: string): Promise<number> {
    return attemptsFor(this.session, reference);
  }

  ordersFor(reference: string): Promise<readonly Order[]> {
    const known = 'SELECT order_id FROM attempts WHERE reference = ?';
    return ordersWhere(this.session, `WHERE id IN (${known}) ORDER BY written`, reference);
  }

  async paidOrders(after: string | undefined, limit: number): Promise<readonly Order[]> {
    const from = await this.session.get<{ written: number }>('SELECT written FROM orders WHERE id = ?', after ?? '');
    const returned = `SELECT 1 FROM refunds WHERE order_id = orders.id AND state = 'refunded'`;
    const rest = `WHERE written > ? AND state = 'paid' AND transfer_due IS NULL AND NOT EXISTS (${returned})
      ORDER BY written LIMIT ?`;
    return ordersWhere(this.session, rest, from?.written ?? 0, limit);
  }

  async lastReceipt(year: number): Promise<number> {
    return (await this.session.get<{ last: number }>(LAST_RECEIPT, year))?.last ?? 0;
  }

  async lastCreditNote(year: number): Promise<number> {
    return (await this.session.get<{ last: number }>(LAST_CREDIT_NOTE, year))?.last ?? 0;
  }

  async lastInSeries(series: string): Promise<number> {
    return (await this.session.get<{ last: number }>(LAST_IN_SERIES, series))?.last ?? 0;
  }

  paidTo({ programme, from, to, after, limit }: PaidToQuery): Promise<readonly PaidTo[]> {
    const sql = `SELECT subscription_id AS "subscriptionId", account_id AS "accountId", day FROM paid_to
      WHERE programme = ? AND (day, subscription_id) > (?, ?) AND day <= ?
      ORDER BY day, subscription_id LIMIT ?`;
    // One bound from below: of two, SQLite takes the day alone, and reads what came before once more for each page.
    const start = after && after.day >= from ? after : { day: from, subscriptionId: '' };
    return this.session.all<PaidTo>(sql, programme, start.day, start.subscriptionId, to, limit);
  }

  async token(sha256: string): Promise<Token | undefined> {
    return (await valuesWhere(this.session, TOKENS, 'WHERE sha256 = ?', sha256))[0];
  }

  users(accountId: string): Promise<readonly User[]> {
    return valuesOf(this.session, USERS, accountId);
  }

  async programmeImported(accountId: string, programme: string): Promise<string | undefined> {
    const sql = `SELECT * FROM audit WHERE account_id = ? AND kind = 'programme-imported' ORDER BY sequence DESC`;
    const imports = await this.session.all<AuditRow>(sql, accountId);
    for (const row of imports) {
      const entry = entryOf(row, this.session.location);
      if (entry.kind === 'programme-imported' && entry.programme === programme) return entry.sha256;
    }
    return undefined;
  }

  async chain(accountId: string): Promise<Chain> {
    const { installation, gateway, created_at: at } = await meta(this.session);
    const links = await this.session.all<AuditRow>(
      'SELECT * FROM audit WHERE account_id = ? ORDER BY sequence',
      accountId,
    );
    const sql = 'SELECT * FROM seals WHERE heads LIKE ? ORDER BY number DESC LIMIT 1';
    const seal = await this.session.get<Seal>(sql, `%"account":"${accountId}"%`);
    return { origin: { installation, gateway, at }, links, seal: seal ?? null };
  }

  evidence(sha256: string): Promise<Kept> {
    return this.shelf.find(sha256);
  }

  async lastEntryAt(accountId?: string): Promise<Instant | undefined> {
    const one = 'SELECT at FROM heads WHERE account_id = ?';
    const known = accountId === undefined ? undefined : this.read.get(accountId);
    if (known) return known.newest;
    if (accountId !== undefined) return (await this.session.get<{ at: Instant }>(one, accountId))?.at;
    return (await this.session.get<{ at: Instant | null }>('SELECT max(at) AS at FROM heads'))?.at ?? undefined;
  }

  async frozenAt(): Promise<Instant | undefined> {
    return (await meta(this.session)).frozen_at ?? undefined;
  }

  async moved(): Promise<Moved | undefined> {
    const { moved_to: to, moved_at: at } = await meta(this.session);
    return to === null ? undefined : { to, at };
  }

  async restored(): Promise<Restored | undefined> {
    const { restored_at: at, restored_until: until } = await meta(this.session);
    return at === null ? undefined : { at, until };
  }

  async entries({ accountId, after = ALL, limit }: EntryPage): Promise<readonly WrittenEntry[]> {
    const theirs = accountId === undefined ? '' : 'account_id = ? AND';
    const sql = `SELECT * FROM audit WHERE ${theirs} sequence < ? ORDER BY sequence DESC LIMIT ?`;
    const rows = await this.session.all<AuditRow>(sql, ...(theirs ? [accountId ?? ''] : []), after, limit);
    return rows.map((row) => writtenEntry(row, this.session.location));
  }
}

export async function attemptsFor(session: Session, reference: string): Promise<number> {
  const sql = 'SELECT count(*) AS made FROM attempts WHERE reference = ?';
  return (await session.get<{ made: number }>(sql, reference))?.made ?? 0;
}

/** @throws LedgerError `CORRUPT` where somebody took it out */
export async function meta(session: Session): Promise<MetaRow> {
  const row = await session.get<MetaRow>('SELECT * FROM meta');
  if (!row) throw new LedgerError('LEDGER_CORRUPT', session.location, 'meta is empty');
  return row;
}
