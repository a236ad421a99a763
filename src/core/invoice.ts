import { dayOf, type Day, type Instant } from './day.js';
import { paidWhen, type Order } from './order.js';
import { isOwnCreditNote } from './refund.js';
import type { Refund } from './records.js';
import type { Sale } from './sale.js';

/**
 * tax paper: what a seller gives for a sale: an invoice with the payment, a credit note, which names it, with the refund.
 * All that it says was settled when the order was placed, paid and given back (G26).
 */
export interface TaxPaper {
  readonly kind: 'invoice' | 'credit-note';
  readonly number: string;
  readonly issuedAt: Instant;
  readonly order: Order;
  readonly sale: Sale;
  readonly paidOn: Day;
  /** Of a credit note: the invoice that it takes back. */
  readonly corrects?: { readonly number: string; readonly issuedOn: Day };
}

/** undefined where nobody sold it, and until it is paid. */
export function invoiceOf(order: Order): TaxPaper | undefined {
  const { sale, invoiceNumber: number, paidAt } = order;
  if (!sale || number === undefined || paidAt === null) return undefined;
  return { kind: 'invoice', number, issuedAt: paidAt, order, sale, paidOn: dayOf(paidWhen(order) ?? paidAt) };
}

/** undefined where nobody sold what was given back. */
export function sellersCreditNoteOf(order: Order, refund: Refund): TaxPaper | undefined {
  const { creditNoteNumber: number, settledAt } = refund;
  const invoice = invoiceOf(order);
  if (!invoice || number === undefined || isOwnCreditNote(number) || settledAt === null) return undefined;
  const corrects = { number: invoice.number, issuedOn: dayOf(invoice.issuedAt) };
  return { ...invoice, kind: 'credit-note', number, issuedAt: settledAt, corrects };
}
