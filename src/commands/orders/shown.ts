import type { Day, Instant } from '../../core/day.js';
import type { Money } from '../../core/money.js';
import type { Order, OrderLine, PaymentAttempt } from '../../core/order.js';
import { moneyState, refunded, type MoneyState, type Refund } from '../../core/refund.js';

/** An order as scripts read it; the keys are the contract's. */
export interface ShownOrder {
  readonly id: string;
  readonly kind: Order['kind'];
  readonly offer: string;
  readonly subscriptionId: string;
  readonly termNumber: number;
  readonly termStart: Day;
  readonly termEnd: Day;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly tax: Money | null;
  readonly state: MoneyState;
  readonly termsVersion: string;
  readonly paymentMethod: string;
  readonly receiptNumber: string | null;
  readonly placedAt: Instant;
  readonly paidAt: Instant | null;
  readonly refundedAt: Instant | null;
  readonly attempts: readonly Pick<PaymentAttempt, 'ordinal' | 'state' | 'declineCode' | 'sentAt' | 'settledAt'>[];
}

/** @param refunds those of this order */
export function shownOrder(order: Order, refunds: readonly Refund[] = []): ShownOrder {
  return {
    id: order.id,
    kind: order.kind,
    offer: order.offer,
    subscriptionId: order.subscriptionId,
    termNumber: order.term.number,
    termStart: order.term.start,
    termEnd: order.term.end,
    lines: order.lines,
    total: order.total,
    tax: order.tax,
    state: moneyState(order, refunds),
    termsVersion: order.termsVersion,
    paymentMethod: order.paymentMethodId,
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
