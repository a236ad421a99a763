import { daysBetween, type Day, type Instant } from '../core/day.js';
import type { Money } from '../core/money.js';
import type { Order, OrderLine, PaymentAttempt } from '../core/order.js';
import { moneyState, refunded, type MoneyState } from '../core/refund.js';
import type { Refund } from '../core/records.js';
import { beginsWithFunds, isPending, transferReference } from '../core/transfer.js';

/** An order as scripts read it; the keys are the contract's. */
export interface ShownOrder {
  readonly id: string;
  readonly kind: Order['kind'];
  readonly offer: string;
  readonly subscriptionId: string;
  readonly termNumber: number;
  /** null where the term begins with funds that have not come. */
  readonly termStart: Day | null;
  readonly termEnd: Day | null;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly tax: Money | null;
  readonly state: MoneyState;
  readonly termsVersion: string;
  readonly payBy: 'card' | 'transfer';
  readonly paymentMethod: string | null;
  readonly transfer: ShownTransfer | null;
  readonly receiptNumber: string | null;
  readonly placedAt: Instant;
  readonly paidAt: Instant | null;
  readonly refundedAt: Instant | null;
  readonly attempts: readonly Pick<PaymentAttempt, 'ordinal' | 'state' | 'declineCode' | 'sentAt' | 'settledAt'>[];
}

/** P9: what to quote, and until when. `daysLeft`: 0 where nothing is awaited any more. */
export interface ShownTransfer {
  readonly reference: string;
  readonly due: Day;
  readonly daysLeft: number;
  readonly receivedOn: Day | null;
}

function shownTransfer(order: Order, today: Day): ShownTransfer | null {
  if (!order.transfer) return null;
  const { due, end } = order.transfer;
  return {
    reference: transferReference(order),
    due,
    daysLeft: isPending(order, today) ? daysBetween(today, due) : 0,
    receivedOn: end?.outcome === 'received' ? end.receivedOn : null,
  };
}

/** @param refunds those of this order */
export function shownOrder(order: Order, today: Day, refunds: readonly Refund[] = []): ShownOrder {
  return {
    id: order.id,
    kind: order.kind,
    offer: order.offer,
    subscriptionId: order.subscriptionId,
    termNumber: order.term.number,
    termStart: beginsWithFunds(order) ? null : order.term.start,
    termEnd: beginsWithFunds(order) ? null : order.term.end,
    lines: order.lines,
    total: order.total,
    tax: order.tax,
    state: moneyState(order, refunds, today),
    termsVersion: order.termsVersion,
    payBy: order.transfer ? 'transfer' : 'card',
    paymentMethod: order.paymentMethodId,
    transfer: shownTransfer(order, today),
    receiptNumber: order.receiptNumber,
    placedAt: order.placedAt,
    paidAt: order.paidAt,
    refundedAt: refunded(refunds)?.settledAt ?? null,
    attempts: order.attempts.map(({ ordinal, state, declineCode, sentAt, settledAt }) => ({
      ordinal,
      state,
      declineCode,
      sentAt,
      settledAt,
    })),
  };
}
