import type { Book } from './book.js';
import { abandonedBy, ABANDONED, claimed, isAbandoned } from './claim.js';
import type { Entry, RefundSettlement } from './entry.js';
import { isOpenRefund, paymentOf, refundKey, refundsOf, type Refund } from './refund.js';
import { added, changed } from './rows.js';
import {
  asSettledByUpgrade,
  isAnswered,
  openCancellation,
  type NewRequest,
  type RequestEntry,
  type SupportRequest,
} from './support-request.js';

type SupportKind =
  | 'request-filed'
  | 'request-entry-added'
  | 'refund-sent'
  | 'refund-unknown'
  | 'refund-claimed'
  | 'refund-abandoned'
  | 'refund-settled'
  | 'subscription-cancelled';
type SupportEntry = Extract<Entry, { readonly kind: SupportKind }>;

/** The part of `applied` that is about support requests and what comes of them. @throws RangeError as `applied` */
export function appliedToSupport(book: Book, entry: SupportEntry): Book {
  switch (entry.kind) {
    case 'request-filed':
      return { ...book, requests: added(book.requests, newRequest(book, entry.request)) };
    case 'request-entry-added':
      return withEntry(book, entry.entry);
    case 'refund-sent':
      return { ...book, refunds: added(book.refunds, onlyRefund(book, requireNewRefund(entry.refund))) };
    case 'refund-unknown':
      return changedRefund(book, entry.id, (refund) => ({ ...refund, state: 'unknown' }));
    case 'refund-claimed':
      return changedRefund(book, entry.id, (refund) => claimed(refund, entry.claim));
    case 'refund-abandoned':
      return changedRefund(book, entry.id, (refund) => abandonedBy(refund, entry.word));
    case 'refund-settled':
      return changedRefund(book, entry.id, (refund) => settled(refund, entry.settlement));
    case 'subscription-cancelled':
      return {
        ...book,
        subscriptions: changed(book.subscriptions, entry.subscriptionId, (held) => {
          if (held.cancelled) throw new RangeError(`${held.id} is cancelled already`);
          return { ...held, cancelled: entry.cancellation };
        }),
      };
  }
}

function settled(refund: Refund, { state, at, gatewayRef, reason }: RefundSettlement): Refund {
  if (reason === ABANDONED && !isAbandoned(refund))
    throw new RangeError(`refund ${refund.id} is abandoned by two people`);
  return { ...refund, state, settledAt: at, gatewayRef, reason };
}

/** @throws RangeError on a refund that already tells how it went */
export function requireNewRefund(refund: Refund): Refund {
  const { state, settledAt, gatewayRef, reason, abandoned } = refund;
  const isNew = state === 'sending' && settledAt === null && gatewayRef === null && reason === null;
  if (!isNew || abandoned) throw new RangeError(`refund ${refund.id} is not new`);
  return refund;
}

function newRequest(book: Book, request: NewRequest): SupportRequest {
  return asSettledByUpgrade({ ...onlyRequest(book, request), entries: [] }, book.subscriptions);
}

/** The next of its account, and the only open one that cancels its subscription (D9). */
function onlyRequest(book: Book, request: NewRequest): NewRequest {
  if (request.number !== book.requests.length + 1) throw new RangeError(`request ${request.number} is not the next`);
  if (request.cancels === null) return request;
  if (!book.subscriptions.some(({ id }) => id === request.cancels))
    throw new RangeError(`there is no ${request.cancels}`);
  if (openCancellation(book.requests, request.cancels))
    throw new RangeError(`a request to cancel ${request.cancels} is open already`);
  return request;
}

function withEntry(book: Book, entry: RequestEntry): Book {
  const requests = changed(book.requests, entry.requestId, (request) => {
    if (isAnswered(request)) throw new RangeError(`request ${request.id} has ended`);
    if (entry.number !== request.entries.length + 1) throw new RangeError(`entry ${entry.number} is not the next`);
    return { ...request, entries: [...request.entries, entry] };
  });
  return { ...book, requests };
}

/** All of what an order was paid with, once. */
function onlyRefund(book: Book, refund: Refund): Refund {
  const order = book.orders.find(({ id }) => id === refund.orderId);
  if (!order || paymentOf(order) !== refund.chargeId) throw new RangeError(`refund ${refund.id} is of no charge`);
  if (refund.key !== refundKey(order, refund.ordinal)) throw new RangeError(`refund ${refund.id} has another key`);
  if (refundsOf(book, order.id).some((other) => other.state !== 'refused'))
    throw new RangeError(`order ${order.id} is refunded already`);
  return refund;
}

function changedRefund(book: Book, id: string, change: (refund: Refund) => Refund): Book {
  const refunds = changed(book.refunds, id, (refund) => {
    if (!isOpenRefund(refund)) throw new RangeError(`refund ${id} is ${refund.state}, which is final`);
    return change(refund);
  });
  return { ...book, refunds };
}
