import type { Command } from '../../cli/command.js';
import { awaitedPage } from '../../core/order.js';
import { refuse } from '../../core/refusal.js';
import { Stop, stop } from '../../errors.js';
import { payOutcome } from '../../acts/pay.js';
import { refuseClockBehind } from '../../cli/right-clock.js';
import { membership } from '../../cli/visit.js';
import { orderNamed } from '../../named/membership.js';

/** Stands in for the cardholder, whose word a bank would want: only where no money moves. */
export const sandboxConfirm: Command = {
  path: 'sandbox confirm',
  deed: { act: 'buy', scope: 'buy', writes: 'money' },
  result: ['order', 'subscription', 'warnings'],
  arguments: [{ name: 'id', required: true, among: 'orders-waiting' }],
  examples: ['sandbox confirm ord_01JD0000000000000000000000'],
  run: async (context, given) => {
    const member = await membership(context);
    const { at, book } = member;
    const gateway = await context.books.gateway();
    if (!gateway.confirmForCardholder) throw new Stop(refuse('SANDBOX_ONLY', { action: 'sandbox confirm' }));
    const order = orderNamed(book, given.arguments['id'] ?? '');
    const page = awaitedPage(order);
    if (!page) throw stop('NOTHING_TO_PAY', { order: order.id });
    await refuseClockBehind(member.ledger, at, book.account.id);
    await gateway.confirmForCardholder(page.ref, at);
    return payOutcome(context, member, order, context.words.cardholder.confirmed(order.id));
  },
};
