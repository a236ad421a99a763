import { addDays, dayOf, type Day, type Instant } from './day.js';
import { tooEarly, type Earliest } from './event-day.js';
import type { Policy } from './programme.js';
import { refuse, type Refusal } from './refusal.js';
import {
  isOver,
  lastTerm,
  renewalWindow,
  standing,
  vendorRenewal,
  type Subscription,
  type TurnedOff,
} from './subscription.js';

/**
 * Automatic renewal is no switch. It is on after every purchase and every renewal (R12); "off for term n" can be added
 * and never taken away (R15); a paid renewal moves to term n+1, for which nothing is off. There is no way back within
 * a term, by construction.
 */
export type AutomaticRenewal =
  | { readonly kind: 'on'; readonly chargeOn: Day }
  /** D29: bought elsewhere; `sure`: the vendor is expected to charge it that day, otherwise nobody said whether it will. */
  | { readonly kind: 'at-vendor'; readonly expectedOn: Day; readonly sure: boolean }
  | { readonly kind: 'off'; readonly since: TurnedOff }
  | { readonly kind: 'not-offered' }
  | { readonly kind: 'ended' }
  /** Runs out before that day, or has: there is nothing to renew (D10, I9). */
  | { readonly kind: 'cancelled'; readonly from: Day };

/** What will happen by itself at the end of the last paid term, and when. */
export function automaticRenewal(subscription: Subscription, policy: Policy, today: Day): AutomaticRenewal {
  const vendor = vendorRenewal(subscription);
  const off = turnedOffForLastTerm(subscription);
  if (!isOffered(subscription, policy)) return { kind: 'not-offered' };
  if (subscription.superseded) return { kind: 'ended' };
  if (subscription.cancelled) return { kind: 'cancelled', from: subscription.cancelled.from };
  if (off) return { kind: 'off', since: off };
  if (isOver(standing(subscription, policy, today))) return { kind: 'ended' };
  const { end } = lastTerm(subscription);
  if (vendor !== undefined) return { kind: 'at-vendor', expectedOn: end, sure: vendor === 'on' };
  if (!policy.automaticRenewal) return { kind: 'not-offered' };
  return { kind: 'on', chargeOn: addDays(end, policy.automaticRenewal.chargeDay) };
}

export type TurnOff =
  | { readonly kind: 'turned-off'; readonly row: TurnedOff }
  | { readonly kind: 'already-off'; readonly row: TurnedOff }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Allowed at any time while the subscription lives; the second time changes nothing (R14, D5). `earliest`: of `on` (D22). */
export function turnOff(
  subscription: Subscription,
  policy: Policy,
  now: {
    readonly today: Day;
    readonly on?: Day | undefined;
    readonly earliest?: Earliest | undefined;
    readonly at: Instant;
    readonly by: string;
  },
): TurnOff {
  const state = automaticRenewal(subscription, policy, now.today);
  switch (state.kind) {
    case 'not-offered':
      return { kind: 'refused', refusal: notOffered(subscription) };
    case 'ended':
      return { kind: 'refused', refusal: ended(subscription, policy) };
    case 'cancelled':
      return { kind: 'refused', refusal: cancelledFrom(subscription, state.from) };
    case 'off':
      return { kind: 'already-off', row: state.since };
    case 'on':
    case 'at-vendor': {
      const early = tooEarly(subscription.offer, now.on, now.earliest);
      if (early) return { kind: 'refused', refusal: early };
      const on = now.on ? { on: now.on } : {};
      return { kind: 'turned-off', row: { term: lastTerm(subscription).number, ...on, at: now.at, by: now.by } };
    }
  }
}

/** Never possible within a term: on already, or refused with the day from which a renewal brings it back (R15, D5). */
export function turnOn(subscription: Subscription, policy: Policy, today: Day): Refusal | undefined {
  const state = automaticRenewal(subscription, policy, today);
  switch (state.kind) {
    case 'not-offered':
      return notOffered(subscription);
    case 'ended':
      return ended(subscription, policy);
    case 'cancelled':
      return cancelledFrom(subscription, state.from);
    case 'on':
      return undefined;
    case 'at-vendor':
      return state.sure ? undefined : refuse('AUTORENEW_AT_VENDOR', aboutVendor(subscription));
    case 'off': {
      if (standing(subscription, policy, today).kind === 'expired') return ended(subscription, policy);
      const term = lastTerm(subscription);
      const { opens, closes } = renewalWindow(term, policy);
      return refuse('AUTORENEW_LOCKED', {
        offer: subscription.offer,
        turnedOffOn: offSince(state.since),
        stated: isStatedOff(subscription),
        anniversary: term.end,
        ended: today > term.end,
        open: today >= opens,
        opens,
        closes,
      });
    }
  }
}

/** The day on which it happened (D22). */
export function offSince({ on, at }: TurnedOff): Day {
  return on ?? dayOf(at);
}

/** Off by a row of its own, or as it was stated of what was bought elsewhere (D29). */
function turnedOffForLastTerm(subscription: Subscription): TurnedOff | undefined {
  const { number, stated } = lastTerm(subscription);
  if (stated?.renewal === 'off') return { term: number, at: stated.at, by: stated.by };
  return subscription.turnedOff.find(({ term }) => term === number);
}

/** Then the day is that of the statement: nobody said since when. */
export function isStatedOff(subscription: Subscription): boolean {
  return lastTerm(subscription).stated?.renewal === 'off';
}

/** By the programme; or by the vendor, as somebody said of what was bought elsewhere. */
function isOffered(subscription: Subscription, { automaticRenewal: offered }: Policy): boolean {
  const { stated } = lastTerm(subscription);
  return offered !== null || (stated !== undefined && stated.renewal !== 'off');
}

function aboutVendor(subscription: Subscription) {
  return { offer: subscription.offer, order: lastTerm(subscription).orderId };
}

function notOffered(subscription: Subscription): Refusal {
  return refuse('AUTORENEW_NOT_OFFERED', { offer: subscription.offer, programme: subscription.programme });
}

function cancelledFrom({ offer }: Subscription, from: Day): Refusal {
  return refuse('SUBSCRIPTION_CANCELLED', { offer, from });
}

function ended(subscription: Subscription, policy: Policy): Refusal {
  const { offer, superseded } = subscription;
  if (superseded) return refuse('ALREADY_UPGRADED', { offer, ...superseded });
  const { closes } = renewalWindow(lastTerm(subscription), policy);
  return refuse('WINDOW_CLOSED', {
    offer,
    anniversary: lastTerm(subscription).end,
    closed: closes,
  });
}
