import type { Book } from '../core/book.js';
import { onFile, type PaymentMethod } from '../core/payment-method.js';
import type { Context } from '../cli/context.js';
import { stop } from '../errors.js';

/** @throws Stop NOT_FOUND with the nearest that exists */
export function methodNamed(context: Context, book: Book, id: string): PaymentMethod {
  const kept = onFile(book.paymentMethods);
  const method = kept.find((candidate) => candidate.id === id);
  if (method) return method;
  const nearest = context.nearest(
    id,
    kept.map((candidate) => candidate.id),
  );
  throw stop('NOT_FOUND', { what: 'payment-method', given: id, nearest });
}
