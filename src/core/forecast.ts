import { automaticRenewal } from './automatic-renewal.js';
import { addDays, type Day } from './day.js';
import type { View } from './view.js';
import type { Money } from './money.js';
import { amountOn } from './plan.js';
import { findOffer } from './programme.js';
import { chargedWithoutFunds } from './transfer.js';
import { lastTerm, nextTerm, type Subscription, type TermSpan } from './subscription.js';

/** A charge that will happen by itself, if nobody turns it off; the amount is that of its day, null where unknown (D16). */
export interface Forecast {
  readonly chargeOn: Day;
  readonly amount: Money | null;
}

/** The automatic charges of a subscription up to a day, that day included, each renewal carrying the next. */
export function forecast(view: View, subscription: Subscription, until: Day): readonly Forecast[] {
  const { policy } = view.programme;
  const offer = findOffer(view.programme, subscription.offer);
  if (!offer || !policy.automaticRenewal || automaticRenewal(subscription, policy, view.today).kind !== 'on') return [];
  const charges: Forecast[] = [];
  const { chargeDay } = policy.automaticRenewal;
  const last = lastTerm(subscription);
  let day = chargedWithoutFunds(view, subscription, addDays(last.end, chargeDay));
  for (let term: TermSpan = last; day !== undefined; day = addDays(term.end, chargeDay)) {
    // What is overdue is charged at the next run, which is today at the earliest.
    const chargeOn = day < view.today ? view.today : day;
    if (chargeOn > until) return charges;
    charges.push({ chargeOn, amount: amountOn(view, offer, view.book.account.country, chargeOn) });
    term = nextTerm(term, policy, offer.termYears, chargeOn);
  }
  return charges;
}
