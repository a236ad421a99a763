import { automaticRenewal } from './automatic-renewal.js';
import type { Acceptance } from './account.js';
import type { Book } from './book.js';
import { openAttempt, type Order } from './order.js';
import type { Programme, TermsVersion } from './programme.js';
import { isOpenRefund } from './refund.js';
import { refuse, type Refusal } from './refusal.js';
import { isLive, type Subscription } from './subscription.js';
import { isOpenRequest } from './support-request.js';
import { pendingOrders, pendingRefusal } from './transfer.js';
import { under, type View } from './view.js';

/**
 * moving (D34): the same company under the same id goes on in another programme. What it owns stays in the programme in
 * which it was bought and ends there; what is bought from then on follows the new one.
 */
export type InTheWayOfMoving =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nobody knows yet whether it is paid, or given back. */
  | { readonly kind: 'paying' | 'returning'; readonly order: Order };

/** What has to be settled before the account can move; undefined where nothing is open. */
export function standsAgainstMoving({ book, today }: View): InTheWayOfMoving | undefined {
  const paying = book.orders.find(openAttempt);
  if (paying) return { kind: 'paying', order: paying };
  const returning = book.refunds.find(isOpenRefund)?.orderId;
  const order = book.orders.find(({ id }) => id === returning);
  if (order) return { kind: 'returning', order };
  const refusal = pendingOrders(book, today).flatMap((awaited) => pendingRefusal(awaited) ?? [])[0] ?? asked(book);
  return refusal && { kind: 'refused', refusal };
}

function asked({ requests }: Book): Refusal | undefined {
  const open = requests.filter(isOpenRequest).map(({ number }) => number);
  return open.length === 0 ? undefined : refuse('HAS_OPEN_REQUESTS', { requests: open, moving: true });
}

/** What is owned and stays behind; what was bought in the programme that the account comes back to goes on there. */
export function stayingBehind(view: View, to: Pick<Programme, 'id'>): readonly Subscription[] {
  return view.book.subscriptions.filter(
    (held) => held.programme !== to.id && isLive(held, under(view, held).programme.policy, view.today),
  );
}

/** Those of them that would be charged here by themselves: the move turns that off, and there is no way back (R15). */
export function turnedOffByMoving(view: View, to: Pick<Programme, 'id'>): readonly Subscription[] {
  return stayingBehind(view, to).filter(
    (held) => automaticRenewal(held, under(view, held).programme.policy, view.today).kind === 'on',
  );
}

/** D14: whether this very text was accepted before, as of a programme that the account comes back to. */
export function isAccepted(acceptances: readonly Acceptance[], { id, sha256 }: TermsVersion): boolean {
  return acceptances.some((one) => one.terms === id && one.sha256 === sha256 && one.orderId === null);
}
