import type { Refund } from '../../core/refund.js';
import type { SupportRequest } from '../../core/support-request.js';
import type { Session } from './session.js';
import {
  refundOf,
  requestEntryOf,
  requestOf,
  type RefundRow,
  type RequestEntryRow,
  type RequestRow,
} from './support-rows.js';

/** The requests of an account with everything that was added to them, by number. */
export function requests(session: Session, accountId: string): readonly SupportRequest[] {
  const rows = session.all<RequestRow>('SELECT * FROM requests WHERE account_id = ? ORDER BY written', accountId);
  return rows.map((row) => {
    const sql = 'SELECT * FROM request_entries WHERE request_id = ? ORDER BY number';
    return requestOf(row, session.all<RequestEntryRow>(sql, row.id).map(requestEntryOf));
  });
}

export function refunds(session: Session, accountId: string): readonly Refund[] {
  const sql = `SELECT r.* FROM orders o JOIN refunds r ON r.order_id = o.id WHERE o.account_id = ? ORDER BY r.written`;
  return session.all<RefundRow & { written: number }>(sql, accountId).map(refundOf);
}

/** Of any account: those whose answer is not known, oldest first. */
export function openRefunds(session: Session): readonly Refund[] {
  const sql = `SELECT * FROM refunds WHERE state IN ('sending', 'unknown') ORDER BY written`;
  return session.all<RefundRow>(sql).map(refundOf);
}

export function refundsOfOrder(session: Session, orderId: string): readonly Refund[] {
  return session.all<RefundRow>('SELECT * FROM refunds WHERE order_id = ? ORDER BY ordinal', orderId).map(refundOf);
}
