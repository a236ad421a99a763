import { turnOn } from '../core/automatic-renewal.js';
import { activatedAmong, holdingsOf } from '../core/benefit.js';
import type { Day } from '../core/day.js';
import { nextCharge, outlook } from '../core/outlook.js';
import { renewable } from '../core/gate.js';
import type { View } from '../core/view.js';
import type { Money } from '../core/money.js';
import { defaultMethod } from '../core/payment-method.js';
import { awaitedFor } from '../core/transfer.js';
import {
  anniversaryDate,
  lastTerm,
  renewalWindow,
  standing,
  startedOn,
  type Standing,
  type Subscription,
} from '../core/subscription.js';

/** A subscription as scripts read it; the keys are the contract's. */
export interface ShownSubscription {
  readonly id: string;
  readonly offer: string;
  readonly accountId: string;
  readonly state: Standing['kind'];
  readonly startedOn: Day;
  /** Of the last paid term, from 0. */
  readonly termNumber: number;
  readonly termStart: Day;
  readonly anniversary: Day;
  readonly daysLeft: number;
  readonly windowOpens: Day;
  readonly windowCloses: Day;
  readonly autorenew: ShownAutorenew;
  readonly renewable: boolean;
  /** Of the term in force; none once they are lost (P4). */
  readonly benefits: { readonly granted: number; readonly activated: number };
  /** The first day on which it is cancelled, and the request that asked for it (D10). */
  readonly cancelled: { readonly from: Day; readonly request: string } | null;
}

export interface ShownAutorenew {
  readonly on: boolean;
  /** Whether `autorenew on` would be answered by yes; never within a term for which it was turned off (R15). */
  readonly canTurnOn: boolean;
  readonly nextChargeOn: Day | null;
  readonly amount: Money | null;
  readonly paymentMethod: string | null;
}

export function shownSubscription(view: View, subscription: Subscription): ShownSubscription {
  const { policy } = view.programme;
  const term = lastTerm(subscription);
  const state = standing(subscription, policy, view.today);
  const window = renewalWindow(term, policy);
  return {
    id: subscription.id,
    offer: subscription.offer,
    accountId: subscription.accountId,
    state: state.kind,
    startedOn: startedOn(subscription),
    termNumber: term.number,
    termStart: term.start,
    anniversary: anniversaryDate(subscription),
    daysLeft: state.kind === 'active' ? state.daysLeft : 0,
    windowOpens: window.opens,
    windowCloses: window.closes,
    autorenew: shownAutorenew(view, subscription),
    renewable:
      renewable(subscription, view.programme, view.today) === undefined &&
      !awaitedFor(view.book, subscription, view.today),
    benefits: shownBenefits(view, subscription),
    cancelled: subscription.cancelled
      ? { from: subscription.cancelled.from, request: subscription.cancelled.requestId }
      : null,
  };
}

function shownBenefits(view: View, subscription: Subscription) {
  const held = holdingsOf(view, subscription);
  return { granted: held.length, activated: activatedAmong(held) };
}

/** Whether, when, on which card and how much: the amount is that of the charge date (D16). */
export function shownAutorenew(view: View, subscription: Subscription): ShownAutorenew {
  const canTurnOn = turnOn(subscription, view.programme.policy, view.today) === undefined;
  const on = 'chargeOn' in outlook(view, subscription);
  const charge = nextCharge(view, subscription);
  return {
    on,
    canTurnOn,
    nextChargeOn: charge?.on ?? null,
    amount: charge?.amount ?? null,
    paymentMethod: on ? (defaultMethod(view.book.paymentMethods)?.id ?? null) : null,
  };
}
