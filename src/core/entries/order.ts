import type { Book } from '../book.js';
import { abandonedBy, ABANDONED, claimed, isAbandoned, type Abandonment, type Claim } from '../claim.js';
import { dayOf, type Instant } from '../day.js';
import { by, PAYING } from '../ledger-role.js';
import {
  requireInSeries,
  isOpen,
  receiptParts,
  standsForTerm,
  type Order,
  type PaymentAttempt,
  type PaymentPage,
  type Settlement,
  type TransferEnd,
} from '../order.js';
import type { Sale } from '../sale.js';
import type { Seen } from '../seen.js';
import { added, changed, CLAIM, MONEY, WORD, type KindOf, type Rules, type Shape } from './rule.js';
import { asSettledByUpgrade } from '../support-request.js';
import type { TermSpan } from '../subscription.js';
import { SPAN, asSuperseded } from './subscription.js';

const PAGE = { ref: true, url: true, until: true } as const;

const ATTEMPT = {
  id: true,
  orderId: true,
  ordinal: true,
  key: true,
  amount: MONEY,
  paymentMethodId: true,
  state: true,
  sentAt: true,
  sender: true,
  claim: CLAIM,
  abandoned: [WORD],
  settledAt: true,
  chargeId: true,
  declineCode: true,
  page: PAGE,
} as const;

const SERIES = { prefix: true, yearly: true } as const;
const LOCALIZED = { en: true, fr: true } as const;

const SALE: Shape<Sale> = {
  seller: {
    name: true,
    address: { street: true, postcode: true, city: true, country: true },
    email: true,
    registrations: [{ country: true, name: true, id: true, scheme: true }],
    vatId: true,
    bank: { holder: true, iban: true, bic: true },
    paymentTerms: LOCALIZED,
  },
  buyer: { company: true, country: true, address: true, vatId: true },
  tax: {
    category: true,
    name: true,
    rate: true,
    base: MONEY,
    amount: MONEY,
    sentence: LOCALIZED,
    code: true,
  },
  series: { invoices: SERIES, creditNotes: SERIES },
};

const SEEN: Shape<Seen> = {
  fee: { amount: MONEY, at: true },
  returned: [{ ref: true, amount: MONEY, at: true, failedAt: true }],
  disputes: [
    {
      ref: true,
      amount: MONEY,
      state: true,
      reason: true,
      openedAt: true,
      takenAt: true,
      cameBackAt: true,
      fee: MONEY,
      fees: [{ amount: MONEY, at: true }],
    },
  ],
};

const TRANSFER_END = { outcome: true, receivedOn: true, at: true, by: true } as const;

export type OrderEntry =
  | { readonly kind: 'order-placed'; readonly order: Order }
  | {
      readonly kind: 'order-paid';
      readonly id: string;
      readonly at: Instant;
      readonly receiptNumber: string;
      /** Of an order that is sold, and of no other. */
      readonly invoiceNumber?: string;
    }
  | { readonly kind: 'order-failed'; readonly id: string }
  | { readonly kind: 'attempt-sent'; readonly attempt: PaymentAttempt }
  | { readonly kind: 'attempt-unknown'; readonly id: string }
  /** The bank wants the cardholder's word: they are asked for it on a page of the gateway's own. */
  | { readonly kind: 'attempt-put-to-cardholder'; readonly id: string; readonly page: PaymentPage }
  /** Who sends one whose outcome is not known again. */
  | { readonly kind: 'attempt-claimed'; readonly id: string; readonly claim: Claim }
  /** Who says that nobody will. */
  | { readonly kind: 'attempt-abandoned'; readonly id: string; readonly word: Abandonment }
  | { readonly kind: 'attempt-settled'; readonly id: string; readonly settlement: Settlement }
  /** What the gateway shows of the charge that paid it, where that is not what was seen before. */
  | { readonly kind: 'charge-seen'; readonly id: string; readonly seen: Seen }
  | {
      readonly kind: 'transfer-ended';
      readonly orderId: string;
      readonly end: TransferEnd;
      /** What the funds pay for: it begins when they are confirmed. null where none came. */
      readonly term: TermSpan | null;
    };

export const ORDER: Rules<OrderEntry> = {
  'order-placed': {
    // A job buys nothing new.
    writers: [...by('buy', 'admin'), { role: 'renew', part: { order: { kind: 'renewal' } } }],
    fields: {
      order: {
        id: true,
        accountId: true,
        kind: true,
        programme: true,
        offer: true,
        subscriptionId: true,
        enrolment: true,
        term: SPAN,
        supersedes: true,
        reference: true,
        keepsHolders: true,
        lines: [{ what: true, amount: MONEY, priceVerified: true, priceSource: true, discount: true }],
        tax: MONEY,
        total: MONEY,
        sale: SALE,
        termsId: true,
        termsVersion: true,
        paymentMethodId: true,
        transfer: { due: true, ordered: SPAN, end: TRANSFER_END },
        placedAt: true,
        placedBy: true,
        state: true,
        paidAt: true,
        receiptNumber: true,
        invoiceNumber: true,
        seen: SEEN,
        attempts: [ATTEMPT],
      },
    },
    concerns: ({ order }) => ({ noun: 'account', id: order.accountId }),
    sound: ({ order }) => requireNewOrder(order),
    apply: (book, { order }) => ({ ...book, orders: added(book.orders, onlyOrder(book, onlyUpgrade(book, order))) }),
  },
  'order-paid': {
    writers: PAYING,
    fields: { id: true, at: true, receiptNumber: true, invoiceNumber: true },
    concerns: ({ id }) => ({ noun: 'order', id }),
    sound: ({ receiptNumber }) => receiptParts(receiptNumber),
    apply: paid,
  },
  'order-failed': {
    writers: [...PAYING, ...by('support')],
    fields: { id: true },
    concerns: ({ id }) => ({ noun: 'order', id }),
    apply: (book, { id }) =>
      changedOrder(book, id, (order) => ({ ...endedAs(stillPlaced(order), 'none'), state: 'failed' })),
  },
  'attempt-sent': {
    writers: PAYING,
    fields: { attempt: ATTEMPT },
    concerns: ({ attempt }) => ({ noun: 'order', id: attempt.orderId }),
    sound: ({ attempt }) => requireNewAttempt(attempt),
    apply: (book, { attempt }) =>
      changedOrder(book, attempt.orderId, (order) => withAttempt(stillPlaced(order), attempt)),
  },
  'attempt-unknown': {
    writers: PAYING,
    fields: { id: true },
    concerns: ({ id }) => ({ noun: 'attempt', id }),
    apply: (book, { id }) => changedAttempt(book, id, (attempt) => ({ ...attempt, state: 'unknown' })),
  },
  'attempt-put-to-cardholder': {
    writers: PAYING,
    fields: { id: true, page: PAGE },
    concerns: ({ id }) => ({ noun: 'attempt', id }),
    apply: (book, { id, page }) => changedAttempt(book, id, (attempt) => putToCardholder(attempt, page)),
  },
  'attempt-claimed': {
    writers: PAYING,
    fields: { id: true, claim: CLAIM },
    concerns: ({ id }) => ({ noun: 'attempt', id }),
    apply: (book, { id, claim }) => changedAttempt(book, id, (attempt) => claimed(attempt, claim)),
  },
  'attempt-abandoned': {
    // Two people say it, and no job.
    writers: by('buy', 'admin'),
    fields: { id: true, word: WORD },
    concerns: ({ id }) => ({ noun: 'attempt', id }),
    apply: (book, { id, word }) => changedAttempt(book, id, (attempt) => abandonedBy(attempt, word)),
  },
  'attempt-settled': {
    writers: PAYING,
    fields: { id: true, settlement: { state: true, at: true, chargeId: true, declineCode: true } },
    concerns: ({ id }) => ({ noun: 'attempt', id }),
    apply: (book, { id, settlement }) => changedAttempt(book, id, (attempt) => settled(attempt, settlement)),
  },
  'charge-seen': {
    writers: PAYING,
    fields: { id: true, seen: SEEN },
    concerns: ({ id }) => ({ noun: 'order', id }),
    apply: (book, { id, seen }) => changedOrder(book, id, (order) => ({ ...charged(order), seen })),
  },
  'transfer-ended': {
    writers: [
      ...by('buy', 'admin'),
      { role: 'renew', part: { end: { outcome: 'expired' } } },
      { role: 'support', part: { end: { outcome: 'expired' } } },
      { role: 'support', part: { end: { outcome: 'cancelled' } } },
    ],
    fields: { orderId: true, end: TRANSFER_END, term: SPAN },
    concerns: ({ orderId }) => ({ noun: 'order', id: orderId }),
    apply: (book, entry) => changedOrder(book, entry.orderId, (order) => withTransferEnd(stillPlaced(order), entry)),
  },
};

/** @throws RangeError on an order that already tells how it went: attempts and outcome are entries of their own */
function requireNewOrder({
  id,
  kind,
  state,
  attempts,
  paidAt,
  receiptNumber,
  invoiceNumber,
  seen,
  ...order
}: Order): void {
  const isUnpaid = paidAt === null && receiptNumber === null && invoiceNumber === undefined && !seen;
  const isNew = state === 'placed' && attempts.length === 0 && isUnpaid;
  if (!isNew || order.transfer?.end) throw new RangeError(`order ${id} is not new`);
  if ((order.transfer === undefined) !== (order.paymentMethodId !== null))
    throw new RangeError(`order ${id} is paid by card or by bank transfer`);
  if ((kind === 'upgrade') !== (order.supersedes !== undefined)) throw new RangeError(`order ${id} is a ${kind}`);
  if (order.tax && order.tax.currency !== order.total.currency) throw new RangeError(`order ${id} has two currencies`);
  if (order.sale && order.tax?.amount !== order.sale.tax.amount.amount)
    throw new RangeError(`order ${id} is taxed as it is sold`);
}

/** @throws RangeError on an attempt that already tells how it went */
function requireNewAttempt({ id, state, settledAt, chargeId, declineCode, abandoned, page }: PaymentAttempt): void {
  const isNew = state === 'sending' && settledAt === null && chargeId === null && declineCode === null;
  if (!isNew || abandoned || page) throw new RangeError(`attempt ${id} is not new`);
}

function paid(book: Book, entry: KindOf<OrderEntry, 'order-paid'>): Book {
  const { invoiceNumber } = entry;
  const after = changedOrder(book, entry.id, (order) => {
    requireInSeries(invoiceNumber, order.sale?.series.invoices, dayOf(entry.at));
    return {
      ...endedAs(stillPlaced(order), 'received'),
      state: 'paid',
      paidAt: entry.at,
      receiptNumber: entry.receiptNumber,
      ...(invoiceNumber === undefined ? {} : { invoiceNumber }),
    };
  });
  const subscriptions = after.subscriptions.map((held) => asSuperseded(held, after.orders));
  return { ...after, subscriptions, requests: after.requests.map((one) => asSettledByUpgrade(one, subscriptions)) };
}

/** I2: what was recorded for a term is not bought again. */
function onlyOrder(book: Book, order: Order): Order {
  const { subscriptionId, term } = order;
  const taken = book.subscriptions.some(({ id, terms }) => id === subscriptionId && terms[term.number]?.stated);
  if (taken) throw new RangeError(`term ${term.number} of ${subscriptionId} was bought elsewhere (I2)`);
  return order;
}

/** Of a subscription that is there, and that nothing else takes the place of (P7). */
function onlyUpgrade(book: Book, order: Order): Order {
  const { supersedes } = order;
  if (supersedes === undefined) return order;
  const owned = book.subscriptions.some(({ id }) => id === supersedes);
  const taken = book.orders.some((other) => other.supersedes === supersedes && standsForTerm(other));
  if (!owned || taken) throw new RangeError(`order ${order.id} takes the place of nothing`);
  return order;
}

function stillPlaced(order: Order): Order {
  if (order.state !== 'placed') throw new RangeError(`order ${order.id} is ${order.state}, which is final`);
  return order;
}

function charged(order: Order): Order {
  if (order.state !== 'paid' || order.transfer) throw new RangeError(`order ${order.id} was not charged`);
  return order;
}

/** An order by bank transfer is paid or closed by what became of its transfer. */
function endedAs(order: Order, funds: 'received' | 'none'): Order {
  const received = order.transfer?.end && (order.transfer.end.outcome === 'received' ? 'received' : 'none');
  if (order.transfer && received !== funds) throw new RangeError(`the bank transfer of order ${order.id} is open`);
  return order;
}

function withAttempt(order: Order, attempt: PaymentAttempt): Order {
  if (order.transfer) throw new RangeError(`order ${order.id} is paid by bank transfer`);
  return { ...order, attempts: added(order.attempts, attempt) };
}

function withTransferEnd(order: Order, { end, term }: KindOf<OrderEntry, 'transfer-ended'>): Order {
  const { transfer } = order;
  if (!transfer || transfer.end) throw new RangeError(`no bank transfer is awaited for order ${order.id}`);
  if ((term !== null) !== (end.outcome === 'received'))
    throw new RangeError(`order ${order.id} is paid by no transfer`);
  if (!term) return { ...order, transfer: { ...transfer, end } };
  return { ...order, term, transfer: { ...transfer, ordered: order.term, end } };
}

/** Once: a second page would be a second way to pay the same (I1). */
function putToCardholder(attempt: PaymentAttempt, page: PaymentPage): PaymentAttempt {
  if (attempt.page) throw new RangeError(`attempt ${attempt.id} was put to its cardholder already`);
  return { ...attempt, state: 'unknown', page };
}

function settled(attempt: PaymentAttempt, { state, at, chargeId, declineCode }: Settlement): PaymentAttempt {
  if (declineCode === ABANDONED && !isAbandoned(attempt))
    throw new RangeError(`attempt ${attempt.id} is abandoned by two people`);
  return { ...attempt, state, settledAt: at, chargeId, declineCode };
}

function changedOrder(book: Book, id: string, change: (order: Order) => Order): Book {
  return { ...book, orders: changed(book.orders, id, change) };
}

function changedAttempt(book: Book, id: string, change: (attempt: PaymentAttempt) => PaymentAttempt): Book {
  const order = book.orders.find((candidate) => candidate.attempts.some((attempt) => attempt.id === id));
  if (!order) throw new RangeError(`there is no attempt ${id}`);
  const attempts = changed(order.attempts, id, (attempt) => {
    if (!isOpen(attempt)) throw new RangeError(`attempt ${id} is ${attempt.state}, which is final`);
    return change(attempt);
  });
  return changedOrder(book, order.id, (same) => ({ ...same, attempts }));
}
