import type { Book } from './book.js';
import { awaitedPage, openAttempt } from './order.js';
import { isOpenRefund } from './refund.js';

/** What was paid, or given back, and has no believed answer yet; or waits for its cardholder: in the words of `attention`. */
export function openPayments({ orders, refunds }: Pick<Book, 'orders' | 'refunds'>) {
  const payments = orders.filter(openAttempt).map((order) => {
    const { id, offer, total } = order;
    const page = awaitedPage(order);
    return page
      ? ({ code: 'PAYMENT_WAITS', order: id, offer, total, until: page.until } as const)
      : ({ code: 'PAYMENT_NOT_SETTLED', order: id } as const);
  });
  const returns = refunds
    .filter(isOpenRefund)
    .map(({ orderId: order }) => ({ code: 'REFUND_NOT_SETTLED', order }) as const);
  return [...payments, ...returns];
}
