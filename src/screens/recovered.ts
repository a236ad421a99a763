import type { Block } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import type { Sent } from '../core/claim.js';
import { dayOf, type Day } from '../core/day.js';
import { CHARGE_DIFFERS } from '../core/decline.js';
import { openAttempt, type Order } from '../core/order.js';
import { paidOnDay } from '../core/transfer.js';
import type { GivenBack } from '../journeys/give-back.js';
import type { Recovered } from '../journeys/recover.js';
import type { Voice } from '../language/words.js';
import { sh } from '../language/command-line.js';
import { shownOrder } from './orders.js';

type Line = Extract<Block, { readonly kind: 'text' | 'warning' }>;

/** Its outcome is known now. */
export function isSettled({ kind }: Recovered | GivenBack): boolean {
  return kind !== 'unknown' && kind !== 'refund-unknown' && kind !== 'in-progress' && kind !== 'waiting';
}

/**
 * Tells what earlier payments and refunds came to that were settled first: on screen at once, else with the result, and
 * where a script is told of an error, inside that.
 */
export function announce(context: Context, today: Day, results: readonly (Recovered | GivenBack)[]): void {
  for (const result of results) context.terminal.notice(recoveredLine(context, result));
  context.terminal.settledFirst(results.map((result) => recoveredValue(result, today)));
}

/** The same for scripts. */
export function recoveredValue(result: Recovered | GivenBack, today: Day) {
  return { result: result.kind, order: shownOrder(result.order, today, 'refund' in result ? [result.refund] : []) };
}

/** What became of a payment or a refund whose outcome was not known. */
export function recoveredLine(context: Context, result: Recovered | GivenBack): Line {
  const { kind, order } = result;
  if (context.settings.dryRun && isSettled(result))
    return { kind: 'text', text: context.words.screens.recovered.takenAsDone(order.id) };
  const sent = 'refund' in result ? result.refund : openAttempt(order);
  if (sent && !isSettled(result) && isHeldElsewhere(context, result, sent)) return heldLine(context, order.id, sent);
  if (!('refund' in result)) return paymentLine(context, result);
  const text = context.words.support.recovered;
  const { creditNoteNumber } = result.refund;
  if (kind === 'refunded' && creditNoteNumber !== undefined)
    return { kind: 'text', text: text.withNote(order.id, creditNoteNumber) };
  return { kind: kind === 'refund-unknown' ? 'warning' : 'text', text: text[result.kind](order.id, context.speech) };
}

/** Whoever claimed it may send it yet: on another machine, or here for longer than any payment takes. */
function isHeldElsewhere({ ids }: Context, { kind }: Recovered | GivenBack, sent: Sent): boolean {
  return (
    sent.state === 'sending' &&
    (kind !== 'in-progress' || senderOf(sent).host !== senderOf({ sender: ids.process }).host)
  );
}

function heldLine({ words, speech }: Context, orderId: string, sent: Sent): Line {
  const said = words.screens.recovered;
  const { host, pid } = senderOf(sent);
  // Whatever tells machines of one name apart says nothing to a person.
  const [name = host] = host.split('/');
  return { kind: 'warning', text: said.held(orderId, said.process(name, pid), speech) };
}

function senderOf({ claim, sender }: Pick<Sent, 'claim' | 'sender'>): { readonly host: string; readonly pid: string } {
  const [host = '', pid = ''] = (claim?.by ?? sender).split('#');
  return { host, pid };
}

function paymentLine({ words, speech }: Context, result: Recovered): Line {
  const { kind, order } = result;
  const said = words.screens.recovered;
  switch (kind) {
    case 'paid':
      if (result.found) return { kind: 'text', text: foundLine({ words, speech }, order) };
      return { kind: 'text', text: said.paid(order.id, speech.money(order.total), order.receiptNumber ?? '') };
    case 'failed':
      return result.declineCode === CHARGE_DIFFERS
        ? { kind: 'warning', text: said.differs(order.id) }
        : { kind: 'text', text: said.failed(order.id) };
    case 'unknown':
      return { kind: 'warning', text: said.unknown(order.id, speech) };
    case 'in-progress':
      return { kind: 'text', text: said.inProgress(order.id) };
    case 'waiting':
      return {
        kind: 'warning',
        text: words.cardholder.recovered(order.id, speech.here(sh`partner orders pay ${order.id}`)),
      };
  }
}

function foundLine({ words, speech }: Voice, order: Order): string {
  const said = words.screens.recovered;
  return said.found(order.id, speech.money(order.total), speech.day(paidOnDay(order) ?? dayOf(order.placedAt)));
}
