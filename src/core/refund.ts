import type { NoRefund, Refund, Use } from './records.js';
import type { Book } from './book.js';
import { CALLED_OFF, declineOf } from './decline.js';
import { addDays, dayOf, type Day } from './day.js';
import { awaitedPage, receiptNumber, receiptParts, type Order, type PaperNumber } from './order.js';
import { newestStatement, type RecordedOrder } from './recorded-order.js';
import { money, type Money } from './money.js';
import type { Policy } from './programme.js';
import { refuse, type Refusal } from './refusal.js';
import { isKept, openOrLost, returnedByOthers } from './seen.js';
import { paidOnDay, transferReference, transferState } from './transfer.js';

/** No answer yet, or none that can be believed. */
export function isOpenRefund(refund: Pick<Refund, 'state'>): boolean {
  return refund.state === 'sending' || refund.state === 'unknown';
}

export function refundKey(order: Pick<Order, 'reference'>, ordinal: number): string {
  return `${order.reference}/refund/${ordinal}`;
}

const CREDIT_NOTE = 'CN-';

/** `CN-2026-000001`: counted beside the receipts, so that neither has a gap (I13). */
export function creditNoteNumber(year: number, serial: number): string {
  return `${CREDIT_NOTE}${receiptNumber(year, serial)}`;
}

/** Whether it is counted by us; those of a seller are counted in its own series. */
export function isOwnCreditNote(number: string): boolean {
  return number.startsWith(CREDIT_NOTE);
}

/** The same in its two parts. @throws RangeError on any other shape: a bug */
export function creditNoteParts(number: string): PaperNumber {
  if (!isOwnCreditNote(number)) throw new RangeError(`${number} is not the number of a credit note`);
  return receiptParts(number.slice(CREDIT_NOTE.length));
}

/** What the paper of a refund is called by: its number; the refund itself, where that is older than these. */
export function paperOf({ id, creditNoteNumber: number }: Refund): string {
  return number ?? id;
}

export function refundsOf(book: Pick<Book, 'refunds'>, orderId: string): readonly Refund[] {
  return book.refunds.filter((refund) => refund.orderId === orderId);
}

/** The refund of an order that gave its money back; undefined where the money was kept. */
export function refunded(refunds: readonly Refund[]): Refund | undefined {
  return refunds.find((refund) => refund.state === 'refunded');
}

/** The day on which the money of an order went back, all of it, here or as it was stated (D31). */
export function refundedOn(
  { refunds, recorded }: Pick<Book, 'refunds' | 'recorded'>,
  orderId: string,
): Day | undefined {
  const { on, settledAt } = refunded(refundsOf({ refunds }, orderId)) ?? {};
  const here = on ?? (settledAt ? dayOf(settledAt) : undefined);
  return here ?? recorded.find(({ id }) => id === orderId)?.refund?.on;
}

/** What the refunds that a gateway shows of a charge come to: a part is never ours, since a refund is of the whole (P8). */
export type Returned = { readonly kind: 'nothing' | 'all' } | { readonly kind: 'part'; readonly amount: Money };

export function returnedOf(total: Money, refunds: readonly { readonly amount: Money }[]): Returned {
  if (refunds.length === 0) return { kind: 'nothing' };
  const returned = refunds.reduce((sum, { amount }) => sum + amount.amount, 0);
  return returned >= total.amount ? { kind: 'all' } : { kind: 'part', amount: money(returned, total.currency) };
}

/** Nothing is sent where other hands gave back a part: the gateway refuses the whole, and the rest is given back there. */
export function wholeRefundable(
  { id: order, total }: Pick<Order, 'id' | 'total'>,
  request: number,
  found: Returned,
): Refusal | undefined {
  if (found.kind !== 'part') return undefined;
  const { amount: returned } = found;
  const left = money(total.amount - returned.amount, total.currency);
  return refuse('REFUNDED_IN_PART', { order, request, returned, left });
}

/** A refund of this subscription that is not settled: nothing is paid for it meanwhile (G3). */
export function openRefundOf(book: Pick<Book, 'refunds' | 'orders'>, subscriptionId: string): Refund | undefined {
  const ids = new Set(book.orders.filter((order) => order.subscriptionId === subscriptionId).map(({ id }) => id));
  return book.refunds.find((refund) => isOpenRefund(refund) && ids.has(refund.orderId));
}

/** What the money of an order came to, its refund included: what lists show as its state. */
export type MoneyState =
  Order['state'] | 'action_required' | 'refund_pending' | 'refunded' | 'pending' | 'expired' | 'cancelled';

export function moneyState(order: Order, refunds: readonly Refund[], today: Day): MoneyState {
  if (refunded(refunds)) return 'refunded';
  if (refunds.some(isOpenRefund)) return 'refund_pending';
  const { state, transfer } = order;
  if (awaitedPage(order)) return 'action_required';
  if (state === 'failed' && declineOf(order) === CALLED_OFF) return 'cancelled';
  const awaited = transfer && transferState(transfer, today);
  return awaited === undefined || awaited === 'received' ? state : awaited;
}

export function chargeOf(order: Pick<Order, 'attempts'>): string | null {
  return order.attempts.find((attempt) => attempt.state === 'succeeded')?.chargeId ?? null;
}

/** What an order was paid with, in the words of whoever took the money: the gateway, or the bank (P9). */
export function paymentOf(order: Order): string | null {
  const { end } = order.transfer ?? {};
  return end?.outcome === 'received' ? transferReference(order) : chargeOf(order);
}

/** The last day on which an order is refunded, from the day on which it was paid (D31); null where the programme refunds nothing, or nothing was paid (P8). */
function refundableTo(order: Order, policy: Policy): Day | null {
  const paidOn = paidOnDay(order);
  return policy.refund && paidOn ? addDays(paidOn, policy.refund.days) : null;
}

/** P8: within the days of the programme, and nothing used; otherwise why not. */
export function refundable(order: Order, policy: Policy, today: Day, use: Use): Refusal | undefined {
  const until = refundableTo(order, policy);
  const unpaid = until === null || paymentOf(order) === null ? 'not-charged' : undefined;
  return notRefundable(order, until, whyNot(policy, today, use, { until, unpaid }));
}

/** The same of what was paid elsewhere, from the day on which it was (D31). */
export function refundableElsewhere(order: RecordedOrder, policy: Policy, today: Day, use: Use): Refusal | undefined {
  const { paidOn } = newestStatement(order);
  const until = paidOn && policy.refund ? addDays(paidOn, policy.refund.days) : null;
  const unpaid = paidOn === null ? 'payment-not-stated' : undefined;
  return notRefundable(order, until, whyNot(policy, today, use, { until, unpaid }));
}

/** The gateway's word for it. */
const DISPUTED = 'charge_disputed';

/**
 * G22: the cardholder's bank wants the money back, or has taken it: a refund would give it back twice. Where no dispute was
 * seen of a charge, the gateway's answer to an earlier refund counts.
 */
export function disputed(order: Order, refunds: readonly Refund[]): Refusal | undefined {
  const isUnseen = order.seen === undefined || order.seen.disputes.length === 0;
  const isDisputed = openOrLost(order).length > 0 || (isUnseen && refunds.some(({ reason }) => reason === DISPUTED));
  return notRefundable(order, null, isDisputed ? 'disputed' : undefined);
}

/** What was seen of it that others gave back. */
export function returnedElsewhere(order: Order): Returned {
  return returnedOf(order.total, returnedByOthers(order, undefined).filter(isKept));
}

/** Nobody said how much was paid. */
export function paymentUnknown(order: RecordedOrder): Refusal {
  return refuse('REFUND_WINDOW_CLOSED', {
    order: order.id,
    offer: order.offer,
    why: 'payment-not-stated',
    until: null,
  });
}

function notRefundable(
  { id: order, offer }: Pick<Order, 'id' | 'offer'>,
  until: Day | null,
  why: NoRefund | undefined,
): Refusal | undefined {
  return why && refuse('REFUND_WINDOW_CLOSED', { order, offer, why, until });
}

function whyNot(
  policy: Policy,
  today: Day,
  use: Use,
  { until, unpaid }: { readonly until: Day | null; readonly unpaid: NoRefund | undefined },
): NoRefund | undefined {
  if (!policy.refund) return 'not-offered';
  if (unpaid || until === null) return unpaid ?? 'not-charged';
  if (today > until) return 'too-late';
  if (policy.refund.unlessBenefitActivated && use.benefitActivated) return 'benefit-activated';
  return policy.refund.unlessBenefitActivated && use.keyViewed ? 'key-viewed' : undefined;
}
