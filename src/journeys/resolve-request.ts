import type { Book } from '../core/book.js';
import { cancellable, cancelling } from '../core/cancellation.js';
import { dayOf } from '../core/day.js';
import { openAttempt, paysFor, type Order } from '../core/order.js';
import type { Programme } from '../core/programme.js';
import { openRefundOf, paymentOf, refundKey, refundsOf, type Refund } from '../core/refund.js';
import type { Refusal } from '../core/refusal.js';
import type { Subscription } from '../core/subscription.js';
import { closed, mayResolve, requestStatus, type Resolution, type SupportRequest } from '../core/support-request.js';
import type { Writer } from '../store/store.js';
import { closeTransfersOf } from './order-by-transfer.js';
import type { Claim } from '../core/claim.js';
import { newHold } from './claims.js';
import { giveBack, recoverRefunds, settle, type GivenBack } from './give-back.js';
import { standsAfterAll, unlessLedgerFails } from './ledger-failure.js';
import type { OnRecovered } from './recover-all.js';
import { recover } from './recover.js';
import { entryOn, requestNow } from './requests.js';
import { clockBehind, type Till } from './till.js';

export interface ResolveWish {
  readonly request: Pick<SupportRequest, 'accountId' | 'id'>;
  readonly outcome: Resolution;
  /** Written on the request before it ends. */
  readonly text: string | undefined;
  /** `required`: nothing happens where P8 gives none. */
  readonly refund: 'where-possible' | 'required';
  /** How many people the account has: one alone resolves their own requests. */
  readonly users: number;
  /** What stops the request is its answer, and not told here. */
  readonly onRecovered: OnRecovered;
}

export type Resolved =
  | { readonly kind: 'done'; readonly book: Book; readonly request: SupportRequest; readonly changed: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The gateway does not give the money back: nothing ended. */
  | { readonly kind: 'refund-refused'; readonly order: Order; readonly refund: Refund }
  | { readonly kind: 'refund-unknown'; readonly order: Order }
  /** A payment for the subscription, or a refund by another process, is on its way. */
  | { readonly kind: 'payment-unknown' | 'in-progress'; readonly order: Order };

/**
 * D10: ends a request. Approving one that cancels gives the money back where P8 allows it and ends the subscription at
 * once; otherwise it runs to its anniversary date and is not renewed. The refund is committed before the first byte goes
 * out, and what it came to after, together with the end of subscription and request.
 */
export async function resolveRequest(till: Till, programme: Programme, wish: ResolveWish): Promise<Resolved> {
  const { accountId } = wish.request;
  const payments = await recover(till, accountId);
  const refunds = await recoverRefunds(till, accountId);
  const underWay = refunds.find(
    ({ refund, kind }) => refund.requestId === wish.request.id && (kind === 'in-progress' || kind === 'refund-unknown'),
  );
  wish.onRecovered([...payments, ...refunds.filter((result) => result !== underWay)]);
  if (underWay) return asResolved(underWay);
  if (wish.outcome === 'approved') await till.gateway.ready();
  const hold = await newHold(till);
  const decided = await decideOnce({ ...till, claim: hold.claim }, programme, wish);
  if ('kind' in decided) return decided;
  const { refund, order } = decided;
  till.failpoint('refund:placed');
  return unlessLedgerFails<Resolved>(
    async () => {
      const given = await giveBack(till, { refund, hold });
      till.failpoint('refund:settled');
      return given.kind === 'refunded' ? readBack(till, wish) : asResolved(given);
    },
    () => ({ kind: 'refund-unknown', order }),
  );
}

/** One transaction; where it fails and the refund stands in the ledger all the same, it goes on. */
async function decideOnce(till: Clerk, programme: Programme, wish: ResolveWish): Promise<Decided> {
  let decided: Decided | undefined;
  return unlessLedgerFails(
    () => till.ledger.write(async (ledger) => (decided = await decide(till, programme, wish, ledger))),
    async (failure) => {
      if (!decided || 'kind' in decided) throw failure;
      const { refund, order } = decided;
      const stands = await standsAfterAll(till.ledger, async (ledger) =>
        (await ledger.refundsOf(order.id)).some(({ id }) => id === refund.id),
      );
      if (stands === false) throw failure;
      return stands === true ? decided : { kind: 'refund-unknown', order };
    },
  );
}

function asResolved({ kind, order, refund }: GivenBack): Resolved {
  if (kind === 'refunded') throw new RangeError(`refund ${refund.id} is made`);
  return kind === 'refund-refused' ? { kind, order, refund } : { kind, order };
}

async function readBack(till: Till, wish: ResolveWish): Promise<Resolved> {
  const { book, request } = await till.ledger.read((ledger) => requestNow(ledger, wish.request));
  const held = book.subscriptions.find(({ id }) => id === request.cancels);
  if (requestStatus(request) !== 'approved' || !held?.cancelled)
    throw new Error(`request ${request.id} was approved and the ledger does not show it`);
  return { kind: 'done', book, request, changed: true };
}

/** A till with the claim on the refund that may be sent. */
type Clerk = Till & { readonly claim: Claim };

type Decided = Resolved | Sending;

/** A refund that is written down, and the order whose money it gives back. */
interface Sending {
  readonly refund: Refund;
  readonly order: Order;
}

async function decide(till: Clerk, programme: Programme, wish: ResolveWish, ledger: Writer): Promise<Decided> {
  const behind = await clockBehind(ledger, till.at);
  if (behind) return { kind: 'refused', refusal: behind };
  const { book, request } = await requestNow(ledger, wish.request);
  if (requestStatus(request) === wish.outcome) return { kind: 'done', book, request, changed: false };
  const refusal = closed(request) ?? mayResolve(request, till.by, wish.users);
  if (refusal) return { kind: 'refused', refusal };
  const held = book.subscriptions.find(({ id }) => id === request.cancels);
  const returning = held && openRefundOf(book, held.id);
  if (returning) return onItsWayBack(book, returning);
  if (held && wish.outcome === 'approved') return approve(till, programme, wish, ledger, { book, request, held });
  return end(till, wish, ledger);
}

/** Another process has approved it since we looked: the request ends with that refund. */
function onItsWayBack({ orders }: Book, { orderId, state }: Refund): Resolved {
  const order = orders.find(({ id }) => id === orderId);
  if (!order) throw new RangeError(`order ${orderId} is refunded and is not there`);
  return { kind: state === 'unknown' ? 'refund-unknown' : 'in-progress', order };
}

interface Asked {
  readonly book: Book;
  readonly request: SupportRequest;
  readonly held: Subscription;
}

async function approve(
  till: Clerk,
  programme: Programme,
  wish: ResolveWish,
  ledger: Writer,
  { book, request, held }: Asked,
): Promise<Decided> {
  const today = dayOf(till.at);
  const paying = book.orders.find((order) => paysFor(order, held.id) && openAttempt(order));
  if (paying) return { kind: 'payment-unknown', order: paying };
  const refusal = cancellable(held, programme.policy, today);
  if (refusal) return { kind: 'refused', refusal };
  const plan = cancelling(book, held, programme.policy, today);
  if (plan.kind === 'refund') {
    const refund = await send(till, wish, ledger, plan.order);
    return plan.order.transfer ? sentBack(till, wish, ledger, refund) : { refund, order: plan.order };
  }
  if (wish.refund === 'required') return { kind: 'refused', refusal: plan.noRefund };
  await closeTransfersOf(till, ledger, book, held.id);
  const cancellation = { requestId: request.id, from: plan.from, at: till.at, by: till.by };
  await ledger.append({ kind: 'subscription-cancelled', subscriptionId: held.id, cancellation }, till.at, till.by);
  return end(till, wish, ledger);
}

async function send(till: Clerk, wish: ResolveWish, ledger: Writer, order: Order): Promise<Refund> {
  const { book, request } = await noted(till, wish, ledger);
  const chargeId = paymentOf(order);
  if (chargeId === null) throw new RangeError(`order ${order.id} was never paid`);
  const ordinal = refundsOf(book, order.id).length + 1;
  const refund: Refund = {
    id: till.nextId('rfd'),
    orderId: order.id,
    requestId: request.id,
    ordinal,
    key: refundKey(order, ordinal),
    chargeId,
    amount: order.total,
    state: 'sending',
    sentAt: till.at,
    sentBy: till.by,
    sender: till.process,
    claim: till.claim,
    settledAt: null,
    gatewayRef: null,
    reason: null,
  };
  await ledger.append({ kind: 'refund-sent', refund }, till.at, till.by);
  return refund;
}

/** P9: no gateway has this money. Whoever approves sends it, and what ends with it is written at once. */
async function sentBack(till: Till, wish: ResolveWish, ledger: Writer, refund: Refund): Promise<Resolved> {
  await settle(till, ledger, refund, { kind: 'refunded', refundId: refund.chargeId });
  return { kind: 'done', ...(await requestNow(ledger, wish.request)), changed: true };
}

async function end(till: Till, wish: ResolveWish, ledger: Writer): Promise<Resolved> {
  const { request } = await noted(till, wish, ledger);
  await ledger.append(entryOn(till, request, { outcome: wish.outcome }), till.at, till.by);
  return { kind: 'done', ...(await requestNow(ledger, wish.request)), changed: true };
}

async function noted(till: Till, wish: ResolveWish, ledger: Writer) {
  const before = await requestNow(ledger, wish.request);
  if (wish.text === undefined) return before;
  await ledger.append(entryOn(till, before.request, { text: wish.text }), till.at, till.by);
  return requestNow(ledger, wish.request);
}
