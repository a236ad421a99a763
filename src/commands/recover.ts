import type { Command, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { dayOf, type Instant } from '../core/day.js';
import { type Refusal, refuse } from '../core/refusal.js';
import { EXIT, Stop, stop } from '../errors.js';
import type { GivenBack } from '../journeys/give-back.js';
import { recoverAll } from '../journeys/recover-all.js';
import type { Recovered } from '../journeys/recover.js';
import { clockBehind } from '../journeys/desk.js';
import type { Store } from '../store/store.js';
import { isSettled, recoveredLine, recoveredValue } from '../screens/recovered.js';
import { deskOf, membership } from '../cli/visit.js';
import type { Block } from '../io/blocks.js';
import type { Sent } from '../core/claim.js';
import { openAttempt } from '../core/order.js';
import { isOpenRefund } from '../core/refund.js';
import { abandon, type Abandoned } from '../journeys/abandon.js';
import { orderNamed } from '../named/membership.js';
import { shownOrder } from '../screens/orders.js';

/**
 * Settles every payment and every refund, of every account in the ledger, whose outcome is not known; exit 10 while one
 * stays so, 11 while one only waits for its cardholder. `--abandoned` is a person's word that one of them will never be sent (G3).
 */
export const recoverCommand: Command = {
  path: 'recover',
  deed: { act: 'renew', scope: 'renew', writes: 'money' },
  result: ['result', 'order', 'abandonedBy'],
  flags: [{ name: 'abandoned', kind: 'text', value: 'ORDER', among: 'orders' }],
  examples: ['recover', 'recover --json', 'recover --abandoned ord_01JD0000000000000000000000'],
  fields: ['result', 'order.id', 'order.offer', 'order.state', 'order.receiptNumber'],
  run: async (context, given) => {
    const { abandoned } = given.flags;
    return typeof abandoned === 'string' ? abandonedOutcome(context, abandoned) : recovered(context);
  },
};

async function recovered(context: Context): Promise<Outcome> {
  const ledger = await context.books.existing();
  const at = await context.clock.now();
  const [first] = (await ledger?.read((reader) => reader.accounts(1))) ?? [];
  const results =
    ledger && first
      ? await context.terminal.uninterrupted(async () => recoverAll(deskOf(context, ledger, at, first)))
      : [];
  const behind = ledger && (await behindAny(ledger, at, results));
  if (behind?.isAll) throw new Stop(behind.refusal);
  return {
    value: results.map((result) => recoveredValue(result, dayOf(at))),
    screen:
      results.length === 0
        ? [{ kind: 'text', text: context.words.screens.recovered.none }]
        : results.map((result) => recoveredLine(context, result)),
    ...(await exitOf(context, results, behind?.refusal)),
  };
}

/** Unknown outweighs what only waits for its cardholder. */
async function exitOf(
  context: Context,
  results: readonly (Recovered | GivenBack)[],
  behind: Refusal | undefined,
): Promise<Pick<Outcome, 'exit' | 'failure'>> {
  const open = results.filter((result) => !isSettled(result));
  if (open.length === 0) return {};
  if (open.every(({ kind }) => kind === 'waiting') && !behind) return { exit: EXIT.waiting };
  return { exit: EXIT.unknown, failure: behind ? new Stop(behind) : await whyNot(context) };
}

/** What could not be settled because the clock is behind what its account's history tells (G15). */
async function behindAny(
  ledger: Store,
  at: Instant,
  results: readonly (Recovered | GivenBack)[],
): Promise<{ readonly refusal: Refusal; readonly isAll: boolean } | undefined> {
  const refusals = await ledger.read(async (reader) => {
    const found: (Refusal | undefined)[] = [];
    for (const result of results.filter((one) => !isSettled(one)))
      found.push(await clockBehind(reader, at, result.order.accountId));
    return found;
  });
  const [refusal] = refusals.flatMap((one) => one ?? []);
  return refusal && { refusal, isAll: refusals.every(Boolean) && refusals.length === results.length };
}

/** Books of the gateway that cannot be asked are something to be mended by who reads this. */
async function whyNot(context: Context): Promise<unknown> {
  return (await context.books.gateway()).ready().then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** `recover --abandoned`: one of the two words that it takes, or the end that follows from both (G3, D18). */
async function abandonedOutcome(context: Context, given: string): Promise<Outcome> {
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
    ...(isSettled(result) ? {} : { exit: result.kind === 'waiting' ? EXIT.waiting : EXIT.unknown }),
  };
}

function lineOf(context: Context, abandoned: Extract<Abandoned, { readonly kind: 'said' | 'looked' }>): Block {
  if (abandoned.kind === 'looked') return recoveredLine(context, abandoned.result);
  const text = context.words.screens.recovered.saidBy(
    abandoned.result.order.id,
    abandoned.by.join(', '),
    context.speech,
  );
  return { kind: 'warning', text };
}

function openIn(result: Recovered | GivenBack): Sent | undefined {
  if (!('refund' in result)) return openAttempt(result.order);
  return isOpenRefund(result.refund) ? result.refund : undefined;
}
