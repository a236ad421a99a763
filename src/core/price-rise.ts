import { lastTerm, type Subscription } from './subscription.js';
import type { Day } from './day.js';
import type { View } from './view.js';
import { money, plus, type Money } from './money.js';
import { findOffer, priceOn, PRICE_RISE_LIMIT } from './programme.js';
import { refuse, type RefusalOf } from './refusal.js';

const WHOLE = 10_000;

export type PriceRise = RefusalOf<'PRICE_ROSE'>;

/**
 * P10: a price that rises against the one of the last paid term by more than the programme's limit is charged to nobody
 * unseen: a person renews by hand, with the order in view. Prices before tax, and before what an upgrade took off, are
 * compared; another currency is another price. undefined where nothing stands against an automatic charge on that day.
 */
export function priceRise(view: View, held: Subscription, day: Day): PriceRise | undefined {
  const offer = findOffer(view.programme, held.offer);
  const price = offer && priceOn(offer, view.book.account.country, day);
  const paid = listPricePaid(view, held);
  if (!offer || !price || !paid) return undefined;
  const limit = view.programme.policy.priceRiseLimit ?? PRICE_RISE_LIMIT;
  const now = money(price.amount, price.currency);
  const within = now.currency === paid.currency && now.amount * WHOLE <= paid.amount * (WHOLE + limit);
  return within ? undefined : refuse('PRICE_ROSE', { offer: offer.id, paid, now, limit });
}

function listPricePaid({ book }: View, held: Subscription): Money | undefined {
  const order = book.orders.find(({ id }) => id === lastTerm(held).orderId);
  const [first, ...others] = (order?.lines ?? []).filter(({ discount }) => discount === undefined);
  return first && others.reduce((sum, { amount }) => plus(sum, amount), first.amount);
}
