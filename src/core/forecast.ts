import { addDays, type Day } from './day.js';
import type { View } from './view.js';
import type { Money } from './money.js';
import { nextCharge } from './outlook.js';
import { amountOn } from './plan.js';
import { findOffer } from './programme.js';
import { lastTerm, nextTerm, type Subscription } from './subscription.js';

/** A charge that will happen by itself, if nobody turns it off; the amount is that of its day, null where unknown (D16). */
export interface Forecast {
  readonly chargeOn: Day;
  readonly amount: Money | null;
}

/** The automatic charges of a subscription up to a day, that day included, each renewal carrying the next. */
export function forecast(view: View, held: Subscription, until: Day): readonly Forecast[] {
  const { policy } = view.programme;
  const offer = findOffer(view.programme, held.offer);
  const first = nextCharge(view, held);
  if (!offer || !first || !policy.automaticRenewal) return [];
  const charges: Forecast[] = [];
  let term = nextTerm(lastTerm(held), policy, offer.termYears, first.on);
  for (let chargeOn = first.on; chargeOn <= until;) {
    charges.push({ chargeOn, amount: amountOn(view, offer, view.book.account.country, chargeOn) });
    chargeOn = addDays(term.end, policy.automaticRenewal.chargeDay);
    term = nextTerm(term, policy, offer.termYears, chargeOn);
  }
  return charges;
}
