import { dayOf, type Day, type Instant } from '../core/day.js';
import { seriesNumber, seriesOn, receiptNumber, type Order } from '../core/order.js';
import type { Series } from '../core/programme.js';
import { creditNoteNumber } from '../core/refund.js';
import type { Writer } from '../store/store.js';

/** What a payment is given: its receipt, and the invoice of whoever sold what it is for (I13). */
export interface Papers {
  readonly receipt: string;
  readonly invoice?: string;
}

/**
 * The next of each. Until the end of its transaction no other is given one: so it is asked for last, and always in this
 * order.
 */
export async function nextPapers(ledger: Writer, { sale }: Order, at: Instant): Promise<Papers> {
  const day = dayOf(at);
  const receipt = receiptNumber(yearOf(day), (await ledger.lastReceipt(yearOf(day))) + 1);
  return sale ? { receipt, invoice: await nextIn(ledger, sale.series.invoices, day) } : { receipt };
}

/** The next credit note, of whoever sold what is given back; asked for as late. */
export async function nextCreditNote(ledger: Writer, { sale }: Order, at: Instant): Promise<string> {
  const day = dayOf(at);
  if (sale) return nextIn(ledger, sale.series.creditNotes, day);
  return creditNoteNumber(yearOf(day), (await ledger.lastCreditNote(yearOf(day))) + 1);
}

async function nextIn(ledger: Writer, of: Series, day: Day): Promise<string> {
  const series = seriesOn(of, day);
  return seriesNumber(series, (await ledger.lastInSeries(series)) + 1);
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
