import type { Book } from '../book.js';
import { by } from '../ledger-role.js';
import { type KindOf, added, changed, type Shape, MONEY, type Rules } from './rule.js';
import { standsForTerm } from '../order.js';
import {
  newestStatement,
  statedTerm,
  type RecordedOrder,
  type StatedRefund,
  type Statement,
} from '../recorded-order.js';
import type { Subscription, Term } from '../subscription.js';
import { SPAN, withTerm } from './subscription.js';

const STATEMENT: Shape<Statement> = {
  number: true,
  term: SPAN,
  started: true,
  renewal: true,
  invoice: true,
  invoicedOn: true,
  paidOn: true,
  amount: MONEY,
  tax: MONEY,
  paidBy: true,
  orderRef: true,
  externalId: true,
  evidence: [{ sha256: true, name: true, bytes: true }],
  reason: true,
  at: true,
  by: true,
};

const REFUND: Shape<StatedRefund> = {
  amount: MONEY,
  on: true,
  document: true,
  requestId: true,
  at: true,
  by: true,
};

export type RecordedOrderEntry =
  /** What was bought or renewed elsewhere, and its term with it; a purchase begins its subscription (D22, D24). */
  | { readonly kind: 'order-recorded'; readonly order: RecordedOrder }
  /** D26 */
  | { readonly kind: 'order-corrected'; readonly orderId: string; readonly statement: Statement }
  /** D31 */
  | { readonly kind: 'order-refund-recorded'; readonly orderId: string; readonly refund: StatedRefund };

export const RECORDED_ORDER: Rules<RecordedOrderEntry> = {
  'order-recorded': {
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
        keepsHolders: true,
        statements: [STATEMENT],
        refund: REFUND,
      },
    },
    concerns: ({ order }) => ({ noun: 'account', id: order.accountId }),
    sound: ({ order }) => requireNew(order),
    apply: (book, { order }) => recorded(book, order),
  },
  'order-corrected': {
    writers: by('buy', 'admin'),
    fields: { orderId: true, statement: STATEMENT },
    concerns: ({ orderId: id }) => ({ noun: 'recorded-order', id }),
    sound: ({ orderId, statement }) => requireSound(orderId, statement),
    apply: corrected,
  },
  'order-refund-recorded': {
    writers: by('buy', 'support', 'admin'),
    fields: { orderId: true, refund: REFUND },
    concerns: ({ orderId: id }) => ({ noun: 'recorded-order', id }),
    apply: (book, { orderId, refund }) => ({
      ...book,
      recorded: changed(book.recorded, orderId, (order) => {
        if (order.refund) throw new RangeError(`${orderId} was refunded already`);
        return { ...order, refund };
      }),
    }),
  },
};

/** @throws RangeError on one that already tells what became of it: corrections and refunds are entries of their own */
function requireNew(order: RecordedOrder): void {
  const [first] = order.statements;
  if (first?.number !== 0 || order.statements.length > 1 || first.reason !== null || order.refund)
    throw new RangeError(`recorded order ${order.id} is not new`);
  if ((order.kind === 'purchase') !== (first.term.number === 0))
    throw new RangeError(`recorded order ${order.id} is a ${order.kind}`);
  requireSound(order.id, first);
}

/** @throws RangeError on amounts of two currencies, or a tax that is more than all of it */
function requireSound(id: string, { amount, tax, term }: Statement): void {
  if (tax && (tax.currency !== amount?.currency || tax.amount > amount.amount))
    throw new RangeError(`the tax of ${id} is no part of what was paid`);
  if (term.start >= term.end) throw new RangeError(`the term of ${id} ends before it begins`);
}

/** A purchase begins its subscription; a renewal is of the one that it names. One order a term, of whichever kind (I2). */
function recorded(book: Book, order: RecordedOrder): Book {
  const { number } = newestStatement(order).term;
  const taken = book.orders.some(
    (other) => other.subscriptionId === order.subscriptionId && other.term.number === number && standsForTerm(other),
  );
  if (taken) throw new RangeError(`another order stands for term ${number} of ${order.subscriptionId} (I2)`);
  const after = { ...book, recorded: added(book.recorded, order) };
  const term = statedTerm(order);
  if (order.kind === 'purchase') return { ...after, subscriptions: added(book.subscriptions, started(order, term)) };
  return { ...after, subscriptions: changed(book.subscriptions, order.subscriptionId, (held) => withTerm(held, term)) };
}

function started({ subscriptionId, accountId, programme, offer, enrolment }: RecordedOrder, term: Term): Subscription {
  return { id: subscriptionId, accountId, programme, offer, enrolment, terms: [term], turnedOff: [] };
}

/** D26: the dates of a term move only while nothing stands on it. */
function corrected(book: Book, { orderId, statement }: KindOf<RecordedOrderEntry, 'order-corrected'>): Book {
  const known = book.recorded.find(({ id }) => id === orderId);
  if (!known) throw new RangeError(`there is no ${orderId}`);
  if (statement.number !== known.statements.length || statement.reason === null || statement.reason === '')
    throw new RangeError(`statement ${statement.number} is not the next of ${orderId}`);
  const order = { ...known, statements: [...known.statements, statement] };
  const term = statedTerm(order);
  const subscriptions = changed(book.subscriptions, order.subscriptionId, (held) => {
    const before = held.terms[term.number];
    if (before?.orderId !== orderId) throw new RangeError(`${orderId} is not of term ${term.number} of ${held.id}`);
    const moves = before.start !== term.start || before.end !== term.end || before.anchor !== term.anchor;
    if (moves && (held.cancelled || held.terms.length > term.number + 1))
      throw new RangeError(`another term stands on term ${term.number} of ${held.id} (D26)`);
    return { ...held, terms: held.terms.with(term.number, term) };
  });
  return { ...book, subscriptions, recorded: changed(book.recorded, orderId, () => order) };
}
