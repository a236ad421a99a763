import { unknownName } from '../cli/named.js';
import { subscriptionOf } from '../core/book.js';
import type { Offer } from '../core/programme.js';
import { refuse } from '../core/refusal.js';
import type { Subscription } from '../core/subscription.js';
import type { View } from '../core/view.js';
import { Stop } from '../errors.js';
import { refusePending } from '../screens/pending.js';

/**
 * By its id, or by the offer that it is of.
 * @throws Stop TRANSFER_PENDING where it is ordered and not paid yet, NOT_FOUND with the nearest that exists
 */
export function subscriptionNamed({ book, today }: Pick<View, 'book' | 'today'>, given: string): Subscription {
  const found = book.subscriptions.find((held) => held.id === given) ?? subscriptionOf(book, given);
  if (found) return found;
  refusePending(book, today, ({ subscriptionId, offer }) => [subscriptionId, offer].includes(given));
  const names = book.subscriptions.flatMap((held) => [held.id, held.offer]);
  throw unknownName('subscription', given, names);
}

/** @throws Stop TRANSFER_PENDING where it is ordered and not paid yet, NOT_SUBSCRIBED, naming `subscribe` */
export function subscriptionTo({ book, today }: Pick<View, 'book' | 'today'>, offer: Offer): Subscription {
  const found = subscriptionOf(book, offer.id);
  if (!found) refusePending(book, today, (order) => order.offer === offer.id);
  if (!found) throw new Stop(refuse('NOT_SUBSCRIBED', { offer: offer.id }));
  return found;
}
