import { named } from '../cli/named.js';
import type { Book } from '../core/book.js';
import { onFile, type PaymentMethod } from '../core/payment-method.js';
import type { Context } from '../cli/context.js';

/** @throws Stop NOT_FOUND with the nearest that exists */
export function methodNamed(context: Context, book: Book, id: string): PaymentMethod {
  return named(context, 'payment-method', id, onFile(book.paymentMethods), (method) => [method.id]);
}
