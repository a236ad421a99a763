/**
 * What a decline code means for another try of the same card (P12). Soft: the reason may pass by itself. Generic: the bank
 * gave none, which is by far the commonest answer, and often a passing one.
 *
 * After Stripe's published decline codes, read November 2026: those whose advice is to try again, or that name no reason.
 * An allow-list: a code that is not here is final (G6).
 */
const WORTH_A_RETRY: Readonly<Record<string, 'soft' | 'generic'>> = {
  approve_with_id: 'soft',
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
