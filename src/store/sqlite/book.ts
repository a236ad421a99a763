import { asSuperseded } from '../../core/applied.js';
import type { Book } from '../../core/book.js';
import type { Order } from '../../core/order.js';
import type { Subscription } from '../../core/subscription.js';
import { asSettledByUpgrade } from '../../core/support-request.js';
import {
  acceptanceOf,
  accountOf,
  methodOf,
  type AcceptanceRow,
  type AccountRow,
  type MethodRow,
} from './account-rows.js';
import { benefitRecords } from './benefit-rows.js';
import { evidenceOf, type EvidenceRow } from './evidence-rows.js';
import { dispatchOf, type DispatchRow } from './dispatch-rows.js';
import { attemptOf, orderOf, type AttemptRow, type OrderRow } from './order-rows.js';
import type { Session } from './session.js';
import { refunds, requests } from './support-book.js';
import { cancellationOf, type CancellationRow } from './support-rows.js';
import { tokenOf, type TokenRow } from './token-rows.js';
import { withTransferEnd, type TransferEndRow } from './transfer-rows.js';
import { users } from './user-rows.js';
import {
  subscriptionOf,
  termOf,
  turnedOffOf,
  type SubscriptionRow,
  type TermRow,
  type TurnedOffRow,
} from './subscription-rows.js';

/** Everything of one account, each table through its index; undefined where there is no such account. */
export function loadBook(session: Session, accountId: string): Book | undefined {
  const row = session.get<AccountRow>('SELECT * FROM accounts WHERE id = ?', accountId);
  return row && { account: accountOf(row), ...holdings(session, accountId) };
}

function holdings(session: Session, accountId: string): Omit<Book, 'account'> {
  const methods = session.all<MethodRow>(
    'SELECT * FROM payment_methods WHERE account_id = ? ORDER BY written',
    accountId,
  );
  const acceptances = session.all<AcceptanceRow>(
    'SELECT * FROM acceptances WHERE account_id = ? ORDER BY written',
    accountId,
  );
  const dispatches = session.all<DispatchRow>(
    'SELECT * FROM dispatches WHERE account_id = ? ORDER BY written',
    accountId,
  );
  const evidence = session.all<EvidenceRow>('SELECT * FROM evidence WHERE account_id = ? ORDER BY written', accountId);
  const placed = orders(
    session,
    session.all<OrderRow>('SELECT * FROM orders WHERE account_id = ? ORDER BY written', accountId),
  );
  const held = subscriptions(session, accountId).map((one) => asSuperseded(one, placed));
  return {
    subscriptions: held,
    orders: placed,
    paymentMethods: methods.map(methodOf),
    acceptances: acceptances.map(acceptanceOf),
    dispatches: dispatches.map(dispatchOf),
    evidence: evidence.map(evidenceOf),
    benefits: benefitRecords(session, accountId),
    requests: requests(session, accountId).map((one) => asSettledByUpgrade(one, held)),
    refunds: refunds(session, accountId),
    tokens: session.all<TokenRow>('SELECT * FROM tokens WHERE account_id = ? ORDER BY written', accountId).map(tokenOf),
    users: users(session, accountId),
  };
}

/** The orders of these rows with their attempts. */
export function orders(session: Session, rows: readonly OrderRow[]): readonly Order[] {
  return rows.map((row) => {
    const attempts = session.all<AttemptRow>('SELECT * FROM attempts WHERE order_id = ? ORDER BY ordinal', row.id);
    const order = orderOf(row, attempts.map(attemptOf), session.location);
    return order.transfer ? withTransferEnd(order, transferEnd(session, order.id), session.location) : order;
  });
}

function transferEnd(session: Session, orderId: string): TransferEndRow | undefined {
  return session.get<TransferEndRow>('SELECT * FROM transfer_ends WHERE order_id = ?', orderId);
}

function subscriptions(session: Session, accountId: string): readonly Subscription[] {
  const rows = session.all<SubscriptionRow>(
    'SELECT * FROM subscriptions WHERE account_id = ? ORDER BY written',
    accountId,
  );
  return rows.map((row) => {
    const terms = session.all<TermRow>('SELECT * FROM terms WHERE subscription_id = ? ORDER BY number', row.id);
    const turnedOff = session.all<TurnedOffRow>(
      'SELECT * FROM turned_off WHERE subscription_id = ? ORDER BY written',
      row.id,
    );
    const cancelled = session.get<CancellationRow>('SELECT * FROM cancellations WHERE subscription_id = ?', row.id);
    const held = subscriptionOf(row, terms.map(termOf), turnedOff.map(turnedOffOf));
    return cancelled ? { ...held, cancelled: cancellationOf(cancelled) } : held;
  });
}
