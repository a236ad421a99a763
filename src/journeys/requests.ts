import type { Book } from '../core/book.js';
import type { Entry } from '../core/entry.js';
import type { Refusal } from '../core/refusal.js';
import { openRefundOf } from '../core/refund.js';
import { closed, requestStatus, type SupportRequest } from '../core/support-request.js';
import type { RequestOutcome } from '../core/records.js';
import type { Reader } from '../store/store.js';
import { clockBehind, type Desk } from './desk.js';

/** A request after something was added to it, or found to be so already. */
export interface Updated {
  readonly book: Book;
  readonly request: SupportRequest;
  readonly changed: boolean;
}

type Named = Pick<SupportRequest, 'accountId' | 'id'>;

/** Anybody of the company may write on a request that is open. */
export async function noteRequest(desk: Desk, named: Named, text: string): Promise<Updated | { refusal: Refusal }> {
  return desk.ledger.write(async (ledger) => {
    const { request } = await requestNow(ledger, named);
    const refusal = (await clockBehind(ledger, desk.at, named.accountId)) ?? closed(request);
    if (refusal) return { refusal };
    await ledger.append(entryOn(desk, request, { text }), desk.at, desk.by);
    return { ...(await requestNow(ledger, named)), changed: true };
  });
}

/**
 * Taken back by whoever asked, or by a colleague; the second time changes nothing. While money is on its way back, it is
 * too late: `pending`.
 */
export async function withdrawRequest(
  desk: Desk,
  named: Named,
): Promise<Updated | { refusal: Refusal } | { pending: string }> {
  return desk.ledger.write(async (ledger) => {
    const { book, request } = await requestNow(ledger, named);
    if (requestStatus(request) === 'withdrawn') return { book, request, changed: false };
    const refusal = (await clockBehind(ledger, desk.at, named.accountId)) ?? closed(request);
    if (refusal) return { refusal };
    const refund = request.cancels === null ? undefined : openRefundOf(book, request.cancels);
    if (refund) return { pending: refund.orderId };
    await ledger.append(entryOn(desk, request, { outcome: 'withdrawn' }), desk.at, desk.by);
    return { ...(await requestNow(ledger, named)), changed: true };
  });
}

/** The next entry of a request: a note or its end. */
export function entryOn(
  { at, by }: Pick<Desk, 'at' | 'by'>,
  { id: requestId, entries }: SupportRequest,
  what: { readonly text: string } | { readonly outcome: RequestOutcome },
): Entry {
  const entry = { requestId, number: entries.length + 1, text: null, outcome: null, at, by, ...what };
  return { kind: 'request-entry-added', entry };
}

export async function requestNow(
  ledger: Reader,
  { accountId, id }: Named,
): Promise<{ readonly book: Book; readonly request: SupportRequest }> {
  const book = await ledger.book(accountId);
  const request = book?.requests.find((candidate) => candidate.id === id);
  if (!book || !request) throw new Error(`request ${id} has gone from the ledger`);
  return { book, request };
}
