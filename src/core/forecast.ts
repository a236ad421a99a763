import { inCurrencyPaid, paidFor } from './announcement.js';
import { addDays, type Day } from './day.js';
import { under, type View } from './view.js';
import type { Money } from './money.js';
import { nextCharge, outlook, personNeeded } from './outlook.js';
import { amountOn } from './plan.js';
import { findOffer, type Offer } from './programme.js';
import { lastTerm, nextTerm, type Subscription } from './subscription.js';

/** A charge that will happen by itself, if nobody turns it off; the amount is that of its day, null where unknown (D16). */
export interface Forecast {
  readonly chargeOn: Day;
  readonly amount: Money | null;
}

/** The automatic charges of a subscription up to a day, that day included, each renewal carrying the next. */
export function forecast(seen: View, held: Subscription, until: Day): readonly Forecast[] {
  const view = under(seen, held);
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

/** How it will be paid: charged here by itself, by a person, or by the vendor. */
export type HowPaid = 'automatic' | 'by-hand' | 'at-vendor';

/** A payment to come, whoever makes it: what a budget is made of. */
export interface Payment extends Forecast {
  readonly how: HowPaid;
}

/** Everything that will be paid for it up to a day, that day included, each renewal carrying the next. */
export function payments(seen: View, held: Subscription, until: Day): readonly Payment[] {
  const view = under(seen, held);
  const offer = findOffer(view.programme, held.offer);
  const charges = forecast(view, held, until);
  const first = offer && charges.length === 0 ? nextPayment(view, held) : undefined;
  if (!offer || !first) return charges.map((charge) => ({ ...charge, how: 'automatic' }));
  const { policy } = view.programme;
  // A renewal turns automatic renewal on again, where there is one (R12).
  const later = !policy.automaticRenewal ? first.how : lastTerm(held).stated ? 'at-vendor' : 'automatic';
  const paid: Payment[] = [];
  let term = nextTerm(lastTerm(held), policy, offer.termYears, first.on);
  for (let { on: chargeOn, how }: { on: Day; how: HowPaid } = first; chargeOn <= until; how = later) {
    paid.push({ chargeOn, amount: amountFor(view, held, offer, chargeOn), how });
    chargeOn = term.end;
    term = nextTerm(term, policy, offer.termYears, chargeOn);
  }
  return paid;
}

/**
 * What is paid next where nothing is charged here by itself: on its anniversary date, which stands where the vendor may have
 * charged it then (D30); today where somebody else has to pay it by hand since.
 */
function nextPayment(view: View, held: Subscription): { readonly on: Day; readonly how: HowPaid } | undefined {
  const next = outlook(view, held);
  const { end } = lastTerm(held);
  const on = end < view.today ? view.today : end;
  switch (next.kind) {
    case 'at-vendor':
    case 'unconfirmed':
      return { on: end, how: 'at-vendor' };
    case 'by-hand':
    case 'given-up':
      return { on, how: 'by-hand' };
    default:
      return personNeeded(view, held, next) ? { on, how: 'by-hand' } : undefined;
  }
}

/** The price of that day; where the programme lists none, or what was paid elsewhere was in another currency, what was paid last (D16, D27). */
function amountFor(view: View, held: Subscription, offer: Offer, day: Day): Money | null {
  const listed = amountOn(view, offer, view.book.account.country, day);
  const paid = paidFor(view, held);
  return listed ? inCurrencyPaid(listed, paid) : paid;
}
