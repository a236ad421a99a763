import { openAttempt, type Order } from '../core/order.js';
import { canonical } from '../core/plan.js';
import { chargeOf, isOpenRefund } from '../core/refund.js';
import type { Refusal } from '../core/refusal.js';
import { NOTHING_SEEN, type Seen } from '../core/seen.js';
import type { Gateway, ToldEvent, UnknownReason } from '../payments/gateway.js';
import { recoverRefunds } from './give-back.js';
import { settleNow } from './recover.js';
import { orderOf } from './settle.js';
import { clockBehind, notBefore, type Desk } from './desk.js';

export type { ToldEvent } from '../payments/gateway.js';

/** A gateway that tells by itself what becomes of a payment. */
export type Teller = Required<Pick<Gateway, 'toldOf' | 'seen'>>;

/** What came of an event. */
export type Heard =
  /** It is about no payment. `elsewhere`: about one of another ledger, or of an account that is not listened for. */
  | { readonly kind: 'nothing' | 'elsewhere' }
  /** The gateway has charged for what is no order here: a restored ledger, or somebody else's hand. */
  | { readonly kind: 'no-order' }
  /** `changed`: something was written down. */
  | { readonly kind: 'looked'; readonly order: Order; readonly changed: boolean }
  /** Another process waits for the answer itself, and may not get it: it has to be told again. `returns`: to a refund. */
  | { readonly kind: 'in-progress'; readonly order: Order; readonly returns: boolean }
  /** It could not be looked at: whoever told it has to tell it again. */
  | { readonly kind: 'unasked'; readonly reason: UnknownReason }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Looks at what an event is about, and writes down what has changed: an open order is settled by the same road as `recover`
 * takes, and nothing is sent; of a paid one, what the gateway shows besides. Nothing that the event says is believed, so that
 * it may come twice, late, in any order, or to several listeners at once (G7).
 * @param accountId whose events are listened to; undefined: everybody's
 */
export async function hear(desk: Desk, teller: Teller, event: ToldEvent, accountId?: string): Promise<Heard> {
  const about = await teller.toldOf(event);
  if (about.kind === 'unknown') return { kind: 'unasked', reason: about.reason };
  if (about.kind === 'nothing') return about;
  const { reference } = about;
  const [installation, orders] = await desk.ledger.read(async (reader) => [
    await reader.installation(),
    await reader.ordersFor(reference),
  ]);
  if (!reference.startsWith(`${installation}/`)) return { kind: 'elsewhere' };
  const order = orders.find(openAttempt) ?? orders.find(({ state }) => state === 'paid') ?? orders.at(-1);
  if (!order) return { kind: 'no-order' };
  if (accountId !== undefined && order.accountId !== accountId) return { kind: 'elsewhere' };
  const refusal = await desk.ledger.read((reader) => clockBehind(reader, desk.at, order.accountId));
  return refusal ? { kind: 'refused', refusal } : lookedAfter(desk, teller, order);
}

async function lookedAfter(desk: Desk, teller: Teller, before: Order): Promise<Heard> {
  const settling = openAttempt(before) ? await settleNow(desk, before, 'look') : undefined;
  if (settling?.kind === 'in-progress') return { kind: 'in-progress', order: settling.order, returns: false };
  const [order, refunds] = await desk.ledger.read(async (reader) => [
    await orderOf(reader, { orderId: before.id }),
    await reader.refundsOf(before.id),
  ]);
  const settled = order.state !== before.state;
  const returns = refunds.some(isOpenRefund) ? await recoverRefunds(desk, order.accountId, 'look') : [];
  const came = returns.find(({ order: of }) => of.id === order.id)?.kind;
  if (came === 'in-progress') return { kind: 'in-progress', order, returns: true };
  const noted = await seenNow(desk, teller, order);
  if (typeof noted === 'string') return { kind: 'unasked', reason: noted };
  return { kind: 'looked', order, changed: settled || came === 'refunded' || noted };
}

/**
 * Writes down what the gateway shows of the charge of an order, where that has changed: whether it has. Where another has
 * written what it saw since the look began, nobody can say whose is newer: it is looked at anew.
 */
async function seenNow(desk: Desk, teller: Teller, { id }: Order): Promise<boolean | UnknownReason> {
  for (;;) {
    const before = await desk.ledger.read((reader) => orderOf(reader, { orderId: id }));
    const chargeId = chargeOf(before);
    if (before.state !== 'paid' || chargeId === null) return false;
    const found = await teller.seen(chargeId);
    if (found.kind === 'unknown') return found.reason;
    if (isSame(before.seen, found.seen)) return false;
    const written = await desk.ledger.write(async (ledger) => {
      const { seen: now, accountId } = await orderOf(ledger, { orderId: id });
      if (!isSame(now, before.seen)) return false;
      const at = await notBefore(ledger, desk.at, accountId);
      await ledger.append({ kind: 'charge-seen', id, seen: found.seen }, at, desk.by);
      return true;
    });
    if (written) return true;
  }
}

function isSame(one: Seen | undefined, other: Seen | undefined): boolean {
  return canonical(one ?? NOTHING_SEEN) === canonical(other ?? NOTHING_SEEN);
}
