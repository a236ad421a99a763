import type { Account } from './account.js';
import { added, changed } from './rows.js';
import { emptyBook, type Book } from './book.js';
import { withBenefitRecord } from './applied-benefits.js';
import { appliedToSupport } from './applied-support.js';
import { abandonedBy, ABANDONED, claimed, isAbandoned } from './claim.js';
import type { Instant } from './day.js';
import { reminderKey, standsForReminder, type Dispatch } from './dispatch.js';
import type { Entry, Settlement } from './entry.js';
import { isOpen, standsForTerm, type Order, type PaymentAttempt } from './order.js';
import type { PaymentMethod } from './payment-method.js';
import type { Token } from './token.js';
import { lastTerm, type Subscription } from './subscription.js';
import { asSettledByUpgrade } from './support-request.js';
import { usersAfter, usersAfterJoining } from './user.js';

/**
 * The book after one more entry of its account. Folding the whole audit chain from `undefined` gives what the ledger's
 * tables must hold (G24).
 * @throws RangeError where the entry does not fit: nothing has that id, an id is used twice, or something would leave
 * its final state (I5)
 */
export function applied(book: Book | undefined, entry: Entry): Book {
  if (entry.kind === 'account-joined') return joined(book, entry.account);
  if (!book) throw new RangeError(`${entry.kind} comes before anyone has joined`);
  switch (entry.kind) {
    case 'clock-corrected':
    case 'programme-imported':
      return book;
    case 'membership-ended':
      return ended(book, entry);
    case 'terms-accepted':
      return { ...book, acceptances: added(book.acceptances, entry.acceptance) };
    case 'payment-method-added':
    case 'payment-method-removed':
    case 'payment-method-made-default':
      return { ...book, paymentMethods: methodsAfter(book.paymentMethods, entry) };
    case 'order-placed':
      return { ...book, orders: added(book.orders, onlyUpgrade(book, requireNewOrder(entry.order))) };
    case 'order-paid':
      return paid(book, entry);
    case 'order-failed':
      return changedOrder(book, entry.id, (order) => ({ ...endedAs(stillPlaced(order), 'none'), state: 'failed' }));
    case 'transfer-ended':
      return changedOrder(book, entry.orderId, (order) => withTransferEnd(stillPlaced(order), entry));
    case 'attempt-sent':
      return changedOrder(book, entry.attempt.orderId, (order) => withAttempt(stillPlaced(order), entry.attempt));
    case 'attempt-unknown':
      return changedAttempt(book, entry.id, (attempt) => ({ ...attempt, state: 'unknown' }));
    case 'attempt-claimed':
      return changedAttempt(book, entry.id, (attempt) => claimed(attempt, entry.claim));
    case 'attempt-abandoned':
      return changedAttempt(book, entry.id, (attempt) => abandonedBy(attempt, entry.word));
    case 'attempt-settled':
      return changedAttempt(book, entry.id, (attempt) => settled(attempt, entry.settlement));
    case 'subscription-started':
      return { ...book, subscriptions: added(book.subscriptions, { ...entry.subscription, terms: [], turnedOff: [] }) };
    case 'term-added':
    case 'automatic-renewal-turned-off':
      return {
        ...book,
        subscriptions: changed(book.subscriptions, entry.subscriptionId, (held) => subscriptionAfter(held, entry)),
      };
    case 'user-added':
    case 'user-granted':
    case 'user-revoked':
    case 'user-removed':
      return { ...book, users: usersAfter(book.users, entry) };
    case 'evidence-recorded':
      return { ...book, evidence: added(book.evidence, entry.evidence) };
    case 'benefit-recorded':
      return withBenefitRecord(book, entry.record);
    case 'request-filed':
    case 'request-entry-added':
    case 'refund-sent':
    case 'refund-unknown':
    case 'refund-claimed':
    case 'refund-abandoned':
    case 'refund-settled':
    case 'subscription-cancelled':
      return appliedToSupport(book, entry);
    case 'token-created':
      return { ...book, tokens: added(book.tokens, requireNewToken(entry.token)) };
    case 'token-revoked':
      return {
        ...book,
        tokens: changed(book.tokens, entry.id, (token) => ({ ...unrevoked(token), revokedAt: entry.at })),
      };
    case 'reminder-claimed':
      return { ...book, dispatches: added(book.dispatches, onlyDispatch(book, requireNewDispatch(entry.dispatch))) };
    case 'reminder-begun':
      return { ...book, dispatches: changed(book.dispatches, entry.id, (dispatch) => begun(dispatch, entry.at)) };
    case 'reminder-sent':
    case 'reminder-failed':
      return { ...book, dispatches: changed(book.dispatches, entry.id, (dispatch) => dispatched(dispatch, entry)) };
  }
}

/** @throws RangeError on an order that already tells how it went: attempts and outcome are entries of their own */
export function requireNewOrder(order: Order): Order {
  const { state, attempts, paidAt, receiptNumber, transfer } = order;
  const isNew = state === 'placed' && attempts.length === 0 && paidAt === null && receiptNumber === null;
  if (!isNew || transfer?.end) throw new RangeError(`order ${order.id} is not new`);
  if ((transfer === undefined) !== (order.paymentMethodId !== null))
    throw new RangeError(`order ${order.id} is paid by card or by bank transfer`);
  return order;
}

/** @throws RangeError on an attempt that already tells how it went */
export function requireNewAttempt(attempt: PaymentAttempt): PaymentAttempt {
  const { state, settledAt, chargeId, declineCode, abandoned } = attempt;
  const isNew = state === 'sending' && settledAt === null && chargeId === null && declineCode === null;
  if (!isNew || abandoned) throw new RangeError(`attempt ${attempt.id} is not new`);
  return attempt;
}

/** @throws RangeError on a token that is revoked before it is there */
export function requireNewToken(token: Token): Token {
  return unrevoked(token);
}

function unrevoked(token: Token): Token {
  if (token.revokedAt !== null) throw new RangeError(`token ${token.id} is revoked`);
  return token;
}

/** @throws RangeError on a dispatch that already tells how it went */
export function requireNewDispatch(dispatch: Dispatch): Dispatch {
  const { state, begunAt, settledAt, reason, status } = dispatch;
  const isNew = state === 'sending' && !begunAt && settledAt === null && reason === null && status === null;
  if (!isNew) throw new RangeError(`dispatch ${dispatch.id} is not new`);
  return dispatch;
}

type EntryOf<K extends Entry['kind']> = Extract<Entry, { readonly kind: K }>;

/** A second joining under the same id is a return after leaving. */
function joined(book: Book | undefined, account: Account): Book {
  if (!book) return emptyBook(account);
  if (book.account.id !== account.id) throw new RangeError(`account ${account.id} is not the account of this book`);
  if (book.account.leftOn === null) throw new RangeError(`account ${account.id} has joined already`);
  return { ...book, account, users: usersAfterJoining(book.users, account) };
}

function paid(book: Book, entry: EntryOf<'order-paid'>): Book {
  const after = changedOrder(book, entry.id, (order) => ({
    ...endedAs(stillPlaced(order), 'received'),
    state: 'paid',
    paidAt: entry.at,
    receiptNumber: entry.receiptNumber,
  }));
  const subscriptions = after.subscriptions.map((held) => asSuperseded(held, after.orders));
  return { ...after, subscriptions, requests: after.requests.map((one) => asSettledByUpgrade(one, subscriptions)) };
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

/** P7: an upgrade that is paid takes the place of what it was bought from, on the day on which it begins. */
export function asSuperseded(held: Subscription, orders: readonly Order[]): Subscription {
  const upgrade = orders.find((order) => order.supersedes === held.id && order.state === 'paid');
  return upgrade ? { ...held, superseded: { on: upgrade.term.start, by: upgrade.offer } } : held;
}

function ended(book: Book, entry: EntryOf<'membership-ended'>): Book {
  if (book.account.leftOn !== null) throw new RangeError(`account ${book.account.id} has left already`);
  return { ...book, account: { ...book.account, leftOn: entry.on } };
}

function methodsAfter(
  methods: readonly PaymentMethod[],
  entry: EntryOf<'payment-method-added' | 'payment-method-removed' | 'payment-method-made-default'>,
): readonly PaymentMethod[] {
  switch (entry.kind) {
    case 'payment-method-added':
      return added(entry.method.isDefault ? withoutDefault(methods) : methods, entry.method);
    case 'payment-method-removed':
      // What is gone can no longer be the card that automatic renewal charges.
      return changed(methods, entry.id, (method) => ({ ...onFile(method), removedAt: entry.at, isDefault: false }));
    case 'payment-method-made-default':
      return changed(withoutDefault(methods), entry.id, (method) => ({ ...onFile(method), isDefault: true }));
  }
}

function withoutDefault(methods: readonly PaymentMethod[]): readonly PaymentMethod[] {
  return methods.map((method) => ({ ...method, isDefault: false }));
}

function onFile(method: PaymentMethod): PaymentMethod {
  if (method.removedAt !== null) throw new RangeError(`payment method ${method.id} was removed`);
  return method;
}

function subscriptionAfter(
  held: Subscription,
  entry: EntryOf<'term-added' | 'automatic-renewal-turned-off'>,
): Subscription {
  if (entry.kind === 'term-added') {
    if (held.cancelled) throw new RangeError(`${held.id} is cancelled (I9)`);
    if (entry.term.number !== held.terms.length)
      throw new RangeError(`term ${entry.term.number} is not the next of ${held.id}`);
    return { ...held, terms: [...held.terms, entry.term] };
  }
  const { term, at, by } = entry;
  if (held.turnedOff.some((row) => row.term === term))
    throw new RangeError(`term ${term} of ${held.id} is turned off already`);
  return { ...held, turnedOff: [...held.turnedOff, { term, at, by }] };
}

function stillPlaced(order: Order): Order {
  if (order.state !== 'placed') throw new RangeError(`order ${order.id} is ${order.state}, which is final`);
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
  const attempts = [...added(order.attempts, requireNewAttempt(attempt))].sort(
    (left, right) => left.ordinal - right.ordinal,
  );
  return { ...order, attempts };
}

function withTransferEnd(order: Order, { end, term }: EntryOf<'transfer-ended'>): Order {
  const { transfer } = order;
  if (!transfer || transfer.end) throw new RangeError(`no bank transfer is awaited for order ${order.id}`);
  if ((term !== null) !== (end.outcome === 'received'))
    throw new RangeError(`order ${order.id} is paid by no transfer`);
  if (!term) return { ...order, transfer: { ...transfer, end } };
  return { ...order, term, transfer: { ...transfer, ordered: order.term, end } };
}

function settled(attempt: PaymentAttempt, settlement: Settlement): PaymentAttempt {
  const { state, at, chargeId, declineCode } = settlement;
  if (declineCode === ABANDONED && !isAbandoned(attempt))
    throw new RangeError(`attempt ${attempt.id} is abandoned by two people`);
  return { ...attempt, state, settledAt: at, chargeId, declineCode };
}

/** Of the term that ends next, and of no reminder that was sent or may have been (G23). */
function onlyDispatch(book: Book, dispatch: Dispatch): Dispatch {
  const held = book.subscriptions.find(({ id }) => id === dispatch.subscriptionId);
  if (held?.accountId !== dispatch.accountId || lastTerm(held).number !== dispatch.term)
    throw new RangeError(`term ${dispatch.term} is not the last of ${dispatch.subscriptionId}`);
  const key = reminderKey(dispatch);
  if (book.dispatches.some((other) => standsForReminder(other) && reminderKey(other) === key))
    throw new RangeError(`reminder ${key} is claimed already`);
  return dispatch;
}

function begun(dispatch: Dispatch, at: Instant): Dispatch {
  if (dispatch.state !== 'sending' || dispatch.begunAt !== null)
    throw new RangeError(`dispatch ${dispatch.id} was begun, or is ${dispatch.state}`);
  return { ...dispatch, begunAt: at };
}

function dispatched(dispatch: Dispatch, entry: EntryOf<'reminder-sent' | 'reminder-failed'>): Dispatch {
  if (dispatch.state !== 'sending')
    throw new RangeError(`dispatch ${dispatch.id} is ${dispatch.state}, which is final`);
  if (entry.kind === 'reminder-sent') return { ...dispatch, state: 'sent', settledAt: entry.at };
  return { ...dispatch, state: 'failed', settledAt: entry.at, reason: entry.reason, status: entry.status };
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
