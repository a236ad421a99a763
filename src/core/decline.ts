import type { Order } from './order.js';

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

/** An order was paid before it was placed here: the gateway shows the charge, which has an order of its own (G1). */
export const CHARGE_FOUND = 'charge_found';

/** The gateway holds a charge for the same of another amount, or of which a part was given back: a person has to look (G3). */
export const CHARGE_DIFFERS = 'charge_differs';

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
  | typeof CHARGE_FOUND
  | typeof CHARGE_DIFFERS
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

/** Why the bank declined an order. */
export function declineOf(order: Order): string {
  return order.attempts.at(-1)?.declineCode ?? 'generic_decline';
}
