import type { Context } from '../cli/context.js';
import { announcement } from '../core/announcement.js';
import { comingDates, datesOfTerm, type ComingDate } from '../core/dates.js';
import { addDays, type Day } from '../core/day.js';
import { triesAnnounced } from '../core/dunning.js';
import type { Order, Transfer } from '../core/order.js';
import { renewalWindow, type Term } from '../core/subscription.js';
import type { Reminded } from '../journeys/reminders.js';
import type { CalendarDate } from '../notify/calendar.js';
import { paragraphsOf } from './reminder-message.js';

/** What falls on a day, the weightiest first. */
const WEIGHT: readonly ComingDate[] = [
  'charge',
  'retry',
  'atVendor',
  'maybeAtVendor',
  'fundsDue',
  'redeemBy',
  'closes',
  'anniversary',
  'opens',
  'reminder',
];

/**
 * The dates of a subscription from today on: those of its last term, and, cancelled, those that were given out and do not
 * hold any more: of the term before, since it was renewed, or of the last, since the subscription was cancelled (D10).
 */
export function datesOf(context: Context, found: Reminded, requested: readonly number[]): readonly CalendarDate[] {
  const { subscription, reminders } = found;
  const last = subscription.terms.at(-1);
  const ended = subscription.cancelled !== undefined;
  const before = subscription.terms.at(-2);
  const said = saidOf(context, found);
  return [
    ...(before ? calendarOf(context, found, before, { requested, renewed: true, said }) : []),
    ...(last && (reminders.length > 0 || ended)
      ? calendarOf(context, found, last, { requested, renewed: ended, said })
      : []),
  ];
}

interface OfTerm {
  readonly requested: readonly number[];
  readonly renewed: boolean;
  readonly said: Said;
}

function calendarOf(
  context: Context,
  found: Reminded,
  term: Term,
  { requested, renewed, said }: OfTerm,
): readonly CalendarDate[] {
  const { subscription } = found;
  const byDay = new Map<Day, ComingDate[]>();
  const dated = renewed
    ? datesOfTerm(term, found.programme.policy, requested)
    : comingDates(found, found.subscription, requested);
  for (const { what, day } of dated) {
    if (day < found.today) continue;
    byDay.set(day, [...(byDay.get(day) ?? []), what]);
  }
  const idOf = (day: Day) => `${subscription.id}-${term.number}-${day}@partner`;
  const revision = revisionOf(found, term, renewed);
  const dates = [...byDay].map(([day, whats]) => {
    const summaries = whats
      .sort((left, right) => WEIGHT.indexOf(left) - WEIGHT.indexOf(right))
      .map((what) => summaryOf(context, found, what, term.end));
    const [first = ''] = summaries;
    return {
      id: idOf(day),
      day,
      summary: renewed ? context.words.reminders.calendar.cancelled(first) : first,
      description: descriptionOf(context, found, summaries, renewed ? [] : said(day)),
      revision,
      cancelled: renewed,
    };
  });
  const given = withdrawnDays(found, term).filter(([day]) => day >= found.today && !byDay.has(day));
  const withdrawn = given.map(([day, what]) => {
    const summary = context.words.reminders.calendar.cancelled(summaryOf(context, found, what, term.end));
    const description = descriptionOf(context, found, [], []);
    return { id: idOf(day), day, summary, description, revision, cancelled: true };
  });
  return [...dates, ...withdrawn];
}

/** Grows with everything that moves a date of the term. */
function revisionOf(found: Reminded, term: Term, renewed: boolean): number {
  const turnedOff = found.subscription.turnedOff.filter((row) => row.term === term.number).length;
  const transfers = transfersFor(found, term);
  const ended = transfers.filter(({ end }) => end);
  const failed = ordersAfter(found, term).filter(({ state }) => state === 'failed');
  return turnedOff + transfers.length + ended.length + failed.length + (renewed ? 1 : 0);
}

/**
 * What may have been given out, and does not hold any more where nothing falls on its day: the charge, since it was turned
 * off or no card pays it (R14, D7), the days of a transfer, since its funds came or nobody waits for them (P9), the tries
 * after a decline, since one of them was paid or will not be made (P12).
 */
function withdrawnDays(found: Reminded, term: Term): readonly (readonly [Day, ComingDate])[] {
  const { policy } = found.programme;
  const { closes } = renewalWindow(term, policy);
  const day = term.stated ? undefined : policy.automaticRenewal?.chargeDay;
  const planned = day === undefined ? [] : [[addDays(term.end, day), 'charge'] as const];
  const tries = triesAnnounced(ordersAfter(found, term), policy, closes).map((day) => [day, 'retry'] as const);
  const waited = transfersFor(found, term).flatMap(({ due }): readonly (readonly [Day, ComingDate])[] => {
    const charge = addDays(due, 1);
    const wasGiven = term.end < charge && charge <= closes;
    return [[due, 'fundsDue'], ...(wasGiven ? [[charge, 'charge'] as const] : [])];
  });
  return [...new Map<Day, ComingDate>([...planned, ...tries, ...waited])];
}

function transfersFor(found: Reminded, term: Term): readonly Transfer[] {
  return ordersAfter(found, term).flatMap(({ transfer }) => (transfer ? [transfer] : []));
}

/** For the term after this one, or for what takes its place (P7). */
function ordersAfter({ book, subscription: { id } }: Reminded, { number }: Term): readonly Order[] {
  return book.orders.filter(
    (order) => (order.subscriptionId === id && order.term.number === number + 1) || order.supersedes === id,
  );
}

function summaryOf({ words, speech }: Context, { subscription }: Reminded, what: ComingDate, anniversary: Day): string {
  const said = words.reminders.calendar;
  const offer = speech.offer(subscription.offer);
  return what === 'reminder' ? said.reminder(offer, speech.day(anniversary)) : said[what](offer);
}

function descriptionOf(
  { words }: Context,
  { account: { company, mpnId } }: Reminded,
  summaries: readonly string[],
  said: readonly string[],
): string {
  return [...summaries.slice(1), ...said, `${company}, ${words.general.partner(mpnId)}`].join('\n');
}

/** What is said of a day. */
type Said = (day: Day) => readonly string[];

/** What holds today; of a day that comes after the charge, that it comes to nothing once that is made. */
function saidOf(context: Context, found: Reminded): Said {
  const announced = announcement(found, found.subscription);
  if (!announced) return () => [];
  const { words, speech } = context;
  const charge = announced.renewal.kind === 'charge' ? announced.renewal.on : undefined;
  const paragraphs = paragraphsOf(context, found.account.company, announced);
  return (day) =>
    charge !== undefined && charge < day ? [words.reminders.calendar.onlyUnpaid(speech.day(charge))] : paragraphs;
}
