import { newestSubscriptions, type Book } from './book.js';
import { recordsOf } from './benefit.js';
import { addDays, anniversary as yearsFrom, type Day } from './day.js';
import type { Money } from './money.js';
import { ordersForNextTerm, type Order } from './order.js';
import { canonical } from './plan.js';
import { isMarkedUnverified, type Offer, type Programme } from './programme.js';
import {
  factsIn,
  newestStatement,
  type EvidenceFile,
  type RecordedOrder,
  type StatedFacts,
  type StatedRefund,
} from './recorded-order.js';
import type { StatedAgain } from './records.js';
import { refuse, type Refusal } from './refusal.js';
import {
  anniversaryDate,
  isLive,
  lastTerm,
  nextTerm,
  renewalWindow,
  runsTo,
  standing,
  startedOn,
  vendorRenewal,
  type Subscription,
  type TermSpan,
  type VendorRenewal,
} from './subscription.js';
import { isPending, pendingRefusal } from './transfer.js';
import type { View } from './view.js';

/** What somebody says of an order; of automatic renewal null where nothing was said. */
export interface Said extends Omit<StatedFacts, 'renewal'> {
  readonly renewal: VendorRenewal | null;
}

export const NOTHING_SAID: Said = {
  started: null,
  renewal: null,
  invoice: null,
  invoicedOn: null,
  paidOn: null,
  amount: null,
  tax: null,
  paidBy: null,
  orderRef: null,
  externalId: null,
  evidence: [],
};

/** What a statement comes to: written, refused, or there already with exactly these facts (D25). */
export type Recording =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unchanged'; readonly order: RecordedOrder }
  | { readonly kind: 'writes'; readonly term: TermSpan; readonly facts: StatedFacts };

/** Something bought elsewhere, to be brought in. */
export interface Adoption {
  readonly offer: Offer;
  readonly anniversary: Day;
  readonly said: Said;
  /** Benefits that were activated before (D32). */
  readonly activated: readonly string[];
}

/** D22 to D25, D29, D32: what bringing it in comes to. */
export function adopting(view: View, { offer, anniversary, said, activated }: Adoption): Recording {
  const { programme, book, today } = view;
  const byHand = renewsByHand(programme, offer.id, said.renewal);
  if (byHand) return { kind: 'refused', refusal: byHand };
  const term = adoptedTerm(offer.termYears, anniversary, said.started);
  const facts: StatedFacts = { ...said, renewal: renewalIn(programme, said.renewal ?? 'unknown') };
  // Throws where the window lies beyond the calendar: it could never be shown (G15).
  renewalWindow(term, programme.policy);
  const same = book.recorded.find(
    (order) =>
      order.kind === 'purchase' &&
      order.programme === programme.id &&
      order.offer === offer.id &&
      says(order, facts, term.end) &&
      activated.every((benefit) => isActivated(book, order, benefit)),
  );
  if (same) return { kind: 'unchanged', order: same };
  const stated = { ...said, end: anniversary };
  const refusal =
    invoiceTaken(view, facts.invoice, offer.id, stated) ??
    onItsWay(ordersOfFirstTerm(book, programme, offer), today) ??
    ownedAlready(view, offer, term, stated);
  return refusal ? { kind: 'refused', refusal } : { kind: 'writes', term, facts };
}

/** What stands against bringing it in whatever else will be said of it; undefined while nothing is known to. */
export function againstAdopting(
  view: View,
  { anniversary, ...wish }: Pick<Adoption, 'offer' | 'said'> & { readonly anniversary: Day | undefined },
): Refusal | undefined {
  if (anniversary) return lasting(adopting(view, { ...wish, anniversary, activated: [] }));
  const { programme, book, today } = view;
  const refusal =
    onItsWay(ordersOfFirstTerm(book, programme, wish.offer), today) ??
    ownedAlready(view, wish.offer, undefined, wish.said);
  return refusal && lasting({ kind: 'refused', refusal });
}

/** D25: a refusal of what nothing that was said so far stands against may be of the very same statement. */
function lasting(comes: Recording): Refusal | undefined {
  if (comes.kind !== 'refused') return undefined;
  const { refusal } = comes;
  const mayBeTheSame =
    refusal.code === 'RECORD_CONFLICT' && refusal.said !== undefined && Object.keys(refusal.said).length === 0;
  return mayBeTheSame ? undefined : refusal;
}

/** What a renewal that was paid elsewhere says; `end`: the anniversary date, null where nobody said it. */
export interface RenewalSaid {
  readonly end: Day | null;
  readonly said: Said;
  /** Whoever holds a licence goes on with it (D21). */
  readonly keepsHolders?: boolean;
}

/** What stands against recording it whatever else will be said; until the invoice was asked for, the day it was paid may. */
export function againstRecording(
  view: View,
  held: Subscription,
  said: RenewalSaid,
  isInvoiceSaid: boolean,
): Refusal | undefined {
  const refusal = lasting(recording(view, held, said));
  const mayYetBeSaid = refusal?.code === 'ANNIVERSARY_NOT_KNOWN' || refusal?.code === 'WINDOW_CLOSED';
  return mayYetBeSaid && !isInvoiceSaid ? undefined : refusal;
}

/** D25, D28: what recording it comes to. @throws RangeError where the stated end is not after the last one: who asks, checks */
export function recording(view: View, held: Subscription, { end, said, keepsHolders = false }: RenewalSaid): Recording {
  const { programme, book, today } = view;
  const { policy } = programme;
  const byHand = renewsByHand(programme, held.offer, said.renewal);
  if (byHand) return { kind: 'refused', refusal: byHand };
  const facts: StatedFacts = { ...said, renewal: renewalIn(programme, said.renewal ?? renewedBefore(held)) };
  const last = lastTerm(held);
  const latest = book.recorded.find(({ id }) => id === last.orderId);
  const within = renewedInItsWindow(held, programme, said.paidOn ?? today) ? latest : undefined;
  const known = sameInvoice(book, programme, facts.invoice) ?? (facts.invoice === null ? within : undefined);
  const asBefore = !keepsHolders || known?.keepsHolders === true;
  const renewal = said.renewal ? facts.renewal : known && newestStatement(known).renewal;
  if (known && renewal && asBefore && says(known, { ...facts, renewal }, end))
    return { kind: 'unchanged', order: known };
  const stated = { ...said, end };
  const refusal =
    invoiceTaken(view, facts.invoice, held.offer, stated) ??
    (within && conflict(within, held.offer, stated)) ??
    onItsWay(ordersForNextTerm(book.orders, held), today) ??
    over(held, programme, today, said.paidOn);
  if (refusal) return { kind: 'refused', refusal };
  const term = end === null ? termByPolicy(held, programme, said.paidOn) : termTo(last, end);
  if (!term) return { kind: 'refused', refusal: refuse('ANNIVERSARY_NOT_KNOWN', { offer: held.offer }) };
  renewalWindow(term, policy);
  return { kind: 'writes', term, facts };
}

/** What is stated again of an order; what is left out stays as it is. */
export interface Correction {
  readonly end: Day | null;
  readonly said: Partial<Said>;
}

/** D26: what correcting it comes to. */
export function correcting(view: View, order: RecordedOrder, { end, said }: Correction): Recording {
  const { programme, book } = view;
  const byHand = renewsByHand(programme, order.offer, said.renewal ?? null);
  if (byHand) return { kind: 'refused', refusal: byHand };
  const newest = newestStatement(order);
  const { end: statedEnd, ...stated } = factsIn(newest);
  const evidence = withMore(stated.evidence, said.evidence ?? []);
  const facts: StatedFacts = {
    ...stated,
    ...said,
    tax: said.tax ?? taxIn(stated.tax, said.amount ?? stated.amount),
    renewal: said.renewal ? renewalIn(programme, said.renewal) : stated.renewal,
    evidence,
  };
  if (says(order, facts, end)) return { kind: 'unchanged', order };
  const taken = sameInvoice(book, programme, facts.invoice);
  if (taken && taken.id !== order.id) return { kind: 'refused', refusal: conflict(taken, order.offer) };
  if (order.refund && !couldGiveBack(facts, order.refund)) {
    const { amount, on } = order.refund;
    return {
      kind: 'refused',
      refusal: refuse('RECORD_CONFLICT', { order: order.id, by: null, refund: { amount, on } }),
    };
  }
  const term = correctedTerm(book, order, end ?? statedEnd, facts.started);
  const held = book.subscriptions.find(({ id }) => id === order.subscriptionId);
  const isComing = (next: Order) => mayYetBePaid(next, view.today);
  const moves = term.start !== newest.term.start || term.end !== newest.term.end;
  const settled = held && (isSettled(held, newest.term) || ordersForNextTerm(book.orders, held).some(isComing));
  if (moves && settled)
    return { kind: 'refused', refusal: refuse('TERM_SETTLED', { order: order.id, offer: order.offer }) };
  const beside = moves && held && besideIt(view, held, term);
  if (beside)
    return { kind: 'refused', refusal: conflict({ id: lastTerm(beside).orderId, offer: held.offer }, held.offer) };
  renewalWindow(term, programme.policy);
  return { kind: 'writes', term, facts };
}

/** D24: a tax that can be no part of what was paid, as it is stated now, is not known any more. */
function taxIn(tax: Money | null, amount: Money | null): Money | null {
  if (!tax || !amount) return null;
  return tax.currency === amount.currency && tax.amount <= amount.amount ? tax : null;
}

/** I10: another of the same offer that it would run beside, or be live beside today, were its last term this one. */
function besideIt({ programme, book, today }: View, held: Subscription, term: TermSpan): Subscription | undefined {
  const isLiveThen = today <= renewalWindow(term, programme.policy).closes;
  return book.subscriptions.find(
    (other) =>
      other.id !== held.id &&
      other.offer === held.offer &&
      other.programme === held.programme &&
      (other.enrolment < held.enrolment ? endedOn(other) >= term.start : isLiveThen || startedOn(other) <= term.end),
  );
}

/** By itself, by a cancellation or an upgrade. */
function endedOn(held: Subscription): Day {
  return held.superseded ? addDays(held.superseded.on, -1) : runsTo(held);
}

/** D31: no more was given back than was paid, and not before. */
function couldGiveBack({ amount, paidOn }: StatedFacts, refund: StatedRefund): boolean {
  const enough = amount?.currency === refund.amount.currency && amount.amount >= refund.amount.amount;
  return enough && paidOn !== null && paidOn <= refund.on;
}

/** What was shown before still shows it: a file is added, and none is taken away. */
function withMore(before: readonly EvidenceFile[], more: readonly EvidenceFile[]): readonly EvidenceFile[] {
  return [...before, ...more.filter(({ sha256 }) => before.every((known) => known.sha256 !== sha256))];
}

/** Nothing of it moves any more: it has ended, or another term stands on it. */
function isSettled(held: Subscription, { number }: TermSpan): boolean {
  return held.cancelled !== undefined || held.superseded !== undefined || lastTerm(held).number !== number;
}

/**
 * The term that an adopted subscription is in. Its anniversary date is as stated; others are counted from the first day,
 * where that leads to the stated date, else from that date itself (D1, D23).
 */
function adoptedTerm(years: number, end: Day, started: Day | null): TermSpan {
  const since = started === null ? 0 : yearsBetween(started, end);
  if (started === null || since < 1 || yearsFrom(started, since) !== end)
    return { number: 0, anchor: end, yearsFromAnchor: 0, start: started ?? yearsFrom(end, -years), end };
  const yearsFromAnchor = Math.max(0, since - years);
  return { number: 0, anchor: started, yearsFromAnchor, start: yearsFrom(started, yearsFromAnchor), end };
}

/** The next term to a stated date: counted on from the old anchor where that leads there. */
function termTo(last: TermSpan, end: Day): TermSpan {
  const number = last.number + 1;
  const yearsFromAnchor = yearsBetween(last.anchor, last.end);
  const years = yearsBetween(last.anchor, end);
  if (yearsFrom(last.anchor, years) === end)
    return { number, anchor: last.anchor, yearsFromAnchor, start: last.end, end };
  return { number, anchor: end, yearsFromAnchor: 0, start: last.end, end };
}

/** D28: whether the rule by which the programme goes on to the next anniversary date is known to hold. */
export function isNextAnniversaryKnown({ policy }: Pick<Programme, 'policy'>): boolean {
  return !isMarkedUnverified(policy, 'anniversaryAfterRenewal');
}

/** P3, where the programme's rule is known to hold and what it counts from was stated (D28). */
function termByPolicy(held: Subscription, programme: Programme, paidOn: Day | null): TermSpan | undefined {
  const { policy, offers } = programme;
  const years = offers.find(({ id }) => id === held.offer)?.termYears;
  if (years === undefined || !isNextAnniversaryKnown(programme)) return undefined;
  if (policy.anniversaryAfterRenewal === 'payment-date' && paidOn === null) return undefined;
  return nextTerm(lastTerm(held), policy, years, paidOn ?? lastTerm(held).end);
}

function correctedTerm(book: Book, order: RecordedOrder, end: Day, started: Day | null): TermSpan {
  const { term } = newestStatement(order);
  if (term.end === end && (order.kind === 'renewal' || started === newestStatement(order).started)) return term;
  const before = book.subscriptions.find(({ id }) => id === order.subscriptionId)?.terms[term.number - 1];
  return before ? termTo(before, end) : adoptedTerm(yearsBetween(term.start, term.end) || 1, end, started);
}

function yearsBetween(from: Day, to: Day): number {
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4));
}

/** Exactly these facts; the end only where it was said. */
function says(order: RecordedOrder, facts: StatedFacts, end: Day | null): boolean {
  const stated = factsIn(newestStatement(order));
  return canonical(stated) === canonical({ ...facts, end: end ?? stated.end });
}

function isActivated(book: Book, { subscriptionId }: RecordedOrder, benefit: string): boolean {
  return recordsOf(book.benefits, subscriptionId, 0, benefit).some(({ act }) => act === 'activated');
}

function sameInvoice(book: Book, { id }: Programme, invoice: string | null): RecordedOrder | undefined {
  if (invoice === null) return undefined;
  return book.recorded.find((order) => order.programme === id && newestStatement(order).invoice === invoice);
}

function invoiceTaken(
  { book, programme }: Pick<View, 'book' | 'programme'>,
  invoice: string | null,
  offer: string,
  stated: StatedAgain,
): Refusal | undefined {
  const taken = sameInvoice(book, programme, invoice);
  return taken && conflict(taken, null, taken.offer === offer ? stated : undefined);
}

/** @param stated what was said where it may have been meant of that very order */
function conflict(order: Conflicting, about: string | null, stated?: StatedAgain): Refusal {
  const { id, offer } = order;
  const said = stated && 'statements' in order ? { said: differing(order, stated) } : {};
  return refuse('RECORD_CONFLICT', { order: id, by: offer === about ? null : offer, ...said });
}

type Conflicting = RecordedOrder | Pick<RecordedOrder, 'id' | 'offer'>;

/** What was said and stands otherwise. A tax is stated as a part of its amount; a renewal has no first day of its own. */
function differing(order: RecordedOrder, stated: StatedAgain): StatedAgain {
  const stands: StatedAgain = factsIn(newestStatement(order));
  const names = ['end', 'started', 'renewal', ...INVOICE_FACTS] as const;
  const differs = (name: (typeof names)[number]) =>
    (stated[name] ?? null) !== null && canonical(stated[name]) !== canonical(stands[name] ?? null);
  const again = names.filter((name) => differs(name) || (name === 'amount' && differs('tax')));
  const told = again.filter((name) => name !== 'started' || order.kind === 'purchase');
  return Object.fromEntries(told.map((name) => [name, stated[name]]));
}

const INVOICE_FACTS = ['invoice', 'invoicedOn', 'paidOn', 'amount', 'tax', 'paidBy', 'orderRef', 'externalId'] as const;

/**
 * D8, D22: what is owned here is not brought in a second time; a new term that begins once the old one has ended, by
 * itself, by a cancellation or an upgrade, is another (I10).
 */
function ownedAlready(
  { programme, book, today }: View,
  offer: Offer,
  term: TermSpan | undefined,
  said: StatedAgain,
): Refusal | undefined {
  const owned = newestSubscriptions(book).find((held) => held.offer === offer.id && held.programme === programme.id);
  if (!owned) return undefined;
  const stated = book.recorded.find(({ id }) => id === lastTerm(owned).orderId);
  const live = isLive(owned, programme.policy, today);
  if (!live && (!term || endedOn(owned) < term.start)) return undefined;
  if (stated) return conflict(stated, offer.id, said);
  if (owned.cancelled) return refuse('SUBSCRIPTION_CANCELLED', { offer: offer.id, from: owned.cancelled.from });
  const window = renewalWindow(lastTerm(owned), programme.policy);
  const anniversary = anniversaryDate(owned);
  return refuse('ALREADY_SUBSCRIBED', { offer: offer.id, owned: owned.id, anniversary, ...window, renewable: false });
}

/** The last term was recorded within the window that it was the renewal of: another record would be of the same renewal. */
function renewedInItsWindow({ terms }: Subscription, { policy }: Programme, day: Day): boolean {
  const before = terms.at(-2);
  return before !== undefined && day <= renewalWindow(before, policy).closes;
}

/** I2: what is on its way here is neither recorded nor brought in as paid elsewhere: both would be of the same term. */
function onItsWay(orders: readonly Order[], today: Day): Refusal | undefined {
  const order = orders.find((one) => mayYetBePaid(one, today));
  return order && (pendingRefusal(order) ?? refuse('RECORD_CONFLICT', { order: order.id, by: null, open: true }));
}

function mayYetBePaid(order: Order, today: Day): boolean {
  return order.state === 'placed' && (!order.transfer || isPending(order, today));
}

/** What was ordered here and, once it is paid, begins as the same subscription as what is brought in. */
function ordersOfFirstTerm({ orders }: Book, { id }: Programme, offer: Offer): readonly Order[] {
  return orders.filter((order) => order.programme === id && order.offer === offer.id && order.term.number === 0);
}

/** Nothing is renewed of what has ended, save where the vendor may have renewed it, or was paid in time (D22, D30). */
function over(held: Subscription, { policy }: Programme, today: Day, paidOn: Day | null): Refusal | undefined {
  const { offer, superseded, cancelled } = held;
  if (superseded) return refuse('ALREADY_UPGRADED', { offer, ...superseded });
  if (cancelled) return refuse('SUBSCRIPTION_CANCELLED', { offer, from: cancelled.from });
  const state = standing(held, policy, today);
  const { closes } = renewalWindow(lastTerm(held), policy);
  const inTime = state.kind !== 'expired' || state.presumed || (paidOn !== null && paidOn <= closes);
  return inTime ? undefined : refuse('WINDOW_CLOSED', { offer, anniversary: anniversaryDate(held), closed: closes });
}

/** D29: where the programme has none, nobody need know that the vendor does not renew it by itself. */
function renewalIn({ policy }: Programme, said: VendorRenewal): VendorRenewal {
  return policy.automaticRenewal ? said : 'off';
}

/** D24: what the vendor was known to do it goes on doing; of anything else nobody said what a renewal made of it. */
function renewedBefore(held: Subscription): VendorRenewal {
  return vendorRenewal(held) === 'on' ? 'on' : 'unknown';
}

/** P2: whoever relied on a renewal that does not come by itself would lose what they own. */
function renewsByHand({ id, policy }: Programme, offer: string, said: VendorRenewal | null): Refusal | undefined {
  if (said !== 'on' || policy.automaticRenewal) return undefined;
  return refuse('AUTORENEW_NOT_OFFERED', { offer, programme: id });
}
