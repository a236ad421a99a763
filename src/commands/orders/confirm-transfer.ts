import type { Command, Given } from '../../cli/command.js';
import type { Flag } from '../../cli/spec.js';
import type { Screen } from '../../io/blocks.js';
import type { Context } from '../../cli/context.js';
import { activatedAmong, holdingsOf } from '../../core/benefit.js';
import { dayOf, parseDay, type Day } from '../../core/day.js';
import type { AnyView } from '../../core/view.js';
import { parseMoney, type Money } from '../../core/money.js';
import type { Order } from '../../core/order.js';
import { notConfirmable, paidOnDay } from '../../core/transfer.js';
import { orStop, Stop, stop } from '../../errors.js';
import { confirmTransfer, type Confirmed } from '../../journeys/transfers.js';
import { flagsAsSaid, placeFlags, textOf } from '../../wizards/flags.js';
import { askConsent, consent, sameByScript } from '../../cli/asking.js';
import { shownSubscription } from '../../screens/subscriptions.js';
import { deskOf, membership } from '../../cli/visit.js';
import { orderNamed } from '../../named/membership.js';
import { shownOrder } from '../../screens/orders.js';

const RECEIVED: Flag = { name: 'received', kind: 'text', value: 'DATE' };
const AMOUNT: Flag = { name: 'amount', kind: 'text', value: 'AMOUNT' };

/** P9: somebody has seen the funds on the bank's statement; the order is paid and its term begins. */
export const ordersConfirmTransfer: Command = {
  path: 'orders confirm-transfer',
  // The end of a purchase: what is bought begins, or is not bought.
  deed: { act: 'buy', scope: 'buy', writes: 'history' },
  result: ['order', 'subscription', 'changed'],
  arguments: [{ name: 'id', required: true, among: 'orders-awaited' }],
  flags: [RECEIVED, AMOUNT],
  examples: [
    'orders confirm-transfer ord_01JD0000000000000000000000 --yes',
    'orders confirm-transfer ord_01JD0000000000000000000000 --received 2026-11-20 --amount 475.00 --yes',
  ],
  run: async (context, given) => {
    const member = await membership(context);
    const { book, ledger, at, today } = member;
    const order = orderNamed(book, given.arguments['id'] ?? '');
    const funds = { receivedOn: receivedOn(given, order, today), amount: amountIn(given, order) };
    if (order.state !== 'paid') {
      const refusal = notConfirmable(book, order, today, funds.receivedOn);
      if (refusal) throw new Stop(refusal);
    }
    const command = ['partner', 'orders', 'confirm-transfer', order.id, ...placeFlags(given.flags)];
    const said = [...command, ...flagsAsSaid(given.flags, [RECEIVED.name, AMOUNT.name])];
    const asked = await consent(context, said, () => ask(context, order, funds.receivedOn));
    const answer = orStop(await confirmTransfer(deskOf(context, ledger, at, book.account), order, funds));
    if ('reason' in answer) throw stop('GATEWAY_UNREACHABLE', { reason: answer.reason });
    if ('openRefund' in answer) throw stop('REFUND_UNKNOWN', { order: answer.openRefund });
    const { subscription } = answer;
    return {
      value: {
        order: shownOrder(answer.order, today),
        subscription: shownSubscription({ ...member, book: answer.book }, subscription),
        changed: answer.changed,
      },
      screen: confirmation(context, member, answer),
      ...(asked ? { afterword: sameByScript(context, [...said, '--yes']) } : {}),
    };
  },
};

/** From the day of the order to today: today where nothing is said. @throws Stop VALUE_INVALID */
function receivedOn({ flags }: Given, order: Order, today: Day): Day {
  const given = textOf(flags, RECEIVED);
  if (given === undefined) return today;
  const day = parseDay(given);
  if (day && dayOf(order.placedAt) <= day && day <= today) return day;
  throw stop('VALUE_INVALID', { of: '--received', given, wanted: 'received-day' });
}

/** @throws Stop VALUE_INVALID */
function amountIn({ flags }: Given, { total }: Order): Money | undefined {
  const given = textOf(flags, AMOUNT);
  if (given === undefined) return undefined;
  const amount = parseMoney(given, total.currency);
  if (amount) return amount;
  throw stop('VALUE_INVALID', { of: '--amount', given, wanted: 'amount' });
}

async function ask(context: Context, order: Order, day: Day): Promise<void> {
  const { words, speech } = context;
  const said = words.transfers;
  await askConsent(context, {
    message: said.question(speech.money(order.total), order.id, speech.day(day)),
    no: said.notYet,
    yes: said.confirm,
  });
}

/** R11: what was bought with it, and what comes next. */
function confirmation(context: Context, view: AnyView, { order, book, subscription, changed }: Confirmed): Screen {
  const { words, speech } = context;
  const { id, offer, receiptNumber, term } = order;
  const receivedOn = paidOnDay(order) ?? view.today;
  const said = words.transfers;
  if (!changed) return [{ kind: 'text', text: said.confirmedAlready(id, speech.day(receivedOn)) }];
  const held = holdingsOf({ ...view, book }, subscription);
  const waiting = held.length - activatedAmong(held);
  return [
    { kind: 'text', text: said.confirmed(id, receiptNumber ?? '') },
    ...(receivedOn < view.today ? [{ kind: 'text', text: said.recordedLater(speech.day(receivedOn)) } as const] : []),
    { kind: 'text', text: said.paidFor(speech.offer(offer), speech.day(term.start), speech.day(term.end)) },
    ...(waiting > 0 ? [{ kind: 'hint', text: words.screens.confirmed.benefits(waiting, speech) } as const] : []),
  ];
}
