import type { Entry } from '../../core/entry.js';
import type { Session } from './session.js';

/** The account that an entry is about. @throws RangeError where it names something that is not there: a bug */
export function accountConcerned(session: Session, entry: Entry): string {
  switch (entry.kind) {
    case 'account-joined':
      return entry.account.id;
    case 'clock-corrected':
    case 'programme-imported':
    case 'membership-ended':
    case 'payment-method-made-default':
      return owner(session, 'accounts', 'id', entry.accountId);
    case 'terms-accepted':
      return owner(session, 'accounts', 'id', entry.acceptance.accountId);
    case 'payment-method-added':
      return owner(session, 'accounts', 'id', entry.method.accountId);
    case 'payment-method-removed':
      return owner(session, 'payment_methods', 'account_id', entry.id);
    case 'order-placed':
      return owner(session, 'accounts', 'id', entry.order.accountId);
    case 'transfer-ended':
      return owner(session, 'orders', 'account_id', entry.orderId);
    case 'attempt-sent':
      return owner(session, 'orders', 'account_id', entry.attempt.orderId);
    case 'attempt-unknown':
    case 'attempt-claimed':
    case 'attempt-abandoned':
    case 'attempt-settled':
      return owner(session, 'orders', 'account_id', orderOf(session, 'attempts', entry.id));
    case 'order-paid':
    case 'order-failed':
      return owner(session, 'orders', 'account_id', entry.id);
    case 'subscription-started':
      return owner(session, 'accounts', 'id', entry.subscription.accountId);
    case 'term-added':
    case 'automatic-renewal-turned-off':
      return owner(session, 'subscriptions', 'account_id', entry.subscriptionId);
    case 'user-added':
      return owner(session, 'accounts', 'id', entry.user.accountId);
    case 'user-granted':
    case 'user-revoked':
    case 'user-removed':
      return owner(session, 'accounts', 'id', entry.accountId);
    case 'evidence-recorded':
      return owner(session, 'accounts', 'id', entry.evidence.accountId);
    case 'benefit-recorded':
      return owner(session, 'subscriptions', 'account_id', entry.record.subscriptionId);
    case 'request-filed':
      return owner(session, 'accounts', 'id', entry.request.accountId);
    case 'request-entry-added':
      return owner(session, 'requests', 'account_id', entry.entry.requestId);
    case 'subscription-cancelled':
      return owner(session, 'subscriptions', 'account_id', entry.subscriptionId);
    case 'refund-sent':
      return owner(session, 'orders', 'account_id', entry.refund.orderId);
    case 'refund-unknown':
    case 'refund-claimed':
    case 'refund-abandoned':
    case 'refund-settled':
      return owner(session, 'orders', 'account_id', orderOf(session, 'refunds', entry.id));
    case 'token-created':
      return owner(session, 'accounts', 'id', entry.token.accountId);
    case 'token-revoked':
      return owner(session, 'tokens', 'account_id', entry.id);
    case 'reminder-claimed':
      return owner(session, 'subscriptions', 'account_id', entry.dispatch.subscriptionId);
    case 'reminder-begun':
    case 'reminder-sent':
    case 'reminder-failed':
      return owner(session, 'dispatches', 'account_id', entry.id);
  }
}

type Owned = 'accounts' | 'payment_methods' | 'orders' | 'subscriptions' | 'dispatches' | 'tokens' | 'requests';

function owner(session: Session, table: Owned, column: 'id' | 'account_id', id: string): string {
  const row = session.get<{ owner: string }>(`SELECT ${column} AS owner FROM ${table} WHERE id = ?`, id);
  if (!row) throw new RangeError(`there is no ${id} in ${table}`);
  return row.owner;
}

function orderOf(session: Session, table: 'attempts' | 'refunds', id: string): string {
  const row = session.get<{ order_id: string }>(`SELECT order_id FROM ${table} WHERE id = ?`, id);
  if (!row) throw new RangeError(`there is no ${id} in ${table}`);
  return row.order_id;
}
