import { type Book, newestSubscriptions } from '../core/book.js';
import { areasAttained, nearestArea } from '../core/competency.js';
import { findOffer } from '../core/programme.js';
import type { Voice } from '../language/voice.js';
import { addDays, dayOf, daysBetween, noonOf, type Day } from '../core/day.js';
import { dueRenewal, type Due } from '../core/outlook.js';
import { automaticRenewal } from '../core/automatic-renewal.js';
import { renewable } from '../core/gate.js';
import type { AnyView, View } from '../core/view.js';
import { openAttempt, placedAutomatically } from '../core/order.js';
import { defaultMethod, lastGoodDay } from '../core/payment-method.js';
import { priceRise } from '../core/price-rise.js';
import { isOpenRefund } from '../core/refund.js';
import { anniversaryDate, isLive, lastTerm, renewalWindow, standing, type Subscription } from '../core/subscription.js';
import { isOpenRequest } from '../core/support-request.js';
import { awaitedFor, chargedWithoutFunds, pendingOrders, transferReference } from '../core/transfer.js';
import { declineInWords } from '../screens/renewal-tables.js';
import { aboutRequest } from '../screens/requests.js';
import { sh } from '../language/command-line.js';

/** Something that needs a hand, and the command that answers it. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
  readonly try: string;
}

export type WarningCode =
  | 'CLOCK_AHEAD'
  | 'CLOCK_BEHIND_LEDGER'
  | 'PROGRAMME_DIFFERS'
  | 'PAYMENT_NOT_SETTLED'
  | 'GRACE'
  | 'EXPIRED'
  | 'RENEW_BY_HAND'
  | 'CHARGE_OVERDUE'
  | 'PRICE_ROSE'
  | 'CHARGE_DECLINED'
  | 'NO_JOB_HAS_RUN'
  | 'NO_CARD_FOR_CHARGE'
  | 'CARD_EXPIRES_BEFORE_CHARGE'
  | 'ONE_BUYER'
  | 'NOT_QUALIFIED'
  | 'EVIDENCE_LAPSES'
  | 'REFUND_NOT_SETTLED'
  | 'REQUEST_OPEN'
  | 'TRANSFER_PENDING'
  | 'REMINDER_UNKNOWN';

/** The same, their commands saying where they work. */
export function toCopy({ speech }: Voice, warnings: readonly Warning[]): readonly Warning[] {
  return warnings.map((warning) => ({ ...warning, try: speech.here(warning.try) }));
}

/** In the order of urgency, each once: what holds for several subscriptions is not said for each. */
export function warningsFor(voice: Voice, view: View): readonly Warning[] {
  const held = newestSubscriptions(view.book);
  const all = [
    ...unsettled(voice, view),
    ...unsettledRefunds(voice, view),
    ...awaitedTransfers(voice, view),
    ...held.flatMap((subscription) => aboutTerm(voice, view, subscription)),
    ...held.flatMap((subscription) => aboutPrice(voice, view, subscription)),
    ...held.flatMap((subscription) => aboutCompetency(voice, view, subscription)),
    ...held.flatMap((subscription) => aboutCard(voice, view, subscription)),
    ...openRequests(voice, view),
  ];
  return all.filter(({ message }, index) => all.findIndex((one) => one.message === message) === index);
}

function unsettled({ words }: Voice, { book }: View): readonly Warning[] {
  const said = words.screens.warnings;
  return book.orders
    .filter(openAttempt)
    .map((order) => ({ code: 'PAYMENT_NOT_SETTLED', message: said.openPayment(order.id), try: 'partner recover' }));
}

function unsettledRefunds({ words }: Voice, { book }: View): readonly Warning[] {
  const said = words.support.warnings;
  return book.refunds
    .filter(isOpenRefund)
    .map(({ orderId }) => ({ code: 'REFUND_NOT_SETTLED', message: said.openRefund(orderId), try: 'partner recover' }));
}

/** P9: what to transfer, with which words, and how many days are left for it. */
function awaitedTransfers({ words, speech }: Voice, { book, today }: View): readonly Warning[] {
  return pendingOrders(book, today).map((order) => {
    const due = order.transfer?.due ?? today;
    const facts = [speech.offer(order.offer), speech.money(order.total), transferReference(order)] as const;
    return {
      code: 'TRANSFER_PENDING',
      message: words.transfers.pending(...facts, speech.day(due), daysBetween(today, due)),
      try: sh`partner orders confirm-transfer ${order.id}`,
    };
  });
}

/** R19: what was asked and has no answer yet, for everybody to see. */
function openRequests(voice: Voice, { book }: View): readonly Warning[] {
  return book.requests.filter(isOpenRequest).map((request) => ({
    code: 'REQUEST_OPEN',
    message: voice.words.support.warnings.open(request.number, aboutRequest(voice, book, request)),
    try: sh`partner support show ${request.number}`,
  }));
}

/** The term ends and nobody has paid the next one: in grace, expired, or off and inside the window (R16). */
function aboutTerm({ words, speech }: Voice, view: View, subscription: Subscription): readonly Warning[] {
  const said = words.screens.warnings;
  const { policy } = view.programme;
  const { offer } = subscription;
  const name = speech.offer(offer);
  const awaited = awaitedFor(view.book, subscription, view.today);
  const { closes } = renewalWindow(lastTerm(subscription), policy);
  const renewal = automaticRenewal(subscription, policy, view.today);
  switch (standing(subscription, policy, view.today).kind) {
    case 'superseded':
    case 'cancelled':
      return [];
    case 'expired':
      return [
        { code: 'EXPIRED', message: said.expired(name, speech.day(closes)), try: speech.act(offer, 'subscribe') },
      ];
    case 'grace':
      return [
        ...notCharged({ words, speech }, view, subscription),
        {
          code: 'GRACE',
          message: said.grace(name, speech.day(closes)),
          try: awaited ? sh`partner orders show ${awaited.id}` : speech.act(offer, 'renew'),
        },
      ];
    case 'active': {
      if (renewal.kind === 'on')
        return notCharged({ words, speech }, view, subscription).filter(({ code }) => code === 'CHARGE_DECLINED');
      const open = renewable(subscription, view.programme, view.today) === undefined;
      if (awaited || !(open || isReminded(view, subscription))) return [];
      const renew = speech.act(offer, 'renew');
      const message = said.renewSoon(name, speech.day(anniversaryDate(subscription)));
      return [{ code: 'RENEW_BY_HAND', message, try: open ? renew : `${renew} --check` }];
    }
  }
}

/** P2, P12: what should have been charged by itself and was not; what is to be done about it is done by what it names. */
function notCharged(voice: Voice, view: View, subscription: Subscription): readonly Warning[] {
  const due = dueRenewal(view, subscription, noonOf(view.today));
  if (!due) return [];
  const { words, speech } = voice;
  const said = words.screens.warnings;
  const name = speech.offer(subscription.offer);
  switch (due.kind) {
    // A payment whose outcome is unknown has a warning of its own.
    case 'open':
      return [];
    case 'later': {
      const message = said.declined(name, declineInWords(voice, due.declineCode), speech.day(dayOf(due.from)));
      return [{ code: 'CHARGE_DECLINED', message, try: ANOTHER_CARD }];
    }
    case 'given-up': {
      const message = said.givenUp(name, declineInWords(voice, due.declineCode));
      return [{ code: 'CHARGE_DECLINED', message, try: ANOTHER_CARD }];
    }
    case 'charge':
    case 'refused': {
      const message = said.chargeOverdue(name, speech.day(due.chargeOn));
      return [{ code: 'CHARGE_OVERDUE', message, try: overdueAnswer(due) }];
    }
  }
}

/** The next run charges another default card as if there had been no try (P12). */
const ANOTHER_CARD = 'partner payment-methods add --default';

/** A run cannot mend what a rule stands against: that takes a card, or a look at what the rule wants. */
function overdueAnswer(due: Extract<Due, { readonly kind: 'charge' | 'refused' }>): string {
  if (due.kind === 'charge') return 'partner renewals run';
  const { code } = due.refusal;
  if (code === 'CARD_EXPIRED' || code === 'PAYMENT_METHOD_REQUIRED') return ANOTHER_CARD;
  return 'partner renewals due';
}

/** P5, R16: from the first reminder on, though the window for renewing by hand may open later. */
function isReminded({ programme, today }: AnyView, subscription: Subscription): boolean {
  const [first] = programme.policy.reminders.always.toSorted((left, right) => left - right);
  return first !== undefined && today >= addDays(anniversaryDate(subscription), first);
}

/**
 * Something is overdue and nothing has tried it since: the complaint that this program exists for. A job elsewhere
 * leaves no log on this machine; that it has tried, the ledger knows.
 */
export function noJobHasRun({ words, speech }: Voice, view: View, lastRunOn: Day | undefined): readonly Warning[] {
  const due = view.book.subscriptions.flatMap((subscription) => {
    const renewal = automaticRenewal(subscription, view.programme.policy, view.today);
    const awaited = awaitedFor(view.book, subscription, view.today);
    const overdue = renewal.kind === 'on' && renewal.chargeOn < view.today && !awaited;
    return overdue && !triedByAJob(view.book, subscription) ? [renewal.chargeOn] : [];
  });
  const [first] = due.sort();
  if (first === undefined || (lastRunOn !== undefined && lastRunOn >= first)) return [];
  const message = words.screens.warnings.noJob(lastRunOn === undefined ? undefined : speech.day(lastRunOn));
  return [{ code: 'NO_JOB_HAS_RUN', message, try: 'partner renewals schedule install' }];
}

function triedByAJob({ orders }: Book, subscription: Subscription): boolean {
  const next = lastTerm(subscription).number + 1;
  return orders.some(
    (order) => order.subscriptionId === subscription.id && order.term.number === next && placedAutomatically(order),
  );
}

/** D13: what was earned is lost, or will have lapsed by the anniversary date; the renewal is refused until it is earned again. */
export function aboutCompetency({ words, speech }: Voice, view: View, held: Subscription): readonly Warning[] {
  const offer = findOffer(view.programme, held.offer);
  if (!offer || !isLive(held, view.programme.policy, view.today)) return [];
  const end = anniversaryDate(held);
  const lacking = (today: Day) =>
    offer.requires.find(({ level }) => areasAttained({ ...view, today }, level).length === 0);
  const missing = lacking(view.today) ?? lacking(end);
  if (!missing) return [];
  const said = words.competencies;
  const facts = [speech.offer(offer.id), speech.level(missing.level), speech.day(end)] as const;
  const area = nearestArea({ ...view, today: end }, missing.level)?.area;
  const answer = area === undefined ? 'partner competency list' : sh`partner competency show ${area}`;
  return lacking(view.today)
    ? [{ code: 'NOT_QUALIFIED', message: said.atRisk(...facts), try: answer }]
    : [{ code: 'EVIDENCE_LAPSES', message: said.lapses(...facts), try: answer }];
}

/** P10: what would be charged by itself costs so much more that a person has to see it first. */
function aboutPrice({ words, speech }: Voice, view: View, held: Subscription): readonly Warning[] {
  const renewal = automaticRenewal(held, view.programme.policy, view.today);
  if (renewal.kind !== 'on') return [];
  const rise = priceRise(view, held, renewal.chargeOn < view.today ? view.today : renewal.chargeOn);
  if (rise?.code !== 'PRICE_ROSE') return [];
  const open = renewable(held, view.programme, view.today) === undefined;
  const renew = speech.act(held.offer, 'renew');
  const [paid, now] = [speech.money(rise.paid), speech.money(rise.now)];
  const message = words.screens.warnings.priceRose(speech.offer(held.offer), paid, now);
  return [{ code: 'PRICE_ROSE', message, try: open ? renew : `${renew} --check` }];
}

/** D7: the card that will be charged, held against the day of the charge. */
function aboutCard({ words, speech }: Voice, view: View, subscription: Subscription): readonly Warning[] {
  const said = words.screens.warnings;
  const renewal = automaticRenewal(subscription, view.programme.policy, view.today);
  const charge = renewal.kind === 'on' ? chargedWithoutFunds(view, subscription, renewal.chargeOn) : undefined;
  if (charge === undefined) return [];
  const card = defaultMethod(view.book.paymentMethods);
  // Who pays by bank transfer needs none while it is awaited (P9).
  if (!card && awaitedFor(view.book, subscription, view.today)) return [];
  const add = 'partner payment-methods add';
  if (!card) return [{ code: 'NO_CARD_FOR_CHARGE', message: said.noCard(speech.offer(subscription.offer)), try: add }];
  if (lastGoodDay(card) >= charge) return [];
  return [{ code: 'CARD_EXPIRES_BEFORE_CHARGE', message: said.cardExpires(words.screens.card(card)), try: add }];
}
