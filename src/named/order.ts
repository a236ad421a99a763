import { unknownName } from '../cli/named.js';
import type { Book } from '../core/book.js';
import type { Order } from '../core/order.js';
import { transferReference } from '../core/transfer.js';

/** Banks pass on letters and digits; spaces, case and signs get lost on the way. */
function onStatement(reference: string): string {
  return reference.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}

/** By its id, its receipt number, or the words that its bank transfer quotes. @throws Stop NOT_FOUND with the nearest that exists */
export function orderNamed(book: Book, given: string): Order {
  const order = book.orders.find(
    (candidate) =>
      [candidate.id, candidate.receiptNumber].includes(given) ||
      onStatement(transferReference(candidate)) === onStatement(given),
  );
  if (order) return order;
  const names = book.orders.flatMap(({ id, receiptNumber }) => [id, receiptNumber]);
  throw unknownName('order', given, names);
}
