import { cancellable, cancelling, type Cancelling } from './cancellation.js';
import type { Day } from './day.js';
import { earliestRefund, tooEarly } from './event-day.js';
import { openAttempt, paysFor, type Order } from './order.js';
import { openRefundOf } from './refund.js';
import type { Refund, Resolution } from './records.js';
import type { Refusal } from './refusal.js';
import { lastTerm, type Subscription } from './subscription.js';
import { closed, mayResolve, requestStatus, type SupportRequest } from './support-request.js';
import { under, type View } from './view.js';

/** How somebody answers a request. */
export interface Answer {
  readonly outcome: Resolution;
  /** `required`: nothing happens where P8 gives none. */
  readonly refund: 'where-possible' | 'required';
  readonly by: string;
  /** The day on which support said so, where that was before today: what it does follows from that day (D22). */
  readonly on?: Day | undefined;
  /** Who may answer: one alone resolves their own requests. */
  readonly users: readonly string[];
}

/** What an answer comes to (D10): shown before anybody agrees to it, and looked at again where it is written. */
export type Answering =
  | { readonly kind: 'given-already' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Money for the subscription is on its way, back or there, and nobody knows yet how that ends. */
  | { readonly kind: 'returning'; readonly refund: Refund }
  | { readonly kind: 'paying'; readonly order: Order }
  /** The request ends, and nothing with it. */
  | { readonly kind: 'ends' }
  | { readonly kind: 'cancels'; readonly held: Subscription; readonly plan: Cancelling };

export function answering(view: View, request: SupportRequest, { outcome, refund, by, on, users }: Answer): Answering {
  const { book } = view;
  const today = on ?? view.today;
  if (requestStatus(request) === outcome) return { kind: 'given-already' };
  const refusal = unanswerable(request, { by, users });
  if (refusal) return { kind: 'refused', refusal };
  const held = book.subscriptions.find(({ id }) => id === request.cancels);
  const returning = held && openRefundOf(book, held.id);
  if (returning) return { kind: 'returning', refund: returning };
  if (!held || outcome !== 'approved') return { kind: 'ends' };
  const paying = book.orders.find((order) => paysFor(order, held.id) && openAttempt(order));
  if (paying) return { kind: 'paying', order: paying };
  const { policy } = under(view, held).programme;
  const notNow = tooEarly(held.offer, on, earliestRefund(book, lastTerm(held))) ?? cancellable(held, policy, today);
  if (notNow) return { kind: 'refused', refusal: notNow };
  const plan = cancelling(book, held, policy, today);
  if (plan.kind === 'run-out' && refund === 'required') return { kind: 'refused', refusal: plan.noRefund };
  return { kind: 'cancels', held, plan };
}

/** What stands against an answer, whatever it says. */
export function unanswerable(
  request: SupportRequest,
  { by, users }: Pick<Answer, 'by' | 'users'>,
): Refusal | undefined {
  return closed(request) ?? mayResolve(request, by, users);
}
