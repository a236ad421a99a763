import { lapsingSoon, type Lapsing } from './benefit.js';
import { dayOf, type Day } from './day.js';
import { LAST_CHARGE_GIVEN_BACK } from './decline.js';
import { under, type View } from './view.js';
import { missedRenewal, type Missed } from './missed.js';
import { sameMoney, type Money } from './money.js';
import { defaultMethod, type PaymentMethod } from './payment-method.js';
import { holdersAhead, type Holder } from './holders.js';
import { awaitedTransfer, lateTransferFor, type AwaitedTransfer } from './open-payments.js';
import { openAttempt, payablePage, unsettledRenewal, type Order, type PaymentPage } from './order.js';
import { chargeDayOf, isDue, outlook, payingOn, personNeeded, type NeedsPerson, type Outlook } from './outlook.js';
import { amountOn, type Plan } from './plan.js';
import { newestStatement } from './recorded-order.js';
import { benefitsOn, findOffer, type Benefit, type Offer, type Programme } from './programme.js';
import {
  isOver,
  lastTerm,
  nextTerm,
  renewalWindow,
  standing,
  type Standing,
  type Subscription,
  type Window,
} from './subscription.js';
import { awaitedFor } from './transfer.js';

/**
 * announcement: what there is to say about the end of a paid term on the day on which it is said, so that a reminder
 * that goes out late is true all the same.
 */
export interface Announcement {
  readonly offer: string;
  readonly subscription: string;
  readonly anniversary: Day;
  readonly window: Window;
  readonly standing: Standing;
  readonly renewal: ComingRenewal;
  readonly price: AnnouncedPrice;
  /** What the coming term gives that the running one does not, and the other way round; as far as the catalogue says. */
  readonly benefits: readonly BenefitChange[];
  /** Who holds a licence, and who loses it when (D21). */
  readonly holders: readonly Holder[];
  /** What has to be activated soon, or is lost (R21). */
  readonly lapsing: Lapsing | null;
  /** An order for it whose transfer may have come in time: looked at before anybody pays for it again (P9). */
  readonly lateTransfer: AwaitedTransfer | null;
  /** The programme that took the place of this one; null where none did (D34). */
  readonly succeededBy: string | null;
}

export type ComingRenewal =
  /** It will be charged by itself; `card` is the one that pays. */
  | { readonly kind: 'charge'; readonly on: Day; readonly card: PaymentMethod }
  /** It would be, and no card can be charged on its day: none is on file, or its last good day lies before (R8, D7). */
  | { readonly kind: 'unpaid'; readonly on: Day; readonly card: PaymentMethod | null; readonly expires: Day | null }
  /** Its price has risen too far for it to be charged by itself (P10), or its card is disputed (G22): a person renews. */
  | { readonly kind: 'needs-person'; readonly on: Day; readonly why: NeedsPerson['code'] }
  /** It should have been charged by itself, and was not; `declined`: because a bank said no to the card (P12). */
  | {
      readonly kind: 'overdue';
      readonly since: Day;
      readonly card: PaymentMethod | null;
      readonly declined?: Declined;
    }
  | UnderWay
  /** Bought elsewhere: the vendor charges it, or nobody said whether it will (D29). */
  | { readonly kind: 'at-vendor'; readonly on: Day; readonly sure: boolean }
  /** The vendor may have charged it, and nobody said so (D30). */
  | { readonly kind: 'unconfirmed'; readonly since: Day }
  /** It ends in a programme that the account has left; `to`: the one that it is in (D34). */
  | { readonly kind: 'left'; readonly to: string }
  /** Nothing happens by itself: it was turned off, or is not offered (R16). */
  | { readonly kind: 'by-hand'; readonly turnedOff: boolean; readonly elsewhere?: true };

/** Ordered or tried already: whatever else was said would be of money that is paid twice. */
export type UnderWay =
  /** By bank transfer, which has not come as far as is known; `without`: what is charged where it does not (P9). */
  | { readonly kind: 'awaits-funds'; readonly transfer: AwaitedTransfer; readonly without: Without | null }
  /** A payment may have been made; or, while there is a `page`, waits for its cardholder (G3). */
  | {
      readonly kind: 'payment-open';
      readonly order: Order;
      readonly card: PaymentMethod | null;
      readonly page: PaymentPage | null;
    };

/** `nextTry`: null where it is not tried again with that card. */
interface Declined {
  readonly card: PaymentMethod;
  readonly code: string;
  readonly nextTry: Day | null;
}

interface Without {
  readonly on: Day;
  readonly card: PaymentMethod;
}

/** The price of the day of the charge, and what was paid for the running term (D16). */
export interface AnnouncedPrice {
  readonly on: Day;
  /** null where the programme lists none for that day. */
  readonly amount: Money | null;
  readonly paid: Money | null;
  /** Both are known, and they differ. */
  readonly changes: boolean;
}

export type BenefitChange =
  | { readonly kind: 'added'; readonly after: Benefit }
  | { readonly kind: 'removed'; readonly before: Benefit }
  | { readonly kind: 'changed'; readonly before: Benefit; readonly after: Benefit };

/**
 * undefined where the programme no longer lists what is owned, or where the subscription was cancelled or has expired; of
 * one whose renewal was missed, that it should have come.
 */
export function announcement(seen: View, held: Subscription): Announcement | undefined {
  const view = under(seen, held);
  const { programme, today } = view;
  const { policy } = programme;
  const offer = findOffer(programme, held.offer);
  const state = standing(held, policy, today);
  const missed = missedRenewal(view, held, () => undefined);
  if (!offer || held.cancelled || (isOver(state) && !missed)) return undefined;
  const term = lastTerm(held);
  const window = renewalWindow(term, policy);
  const renewal = missed ? neverCame(missed) : comingRenewal(view, held);
  const paidOn = chargeDay(renewal, window, today);
  const next = nextTerm(term, policy, offer.termYears, paidOn);
  return {
    offer: offer.id,
    subscription: held.id,
    anniversary: term.end,
    window,
    standing: state,
    renewal,
    price: announcedPrice(view, held, offer, paidOn),
    benefits: benefitChanges(programme, offer, term.start, next.start),
    holders: holdersAhead(view, held, renewal.kind === 'charge' ? next : null, renewal.kind === 'charge'),
    lapsing: lapsingSoon(view, held) ?? null,
    lateTransfer: lateTransferFor(view.book, held, today) ?? null,
    succeededBy: renewal.kind === 'left' ? null : (programme.succeededBy ?? null),
  };
}

/** What a renewal changes against the running term: said before Buy (D16). */
export interface RenewalChanges {
  /** What was paid for the running term, where the next one costs something else. */
  readonly paid: Money | null;
  readonly benefits: readonly BenefitChange[];
}

export function renewalChanges(view: View, { subscriptionId, offer, term, total }: Plan): RenewalChanges {
  const held = view.book.subscriptions.find(({ id }) => id === subscriptionId);
  const listed = findOffer(view.programme, offer);
  if (!held || !listed) return { paid: null, benefits: [] };
  const paid = paidFor(view, held);
  return {
    paid: paid && !sameMoney(paid, total) ? paid : null,
    benefits: benefitChanges(view.programme, listed, lastTerm(held).start, term.start),
  };
}

function comingRenewal(view: View, held: Subscription): ComingRenewal {
  const next = outlook(view, held);
  if (next.kind === 'at-vendor') return { kind: 'at-vendor', on: next.expectedOn, sure: next.sure };
  if (next.kind === 'unconfirmed') return { kind: 'unconfirmed', since: next.since };
  if (next.kind === 'left') return next;
  const paying = underWay(view, held, next);
  if (paying) return paying;
  const on = chargeDayOf(next);
  if (on === undefined) return byHand(next, held);
  const needed = personNeeded(view, held, next);
  if (needed) return { kind: 'needs-person', on, why: needed.code };
  const card = defaultMethod(view.book.paymentMethods) ?? null;
  const declined = card && declinedCharge(next, card);
  const overdue = { kind: 'overdue', since: on, card, ...(declined ? { declined } : {}) } as const;
  if (on < view.today || declined) return overdue;
  const { card: payer, refusal } = payingOn(view, held.offer, on);
  // On the day itself the charge may come at any hour, unless a rule stands against it.
  if (payer && isDue(next) && next.kind !== 'charge') return overdue;
  if (payer) return { kind: 'charge', on, card: payer };
  return { kind: 'unpaid', on, card, expires: refusal.code === 'CARD_EXPIRED' ? refusal.lastDay : null };
}

function underWay(view: View, held: Subscription, next: Outlook): UnderWay | undefined {
  const { book, today } = view;
  const open = unsettledRenewal(book.orders, held) ?? (next.kind === 'open' ? next.order : undefined);
  const attempt = open && openAttempt(open);
  if (attempt) {
    const card = book.paymentMethods.find(({ id }) => id === attempt.paymentMethodId) ?? null;
    return { kind: 'payment-open', order: open, card, page: payablePage(open, today) ?? null };
  }
  const awaited = awaitedFor(book, held, today);
  const transfer = awaited && awaitedTransfer(awaited);
  return transfer && { kind: 'awaits-funds', transfer, without: withoutFunds(view, held, next) };
}

function withoutFunds(view: View, held: Subscription, next: Outlook): Without | null {
  const on = next.kind === 'awaits-funds' && !personNeeded(view, held, next) ? next.without : undefined;
  const card = on && payingOn(view, held.offer, on).card;
  return on && card ? { on, card } : null;
}

function declinedCharge(next: Outlook, card: PaymentMethod): Declined | undefined {
  if (next.kind === 'later') return { card, code: next.declineCode, nextTry: dayOf(next.from) };
  if (next.kind === 'given-up' && next.declineCode !== LAST_CHARGE_GIVEN_BACK)
    return { card, code: next.declineCode, nextTry: null };
  if (next.kind === 'charge' && next.declineCode && next.dueSince)
    return { card, code: next.declineCode, nextTry: dayOf(next.dueSince) };
  return undefined;
}

function neverCame({ since, why }: Missed): ComingRenewal {
  return why.code === 'NOT_RECORDED' ? { kind: 'unconfirmed', since } : { kind: 'overdue', since, card: null };
}

function byHand(next: Outlook, held: Subscription): ComingRenewal {
  const turnedOff = next.kind === 'by-hand' && next.off !== undefined;
  return { kind: 'by-hand', turnedOff, ...(lastTerm(held).stated ? { elsewhere: true } : {}) };
}

function announcedPrice(view: View, held: Subscription, offer: Offer, on: Day): AnnouncedPrice {
  const listed = amountOn(view, offer, view.book.account.country, on);
  const paid = paidFor(view, held);
  const amount = lastTerm(held).stated ? listed && inCurrencyPaid(listed, paid) : listed;
  return { on, amount, paid, changes: amount !== null && paid !== null && !sameMoney(amount, paid) };
}

/** D27: nothing is converted. Whoever paid in another currency than the programme lists is expected to pay as before. */
export function inCurrencyPaid(listed: Money, paid: Money | null): Money {
  return paid && paid.currency !== listed.currency ? paid : listed;
}

/** For the last paid term, as far as it is known. */
export function paidFor({ book }: Pick<View, 'book'>, held: Subscription): Money | null {
  const { orderId } = lastTerm(held);
  const recorded = book.recorded.find(({ id }) => id === orderId);
  if (recorded) return newestStatement(recorded).amount;
  return book.orders.find((order) => order.id === orderId)?.total ?? null;
}

/** The day whose price holds: that of the charge, or the first on which somebody could pay. */
function chargeDay(renewal: ComingRenewal, { opens }: Window, today: Day): Day {
  if (renewal.kind === 'charge' || renewal.kind === 'unpaid' || renewal.kind === 'at-vendor') return renewal.on;
  if (renewal.kind === 'awaits-funds' && renewal.without) return renewal.without.on;
  if (renewal.kind === 'needs-person') return renewal.on < today ? today : renewal.on;
  return today < opens ? opens : today;
}

/** By id; the network's benefits come with every offer (R3). Undated rows hold always and change nothing. */
function benefitChanges({ network }: Programme, offer: Offer, from: Day, to: Day): readonly BenefitChange[] {
  const on = (day: Day) => benefitsOn([...network.benefits, ...offer.benefits], day);
  const before = on(from);
  const after = on(to);
  const named = (rows: readonly Benefit[], id: string) => rows.find((row) => row.id === id);
  return [
    ...before.flatMap((row): readonly BenefitChange[] => {
      const now = named(after, row.id);
      if (!now) return [{ kind: 'removed', before: row }];
      return sameBenefit(row, now) ? [] : [{ kind: 'changed', before: row, after: now }];
    }),
    ...after.flatMap((row): readonly BenefitChange[] => (named(before, row.id) ? [] : [{ kind: 'added', after: row }])),
  ];
}

function sameBenefit(left: Benefit, right: Benefit): boolean {
  const worth = ({ quantity, credit, name }: Benefit) => [
    quantity,
    credit?.money.amount,
    credit?.money.currency,
    credit?.every,
    name.en,
  ];
  const other = worth(right);
  return worth(left).every((value, index) => value === other[index]);
}
