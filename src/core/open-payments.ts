import type { Book } from './book.js';
import { dayOf, daysBetween, type Day } from './day.js';
import type { Money } from './money.js';
import { openAttempt, payablePage, paysFor, unsettledRenewal, type Order } from './order.js';
import { isOpenRefund, refundsOf, returnedElsewhere } from './refund.js';
import { failedRefunds, openOrLost } from './seen.js';
import type { Subscription } from './subscription.js';
import { isPending, notConfirmable, transferReference } from './transfer.js';

/** What was paid, or given back, and has no believed answer yet; or waits for its cardholder: in the words of `attention`. */
export function openPayments({ orders, refunds }: Pick<Book, 'orders' | 'refunds'>, today: Day) {
  const payments = orders.filter(openAttempt).map((order) => {
    const { id, offer, total } = order;
    const page = payablePage(order, today);
    return page
      ? ({ code: 'PAYMENT_WAITS', order: id, offer, total, until: page.until } as const)
      : ({ code: 'PAYMENT_NOT_SETTLED', order: id } as const);
  });
  const returns = refunds
    .filter(isOpenRefund)
    .map(({ orderId: order }) => ({ code: 'REFUND_NOT_SETTLED', order }) as const);
  return [...payments, ...returns];
}

/** What became of the money of a term that runs yet: a bank wants it back, others gave some back, or a refund failed. */
export function atOdds({ orders, refunds }: Pick<Book, 'orders' | 'refunds'>, today: Day) {
  return orders
    .filter(({ term }) => today < term.end)
    .flatMap((order) => [
      ...disputesOf(order),
      ...failedOf(order),
      ...(refundsOf({ refunds }, order.id).some(({ state }) => state !== 'refused') ? [] : givenBackByOthers(order)),
    ]);
}

function disputesOf(disputed: Order) {
  const { id: order, offer } = disputed;
  return openOrLost(disputed).map(
    ({ ref: dispute, amount, state }) =>
      ({ code: 'CHARGE_DISPUTED', order, offer, amount, dispute, lost: state === 'lost' }) as const,
  );
}

function failedOf(order: Order) {
  return failedRefunds(order).map(
    ({ ref: refund, amount }) =>
      ({ code: 'REFUND_FAILED', order: order.id, offer: order.offer, amount, refund }) as const,
  );
}

function givenBackByOthers(order: Order) {
  const back = returnedElsewhere(order);
  if (back.kind === 'nothing') return [];
  const what = { order: order.id, offer: order.offer };
  const amount = back.kind === 'part' ? back.amount : order.total;
  return [{ code: 'RETURNED_BY_OTHERS', ...what, amount, all: back.kind === 'all' } as const];
}

/** An order that is paid by transfer: what to send, quoting which words, and the last day for it (P9). */
export interface AwaitedTransfer {
  readonly order: string;
  readonly offer: string;
  readonly total: Money;
  readonly reference: string;
  readonly due: Day;
}

type ToldTransfer =
  | (AwaitedTransfer & { readonly code: 'TRANSFER_PENDING'; readonly daysLeft: number })
  | (AwaitedTransfer & { readonly code: 'TRANSFER_EXPIRED' });

/**
 * P9: what waits for its transfer, with the days that are left, and what has expired while its money may be under way or
 * unconfirmed: for as many days again, and while funds that came in time can be confirmed.
 */
export function awaitedTransfers(book: Book, today: Day): readonly ToldTransfer[] {
  return book.orders.flatMap((order): readonly ToldTransfer[] => {
    const what = awaitedTransfer(order);
    const { transfer, placedAt } = order;
    if (!what || !transfer) return [];
    const { due } = transfer;
    if (isPending(order, today)) return [{ code: 'TRANSFER_PENDING', ...what, daysLeft: daysBetween(today, due) }];
    const isLongAgo = daysBetween(due, today) > daysBetween(dayOf(placedAt), due);
    return isLongAgo || !isLate(book, order, today) ? [] : [{ code: 'TRANSFER_EXPIRED', ...what }];
  });
}

/** P9: what has expired, and can be confirmed yet where its funds came in time: nobody knows whether it is paid. */
function isLate(book: Book, order: Order, today: Day): boolean {
  const { transfer } = order;
  if (!transfer || isPending(order, today)) return false;
  return notConfirmable(book, order, today, transfer.due) === undefined;
}

function lateTransfers(book: Book, today: Day): readonly Order[] {
  return book.orders.filter((order) => isLate(book, order, today));
}

/** What an order of an offer may be the second payment of: said before Buy. */
export function lateTransfersOf(book: Book, offer: string, today: Day): readonly ToldTransfer[] {
  return lateTransfers(book, today)
    .filter((order) => order.offer === offer)
    .flatMap((order) => awaitedTransfer(order) ?? [])
    .map((what) => ({ code: 'TRANSFER_EXPIRED', ...what }));
}

/** The same for the next term of what is held: that is looked at before anybody pays for it again. */
export function lateTransferFor(book: Book, { id }: Subscription, today: Day): AwaitedTransfer | undefined {
  const order = lateTransfers(book, today).find((one) => paysFor(one, id));
  return order && awaitedTransfer(order);
}

/** The order that may be paid all the same, which is looked at before it is bought again: by transfer, or with a card (P9, G3). */
export interface PaidPerhaps {
  readonly transfer?: string;
  readonly payment?: string;
}

export function paidPerhaps(book: Book, held: Subscription, today: Day): PaidPerhaps {
  const payment = unsettledRenewal(book.orders, held)?.id;
  const transfer = lateTransferFor(book, held, today)?.order;
  return { ...(transfer ? { transfer } : {}), ...(payment ? { payment } : {}) };
}

/** undefined for what is not paid by transfer. */
export function awaitedTransfer(order: Order): AwaitedTransfer | undefined {
  const { id, offer, total, transfer } = order;
  return transfer && { order: id, offer, total, reference: transferReference(order), due: transfer.due };
}
