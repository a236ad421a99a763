import type { Book } from './book.js';
import { dayOf, type Day } from './day.js';
import { awaitedPage, openAttempt } from './order.js';
import { isOpenRefund } from './refund.js';

/** What was paid, or given back, and has no believed answer yet; or waits for its cardholder: in the words of `attention`. */
export function openPayments({ orders, refunds }: Pick<Book, 'orders' | 'refunds'>, today: Day) {
  const payments = orders.filter(openAttempt).map((order) => {
    const { id, offer, total } = order;
    const page = awaitedPage(order);
    // Past its time nobody can pay on it any more: what came of it is not known.
    return page && dayOf(page.until) >= today
      ? ({ code: 'PAYMENT_WAITS', order: id, offer, total, until: page.until } as const)
      : ({ code: 'PAYMENT_NOT_SETTLED', order: id } as const);
  });
  const returns = refunds
    .filter(isOpenRefund)
    .map(({ orderId: order }) => ({ code: 'REFUND_NOT_SETTLED', order }) as const);
  return [...payments, ...returns];
}
