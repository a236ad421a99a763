import type { Command, Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { Book } from '../../core/book.js';
import type { Order } from '../../core/order.js';
import type { RecordedOrder } from '../../core/recorded-order.js';
import type { Refund } from '../../core/records.js';
import { refunded, refundsOf } from '../../core/refund.js';
import { refuse } from '../../core/refusal.js';
import { lastTerm } from '../../core/subscription.js';
import { closed, holds, openCancellation, type SupportRequest } from '../../core/support-request.js';
import { Stop, stop } from '../../errors.js';
import { flagsAsSaid, placeFlags } from '../../wizards/flags.js';
import { TEXT, textGiven } from '../../wizards/request.js';
import { answerRequest } from '../../acts/requests/answer.js';
import { shownRequest } from '../../screens/requests.js';
import { shownSubscription } from '../../screens/subscriptions.js';
import { dayOf } from '../../core/day.js';
import { HAPPENED, happenedOn } from '../../wizards/stated.js';
import { membership, type Membership } from '../../cli/visit.js';
import { anyOrderNamed } from '../../named/membership.js';
import { shownOrder, shownRefund } from '../../screens/orders.js';
import { shownRecorded } from '../../screens/recorded.js';
import { ANSWERED_KEYS } from '../../acts/result-keys.js';

/** P8, D10: what approving a cancellation does, and nothing where the money does not go back. */
export const ordersRefund: Command = {
  path: 'orders refund',
  // Gives money back.
  deed: { act: 'buy', scope: 'manage', writes: 'money' },
  result: ANSWERED_KEYS,
  arguments: [{ name: 'id', required: true, among: 'orders-to-refund' }],
  flags: [TEXT, HAPPENED],
  examples: ['orders refund ord_01JD0000000000000000000000 --yes'],
  run: async (context, given) => {
    const member = await membership(context);
    const id = given.arguments['id'] ?? '';
    const order = anyOrderNamed(member.book, id);
    if (givenBack(member.book, order)) return already(context, given, member, order);
    if ('state' in order && order.state !== 'paid') throw stop('NOT_PAID', { order: order.id });
    const request = requestFor(member.book, order);
    return answerRequest(context, member, {
      request,
      on: happenedOn(given.flags, dayOf(request.filedAt), member.today),
      outcome: 'approved',
      text: textGiven(given.flags),
      refund: 'required',
      command: [
        'partner',
        'orders',
        'refund',
        id,
        ...placeFlags(given.flags),
        ...flagsAsSaid(given.flags, [TEXT.name, HAPPENED.name]),
      ],
    });
  },
};

/** What gave it back: here, or at the vendor as it was stated (D31). */
function givenBack(book: Book, order: Order | RecordedOrder): Pick<Refund, 'requestId'> | undefined {
  return 'statements' in order ? order.refund : refunded(refundsOf(book, order.id));
}

/** R18: the request that the refund answers. @throws Stop where none waits for an answer, or where a later term is paid */
function requestFor(book: Book, order: Order | RecordedOrder): SupportRequest {
  const held = book.subscriptions.find(({ id }) => id === order.subscriptionId);
  const { offer, id } = order;
  if (held && lastTerm(held).orderId !== id)
    throw new Stop(refuse('REFUND_WINDOW_CLOSED', { offer, order: id, why: 'later-term-paid', until: null }));
  const request = openCancellation(book.requests, order.subscriptionId);
  if (request) return request;
  const answered = held?.cancelled && book.requests.findLast(({ cancels }) => cancels === held.id);
  throw new Stop((answered && closed(answered)) ?? refuse('CANCELLATION_NOT_REQUESTED', { offer, order: id }));
}

/** @throws Stop where something was said that is added to an ended request no more */
function already(context: Context, { flags }: Given, member: Membership, order: Order | RecordedOrder): Outcome {
  const { book, today } = member;
  const refunds = refundsOf(book, order.id);
  const made = refunded(refunds);
  const request = book.requests.find(({ id }) => id === givenBack(book, order)?.requestId);
  if (request) {
    const said = { text: textGiven(flags), on: happenedOn(flags, dayOf(request.filedAt), today) };
    const refusal = holds(request, said) ? undefined : closed(request);
    if (refusal) throw new Stop(refusal);
  }
  const held = book.subscriptions.find(({ id }) => id === order.subscriptionId);
  return {
    value: {
      request: request ? shownRequest(book, request) : null,
      subscription: held ? shownSubscription(member, held) : null,
      order: 'statements' in order ? shownRecorded(order) : shownOrder(order, today, refunds),
      refund: made ? shownRefund(made) : null,
      changed: false,
    },
    screen: [{ kind: 'text', text: context.words.support.refundedAlready(order.id) }],
  };
}
