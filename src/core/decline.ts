import { sentWhen } from './claim.js';
import { addDays, dayOf, type Instant } from './day.js';
import { ordersForNextTerm, placedAutomatically, type Order } from './order.js';
import { defaultMethod, type PaymentMethod } from './payment-method.js';
import type { Policy } from './programme.js';
import type { Subscription } from './subscription.js';
import type { View } from './view.js';

/**
 * What a decline code means for another try of the same card (P12). Soft: the reason may pass by itself. Generic: the bank
 * gave none, which is by far the commonest answer, and often a passing one.
 *
 * After Stripe's published decline codes, read November 2026: those whose advice is to try again, or that name no reason.
 * An allow-list: a code that is not here is final (G6).
 */
const WORTH_A_RETRY: Readonly<Record<string, 'soft' | 'generic'>> = {
  approve_with_id: 'soft',
  // Charging it again would be in vain, were it not for the page on which its holder is asked anew.
  authentication_required: 'soft',
  card_velocity_exceeded: 'soft',
  insufficient_funds: 'soft',
  issuer_not_available: 'soft',
  processing_error: 'soft',
  reenter_transaction: 'soft',
  try_again_later: 'soft',
  withdrawal_count_limit_exceeded: 'soft',
  call_issuer: 'generic',
  card_declined: 'generic',
  do_not_honor: 'generic',
  generic_decline: 'generic',
  no_action_taken: 'generic',
};

/** Whether another try with the same card may end otherwise; where not, only another card or a person helps (P12, G6). */
export function worthARetry(declineCode: string): boolean {
  return Object.hasOwn(WORTH_A_RETRY, declineCode);
}

/**
 * Why a run did not charge the next term: the gateway gave the payment of the last one back, and the ledger, such as a copy
 * from before, holds no refund of it. Whether it goes on is for a person to say (G20).
 */
export const LAST_CHARGE_GIVEN_BACK = 'last_charge_given_back';

/** Why an order that waited for its cardholder failed: somebody said that it will not be paid. It is not tried again. */
export const CALLED_OFF = 'called_off';

/**
 * Why it is known that nothing was charged where no bank was asked, so that none has declined: nothing was sent, or the
 * gateway took no payment. `refused`: it took offence at the request itself.
 */
export type NotMade =
  | 'absent_at_gateway'
  | 'abandoned_by_two'
  | 'charge_given_back'
  | typeof LAST_CHARGE_GIVEN_BACK
  | 'key_reused'
  | 'not_sent'
  | 'busy'
  | 'no_such_card'
  | 'unreachable'
  | 'key_refused'
  | 'invalid_amount'
  | 'canceled'
  | 'paid_elsewhere'
  | 'refused';

/** What earlier tries leave to do: wait for the next, or nothing. */
export type Tried =
  | { readonly kind: 'later'; readonly from: Instant; readonly declineCode: string }
  | { readonly kind: 'given-up'; readonly declineCode: string };

/**
 * What earlier tries of the run leave to do (P12). They are counted for the card that is the default now: another one
 * begins anew, though no two tries for a term ever lie less than the policy's hours apart. What a person tried by hand
 * does not count, and neither does a try that no bank has seen, because the job was killed before it or the gateway was
 * busy: it is only waited for. One that a wrong clock dated on a day to come is waited for no longer than it lasts.
 */
export function triedAlready(
  orders: readonly Order[],
  policy: Policy,
  now: Instant,
  card: PaymentMethod | undefined,
): Tried | undefined {
  const failed = failedByTheRun(orders);
  const last = failed.at(-1);
  if (!last || !policy.automaticRenewal) return undefined;
  if (failed.some((order) => declineOf(order) === LAST_CHARGE_GIVEN_BACK))
    return { kind: 'given-up', declineCode: LAST_CHARGE_GIVEN_BACK };
  const { retries, retryAfterHours } = policy.automaticRenewal;
  const declined = answeredFor(failed, card);
  const answer = declined.at(-1);
  if (answer && (declined.length > retries || !worthARetry(declineOf(answer))))
    return { kind: 'given-up', declineCode: declineOf(answer) };
  const attempt = last.attempts.at(-1);
  const triedAt = attempt && sentWhen(attempt, now);
  const from = triedAt && hoursAfter(triedAt, retryAfterHours);
  return from && now < from ? { kind: 'later', from, declineCode: declineOf(last) } : undefined;
}

/** What the run has tried for the coming term with the default card, and a bank has declined, oldest first (P12). */
export function declinedTries({ book }: View, held: Subscription): readonly Order[] {
  return answeredFor(failedByTheRun(ordersForNextTerm(book.orders, held)), defaultMethod(book.paymentMethods));
}

/** Why the bank declined an order. */
export function declineOf(order: Order): string {
  return order.attempts.at(-1)?.declineCode ?? 'generic_decline';
}

function failedByTheRun(orders: readonly Order[]): readonly Order[] {
  return orders.filter((order) => placedAutomatically(order) && order.state === 'failed');
}

function answeredFor(failed: readonly Order[], card: PaymentMethod | undefined): readonly Order[] {
  return failed.filter((order) => wasAnswered(order) && order.paymentMethodId === card?.id);
}

/** By a bank; or by the gateway's books, which no other try changes. */
function wasAnswered(order: Order): boolean {
  return order.attempts.at(-1)?.state !== 'not_executed' || declineOf(order) === LAST_CHARGE_GIVEN_BACK;
}

/** Whole hours after a moment; days carry over by the calendar of `addDays`. */
function hoursAfter(at: Instant, hours: number): Instant {
  const hour = Number(at.slice(11, 13)) + hours;
  const day = addDays(dayOf(at), Math.floor(hour / 24));
  return `${day}T${String(hour % 24).padStart(2, '0')}${at.slice(13)}` as Instant;
}
