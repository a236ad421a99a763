import type { Context } from '../cli/context.js';
import type { Book } from '../core/book.js';
import type { SupportRequest } from '../core/support-request.js';
import { stop } from '../errors.js';

/** By its number or its id. @throws Stop NOT_FOUND with the nearest that exists */
export function requestNamed(context: Context, { requests }: Book, given: string): SupportRequest {
  const found = requests.find(({ id, number }) => id === given || String(number) === given);
  if (found) return found;
  const nearest = context.nearest(
    given,
    requests.flatMap(({ id, number }) => [String(number), id]),
  );
  throw stop('NOT_FOUND', { what: 'request', given, nearest });
}
