import { automaticRenewal, turnOff, type AutomaticRenewal } from '../core/automatic-renewal.js';
import type { Book } from '../core/book.js';
import { cancellable } from '../core/cancellation.js';
import { dayOf } from '../core/day.js';
import type { Programme } from '../core/programme.js';
import type { Refusal } from '../core/refusal.js';
import type { Subscription } from '../core/subscription.js';
import { openCancellation, type Problem, type SupportRequest } from '../core/support-request.js';
import type { Writer } from '../store/store.js';
import { clockBehind, type Desk } from './desk.js';

/** Everything a person or a script has said before Submit. */
export interface RequestWish {
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
