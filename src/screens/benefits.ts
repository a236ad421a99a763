import { isLicence, runOuts, type Holding, type RunOut } from '../core/benefit.js';
import type { BenefitRecord } from '../core/records.js';
import type { Book } from '../core/book.js';
import type { Benefit, Programme } from '../core/programme.js';
import { dayOf, type Day, type Instant } from '../core/day.js';
import type { Holder } from '../core/holders.js';
import type { View } from '../core/view.js';
import type { Voice } from '../language/words.js';

/** A benefit that was bought, as scripts and a licence audit read it. */
export function shownHolding(held: Holding) {
  const { benefit, offer, subscription, term, until, redeemBy, activated, lapsed, keyViewed, assignments } = held;
  const granted = benefit.quantity ?? null;
  return {
    ...shownBenefit(benefit),
    offer: offer.id,
    state: activated ? 'activated' : lapsed ? 'lapsed' : 'waiting',
    subscriptionId: subscription.id,
    termNumber: term.number,
    termStart: term.start,
    anniversary: term.end,
    until,
    redeemBy,
    granted,
    assigned: isLicence(benefit) ? assignments.length : null,
    available: isLicence(benefit) && granted !== null ? granted - assignments.length : null,
    activatedAt: activated?.at ?? null,
    activatedOn: activated ? (activated.on ?? (activated.stated ? null : dayOf(activated.at))) : null,
    activatedBy: activated?.by ?? null,
    keyViewedAt: keyViewed?.at ?? null,
    keyViewedBy: keyViewed?.by ?? null,
    assignments: assignments.map(({ user, at, by, runsOut = null }) => ({
      user,
      assignedAt: at,
      assignedBy: by,
      runsOut,
    })),
  };
}

/** A benefit in a table: its name, its id, its licences, and when it was activated or has to be. */
export function holdingRow({ words, speech }: Voice, held: Holding): readonly string[] {
  const { benefit, activated, assignments, redeemBy, lapsed } = held;
  const said = words.benefits;
  const { every, credit } = words.screens.offers;
  const worth = benefit.credit ? credit(speech.money(benefit.credit.money), every[benefit.credit.every]) : '';
  const granted = benefit.quantity === undefined ? worth : speech.number(benefit.quantity);
  const count = isLicence(benefit) ? said.assignedOf(speech.number(assignments.length), granted) : granted;
  const missing = lapsed ? said.lapsedOn : said.notYetBy;
  const waits = redeemBy === null ? said.notYet : missing(speech.day(redeemBy));
  const state = activated ? whenDone({ words, speech }, activated) : waits;
  return [speech.text(benefit.name), benefit.id, count, state];
}

/** Who goes on with a licence, and who loses one when (D21): a sentence for each day. */
export function holdersInWords({ words, speech }: Voice, holders: readonly Holder[]): readonly string[] {
  const said = words.benefits.holders;
  const days = [...new Set(holders.map(({ until }) => until))].sort();
  return days.map((day) => {
    const who = holders.filter(({ until }) => until === day);
    const benefits = [...new Set(who.map(({ benefit }) => benefit))].map((benefit) => {
      const users = who.filter((holder) => holder.benefit === benefit).map(({ user }) => user);
      return said.of(speech.text(benefit.name), speech.list(users));
    });
    return day === null ? said.goOn(benefits.join('; ')) : said.lose(speech.day(day), benefits.join('; '));
  });
}

/** The same for programs. */
export function shownHolders(holders: readonly Holder[]) {
  return holders.map(({ benefit, user, until }) => ({ benefit: benefit.id, user, until }));
}

/** R3: what comes with the membership; there is nothing to activate. */
export function shownIncluded({ network }: Programme, benefit: Benefit) {
  const nothing = {
    subscriptionId: null,
    termNumber: null,
    termStart: null,
    anniversary: null,
    until: null,
    redeemBy: null,
  };
  const unused = {
    activatedAt: null,
    activatedOn: null,
    activatedBy: null,
    keyViewedAt: null,
    keyViewedBy: null,
    assignments: [],
  };
  const counts = { granted: benefit.quantity ?? null, assigned: null, available: null };
  return { ...shownBenefit(benefit), offer: network.id, state: 'included', ...nothing, ...counts, ...unused };
}

function shownBenefit({ id, name, kind, credit }: Benefit) {
  return { benefit: id, name: name.en, kind, credit: credit ?? null };
}

/** One thing that was done, with the offer that it was done with. */
function shownRecord({ subscriptions }: Book, record: BenefitRecord) {
  const { id, at, by, act, benefit, subscriptionId, term, user, on = null, stated = false } = record;
  const offer = subscriptions.find((held) => held.id === subscriptionId)?.offer ?? null;
  return { id, at, on, by, act, benefit, offer, user, stated, subscriptionId, termNumber: term };
}

/** A licence that somebody lost with the term that gave it: nobody did it, and nothing of it is written (D21). */
function shownRunOut({ subscription, term, benefit, user, on }: RunOut) {
  const { id: subscriptionId, offer } = subscription;
  const nobody = { id: null, at: null, by: null, stated: false };
  return { ...nobody, on, act: 'ran-out' as const, benefit, offer, user, subscriptionId, termNumber: term.number };
}

type ShownRecord = ReturnType<typeof shownRecord> | ReturnType<typeof shownRunOut>;

/** The day on which it was done, as far as that is known: of what was done elsewhere, on which day it was stated (D22, D32). */
function whenDone(
  { words, speech }: Voice,
  { at, on, stated }: { readonly at: Instant; readonly on?: Day | null; readonly stated?: boolean },
): string {
  const day = speech.day(dayOf(at));
  if (on) return words.general.happened(speech.day(on), day);
  return stated ? words.benefits.asStated(day) : day;
}

/** Its columns. */
export const HISTORY = [
  'at',
  'on',
  'by',
  'act',
  'benefit',
  'offer',
  'user',
  'stated',
  'subscriptionId',
  'termNumber',
  'id',
];

/** Who did what with the benefits of every term, those that are over too, and who lost a licence with a term: for a licence audit. */
export function history(context: Voice, view: View) {
  const { words, speech } = context;
  const { book } = view;
  const said = words.benefits;
  const dayIn = ({ at, on }: ShownRecord) => (at === null ? on : dayOf(at));
  const all: readonly ShownRecord[] = [
    ...book.benefits.map((record) => shownRecord(book, record)),
    ...runOuts(view).map(shownRunOut),
  ].sort((left, right) => (dayIn(left) < dayIn(right) ? -1 : dayIn(left) > dayIn(right) ? 1 : 0));
  return all.map((one) => ({
    value: one,
    on: one.on ?? dayIn(one),
    cells: [
      one.at === null ? speech.day(one.on) : whenDone(context, one),
      one.by ?? words.screens.dash,
      said.acts[one.act],
      one.benefit,
      one.offer ?? '',
      one.user ?? '',
    ],
  }));
}
