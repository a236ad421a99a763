import { money } from '../../core/money.js';
import { receiptNumber, type Order, type OrderLine, type PaymentAttempt } from '../../core/order.js';
import { canonical } from '../../core/plan.js';
import { LedgerError } from '../store.js';
import { claimColumns, claimIn } from './claim-rows.js';

/** The columns that placing an order fills; the others tell how it ended. */
export type PlacedRow = ReturnType<typeof placedRow>;
export type OrderRow = PlacedRow &
  Pick<Order, 'state'> & { paid_at: Order['paidAt']; receipt_year: number | null; receipt_serial: number | null };
export type AttemptRow = ReturnType<typeof attemptRow>;

/** @throws RangeError on a tax in another currency than the total: a bug */
export function placedRow(order: Order) {
  const { tax, total, term } = order;
  if (tax && tax.currency !== total.currency) throw new RangeError(`order ${order.id} has two currencies`);
  return {
    id: order.id,
    account_id: order.accountId,
    kind: kindInRow(order),
    programme: order.programme,
    offer: order.offer,
    subscription_id: order.subscriptionId,
    enrolment: order.enrolment,
    term_number: term.number,
    term_anchor: term.anchor,
    term_years_from_anchor: term.yearsFromAnchor,
    term_start: term.start,
    term_end: term.end,
    reference: order.reference,
    lines: canonical(order.lines),
    currency: total.currency,
    tax: tax === null ? null : tax.amount,
    total: total.amount,
    terms_id: order.termsId,
    terms_version: order.termsVersion,
    payment_method_id: order.paymentMethodId,
    placed_at: order.placedAt,
    placed_by: order.placedBy,
    supersedes: order.supersedes ?? null,
    transfer_due: order.transfer?.due ?? null,
  };
}

/** @throws RangeError on an upgrade of nothing, or on anything else that takes something's place: a bug */
function kindInRow({ id, kind, supersedes }: Order): 'purchase' | 'renewal' {
  if ((kind === 'upgrade') !== (supersedes !== undefined)) throw new RangeError(`order ${id} is a ${kind}`);
  return kind === 'upgrade' ? 'purchase' : kind;
}

/** @throws LedgerError `CORRUPT` where its lines cannot be read */
export function orderOf(row: OrderRow, attempts: readonly PaymentAttempt[], location: string): Order {
  return {
    id: row.id,
    accountId: row.account_id,
    kind: row.supersedes === null ? row.kind : 'upgrade',
    programme: row.programme,
    offer: row.offer,
    subscriptionId: row.subscription_id,
    enrolment: row.enrolment,
    term: {
      number: row.term_number,
      anchor: row.term_anchor,
      yearsFromAnchor: row.term_years_from_anchor,
      start: row.term_start,
      end: row.term_end,
    },
    reference: row.reference,
    lines: linesOf(row, location),
    tax: row.tax === null ? null : money(row.tax, row.currency),
    total: money(row.total, row.currency),
    termsId: row.terms_id,
    termsVersion: row.terms_version,
    paymentMethodId: row.payment_method_id,
    placedAt: row.placed_at,
    placedBy: row.placed_by,
    state: row.state,
    paidAt: row.paid_at,
    receiptNumber:
      row.receipt_year === null || row.receipt_serial === null
        ? null
        : receiptNumber(row.receipt_year, row.receipt_serial),
    attempts,
    ...(row.supersedes === null ? {} : { supersedes: row.supersedes }),
    ...(row.transfer_due === null ? {} : { transfer: { due: row.transfer_due } }),
  };
}

export function attemptRow(attempt: PaymentAttempt) {
  return {
    id: attempt.id,
    order_id: attempt.orderId,
    ordinal: attempt.ordinal,
    key: attempt.key,
    amount: attempt.amount.amount,
    currency: attempt.amount.currency,
    payment_method_id: attempt.paymentMethodId,
    state: attempt.state,
    sent_at: attempt.sentAt,
    sender: attempt.sender,
    ...claimColumns(attempt),
    settled_at: attempt.settledAt,
    charge_id: attempt.chargeId,
    decline_code: attempt.declineCode,
  };
}

export function attemptOf(row: AttemptRow): PaymentAttempt {
  return {
    id: row.id,
    orderId: row.order_id,
    ordinal: row.ordinal,
    key: row.key,
    amount: money(row.amount, row.currency),
    paymentMethodId: row.payment_method_id,
    state: row.state,
    sentAt: row.sent_at,
    sender: row.sender,
    ...claimIn(row),
    settledAt: row.settled_at,
    chargeId: row.charge_id,
    declineCode: row.decline_code,
  };
}

/** `2026-000001` in its two parts. @throws RangeError on any other shape: a bug */
export function receiptParts(number: string): { readonly year: number; readonly serial: number } {
  const [year, serial] = number.split('-').map(Number);
  if (year === undefined || serial === undefined || receiptNumber(year, serial) !== number) {
    throw new RangeError(`${number} is not a receipt number`);
  }
  return { year, serial };
}

function linesOf(row: OrderRow, location: string): readonly OrderLine[] {
  try {
    return JSON.parse(row.lines) as OrderLine[];
  } catch (cause) {
    throw new LedgerError('LEDGER_CORRUPT', location, `the lines of order ${row.id} are not JSON`, { cause });
  }
}
