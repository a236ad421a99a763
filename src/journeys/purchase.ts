import type { Account } from '../core/account.js';
import { emptyBook, type Book } from '../core/book.js';
import type { Day } from '../core/day.js';
import { viewAt, type View } from '../core/view.js';
import { CHARGE_DIFFERS } from '../core/decline.js';
import { openAttempt, placedAutomatically, type Order, type PaymentPage } from '../core/order.js';
import { onFile, usableOn, type CardOnFile, type PaymentMethod } from '../core/payment-method.js';
import { planFor, reviewText, type Plan } from '../core/plan.js';
import { acceptance, type Offer, type Programme } from '../core/programme.js';
import { sameMoney } from '../core/money.js';
import { isOpenRefund, paymentOf } from '../core/refund.js';
import { refuse, type Refusal } from '../core/refusal.js';
import { renewalWindow, type Subscription } from '../core/subscription.js';
import { touches, transferOffered } from '../core/transfer.js';
import type { FoundCharge, PaymentSource } from '../payments/gateway.js';
import type { Reader, Writer } from '../store/store.js';
import type { Charged } from './attempt.js';
import { chargeOrder } from './charge.js';
import { newHold, type Hold } from './claims.js';
import { recoverRefunds } from './give-back.js';
import { payerOf } from './payer.js';
import { orderFor, placeBought, referenceFor, type Placed } from './place-order.js';
import type { NamedCharge } from './found.js';
import { paidAtGateway, paidBefore } from './paid-before.js';
import { closeOverdue, orderAwaiting, placeFound, placeTransfer, type FoundOrder, type Pending } from './transfers.js';
import { enrol, type Application } from './join.js';
import { standsAfterAll, unlessLedgerFails } from './ledger-failure.js';
import type { Recovered } from './recover.js';
import { recoverBefore, type OnRecovered } from './recover-all.js';
import { clockBehind, type Desk } from './desk.js';

/** Everything that a person, a script or a scheduled run has decided before Buy. */
export interface Cart {
  readonly kind: Plan['kind'];
  readonly programme: Programme;
  readonly offer: Offer;
  /** Of a renewal: licences are handed out again to whoever holds them (D21). */
  readonly keepsHolders?: boolean;
  readonly account: Account;
  /** Given where the buyer joins with this purchase: written at Buy and not before. */
  readonly joining: Application | undefined;
  readonly payment: Payment;
  /** The version of the terms that the buyer accepted (R7). */
  readonly acceptedTerms: string | undefined;
  /** The hash of what was shown; the purchase stops where anything of it has moved (exit 7). */
  readonly reviewed: string | undefined;
}

export type Payment =
  | { readonly kind: 'on-file'; readonly method: PaymentMethod }
  | { readonly kind: 'new'; readonly source: PaymentSource; readonly card: Omit<CardOnFile, 'gatewayRef'> }
  | { readonly kind: 'transfer' };

export type Purchased =
  | {
      readonly kind: 'paid';
      readonly order: Order;
      readonly book: Book;
      readonly subscription: Subscription;
      /** With a charge that was made before: nothing was charged now. */
      readonly found?: true;
    }
  | Pending
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'changed'; readonly now: string }
  /** The bank wants the cardholder's word, for which they are asked on a page of the gateway's own. */
  | { readonly kind: 'waiting'; readonly order: Order; readonly page: PaymentPage; readonly book: Book }
  | { readonly kind: 'declined'; readonly order: Order | null; readonly declineCode: string }
  | { readonly kind: 'unknown'; readonly order: Order | null; readonly reason: string }
  | { readonly kind: 'in-progress'; readonly order: Order };

/**
 * Buys the first or the next term: settles what is open, commits order and attempt, charges, commits the outcome, and
 * reads back what is now owned. Nothing is charged before the commit, nothing twice after it (R9, R10, G1, G2).
 * @param onRecovered told what earlier payments and refunds came to; what stands in the way is the answer itself
 * @throws GatewayBooksError, LedgerError before anything was asked of the gateway
 */
export async function buy(desk: Desk, cart: Cart, onRecovered: OnRecovered = () => undefined): Promise<Purchased> {
  const payments = await recoverBefore(desk, cart, cart.account.id);
  const waiting = inTheWay(payments, cart);
  onRecovered(payments.filter(({ order }) => order !== waiting?.order));
  if (waiting) return standing(desk, waiting);
  onRecovered(await recoverRefunds(desk, cart.account.id));
  if (cart.payment.kind === 'transfer') return buyByTransfer(desk, cart);
  await desk.gateway.ready();
  const attached = await attach(desk, cart.account, cart.payment);
  if (attached.kind !== 'on-file') return attached;
  desk.failpoint('purchase:before-placing');
  const placed = await placeUnlessOpen(desk, cart, attached.method);
  if (placed.kind === 'found') throw new RangeError(`order ${placed.order.id} was to be charged`);
  if (placed.kind !== 'placed') return placed;
  const { order, attempt, hold } = placed;
  desk.failpoint('purchase:placed');
  const settled = await chargeOrder(desk, order, { attempt, hold }, attached.method.gatewayRef);
  desk.failpoint('purchase:settled');
  // Of another amount than is asked for: what it was on the day of that charge is looked for.
  const differs = settled.kind === 'failed' && settled.declineCode === CHARGE_DIFFERS;
  const taken = differs ? await takeFound(desk, cart) : undefined;
  if (taken) return taken;
  return unlessLedgerFails<Purchased>(
    () => readBack(desk, settled),
    () => ({ kind: 'unknown', order: settled.order, reason: 'charge_unwritten' }),
  );
}

/**
 * P9: the order waits for its funds; nothing is charged, and nothing is owned yet. The gateway is looked at first: what a
 * ledger that is lost has charged for the same is no reason to ask for a transfer (G1).
 */
async function buyByTransfer(desk: Desk, cart: Cart): Promise<Purchased> {
  const found = await takeFound(desk, cart);
  if (found) return found;
  const placed = await placeUnlessOpen(desk, cart, undefined);
  if (placed.kind === 'placed' || placed.kind === 'found')
    throw new RangeError(`order ${placed.order.id} was to be paid by bank transfer`);
  return placed.kind === 'pending' ? orderAwaiting(desk, placed.order) : placed;
}

/** What a charge that the gateway holds for the same comes to; undefined where it holds none. */
async function takeFound(desk: Desk, cart: Cart): Promise<Purchased | undefined> {
  const found = await foundFor(desk, cart);
  if (found?.kind !== 'named') return found;
  const placed = await placeUnlessOpen(desk, cart, undefined, found.charge);
  if (placed.kind === 'placed') throw new RangeError(`order ${placed.order.id} was paid before`);
  return placed.kind === 'found' ? readBack(desk, { kind: 'paid', order: placed.order, found: true }) : placed;
}

/** A charge that is taken for what is bought; an answer where it can't be, or nobody knows; undefined where there is none. */
async function foundFor(
  desk: Desk,
  cart: Cart,
): Promise<{ readonly kind: 'named'; readonly charge: NamedCharge } | Purchased | undefined> {
  const planned = await desk.ledger.read(async (ledger) => {
    const { account } = await buyer(ledger, cart);
    const book = (await ledger.book(account.id)) ?? emptyBook(account);
    const view = viewAt(cart.programme, { ...book, account }, desk.at);
    const of = planFor(cart.kind, view, cart.offer, cart.keepsHolders);
    if ('refusal' in of) return undefined;
    return { account, view, plan: of.plan, reference: referenceFor(await ledger.installation(), of.plan, account) };
  });
  // What is not sold at all is refused once it is to be placed.
  const held = planned && (await paidAtGateway(desk, planned.reference, planned.account.id));
  if (!planned || !held) return undefined;
  if (held.kind === 'unknown') return { kind: 'unknown', order: null, reason: held.reason };
  const { charge } = held;
  const isTheSame = charge.returned === null && planThen(cart, planned, charge) !== undefined;
  if (!isTheSame || !charge.card)
    return { kind: 'refused', refusal: paidBefore({ offer: cart.offer.id }, null, charge) };
  return { kind: 'named', charge: { ...charge, card: charge.card } };
}

/** What was bought with a charge: for what it costs now, or for what it did on the day of the charge; undefined for neither. */
function planThen(
  { kind, offer, programme, keepsHolders }: Cart,
  { view, plan }: { readonly view: View; readonly plan: Plan },
  { amount, at }: FoundCharge,
): Plan | undefined {
  const then = planFor(kind, viewAt(programme, view.book, at), offer, keepsHolders);
  return [plan, ...('plan' in then ? [then.plan] : [])].find(({ total }) => sameMoney(total, amount));
}

/** What the review hash is made of: the plan and who pays it. */
export function reviewHash(desk: Pick<Desk, 'digest'>, plan: Plan, payment: Payment): string {
  const card = payment.kind === 'on-file' ? payment.method : payment.kind === 'new' ? payment.card : undefined;
  // Who joins with the purchase gets an account id at every look anew: it is not part of what was shown.
  // With a prefix of letters, no hash can be taken for a card number on a command line (D19).
  return `rev_${desk.digest(reviewText({ ...plan, accountId: '' }, card ? `${card.brand} ${card.last4}` : 'transfer')).slice(0, 16)}`;
}

/** What keeps the term from being bought for now: a payment for it whose outcome is open (G3). */
function inTheWay(payments: readonly Recovered[], { offer, programme }: Cart): Unsettled | undefined {
  return payments.find(
    (result): result is Unsettled =>
      result.kind !== 'paid' && result.kind !== 'failed' && touches(result.order, offer, programme),
  );
}

type Unsettled = Exclude<Recovered, { readonly kind: 'paid' | 'failed' }>;

async function standing(desk: Desk, settled: Unsettled): Promise<Purchased> {
  if (settled.kind !== 'waiting') return settled;
  const book = await desk.ledger.read((ledger) => ledger.book(settled.order.accountId));
  if (!book) throw new Error(`the account of order ${settled.order.id} has gone from the ledger`);
  return { ...settled, book };
}

type AttachedMethod = { readonly kind: 'on-file'; readonly method: PaymentMethod };

async function attach(
  desk: Desk,
  account: Account,
  payment: Exclude<Payment, { kind: 'transfer' }>,
): Promise<AttachedMethod | Purchased> {
  if (payment.kind === 'on-file') return payment;
  desk.failpoint('purchase:before-attach');
  const attached = await desk.gateway.attach(payment.source, desk.at, payerOf(desk.ledger, account));
  switch (attached.kind) {
    case 'attached': {
      const { card } = attached;
      const method = {
        id: desk.nextId('pm'),
        accountId: '',
        ...card,
        addedAt: desk.at,
        removedAt: null,
        isDefault: false,
      };
      return { kind: 'on-file', method };
    }
    case 'refused':
      return attached;
    case 'declined':
      return { kind: 'declined', order: null, declineCode: attached.declineCode };
    case 'unknown':
      return { kind: 'unknown', order: null, reason: attached.reason };
  }
}

/** With the claim that was written down with its attempt. */
type PlacedHere = Placed & { readonly hold: Hold };

async function placeUnlessOpen(
  desk: Desk,
  cart: Cart,
  method: PaymentMethod | undefined,
  found?: NamedCharge,
): Promise<PlacedHere | FoundOrder | Purchased> {
  for (;;) {
    const hold = await newHold(desk);
    const placed = await placeOnce(desk, cart, { method, hold, ...(found ? { found } : {}) });
    if (placed.kind === 'placed') return { ...placed, hold };
    if (placed.kind !== 'in-progress') return placed;
    // Another process may have joined the same company meanwhile: the order is then of the account that it made.
    const waiting = inTheWay(await recoverBefore(desk, cart, placed.order.accountId), cart);
    if (waiting) return standing(desk, waiting);
  }
}

interface Means {
  readonly method: PaymentMethod | undefined;
  readonly hold: Hold;
  /** What has paid it already. */
  readonly found?: NamedCharge;
}

/** Where the transaction fails and the order stands in the ledger all the same, it goes on: it was asked for. */
async function placeOnce(desk: Desk, cart: Cart, means: Means): Promise<Placed | FoundOrder | Purchased> {
  let placed: Placed | FoundOrder | Purchased | undefined;
  return unlessLedgerFails(
    () => desk.ledger.write(async (ledger) => (placed = await place(desk, cart, means, ledger))),
    async (failure) => {
      if (placed?.kind !== 'placed') throw failure;
      const { order } = placed;
      const stands = await standsAfterAll(desk.ledger, async (ledger) => (await ledger.order(order.id)) !== undefined);
      if (stands === false) throw failure;
      return stands === true ? placed : { kind: 'unknown', order, reason: 'order_unwritten' };
    },
  );
}

/** One transaction: look again at everything that was shown, then write the order, its attempt and what goes with it. */
async function place(
  desk: Desk,
  cart: Cart,
  { method, hold, found }: Means,
  ledger: Writer,
): Promise<Placed | FoundOrder | Purchased> {
  const { account, isNew } = await buyer(ledger, cart);
  const behind = await clockBehind(ledger, desk.at, account.id);
  if (behind) return { kind: 'refused', refusal: behind };
  const held = await ledger.book(account.id);
  const book = held ? { ...held, account } : emptyBook(account);
  const open = book.orders.find((order) => touches(order, cart.offer, cart.programme) && openAttempt(order));
  if (open) return { kind: 'in-progress', order: open };
  const returning = moneyOnItsWayBack(book, cart);
  if (returning) return { kind: 'unknown', order: returning, reason: 'refund' };

  const view = viewAt(cart.programme, book, desk.at);
  const planned = planFor(cart.kind, view, cart.offer, cart.keepsHolders);
  if ('refusal' in planned) return { kind: 'refused', refusal: planned.refusal };
  const refusal =
    acceptance(planned.plan.terms, cart.acceptedTerms) ??
    (found ? undefined : payableBy(cart, book, method, view.today));
  if (refusal) return { kind: 'refused', refusal };
  // Throws where the window lies beyond the calendar: such a term could be paid, and never be shown again (G15).
  renewalWindow(planned.plan.term, cart.programme.policy);
  const now = reviewHash(desk, planned.plan, cart.payment);
  if (cart.reviewed !== undefined && cart.reviewed !== now) return { kind: 'changed', now };

  await closeOverdue(desk, ledger, view, (order) => touches(order, cart.offer, cart.programme));
  if (cart.joining && isNew) await enrol(desk, ledger, cart.joining, account);
  if (found) {
    const plan = planThen(cart, { view, plan: planned.plan }, found);
    if (!plan) return { kind: 'refused', refusal: paidBefore({ offer: cart.offer.id }, null, found) };
    return placeFound(desk, ledger, plan, account, found);
  }
  if (!method) return placeTransfer(desk, ledger, planned.plan, view, account);
  const placed = await orderFor(desk, ledger, planned.plan, account, method, hold.claim);
  const card = cart.payment.kind === 'new' ? { ...method, accountId: account.id } : undefined;
  await placeBought(desk, ledger, planned.plan, placed, card);
  return placed;
}

/** While it is not known whether the last term was given back, the next is not paid, nor an upgrade of it (G3, P7). */
function moneyOnItsWayBack(book: Book, { offer, programme }: Cart): Order | undefined {
  const open = new Set(book.refunds.filter(isOpenRefund).map(({ orderId }) => orderId));
  return book.orders.find((order) => open.has(order.id) && touches(order, offer, programme));
}

/** R8, D7: a card on file may have been taken off it while somebody was deciding. */
function payableBy(cart: Cart, book: Book, method: PaymentMethod | undefined, today: Day): Refusal | undefined {
  if (!method) return transferOffered(cart.programme, cart.offer);
  const { paymentMethods: methods } = book;
  const offer = cart.offer.id;
  const gone = cart.payment.kind === 'on-file' && !onFile(methods).some((kept) => kept.id === method.id);
  return gone
    ? refuse('PAYMENT_METHOD_REQUIRED', { offer })
    : usableOn(method, today, { offer, kind: cart.kind, methods });
}

/** Another process may have joined the same company a moment ago: then that account buys. */
async function buyer(ledger: Reader, cart: Cart): Promise<{ account: Account; isNew: boolean }> {
  const known = await ledger.account(cart.account.mpnId);
  const rejoining = (known?.leftOn ?? null) !== null && cart.joining !== undefined;
  if (!known) return { account: cart.account, isNew: true };
  return rejoining ? { account: { ...cart.account, id: known.id }, isNew: true } : { account: known, isNew: false };
}

/**
 * I3, D14: a paid order has its receipt, its one charge or its funds, its term and the terms that were accepted for it;
 * automatic renewal runs on under what was accepted before.
 */
function isWhole(order: Order, subscription: Subscription, book: Book): boolean {
  const paid = order.state === 'paid' && order.receiptNumber !== null;
  const charged = paymentOf(order) !== null;
  const owned = subscription.terms.some((term) => term.orderId === order.id);
  const accepted = book.acceptances.some((acceptance) => acceptance.orderId === order.id);
  return paid && charged && owned && (accepted || placedAutomatically(order));
}

/** What came of an order, with what is now owned. */
export async function readBack(desk: Desk, settled: Charged): Promise<Purchased> {
  if (settled.kind === 'failed') return { kind: 'declined', order: settled.order, declineCode: settled.declineCode };
  if (settled.kind !== 'paid') return standing(desk, settled);
  const book = await desk.ledger.read((ledger) => ledger.book(settled.order.accountId));
  const subscription = book?.subscriptions.find((held) => held.id === settled.order.subscriptionId);
  const order = book?.orders.find((placed) => placed.id === settled.order.id);
  if (!book || !subscription || !order || !isWhole(order, subscription, book)) {
    throw new Error(`order ${settled.order.id} was paid and the ledger does not show it`);
  }
  return { kind: 'paid', order, book, subscription, ...(settled.found ? { found: true } : {}) };
}
