import type { Account } from '../../core/account.js';
import { requireRecord } from '../../core/applied-benefits.js';
import { requireNewRefund } from '../../core/applied-support.js';
import { requireNewAttempt, requireNewDispatch, requireNewOrder, requireNewToken } from '../../core/applied.js';
import type { Instant } from '../../core/day.js';
import type { NotSent } from '../../core/dispatch.js';
import type { Entry, RefundSettlement, Settlement } from '../../core/entry.js';
import type { Order, PaymentAttempt } from '../../core/order.js';
import type { PaymentMethod } from '../../core/payment-method.js';
import { LedgerError } from '../store.js';
import { acceptanceRow, accountRow, methodRow } from './account-rows.js';
import { benefitRow } from './benefit-rows.js';
import { writeClaim } from './claim-rows.js';
import { evidenceRow } from './evidence-rows.js';
import { dispatchRow } from './dispatch-rows.js';
import { attemptRow, placedRow, receiptParts } from './order-rows.js';
import type { Session } from './session.js';
import { cancellationRow, refundRow, requestEntryRow, requestRow } from './support-rows.js';
import { transferEndRow } from './transfer-rows.js';
import { tokenRow } from './token-rows.js';
import { writeJoiner, writeUser } from './user-rows.js';
import { subscriptionRow, termRow, turnedOffRow } from './subscription-rows.js';

/**
 * What an entry does to the tables: the same as `applied` does to a book, which `check` compares. `written` is the
 * entry's place in the audit chain.
 * @throws LedgerError `CONFLICT` where an invariant or a final state stands against it
 */
export function writeTables(session: Session, entry: Entry, written: number): void {
  switch (entry.kind) {
    case 'account-joined':
      join(session, entry.account, written);
      return writeJoiner(session, entry.account, written);
    // They change nothing that a table holds.
    case 'clock-corrected':
    case 'programme-imported':
      return;
    case 'membership-ended':
      return one(
        session,
        'UPDATE accounts SET left_on = ? WHERE id = ? AND left_on IS NULL',
        entry.on,
        entry.accountId,
      );
    case 'terms-accepted':
      return session.insert('acceptances', { written, ...acceptanceRow(entry.acceptance) });
    case 'payment-method-added':
      return addMethod(session, entry.method, written);
    case 'payment-method-removed':
      return one(
        session,
        'UPDATE payment_methods SET removed_at = ?, is_default = 0 WHERE id = ? AND removed_at IS NULL',
        entry.at,
        entry.id,
      );
    case 'payment-method-made-default':
      return makeDefault(session, entry.accountId, entry.id);
    case 'order-placed':
      return placeOrder(session, entry.order, written);
    case 'order-paid':
      return payOrder(session, entry.id, entry.at, entry.receiptNumber);
    case 'order-failed':
      return one(session, `UPDATE orders SET state = 'failed' WHERE id = ? AND state = 'placed'`, entry.id);
    case 'transfer-ended':
      return session.insert('transfer_ends', { written, ...transferEndRow(entry) });
    case 'attempt-sent':
      return sendAttempt(session, entry.attempt, written);
    case 'attempt-unknown':
      return one(
        session,
        `UPDATE attempts SET state = 'unknown' WHERE id = ? AND state IN ('sending', 'unknown')`,
        entry.id,
      );
    case 'attempt-claimed':
    case 'attempt-abandoned':
    case 'refund-claimed':
    case 'refund-abandoned':
      return changedOne(session, entry.kind, writeClaim(session, entry));
    case 'attempt-settled':
      return settleAttempt(session, entry.id, entry.settlement);
    case 'subscription-started':
      return session.insert('subscriptions', { written, ...subscriptionRow(entry.subscription) });
    case 'term-added':
      return session.insert('terms', { written, ...termRow(entry.subscriptionId, entry.term) });
    case 'automatic-renewal-turned-off':
      return session.insert('turned_off', { written, ...turnedOffRow(entry.subscriptionId, entry) });
    case 'user-added':
    case 'user-granted':
    case 'user-revoked':
    case 'user-removed':
      return writeUser(session, entry, written);
    case 'evidence-recorded':
      return session.insert('evidence', { written, ...evidenceRow(entry.evidence) });
    case 'benefit-recorded':
      return session.insert('benefit_records', { written, ...benefitRow(requireRecord(entry.record)) });
    case 'request-filed':
      return session.insert('requests', { written, ...requestRow(entry.request) });
    case 'request-entry-added':
      return session.insert('request_entries', { written, ...requestEntryRow(entry.entry) });
    case 'subscription-cancelled':
      return session.insert('cancellations', {
        written,
        ...cancellationRow(entry.subscriptionId, entry.cancellation),
      });
    case 'refund-sent':
      return session.insert('refunds', { written, ...refundRow(requireNewRefund(entry.refund)) });
    case 'refund-unknown':
      return one(
        session,
        `UPDATE refunds SET state = 'unknown' WHERE id = ? AND state IN ('sending', 'unknown')`,
        entry.id,
      );
    case 'refund-settled':
      return settleRefund(session, entry.id, entry.settlement);
    case 'token-created':
      return session.insert('tokens', { written, ...tokenRow(requireNewToken(entry.token)) });
    case 'token-revoked':
      return one(session, 'UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', entry.at, entry.id);
    case 'reminder-claimed':
      return session.insert('dispatches', { written, ...dispatchRow(requireNewDispatch(entry.dispatch)) });
    case 'reminder-begun':
      return one(
        session,
        `UPDATE dispatches SET begun_at = ? WHERE id = ? AND state = 'sending' AND begins_noted = 1 AND begun_at IS NULL`,
        entry.at,
        entry.id,
      );
    case 'reminder-sent':
      return settleDispatch(session, entry.id, { state: 'sent', at: entry.at, reason: null, status: null });
    case 'reminder-failed':
      return settleDispatch(session, entry.id, { ...entry, state: 'failed' });
  }
}

/** A second joining under the same id is a return after leaving. */
function join(session: Session, account: Account, written: number): void {
  const row = accountRow(account);
  const known = session.get('SELECT 1 FROM accounts WHERE id = ?', account.id);
  if (!known) return session.insert('accounts', { written, ...row });
  const { id, ...columns } = row;
  const assignments = Object.keys(columns).map((column) => `${column} = ?`);
  one(
    session,
    `UPDATE accounts SET ${assignments.join(', ')} WHERE id = ? AND left_on IS NOT NULL`,
    ...Object.values(columns),
    id,
  );
}

function addMethod(session: Session, method: PaymentMethod, written: number): void {
  if (method.isDefault) clearDefault(session, method.accountId);
  session.insert('payment_methods', { written, ...methodRow(method) });
}

function makeDefault(session: Session, accountId: string, id: string): void {
  clearDefault(session, accountId);
  one(
    session,
    'UPDATE payment_methods SET is_default = 1 WHERE id = ? AND account_id = ? AND removed_at IS NULL',
    id,
    accountId,
  );
}

function clearDefault(session: Session, accountId: string): void {
  session.run('UPDATE payment_methods SET is_default = 0 WHERE account_id = ? AND is_default = 1', accountId);
}

function placeOrder(session: Session, order: Order, written: number): void {
  session.insert('orders', { written, ...placedRow(requireNewOrder(order)), state: 'placed' });
}

function payOrder(session: Session, id: string, at: Instant, receiptNumber: string): void {
  const { year, serial } = receiptParts(receiptNumber);
  const sql = `UPDATE orders SET state = 'paid', paid_at = ?, receipt_year = ?, receipt_serial = ? WHERE id = ? AND state = 'placed'`;
  one(session, sql, at, year, serial, id);
}

function sendAttempt(session: Session, attempt: PaymentAttempt, written: number): void {
  const order = session.get<{ reference: string }>('SELECT reference FROM orders WHERE id = ?', attempt.orderId);
  session.insert('attempts', {
    written,
    ...attemptRow(requireNewAttempt(attempt)),
    reference: order?.reference ?? null,
  });
}

function settleAttempt(session: Session, id: string, { state, at, chargeId, declineCode }: Settlement): void {
  const sql = `UPDATE attempts SET state = ?, settled_at = ?, charge_id = ?, decline_code = ? WHERE id = ? AND state IN ('sending', 'unknown')`;
  one(session, sql, state, at, chargeId, declineCode, id);
}

function settleRefund(session: Session, id: string, { state, at, gatewayRef, reason }: RefundSettlement): void {
  const sql = `UPDATE refunds SET state = ?, settled_at = ?, gateway_ref = ?, reason = ? WHERE id = ? AND state IN ('sending', 'unknown')`;
  one(session, sql, state, at, gatewayRef, reason, id);
}

interface DispatchOutcome {
  readonly state: 'sent' | 'failed';
  readonly at: Instant;
  readonly reason: NotSent | null;
  readonly status: number | null;
}

function settleDispatch(session: Session, id: string, { state, at, reason, status }: DispatchOutcome): void {
  const sql = `UPDATE dispatches SET state = ?, settled_at = ?, reason = ?, status = ? WHERE id = ? AND state = 'sending'`;
  one(session, sql, state, at, reason, status, id);
}

/** A change that finds its row in another state than it needs: somebody else was first. */
function one(session: Session, sql: string, ...values: readonly (string | number | null)[]): void {
  changedOne(session, sql, session.run(sql, ...values));
}

function changedOne(session: Session, change: string, rows: number): void {
  if (rows === 1) return;
  throw new LedgerError('LEDGER_CONFLICT', session.location, `no row for: ${change}`);
}
