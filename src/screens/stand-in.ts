import type { Order, PaymentPage } from '../core/order.js';
import { sh } from '../language/command-line.js';
import type { Voice } from '../language/words.js';

/** The page of a rehearsal leads nowhere (RFC 2606): somebody has to play the cardholder. */
export function standIn({ words, speech }: Voice, { id }: Order, { url }: PaymentPage): readonly string[] {
  if (!new URL(url).hostname.endsWith('.invalid')) return [];
  return [words.cardholder.rehearsed(speech.here(sh`partner sandbox confirm ${id}`))];
}
