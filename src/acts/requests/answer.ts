import type { Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import type { Book } from '../../core/book.js';
import { cancellable, cancelling, type Cancelling } from '../../core/cancellation.js';
import { openRefundOf } from '../../core/refund.js';
import type { Refusal } from '../../core/refusal.js';
import { whoCan } from '../../core/user.js';
import { closed, mayResolve, requestStatus, type Resolution, type SupportRequest } from '../../core/support-request.js';
import { Stop, stop } from '../../errors.js';
import { recoverRefunds } from '../../journeys/give-back.js';
import { resolveRequest, type Resolved, type ResolveWish } from '../../journeys/resolve-request.js';
import { askConsent, consent } from '../../cli/consent.js';
import { shownOrder } from '../../screens/orders.js';
import { sameByScript } from '../../cli/same-by-script.js';
import { EMPTY_LINE } from '../../io/blocks.js';
import { shownSubscription } from '../../screens/subscriptions.js';
import { unwritten } from '../../cli/unwritten.js';
import { membership, deskOf, type Membership } from '../../cli/visit.js';
import { doneScreen, planScreen, refundFor, subscriptionOf, type Done } from '../../screens/answer.js';
import { requestNamed } from '../../named/request.js';
import { shownRequest } from '../../screens/requests.js';
import { announce, isSettled } from '../../screens/recovered.js';

/** What is to be answered, and how the command line said it. */
export interface Answer {
  readonly request: SupportRequest;
  readonly outcome: Resolution;
  readonly text: string | undefined;
  readonly refund: ResolveWish['refund'];
  /** Without `--yes`. */
  readonly command: readonly string[];
}

/** D10: shows what approving a cancellation does, asks once, and does it. @throws Stop where it does not happen */
export async function answerRequest(context: Context, seen: Membership, asked: Answer): Promise<Outcome> {
  const { member, answer } = await settled(context, seen, asked);
  const { request, outcome, text, refund, command } = answer;
  const plan = planOf(context, member, answer);
  if (context.settings.dryRun) return dryRun(context, member, answer, plan);
  const asks = () => ask(context, member, answer, plan);
  const consented = plan !== undefined && (await consent(context, command, asks));
  const onRecovered: ResolveWish['onRecovered'] = (results) =>
    announce(context, member.today, results.filter(isSettled));
  const wish: ResolveWish = { request, outcome, text, refund, users: deciders(member.book), onRecovered };
  const desk = deskOf(context, member.ledger, member.at, member.book.account);
  const work = () => context.uninterrupted(() => resolveRequest(desk, member.programme, wish));
  const resolved =
    plan?.kind === 'refund' ? await context.terminal.busy(context.words.support.resolve.busy, work) : await work();
  const told = outcomeOf(context, member, resolved);
  return consented ? { ...told, afterword: sameByScript(context, [...command, '--yes']) } : told;
}

/** What an earlier try left open is settled before anything is shown: it may be what is asked for. */
async function settled(
  context: Context,
  member: Membership,
  answer: Answer,
): Promise<{ member: Membership; answer: Answer }> {
  const { book, ledger, at, today } = member;
  const { cancels } = answer.request;
  if (context.settings.dryRun || cancels === null || !openRefundOf(book, cancels)) return { member, answer };
  const desk = deskOf(context, ledger, at, book.account);
  const results = await context.uninterrupted(() => recoverRefunds(desk, book.account.id));
  announce(context, today, results.filter(isSettled));
  const now = await membership(context);
  return { member: now, answer: { ...answer, request: requestNamed(context, now.book, answer.request.id) } };
}

/** What will happen to the subscription; undefined where the answer touches none. @throws Stop where a rule stands against it */
function planOf(context: Context, member: Membership, { request, outcome, refund }: Answer): Cancelling | undefined {
  const { book, programme, today } = member;
  const held = subscriptionOf(book, request);
  if (requestStatus(request) === outcome) return undefined;
  requirePassed(unanswerable(context, member, request));
  if (!held || outcome !== 'approved') return undefined;
  requirePassed(cancellable(held, programme.policy, today));
  const plan = cancelling(book, held, programme.policy, today);
  if (plan.kind === 'run-out' && refund === 'required') throw new Stop(plan.noRefund);
  return plan;
}

/** What stands against an answer by whoever acts. */
export function unanswerable(context: Context, { book }: Membership, request: SupportRequest): Refusal | undefined {
  return closed(request) ?? mayResolve(request, context.actor ?? book.account.email, deciders(book));
}

/** How many there are who may give the answer. */
function deciders({ users }: Book): number {
  return whoCan(users, 'buy').length;
}

function requirePassed(refusal: Refusal | undefined): void {
  if (refusal) throw new Stop(refusal);
}

async function ask(context: Context, member: Membership, answer: Answer, plan: Cancelling | undefined): Promise<void> {
  const said = context.words.support.resolve;
  const held = subscriptionOf(member.book, answer.request);
  if (plan && held) context.terminal.page([...planScreen(context, member.book, held, plan), EMPTY_LINE]);
  await askConsent(context, {
    message: said.question(answer.request.number),
    choices: [
      { value: 'no', name: said.no },
      { value: 'yes', name: said.yes },
    ],
  });
}

/** @throws Stop for everything but a request that has its answer */
function outcomeOf(context: Context, member: Membership, resolved: Resolved): Outcome {
  switch (resolved.kind) {
    case 'done':
      return { value: valueOf(member, resolved), screen: doneScreen(context, member, resolved) };
    case 'refused':
      throw new Stop(resolved.refusal);
    case 'refund-refused':
      throw stop('REFUND_REFUSED', { order: resolved.order.id, reason: resolved.refund.reason ?? '' });
    case 'refund-unknown':
      throw stop('REFUND_UNKNOWN', { order: resolved.order.id });
    case 'payment-unknown':
      throw stop('PAYMENT_UNKNOWN', { order: resolved.order.id, reason: 'no_answer' });
    case 'in-progress':
      throw stop('PAYMENT_IN_PROGRESS', { order: resolved.order.id });
  }
}

function valueOf(member: Membership, { book, request, changed }: Done) {
  const held = subscriptionOf(book, request);
  const made = refundFor(book, request);
  const order = book.orders.find(({ id }) => id === made?.orderId);
  return {
    request: shownRequest(book, request),
    subscription: held ? shownSubscription({ ...member, book }, held) : null,
    order: order && made ? shownOrder(order, member.today, [made]) : null,
    refund: made ? { id: made.id, amount: made.amount, refundId: made.gatewayRef, refundedAt: made.settledAt } : null,
    changed,
  };
}

function dryRun(context: Context, member: Membership, answer: Answer, plan: Cancelling | undefined): Outcome {
  const noted = answer.text === undefined ? [] : ['request-entry-added'];
  const ends = ['subscription-cancelled', 'request-entry-added'];
  const cancels = plan?.kind === 'refund' ? ['refund-sent', 'refund-settled', ...ends] : ends;
  const changes = requestStatus(answer.request) !== answer.outcome;
  const writes = changes ? [...noted, ...(plan ? cancels : ['request-entry-added'])] : [];
  const refund = plan?.kind === 'refund' ? plan.order.total : null;
  const held = subscriptionOf(member.book, answer.request);
  return {
    value: { dryRun: true, request: answer.request.id, refund, cancelledFrom: plan?.from ?? null, writes },
    screen: [...(plan && held ? planScreen(context, member.book, held, plan) : []), ...unwritten(context, writes)],
  };
}
