import { dayOf } from '../core/day.js';
import type { Order } from '../core/order.js';
import { refuse, type Refusal } from '../core/refusal.js';
import type { FoundCharge, Unknown } from '../payments/gateway.js';
import { isReturned } from './attempt.js';
import { withoutOtherPages } from './cardholder.js';
import type { Desk } from './desk.js';

/** What the gateway holds of what would be paid by other means; undefined where it holds nothing (G1). */
export async function paidAtGateway(
  desk: Desk,
  reference: string,
  accountId: string,
): Promise<{ readonly kind: 'held'; readonly charge: FoundCharge } | Unknown | undefined> {
  await desk.gateway.ready();
  const anyCard = async () =>
    (await desk.ledger.read((ledger) => ledger.book(accountId)))?.paymentMethods.at(-1)?.gatewayRef;
  const found = await withoutOtherPages(desk, undefined, () => desk.gateway.find(reference, anyCard));
  if (found.kind === 'unknown') return found;
  const charge = found.charges.find((one) => !isReturned(one));
  return charge && { kind: 'held', charge };
}

/** Why that is not paid once more. */
export function paidBefore({ offer }: Pick<Order, 'offer'>, order: string | null, charge: FoundCharge): Refusal {
  const { amount: charged, at, card } = charge;
  const named = card && { brand: card.brand, last4: card.last4 };
  return refuse('PAID_BEFORE', { offer, order, charged, on: dayOf(at), card: named });
}
