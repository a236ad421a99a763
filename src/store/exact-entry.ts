import type { Acceptance, Account } from '../core/account.js';
import type { BenefitRecord } from '../core/benefit.js';
import type { Evidence } from '../core/competency.js';
import type { Dispatch } from '../core/dispatch.js';
import type { Entry, NewSubscription, Settlement } from '../core/entry.js';
import type { Money } from '../core/money.js';
import type { Order, OrderLine, PaymentAttempt } from '../core/order.js';
import type { PaymentMethod } from '../core/payment-method.js';
import type { Token } from '../core/token.js';
import type { User } from '../core/user.js';
import type { Term, TermSpan } from '../core/subscription.js';
import { exactClaim, exactClaimEntry, exactSupportEntry } from './exact-support.js';
import { pick } from './pick.js';

/**
 * The same entry with the fields of its type and no others. A value may carry more than its type says (a card spread
 * into a payment method, say); what is chained for ever must not (D19).
 */
export function exactEntry(entry: Entry): Entry {
  switch (entry.kind) {
    case 'account-joined':
      return { kind: entry.kind, account: exactAccount(entry.account) };
    case 'clock-corrected':
      return pick(entry, ['kind', 'accountId', 'since', 'until']);
    case 'programme-imported':
      return pick(entry, ['kind', 'accountId', 'programme', 'sha256']);
    case 'membership-ended':
      return pick(entry, ['kind', 'accountId', 'on']);
    case 'terms-accepted':
      return { kind: entry.kind, acceptance: exactAcceptance(entry.acceptance) };
    case 'payment-method-added':
      return { kind: entry.kind, method: exactMethod(entry.method) };
    case 'payment-method-removed':
      return pick(entry, ['kind', 'id', 'at']);
    case 'payment-method-made-default':
      return pick(entry, ['kind', 'accountId', 'id']);
    case 'order-placed':
      return { kind: entry.kind, order: exactOrder(entry.order) };
    case 'order-paid':
      return pick(entry, ['kind', 'id', 'at', 'receiptNumber']);
    case 'order-failed':
    case 'attempt-unknown':
      return pick(entry, ['kind', 'id']);
    case 'transfer-ended':
      return exactTransferEnd(entry);
    case 'attempt-sent':
      return { kind: entry.kind, attempt: exactAttempt(entry.attempt) };
    case 'attempt-claimed':
    case 'attempt-abandoned':
    case 'refund-claimed':
    case 'refund-abandoned':
      return exactClaimEntry(entry);
    case 'attempt-settled':
      return { kind: entry.kind, id: entry.id, settlement: exactSettlement(entry.settlement) };
    case 'subscription-started':
      return { kind: entry.kind, subscription: exactSubscription(entry.subscription) };
    case 'term-added':
      return { kind: entry.kind, subscriptionId: entry.subscriptionId, term: exactTerm(entry.term) };
    case 'automatic-renewal-turned-off':
      return pick(entry, ['kind', 'subscriptionId', 'term', 'at', 'by']);
    case 'user-added':
      return { kind: entry.kind, user: exactUser(entry.user) };
    case 'user-granted':
    case 'user-revoked':
      return pick(entry, ['kind', 'accountId', 'email', 'roles']);
    case 'user-removed':
      return pick(entry, ['kind', 'accountId', 'email', 'on']);
    case 'evidence-recorded':
      return { kind: entry.kind, evidence: exactEvidence(entry.evidence) };
    case 'benefit-recorded':
      return { kind: entry.kind, record: exactBenefit(entry.record) };
    case 'request-filed':
    case 'request-entry-added':
    case 'subscription-cancelled':
    case 'refund-sent':
    case 'refund-unknown':
    case 'refund-settled':
      return exactSupportEntry(entry);
    case 'token-created':
      return { kind: entry.kind, token: exactToken(entry.token) };
    case 'token-revoked':
      return pick(entry, ['kind', 'id', 'at']);
    case 'reminder-claimed':
      return { kind: entry.kind, dispatch: exactDispatch(entry.dispatch) };
    case 'reminder-begun':
    case 'reminder-sent':
      return pick(entry, ['kind', 'id', 'at']);
    case 'reminder-failed':
      return pick(entry, ['kind', 'id', 'at', 'reason', 'status']);
  }
}

function exactAccount(account: Account): Account {
  return pick(account, ['id', 'mpnId', 'company', 'country', 'email', 'programme', 'joinedOn', 'leftOn']);
}

function exactAcceptance(acceptance: Acceptance): Acceptance {
  return pick(acceptance, ['id', 'accountId', 'terms', 'version', 'sha256', 'by', 'at', 'orderId']);
}

function exactMethod(method: PaymentMethod): PaymentMethod {
  return pick(method, [
    'id',
    'accountId',
    'gatewayRef',
    'brand',
    'last4',
    'expMonth',
    'expYear',
    'holder',
    'addedAt',
    'removedAt',
    'isDefault',
  ]);
}

function exactOrder(order: Order): Order {
  const plain = pick(order, [
    'id',
    'accountId',
    'kind',
    'programme',
    'offer',
    'subscriptionId',
    'enrolment',
    'reference',
    'termsId',
    'termsVersion',
    'paymentMethodId',
    'placedAt',
    'placedBy',
    'state',
    'paidAt',
    'receiptNumber',
  ]);
  return {
    ...plain,
    term: exactSpan(order.term),
    lines: order.lines.map(exactLine),
    tax: order.tax && exactMoney(order.tax),
    total: exactMoney(order.total),
    attempts: order.attempts.map(exactAttempt),
    // Left out of every other order, as before there were upgrades: what was chained stays as it was.
    ...(order.supersedes === undefined ? {} : { supersedes: order.supersedes }),
    ...(order.transfer === undefined ? {} : { transfer: pick(order.transfer, ['due']) }),
  };
}

function exactTransferEnd(entry: Extract<Entry, { readonly kind: 'transfer-ended' }>): Entry {
  const { kind, orderId, end, term } = entry;
  const exact =
    end.outcome === 'received' ? pick(end, ['outcome', 'receivedOn', 'at', 'by']) : pick(end, ['outcome', 'at', 'by']);
  return { kind, orderId, end: exact, term: term && exactSpan(term) };
}

function exactLine(line: OrderLine): OrderLine {
  const discount = line.discount === undefined ? {} : { discount: line.discount };
  return { ...pick(line, ['what', 'priceVerified', 'priceSource']), ...discount, amount: exactMoney(line.amount) };
}

function exactAttempt(attempt: PaymentAttempt): PaymentAttempt {
  const plain = pick(attempt, [
    'id',
    'orderId',
    'ordinal',
    'key',
    'paymentMethodId',
    'state',
    'sentAt',
    'sender',
    'settledAt',
    'chargeId',
    'declineCode',
  ]);
  return { ...plain, ...exactClaim(attempt), amount: exactMoney(attempt.amount) };
}

function exactSettlement(settlement: Settlement): Settlement {
  return pick(settlement, ['state', 'at', 'chargeId', 'declineCode']);
}

function exactSubscription(subscription: NewSubscription) {
  return pick(subscription, ['id', 'accountId', 'programme', 'offer', 'enrolment']);
}

function exactDispatch(dispatch: Dispatch): Dispatch {
  const what = pick(dispatch, ['id', 'accountId', 'subscriptionId', 'term', 'days', 'channel', 'to']);
  const { notice, begunAt } = dispatch;
  return {
    ...what,
    ...(notice ? { notice: pick(notice, ['kind', 'about']) } : {}),
    ...pick(dispatch, ['state', 'claimedAt', 'sender', 'settledAt', 'reason', 'status']),
    ...(begunAt === undefined ? {} : { begunAt }),
  };
}

function exactEvidence(evidence: Evidence): Evidence {
  const where = pick(evidence, ['id', 'accountId', 'programme', 'area', 'level']);
  const counts = evidence.counts.map((count) => pick(count, ['metric', 'value']));
  return { ...where, ...pick(evidence, ['until', 'at', 'by']), counts };
}

function exactBenefit(record: BenefitRecord): BenefitRecord {
  return pick(record, ['id', 'subscriptionId', 'term', 'benefit', 'act', 'user', 'at', 'by']);
}

function exactToken(token: Token): Token {
  const may = pick(token, ['id', 'accountId', 'name', 'scopes', 'everybody', 'sha256']);
  return { ...may, ...pick(token, ['createdAt', 'createdBy', 'expiresOn', 'revokedAt']) };
}

function exactUser(user: User): User {
  return pick(user, ['accountId', 'email', 'roles', 'addedOn', 'addedBy', 'removedOn']);
}

function exactSpan(span: TermSpan): TermSpan {
  return pick(span, ['number', 'anchor', 'yearsFromAnchor', 'start', 'end']);
}

function exactTerm(term: Term): Term {
  return { ...exactSpan(term), orderId: term.orderId };
}

function exactMoney(money: Money): Money {
  return pick(money, ['amount', 'currency']);
}
