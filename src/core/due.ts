import { automaticRenewal } from './automatic-renewal.js';
import { addDays, dayOf, noonOf, type Day, type Instant } from './day.js';
import { eligibilityGates, firstRefusal } from './gate.js';
import type { View } from './view.js';
import { worthARetry } from './decline.js';
import { isOpen, placedAutomatically, type Order } from './order.js';
import { openRefundOf } from './refund.js';
import { defaultMethod, usableOn, type PaymentMethod } from './payment-method.js';
import { priceRise } from './price-rise.js';
import { findOffer, type Offer, type Policy } from './programme.js';
import { refuse, type Refusal } from './refusal.js';
import { awaitedFor, chargedWithoutFunds } from './transfer.js';
import { lastTerm, renewalWindow, type Subscription } from './subscription.js';
import type { Book } from './book.js';

/**
 * due: automatic renewal is on, its charge day has come, the window has not closed, and nothing stands for the coming
 * term. What is due is charged, waits for its next try, or needs a person.
 */
export type Due =
  | { readonly kind: 'charge'; readonly chargeOn: Day; readonly offer: Offer; readonly method: PaymentMethod }
  /** Declined a short while ago: the next try is not before `from` (P12). */
  | { readonly kind: 'later'; readonly chargeOn: Day; readonly from: Instant; readonly declineCode: string }
  /** No more tries: a hard decline, or as many retries as the programme allows; by hand until the window closes. */
  | { readonly kind: 'given-up'; readonly chargeOn: Day; readonly declineCode: string; readonly closes: Day }
  /** A rule stands against it today; it is looked at again at every run. */
  | { readonly kind: 'refused'; readonly chargeOn: Day; readonly refusal: Refusal }
  /** A payment for this term, or a refund of the last, has no believed answer: nothing is charged meanwhile (G3). */
  | { readonly kind: 'open'; readonly chargeOn: Day; readonly order: Order };

/** The charge days that can be due on a day, as anniversary dates: what a ledger has to look through. */
export function dueAnniversaries(policy: Policy, today: Day): { readonly from: Day; readonly to: Day } | undefined {
  if (!policy.automaticRenewal) return undefined;
  return { from: addDays(today, -policy.renewalWindow.closes), to: addDays(today, -policy.automaticRenewal.chargeDay) };
}

/** What is to be done for the coming term of a subscription now; undefined where nothing is due (P2, P12, I7, I8). */
export function dueRenewal(view: View, subscription: Subscription, now: Instant): Due | undefined {
  const { policy } = view.programme;
  const renewal = automaticRenewal(subscription, policy, view.today);
  const { closes } = renewalWindow(lastTerm(subscription), policy);
  if (renewal.kind !== 'on' || view.today < renewal.chargeOn || view.today > closes) return undefined;
  // Funds may still come for the term; once they cannot, the card is charged (P9).
  if (awaitedFor(view.book, subscription, view.today)) return undefined;
  const { chargeOn } = renewal;
  const orders = ordersForNextTerm(view.book, subscription);
  const refund = openRefundOf(view.book, subscription.id);
  const open =
    [...orders, ...upgradesOf(view.book, subscription)].find((order) => order.attempts.some(isOpen)) ??
    view.book.orders.find((order) => order.id === refund?.orderId);
  if (open) return { kind: 'open', chargeOn, order: open };
  const tried = triedAlready(orders, policy, now, defaultMethod(view.book.paymentMethods));
  if (tried?.kind === 'later') return { ...tried, chargeOn };
  if (tried) return { ...tried, chargeOn, closes };
  return charge(view, subscription, chargeOn);
}

/**
 * The next day on which the coming term is charged by itself: today where that is overdue, the day of the next try after
 * a decline (P12). null where nothing is charged any more, or where somebody has to act first.
 */
export function nextChargeOn(view: View, subscription: Subscription): Day | null {
  const renewal = automaticRenewal(subscription, view.programme.policy, view.today);
  if (renewal.kind !== 'on') return null;
  if (awaitedFor(view.book, subscription, view.today))
    return chargedWithoutFunds(view, subscription, renewal.chargeOn) ?? null;
  if (priceRise(view, subscription, renewal.chargeOn < view.today ? view.today : renewal.chargeOn)) return null;
  const due = dueRenewal(view, subscription, noonOf(view.today));
  switch (due?.kind) {
    case undefined:
      return renewal.chargeOn < view.today ? null : renewal.chargeOn;
    case 'later':
      return dayOf(due.from);
    case 'charge':
    case 'refused':
      return view.today;
    case 'given-up':
    case 'open':
      return null;
  }
}

function charge(view: View, subscription: Subscription, chargeOn: Day): Due {
  const offer = findOffer(view.programme, subscription.offer);
  if (!offer) return { kind: 'refused', chargeOn, refusal: noLongerSold(view, subscription) };
  const refusal = firstRefusal(eligibilityGates(view, offer));
  if (refusal) return { kind: 'refused', chargeOn, refusal };
  const rise = priceRise(view, subscription, view.today);
  if (rise) return { kind: 'refused', chargeOn, refusal: rise };
  const method = defaultMethod(view.book.paymentMethods);
  if (!method) return { kind: 'refused', chargeOn, refusal: refuse('PAYMENT_METHOD_REQUIRED', { offer: offer.id }) };
  const unusable = usableOn(method, view.today);
  return unusable ? { kind: 'refused', chargeOn, refusal: unusable } : { kind: 'charge', chargeOn, offer, method };
}

function noLongerSold({ book, today }: View, { offer }: Subscription): Refusal {
  return refuse('PRICE_NOT_KNOWN', { offer, country: book.account.country, on: today });
}

type Tried =
  | { readonly kind: 'later'; readonly from: Instant; readonly declineCode: string }
  | { readonly kind: 'given-up'; readonly declineCode: string };

/**
 * What earlier tries of the run leave to do (P12). They are counted for the card that is the default now: another one
 * begins anew, though no two tries for a term ever lie less than the policy's hours apart. What a person tried by hand
 * does not count, and neither does a try that no bank has seen, because the job was killed before it or the gateway was
 * busy: it is only waited for.
 */
function triedAlready(
  orders: readonly Order[],
  policy: Policy,
  now: Instant,
  card: PaymentMethod | undefined,
): Tried | undefined {
  const failed = orders.filter((order) => placedAutomatically(order) && order.state === 'failed');
  const last = failed.at(-1);
  if (!last || !policy.automaticRenewal) return undefined;
  const { retries, retryAfterHours } = policy.automaticRenewal;
  const declined = answeredFor(failed, card);
  const answer = declined.at(-1);
  if (answer && (declined.length > retries || !worthARetry(declineOf(answer))))
    return { kind: 'given-up', declineCode: declineOf(answer) };
  const from = hoursAfter(last.placedAt, retryAfterHours);
  return now < from ? { kind: 'later', from, declineCode: declineOf(last) } : undefined;
}

/** What the run has tried for the coming term with the default card, and a bank has declined, oldest first (P12). */
export function declinedTries({ book }: View, subscription: Subscription): readonly Order[] {
  const failed = ordersForNextTerm(book, subscription).filter(
    (order) => placedAutomatically(order) && order.state === 'failed',
  );
  return answeredFor(failed, defaultMethod(book.paymentMethods));
}

function answeredFor(failed: readonly Order[], card: PaymentMethod | undefined): readonly Order[] {
  return failed.filter((order) => wasAnswered(order) && order.paymentMethodId === card?.id);
}

function wasAnswered(order: Order): boolean {
  return order.attempts.at(-1)?.state !== 'not_executed';
}

/** Why the bank declined an order. */
export function declineOf(order: Order): string {
  return order.attempts.at(-1)?.declineCode ?? 'generic_decline';
}

function ordersForNextTerm(book: Book, subscription: Subscription): readonly Order[] {
  const next = lastTerm(subscription).number + 1;
  return book.orders.filter((order) => order.subscriptionId === subscription.id && order.term.number === next);
}

/** Once such an upgrade is paid, nothing of what it was bought from is renewed (P7). */
function upgradesOf(book: Book, { id }: Subscription): readonly Order[] {
  return book.orders.filter((order) => order.supersedes === id);
}

/** Whole hours after a moment; days carry over by the calendar of `addDays`. */
function hoursAfter(at: Instant, hours: number): Instant {
  const hour = Number(at.slice(11, 13)) + hours;
  const day = addDays(at.slice(0, 10) as Day, Math.floor(hour / 24));
  return `${day}T${String(hour % 24).padStart(2, '0')}${at.slice(13)}` as Instant;
}
