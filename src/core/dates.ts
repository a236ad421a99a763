import { addDays, dayOf, endOf, type Day } from './day.js';
import { dunningIn, isDue, nextCharge, outlook, plannedCharge } from './outlook.js';
import { isNextTry } from './dunning.js';
import { historyOf, type Happened, type HappenedKind } from './history.js';
import { toRedeem } from './benefit.js';
import type { Policy } from './programme.js';
import { lastTerm, renewalWindow, standing, type Standing, type Subscription, type TermSpan } from './subscription.js';
import { awaitedFor } from './transfer.js';
import { isLeftBehind, under, type View } from './view.js';

/** A day that means something to a subscription: the timeline, the calendar, the reminders and the screens list these. */
export interface DateOn<Kind extends DateKind = DateKind> {
  readonly day: Day;
  readonly what: Kind;
}

export type DateKind = HappenedKind | 'superseded' | 'cancelled' | 'expired' | ComingDate | MissedDate;
export type ComingDate = TermDate | ChargeDate | 'atVendor' | 'maybeAtVendor' | 'fundsDue' | 'redeemBy';
/** retry: the charge is tried again, since a bank has declined it (P12). */
export type ChargeDate = 'charge' | 'retry';
/** No run has made a charge on its day, nor tried it again on that. */
export type MissedDate = 'chargeNotMade' | 'retryNotMade';
export type TermDate = 'opens' | 'reminder' | 'anniversary' | 'closes';

/** From the first day to the last that is known: what was, and what comes or brought it to an end. */
export function datesOf(view: View, held: Subscription): readonly (Happened | DateOn)[] {
  const missed = chargesAhead(view, held).filter((one) => !isToCome(one));
  return [...historyOf(view, held), ...missed, ...laterDates(view, held)];
}

/** The charge by itself, or the tries that follow where it was declined, each on its own day (P2, P12). */
function chargesAhead(view: View, held: Subscription): readonly DateOn<ChargeDate | MissedDate>[] {
  const next = outlook(view, held);
  const charge = plannedCharge(view, held);
  // What a person has to renew first, and what is not tried again, is charged on no day.
  if (!charge) return [];
  const [, ...later] = dunningIn(view, held, endOf(view.today)).filter(isNextTry);
  const since = 'dueSince' in next ? next.dueSince : undefined;
  const isRetry = next.kind === 'later' || since !== undefined;
  const day = since ? dayOf(since) : isDue(next) && !isRetry ? next.chargeOn : charge.on;
  const isLate = day < view.today;
  // Nor is what nothing pays; that its day has passed without it is true all the same.
  if (!isLate && !nextCharge(view, held)) return [];
  const what = isRetry ? (isLate ? 'retryNotMade' : 'retry') : isLate ? 'chargeNotMade' : 'charge';
  return [{ day, what }, ...later.map(({ at }) => ({ day: dayOf(at), what: 'retry' }) as const)];
}

function isToCome(one: DateOn<ChargeDate | MissedDate>): one is DateOn<ChargeDate> {
  return one.what === 'charge' || one.what === 'retry';
}

function laterDates(view: View, held: Subscription): readonly DateOn[] {
  if (held.superseded) return [{ day: held.superseded.on, what: 'superseded' }];
  if (held.cancelled) return [{ day: held.cancelled.from, what: 'cancelled' }];
  const { policy } = under(view, held).programme;
  const state = standing(held, policy, view.today);
  return state.kind === 'expired' ? endOfExpired(view, held, state) : comingDates(view, held);
}

/** Its anniversary date, the last day on which it could be renewed, and the first without it and its benefits (P1, P4). */
function endOfExpired(view: View, held: Subscription, { since, presumed }: Expired): readonly DateOn[] {
  return [
    { day: lastTerm(held).end, what: 'anniversary' },
    ...(isLeftBehind(view, held) ? [] : [{ day: addDays(since, -1), what: 'closes' } as const]),
    // Whether it has, nobody knows of what the vendor may have renewed (D30).
    ...(presumed ? [] : [{ day: since, what: 'expired' } as const]),
  ];
}

type Expired = Extract<Standing, { readonly kind: 'expired' }>;

/** Those of the last paid term, with what may pay for the next one; `requested`: reminders beside those of everybody (P5). */
export function comingDates(
  view: View,
  held: Subscription,
  requested: readonly number[] = [],
): readonly DateOn<ComingDate>[] {
  const next = outlook(view, held);
  const due = awaitedFor(view.book, held, view.today)?.transfer?.due;
  const paying: readonly DateOn<ComingDate>[] = [
    ...(due === undefined ? [] : [{ day: due, what: 'fundsDue' } as const]),
    ...chargesAhead(view, held).filter(isToCome),
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
