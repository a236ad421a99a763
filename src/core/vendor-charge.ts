import { subscriptionOf } from './book.js';
import type { Day } from './day.js';
import type { Plan } from './plan.js';
import type { Offer } from './programme.js';
import { lastTerm, vendorSays, type Subscription } from './subscription.js';
import type { AnyView, View } from './view.js';

/**
 * D29: paid here, and charged by the vendor of whom it was bought as well, where nobody turned that off there. `sure`: it is
 * expected to; `order`: the recorded one of which to state that it is off; `past`: it may have charged already.
 */
export interface VendorCharge {
  readonly offer: string;
  readonly order: string;
  readonly on: Day;
  readonly sure: boolean;
  readonly past: boolean;
}

export type ChargesToo = { readonly code: 'VENDOR_CHARGES_TOO' } & VendorCharge;

/** What the vendor charges beside an order here. Where it is paid elsewhere, that order is the vendor's own. */
export function chargedBeside(view: AnyView, kind: Plan['kind'], offer: Offer): readonly ChargesToo[] {
  const before = kind === 'upgrade' ? offer.upgrade?.from : offer.id;
  const held = view.book && before !== undefined && subscriptionOf(view.book, before);
  return held && !view.paidElsewhere ? vendorCharges(held, view.today) : [];
}

/**
 * The same of what is paid here by now: renewed, bought anew, or its place taken by an upgrade (P7).
 * @param newest the last subscription of its offer
 */
export function chargedToo({ book, today }: Pick<View, 'book' | 'today'>, newest: Subscription): readonly ChargesToo[] {
  return lastTerm(newest).stated && !newest.superseded ? [] : chargedUntilOff({ book, today }, newest);
}

/** What the vendor charges of an offer until it is turned off there, whatever is asked or paid here. */
export function chargedUntilOff(
  { book, today }: Pick<View, 'book' | 'today'>,
  { offer }: Subscription,
): readonly ChargesToo[] {
  return book.subscriptions.filter((held) => held.offer === offer).flatMap((held) => vendorCharges(held, today));
}

function vendorCharges(held: Subscription, today: Day): readonly ChargesToo[] {
  const term = held.terms.findLast(({ stated }) => stated);
  const renewal = term && vendorSays(held, term);
  if (!term || !renewal || renewal === 'off') return [];
  const { orderId: order, end: on } = term;
  return [{ code: 'VENDOR_CHARGES_TOO', offer: held.offer, order, on, sure: renewal === 'on', past: on < today }];
}
