import type { EntryKind } from '../../core/entry.js';
import type { Defect } from '../store.js';
import type { Session } from './session.js';

/** Which entry makes the rows of a table, and where in it the row's own name stands. */
const ORIGINS: readonly {
  readonly table: string;
  readonly kind: EntryKind;
  readonly name: string;
  readonly inBody: string;
}[] = [
  { table: 'accounts', kind: 'account-joined', name: 'row.id', inBody: `'$.account.id'` },
  { table: 'payment_methods', kind: 'payment-method-added', name: 'row.id', inBody: `'$.method.id'` },
  { table: 'acceptances', kind: 'terms-accepted', name: 'row.id', inBody: `'$.acceptance.id'` },
  { table: 'orders', kind: 'order-placed', name: 'row.id', inBody: `'$.order.id'` },
  { table: 'attempts', kind: 'attempt-sent', name: 'row.id', inBody: `'$.attempt.id'` },
  { table: 'subscriptions', kind: 'subscription-started', name: 'row.id', inBody: `'$.subscription.id'` },
  {
    table: 'terms',
    kind: 'term-added',
    name: 'json_array(row.subscription_id, row.number)',
    inBody: `'$.subscriptionId', '$.term.number'`,
  },
  {
    table: 'turned_off',
    kind: 'automatic-renewal-turned-off',
    name: 'json_array(row.subscription_id, row.term)',
    inBody: `'$.subscriptionId', '$.term'`,
  },
  { table: 'transfer_ends', kind: 'transfer-ended', name: 'row.order_id', inBody: `'$.orderId'` },
  { table: 'evidence', kind: 'evidence-recorded', name: 'row.id', inBody: `'$.evidence.id'` },
  { table: 'benefit_records', kind: 'benefit-recorded', name: 'row.id', inBody: `'$.record.id'` },
  { table: 'requests', kind: 'request-filed', name: 'row.id', inBody: `'$.request.id'` },
  {
    table: 'request_entries',
    kind: 'request-entry-added',
    name: 'json_array(row.request_id, row.number)',
    inBody: `'$.entry.requestId', '$.entry.number'`,
  },
  { table: 'cancellations', kind: 'subscription-cancelled', name: 'row.subscription_id', inBody: `'$.subscriptionId'` },
  { table: 'refunds', kind: 'refund-sent', name: 'row.id', inBody: `'$.refund.id'` },
  { table: 'tokens', kind: 'token-created', name: 'row.id', inBody: `'$.token.id'` },
  { table: 'dispatches', kind: 'reminder-claimed', name: 'row.id', inBody: `'$.dispatch.id'` },
];

/** Rows that name another audit entry than the one that made them. */
export function brokenOrigins(session: Session): readonly Defect[] {
  return ORIGINS.flatMap(({ table, kind, name, inBody }) => {
    const sql = `SELECT row.written FROM ${table} row LEFT JOIN audit made ON made.sequence = row.written
      WHERE made.kind IS NOT ? OR json_extract(made.body, ${inBody}) IS NOT ${name}`;
    const rows = session.all<{ written: number }>(sql, kind);
    return rows.map(({ written }) => ({
      where: `${table} row ${written}`,
      problem: `The audit entry ${written} did not make it.`,
    }));
  });
}

/** A user's row comes from the entry that added them or, for whoever joined, from that (J6). */
export function brokenUsers(session: Session): readonly Defect[] {
  const sql = `SELECT row.written FROM users row LEFT JOIN audit made ON made.sequence = row.written
    WHERE made.account_id IS NOT row.account_id OR row.email IS NOT CASE made.kind
      WHEN 'account-joined' THEN json_extract(made.body, '$.account.email')
      WHEN 'user-added' THEN json_extract(made.body, '$.user.email') END`;
  const rows = session.all<{ written: number }>(sql);
  return rows.map(({ written }) => ({
    where: `users row ${written}`,
    problem: `The audit entry ${written} did not make it.`,
  }));
}

/** What says to which day a subscription is paid is derived from its terms, and has to agree with them. */
export function brokenPaidTo(session: Session): readonly Defect[] {
  const sql = `SELECT s.id FROM subscriptions s LEFT JOIN paid_to p ON p.subscription_id = s.id
    WHERE p.day IS NOT (SELECT end_day FROM terms WHERE subscription_id = s.id ORDER BY number DESC LIMIT 1)
      OR p.account_id IS NOT s.account_id OR p.programme IS NOT s.programme
    UNION SELECT subscription_id FROM paid_to WHERE subscription_id NOT IN (SELECT id FROM subscriptions)`;
  return session
    .all<{ id: string }>(sql)
    .map(({ id }) => ({ where: `subscription ${id}`, problem: 'What it is paid to is not the end of its last term.' }));
}

/** Receipts of a year are numbered from 1 without a gap (I13); that none is used twice is the table's own rule. */
export function brokenReceipts(session: Session): readonly Defect[] {
  const sql = `SELECT receipt_year AS year, count(*) AS given, max(receipt_serial) AS last FROM orders
    WHERE receipt_year IS NOT NULL GROUP BY receipt_year HAVING given <> last`;
  const rows = session.all<{ year: number; given: number; last: number }>(sql);
  return rows.map(({ year, given, last }) => ({
    where: `receipts of ${year}`,
    problem: `There are ${given} and the last is number ${last} (I13).`,
  }));
}
