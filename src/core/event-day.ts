import type { Book } from './book.js';
import { dayOf, type Day } from './day.js';
import { newestStatement } from './recorded-order.js';
import { refuse, type Refusal, type Since } from './refusal.js';
import { lastTerm, type Subscription, type Term } from './subscription.js';
import { paidOnDay } from './transfer.js';

/**
 * event day: the day on which something happened that is recorded later (D22). It lies in the past without an end, save
 * that nothing has happened before what it follows from.
 */

/** The first day on which it can have happened. */
export interface Earliest {
  readonly day: Day;
  readonly since: Since;
}

/** D22. `earliest`: absent where nobody said when that was. */
export function tooEarly(offer: string, on: Day | undefined, earliest: Earliest | undefined): Refusal | undefined {
  if (!on || !earliest || on >= earliest.day) return undefined;
  return refuse('DAY_TOO_EARLY', { offer, on, earliest: earliest.day, since: earliest.since });
}

/** P8, D31: what was not paid yet was not given back. */
export function earliestRefund(
  { orders, recorded }: Pick<Book, 'orders' | 'recorded'>,
  { orderId }: Pick<Term, 'orderId'>,
): Earliest | undefined {
  const order = orders.find(({ id }) => id === orderId);
  const stated = recorded.find(({ id }) => id === orderId);
  const day = order ? paidOnDay(order) : stated && newestStatement(stated).paidOn;
  return day ? { day, since: 'paid' } : undefined;
}

/**
 * R12, R15: what was turned off before the renewal was turned off for the term before. Where nobody said when the renewal
 * was paid, it counts from when it was recorded.
 */
export function earliestOff({ recorded }: Pick<Book, 'recorded'>, held: Subscription): Earliest | undefined {
  const { number, start, orderId } = lastTerm(held);
  if (number === 0) return { day: start, since: 'started' };
  const order = recorded.find(({ id }) => id === orderId);
  const first = order?.statements[0];
  return order && first && { day: newestStatement(order).paidOn ?? dayOf(first.at), since: 'renewed' };
}
