import { sameMoney } from '../../core/money.js';
import type { RefundOutcome, RefundRequest } from '../../payments/gateway.js';
import type { Books, SandboxRefund } from './books.js';
import { last4Of, type SandboxCard } from './cards.js';

/**
 * Gives a charge back, or says why not, once and for all: to be called inside one write of the books.
 * @param recorded called when the answer is in the books but not yet committed
 */
export function refund(
  books: Books,
  cards: readonly SandboxCard[],
  request: RefundRequest,
  keys: 'honoured' | 'ignored',
  recorded: () => void,
): RefundOutcome {
  const made = books.refunds(request.chargeId);
  const earlier = keys === 'honoured' ? made.find(({ key }) => key === request.key) : undefined;
  if (earlier) return sameMoney(earlier.amount, request.amount) ? asOutcome(earlier) : REUSED;
  if (keys === 'honoured' && books.isRefundKey(request.key)) return REUSED;
  const charge = books.chargeNamed(request.chargeId);
  if (charge?.outcome !== 'succeeded') return { kind: 'refused', reason: 'no_such_charge' };
  // As the networks do: the whole of a charge is given back at once, and once.
  if (!sameMoney(charge.amount, request.amount)) return { kind: 'refused', reason: 'invalid_amount' };
  const returned = made.some(({ outcome }) => outcome === 'refunded');
  if (returned && keys === 'honoured') return { kind: 'refused', reason: 'charge_already_refunded' };
  const last4 = books.cardOnFile(charge.gatewayRef)?.last4;
  const { note } = cards.find((card) => last4Of(card) === last4) ?? {};
  const record = books.recordRefund(request, note === 'refund-fails' ? 'expired_or_canceled_card' : null);
  recorded();
  // It is made, and the bank's word for it comes later: whoever looks finds it.
  return note === 'refund-pending' ? { kind: 'unknown', reason: 'pending' } : asOutcome(record);
}

const REUSED: RefundOutcome = { kind: 'unknown', reason: 'key_reused' };

function asOutcome(made: SandboxRefund): RefundOutcome {
  if (made.outcome === 'refunded') return { kind: 'refunded', refundId: made.refundId };
  return { kind: 'refused', reason: made.reason ?? 'refused' };
}
