import { inCurrencyPaid, paidFor } from './announcement.js';
import { newestSubscriptions } from './book.js';
import { addDays, type Day } from './day.js';
import { under, type View } from './view.js';
import type { Money } from './money.js';
import { nextCharge, outlook, payingOn, personNeeded, plannedCharge } from './outlook.js';
import { amountOn } from './plan.js';
import { findOffer, type Offer, type Policy } from './programme.js';
import { lastTerm, nextTerm, type Subscription, type TermSpan } from './subscription.js';
import { awaitedFor, fundedTerm, pendingOrders } from './transfer.js';
import { chargedToo } from './vendor-charge.js';

/** A charge that is to happen by itself, if nobody turns it off and a card pays it; the amount is that of its day, null where unknown (D16). */
export interface Forecast {
  readonly chargeOn: Day;
  readonly amount: Money | null;
}

/** The automatic charges of a subscription up to a day, that day included, each renewal carrying the next. */
export function forecast(seen: View, held: Subscription, until: Day): readonly Forecast[] {
  const view = under(seen, held);
  const { policy } = view.programme;
  const offer = findOffer(view.programme, held.offer);
  const first = plannedCharge(view, held);
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

/** How it will be paid: charged here by itself, by a person, by the vendor, or with a transfer that is ordered (P9). */
export type HowPaid = 'automatic' | 'by-hand' | 'at-vendor' | 'by-transfer';

/** A payment to come, whoever makes it: what a budget is made of. */
export interface Payment extends Forecast {
  readonly how: HowPaid;
  readonly offer: string;
  readonly subscriptionId: string;
  /** What waits for its transfer: `chargeOn` is the last day for that, and no run charges it. */
  readonly orderId?: string;
}

/** Everything that will be paid for it up to a day, that day included, each renewal carrying the next. */
export function payments(seen: View, held: Subscription, until: Day): readonly Payment[] {
  // What is ordered for its next term is listed as that order.
  if (awaitedFor(seen.book, held, seen.today)) return [];
  const view = under(seen, held);
  const what = { offer: held.offer, subscriptionId: held.id };
  const offer = findOffer(view.programme, held.offer);
  const charges = forecast(view, held, until);
  const first = offer && charges.length === 0 ? nextPayment(view, held) : undefined;
  const charged = (day: Day): HowPaid => (payingOn(view, held.offer, day).refusal ? 'by-hand' : 'automatic');
  if (!offer || !first) {
    const comes = nextCharge(view, held) !== undefined;
    return charges.map((charge, index) => {
      const how = index > 0 || comes ? charged(charge.chargeOn) : 'by-hand';
      return { ...charge, ...what, how };
    });
  }
  if (first.on > until) return [];
  const { policy } = view.programme;
  const amount = (day: Day) => amountFor(view, held, offer, day);
  const term = nextTerm(lastTerm(held), policy, offer.termYears, first.on);
  // A renewal turns automatic renewal on again, where there is one (R12).
  const how = (day: Day): HowPaid =>
    !policy.automaticRenewal ? first.how : lastTerm(held).stated ? 'at-vendor' : charged(day);
  return [
    { chargeOn: first.on, amount: amount(first.on), how: first.how, ...what },
    ...renewalsAfter(term, { policy, offer, until }).map((chargeOn) => ({
      ...{ chargeOn, amount: amount(chargeOn), how: how(chargeOn), ...what },
    })),
  ];
}

/** What is paid up to a day beside the renewals of what is owned: transfers that are awaited, and what the vendor charges too. */
export function paymentsBeside(seen: View, until: Day): readonly Payment[] {
  return [...awaitedPayments(seen, until), ...vendorPayments(seen, until)];
}

/** P9: the same of each order that waits for its transfer, which is paid on its last day at the latest. */
function awaitedPayments(seen: View, until: Day): readonly Payment[] {
  const { book, today } = seen;
  return pendingOrders(book, today).flatMap((order): readonly Payment[] => {
    const { id: orderId, subscriptionId, total, transfer } = order;
    const view = under(seen, order);
    const { policy } = view.programme;
    const offer = findOffer(view.programme, order.offer);
    if (!offer || !transfer || transfer.due > until) return [];
    const held = book.subscriptions.find(({ id }) => id === subscriptionId);
    const term = fundedTerm(order, transfer.due, held && lastTerm(held));
    const what = { offer: offer.id, subscriptionId };
    const how = (day: Day): HowPaid =>
      policy.automaticRenewal && !payingOn(view, offer.id, day).refusal ? 'automatic' : 'by-hand';
    return [
      { chargeOn: transfer.due, amount: total, how: 'by-transfer', ...what, orderId },
      ...renewalsAfter(term, { policy, offer, until }).map((chargeOn) => ({
        ...{ chargeOn, amount: amountOn(view, offer, book.account.country, chargeOn), how: how(chargeOn), ...what },
      })),
    ];
  });
}

/** D29: what the vendor charges each year beside what is paid here, until it is turned off there. */
function vendorPayments(seen: View, until: Day): readonly Payment[] {
  const charges = newestSubscriptions(seen.book).flatMap((newest) => chargedToo(seen, newest));
  return charges.flatMap(({ order }) => {
    const held = seen.book.subscriptions.find(({ terms }) => terms.some(({ orderId }) => orderId === order));
    const term = held?.terms.find(({ orderId }) => orderId === order);
    if (!held || !term) return [];
    const view = under(seen, held);
    const offer = findOffer(view.programme, held.offer);
    if (!offer) return [];
    const there = { ...held, terms: held.terms.slice(0, term.number + 1) };
    return renewalsAfter(term, { policy: view.programme.policy, offer, until })
      .filter((day) => day >= seen.today)
      .map((chargeOn) => ({
        ...{ chargeOn, amount: amountFor(view, there, offer, chargeOn), how: 'at-vendor' },
        ...{ offer: held.offer, subscriptionId: held.id },
      }));
  });
}

interface Ahead {
  readonly policy: Policy;
  readonly offer: Offer;
  readonly until: Day;
}

/** The days on which a term is renewed, and each that follows on it. */
function renewalsAfter(first: TermSpan, { policy, offer, until }: Ahead): readonly Day[] {
  const days: Day[] = [];
  for (let term = first; term.end <= until; term = nextTerm(term, policy, offer.termYears, term.end))
    days.push(term.end);
  return days;
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
