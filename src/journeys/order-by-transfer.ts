import type { Account } from '../core/account.js';
import type { Book } from '../core/book.js';
import { dayOf, type Day } from '../core/day.js';
import type { View } from '../core/view.js';
import { paysFor, type Order, type TransferEnd } from '../core/order.js';
import type { Plan } from '../core/plan.js';
import { isPending, overdueTransfers, transferDue } from '../core/transfer.js';
import type { Writer } from '../store/store.js';
import { acceptanceFor, orderOf, referenceFor } from './place-order.js';
import type { Desk } from './desk.js';

/** An order that waits for its funds: nothing was charged, and there is no term yet (P9). */
export interface Pending {
  readonly kind: 'pending';
  readonly order: Order;
  readonly book: Book;
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

/** The same as the ledger shows it, once it is written; another process may have ended it a moment after. */
export async function orderAwaiting(desk: Desk, { id, accountId }: Order): Promise<Pending> {
  const book = await desk.ledger.read((ledger) => ledger.book(accountId));
  const order = book?.orders.find((written) => written.id === id);
  const accepted = book?.acceptances.some(({ orderId }) => orderId === id);
  if (!book || !order?.transfer || !accepted) throw new Error(`order ${id} was placed and the ledger does not show it`);
  return { kind: 'pending', order, book };
}

/** Writes down what has expired, so that the same may be bought again: the order before is over for good (I2). */
export async function closeOverdue(
  desk: Pick<Desk, 'at' | 'by'>,
  ledger: Writer,
  { book, today }: { readonly book: Book; readonly today: Day },
): Promise<void> {
  for (const order of overdueTransfers(book, today)) await closeTransfer(desk, ledger, order, 'expired');
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
export async function closeTransfer(
  { at, by }: Pick<Desk, 'at' | 'by'>,
  ledger: Writer,
  { id }: Order,
  outcome: Exclude<TransferEnd['outcome'], 'received'>,
): Promise<void> {
  await ledger.append({ kind: 'transfer-ended', orderId: id, end: { outcome, at, by }, term: null }, at, by);
  await ledger.append({ kind: 'order-failed', id }, at, by);
}
