import { requireInSeries } from '../order.js';
import type { Book } from '../book.js';
import { abandonedBy, ABANDONED, claimed, isAbandoned, type Abandonment, type Claim } from '../claim.js';
import { dayOf } from '../day.js';
import { by } from '../ledger-role.js';
import { creditNoteParts, isOpenRefund, isOwnCreditNote, paymentOf, refundKey, refundsOf } from '../refund.js';
import type { Refund, RefundSettlement } from '../records.js';
import { added, changed, CLAIM, MONEY, WORD, type Rules } from './rule.js';
import {
  asSettledByUpgrade,
  isAnswered,
  openCancellation,
  type NewRequest,
  type RequestEntry,
  type SupportRequest,
} from '../support-request.js';

/** What is asked of support, and the money that goes back because of it. */
export type SupportEntry =
  | { readonly kind: 'request-filed'; readonly request: NewRequest }
  | { readonly kind: 'request-entry-added'; readonly entry: RequestEntry }
  | { readonly kind: 'refund-sent'; readonly refund: Refund }
  | { readonly kind: 'refund-unknown'; readonly id: string }
  /** Who sends one whose outcome is not known again. */
  | { readonly kind: 'refund-claimed'; readonly id: string; readonly claim: Claim }
  /** Who says that nobody will. */
  | { readonly kind: 'refund-abandoned'; readonly id: string; readonly word: Abandonment }
  | { readonly kind: 'refund-settled'; readonly id: string; readonly settlement: RefundSettlement };

const SETTLING = by('support', 'admin', 'renew');

export const SUPPORT: Rules<SupportEntry> = {
  'request-filed': {
    writers: by('buy', 'support', 'admin'),
    fields: {
      request: {
        id: true,
        accountId: true,
        number: true,
        problem: true,
        cancels: true,
        text: true,
        filedAt: true,
        filedBy: true,
      },
    },
    concerns: ({ request }) => ({ noun: 'account', id: request.accountId }),
    apply: (book, { request }) => ({ ...book, requests: added(book.requests, newRequest(book, request)) }),
  },
  'request-entry-added': {
    writers: [
      ...by('buy', 'support', 'admin'),
      { role: 'renew', part: { entry: { outcome: 'approved' } }, refunded: true },
    ],
    fields: { entry: { requestId: true, number: true, text: true, outcome: true, on: true, at: true, by: true } },
    concerns: ({ entry }) => ({ noun: 'request', id: entry.requestId }),
    apply: (book, { entry }) => withEntry(book, entry),
  },
  'refund-sent': {
    writers: by('support', 'admin'),
    fields: {
      refund: {
        id: true,
        orderId: true,
        requestId: true,
        ordinal: true,
        key: true,
        chargeId: true,
        amount: MONEY,
        state: true,
        on: true,
        sentAt: true,
        sentBy: true,
        sender: true,
        claim: CLAIM,
        abandoned: [WORD],
        settledAt: true,
        gatewayRef: true,
        reason: true,
        creditNoteNumber: true,
      },
    },
    concerns: ({ refund }) => ({ noun: 'order', id: refund.orderId }),
    sound: ({ refund }) => requireNewRefund(refund),
    apply: (book, { refund }) => ({ ...book, refunds: added(book.refunds, onlyRefund(book, refund)) }),
  },
  'refund-unknown': {
    writers: SETTLING,
    fields: { id: true },
    concerns: ({ id }) => ({ noun: 'refund', id }),
    apply: (book, { id }) => changedRefund(book, id, (refund) => ({ ...refund, state: 'unknown' })),
  },
  'refund-claimed': {
    writers: SETTLING,
    fields: { id: true, claim: CLAIM },
    concerns: ({ id }) => ({ noun: 'refund', id }),
    apply: (book, { id, claim }) => changedRefund(book, id, (refund) => claimed(refund, claim)),
  },
  'refund-abandoned': {
    writers: by('support', 'admin'),
    fields: { id: true, word: WORD },
    concerns: ({ id }) => ({ noun: 'refund', id }),
    apply: (book, { id, word }) => changedRefund(book, id, (refund) => abandonedBy(refund, word)),
  },
  'refund-settled': {
    writers: SETTLING,
    fields: { id: true, settlement: { state: true, at: true, gatewayRef: true, reason: true, creditNoteNumber: true } },
    concerns: ({ id }) => ({ noun: 'refund', id }),
    sound: ({ settlement }) => requireItsNumber(settlement),
    apply: (book, { id, settlement }) => changedRefund(book, id, (refund) => settled(book, refund, settlement)),
  },
};

/** @throws RangeError on a refund that already tells how it went */
function requireNewRefund({ id, state, settledAt, gatewayRef, reason, abandoned, creditNoteNumber }: Refund): void {
  const isNew = state === 'sending' && settledAt === null && gatewayRef === null && reason === null;
  if (!isNew || abandoned || creditNoteNumber !== undefined) throw new RangeError(`refund ${id} is not new`);
}

/** @throws RangeError on a number for what was not given back, or on one of another shape */
function requireItsNumber({ state, creditNoteNumber: number }: RefundSettlement): void {
  if (number === undefined) return;
  if (state !== 'refunded') throw new RangeError(`${number} is the number of no refund`);
  if (isOwnCreditNote(number)) creditNoteParts(number);
}

function settled(book: Book, refund: Refund, { state, at, ...told }: RefundSettlement): Refund {
  const { sale } = book.orders.find(({ id }) => id === refund.orderId) ?? {};
  const number = told.creditNoteNumber;
  const own = number === undefined || isOwnCreditNote(number) ? undefined : number;
  requireInSeries(own, state === 'refunded' ? sale?.series.creditNotes : undefined, dayOf(at));
  if (told.reason === ABANDONED && !isAbandoned(refund))
    throw new RangeError(`refund ${refund.id} is abandoned by two people`);
  return { ...refund, state, settledAt: at, ...told };
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
