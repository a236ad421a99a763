import type { Account } from './account.js';
import type { Book } from './book.js';
import { dayOf, type Day } from './day.js';
import { invoiceOf } from './invoice.js';
import { money, type Money } from './money.js';
import type { Order } from './order.js';
import type { Refund } from './records.js';
import { paperOf, paymentOf, refunded, refundsOf } from './refund.js';
import type { TaxCategory } from './programme.js';
import { paidOnDay } from './transfer.js';

/**
 * posting: one line of a document in the books of whoever sells: what is debited or credited on one of their accounts. The
 * lines of a document are balanced. receivable: what the buyer owes; it is nothing again once it is paid.
 */
export interface Posting {
  readonly date: Day;
  /** The number of the paper; of money that moved, the gateway's own name, or the words that were quoted. */
  readonly document: string;
  readonly kind: 'sale' | 'payment' | 'credit-note' | 'refund';
  readonly orderId: string;
  readonly mpnId: string;
  readonly company: string;
  readonly country: string;
  readonly posting: 'receivable' | 'revenue' | 'tax' | 'cash';
  readonly debit: Money;
  readonly credit: Money;
  /** null where nobody is known to have sold it. */
  readonly taxCategory: TaxCategory | null;
  readonly taxRate: number | null;
}

/** Every posting of an account from a day to a day, both included. */
export function postingsOf(book: Book, from: Day, to: Day): readonly Posting[] {
  return book.orders.flatMap((order) => ofOrder(book, order)).filter(({ date }) => from <= date && date <= to);
}

function ofOrder(book: Book, order: Order): readonly Posting[] {
  const { paidAt, receiptNumber } = order;
  const paidOn = paidOnDay(order);
  if (paidAt === null || receiptNumber === null || paidOn === null) return [];
  const returned = refunded(refundsOf(book, order.id));
  const sale = { date: dayOf(paidAt), document: invoiceOf(order)?.number ?? receiptNumber, kind: 'sale' } as const;
  const payment = { date: paidOn, document: paymentOf(order) ?? '', kind: 'payment' } as const;
  return [
    ...lines(book.account, order, sale, sold(order)),
    ...lines(book.account, order, payment, paid(order)),
    ...(returned ? givenBack(book.account, order, returned) : []),
  ];
}

function givenBack(account: Account, order: Order, refund: Refund): readonly Posting[] {
  if (refund.settledAt === null) return [];
  const date = dayOf(refund.settledAt);
  const back = (entries: readonly Entry[]) => entries.map(([posting, amount]): Entry => [posting, -amount]);
  return [
    ...lines(account, order, { date, document: paperOf(refund), kind: 'credit-note' }, back(sold(order))),
    ...lines(account, order, { date, document: refund.gatewayRef ?? refund.id, kind: 'refund' }, back(paid(order))),
  ];
}

/** An account and an amount: debited where it is above nothing, credited where it is below. */
type Entry = readonly [posting: Posting['posting'], amount: number];

function sold({ total, tax }: Order): readonly Entry[] {
  const due = tax?.amount ?? 0;
  const revenue: Entry = ['revenue', due - total.amount];
  return [['receivable', total.amount], revenue, ...(due === 0 ? [] : [['tax', -due] as const])];
}

function paid({ total }: Order): readonly Entry[] {
  return [
    ['cash', total.amount],
    ['receivable', -total.amount],
  ];
}

function lines(
  account: Account,
  { id: orderId, total, sale }: Order,
  document: Pick<Posting, 'date' | 'document' | 'kind'>,
  entries: readonly Entry[],
): readonly Posting[] {
  const { company, country } = sale?.buyer ?? account;
  const tax = { taxCategory: sale?.tax.category ?? null, taxRate: sale?.tax.rate ?? null };
  return entries.map(([posting, amount]) => ({
    ...document,
    orderId,
    mpnId: account.mpnId,
    company,
    country,
    posting,
    debit: money(Math.max(amount, 0), total.currency),
    credit: money(Math.max(-amount, 0), total.currency),
    ...tax,
  }));
}
