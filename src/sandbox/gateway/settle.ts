import { dayOf } from '../../core/day.js';
import { sameMoney } from '../../core/money.js';
import { lastGoodDay } from '../../core/payment-method.js';
import type { ChargeOutcome, ChargeRequest } from '../../payments/gateway.js';
import type { Books, KeptCard, SandboxCharge, Verdict } from './books.js';
import { last4Of, type SandboxCard } from './cards.js';

export const NO_SUCH_CARD: ChargeOutcome = { kind: 'not_executed', reason: 'no_such_card' };

/**
 * Answers a request once and for all: to be called inside one write of the books.
 * @param recorded called when the answer is in the books but not yet committed
 */
export function settle(
  books: Books,
  cards: readonly SandboxCard[],
  request: ChargeRequest,
  keys: 'honoured' | 'ignored',
  recorded: () => void,
): ChargeOutcome {
  const earlier = keys === 'honoured' ? books.charges('idempotency_key', request.key)[0] : undefined;
  // What the key did before is not what is asked now, so it cannot be said that nothing was charged (G4).
  if (earlier && !sameRequest(earlier, request)) return { kind: 'unknown', reason: 'key_reused' };
  if (earlier) return asOutcome(earlier);

  const { amount } = request.amount;
  if (!Number.isSafeInteger(amount) || amount < 1) return { kind: 'not_executed', reason: 'invalid_amount' };
  const kept = books.cardOnFile(request.gatewayRef);
  const row = kept && cards.find((card) => last4Of(card) === kept.last4);
  if (!row) return NO_SUCH_CARD;

  const made = books.record(request, verdict(row, kept, request));
  recorded();
  return asOutcome(made);
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
