import { addDays, dayOf, type Day } from './day.js';
import { chargeDayOf, nextCharge, outlook } from './outlook.js';
import { toRedeem } from './benefit.js';
import { isStartKnown } from './recorded-order.js';
import type { Policy } from './programme.js';
import {
  lastTerm,
  renewalWindow,
  runsTo,
  standing,
  type Subscription,
  type Term,
  type TermSpan,
} from './subscription.js';
import { awaitedFor } from './transfer.js';
import { isLeftBehind, under, type View } from './view.js';

/** A day that means something to a subscription: the timeline, the calendar, the reminders and the screens list these. */
export interface DateOn<Kind extends DateKind = DateKind> {
  readonly day: Day;
  readonly what: Kind;
}

export type DateKind = 'started' | 'renewed' | 'turnedOff' | 'superseded' | 'cancelled' | ComingDate;
export type ComingDate = TermDate | 'charge' | 'atVendor' | 'maybeAtVendor' | 'fundsDue' | 'redeemBy';
export type TermDate = 'opens' | 'reminder' | 'anniversary' | 'closes';

/** From the first day to the last that is known: what was, and what comes or brought it to an end. */
export function datesOf(view: View, held: Subscription): readonly DateOn[] {
  return [...pastDates(view, held), ...laterDates(view, held)];
}

function pastDates({ book }: View, held: Subscription): readonly DateOn[] {
  return [
    ...held.terms
      .filter((term) => begins(held, term) && isStartKnown(book, term))
      .map(({ start, number }): DateOn => ({ day: start, what: number === 0 ? 'started' : 'renewed' })),
    ...held.turnedOff.map(({ on, at }): DateOn => ({ day: on ?? dayOf(at), what: 'turnedOff' })),
  ];
}

/** A term that was renewed ahead and given back never begins. */
function begins(held: Subscription, { number, start }: Term): boolean {
  return number === 0 || !held.cancelled || start < runsTo(held);
}

function laterDates(view: View, held: Subscription): readonly DateOn[] {
  if (held.superseded) return [{ day: held.superseded.on, what: 'superseded' }];
  if (held.cancelled) return [{ day: held.cancelled.from, what: 'cancelled' }];
  const expired = standing(held, under(view, held).programme.policy, view.today).kind === 'expired';
  return expired ? [{ day: lastTerm(held).end, what: 'anniversary' }] : comingDates(view, held);
}

/** Those of the last paid term, with what may pay for the next one; `requested`: reminders beside those of everybody (P5). */
export function comingDates(
  view: View,
  held: Subscription,
  requested: readonly number[] = [],
): readonly DateOn<ComingDate>[] {
  const next = outlook(view, held);
  // What a person has to renew first, and what is not tried again, is charged on no day.
  const charge = nextCharge(view, held) && chargeDayOf(next);
  const due = awaitedFor(view.book, held, view.today)?.transfer?.due;
  const paying: readonly DateOn<ComingDate>[] = [
    ...(due === undefined ? [] : [{ day: due, what: 'fundsDue' } as const]),
    ...(charge === undefined ? [] : [{ day: charge, what: 'charge' } as const]),
    ...(next.kind === 'at-vendor'
      ? [{ day: next.expectedOn, what: next.sure ? 'atVendor' : 'maybeAtVendor' } as const]
      : []),
    ...[...new Set(toRedeem(view, held).map(({ by }) => by))].map((day) => ({ day, what: 'redeemBy' }) as const),
  ];
  const dates = datesOfTerm(lastTerm(held), under(view, held).programme.policy, requested);
  // Nothing is renewed there any more.
  if (isLeftBehind(view, held))
    return [...dates.filter(({ what }) => what !== 'opens' && what !== 'closes'), ...paying];
  return [...dates.slice(0, -1), ...paying, ...dates.slice(-1)];
}

/** Those that follow from a term alone: its window, its reminders and its anniversary date; the last is the window's close. */
export function datesOfTerm(
  term: TermSpan,
  policy: Policy,
  requested: readonly number[] = [],
): readonly DateOn<TermDate>[] {
  const { opens, closes } = renewalWindow(term, policy);
  return [
    { day: opens, what: 'opens' },
    ...reminderDays(policy, requested).map((days) => ({ day: addDays(term.end, days), what: 'reminder' }) as const),
    { day: term.end, what: 'anniversary' },
    { day: closes, what: 'closes' },
  ];
}

/** The days of a policy that hold for somebody who asked for some more; only those on offer can be asked for (P5). */
export function reminderDays({ reminders }: Policy, requested: readonly number[]): readonly number[] {
  const days = [...reminders.always, ...reminders.onRequest.filter((day) => requested.includes(day))];
  return [...new Set(days)].sort((left, right) => left - right);
}
