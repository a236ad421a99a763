import { offSince, turnOn } from '../core/automatic-renewal.js';
import { activatedAmong, holdingsOf } from '../core/benefit.js';
import { type Day, type Instant, dayOf, daysBetween } from '../core/day.js';
import { newestStatement, type Statement } from '../core/recorded-order.js';
import { dunningAhead, nextCharge, type Outlook, outlook, plannedCharge } from '../core/outlook.js';
import type { Book } from '../core/book.js';
import { renewableIn } from '../core/gate.js';
import { isLeftBehind, under, type View } from '../core/view.js';
import type { Money } from '../core/money.js';
import { waitsForCardholder } from '../core/order.js';
import { defaultMethod } from '../core/payment-method.js';
import { refundedOn } from '../core/refund.js';
import { awaitedFor, paidOnDay } from '../core/transfer.js';
import {
  anniversaryDate,
  heldTerm,
  heldTo,
  lastTerm,
  renewalWindow,
  standing,
  startedOn,
  isOver,
  runsTo,
  vendorRenewal,
  type Standing,
  type Subscription,
  type Term,
  type TurnedOff,
  type VendorRenewal,
} from '../core/subscription.js';
import type { Block, Fact, Screen } from '../io/blocks.js';
import { datesOfTerm } from '../core/dates.js';
import { shownDunning, stepInWords, type ShownStep } from './dunning.js';
import { declineInWords, reasonInWords } from './renewals.js';
import type { Context } from '../cli/context.js';

/** A subscription as scripts read it; the keys are the contract's. */
export interface ShownSubscription {
  readonly id: string;
  readonly offer: string;
  /** In which it was bought: its rules hold, whichever programme the account has moved to since (D34). */
  readonly programme: string;
  readonly accountId: string;
  readonly state: Standing['kind'];
  /** null where it was bought elsewhere, and nobody said when. */
  readonly startedOn: Day | null;
  /** Of the last term that is paid and not given back before it began, from 0. */
  readonly termNumber: number;
  readonly termStart: Day;
  readonly anniversary: Day;
  readonly daysLeft: number;
  readonly windowOpens: Day;
  readonly windowCloses: Day;
  readonly autorenew: ShownAutorenew;
  readonly renewable: boolean;
  /** Of the term in force; none once they are lost (P4). */
  readonly stated: ShownStated | null;
  readonly benefits: { readonly granted: number; readonly activated: number };
  /** What is done about a declined charge, step by step (P12); none where none was. */
  readonly dunning: readonly ShownStep[];
  /** The first day on which it is cancelled, and the request that asked for it (D10). */
  readonly cancelled: { readonly from: Day; readonly request: string } | null;
}

export interface ShownStated {
  readonly order: string;
  readonly by: string;
  readonly at: Instant;
  readonly invoice: string | null;
}

export interface ShownAutorenew {
  /** null: bought elsewhere, and nobody said whether the vendor renews it (D29). */
  readonly on: boolean | null;
  /** What the vendor does; null where it was bought here. */
  readonly vendor: VendorRenewal | null;
  /** When the vendor is expected to charge it. */
  readonly expectedOn: Day | null;
  /** Whether `autorenew on` would be answered by yes; never within a term for which it was turned off (R15). */
  readonly canTurnOn: boolean;
  readonly nextChargeOn: Day | null;
  readonly amount: Money | null;
  readonly paymentMethod: string | null;
}

export function shownSubscription(seen: View, subscription: Subscription): ShownSubscription {
  const view = under(seen, subscription);
  const { policy } = view.programme;
  const term = heldTerm(subscription);
  const state = standing(subscription, policy, view.today);
  const window = renewalWindow(term, policy);
  return {
    id: subscription.id,
    offer: subscription.offer,
    programme: subscription.programme,
    accountId: subscription.accountId,
    state: state.kind,
    startedOn: firstDay(view, subscription),
    termNumber: term.number,
    termStart: term.start,
    anniversary: heldTo(subscription),
    daysLeft: state.kind === 'active' ? state.daysLeft : 0,
    windowOpens: window.opens,
    windowCloses: window.closes,
    autorenew: shownAutorenew(view, subscription),
    renewable:
      renewableIn(view, subscription) === undefined &&
      !awaitedFor(view.book, subscription, view.today) &&
      !waitsForCardholder(view.book.orders, subscription, view.today),
    benefits: shownBenefits(view, subscription),
    stated: shownStated(view, subscription),
    dunning: shownDunning(view, subscription),
    cancelled: subscription.cancelled
      ? { from: subscription.cancelled.from, request: subscription.cancelled.requestId }
      : null,
  };
}

/** As it was stated of what was bought elsewhere. */
function firstDay({ book }: View, held: Subscription): Day | null {
  const first = book.recorded.find(({ id }) => id === held.terms[0]?.orderId);
  return first ? newestStatement(first).started : startedOn(held);
}

/** Whose word it is that the last term was bought elsewhere; null where it was bought here (D22, D24). */
function shownStated({ book }: View, held: Subscription): ShownStated | null {
  const { orderId, stated } = heldTerm(held);
  const order = book.recorded.find(({ id }) => id === orderId);
  if (!stated || !order) return null;
  return { order: orderId, by: stated.by, at: stated.at, invoice: newestStatement(order).invoice };
}

function shownBenefits(view: View, subscription: Subscription) {
  const held = holdingsOf(view, subscription);
  return { granted: held.length, activated: activatedAmong(held) };
}

/** Whether, when, on which card and how much: the amount is that of the charge date (D16). */
export function shownAutorenew(seen: View, subscription: Subscription): ShownAutorenew {
  const view = under(seen, subscription);
  const canTurnOn = turnOn(subscription, view.programme.policy, view.today) === undefined;
  const next = outlook(view, subscription);
  const here = 'chargeOn' in next;
  const vendor = vendorRenewal(subscription) ?? null;
  const charge = nextCharge(view, subscription);
  return {
    on:
      vendor === 'unknown'
        ? null
        : here || (vendor === 'on' && !isOver(standing(subscription, view.programme.policy, view.today))),
    vendor,
    expectedOn: next.kind === 'at-vendor' ? next.expectedOn : null,
    canTurnOn,
    nextChargeOn: charge?.on ?? null,
    amount: charge?.amount ?? null,
    paymentMethod: here ? (defaultMethod(view.book.paymentMethods)?.id ?? null) : null,
  };
}

/** State, what is paid, what happens next and when: the block that `status` and `show` have in common. */
export function subscriptionTree(context: Context, seen: View, subscription: Subscription): Block {
  const view = under(seen, subscription);
  const { words, speech } = context;
  const said = words.screens.subscription;
  const state = standing(subscription, view.programme.policy, view.today);
  const held = holdingsOf(view, subscription);
  const paid = (running: Running) => paidTo(context, running, subscription, isLeftBehind(view, subscription));
  const [left, right] = [speech.offer(subscription.offer), words.screens.states[state.kind]];
  if (state.kind === 'cancelled') return { kind: 'tree', left, right, rows: [[said.since, speech.day(state.since)]] };
  if (state.kind === 'superseded') return { kind: 'tree', left, right, rows: [[right, paid(state)]] };
  const rows: readonly Fact[] = [
    [said.paidTo, paid(state)],
    [said.automaticRenewal, renewalInWords(context, view, subscription)],
    ...(isOver(state) ? [] : dunningRow(context, view, subscription)),
    ...statedBy(context, view, subscription),
    ...(subscription.cancelled || isLeftBehind(view, subscription)
      ? []
      : [[said.byHand, windowInWords(context, view, subscription)] as const]),
    ...(isOver(state) ? [] : [[said.benefits, said.benefitCount(activatedAmong(held), held.length)] as const]),
  ];
  return { kind: 'tree', left, right, rows };
}

const COMING: ReadonlySet<ShownStep['state']> = new Set(['due', 'missed', 'planned']);

/** P12: what is still to come of it, each step with its day. */
function dunningRow({ words, speech }: Context, view: View, subscription: Subscription): readonly Fact[] {
  const said = words.renewals.dunning;
  const coming = shownDunning(view, subscription).filter(({ state }) => COMING.has(state));
  const steps = coming.map((step) =>
    step.state === 'missed'
      ? said.missed(speech.day(step.on))
      : said.coming(stepInWords(words, step), speech.day(step.on)),
  );
  return steps.length === 0 ? [] : [[said.row, speech.list(steps)]];
}

/** D24: whose word it is that it was bought elsewhere. */
function statedBy(context: Context, { book }: View, subscription: Subscription): readonly Fact[] {
  const order = book.recorded.find(({ id }) => id === heldTerm(subscription).orderId);
  return order ? [[context.words.elsewhere.owned, statedInWords(context, newestStatement(order))]] : [];
}

/** "stated by X on D, vendor invoice N": never that anything was paid through this program (D24). */
export function statedInWords(
  { words, speech }: Context,
  { by, at, invoice }: Pick<Statement, 'by' | 'at' | 'invoice'>,
): string {
  const said = words.elsewhere;
  const paper = invoice === null ? said.noInvoice : said.invoiceNo(invoice);
  return `${said.statedBy(by, speech.day(dayOf(at)))}, ${paper}`;
}

/** Nothing can be paid for it any more: over, or cancelled or left behind and still running. */
export function comesToAnEnd(subscription: Subscription, view: View): boolean {
  const { programme, today } = under(view, subscription);
  const ends = subscription.cancelled !== undefined || isLeftBehind(view, subscription);
  return ends || isOver(standing(subscription, programme.policy, today));
}

/** The renewal window to scale, with the anniversary date in it, and today. */
export function windowTimeline({ words, speech }: Context, view: View, subscription: Subscription): Block {
  const { opens, closes } = words.screens.subscription;
  const labels = { opens, anniversary: words.glossary.anniversaryDate, closes };
  const marks = datesOfTerm(lastTerm(subscription), under(view, subscription).programme.policy).flatMap(
    ({ what, day }) => (what === 'reminder' ? [] : [{ day, label: labels[what] }]),
  );
  const isMarked = marks.some(({ day }) => day === view.today);
  const today = isMarked ? [] : [{ day: view.today, label: words.screens.subscription.today }];
  const all = [...marks, ...today].sort((left, right) => (left.day < right.day ? -1 : 1));
  const first = all[0]?.day ?? view.today;
  const points = all.map(({ day, label }) => ({
    day: speech.day(day),
    label: day === view.today && isMarked ? `${label}, ${words.screens.subscription.today}` : label,
    offset: daysBetween(first, day),
  }));
  return { kind: 'timeline', points };
}

export function subscriptionScreen(context: Context, view: View, subscription: Subscription): Screen {
  const said = context.words.screens.subscription;
  return [
    subscriptionTree(context, view, subscription),
    ...(comesToAnEnd(subscription, view) ? [] : [windowTimeline(context, view, subscription)]),
    { kind: 'table', title: said.terms, ...termsTable(context, view.book, subscription) },
    { kind: 'facts', rows: [[said.id, subscription.id]] },
  ];
}

/** Every term that was ever paid, and what became of its money. */
export function termsTable({ words, speech }: Context, book: Book, { terms }: Subscription) {
  const said = words.screens.subscription;
  const rows = terms.map((term) => {
    const [paidOn, backOn] = [dayPaid(book, term), refundedOn(book, term.orderId)];
    const paid = paidOn ? speech.day(paidOn) : '';
    return [
      String(term.number + 1),
      speech.day(term.start),
      speech.day(term.end),
      term.orderId,
      backOn ? said.refundedOn(paid, speech.day(backOn)) : paid,
    ];
  });
  const columns = [said.term, said.paidFrom, said.paidUntil, said.order, said.paidOn].map((title) => ({ title }));
  return { columns, rows };
}

/** What was paid elsewhere, on the day that was stated. */
function dayPaid({ orders, recorded }: Book, { orderId }: Term): Day | null {
  const stated = recorded.find(({ id }) => id === orderId);
  if (stated) return newestStatement(stated).paidOn;
  const order = orders.find(({ id }) => id === orderId);
  return order ? paidOnDay(order) : null;
}

/** Whether, when, how much and on which card: never only "on". */
export function renewalInWords(context: Context, view: View, subscription: Subscription): string {
  const { words, speech } = context;
  const said = words.screens.subscription;
  const next = outlook(view, subscription);
  switch (next.kind) {
    case 'over':
    case 'window-closed':
      return said.ended;
    case 'ends':
      return said.cancelled(speech.day(runsTo(subscription)));
    case 'at-vendor':
      return (next.sure ? words.elsewhere.on : words.elsewhere.unknown)(speech.day(next.expectedOn));
    case 'unconfirmed':
      return words.elsewhere.unconfirmed(speech.day(next.since));
    case 'left':
      return said.left(speech.day(anniversaryDate(subscription)), next.to);
    case 'by-hand':
      if (next.off && lastTerm(subscription).stated) return offAtVendor(context, next.off);
      return next.off ? said.off(speech.day(offSince(next.off))) : said.notOffered;
    case 'awaits-funds':
      return withoutFunds(context, view, subscription);
    case 'needs-person':
      return said.dueOn(speech.day(next.chargeOn), words.renewals.reasons[next.why.code]);
    case 'planned':
    case 'charge':
      return chargeInWords(context, view, subscription, next);
    default:
      return said.dueSince(speech.day(next.chargeOn), reasonInWords(context, next));
  }
}

/** The day on which it was turned off at the vendor, and the one on which that was recorded (D22). */
export function offAtVendor({ words, speech }: Context, { on, at }: TurnedOff): string {
  return words.elsewhere.off(speech.day(dayOf(at)), on && speech.day(on));
}

type Charged = Extract<Outlook, { readonly kind: 'planned' | 'charge' }>;

function chargeInWords({ words, speech }: Context, view: View, held: Subscription, next: Charged): string {
  const said = words.screens.subscription;
  const day = speech.day(next.chargeOn);
  const { amount, paying } = plannedCharge(view, held) ?? { amount: null };
  if (!amount) return said.chargesNoPrice(day);
  const money = speech.money(amount);
  if (paying.refusal?.code === 'PAYMENT_METHOD_REQUIRED') return said.chargesNoCard(money, day);
  const name = words.screens.card(paying.card ?? paying.refusal.card);
  if (paying.refusal) return said.chargesExpired(money, day, name, speech.day(paying.refusal.lastDay));
  const declined = 'declineCode' in next ? [declineInWords({ words }, next.declineCode)] : [];
  return declined.length > 0 || next.chargeOn < view.today
    ? said.dueSince(day, [...declined, said.atNextRun(money, name)].join(', '))
    : said.charges(money, name, day);
}

/** P9: funds may yet come for the coming term; the card is only charged where they do not. */
function withoutFunds({ words, speech }: Context, view: View, subscription: Subscription): string {
  const charge = nextCharge(view, subscription);
  return charge?.amount
    ? words.transfers.chargesWithout(
        speech.money(charge.amount),
        words.screens.card(charge.paying.card),
        speech.day(charge.on),
      )
    : words.transfers.chargesNothing;
}

type Running = Exclude<Standing, { readonly kind: 'cancelled' }>;

/** @param left its programme was left, so that nobody renews it (D34) */
function paidTo({ words, speech }: Context, state: Running, subscription: Subscription, left: boolean): string {
  const said = words.screens.subscription;
  const day = speech.day(runsTo(subscription));
  switch (state.kind) {
    case 'active':
      return `${day}  (${said.daysLeft(state.daysLeft)})`;
    case 'grace':
      return `${day}  (${(left ? said.keptTo : said.graceTo)(speech.day(state.closes))})`;
    case 'unconfirmed':
      return `${day}  (${words.elsewhere.recordTo(speech.day(state.closes))})`;
    case 'superseded':
      return said.supersededBy(speech.offer(state.by), speech.day(state.on));
    case 'expired':
      return `${day}  (${words.screens.states.expired} ${said.expiredSince(speech.day(state.since))}${state.presumed ? `, ${words.elsewhere.presumed}` : ''})`;
  }
}

function windowInWords({ words, speech }: Context, view: View, subscription: Subscription): string {
  const said = words.screens.subscription;
  const { opens } = renewalWindow(lastTerm(subscription), view.programme.policy);
  const { closes } = dunningAhead(view, subscription);
  const due = awaitedFor(view.book, subscription, view.today)?.transfer?.due;
  if (due !== undefined) return words.transfers.waits(speech.day(due));
  const open = renewableIn(view, subscription) === undefined;
  return open ? said.nowOpen(speech.day(closes)) : said.fromTo(speech.day(opens), speech.day(closes));
}
