import { answering, type Answer, type Answering } from '../core/answering.js';
import type { Book } from '../core/book.js';
import { dayOf } from '../core/day.js';
import type { Order } from '../core/order.js';
import type { Programme } from '../core/programme.js';
import {
  chargeOf,
  paymentOf,
  refundKey,
  refundsOf,
  returnedElsewhere,
  returnedOf,
  wholeRefundable,
  type Returned,
} from '../core/refund.js';
import type { Refund } from '../core/records.js';
import type { Refusal } from '../core/refusal.js';
import { closed, holds, requestStatus, type SupportRequest } from '../core/support-request.js';
import type { Writer } from '../store/store.js';
import { closeTransfersOf } from './transfers.js';
import type { Claim } from '../core/claim.js';
import { newHold } from './claims.js';
import { giveBack, recoverRefunds, settle, type NotGivenBack } from './give-back.js';
import { standsAfterAll, unlessLedgerFails } from './ledger-failure.js';
import type { OnRecovered } from './recover-all.js';
import { recover } from './recover.js';
import { entryOn, requestNow } from './requests.js';
import { inItsTurn, type Desk } from './desk.js';

export interface ResolveWish extends Omit<Answer, 'by'> {
  readonly request: Pick<SupportRequest, 'accountId' | 'id'>;
  /** Written on the request before it ends. */
  readonly text: string | undefined;
  /** What stops the request is its answer, and not told here. */
  readonly onRecovered: OnRecovered;
}

export type Resolved =
  | { readonly kind: 'done'; readonly book: Book; readonly request: SupportRequest; readonly changed: boolean }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nothing ended. */
  | NotGivenBack
  /** A payment for the subscription is on its way. */
  | { readonly kind: 'payment-unknown'; readonly order: Order };

/**
 * D10: ends a request. Approving one that cancels gives the money back where P8 allows it and ends the subscription at
 * once; otherwise it runs to its anniversary date and is not renewed. The refund is committed before the first byte goes
 * out, and what it came to after, together with the end of subscription and request.
 */
export async function resolveRequest(desk: Desk, programme: Programme, wish: ResolveWish): Promise<Resolved> {
  const { accountId } = wish.request;
  const payments = await recover(desk, accountId);
  const refunds = await recoverRefunds(desk, accountId);
  const underWay = refunds.find(
    (result): result is NotGivenBack =>
      result.refund.requestId === wish.request.id &&
      (result.kind === 'in-progress' || result.kind === 'refund-unknown'),
  );
  wish.onRecovered([...payments, ...refunds.filter((result) => result !== underWay)]);
  if (underWay) return underWay;
  const standsAgainst = wish.outcome === 'approved' && (await beforeSending(desk, programme, wish));
  if (standsAgainst) return { kind: 'refused', refusal: standsAgainst };
  const hold = await newHold(desk);
  const decided = await decideOnce(desk, programme, { ...wish, claim: hold.claim });
  if ('kind' in decided) return decided;
  const { refund, order } = decided;
  desk.failpoint('refund:placed');
  return unlessLedgerFails<Resolved>(
    async () => {
      const given = await giveBack(desk, { refund, hold });
      desk.failpoint('refund:settled');
      return given.kind === 'refunded' ? readBack(desk, wish) : given;
    },
    () => ({ kind: 'refund-unknown', order, refund }),
  );
}

/** What the gateway shows already that no refund can follow: looked for before anything is written. */
async function beforeSending(desk: Desk, programme: Programme, wish: ResolveWish): Promise<Refusal | undefined> {
  await desk.gateway.ready();
  const { book, request } = await desk.ledger.read((ledger) => requestNow(ledger, wish.request));
  const answer = answering({ programme, book, today: dayOf(desk.at) }, request, { ...wish, by: desk.by });
  if (answer.kind !== 'cancels' || answer.plan.kind !== 'refund') return undefined;
  const { order } = answer.plan;
  return wholeRefundable(order, request.number, await returnedAtGateway(desk, order));
}

/** What the gateway shows of an order as given back; what was seen of it before where it does not answer. */
export async function returnedAtGateway(desk: Desk, order: Order): Promise<Returned> {
  const charge = chargeOf(order);
  const found = charge === null ? undefined : await desk.gateway.refunds(charge);
  return found?.kind === 'found' ? returnedOf(order.total, found.refunds) : returnedElsewhere(order);
}

/** One transaction; where it fails and the refund stands in the ledger all the same, it goes on. */
async function decideOnce(desk: Desk, programme: Programme, wish: ClaimedWish): Promise<Decided> {
  let decided: Decided | undefined;
  return unlessLedgerFails(
    () => desk.ledger.write(async (ledger) => (decided = await decide(desk, programme, wish, ledger))),
    async (failure) => {
      if (!decided || 'kind' in decided) throw failure;
      const { refund, order } = decided;
      const stands = await standsAfterAll(desk.ledger, async (ledger) =>
        (await ledger.refundsOf(order.id)).some(({ id }) => id === refund.id),
      );
      if (stands === false) throw failure;
      return stands === true ? decided : { kind: 'refund-unknown', order, refund };
    },
  );
}

async function readBack(desk: Desk, wish: ResolveWish): Promise<Resolved> {
  const { book, request } = await desk.ledger.read((ledger) => requestNow(ledger, wish.request));
  const held = book.subscriptions.find(({ id }) => id === request.cancels);
  if (requestStatus(request) !== 'approved' || !held?.cancelled)
    throw new Error(`request ${request.id} was approved and the ledger does not show it`);
  return { kind: 'done', book, request, changed: true };
}

/** With the claim on the refund that may be sent. */
type ClaimedWish = ResolveWish & { readonly claim: Claim };

type Decided = Resolved | Sending;

/** A refund that is written down, and the order whose money it gives back. */
interface Sending {
  readonly refund: Refund;
  readonly order: Order;
}

async function decide(asked: Desk, programme: Programme, wish: ClaimedWish, ledger: Writer): Promise<Decided> {
  const turn = await inItsTurn(ledger, asked, wish.request.accountId);
  if (turn.refusal) return { kind: 'refused', refusal: turn.refusal };
  const { desk } = turn;
  const { book, request } = await requestNow(ledger, wish.request);
  const answer = answering({ programme, book, today: dayOf(desk.at) }, request, { ...wish, by: desk.by });
  switch (answer.kind) {
    case 'given-already': {
      const refusal = holds(request, wish) ? undefined : closed(request);
      return refusal ? { kind: 'refused', refusal } : { kind: 'done', book, request, changed: false };
    }
    case 'ends':
      return end(desk, wish, ledger);
    case 'cancels':
      return cancel(desk, wish, ledger, { book, ...answer });
    default:
      return notNow(book, answer);
  }
}

/** What keeps the answer from being given; a refund that another process has sent since we looked ends the request. */
export function notNow(
  { orders }: Book,
  answer: Extract<Answering, { readonly kind: 'refused' | 'returning' | 'paying' }>,
): Exclude<Resolved, { readonly kind: 'done' }> {
  if (answer.kind === 'refused') return answer;
  if (answer.kind === 'paying') return { kind: 'payment-unknown', order: answer.order };
  const { refund } = answer;
  const order = orders.find(({ id }) => id === refund.orderId);
  if (!order) throw new RangeError(`order ${refund.orderId} is refunded and is not there`);
  return { kind: refund.state === 'unknown' ? 'refund-unknown' : 'in-progress', order, refund };
}

async function cancel(
  desk: Desk,
  wish: ClaimedWish,
  ledger: Writer,
  { book, held, plan }: Pick<Extract<Answering, { kind: 'cancels' }>, 'held' | 'plan'> & { readonly book: Book },
): Promise<Decided> {
  if (plan.kind === 'refund') {
    const refund = await send(desk, wish, ledger, plan.order);
    return plan.order.transfer ? sentBack(desk, wish, ledger, refund) : { refund, order: plan.order };
  }
  await closeTransfersOf(desk, ledger, book, held.id);
  if (plan.kind === 'refund-elsewhere') {
    const { amount, order } = plan;
    const stated = {
      amount,
      on: wish.on ?? dayOf(desk.at),
      document: null,
      requestId: wish.request.id,
      at: desk.at,
      by: desk.by,
    };
    await ledger.append({ kind: 'order-refund-recorded', orderId: order.id, refund: stated }, desk.at, desk.by);
  }
  const cancellation = { requestId: wish.request.id, from: plan.from, at: desk.at, by: desk.by };
  await ledger.append({ kind: 'subscription-cancelled', subscriptionId: held.id, cancellation }, desk.at, desk.by);
  return end(desk, wish, ledger);
}

async function send(desk: Desk, wish: ClaimedWish, ledger: Writer, order: Order): Promise<Refund> {
  const { book, request } = await noted(desk, wish, ledger);
  const chargeId = paymentOf(order);
  if (chargeId === null) throw new RangeError(`order ${order.id} was never paid`);
  const ordinal = refundsOf(book, order.id).length + 1;
  const refund: Refund = {
    id: desk.nextId('rfd'),
    orderId: order.id,
    requestId: request.id,
    ordinal,
    key: refundKey(order, ordinal),
    chargeId,
    amount: order.total,
    state: 'sending',
    ...(wish.on ? { on: wish.on } : {}),
    sentAt: desk.at,
    sentBy: desk.by,
    sender: desk.process,
    claim: wish.claim,
    settledAt: null,
    gatewayRef: null,
    reason: null,
  };
  await ledger.append({ kind: 'refund-sent', refund }, desk.at, desk.by);
  return refund;
}

/** P9: no gateway has this money. Whoever approves sends it, and what ends with it is written at once. */
async function sentBack(desk: Desk, wish: ResolveWish, ledger: Writer, refund: Refund): Promise<Resolved> {
  await settle(desk, ledger, refund, { kind: 'refunded', refundId: refund.chargeId });
  return { kind: 'done', ...(await requestNow(ledger, wish.request)), changed: true };
}

async function end(desk: Desk, wish: ResolveWish, ledger: Writer): Promise<Resolved> {
  const { request } = await noted(desk, wish, ledger);
  await ledger.append(entryOn(desk, request, { outcome: wish.outcome, on: wish.on }), desk.at, desk.by);
  return { kind: 'done', ...(await requestNow(ledger, wish.request)), changed: true };
}

async function noted(desk: Desk, wish: ResolveWish, ledger: Writer) {
  const before = await requestNow(ledger, wish.request);
  if (wish.text === undefined) return before;
  await ledger.append(entryOn(desk, before.request, { text: wish.text }), desk.at, desk.by);
  return requestNow(ledger, wish.request);
}
