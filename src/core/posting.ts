import type { Account } from './account.js';
import type { Book } from './book.js';
import { dayOf, type Day, type Instant } from './day.js';
import { invoiceOf } from './invoice.js';
import { money, type Money } from './money.js';
import type { Order } from './order.js';
import type { Refund } from './records.js';
import { chargeOf, paperOf, paymentOf, refunded, refundsOf } from './refund.js';
import { feesOf, returnedByOthers, type Dispute } from './seen.js';
import type { TaxCategory } from './programme.js';
import { paidOnDay } from './transfer.js';

/**
 * posting: one line of a document in the books of whoever sells: what is debited or credited on one of their accounts. The
 * lines of a document are balanced. receivable: what the buyer owes; it is nothing again once it is paid, and open where
 * others gave the money back, a refund failed, or a bank took it, until there is a paper for that. fees: what the gateway kept.
 */
export interface Posting {
  readonly date: Day;
  /** The number of the paper; of money that moved, the gateway's own name, or the words that were quoted. */
  readonly document: string;
  readonly kind: 'sale' | 'payment' | 'fee' | 'credit-note' | 'refund' | 'refund-failed' | 'dispute' | 'dispute-won';
  readonly orderId: string;
  readonly mpnId: string;
  readonly company: string;
  readonly country: string;
  readonly posting: 'receivable' | 'revenue' | 'tax' | 'cash' | 'fees';
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
    ...seenAtGateway(book.account, order, returned),
  ];
}

/** What the gateway has shown since: its fees, what others gave back, and what a bank took, and perhaps brought back. */
function seenAtGateway(account: Account, order: Order, returned: Refund | undefined): readonly Posting[] {
  const { seen } = order;
  if (!seen) return [];
  const moved = (kind: Posting['kind'], document: string, at: Instant, amount: Money, to: Posting['posting']) =>
    lines(account, order, { date: dayOf(at), document, kind }, movedTo(to, amount.amount), amount.currency);
  const back = ({ amount, currency }: Money) => money(-amount, currency);
  const disputed = (dispute: Dispute) => {
    const { ref, amount, takenAt, cameBackAt } = dispute;
    return [
      ...(takenAt ? moved('dispute', ref, takenAt, amount, 'receivable') : []),
      ...feesOf(dispute).flatMap((fee) => moved('fee', ref, fee.at, fee.amount, 'fees')),
      ...(cameBackAt ? moved('dispute-won', ref, cameBackAt, back(amount), 'receivable') : []),
    ];
  };
  return [
    ...(seen.fee ? moved('fee', chargeOf(order) ?? '', seen.fee.at, seen.fee.amount, 'fees') : []),
    ...returnedByOthers(order, returned).flatMap(({ ref, amount, at }) =>
      moved('refund', ref, at, amount, 'receivable'),
    ),
    ...seen.returned.flatMap(({ ref, amount, failedAt }) =>
      failedAt ? moved('refund-failed', ref, failedAt, back(amount), 'receivable') : [],
    ),
    ...seen.disputes.flatMap(disputed),
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

/** Out of the cash. */
function movedTo(posting: Posting['posting'], amount: number): readonly Entry[] {
  return amount === 0
    ? []
    : [
        [posting, amount],
        ['cash', -amount],
      ];
}

function lines(
  account: Account,
  { id: orderId, total, sale }: Order,
  document: Pick<Posting, 'date' | 'document' | 'kind'>,
  entries: readonly Entry[],
  currency = total.currency,
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
    debit: money(Math.max(amount, 0), currency),
    credit: money(Math.max(-amount, 0), currency),
    ...tax,
  }));
}
