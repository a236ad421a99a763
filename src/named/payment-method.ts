import { named } from '../cli/named.js';
import type { Book } from '../core/book.js';
import { onFile, type PaymentMethod } from '../core/payment-method.js';

/** @throws Stop NOT_FOUND with the nearest that exists */
export function methodNamed(book: Book, id: string): PaymentMethod {
  return named('payment-method', id, onFile(book.paymentMethods), (method) => [method.id]);
}
