import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { deskOf, type Membership } from '../cli/visit.js';
import type { Order } from '../core/order.js';
import { stop } from '../errors.js';
import { readBack } from '../journeys/purchase.js';
import { settleNow } from '../journeys/recover.js';
import { unsettled, waitingOutcome } from '../screens/cardholder.js';
import { withCardholder } from './cardholder.js';
import { paidOutcome, subscriptionFor } from './purchase/outcome.js';

/** How an order that waits for its cardholder stands now, or once somebody at the terminal has waited for them. @throws Stop where it is not paid and waits no more */
export async function payOutcome(
  context: Context,
  member: Membership,
  order: Order,
  headline: string,
): Promise<Outcome> {
  const { ledger, at, today, book } = member;
  const desk = deskOf(context, ledger, at, book.account);
  const found = await context.terminal.uninterrupted(async () => readBack(desk, await settleNow(desk, order)));
  const settled = found.kind === 'waiting' ? await withCardholder(context, found) : found;
  switch (settled.kind) {
    case 'paid': {
      const outcome = paidOutcome(context, member, settled);
      return { ...outcome, screen: [{ kind: 'text', text: headline }, ...outcome.screen] };
    }
    case 'waiting':
      return waitingOutcome(context, settled, subscriptionFor(member, settled.order, settled.book), today);
    case 'declined': {
      const { declineCode } = settled;
      const card = book.paymentMethods.find(({ id }) => id === order.paymentMethodId);
      throw stop('PAYMENT_DECLINED', {
        declineCode,
        card: { brand: card?.brand ?? '', last4: card?.last4 ?? '' },
        order: order.id,
      });
    }
    case 'in-progress':
      throw stop('PAYMENT_IN_PROGRESS', { order: order.id });
    case 'unknown':
      throw unsettled(order, settled.reason);
    default:
      throw new RangeError(`order ${order.id} is ${settled.kind}`);
  }
}
