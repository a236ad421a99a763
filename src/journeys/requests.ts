import type { Book } from '../core/book.js';
import type { Entry } from '../core/entry.js';
import type { Refusal } from '../core/refusal.js';
import { openRefundOf } from '../core/refund.js';
import { closed, requestStatus, type SupportRequest, openCancellation, type Problem } from '../core/support-request.js';
import type { RequestOutcome } from '../core/records.js';
import type { Reader, Writer } from '../store/store.js';
import { clockBehind, type Desk } from './desk.js';
import { automaticRenewal, turnOff, type AutomaticRenewal } from '../core/automatic-renewal.js';
import { cancellable } from '../core/cancellation.js';
import { dayOf, type Day } from '../core/day.js';
import type { Programme } from '../core/programme.js';
import type { Subscription } from '../core/subscription.js';

/** A request after something was added to it, or found to be so already. */
interface Updated {
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
  what: { readonly text: string } | { readonly outcome: RequestOutcome; readonly on?: Day | undefined },
): Entry {
  const { on, ...said } = { on: undefined, ...what };
  const entry = {
    requestId,
    number: entries.length + 1,
    text: null,
    outcome: null,
    at,
    by,
    ...said,
    ...(on ? { on } : {}),
  };
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

/** Everything a person or a script has said before Submit. */
interface RequestWish {
  readonly accountId: string;
  readonly problem: Problem;
  readonly text: string;
  /** The subscription to cancel, where that is what is asked for (R18). */
  readonly cancels: string | null;
  /** Turns its automatic renewal off with it, so that nothing is charged while the request is open (D9). */
  readonly turnOff: boolean;
}

export interface Filed {
  readonly book: Book;
  readonly request: SupportRequest;
  /** False where it was there already: one open cancellation request a subscription (D9). */
  readonly changed: boolean;
  /** What is to be cancelled, and what will still happen to it by itself. */
  readonly cancels: { readonly subscription: Subscription; readonly renewal: AutomaticRenewal } | null;
}

/** J4, R19: the request and nothing else, save automatic renewal where that was asked for. Then it is read back. */
export async function fileRequest(
  desk: Desk,
  programme: Programme,
  wish: RequestWish,
): Promise<Filed | { refusal: Refusal }> {
  const written = await desk.ledger.write<Written>(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, wish.accountId);
    return behind ? { refusal: behind } : file(desk, programme, wish, ledger);
  });
  if ('refusal' in written) return written;
  const book = await desk.ledger.read((ledger) => ledger.book(wish.accountId));
  const request = book?.requests.find(({ id }) => id === written.id);
  if (!book || !request) throw new Error(`request ${written.id} was filed and the ledger does not show it`);
  return { book, request, changed: written.changed, cancels: cancelledBy(book, request, programme, desk) };
}

type Written = { readonly refusal: Refusal } | { readonly id: string; readonly changed: boolean };

async function file(desk: Desk, programme: Programme, wish: RequestWish, ledger: Writer): Promise<Written> {
  const book = await ledger.book(wish.accountId);
  if (!book) throw new Error(`account ${wish.accountId} has gone from the ledger`);
  const held = book.subscriptions.find(({ id }) => id === wish.cancels);
  const first = held && openCancellation(book.requests, held.id);
  const refusal = held && !first ? cancellable(held, programme.policy, dayOf(desk.at)) : undefined;
  if (refusal) return { refusal };
  if (held && wish.turnOff) await turnItOff(desk, programme, held, ledger);
  if (first) return { id: first.id, changed: false };
  const { accountId, problem, text, cancels } = wish;
  const id = desk.nextId('req');
  const what = { id, accountId, number: book.requests.length + 1, problem, cancels, text };
  await ledger.append(
    { kind: 'request-filed', request: { ...what, filedAt: desk.at, filedBy: desk.by } },
    desk.at,
    desk.by,
  );
  return { id, changed: true };
}

async function turnItOff(desk: Desk, { policy }: Programme, held: Subscription, ledger: Writer): Promise<void> {
  const answer = turnOff(held, policy, { today: dayOf(desk.at), at: desk.at, by: desk.by });
  if (answer.kind !== 'turned-off') return;
  const { term, at, by } = answer.row;
  await ledger.append({ kind: 'automatic-renewal-turned-off', subscriptionId: held.id, term, at, by }, at, by);
}

function cancelledBy(book: Book, { cancels }: SupportRequest, programme: Programme, desk: Desk): Filed['cancels'] {
  const subscription = book.subscriptions.find(({ id }) => id === cancels);
  if (!subscription) return null;
  return { subscription, renewal: automaticRenewal(subscription, programme.policy, dayOf(desk.at)) };
}
