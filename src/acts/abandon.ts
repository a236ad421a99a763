import type { Block } from '../io/blocks.js';
import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Sent } from '../core/claim.js';
import { openAttempt } from '../core/order.js';
import { isOpenRefund } from '../core/refund.js';
import { refuse } from '../core/refusal.js';
import { EXIT, Stop, stop } from '../errors.js';
import { abandon, type Abandoned } from '../journeys/abandon.js';
import type { GivenBack } from '../journeys/give-back.js';
import type { Recovered } from '../journeys/recover.js';
import { orderNamed } from '../named/order.js';
import { shownOrder } from '../screens/orders.js';
import { isSettled, recoveredLine } from '../screens/recovered.js';
import { membership, deskOf } from '../cli/visit.js';

/** `recover --abandoned`: one of the two words that it takes, or the end that follows from both (G3, D18). */
export async function abandonedOutcome(context: Context, given: string): Promise<Outcome> {
  const { ledger, book, at, today } = await membership(context);
  const order = orderNamed(book, given);
  if (context.who?.token) throw new Stop(refuse('TWO_ADMINS_REQUIRED', { order: order.id, why: 'token' }));
  const desk = deskOf(context, ledger, at, book.account);
  const abandoned = await context.terminal.uninterrupted(() => abandon(desk, order));
  if (abandoned.kind === 'refused') throw new Stop(abandoned.refusal);
  if (abandoned.kind === 'in-progress') throw stop('PAYMENT_IN_PROGRESS', { order: order.id });
  const { result } = abandoned;
  const shown = shownOrder(result.order, today, 'refund' in result ? [result.refund] : []);
  return {
    value: [{ result: result.kind, order: shown, abandonedBy: (openIn(result)?.abandoned ?? []).map(({ by }) => by) }],
    screen: [lineOf(context, abandoned)],
    ...(isSettled(result) ? {} : { exit: EXIT.unknown }),
  };
}

function lineOf(context: Context, abandoned: Extract<Abandoned, { readonly kind: 'said' | 'looked' }>): Block {
  if (abandoned.kind === 'looked') return recoveredLine(context, abandoned.result);
  const text = context.words.screens.recovered.saidBy(abandoned.result.order.id, abandoned.by.join(', '));
  return { kind: 'warning', text };
}

function openIn(result: Recovered | GivenBack): Sent | undefined {
  if (!('refund' in result)) return openAttempt(result.order);
  return isOpenRefund(result.refund) ? result.refund : undefined;
}
