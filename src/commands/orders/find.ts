import type { Book } from '../../core/book.js';
import type { Order } from '../../core/order.js';
import type { Context } from '../../context.js';
import { stop } from '../../errors.js';

/** By its id or its receipt number. @throws Stop NOT_FOUND with the nearest that exists */
export function orderNamed(context: Context, book: Book, given: string): Order {
  const order = book.orders.find((candidate) => candidate.id === given || candidate.receiptNumber === given);
  if (order) return order;
  const nearest = context.nearest(
    given,
    book.orders.map((candidate) => candidate.id),
  );
  throw stop('NOT_FOUND', { what: 'order', given, nearest });
}
