import type { Command } from '../../cli/command.js';
import { orStop, Stop } from '../../errors.js';
import { cancelTransfer } from '../../journeys/transfers.js';
import { notAwaited } from '../../core/transfer.js';
import { placeFlags } from '../../wizards/flags.js';
import { askConsent, consent, sameByScript } from '../../cli/asking.js';
import { deskOf, membership } from '../../cli/visit.js';
import { orderNamed } from '../../named/membership.js';
import { shownOrder } from '../../screens/orders.js';

/** P9: an order that waits for its bank transfer can be taken back; whatever is paid is cancelled through support (R18). */
export const ordersCancel: Command = {
  path: 'orders cancel',
  deed: { act: 'buy', scope: 'buy', writes: 'history' },
  arguments: [{ name: 'id', required: true, among: 'orders-awaited' }],
  examples: ['orders cancel ord_01JD0000000000000000000000 --yes'],
  run: async (context, given) => {
    const { book, ledger, at, today } = await membership(context);
    const order = orderNamed(book, given.arguments['id'] ?? '');
    const said = context.words.transfers;
    const refusal = order.transfer?.end?.outcome === 'cancelled' ? undefined : notAwaited(order, today);
    if (refusal) throw new Stop(refusal);
    const command = ['partner', 'orders', 'cancel', order.id, ...placeFlags(given.flags)];
    const asked = await consent(context, command, () =>
      askConsent(context, {
        message: said.cancelQuestion(order.id),
        no: said.keep,
        yes: said.cancelIt,
      }),
    );
    const answer = orStop(await cancelTransfer(deskOf(context, ledger, at, book.account), order));
    const text = answer.changed ? said.cancelled(order.id) : said.cancelledAlready(order.id);
    return {
      value: { order: shownOrder(answer.order, today), changed: answer.changed },
      screen: [{ kind: 'text', text }],
      ...(asked ? { afterword: sameByScript(context, [...command, '--yes']) } : {}),
    };
  },
};
