import { dayOf } from '../../core/day.js';
import { sameMoney } from '../../core/money.js';
import { lastGoodDay } from '../../core/payment-method.js';
import type { ChargeOutcome, ChargeRequest, RefundOutcome, RefundRequest } from '../../payments/gateway.js';
import { both, type Asking } from './asking.js';
import {
  cardOnFile,
  chargeNamed,
  charges,
  isRefundKey,
  recordAfter,
  recordRefund,
  refundsOf,
  type KeptCard,
  type SandboxCharge,
  type SandboxRefund,
  type Verdict,
} from './books-rows.js';
import { last4Of, type SandboxCard } from './cards.js';

export const NO_SUCH_CARD: ChargeOutcome = { kind: 'not_executed', reason: 'no_such_card' };

/**
 * Answers a request once and for all: to be called inside one write of the books.
 * @param recorded called when the answer is in the books but not yet committed
 */
export function* settle(
  cards: readonly SandboxCard[],
  request: ChargeRequest,
  keys: 'honoured' | 'ignored',
  recorded: () => void,
): Asking<ChargeOutcome> {
  const [made, kept] = yield* both(charges('idempotency_key', request.key), cardOnFile(request.gatewayRef));
  const earlier = keys === 'honoured' ? made[0] : undefined;
  // What the key did before is not what is asked now, so it cannot be said that nothing was charged (G4).
  if (earlier && !sameRequest(earlier, request)) return { kind: 'unknown', reason: 'key_reused' };
  if (earlier) return asOutcome(earlier);

  const { amount } = request.amount;
  if (!Number.isSafeInteger(amount) || amount < 1) return { kind: 'not_executed', reason: 'invalid_amount' };
  const row = kept && cards.find((card) => last4Of(card) === kept.last4);
  if (!row) return NO_SUCH_CARD;

  const charge = yield* recordAfter(made.length, request, verdict(row, kept, request));
  recorded();
  return asOutcome(charge);
}

function verdict(row: SandboxCard, kept: KeptCard, { at }: ChargeRequest): Verdict {
  if (dayOf(at) > lastGoodDay(kept)) return { outcome: 'declined', declineCode: 'expired_card' };
  if (row.onAttach === 'declined' || row.onCharge === 'declined') {
    return { outcome: 'declined', declineCode: row.declineCode };
  }
  return { outcome: row.onCharge, declineCode: null };
}

function sameRequest(left: ChargeRequest, right: ChargeRequest): boolean {
  return (
    left.reference === right.reference &&
    left.gatewayRef === right.gatewayRef &&
    left.at === right.at &&
    sameMoney(left.amount, right.amount)
  );
}

function asOutcome(charge: SandboxCharge): ChargeOutcome {
  switch (charge.outcome) {
    case 'succeeded':
      return { kind: 'succeeded', chargeId: charge.chargeId };
    case 'declined':
      return { kind: 'declined', declineCode: charge.declineCode };
    case 'action_required':
      return { kind: 'action_required' };
  }
}

/**
 * Gives a charge back, or says why not, once and for all: to be called inside one write of the books.
 * @param recorded called when the answer is in the books but not yet committed
 */
export function* refund(
  cards: readonly SandboxCard[],
  request: RefundRequest,
  keys: 'honoured' | 'ignored',
  recorded: () => void,
): Asking<RefundOutcome> {
  const made = yield* refundsOf(request.chargeId);
  const earlier = keys === 'honoured' ? made.find(({ key }) => key === request.key) : undefined;
  if (earlier) return sameMoney(earlier.amount, request.amount) ? refundOutcome(earlier) : REUSED;
  if (keys === 'honoured' && (yield* isRefundKey(request.key))) return REUSED;
  const charge = yield* chargeNamed(request.chargeId);
  if (charge?.outcome !== 'succeeded') return { kind: 'refused', reason: 'no_such_charge' };
  // As the networks do: the whole of a charge is given back at once, and once.
  if (!sameMoney(charge.amount, request.amount)) return { kind: 'refused', reason: 'invalid_amount' };
  const returned = made.some(({ outcome }) => outcome === 'refunded');
  if (returned && keys === 'honoured') return { kind: 'refused', reason: 'charge_already_refunded' };
  const last4 = (yield* cardOnFile(charge.gatewayRef))?.last4;
  const { note } = cards.find((card) => last4Of(card) === last4) ?? {};
  const refunded = yield* recordRefund(request, note === 'refund-fails' ? 'expired_or_canceled_card' : null);
  recorded();
  // It is made, and the bank's word for it comes later: whoever looks finds it.
  return note === 'refund-pending' ? { kind: 'unknown', reason: 'pending' } : refundOutcome(refunded);
}

const REUSED: RefundOutcome = { kind: 'unknown', reason: 'key_reused' };

function refundOutcome(made: SandboxRefund): RefundOutcome {
  if (made.outcome === 'refunded') return { kind: 'refunded', refundId: made.refundId };
  return { kind: 'refused', reason: made.reason ?? 'refused' };
}
