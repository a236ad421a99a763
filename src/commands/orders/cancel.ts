import type { Command } from '../../cli/command.js';
import { dayOf } from '../../core/day.js';
import { refuse } from '../../core/refusal.js';
import { moneyState } from '../../core/refund.js';
import { awaitedPage, type Order, type PaymentPage } from '../../core/order.js';
import { orStop, Stop, stop } from '../../errors.js';
import { callOff } from '../../journeys/cardholder.js';
import type { Desk } from '../../journeys/desk.js';
import { unsettled } from '../../screens/cardholder.js';
import { cancelTransfer } from '../../journeys/transfers.js';
import { notAwaited } from '../../core/transfer.js';
import { placeFlags } from '../../wizards/flags.js';
import { askConsent, consent, sameByScript } from '../../cli/asking.js';
import { deskOf, membership } from '../../cli/visit.js';
import { orderNamed } from '../../named/membership.js';
import { shownOrder } from '../../screens/orders.js';

/**
 * P9: an order that waits for its bank transfer, or for its cardholder, can be taken back; whatever is paid is cancelled
 * through support (R18).
 */
export const ordersCancel: Command = {
  path: 'orders cancel',
  deed: { act: 'buy', scope: 'buy', writes: 'money' },
  result: ['order', 'changed'],
  arguments: [{ name: 'id', required: true, among: 'orders-open' }],
  examples: ['orders cancel ord_01JD0000000000000000000000 --yes'],
  run: async (context, given) => {
    const { book, ledger, at, today } = await membership(context);
    const order = orderNamed(book, given.arguments['id'] ?? '');
    const said = context.words.transfers;
    const page = awaitedPage(order);
    const isOver = moneyState(order, [], today) === 'cancelled';
    const refusal = page || isOver ? undefined : notAwaited(order, today);
    if (refusal) throw new Stop(refusal);
    const command = ['partner', 'orders', 'cancel', order.id, ...placeFlags(given.flags)];
    const asked = await consent(context, command, () =>
      askConsent(context, {
        message: (page ? context.words.cardholder : said).cancelQuestion(order.id),
        no: said.keep,
        yes: said.cancelIt,
      }),
    );
    const desk = deskOf(context, ledger, at, book.account);
    const answer = order.transfer
      ? orStop(await cancelTransfer(desk, order))
      : page
        ? await calledOff(desk, order, page)
        : { order, changed: false };
    const text = answer.changed ? said.cancelled(order.id) : said.cancelledAlready(order.id);
    return {
      value: { order: shownOrder(answer.order, today), changed: answer.changed },
      screen: [{ kind: 'text', text }],
      ...(asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {}),
    };
  },
};

/** @throws Stop where it was paid a moment before, or where the gateway does not say that its page is closed */
async function calledOff(desk: Desk, order: Order, page: PaymentPage): Promise<{ order: Order; changed: boolean }> {
  const ended = await callOff(desk, order, page);
  if (ended.kind === 'paid') {
    const { id, offer, kind, paidAt } = ended.order;
    throw new Stop(refuse('TRANSFER_CLOSED', { order: id, offer, kind, why: 'paid', on: paidAt && dayOf(paidAt) }));
  }
  if (ended.kind === 'in-progress') throw stop('PAYMENT_IN_PROGRESS', { order: order.id });
  if (ended.kind !== 'failed') throw unsettled(ended.order);
  return { order: ended.order, changed: true };
}
