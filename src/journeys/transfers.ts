import type { Account } from '../core/account.js';
import type { Book } from '../core/book.js';
import { dayOf, type Day } from '../core/day.js';
import type { View } from '../core/view.js';
import { paysFor, type Order, type TransferEnd } from '../core/order.js';
import type { Plan } from '../core/plan.js';
import { isPending, overdueTransfers, transferDue, fundedTerm, notAwaited, notConfirmable } from '../core/transfer.js';
import type { Unknown } from '../payments/gateway.js';
import type { Writer, Reader } from '../store/store.js';
import { acceptanceFor, orderOf, referenceFor } from './place-order.js';
import { clockBehind, inItsTurn, type Desk } from './desk.js';
import { sameMoney, type Money } from '../core/money.js';
import { openRefundOf } from '../core/refund.js';
import { refuse, type Refusal } from '../core/refusal.js';
import { lastTerm, type Subscription } from '../core/subscription.js';
import { nextPapers } from './papers.js';
import { refound, type NamedCharge } from './found.js';
import { paidAtGateway, paidBefore } from './paid-before.js';
import { paidEntries, settlingEntries } from './settle.js';

/** An order that waits for its funds: nothing was charged, and there is no term yet (P9). */
export interface Pending {
  readonly kind: 'pending';
  readonly order: Order;
  readonly book: Book;
}

/** An order that was paid before, by a ledger that is lost. */
export interface FoundOrder {
  readonly kind: 'found';
  readonly order: Order;
}

/** Writes the order with the terms that were accepted for it (R7, D14), and no attempt. */
export async function placeTransfer(
  desk: Desk,
  ledger: Writer,
  plan: Plan,
  { programme, book, today }: View,
  account: Account,
): Promise<Pending> {
  const held = book.subscriptions.find(({ id }) => id === (plan.subscriptionId ?? plan.supersedes));
  const due = transferDue(programme.policy, today, held);
  if (due === undefined) throw new RangeError(`${programme.id} waits for no bank transfer`);
  const reference = referenceFor(await ledger.installation(), plan, account);
  const order: Order = { ...orderOf(desk, plan, account, reference), transfer: { due } };
  await ledger.append({ kind: 'order-placed', order }, desk.at, desk.by);
  await ledger.append({ kind: 'terms-accepted', acceptance: acceptanceFor(desk, plan, order) }, desk.at, desk.by);
  return { kind: 'pending', order, book };
}

/** Writes the order of a charge that was found where a transfer was to be asked for: it is paid (G1). */
export async function placeFound(
  desk: Desk,
  ledger: Writer,
  plan: Plan,
  account: Account,
  charge: NamedCharge,
): Promise<FoundOrder> {
  const reference = referenceFor(await ledger.installation(), plan, account);
  const like = orderOf(desk, plan, account, reference);
  const accepted = acceptanceFor(desk, plan, like);
  const { order, attempt, entries } = await refound(desk, ledger, like, charge, { at: desk.at, accepted });
  // As late as can be: until the end of this transaction, no other is given one.
  const settling = { at: desk.at, papers: await nextPapers(ledger, order, desk.at) };
  const paid = settlingEntries(order, attempt, { kind: 'succeeded', chargeId: charge.chargeId }, settling);
  for (const entry of [...entries, ...paid]) await ledger.append(entry, desk.at, desk.by);
  return { kind: 'found', order };
}

/** The same as the ledger shows it, once it is written; another process may have ended it a moment after. */
export async function orderAwaiting(desk: Desk, { id, accountId }: Order): Promise<Pending> {
  const book = await desk.ledger.read((ledger) => ledger.book(accountId));
  const order = book?.orders.find((written) => written.id === id);
  const accepted = book?.acceptances.some(({ orderId }) => orderId === id);
  if (!book || !order?.transfer || !accepted) throw new Error(`order ${id} was placed and the ledger does not show it`);
  return { kind: 'pending', order, book };
}

/**
 * Writes down what has expired of that which is bought again: the order before is over for good (I2). Others may yet turn
 * out to be paid in time (D22).
 */
export async function closeOverdue(
  desk: Pick<Desk, 'at' | 'by'>,
  ledger: Writer,
  { book, today }: { readonly book: Book; readonly today: Day },
  isBoughtAgain: (order: Order) => boolean,
): Promise<void> {
  for (const order of overdueTransfers(book, today).filter(isBoughtAgain))
    await closeTransfer(desk, ledger, order, 'expired');
}

/** I9: nothing is paid any more for a subscription that is being cancelled, nor for what would take its place (P7). */
export async function closeTransfersOf(
  desk: Pick<Desk, 'at' | 'by'>,
  ledger: Writer,
  book: Book,
  subscriptionId: string,
): Promise<void> {
  const today = dayOf(desk.at);
  const concerned = book.orders.filter((order) => paysFor(order, subscriptionId));
  for (const order of concerned.filter(({ state, transfer }) => transfer && state === 'placed'))
    await closeTransfer(desk, ledger, order, isPending(order, today) ? 'cancelled' : 'expired');
}

/** No funds came, and none are awaited. */
async function closeTransfer(
  { at, by }: Pick<Desk, 'at' | 'by'>,
  ledger: Writer,
  { id }: Order,
  outcome: Exclude<TransferEnd['outcome'], 'received'>,
): Promise<void> {
  await ledger.append({ kind: 'transfer-ended', orderId: id, end: { outcome, at, by }, term: null }, at, by);
  await ledger.append({ kind: 'order-failed', id }, at, by);
}

interface Funds {
  readonly receivedOn: Day;
  /** What the bank's statement says; undefined where it was not said, and so is what was ordered. */
  readonly amount: Money | undefined;
}

export interface Confirmed {
  readonly order: Order;
  readonly book: Book;
  readonly subscription: Subscription;
  readonly changed: boolean;
}

/** The money of what it pays for may be on its way back: which order's. Nothing is paid meanwhile (G3). */
interface OpenRefund {
  readonly openRefund: string;
}

/**
 * P9: the funds have come. One transaction makes the order paid, with its receipt and its term; the second time changes
 * nothing. What a card has paid already, as the gateway alone may know, is not paid again (G1).
 */
export async function confirmTransfer(
  desk: Desk,
  placed: Order,
  funds: Funds,
): Promise<Confirmed | { refusal: Refusal } | OpenRefund | Unknown> {
  const held = placed.state === 'placed' ? await paidAtGateway(desk, placed.reference, placed.accountId) : undefined;
  if (held?.kind === 'unknown') return held;
  if (held) return { refusal: paidBefore(placed, placed.id, held.charge) };
  return desk.ledger.write(async (ledger) => {
    const turn = await inItsTurn(ledger, desk, placed.accountId);
    if (turn.refusal) return { refusal: turn.refusal };
    const { book, order } = await reread(ledger, placed);
    const differs = otherAmount(order, funds);
    if (differs) return { refusal: differs };
    if (order.transfer?.end?.outcome === 'received') return { ...(await paidNow(ledger, order)), changed: false };
    const refusal = notConfirmable(book, order, dayOf(desk.at), funds.receivedOn);
    if (refusal) return { refusal };
    const openRefund = openRefundFor(book, order);
    if (openRefund !== undefined) return { openRefund };
    await receive(turn.desk, ledger, book, order, funds);
    return { ...(await paidNow(ledger, order)), changed: true };
  });
}

/** The order ends with that refund: it would be for the term after it, or for what takes its place at a lower price (P7). */
function openRefundFor(book: Book, order: Order): string | undefined {
  const open = book.subscriptions.filter(({ id }) => paysFor(order, id)).map(({ id }) => openRefundOf(book, id));
  return open.find((refund) => refund)?.orderId;
}

async function receive(
  { at, by }: Desk,
  ledger: Writer,
  book: Book,
  order: Order,
  { receivedOn }: Funds,
): Promise<void> {
  const held = book.subscriptions.find(({ id }) => id === order.subscriptionId);
  const term = fundedTerm(order, dayOf(at), held && lastTerm(held));
  const end = { outcome: 'received', receivedOn, at, by } as const;
  await ledger.append({ kind: 'transfer-ended', orderId: order.id, end, term }, at, by);
  const entries = paidEntries({ ...order, term }, at, await nextPapers(ledger, order, at));
  for (const entry of entries) await ledger.append(entry, at, by);
}

/** As the ledger has it: paid, and its term with it (I3). */
async function paidNow(ledger: Reader, placed: Order): Promise<Omit<Confirmed, 'changed'>> {
  const { book, order } = await reread(ledger, placed);
  const subscription = book.subscriptions.find(({ id }) => id === order.subscriptionId);
  if (order.state !== 'paid' || !subscription?.terms.some(({ orderId }) => orderId === order.id))
    throw new Error(`order ${order.id} was paid by bank transfer and the ledger does not show it`);
  return { order, book, subscription };
}

interface Withdrawn {
  readonly order: Order;
  readonly book: Book;
  readonly changed: boolean;
}

/** No funds will come: the order is over, and the same can be bought again. The second time changes nothing. */
export async function cancelTransfer(desk: Desk, placed: Order): Promise<Withdrawn | { refusal: Refusal }> {
  return desk.ledger.write(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, placed.accountId);
    if (behind) return { refusal: behind };
    const { order } = await reread(ledger, placed);
    if (order.transfer?.end?.outcome === 'cancelled') return { ...(await reread(ledger, placed)), changed: false };
    const refusal = notAwaited(order, dayOf(desk.at));
    if (refusal) return { refusal };
    await closeTransfer(desk, ledger, order, 'cancelled');
    return { ...(await reread(ledger, placed)), changed: true };
  });
}

/** Not a cent more or less: what is short is no payment, and what is over belongs to the sender. */
function otherAmount({ id, total }: Order, { amount }: Funds): Refusal | undefined {
  if (!amount || sameMoney(amount, total)) return undefined;
  return refuse('TRANSFER_AMOUNT_DIFFERS', { order: id, wanted: total, received: amount });
}

async function reread(ledger: Reader, placed: Order): Promise<{ book: Book; order: Order }> {
  const book = await ledger.book(placed.accountId);
  const order = book?.orders.find(({ id }) => id === placed.id);
  if (!book || !order) throw new Error(`order ${placed.id} has gone from the ledger`);
  return { book, order };
}
