import type { Abandonment, Claim } from './claim.js';
import { dayOf, type Day, type Instant } from './day.js';
import type { BasisPoints, Money } from './money.js';
import type { Series } from './programme.js';
import { refuse, type Refusal } from './refusal.js';
import type { Sale } from './sale.js';
import type { Seen } from './seen.js';
import { lastTerm, type Subscription, type TermSpan } from './subscription.js';

/**
 * order: what was bought, as it was shown: lines, total, terms and term are snapshots, so that no later change of the
 * catalogue touches them (G26). It is for one term of one subscription.
 * payment attempt: one try to charge an order; its row exists before the first byte goes out.
 * reference: what is paid, in words that survive a restored ledger (F6): installation, the company's id in its
 * programme, offer, enrolment, term.
 * key: the reference and the attempt's ordinal; the gateway answers one key once.
 * receipt number: gapless within a year, given in the transaction that marks the order paid (I13).
 * invoice number: the same in a series of the seller's, where the order is sold by one.
 */
export interface Order {
  readonly id: string;
  readonly accountId: string;
  readonly kind: 'purchase' | 'renewal' | 'upgrade';
  readonly programme: string;
  readonly offer: string;
  readonly subscriptionId: string;
  readonly enrolment: number;
  readonly term: TermSpan;
  /** The subscription that an upgrade takes the place of once it is paid (P7). */
  readonly supersedes?: string;
  readonly reference: string;
  /** Whoever holds a licence of the term before goes on with it in this one, as far as it has as many (D21). */
  readonly keepsHolders?: true;
  readonly lines: readonly OrderLine[];
  /** null: tax not computed (D15). */
  readonly tax: Money | null;
  readonly total: Money;
  /** Where its programme has a seller. */
  readonly sale?: Sale;
  readonly termsId: string;
  readonly termsVersion: string;
  /** null: by bank transfer (P9). */
  readonly paymentMethodId: string | null;
  /** Only where it is paid by bank transfer: never charged. */
  readonly transfer?: Transfer;
  readonly placedAt: Instant;
  readonly placedBy: string;
  readonly state: OrderState;
  readonly paidAt: Instant | null;
  readonly receiptNumber: string | null;
  /** Of what is sold; absent until it is paid. */
  readonly invoiceNumber?: string;
  /** What the gateway has shown of its charge since; absent until it was looked at again. */
  readonly seen?: Seen;
  /** In the order of their ordinals. */
  readonly attempts: readonly PaymentAttempt[];
}

/** P9: what an order waits for that is paid by bank transfer. */
export interface Transfer {
  /** The last day on which the funds can be confirmed. */
  readonly due: Day;
  /** The term as it was ordered; absent until the funds came, which settle when it begins. */
  readonly ordered?: TermSpan;
  /** Absent while nothing was written down; past its due day it has expired all the same. */
  readonly end?: TransferEnd;
}

export type TransferEnd =
  | { readonly outcome: 'received'; readonly receivedOn: Day; readonly at: Instant; readonly by: string }
  | { readonly outcome: 'cancelled' | 'expired'; readonly at: Instant; readonly by: string };

export type OrderState = 'placed' | 'paid' | 'failed';

export interface OrderLine {
  readonly what: string;
  readonly amount: Money;
  readonly priceVerified: boolean;
  readonly priceSource: string;
  /** Where the line takes off: what `what` was worth towards the upgrade (P7). */
  readonly discount?: BasisPoints;
}

export interface PaymentAttempt {
  readonly id: string;
  readonly orderId: string;
  /** Counted over all attempts ever made for the same reference, from 1. */
  readonly ordinal: number;
  readonly key: string;
  readonly amount: Money;
  readonly paymentMethodId: string;
  readonly state: AttemptState;
  readonly sentAt: Instant;
  /** The process that sends it, so that another can tell whether it still lives. */
  readonly sender: string;
  /** Who sends it last; absent where it was sent before claims were written down. */
  readonly claim?: Claim;
  readonly abandoned?: readonly Abandonment[];
  readonly settledAt: Instant | null;
  readonly chargeId: string | null;
  /** The gateway's word for the reason, where it declined. */
  readonly declineCode: string | null;
  /** Where its cardholder was asked to pay it, because their bank wants that; absent where nobody was asked. */
  readonly page?: PaymentPage;
}

/** A page of the gateway's own, on which a cardholder pays one attempt of an order. */
export interface PaymentPage {
  /** The gateway's own name of it. */
  readonly ref: string;
  readonly url: string;
  /** Nothing can be paid on it from then on. */
  readonly until: Instant;
}

export type AttemptState = 'sending' | 'unknown' | SettledState;
export type SettledState = 'succeeded' | 'declined' | 'action_required' | 'not_executed';

/** How an attempt ended. */
export interface Settlement {
  readonly state: SettledState;
  readonly at: Instant;
  readonly chargeId: string | null;
  readonly declineCode: string | null;
}

/** No answer yet, or none that can be believed: nothing else may be bought for its term (G3). */
export function isOpen(attempt: PaymentAttempt): boolean {
  return attempt.state === 'sending' || attempt.state === 'unknown';
}

/** The page on which the cardholder may pay the order yet: it is neither paid nor failed. */
export function awaitedPage(order: Pick<Order, 'attempts'>): PaymentPage | undefined {
  return order.attempts.find(isOpen)?.page;
}

/** Past its time nobody can pay on it any more: what came of it is not known. */
export function payablePage(order: Pick<Order, 'attempts'>, today: Day): PaymentPage | undefined {
  const page = awaitedPage(order);
  return page && dayOf(page.until) >= today ? page : undefined;
}

/** Whether a cardholder may yet pay for the next term of what is owned, or for what takes its place (P7). */
export function waitsForCardholder(orders: readonly Order[], { id }: Subscription, today: Day): boolean {
  return orders.some((order) => paysFor(order, id) && payablePage(order, today));
}

/** What is said to whoever meets an order that waits for its cardholder (G3). */
export function waitsRefusal(order: Pick<Order, 'id' | 'offer' | 'attempts'>): Refusal | undefined {
  const page = awaitedPage(order);
  const { id, offer } = order;
  return page && refuse('PAYMENT_WAITS', { offer, order: id, url: page.url, until: page.until });
}

/** D6: whether the bank said no when this card was charged last. */
export function wasDeclinedLast(orders: readonly Order[], paymentMethodId: string): boolean {
  const tried = orders.flatMap(({ attempts }) => attempts).filter((one) => one.paymentMethodId === paymentMethodId);
  const last = tried
    .toSorted((one, other) => Number(one.sentAt > other.sentAt) - Number(one.sentAt < other.sentAt))
    .at(-1);
  return last?.state === 'declined' || last?.state === 'action_required';
}

export function openAttempt(order: Order): PaymentAttempt | undefined {
  return order.attempts.find(isOpen);
}

/**
 * When the charge that paid an order was asked for, however late its answer was written down; on a page of the gateway's own,
 * and by transfer, when that was. null while it is not paid.
 */
export function paidWhen({ attempts, paidAt }: Pick<Order, 'attempts' | 'paidAt'>): Instant | null {
  const charged = paidAt === null ? undefined : attempts.find(({ state }) => state === 'succeeded');
  return charged && !charged.page ? charged.sentAt : paidAt;
}

/** Whether it was charged before it was placed: an order of a ledger that is lost, of which the gateway showed the charge (G1). */
export function wasFound(order: Pick<Order, 'attempts' | 'placedAt'>): boolean {
  return order.attempts.some(({ state, sentAt }) => state === 'succeeded' && sentAt < order.placedAt);
}

/** Orders that are paid or may yet turn out to be (I2). */
export function standsForTerm(order: Order): boolean {
  return order.state !== 'failed';
}

/** For a term of this subscription, or for what takes its place (P7). */
export function paysFor(order: Pick<Order, 'subscriptionId' | 'supersedes'>, subscriptionId: string): boolean {
  return order.subscriptionId === subscriptionId || order.supersedes === subscriptionId;
}

/** Those for the term after the last paid one, oldest first. */
export function ordersForNextTerm(orders: readonly Order[], held: Subscription): readonly Order[] {
  const next = lastTerm(held).number + 1;
  return orders.filter((order) => order.subscriptionId === held.id && order.term.number === next);
}

/** A payment for the term after the last paid one that may have been made, or waits for its cardholder (G3). */
export function unsettledRenewal(orders: readonly Order[], held: Subscription): Order | undefined {
  return ordersForNextTerm(orders, held).find(openAttempt);
}

/** Who places the orders of automatic renewal, as the audit log names it: nobody's e-mail address. */
export const AUTOMATIC_RENEWAL = 'automatic renewal';

export function placedAutomatically(order: Order): boolean {
  return order.placedBy === AUTOMATIC_RENEWAL;
}

export interface Payable {
  readonly installation: string;
  readonly mpnId: string;
  readonly offer: string;
  readonly enrolment: number;
  readonly term: number;
}

export function referenceOf(what: Payable): string {
  return [what.installation, what.mpnId, what.offer, what.enrolment, what.term].join('/');
}

export function keyOf(reference: string, ordinal: number): string {
  return `${reference}/${ordinal}`;
}

/** `2026-000001` */
export function receiptNumber(year: number, serial: number): string {
  return `${String(year).padStart(4, '0')}-${String(serial).padStart(6, '0')}`;
}

/** What a numbered paper is called after: its year, and its place in it. */
export interface PaperNumber {
  readonly year: number;
  readonly serial: number;
}

/** `2026-000001` in its two parts. @throws RangeError on any other shape: a bug */
export function receiptParts(number: string): PaperNumber {
  const [year, serial] = number.split('-').map(Number);
  if (year === undefined || serial === undefined || receiptNumber(year, serial) !== number) {
    throw new RangeError(`${number} is not a receipt number`);
  }
  return { year, serial };
}

const SERIAL = /^((?:[A-Z]+-)+(?:\d{4}-)?)(\d{6,})$/;

/** The name that the numbers of a day have before their serial: `FA-2026-`, or `FA-` where they go on for ever. */
export function seriesOn({ prefix, yearly }: Series, day: Day): string {
  return yearly ? `${prefix}${day.slice(0, 4)}-` : prefix;
}

/** `FA-2026-000001` */
export function seriesNumber(series: string, serial: number): string {
  return `${series}${String(serial).padStart(6, '0')}`;
}

/** The same in its two parts. @throws RangeError on any other shape: a bug */
export function seriesParts(number: string): { readonly series: string; readonly serial: number } {
  const [, series, digits] = SERIAL.exec(number) ?? [];
  if (series === undefined || seriesNumber(series, Number(digits)) !== number)
    throw new RangeError(`${number} is no number of a series`);
  return { series, serial: Number(digits) };
}

/** @throws RangeError unless a paper has a number exactly where there is a series for it, of that series on its day */
export function requireInSeries(number: string | undefined, series: Series | undefined, day: Day): void {
  const given = number === undefined ? undefined : seriesParts(number).series;
  if (given !== (series && seriesOn(series, day)))
    throw new RangeError(`${number ?? 'no number'} is not of its series`);
}
