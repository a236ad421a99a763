import { CHARGE_DIFFERS } from '../core/decline.js';
import { sameMoney } from '../core/money.js';
import { openAttempt, type Order, type PaymentAttempt } from '../core/order.js';
import type { ChargeOutcome, Found, FoundCharge } from '../payments/gateway.js';
import { newHold, standing, type Hold } from './claims.js';
import { orderOf, settledAs, standsAs, type Settled } from './settle.js';
import { notBefore, type Desk } from './desk.js';

/** How an order stands after this process has tried to charge it; in progress where another is trying. */
export type Charged = Settled | InProgress;

export interface InProgress {
  readonly kind: 'in-progress';
  readonly order: Order;
}

/** An attempt that this process alone may send for now. */
export interface ClaimedAttempt {
  readonly attempt: PaymentAttempt;
  readonly hold: Hold;
}

/** Claims the open attempt of an order for this process, in one transaction; how it stands where that cannot be. */
export async function claimAttempt(desk: Desk, { id }: Order): Promise<ClaimedAttempt | Charged> {
  const hold = await newHold(desk);
  return desk.ledger.write(async (ledger) => {
    const order = await orderOf(ledger, { orderId: id });
    const attempt = openAttempt(order);
    if (!attempt) return standsAs(ledger, order);
    const stands = standing(desk, attempt, hold.now);
    if (stands === 'live') return { kind: 'in-progress', order };
    if (stands === 'held') return settledAs(order);
    const at = await notBefore(ledger, desk.at, order.accountId);
    await ledger.append({ kind: 'attempt-claimed', id: attempt.id, claim: hold.claim }, at, desk.by);
    return { attempt, hold };
  });
}

/** What looking at the gateway decides; undefined where nothing was charged yet and it may be tried. */
export function adopted(found: Found, order: Order): ChargeOutcome | undefined {
  if (found.kind === 'unknown') return { kind: 'unknown', reason: found.reason };
  // What was given back pays for nothing (G20).
  const kept = found.charges.filter((charge) => !isReturned(charge));
  const [first]: readonly (FoundCharge | undefined)[] = kept;
  if (!first) return undefined;
  const same = kept.find((charge) => charge.returned === null && sameMoney(charge.amount, order.total));
  // Charged for this term, and another amount, or a part of it given back: nobody may pay again before a person has looked.
  return same
    ? { kind: 'succeeded', chargeId: same.chargeId, found: same }
    : { kind: 'unknown', reason: CHARGE_DIFFERS };
}

/** What a look comes to where what is asked for was never sent, or can't have been made: nothing was charged for it. */
export function unlessDiffers(outcome: ChargeOutcome): ChargeOutcome {
  const differs = outcome.kind === 'unknown' && outcome.reason === CHARGE_DIFFERS;
  return differs ? { kind: 'not_executed', reason: CHARGE_DIFFERS } : outcome;
}

/** All of it. */
export function isReturned({ amount, returned }: FoundCharge): boolean {
  return returned !== null && sameMoney(amount, returned);
}
