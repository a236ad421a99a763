import type { Flag } from '../../cli/spec.js';
import type { Given, Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { subscriptionOf } from '../../core/book.js';
import { paymentGate } from '../../core/gate.js';
import { openAttempt } from '../../core/order.js';
import { isNextAnniversaryKnown } from '../../core/recording.js';
import { refuse, type Refusal } from '../../core/refusal.js';
import { isLive, mayBeRenewedOn } from '../../core/subscription.js';
import { Stop, stop } from '../../errors.js';
import { touches } from '../../core/transfer.js';
import { under } from '../../core/view.js';
import { recoverBefore } from '../../journeys/recover-all.js';
import {
  ACCEPT_TERMS,
  CARD_STDIN,
  CHECK,
  COMPANY,
  COUNTRY,
  EMAIL,
  flagsAsSaid,
  KEEP_HOLDERS,
  MPN_ID,
  PAYMENT_METHOD,
  PAY_BY,
  REVIEW,
  textOf,
  TOKEN,
} from '../../wizards/flags.js';
import { ORDER_STEPS } from '../../wizards/order.js';
import { fillWithPresets } from '../../wizards/step.js';
import { unsettled } from '../../screens/cardholder.js';
import { announce, isSettled } from '../../screens/recovered.js';
import { refuseClockBehind } from '../../cli/right-clock.js';
import { deskOf, visit, type Visit } from '../../cli/visit.js';
import { buyAtVendor } from './at-vendor.js';
import { buyByAsking } from './by-asking.js';
import { concluded, checkOutcome, dryRunOutcome, headlineOf } from './outcome.js';
import {
  answeredFlags,
  missingIn,
  openCheckout,
  orderWorld,
  placeOrder,
  planOf,
  viewOf,
  withOrderAnswers,
  type Checkout,
  type Purchase,
} from './checkout.js';
import { commandLine } from '../../language/command-line.js';

const PAYING: readonly Flag[] = [ACCEPT_TERMS, PAYMENT_METHOD, TOKEN, CARD_STDIN, PAY_BY, REVIEW, CHECK];
/** Who is no member yet can join with the purchase. */
export const SUBSCRIBE_FLAGS: readonly Flag[] = [...PAYING, COMPANY, COUNTRY, EMAIL, MPN_ID];
export const RENEW_FLAGS: readonly Flag[] = [...PAYING, KEEP_HOLDERS];

/** Subscribing and renewing: one way, whether a person, a script or the dashboard answers (J1, J3). */
export async function buyOffer(
  context: Context,
  said: Given,
  purchaseIn: (visit: Visit) => Purchase,
): Promise<Outcome> {
  const first = await visitFor(context, purchaseIn);
  if (said.flags[CHECK.name] !== undefined)
    return checkOutcome(await withOrderAnswers(await openCheckout(context, said, first, purchaseIn(first))));
  if (first.paidElsewhere) return buyElsewhere(context, said, first, purchaseIn(first));
  const settled = await settleFirst(context, first, purchaseIn);
  const opened = await openCheckout(context, said, settled, purchaseIn(settled));
  refuseEarly(opened);
  const checkout = await withOrderAnswers(opened);
  if (textOf(said.flags, PAY_BY) !== 'transfer') await (await context.books.gateway()).ready();
  refuseExpiredCard(checkout);
  return context.terminal.mayPrompt ? buyByAsking(checkout) : buyUnattended(checkout);
}

/**
 * D24: a person is led through the documented steps and told where to pay; a script is told the command that records what
 * the vendor has confirmed. What would pay here is refused.
 */
async function buyElsewhere(context: Context, said: Given, seen: Visit, purchase: Purchase): Promise<Outcome> {
  const { fromEnvironment = [], flags } = said;
  const pays = PAYING.some(({ name }) => flags[name] !== undefined && !fromEnvironment.includes(name));
  if (pays || purchase.kind === 'upgrade' || !context.terminal.mayPrompt) throw new Stop(paidElsewhere(seen, purchase));
  return buyAtVendor(await openCheckout(context, said, seen, purchase));
}

function paidElsewhere({ book, programme, today }: Visit, { kind, offer }: Purchase): Refusal {
  const held = book && subscriptionOf(book, offer.id);
  const owned = held !== undefined && (kind === 'renewal' || isLive(held, programme.policy, today));
  const maybeRenewedOn = held && mayBeRenewedOn(held, programme.policy, today);
  const facts = { offer: offer.id, portal: programme.portal?.url ?? null, ...(maybeRenewedOn && { maybeRenewedOn }) };
  if (!owned) return refuse('PAID_ELSEWHERE', { ...facts, owned: 'no' });
  return refuse('PAID_ELSEWHERE', { ...facts, owned: isNextAnniversaryKnown(programme) ? 'yes' : 'term-end' });
}

/** A payment whose outcome is open comes first: nothing else may be bought for its term (G3). */
async function settleFirst(context: Context, seen: Visit, purchaseIn: (visit: Visit) => Purchase): Promise<Visit> {
  const { ledger, book, programme } = seen;
  if (!ledger || !book?.orders.some(openAttempt)) return seen;
  const { offer } = purchaseIn(seen);
  await refuseClockBehind(ledger, seen.at, book.account.id);
  const desk = deskOf(context, ledger, seen.at, book.account);
  const results = await recoverBefore(desk, { offer, programme }, book.account.id);
  const open = results.find((result) => !isSettled(result) && touches(result.order, offer, programme));
  // What an older payment came to may be why nothing is left to buy; what stops them here says it itself.
  announce(
    context,
    seen.today,
    results.filter((result) => result !== open),
  );
  if (open?.kind === 'unknown') throw unsettled(open.order, open.reason);
  if (open?.kind === 'waiting') throw unsettled(open.order);
  if (open) throw stop('PAYMENT_IN_PROGRESS', { order: open.order.id });
  return visitFor(context, purchaseIn);
}

/** What is renewed is renewed under the rules of its own programme (D34). */
async function visitFor(context: Context, purchaseIn: (visit: Visit) => Purchase): Promise<Visit> {
  const seen = await visit(context);
  const { kind, offer } = purchaseIn(seen);
  const held = kind === 'renewal' && seen.book ? subscriptionOf(seen.book, offer.id) : undefined;
  return under(seen, held);
}

/** Whatever can be said before a question is asked, or a card is read, is said before. */
function refuseEarly(checkout: Checkout): void {
  const { visit: seen, kind, offer, joins } = checkout;
  if (!seen.book && kind !== 'purchase') throw new Stop(refuse('NOT_A_MEMBER', { offer: offer.id }));
  if (!joins) planOf(checkout);
}

async function buyUnattended(checkout: Checkout): Promise<Outcome> {
  const { context } = checkout;
  fillWithPresets(ORDER_STEPS, checkout.order, orderWorld(checkout));
  refuseExpiredCard(checkout);
  refuseUnanswered(checkout);
  planOf(checkout);
  if (context.settings.dryRun) return dryRunOutcome(checkout);
  const purchased = await placeOrder(checkout);
  const outcome = concluded(checkout, purchased);
  const headline = headlineOf(context.words, purchased);
  return {
    ...outcome,
    screen: [{ kind: 'text', text: `${headline}.` }, ...outcome.screen],
  };
}

/** D7: before more is asked for, and before it stands in a line to copy; with what else is on file. */
function refuseExpiredCard(checkout: Checkout): void {
  const { order, kind, offer } = checkout;
  if (typeof order.method !== 'object') return;
  const { refusal } = paymentGate(viewOf(checkout), offer, kind, order.method);
  if (refusal) throw new Stop(refusal);
}

/** All that is still missing is one error, with a whole command line to copy. */
function refuseUnanswered(checkout: Checkout): void {
  const { command } = checkout;
  const { yes } = checkout.context.settings;
  const missing = missingIn(checkout);
  if (missing.length === 0) return;
  const kept = flagsAsSaid(checkout.said.flags, [REVIEW.name]);
  const line = [...command, ...answeredFlags(checkout), ...kept, ...(yes ? ['--yes'] : [])];
  throw stop('ANSWERS_MISSING', { missing, command: commandLine(line, missing) });
}
