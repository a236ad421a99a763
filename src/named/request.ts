import { named } from '../cli/named.js';
import type { Book } from '../core/book.js';
import type { SupportRequest } from '../core/support-request.js';

/** By its number or its id. @throws Stop NOT_FOUND with the nearest that exists */
export function requestNamed({ requests }: Book, given: string): SupportRequest {
  return named('request', given, requests, ({ id, number }) => [String(number), id]);
}
