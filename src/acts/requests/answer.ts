import { under } from '../../core/view.js';
import type { Outcome } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { answering, type Answer, type Answering } from '../../core/answering.js';
import type { Book } from '../../core/book.js';
import type { Money } from '../../core/money.js';
import type { Cancelling } from '../../core/cancellation.js';
import type { SupportRequest } from '../../core/support-request.js';
import { whoCan } from '../../core/user.js';
import { Stop, stop } from '../../errors.js';
import { recoverRefunds } from '../../journeys/give-back.js';
import { recover } from '../../journeys/recover.js';
import type { Desk } from '../../journeys/desk.js';
import {
  notNow,
  resolveRequest,
  returnedAtGateway,
  type Resolved,
  type ResolveWish,
} from '../../journeys/resolve-request.js';
import { askConsent, consent, sameByScript } from '../../cli/asking.js';
import { unsettled } from '../../screens/cardholder.js';
import { shownOrder, shownRefund } from '../../screens/orders.js';
import { EMPTY_LINE, type Screen } from '../../io/blocks.js';
import { shownSubscription } from '../../screens/subscriptions.js';
import { membership, deskOf, type Membership } from '../../cli/visit.js';
import { doneScreen, planScreen, refundFor, subscriptionOf, type Done } from '../../screens/answer.js';
import { requestNamed } from '../../named/membership.js';
import { shownRequest } from '../../screens/requests.js';
import { announce, isSettled } from '../../screens/recovered.js';

/** What is to be answered, and how the command line said it. */
export interface Asked extends Pick<ResolveWish, 'outcome' | 'text' | 'refund' | 'on'> {
  readonly request: SupportRequest;
  /** Without `--yes`. */
  readonly command: readonly string[];
}

/** D10: shows what approving a cancellation does, asks once, and does it. @throws Stop where it does not happen */
export async function answerRequest(context: Context, seen: Membership, said: Asked): Promise<Outcome> {
  const { member, asked } = await settled(context, seen, said);
  const { request, outcome, text, refund, on, command } = asked;
  const plan = planOf(context, member, asked);
  const desk = deskOf(context, member.ledger, member.at, member.book.account);
  const review = () => reviewOf(context, desk, member, { request, plan });
  const asks = async () => ask(context, request, await review());
  const consented = plan !== undefined && (await consent(context, command, asks));
  const onRecovered: ResolveWish['onRecovered'] = (results) =>
    announce(context, member.today, results.filter(isSettled));
  const wish: ResolveWish = { request, outcome, text, refund, on, users: deciders(member.book), onRecovered };
  const { programme } = under(member, subscriptionOf(member.book, request));
  const work = () => context.terminal.uninterrupted(() => resolveRequest(desk, programme, wish));
  const resolved =
    plan?.kind === 'refund' ? await context.terminal.busy(context.words.support.resolve.busy, work) : await work();
  const told = outcomeOf(context, member, resolved, plan);
  if (context.settings.dryRun) return rehearsed(request, plan, await review());
  return consented ? { ...told, afterword: sameByScript(context, [...command, '--yes']) } : told;
}

/** What an earlier try left open is settled before anything is shown: it may be what is asked for. */
async function settled(
  context: Context,
  member: Membership,
  asked: Asked,
): Promise<{ readonly member: Membership; readonly asked: Asked }> {
  const { kind } = answerTo(context, member, asked);
  if (kind !== 'returning' && kind !== 'paying') return { member, asked };
  const desk = deskOf(context, member.ledger, member.at, member.book.account);
  const { id } = member.book.account;
  const recovering = async () => [...(await recover(desk, id)), ...(await recoverRefunds(desk, id))];
  announce(context, member.today, (await context.terminal.uninterrupted(recovering)).filter(isSettled));
  const now = await membership(context);
  return { member: now, asked: { ...asked, request: requestNamed(now.book, asked.request.id) } };
}

function answerTo(context: Context, member: Membership, { request, outcome, refund, on }: Asked): Answering {
  return answering(member, request, { outcome, refund, on, ...whoAnswers(context, member) });
}

/** What will happen to the subscription; undefined where the answer touches none. @throws Stop where something stands against it */
function planOf(context: Context, member: Membership, asked: Asked): Cancelling | undefined {
  const answer = answerTo(context, member, asked);
  if (answer.kind === 'cancels') return answer.plan;
  if (answer.kind === 'ends' || answer.kind === 'given-already') return undefined;
  throw stopFor(notNow(member.book, answer));
}

/** Who acts, and who there is that may give an answer. */
export function whoAnswers({ who }: Context, { book }: Membership): Pick<Answer, 'by' | 'users'> {
  return { by: who?.email ?? book.account.email, users: deciders(book) };
}

function deciders({ users }: Book): readonly string[] {
  return whoCan(users, 'buy').map(({ email }) => email);
}

async function ask(context: Context, { number }: SupportRequest, review: Screen): Promise<void> {
  const said = context.words.support.resolve;
  if (review.length > 0) context.terminal.page([...review, EMPTY_LINE]);
  await askConsent(context, {
    message: said.question(number),
    no: said.no,
    yes: said.yes,
  });
}

/** @throws Stop for everything but a request that has its answer */
function outcomeOf(context: Context, member: Membership, resolved: Resolved, plan: Cancelling | undefined): Outcome {
  if (resolved.kind !== 'done') throw stopFor(resolved);
  return { value: valueOf(member, resolved), screen: doneScreen(context, member, resolved, plan) };
}

function stopFor(resolved: Exclude<Resolved, Done>): Stop {
  switch (resolved.kind) {
    case 'refused':
      return new Stop(resolved.refusal);
    case 'refund-refused': {
      const { requestId: request, reason } = resolved.refund;
      return stop('REFUND_REFUSED', { order: resolved.order.id, request, reason: reason ?? '' });
    }
    case 'refund-unknown':
      return stop('REFUND_UNKNOWN', { order: resolved.order.id });
    case 'payment-unknown':
      return unsettled(resolved.order);
    case 'in-progress':
      return stop('PAYMENT_IN_PROGRESS', { order: resolved.order.id, returns: true });
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
    refund: made ? shownRefund(made) : null,
    changed,
  };
}

interface Planned {
  readonly request: SupportRequest;
  readonly plan: Cancelling | undefined;
}

/** What approving does, with what the gateway shows already of the money that would go back; empty where it touches no subscription. */
async function reviewOf(
  context: Context,
  desk: Desk,
  { book }: Membership,
  { request, plan }: Planned,
): Promise<Screen> {
  const held = subscriptionOf(book, request);
  if (!plan || !held) return [];
  const back = plan.kind === 'refund' ? await returnedAtGateway(desk, plan.order) : undefined;
  return planScreen(context, book, held, plan, back);
}

function refundIn(plan: Exclude<Cancelling, { readonly kind: 'run-out' }>): Money {
  return plan.kind === 'refund' ? plan.order.total : plan.amount;
}

/** Of the refund its amount alone: nothing was given back. */
function rehearsed(request: SupportRequest, plan: Cancelling | undefined, preview: Screen): Outcome {
  const refund = plan && plan.kind !== 'run-out' ? refundIn(plan) : null;
  return {
    value: { request: request.id, refund, cancelledFrom: plan?.from ?? null },
    screen: [],
    preview,
  };
}
