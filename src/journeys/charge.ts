import { sameMoney } from '../core/money.js';
import { keyOf, openAttempt, type Order, type PaymentAttempt } from '../core/order.js';
import type { ChargeOutcome, ChargeRequest, Found, FoundCharge } from '../payments/gateway.js';
import { orderOf, settle, settledAs, type Settled } from './settle.js';
import { notBefore, type Till } from './till.js';

// A key that is taken for another request means a restored ledger; each retry takes the next ordinal.
const KEYS_TO_TRY = 20;

/**
 * Charges the open attempt of an order and writes the answer. It looks at the gateway first and adopts a charge that
 * is there already: a restored ledger, a lost answer and a gateway that ignores keys all end with one charge (F6, G1).
 */
export async function chargeOrder(
  till: Till,
  order: Order,
  attempt: PaymentAttempt,
  gatewayRef: string,
): Promise<Settled> {
  let current = attempt;
  for (let tries = 0; tries < KEYS_TO_TRY; tries += 1) {
    const found = await till.gateway.find(order.reference);
    till.failpoint('purchase:looked');
    const outcome = adopted(found, order) ?? (await till.gateway.charge(requestFor(order, current, gatewayRef)));
    till.failpoint('purchase:charged');
    if (outcome.kind !== 'unknown' || outcome.reason !== 'key_reused') return settle(till, current, outcome);
    const next = await underNextKey(till, order, current);
    const retried = openAttempt(next);
    if (!retried) return settledAs(next);
    current = retried;
  }
  return settle(till, current, { kind: 'not_executed', reason: 'key_reused' });
}

/** What looking at the gateway decides; undefined where nothing was charged yet and it may be tried. */
export function adopted(found: Found, order: Order): ChargeOutcome | undefined {
  if (found.kind === 'unknown') return { kind: 'unknown', reason: found.reason };
  const [first]: readonly (FoundCharge | undefined)[] = found.charges;
  if (!first) return undefined;
  const same = found.charges.find((charge) => sameMoney(charge.amount, order.total));
  // Charged for this term, and another amount: nobody may pay again before a person has looked.
  return same ? { kind: 'succeeded', chargeId: same.chargeId } : { kind: 'unknown', reason: 'unreadable_answer' };
}

/** The same bytes at every sending: everything in it was stored before the first. */
function requestFor(order: Order, attempt: PaymentAttempt, gatewayRef: string): ChargeRequest {
  return { key: attempt.key, reference: order.reference, amount: attempt.amount, gatewayRef, at: attempt.sentAt };
}

/** The order with a next attempt; as it is, where another process that recovers it has done so first. */
async function underNextKey(till: Till, order: Order, attempt: PaymentAttempt): Promise<Order> {
  return till.ledger.write(async (ledger) => {
    const now = await orderOf(ledger, attempt);
    if (openAttempt(now)?.id !== attempt.id) return now;
    const at = await notBefore(ledger, till.at);
    const ordinal = attempt.ordinal + 1;
    const key = keyOf(order.reference, ordinal);
    const next: PaymentAttempt = {
      ...attempt,
      id: till.nextId('att'),
      ordinal,
      key,
      state: 'sending',
      sentAt: at,
      sender: till.process,
    };
    const settlement = { state: 'not_executed', at, chargeId: null, declineCode: 'key_reused' } as const;
    await ledger.append({ kind: 'attempt-settled', id: attempt.id, settlement }, at, till.by);
    await ledger.append({ kind: 'attempt-sent', attempt: next }, at, till.by);
    return orderOf(ledger, next);
  });
}
