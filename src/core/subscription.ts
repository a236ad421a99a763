import { addDays, anniversary, daysBetween, type Day, type Instant } from './day.js';
import type { Policy } from './programme.js';

/**
 * A subscription: the paid terms of one offer, one after the other.
 *
 * term: one paid span, numbered from 0. Its last day is its anniversary date, that day included (D3).
 * anchor: the day of the first purchase; every anniversary is counted from it (D1).
 * anniversary date (AD): the day on which the last paid term ends and the next begins.
 * grace: from the day after the AD to the close of the renewal window; renewable, benefits kept.
 * superseded: an upgrade has taken its place; it is over from that day on (P7).
 * enrolment: how many subscriptions of the same offer the account had before; 0 for the first (D8).
 */
export interface Subscription {
  readonly id: string;
  readonly accountId: string;
  readonly programme: string;
  readonly offer: string;
  readonly enrolment: number;
  /** At least one, in the order of their numbers, without a gap (I4). */
  readonly terms: readonly Term[];
  /** Insert-only: "off for term n". Automatic renewal is on where the last paid term has no row (R15). */
  readonly turnedOff: readonly TurnedOff[];
  /** Derived from the upgrade that was paid. */
  readonly superseded?: Superseded;
  /** Written once and never taken back; absent while nobody has cancelled it. */
  readonly cancelled?: Cancellation;
}

/** A subscription before its first term. */
export type NewSubscription = Omit<Subscription, 'terms' | 'turnedOff' | 'cancelled' | 'superseded'>;

/** How a subscription was cancelled (D10): from that day on it is, and until then it runs and is not renewed. */
export interface Cancellation {
  readonly requestId: string;
  readonly from: Day;
  readonly at: Instant;
  readonly by: string;
}

export interface Term {
  readonly number: number;
  readonly orderId: string;
  readonly anchor: Day;
  /** Years from the anchor to the start. */
  readonly yearsFromAnchor: number;
  readonly start: Day;
  /** The anniversary date that this term runs to. */
  readonly end: Day;
  /** Only of a term that was bought elsewhere: what was said of it, and by whom (D22). */
  readonly stated?: Stated;
}

/** When it was written down, and by whom; corrections move both on. */
export interface Stated {
  readonly renewal: VendorRenewal;
  readonly at: Instant;
  readonly by: string;
}

export const VENDOR_RENEWALS = ['on', 'off', 'unknown'] as const;

/** D29: whether the vendor renews by itself what was bought elsewhere, as far as anybody said. */
export type VendorRenewal = (typeof VENDOR_RENEWALS)[number];

/** A term that is planned or ordered and not yet paid. */
export type TermSpan = Omit<Term, 'orderId' | 'stated'>;

export interface TurnedOff {
  readonly term: number;
  /** The day on which it happened, where that was before `at` (D22). */
  readonly on?: Day;
  readonly at: Instant;
  readonly by: string;
}

export interface Superseded {
  readonly on: Day;
  /** The offer that took its place. */
  readonly by: string;
}

export type Standing =
  | { readonly kind: 'active'; readonly daysLeft: number }
  | { readonly kind: 'grace'; readonly closes: Day }
  /** D30: bought elsewhere, past its anniversary date, and nobody has said yet whether the vendor renewed it. */
  | { readonly kind: 'unconfirmed'; readonly closes: Day }
  /** `presumed`: the vendor may have renewed it, and nobody said so (D30). */
  | { readonly kind: 'expired'; readonly since: Day; readonly presumed?: true }
  | { readonly kind: 'cancelled'; readonly since: Day }
  | ({ readonly kind: 'superseded' } & Superseded);

/** Both ends inclusive (D2). */
export interface Window {
  readonly opens: Day;
  readonly closes: Day;
}

/** @throws RangeError on a subscription without a term, which no ledger holds (I4) */
export function lastTerm(subscription: Subscription): Term {
  const last = subscription.terms.at(-1);
  if (!last) throw new RangeError(`subscription ${subscription.id} has no term`);
  return last;
}

/** The AD up to which everything is paid. */
export function anniversaryDate(subscription: Subscription): Day {
  return lastTerm(subscription).end;
}

/** The last day that is paid and not given back: the AD, or the day before a cancellation takes hold. */
export function runsTo(subscription: Subscription): Day {
  return subscription.cancelled ? addDays(subscription.cancelled.from, -1) : anniversaryDate(subscription);
}

/** Its last term that was not given back before it began. */
export function heldTerm(held: Subscription): Term {
  return held.terms.findLast((term) => begins(held, term)) ?? lastTerm(held);
}

/** The AD to which it is held, or was. */
export function heldTo(held: Subscription): Day {
  return heldTerm(held).end;
}

/** A term that was renewed ahead and given back never begins. */
export function begins(held: Subscription, { number, start }: Term): boolean {
  return number === 0 || !held.cancelled || start < runsTo(held);
}

/** The first day of the first term (D1). */
export function startedOn(subscription: Subscription): Day {
  return subscription.terms[0]?.start ?? lastTerm(subscription).start;
}

/** When the term after `term` can be paid by hand (P1). */
export function renewalWindow(term: TermSpan, policy: Policy): Window {
  return {
    opens: addDays(term.end, policy.renewalWindow.opens),
    closes: addDays(term.end, policy.renewalWindow.closes),
  };
}

/** D3: derived from dates and facts; under time alone it only moves forward (I12). */
export function standing(subscription: Subscription, policy: Policy, today: Day): Standing {
  if (subscription.superseded) return { kind: 'superseded', ...subscription.superseded };
  const term = lastTerm(subscription);
  const { cancelled } = subscription;
  if (cancelled && today >= cancelled.from) return { kind: 'cancelled', since: cancelled.from };
  if (cancelled) return { kind: 'active', daysLeft: daysBetween(today, addDays(cancelled.from, -1)) };
  if (today <= term.end) return { kind: 'active', daysLeft: daysBetween(today, term.end) };
  const { closes } = renewalWindow(term, policy);
  const awaited = isWordAwaited(subscription);
  if (today <= closes) return { kind: awaited ? 'unconfirmed' : 'grace', closes };
  return { kind: 'expired', since: addDays(closes, 1), ...(awaited ? { presumed: true } : {}) };
}

/** D29: what the vendor does at the end of the last term; undefined where that was bought here. */
export function vendorRenewal(subscription: Subscription): VendorRenewal | undefined {
  return vendorSays(subscription, lastTerm(subscription));
}

/** The same of any of its terms. */
export function vendorSays({ turnedOff }: Subscription, { stated, number }: Term): VendorRenewal | undefined {
  return stated && turnedOff.some(({ term }) => term === number) ? 'off' : stated?.renewal;
}

/** The vendor may renew it by itself: only a record tells whether it did (D30). */
function isWordAwaited(subscription: Subscription): boolean {
  return ['on', 'unknown'].includes(vendorRenewal(subscription) ?? 'off');
}

/** The day on which the vendor may have renewed it, of which nobody said whether it did (D30). */
export function mayBeRenewedOn(subscription: Subscription, policy: Policy, today: Day): Day | undefined {
  const now = standing(subscription, policy, today);
  const open = now.kind === 'unconfirmed' || (now.kind === 'expired' && now.presumed);
  return open ? anniversaryDate(subscription) : undefined;
}

/** Active, in grace or unconfirmed: it still gives benefits and stands in the way of a second one (D8, I10). */
export function isLive(subscription: Subscription, policy: Policy, today: Day): boolean {
  return !isOver(standing(subscription, policy, today));
}

/** Nothing is owned, charged or renewed any more. */
export function isOver({ kind }: Standing): boolean {
  return kind === 'expired' || kind === 'superseded' || kind === 'cancelled';
}

/** The first term of a new enrolment: its anchor is the day of the purchase. */
export function firstTerm(boughtOn: Day, years: number): TermSpan {
  return { number: 0, anchor: boughtOn, yearsFromAnchor: 0, start: boughtOn, end: anniversary(boughtOn, years) };
}

/**
 * The term after the last paid one. Kept: it begins on the old AD, so a renewal ahead loses no day and a late one
 * does not move the anniversary. By payment date: it begins, and is counted from, the day of the payment (P3).
 */
export function nextTerm(last: TermSpan, policy: Policy, years: number, paidOn: Day): TermSpan {
  const number = last.number + 1;
  if (policy.anniversaryAfterRenewal === 'payment-date') return { ...firstTerm(paidOn, years), number };
  // Counted by the years that the last term ran, so that a change of the offer's term length moves no past term.
  const yearsFromAnchor = yearsBetween(last.anchor, last.end);
  return {
    number,
    anchor: last.anchor,
    yearsFromAnchor,
    start: last.end,
    end: anniversary(last.anchor, yearsFromAnchor + years),
  };
}

function yearsBetween(anchor: Day, anniversaryDay: Day): number {
  return Number(anniversaryDay.slice(0, 4)) - Number(anchor.slice(0, 4));
}
