import { isMember } from './account.js';
import { lapsingSoon, type Lapsing } from './benefit.js';
import { offSince } from './automatic-renewal.js';
import { newestSubscriptions } from './book.js';
import { levelLacking, nearestArea } from './competency.js';
import { dayOf, type Day, type Instant, type Witness } from './day.js';
import { LAST_CHARGE_GIVEN_BACK } from './decline.js';
import {
  awaitsRunSince,
  chargeDayOf,
  dunningAhead,
  isDue,
  needsRunsNow,
  type Outlook,
  outlook,
  payingOn,
  personNeeded,
} from './outlook.js';
import type { Channel, Dispatch } from './dispatch.js';
import { declinedBefore, type DeclinedBefore } from './dunning.js';
import { renewableIn } from './gate.js';
import { holdersLosing } from './holders.js';
import type { Job } from './job.js';
import { chargeWithoutJob, isReminded, missedRenewal, type Missed, type RanBy, type WhyNotCharged } from './missed.js';
import type { Money } from './money.js';
import {
  atOdds,
  awaitedTransfers,
  openPayments,
  paidPerhaps,
  type AwaitedTransfer,
  type PaidPerhaps,
} from './open-payments.js';
import { findOffer } from './programme.js';
import { readersOf } from './recipients.js';
import type { RefusalCode, RefusalOf } from './refusal.js';
import { anniversaryDate, isLive, lastTerm, renewalWindow, standing, type Subscription } from './subscription.js';
import { isOpenRequest, type Problem } from './support-request.js';
import { awaitedFor } from './transfer.js';
import { activeUsers, whoCan } from './user.js';
import { chargedToo, type VendorCharge } from './vendor-charge.js';
import { isLeftBehind, under, type View } from './view.js';

/**
 * attention: something that needs a hand, as its code and its facts. What there is to say of it, and the command that
 * answers it, is the language's: a new code does not compile before each has its sentence.
 */
interface Facts {
  /** G15: `other` is the day by another clock. */
  CLOCK_AHEAD: { readonly today: Day; readonly other: Day; readonly by: Witness };
  /** D17: `newest` is the day of the newest entry. */
  CLOCK_BEHIND_LEDGER: { readonly today: Day; readonly newest: Day };
  /** G20: `until`: when the newest entry of the copy was written. */
  PUT_BACK: { readonly on: Day; readonly until: Day | null };
  /** P10: the file in use is not the one whose import the history tells. */
  PROGRAMME_DIFFERS: { readonly programme: string };
  PAYMENT_NOT_SETTLED: { readonly order: string };
  /** The bank wants the cardholder's word. */
  PAYMENT_WAITS: { readonly order: string; readonly offer: string; readonly total: Money; readonly until: Instant };
  REFUND_NOT_SETTLED: { readonly order: string };
  /** The cardholder's bank wants the money of a term that runs back; `lost`: it has it. */
  CHARGE_DISPUTED: {
    readonly order: string;
    readonly offer: string;
    readonly amount: Money;
    readonly dispute: string;
    readonly lost: boolean;
  };
  /** Others gave money of a term that runs back, at the gateway; `all`: all of it, and no refund is written down. */
  RETURNED_BY_OTHERS: { readonly order: string; readonly offer: string; readonly amount: Money; readonly all: boolean };
  /** What was given back never reached whoever paid: the gateway has it again. */
  REFUND_FAILED: { readonly order: string; readonly offer: string; readonly amount: Money; readonly refund: string };
  /** P9 */
  TRANSFER_PENDING: AwaitedTransfer & { readonly daysLeft: number };
  /** Its funds may have come in time, and nobody has confirmed them. */
  TRANSFER_EXPIRED: AwaitedTransfer;
  /** `off`: who had turned automatic renewal off for its last term, and when. */
  EXPIRED: { readonly offer: string; readonly closed: Day; readonly off: Off | null } & PaidPerhaps;
  /** R13: it should have renewed by itself. */
  RENEWAL_MISSED: Missed & { readonly offer: string; readonly why: WhyNotCharged } & PaidPerhaps;
  /** D30: nobody said whether the vendor has renewed it; `presumed`: its window has closed since. */
  UNCONFIRMED: {
    readonly offer: string;
    readonly subscription: string;
    readonly anniversary: Day;
    readonly closes: Day;
    readonly presumed: boolean;
  };
  /** D23: outside the days of an ordinary year; `start`: the day on which an ordinary term to the same date begins. */
  TERM_UNUSUAL: { readonly offer: string; readonly order: string; readonly days: number; readonly start: Day };
  /** D27; `listed`: before tax. */
  AMOUNT_DIFFERS: {
    readonly offer: string;
    readonly order: string;
    readonly paid: Money;
    /** The part of it that is tax. */
    readonly tax: Money | null;
    readonly listed: Money;
  };
  VENDOR_CHARGES_TOO: VendorCharge;
  /** D29: nobody said whether the vendor will. */
  VENDOR_RENEWAL_UNKNOWN: { readonly offer: string; readonly order: string; readonly anniversary: Day };
  /** D34: it ends in a programme that the account has left; `to`: the one that the account is in. */
  ENDS_IN_PROGRAMME_LEFT: { readonly offer: string; readonly programme: string; readonly to: string; readonly on: Day };
  /** `awaits`: the order whose funds may yet come, or may have come in time. */
  GRACE: { readonly offer: string; readonly closes: Day; readonly awaits: string | null; readonly off: Off | null };
  /** R16; `open`: it can be paid today, otherwise from `opens` on. */
  RENEW_BY_HAND: {
    readonly offer: string;
    readonly anniversary: Day;
    readonly open: boolean;
    readonly opens: Day;
    readonly off: Off | null;
  };
  /** P2; `refused`: the rule that stands against it, where a run would not charge it either. */
  CHARGE_OVERDUE: { readonly offer: string; readonly since: Day; readonly refused: RefusalCode | null };
  /** P12; `nextTry`: null after the last; `isDue`: its time came then, and no run has made it yet. */
  CHARGE_DECLINED: {
    readonly offer: string;
    readonly declineCode: string;
    readonly nextTry: Day | null;
    readonly isDue?: true;
    /** To which day it can be renewed by hand. */
    readonly closes: Day;
    /** Where the programme stops benefits, or ends it, unless it is paid before: their last day, and its first. */
    readonly benefitsUntil?: Day;
    readonly ends?: Day;
  };
  /** G20: the gateway gave the last payment back, and the ledger holds no refund of it. */
  LAST_CHARGE_GIVEN_BACK: { readonly offer: string; readonly closes: Day };
  /** P10 */
  PRICE_ROSE: Omit<RefusalOf<'PRICE_ROSE'>, 'code' | 'rule' | 'limit'> & {
    readonly open: boolean;
    readonly opens: Day;
  };
  /** D21: paid for the next term, and what somebody holds of the one before runs out; `on`: first of all. */
  LICENCES_RUN_OUT: { readonly offer: string; readonly on: Day; readonly users: readonly string[] };
  /** R21: `on` is the last day on which they can be activated, of the first of them. */
  BENEFITS_LAPSE: Lapsing & { readonly offer: string };
  /** D13; `area`: the nearest to what is missing. */
  NOT_QUALIFIED: Qualification;
  EVIDENCE_LAPSES: Qualification;
  NO_CARD_FOR_CHARGE: { readonly offer: string };
  CARD_DECLINED_BEFORE: DeclinedBefore;
  /** R12: the default card, and not what pays an order now, is charged next; `payer`: null where that has no name yet. */
  PAID_NEXT: { readonly card: DeclinedBefore['card']; readonly declined: boolean; readonly payer: string | null };
  /** G22: nothing is charged with it by itself; `order`: what the bank wants back was paid for it. */
  CARD_DISPUTED: Pick<RefusalOf<'CARD_DISPUTED'>, 'offer' | 'card' | 'order'>;
  /** D7 */
  CARD_EXPIRES_BEFORE_CHARGE: Pick<RefusalOf<'CARD_EXPIRED'>, 'card'> & { readonly expired?: true };
  /** R19; `cancels`: the offer, where that is asked for. */
  REQUEST_OPEN: { readonly request: number; readonly problem: Problem; readonly cancels: string | null };
  /** P2; `lastRun`: null where this machine has run none. */
  NO_JOB_HAS_RUN: { readonly lastRun: Day | null };
  /** P2: before it is overdue, from the first reminder on; neither this machine nor the ledger knows of a job. */
  NO_JOB_FOR_CHARGE: { readonly offer: string; readonly on: Day };
  /** The machine's own job is there, and has not run for longer than it waits. */
  JOB_SILENT: { readonly since: Day };
  /** The newest run of the job ended before it reached an account; `problem`: why, as a code. */
  JOB_FAILS: { readonly on: Day; readonly problem: string };
  /** Nobody took so many events, however often they were sent; `waiting`: others wait for theirs. */
  EVENTS_NOT_TOLD: { readonly givenUp: number; readonly waiting: number };
  /** G23 */
  REMINDER_UNKNOWN: {
    readonly reminder: string;
    readonly offer: string;
    readonly channel: Channel;
    readonly claimedOn: Day;
  };
  /** R16: no mail about this account goes to anybody. */
  NOBODY_REMINDED: { readonly company: string };
  /** D18; `colleague`: who could be given the role. */
  ONE_BUYER: { readonly colleague: string | null };
}

interface Off {
  readonly on: Day;
  readonly by: string;
}

interface Qualification {
  readonly offer: string;
  readonly level: string;
  readonly anniversary: Day;
  readonly area: string | null;
}

export type AttentionCode = keyof Facts;
export type AttentionOf<C extends AttentionCode> = { readonly code: C } & Facts[C];
export type Attention = { [C in AttentionCode]: AttentionOf<C> }[AttentionCode];

/** What is known beside the book. */
export interface Around {
  /** What the job of this machine has come to, by its own log. */
  readonly job: Job;
  /** Reminders that nobody can answer for any more. */
  readonly unanswered: (dispatch: Dispatch) => boolean;
}

/** Everything that needs a hand: as the book has it, and as what is known beside it. */
export function attention(view: View, around: Around): readonly Attention[] {
  return [
    ...inBook(view),
    ...renewalsMissed(view, around.job.ranBy),
    ...aboutJob(view, around.job),
    ...unansweredReminders(view, around),
    ...nobodyReminded(view),
    ...oneBuyer(view),
  ];
}

/** In the order of urgency, each once: what holds for several subscriptions is not said for each. */
export function inBook(view: View): readonly Attention[] {
  const held = newestSubscriptions(view.book);
  const ofEach = (about: (own: View, subscription: Subscription) => readonly Attention[]) =>
    held.flatMap((subscription) => about(under(view, subscription), subscription));
  const all = [
    ...openPayments(view.book, view.today),
    ...atOdds(view.book, view.today),
    ...awaitedTransfers(view.book, view.today),
    ...ofEach((own, held) => chargedToo(own, held)),
    ...ofEach(aboutTerm),
    ...ofEach(aboutPerson),
    ...ofEach(aboutCompetency),
    ...ofEach(aboutHolders),
    ...ofEach(aboutRedeeming),
    ...ofEach(aboutCard),
    ...openRequests(view),
  ];
  const told = all.map((one) => JSON.stringify(one));
  return all.filter((_, index) => told.indexOf(told[index] ?? '') === index);
}

/** R19: what was asked and has no answer yet, for everybody to see. */
function openRequests({ book }: View): readonly Attention[] {
  return book.requests.filter(isOpenRequest).map(({ number, problem, cancels }) => {
    const offer = book.subscriptions.find(({ id }) => id === cancels)?.offer ?? null;
    return { code: 'REQUEST_OPEN', request: number, problem, cancels: offer };
  });
}

/** The term ends and nobody has paid the next one: in grace, expired, or off and inside the window (R16). */
function aboutTerm(view: View, held: Subscription): readonly Attention[] {
  const { policy } = view.programme;
  const { offer, id: subscription } = held;
  const { closes } = renewalWindow(lastTerm(held), policy);
  const next = outlook(view, held);
  const perhaps = paidPerhaps(view.book, held, view.today);
  const awaits = awaitedFor(view.book, held, view.today)?.id ?? perhaps.transfer ?? null;
  const { end: anniversary, orderId: order } = lastTerm(held);
  const state = standing(held, policy, view.today);
  const off = turnedOff(held);
  switch (state.kind) {
    case 'superseded':
    case 'cancelled':
      return [];
    case 'unconfirmed':
      return [{ code: 'UNCONFIRMED', offer, subscription, anniversary, closes, presumed: false }];
    case 'expired':
      if (state.presumed) return [{ code: 'UNCONFIRMED', offer, subscription, anniversary, closes, presumed: true }];
      return isLeftBehind(view, held) ? [] : [{ code: 'EXPIRED', offer, closed: closes, off, ...perhaps }];
    case 'grace':
      if (next.kind === 'left') return endsThere(held, next.to);
      return [...notCharged(view, held, next), { code: 'GRACE', offer, closes, awaits, off }];
    case 'active':
      if (next.kind === 'left') return isReminded(view, held) ? endsThere(held, next.to) : [];
      if (next.kind === 'at-vendor')
        return next.sure ? [] : [{ code: 'VENDOR_RENEWAL_UNKNOWN', offer, order, anniversary }];
      return next.kind === 'by-hand' && awaits === null
        ? renewByHand(view, held)
        : notCharged(view, held, next).filter(({ code }) => code !== 'CHARGE_OVERDUE');
  }
}

function endsThere(held: Subscription, to: string): readonly Attention[] {
  const { offer, programme } = held;
  return [{ code: 'ENDS_IN_PROGRAMME_LEFT', offer, programme, to, on: anniversaryDate(held) }];
}

function renewByHand(view: View, held: Subscription): readonly Attention[] {
  const open = isOpenToday(view, held);
  if (!open && !isReminded(view, held)) return [];
  const when = { anniversary: anniversaryDate(held), open, opens: opensOn(view, held) };
  return [{ code: 'RENEW_BY_HAND', offer: held.offer, ...when, off: turnedOff(held) }];
}

function opensOn({ programme: { policy } }: View, held: Subscription): Day {
  return renewalWindow(lastTerm(held), policy).opens;
}

/** Who did so for the last term: it was passed over since. */
function turnedOff({ terms, turnedOff: rows }: Subscription): Off | null {
  const row = rows.find(({ term }) => term === terms.at(-1)?.number);
  return row ? { on: offSince(row), by: row.by } : null;
}

function isOpenToday(view: View, held: Subscription): boolean {
  return renewableIn(view, held) === undefined;
}

/** P2, P12: what should have been charged by itself and was not. */
function notCharged(view: View, held: Subscription, due: Outlook): readonly Attention[] {
  if (!isDue(due)) return [];
  const { offer } = held;
  const ahead = dunningAhead(view, held);
  const declined = { code: 'CHARGE_DECLINED', offer, ...ahead } as const;
  switch (due.kind) {
    // A payment whose outcome is unknown is told of by itself.
    case 'open':
      return [];
    case 'later':
      return [{ ...declined, declineCode: due.declineCode, nextTry: dayOf(due.from) }];
    case 'given-up':
      if (due.declineCode === LAST_CHARGE_GIVEN_BACK)
        return [{ code: 'LAST_CHARGE_GIVEN_BACK', offer, closes: ahead.closes }];
      return [{ ...declined, declineCode: due.declineCode, nextTry: null }];
    case 'charge':
      if (due.declineCode && due.dueSince)
        return [{ ...declined, declineCode: due.declineCode, nextTry: dayOf(due.dueSince), isDue: true }];
      return [{ code: 'CHARGE_OVERDUE', offer, since: due.chargeOn, refused: null }];
    case 'refused':
      return [{ code: 'CHARGE_OVERDUE', offer, since: due.chargeOn, refused: due.refusal.code }];
  }
}

/** What would be charged by itself, and a person has to see first: its price rose (P10), or its card is disputed (G22). */
function aboutPerson(view: View, held: Subscription): readonly Attention[] {
  const why = personNeeded(view, held, outlook(view, held));
  if (!why) return [];
  const { code, offer } = why;
  if (code === 'CARD_DISPUTED') return [{ code, offer, card: why.card, order: why.order }];
  const { paid, now } = why;
  return [{ code, offer, paid, now, open: isOpenToday(view, held), opens: opensOn(view, held) }];
}

/** D13: what was earned is lost, or will have lapsed by the anniversary date; the renewal is refused until it is earned again. */
export function aboutCompetency(view: View, held: Subscription): readonly Attention[] {
  const offer = findOffer(view.programme, held.offer);
  // Whether it is still earned the vendor knows, of what was bought there (D24).
  if (!offer || lastTerm(held).stated) return [];
  if (isLeftBehind(view, held) || !isLive(held, view.programme.policy, view.today)) return [];
  const end = anniversaryDate(held);
  const now = levelLacking(view, offer);
  const level = now ?? levelLacking({ ...view, today: end }, offer);
  if (level === undefined) return [];
  const area = nearestArea({ ...view, today: end }, level)?.area ?? null;
  const code = now ? 'NOT_QUALIFIED' : 'EVIDENCE_LAPSES';
  return [{ code, offer: offer.id, level, anniversary: end, area }];
}

/** D21: who has to be handed a licence again, or loses it. */
function aboutHolders(view: View, held: Subscription): readonly Attention[] {
  const losing = holdersLosing(view, held);
  const [on] = losing.flatMap(({ until }) => until ?? []).sort();
  const users = [...new Set(losing.map(({ user }) => user))];
  return on === undefined ? [] : [{ code: 'LICENCES_RUN_OUT', offer: held.offer, on, users }];
}

/** R21: what still waits to be activated, and will not be there for long. */
function aboutRedeeming(view: View, held: Subscription): readonly Attention[] {
  const soon = lapsingSoon(view, held);
  return soon ? [{ code: 'BENEFITS_LAPSE', offer: held.offer, ...soon }] : [];
}

/** D7: the card that will be charged, held against the day of the charge. */
function aboutCard(view: View, held: Subscription): readonly Attention[] {
  const next = outlook(view, held);
  const on = chargeDayOf(next);
  const refusal = on && payingOn(view, held.offer, on).refusal;
  if (!refusal) return next.kind === 'planned' ? declinedBefore(view.book, held.offer) : [];
  if (refusal.code === 'CARD_EXPIRED') {
    const { card, lastDay } = refusal;
    return [{ code: 'CARD_EXPIRES_BEFORE_CHARGE', card, ...(lastDay < view.today ? { expired: true } : {}) }];
  }
  // Who pays by bank transfer needs none while it is awaited (P9).
  return next.kind === 'awaits-funds' ? [] : [{ code: 'NO_CARD_FOR_CHARGE', offer: held.offer }];
}

function renewalsMissed(view: View, ranBy: RanBy): readonly Attention[] {
  return newestSubscriptions(view.book).flatMap((held): readonly Attention[] => {
    const missed = missedRenewal(view, held, ranBy);
    // What was not recorded is unconfirmed, and told of as such (D30).
    if (!missed || missed.why.code === 'NOT_RECORDED') return [];
    const perhaps = paidPerhaps(view.book, held, view.today);
    return [{ code: 'RENEWAL_MISSED', offer: held.offer, ...missed, why: missed.why, ...perhaps }];
  });
}

/** Before anything is overdue, too: a job that does not run is mended while there is time. */
function aboutJob(view: View, { ranBy, isKnown, silentSince, quietSince, failed }: Job): readonly Attention[] {
  const overdue = noJobHasRun(view, ranBy());
  const owned = newestSubscriptions(view.book).length > 0;
  const none =
    overdue.length > 0 || isKnown || failed || !owned
      ? overdue
      : chargeWithoutJob(view).map((one) => ({ code: 'NO_JOB_FOR_CHARGE', ...one }) as const);
  if (failed) return [...none, { code: 'JOB_FAILS', ...failed }];
  const isNeeded = quietSince !== undefined && view.book.subscriptions.some((held) => needsRunsNow(view, held));
  const since = silentSince ?? (isNeeded ? quietSince : undefined);
  return none.length > 0 || since === undefined ? none : [{ code: 'JOB_SILENT', since }];
}

/**
 * Something is overdue and nothing has tried it since: the complaint that this program exists for. A job elsewhere
 * leaves no log on this machine; that it has tried, the ledger knows.
 */
export function noJobHasRun(view: View, lastRunOn: Day | undefined): readonly Attention[] {
  const overdue = view.book.subscriptions.flatMap((held) => {
    const since = awaitsRunSince(view, held);
    return since && since < view.today ? [since] : [];
  });
  const [first] = overdue.sort();
  if (first === undefined || (lastRunOn !== undefined && lastRunOn >= first)) return [];
  return [{ code: 'NO_JOB_HAS_RUN', lastRun: lastRunOn ?? null }];
}

/** Of running terms, each for a person to say what is so (G23). */
function unansweredReminders({ book }: View, { unanswered }: Around): readonly Attention[] {
  return book.subscriptions.flatMap((held) =>
    book.dispatches
      .filter(({ subscriptionId, term }) => subscriptionId === held.id && term === lastTerm(held).number)
      .filter(unanswered)
      .map((dispatch) => unansweredReminder(held.offer, dispatch)),
  );
}

/** A reminder that may have arrived. */
export function unansweredReminder(offer: string, { id, channel, claimedAt }: Dispatch): Attention {
  return { code: 'REMINDER_UNKNOWN', reminder: id, offer, channel, claimedOn: dayOf(claimedAt) };
}

/** R16: whoever should be reminded has no address that a mail can go to. */
function nobodyReminded({ book }: View): readonly Attention[] {
  const { account } = book;
  return isMember(account) && readersOf(book).length === 0
    ? [{ code: 'NOBODY_REMINDED', company: account.company }]
    : [];
}

/** D18: where one person alone can buy or renew, nobody can while that one is away. */
function oneBuyer({ book: { account, users } }: View): readonly Attention[] {
  const buyers = whoCan(users, 'renew');
  if (!isMember(account) || buyers.length > 1) return [];
  const colleague = activeUsers(users).find((user) => !buyers.includes(user));
  return [{ code: 'ONE_BUYER', colleague: colleague?.email ?? null }];
}
