import type { NewSubscription } from '../../core/entry.js';
import type { Subscription, Term, TurnedOff } from '../../core/subscription.js';

export type SubscriptionRow = ReturnType<typeof subscriptionRow>;
export type TermRow = ReturnType<typeof termRow>;
export type TurnedOffRow = ReturnType<typeof turnedOffRow>;

export function subscriptionRow({ id, accountId, programme, offer, enrolment }: NewSubscription) {
  return { id, account_id: accountId, programme, offer, enrolment };
}

export function subscriptionOf(
  row: SubscriptionRow,
  terms: readonly Term[],
  turnedOff: readonly TurnedOff[],
): Subscription {
  const { id, account_id: accountId, programme, offer, enrolment } = row;
  return { id, accountId, programme, offer, enrolment, terms, turnedOff };
}

export function termRow(subscriptionId: string, term: Term) {
  return {
    subscription_id: subscriptionId,
    number: term.number,
    order_id: term.orderId,
    anchor: term.anchor,
    years_from_anchor: term.yearsFromAnchor,
    start_day: term.start,
    end_day: term.end,
  };
}

export function termOf(row: TermRow): Term {
  const { number, order_id: orderId, anchor, years_from_anchor: yearsFromAnchor, start_day: start, end_day: end } = row;
  return { number, orderId, anchor, yearsFromAnchor, start, end };
}

export function turnedOffRow(subscriptionId: string, { term, at, by }: TurnedOff) {
  return { subscription_id: subscriptionId, term, at, by };
}

export function turnedOffOf({ term, at, by }: TurnedOffRow): TurnedOff {
  return { term, at, by };
}
