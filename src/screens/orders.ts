import { dayOf, daysBetween, type Day, type Instant } from '../core/day.js';
import type { Money } from '../core/money.js';
import {
  awaitedPage,
  isOpen,
  paidWhen,
  wasFound,
  type Order,
  type OrderLine,
  type PaymentAttempt,
  type PaymentPage,
} from '../core/order.js';
import { moneyState, refunded, type MoneyState } from '../core/refund.js';
import type { Refund } from '../core/records.js';
import type { Seen } from '../core/seen.js';
import { beginsWithFunds, followsPayment, isPending, transferReference } from '../core/transfer.js';
import type { Block, Fact, Screen } from '../io/blocks.js';
import { declinedBefore } from '../core/dunning.js';
import { renewalChanges } from '../core/announcement.js';
import type { CardOnFile } from '../core/payment-method.js';
import type { View } from '../core/view.js';
import type { Plan } from '../core/plan.js';
import { findOffer } from '../core/programme.js';
import { lateTransfersOf } from '../core/open-payments.js';
import { chargedBeside } from '../core/vendor-charge.js';
import { lastTerm } from '../core/subscription.js';
import { openCancellation } from '../core/support-request.js';
import type { Context } from '../cli/context.js';
import type { Voice } from '../language/words.js';
import type { Payment } from '../journeys/purchase.js';
import { holdersAhead, type Holder } from '../core/holders.js';
import { modelled } from './offers.js';
import { holdersInWords } from './benefits.js';
import { benefitsOf } from './reminder-message.js';
import { atVendorToo } from './portal.js';
import { warningBlock } from './warning.js';
import { onceThereIs, paidNext } from './renews-by-itself.js';

/** An order as scripts read it; the keys are the contract's. */
interface ShownOrder {
  readonly id: string;
  readonly kind: Order['kind'];
  readonly offer: string;
  readonly subscriptionId: string;
  readonly termNumber: number;
  /** null where the term begins with funds that have not come. */
  readonly termStart: Day | null;
  readonly termEnd: Day | null;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly tax: Money | null;
  readonly state: MoneyState;
  readonly termsVersion: string;
  readonly payBy: 'card' | 'transfer';
  readonly paymentMethod: string | null;
  readonly transfer: ShownTransfer | null;
  /** Where its cardholder can pay it yet, and until when. */
  readonly page: Pick<PaymentPage, 'url' | 'until'> | null;
  readonly receiptNumber: string | null;
  /** null until it is paid, and where nobody is known to have sold it. */
  readonly invoiceNumber: string | null;
  readonly placedAt: Instant;
  readonly paidAt: Instant | null;
  /** When its charge was found at the gateway, made before it was placed here; null where it was not. */
  readonly foundAt: Instant | null;
  readonly refundedAt: Instant | null;
  /** null too where it was refunded before these were numbered. */
  readonly creditNoteNumber: string | null;
  /** What the gateway has shown of its charge since; null until it was looked at again. */
  readonly seen: Seen | null;
  readonly attempts: readonly Pick<PaymentAttempt, 'ordinal' | 'state' | 'declineCode' | 'sentAt' | 'settledAt'>[];
}

/** P9: what to quote, and until when. `daysLeft`: 0 where nothing is awaited any more. */
interface ShownTransfer {
  readonly reference: string;
  readonly due: Day;
  readonly daysLeft: number;
  readonly receivedOn: Day | null;
  /** Where it goes, as the seller of the programme says; null where none does: then its invoice tells. */
  readonly account: { readonly holder: string; readonly iban: string; readonly bic: string | null } | null;
}

function shownTransfer(order: Order, today: Day): ShownTransfer | null {
  if (!order.transfer) return null;
  const { due, end } = order.transfer;
  const bank = order.sale?.seller.bank;
  return {
    reference: transferReference(order),
    due,
    daysLeft: isPending(order, today) ? daysBetween(today, due) : 0,
    receivedOn: end?.outcome === 'received' ? end.receivedOn : null,
    account: bank ? { holder: bank.holder, iban: bank.iban, bic: bank.bic ?? null } : null,
  };
}

/** @param refunds those of this order */
export function shownOrder(order: Order, today: Day, refunds: readonly Refund[] = []): ShownOrder {
  const returned = refunded(refunds);
  const page = awaitedPage(order);
  return {
    id: order.id,
    kind: order.kind,
    offer: order.offer,
    subscriptionId: order.subscriptionId,
    termNumber: order.term.number,
    termStart: beginsWithFunds(order) ? null : order.term.start,
    termEnd: beginsWithFunds(order) ? null : order.term.end,
    lines: order.lines,
    total: order.total,
    tax: order.tax,
    state: moneyState(order, refunds, today),
    termsVersion: order.termsVersion,
    payBy: order.transfer ? 'transfer' : 'card',
    paymentMethod: order.paymentMethodId,
    transfer: shownTransfer(order, today),
    page: page ? { url: page.url, until: page.until } : null,
    receiptNumber: order.receiptNumber,
    invoiceNumber: order.invoiceNumber ?? null,
    placedAt: order.placedAt,
    paidAt: paidWhen(order),
    foundAt: foundAt(order),
    refundedAt: returned?.settledAt ?? null,
    creditNoteNumber: returned?.creditNoteNumber ?? null,
    seen: order.seen ?? null,
    attempts: order.attempts.map((attempt) => {
      const { ordinal, declineCode, sentAt, settledAt } = attempt;
      return { ordinal, state: attemptState(attempt), declineCode, sentAt, settledAt };
    }),
  };
}

function foundAt(order: Order): Instant | null {
  return wasFound(order) ? order.paidAt : null;
}

/** When an order was found that had been paid before: no charge was made for it here. */
export function foundFacts({ words, speech }: Voice, order: Order): readonly Fact[] {
  const at = foundAt(order);
  return at ? [[words.screens.orders.found, speech.day(dayOf(at))]] : [];
}

/** One that waits for its cardholder has no answer yet, and it is known why. */
export function attemptState(attempt: PaymentAttempt): PaymentAttempt['state'] {
  return isOpen(attempt) && attempt.page ? 'action_required' : attempt.state;
}

/** What the gateway has shown of an order's charge since: its fee, what was given back there, what is disputed. */
export function seenFacts({ words, speech }: Context, { seen }: Order): readonly Fact[] {
  if (!seen) return [];
  const said = words.payments;
  return [
    ...(seen.fee ? [[said.fee, speech.money(seen.fee.amount)] as const] : []),
    ...seen.returned.map(({ ref, amount, failedAt }): Fact => [
      said.returned,
      said.each(speech.money(amount), failedAt ? `${ref}, ${said.failed}` : ref),
    ]),
    ...seen.disputes.map(({ ref, amount, state }): Fact => [
      said.dispute,
      said.each(speech.money(amount), `${ref}, ${said.disputes[state]}`),
    ]),
  ];
}

/** A refund that was made, as scripts read it. `refundId`: the gateway's own name of it, or the words that were quoted. */
export function shownRefund({ id, amount, gatewayRef, settledAt, creditNoteNumber }: Refund) {
  return { id, amount, refundId: gatewayRef, refundedAt: settledAt, creditNoteNumber: creditNoteNumber ?? null };
}

/** The order as it would be placed: lines, tax, total, dates. The same for the review, the dry run and the renewal's first page. */
export function orderScreen(context: Context, view: View, plan: Plan, payment: Payment | undefined): Screen {
  const { words, speech } = context;
  const { programme } = view;
  const said = words.screens.review;
  const offer = findOffer(programme, plan.offer);
  const years = words.screens.offers.years(offer?.termYears ?? 1);
  const lines = plan.lines.map((line): Fact => [
    lineInWords(context, line) ?? said.line(speech.offer(line.what), years),
    speech.money(line.amount),
  ]);
  const card = payment && cardOf(payment);
  const total = card ? said.total(words.screens.card(card)) : payment ? words.transfers.total : said.totalAlone;
  const blocks: Block[] = [
    {
      kind: 'amounts',
      rows: [
        ...lines,
        [said.tax, plan.tax ? speech.money(plan.tax) : said.taxNotComputed],
        [total, speech.money(plan.total)],
      ],
    },
  ];
  const { paying, late, beside, next } = reviewWarnings(view, plan, payment);
  blocks.push(...[...paying, ...late].map((one) => warningBlock(context, one)));
  blocks.push(...aboutSale(context, plan));
  if (plan.lines.some((line) => !line.priceVerified)) blocks.push({ kind: 'text', text: said.notVerified });
  const replaced = plan.lines.find((line) => line.discount !== undefined)?.what;
  if (plan.kind === 'upgrade' && replaced !== undefined)
    blocks.push({ kind: 'text', text: said.takesThePlace(speech.offer(replaced)) });
  blocks.push(...aboutCancellation(context, view, plan));
  if (plan.kind === 'renewal') blocks.push(...renewalBlocks(context, view, plan, beside.length > 0));
  blocks.push(...atVendorToo(context, programme, beside));
  const automatic = programme.policy.automaticRenewal !== null;
  const anniversary = speech.day(plan.term.end);
  const { renewsFrom, byHandFrom } = words.transfers;
  const renewing = { book: view.book, card: payment && cardOf(payment), on: plan.term.end };
  const once = onceThereIs(context, renewing);
  const [itself, byHand] = startsWithFunds(view, plan, payment)
    ? [renewsFrom(once), byHandFrom]
    : [said.anniversary(anniversary, once), said.anniversaryByHand(anniversary)];
  const onTheDay = view.paidElsewhere ? said.anniversaryAtVendor(anniversary) : itself;
  blocks.push({ kind: 'text', text: automatic ? onTheDay : byHand });
  blocks.push(...next.map((one) => warningBlock(context, one)));
  if (plan.kind !== 'renewal') blocks.push(...modelled(context, programme));
  return blocks;
}

/**
 * What a review warns of: a card that was declined when it was charged last (D6), a transfer for the same that may have come
 * (P9), what the vendor charges besides (D29), and another card that pays the next term (R12).
 */
export function reviewWarnings(view: View, { kind, offer: id }: Plan, payment: Payment | undefined) {
  const offer = findOffer(view.programme, id);
  const card = payment && cardOf(payment);
  const payer = payment?.kind === 'on-file' ? payment.method.id : undefined;
  const renews = view.programme.policy.automaticRenewal !== null && !view.paidElsewhere;
  return {
    paying: payment?.kind === 'on-file' ? declinedBefore(view.book, id, payment.method) : [],
    late: lateTransfersOf(view.book, id, view.today),
    beside: offer ? chargedBeside(view, kind, offer) : [],
    next: renews ? paidNext({ book: view.book, card }, payer) : [],
  };
}

/** Who sells it, why no tax is due, and what the invoice will lack. */
function aboutSale({ words, speech }: Context, { sale }: Plan): readonly Block[] {
  if (!sale) return [];
  const said = words.screens.invoice;
  const { seller, buyer, tax } = sale;
  return [
    said.soldBy(seller.name),
    ...(tax.sentence ? [speech.text(tax.sentence)] : []),
    ...(buyer.address === undefined ? [said.noAddress(speech)] : []),
  ].map((text) => ({ kind: 'text', text }));
}

/** Somebody has asked to cancel what is bought on: an upgrade ends that request, a renewal leaves it open (D9, P7). */
function aboutCancellation({ words, speech }: Context, { book }: View, plan: Plan): readonly Block[] {
  const held = plan.supersedes ?? plan.subscriptionId;
  const asked = held === null ? undefined : openCancellation(book.requests, held);
  if (!asked) return [];
  const said = words.support.review;
  const { number } = asked;
  return [
    { kind: 'text', text: plan.kind === 'upgrade' ? said.endsWithUpgrade(number) : said.staysOpen(number, speech) },
  ];
}

/** P9: no day can be promised before the funds are there. */
export function startsWithFunds(
  { book, today }: View,
  { term, subscriptionId }: Plan,
  payment: Payment | undefined,
): boolean {
  const held = book.subscriptions.find(({ id }) => id === subscriptionId);
  return payment?.kind === 'transfer' && followsPayment(term, today, held && lastTerm(held));
}

/** Which term it is, and what changes with it (D4, D16). */
function renewalBlocks(context: Context, view: View, plan: Plan, chargedBeside: boolean): readonly Block[] {
  const { words, speech } = context;
  const { paid, benefits } = renewalChanges(view, plan);
  const { termRuns, termPaid } = words.screens.review;
  // What the vendor charges is its own to say.
  const termSpan = chargedBeside || view.paidElsewhere ? termRuns : termPaid;
  return [
    termSpan(speech.day(plan.term.start), speech.day(plan.term.end)),
    ...(paid ? [words.reminders.says.priceChanges(speech.money(paid), speech.money(plan.total))] : []),
    ...benefitsOf(context, benefits),
    ...holdersInWords(context, holdersIn(view, plan)),
  ].map((text) => ({ kind: 'text', text }));
}

function holdersIn(view: View, { subscriptionId, term, keepsHolders }: Plan): readonly Holder[] {
  const held = view.book.subscriptions.find(({ id }) => id === subscriptionId);
  return held ? holdersAhead(view, held, term, keepsHolders === true) : [];
}

/** What a line of an upgrade takes off (P7); undefined for a line that is paid. */
export function lineInWords({ words, speech }: Context, { what, discount }: OrderLine): string | undefined {
  return discount === undefined ? undefined : words.competencies.upgradeFrom(speech.offer(what), discount / 100);
}

/** What is charged; undefined where nothing is, since it is paid by bank transfer (P9). */
export function cardOf(payment: Payment): Omit<CardOnFile, 'gatewayRef'> | undefined {
  if (payment.kind === 'transfer') return undefined;
  return payment.kind === 'on-file' ? payment.method : payment.card;
}
