import { isMember } from './account.js';
import type { Book } from './book.js';
import { datesOfTerm, reminderDays } from './dates.js';
import { addDays, dayOf, daysBetween, endOf, type Day, type Instant } from './day.js';
import { isDispatchOf, isWornOut, standsForReminder, type Channel, type Dispatch, type Notice } from './dispatch.js';
import { chargeDayOf, dunningIn, type Outlook, outlook } from './outlook.js';
import type { Dunned } from './dunning.js';
import { missedAnniversaries, missedRenewal, type Missed } from './missed.js';
import { under, type View } from './view.js';
import { awaitedPage, openAttempt, placedAutomatically, unsettledRenewal, type Order } from './order.js';
import { findOffer, type Policy } from './programme.js';
import { awaitedFor } from './transfer.js';
import { isLive, lastTerm, renewalWindow, type Subscription } from './subscription.js';

/**
 * reminder: a notice about the anniversary date of the last paid term, so many days from it (P5, R16). A paid renewal
 * moves on to the next term, whose reminders are others: there is none for a renewed term, by construction (G23).
 * requested: the days that were asked for besides those that everybody gets.
 */
export interface Reminder {
  readonly term: number;
  /** From the anniversary date, negative before it. */
  readonly days: number;
  readonly day: Day;
  readonly kind: 'before' | 'after';
  /** What happened, where it is no day that is told of. */
  readonly notice?: Notice;
}

/** Where a reminder stands for one channel. */
export type ReminderState =
  | { readonly kind: 'planned' }
  | { readonly kind: 'due' }
  /** Its day passed and a later one is due already: nobody gets two at once. */
  | { readonly kind: 'outdated' }
  /** The coming term is being paid for, or what came of that is told today: nobody gets two at once (G3). */
  | { readonly kind: 'waiting'; readonly order: Order }
  /** Claimed, with no outcome: under way, or unknown for good. */
  | { readonly kind: 'open'; readonly dispatch: Dispatch }
  | { readonly kind: 'sent'; readonly dispatch: Dispatch }
  | { readonly kind: 'given-up'; readonly dispatch: Dispatch };

/** Every reminder of the last paid term, in the order of its days; none where there is nothing to renew any more. */
export function remindersOf(view: View, held: Subscription, requested: readonly number[]): readonly Reminder[] {
  const { programme, book, today } = under(view, held);
  const { policy } = programme;
  const isSold = findOffer(programme, held.offer) !== undefined;
  // Nobody is reminded of renewing what was cancelled.
  if (!isSold || !isMember(book.account) || held.cancelled || !isLive(held, policy, today)) return [];
  const term = lastTerm(held);
  const { closes } = renewalWindow(term, policy);
  return datesOfTerm(term, policy, requested)
    .filter(({ what, day }) => what === 'reminder' && day <= closes)
    .map(({ day }): Reminder => {
      const days = daysBetween(term.end, day);
      return { term: term.number, days, day, kind: days > 0 ? 'after' : 'before' };
    });
}

/**
 * What there is to tell of the charge of the coming term now: that it was declined, at the first answer of a card and at
 * the last, that a rule stands against it, or that nobody knows (P12, G3). Each is told once.
 */
export function noticeOf(view: View, held: Subscription, now: Instant): Reminder | undefined {
  const what = happened(view, held, now);
  if (!what) return undefined;
  const { notice, on = view.today } = what;
  const { number: term, end } = lastTerm(held);
  // Whenever it is looked at: it is of the day on which it was told first.
  const [told] = dispatchesOf(view.book, held, { term, days: 0, notice });
  const days = told?.days ?? daysBetween(end, on);
  return { term, days, day: addDays(end, days), kind: 'after', notice };
}

/** `on`: the day of its own, where it has one. */
interface Happened {
  readonly notice: Notice;
  readonly on?: Day;
}

function happened(view: View, held: Subscription, now: Instant): Happened | undefined {
  const next = outlook(view, held, now);
  if (isTold(next)) {
    const mail = newestMail(dunningIn(view, held, now));
    return mail?.notice && { notice: mail.notice, on: dayOf(mail.at) };
  }
  const notice = noticeAbout(view, held, next);
  return notice && { notice };
}

function noticeAbout(view: View, held: Subscription, next: Outlook): Notice | undefined {
  switch (next.kind) {
    case 'open': {
      const { order } = next;
      if (!placedAutomatically(order) || openAttempt(order)?.state !== 'unknown') return undefined;
      // What a bank wants the cardholder's word for is its first answer; where it is not given, another try follows.
      return { kind: awaitedPage(order) ? 'declined' : 'unknown', about: order.id };
    }
    case 'refused':
      return { kind: 'not-charged', about: next.refusal.code };
    case 'over':
      return ofMissed(missedRenewal(view, held, () => undefined));
    default:
      return undefined;
  }
}

/** It was not charged in its days, and nothing charges it any more: told by the first run that comes. */
const MISSED: Notice = { kind: 'not-charged', about: 'WINDOW_CLOSED' };

/** Nobody knows whether the vendor was paid (D30). */
const NOT_RECORDED: Notice = { kind: 'unknown', about: 'NOT_RECORDED' };

function ofMissed(missed: Missed | undefined): Notice | undefined {
  switch (missed?.why.code) {
    case undefined:
      return undefined;
    case 'PAYMENT_OPEN':
      return { kind: 'unknown', about: missed.why.order };
    case 'NOT_RECORDED':
      return NOT_RECORDED;
    default:
      return MISSED;
  }
}

/** Whether a notice tells that a renewal was missed. */
export function tellsOfMissed(notice: Notice): boolean {
  return notice.kind === MISSED.kind && notice.about === MISSED.about;
}

/** Whether a notice asks for the record of what the vendor may have renewed (D30). */
export function asksForRecord({ about }: { readonly about: string | null }): boolean {
  return about === NOT_RECORDED.about;
}

/** The mail whose time has come last: nobody is sent an older one any more. */
function newestMail(steps: readonly Dunned[]): Dunned | undefined {
  return steps.findLast(({ state, notice }) => notice && state === 'done');
}

/** Where a step stands for whoever looks: a try waits for its run, and a mail for whoever sends it. */
export type StepState = 'done' | 'due' | 'missed' | 'planned' | 'left-out';

export interface StandingStep extends Dunned {
  readonly stands: StepState;
  /** When it was done or comes, or should have come. */
  readonly on: Day;
}

/** The same steps as they stand with what was sent. */
export function dunningSteps(view: View, held: Subscription, now: Instant): readonly StandingStep[] {
  const steps = dunningIn(view, held, now);
  const next = outlook(view, held, now);
  const newest = isTold(next) ? newestMail(steps) : undefined;
  const mails = chargeDayOf(next) !== undefined;
  return steps.map((one) => {
    const stands = standsAs(view, held, one, { now, newest, mails });
    return { ...one, stands, on: dayOf(stands === 'missed' ? one.own : one.at) };
  });
}

/** What was declined is told of while it may be charged by itself, and nothing else is to be told (P12). */
function isTold({ kind }: Outlook): boolean {
  return kind === 'given-up' || kind === 'later' || kind === 'charge';
}

function standsAs(
  { book }: View,
  held: Subscription,
  one: Dunned,
  { now, newest, mails }: { readonly now: Instant; readonly newest: Dunned | undefined; readonly mails: boolean },
): StepState {
  const { step, state, at, notice } = one;
  if (step.do === 'retry' && state === 'planned' && at <= now) return dayOf(one.own) < dayOf(now) ? 'missed' : 'due';
  if (step.do === 'retry') return state;
  if (!notice) return state;
  if (state !== 'done') return mails ? state : 'left-out';
  const about = { term: lastTerm(held).number, days: 0, notice };
  if (dispatchesOf(book, held, about).some(standsForReminder)) return 'done';
  return one === newest ? 'due' : 'left-out';
}

/**
 * Whether whoever is reminded was told of the decline, or will be: what is left out takes nobody's place, and what waits for
 * a bank transfer is told of as that (P9).
 */
function isToldOfDecline(view: View, held: Subscription): boolean {
  if (awaitedFor(view.book, held, view.today)) return false;
  return dunningSteps(view, held, endOf(view.today)).some(({ notice, stands }) => notice && stands !== 'left-out');
}

export function reminderState(
  view: View,
  held: Subscription,
  reminders: readonly Reminder[],
  one: Reminder,
  channel: Channel | undefined,
): ReminderState {
  const made = dispatchesOf(view.book, held, one).filter((dispatch) => dispatch.channel === channel);
  const standing = made.find(standsForReminder);
  if (standing) return { kind: standing.state === 'sent' ? 'sent' : 'open', dispatch: standing };
  if (one.day > view.today) return { kind: 'planned' };
  const open = unsettledRenewal(view.book.orders, held);
  const notice = open && noticeOf(view, held, endOf(view.today));
  // Nobody is told of a charge to come that was made, and declined or without an answer.
  if (!one.notice && one.kind === 'before' && (notice ?? isToldOfDecline(view, held))) return { kind: 'outdated' };
  if (!one.notice && reminders.some((other) => other.days > one.days && other.day <= view.today))
    return { kind: 'outdated' };
  const last = made.at(-1);
  if (last && isWornOut(made)) return { kind: 'given-up', dispatch: last };
  if (one.notice) return { kind: 'due' };
  const isSettling = open && openAttempt(open)?.state === 'sending';
  return open && (isSettling || notice?.day === view.today) ? { kind: 'waiting', order: open } : { kind: 'due' };
}

/** The newest reminder whose day has come, whatever became of it; the older ones are never sent any more. */
export function newestReminder(reminders: readonly Reminder[], today: Day): Reminder | undefined {
  return reminders.findLast(({ day }) => day <= today);
}

/** Every try to send a reminder, oldest first. */
function dispatchesOf(
  book: Book,
  held: Subscription,
  reminder: Pick<Reminder, 'term' | 'days' | 'notice'>,
): readonly Dispatch[] {
  return book.dispatches.filter((one) => isDispatchOf(one, { subscriptionId: held.id, ...reminder }));
}

/** The anniversary dates whose terms have a reminder on or before a day, or whose renewal can have been missed. */
export function remindedAnniversaries(
  policy: Policy,
  today: Day,
  requested: readonly number[],
): { readonly from: Day; readonly to: Day } | undefined {
  const charge = policy.automaticRenewal ? [policy.automaticRenewal.chargeDay] : [];
  const days = reminderDays(policy, requested);
  if (days.length === 0) return undefined;
  const first = Math.min(...days, ...charge);
  return { from: missedAnniversaries(policy, today).from, to: addDays(today, -first) };
}
