import { usedOf } from './benefit.js';
import type { Book } from './book.js';
import { addDays, type Day } from './day.js';
import type { Order } from './order.js';
import type { Policy } from './programme.js';
import type { Money } from './money.js';
import { newestStatement, type RecordedOrder } from './recorded-order.js';
import { disputed, paymentUnknown, refundable, refundableElsewhere, refundsOf } from './refund.js';
import { refuse, type Refusal } from './refusal.js';
import { lastTerm, standing, type Subscription, type Term } from './subscription.js';

/** What approving a cancellation does (D10). `from`: the first day on which the subscription is cancelled. */
export type Cancelling =
  | { readonly kind: 'refund'; readonly order: Order; readonly from: Day }
  /** The vendor gives back what was paid elsewhere: it is written down, and no money moves here (D31). */
  | { readonly kind: 'refund-elsewhere'; readonly order: RecordedOrder; readonly amount: Money; readonly from: Day }
  /** No refund, and why; it runs to its anniversary date and is not renewed. */
  | { readonly kind: 'run-out'; readonly from: Day; readonly noRefund: Refusal };

/** D11: what runs can be cancelled, once; what is past its anniversary date ends by itself. */
export function cancellable(held: Subscription, policy: Policy, today: Day): Refusal | undefined {
  const { offer, cancelled, superseded } = held;
  if (superseded) return refuse('NOTHING_TO_CANCEL', { offer, why: 'superseded', ...superseded });
  if (cancelled) {
    const why = today < cancelled.from ? 'ending' : 'cancelled';
    return refuse('NOTHING_TO_CANCEL', { offer, why, on: cancelled.from });
  }
  const state = standing(held, policy, today).kind;
  if (state === 'active') return undefined;
  return refuse('NOTHING_TO_CANCEL', { offer, why: state, on: lastTerm(held).end });
}

/** D10, P8: refund and immediate end where the last paid term may be given back, otherwise to the anniversary date. */
export function cancelling(book: Book, held: Subscription, policy: Policy, today: Day): Cancelling {
  const term = lastTerm(held);
  const recorded = book.recorded.find(({ id }) => id === term.orderId);
  if (recorded) return cancellingElsewhere(book, held, recorded, policy, today);
  const order = book.orders.find((candidate) => candidate.id === term.orderId);
  if (!order) throw new RangeError(`term ${term.number} of ${held.id} names an order that is not there`);
  const noRefund =
    refundable(order, policy, today, usedOf(book, held, term, today)) ?? disputed(order, refundsOf(book, order.id));
  if (noRefund) return { kind: 'run-out', from: addDays(term.end, 1), noRefund };
  return { kind: 'refund', order, from: refundedFrom(term, today) };
}

function cancellingElsewhere(
  book: Book,
  held: Subscription,
  order: RecordedOrder,
  policy: Policy,
  today: Day,
): Cancelling {
  const term = lastTerm(held);
  const { amount } = newestStatement(order);
  const noRefund = refundableElsewhere(order, policy, today, usedOf(book, held, term, today));
  if (noRefund || !amount)
    return { kind: 'run-out', from: addDays(term.end, 1), noRefund: noRefund ?? paymentUnknown(order) };
  return { kind: 'refund-elsewhere', order, amount, from: refundedFrom(term, today) };
}

/** What was paid before and is not given back stays: a term renewed ahead falls away, the one before runs out. */
export function refundedFrom(term: Term, today: Day): Day {
  return term.number > 0 && today <= term.start ? addDays(term.start, 1) : today;
}
