import type { Voice } from '../language/voice.js';
import type { Book } from '../core/book.js';
import type { Day, Instant } from '../core/day.js';
import type { Money } from '../core/money.js';
import { requestStatus, type RequestEntry, type SupportRequest } from '../core/support-request.js';
import type { ShownAutorenew } from './subscriptions.js';

/** A request as scripts read it. */
export interface ShownRequest {
  readonly id: string;
  readonly number: number;
  readonly problem: SupportRequest['problem'];
  readonly status: ReturnType<typeof requestStatus>;
  /** The subscription that is to be cancelled, and its offer; null where none is. */
  readonly cancels: string | null;
  readonly offer: string | null;
  /** The upgrade that took its place while the request was open; null where none did. */
  readonly superseded: SupportRequest['superseded'] | null;
  readonly text: string;
  readonly filedAt: Instant;
  readonly filedBy: string;
  readonly entries: readonly Omit<RequestEntry, 'requestId'>[];
}

export function shownRequest(book: Book, request: SupportRequest): ShownRequest {
  const { id, number, problem, cancels, text, filedAt, filedBy } = request;
  const entries = request.entries.map(({ requestId: _, ...entry }) => entry);
  const status = requestStatus(request);
  const superseded = (status === 'superseded' && request.superseded) || null;
  const about = { cancels, offer: offerOf(book, request), superseded };
  return { id, number, problem, status, ...about, text, filedAt, filedBy, entries };
}

/** What will be charged while nobody has answered; null where nothing will. */
export interface ShownCharge {
  readonly on: Day;
  readonly amount: Money | null;
  readonly paymentMethod: string | null;
}

export function shownCharge({ nextChargeOn, amount, paymentMethod }: ShownAutorenew): ShownCharge | null {
  return nextChargeOn === null ? null : { on: nextChargeOn, amount, paymentMethod };
}

/** What a request is about, in a few words. */
export function aboutRequest({ words, speech }: Voice, book: Book, request: SupportRequest): string {
  const offer = offerOf(book, request);
  return offer === null ? words.support.problems[request.problem] : words.support.cancel(speech.offer(offer));
}

function offerOf(book: Book, { cancels }: SupportRequest): string | null {
  return book.subscriptions.find(({ id }) => id === cancels)?.offer ?? null;
}
