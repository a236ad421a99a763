import type { Command } from '../../cli/command.js';
import { pendingRefusal } from '../../core/transfer.js';
import { Stop, stop } from '../../errors.js';
import { payOutcome } from '../../acts/pay.js';
import { refuseClockBehind } from '../../cli/right-clock.js';
import { membership } from '../../cli/visit.js';
import { orderNamed } from '../../named/membership.js';

/** Goes on with an order that waits for its cardholder; whatever else is open of it is settled as `recover` does. */
export const ordersPay: Command = {
  path: 'orders pay',
  deed: { act: 'renew', scope: 'renew', writes: 'money' },
  result: ['order', 'subscription', 'warnings'],
  arguments: [{ name: 'id', required: true, among: 'orders-waiting' }],
  examples: ['orders pay ord_01JD0000000000000000000000', 'orders pay ord_01JD0000000000000000000000 --json'],
  run: async (context, given) => {
    const member = await membership(context);
    const order = orderNamed(member.book, given.arguments['id'] ?? '');
    const refusal = order.transfer && pendingRefusal(order);
    if (refusal && order.state === 'placed') throw new Stop(refusal);
    if (order.state === 'failed') throw stop('NOTHING_TO_PAY', { order: order.id });
    await refuseClockBehind(member.ledger, member.at, member.book.account.id);
    const { cardholder, glossary } = context.words;
    const headline = order.state === 'paid' ? cardholder.paidAlready(order.id) : `${glossary.orderConfirmed}.`;
    return payOutcome(context, member, order, headline);
  },
};
