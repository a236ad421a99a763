import type { Order } from '../../core/order.js';
import type { Row, Session } from './session.js';
import * as tables from './tables.js';
import { ownership, valueIn, type LedgerTable, type Table } from './table.js';
import type { AttemptRow, OrderRow, TransferEndRow, Of } from './tables.js';
import { asSuperseded } from '../../core/entries/subscription.js';
import type { Book } from '../../core/book.js';
import type { RecordedOrder } from '../../core/recorded-order.js';
import type { Subscription } from '../../core/subscription.js';
import { asSettledByUpgrade, type SupportRequest } from '../../core/support-request.js';

/** The rows of an account in one table, in its order. */
export function rowsOf(session: Session, table: LedgerTable, accountId: string): Promise<readonly Row[]> {
  const { from, account } = ownership(table);
  return session.all<Row>(`SELECT t.* FROM ${from} WHERE ${account} = ? ORDER BY t.${table.order}`, accountId);
}

/** What they say. @throws LedgerError `CORRUPT` where one cannot be read */
export async function valuesOf<T>(session: Session, table: Table<T>, accountId: string): Promise<readonly T[]> {
  return read(session, table, await rowsOf(session, table, accountId));
}

/** The same of any rows: `rest` is what follows the table's name in a select. */
export async function valuesWhere<T>(
  session: Session,
  table: Table<T>,
  rest: string,
  ...values: readonly (string | number)[]
): Promise<readonly T[]> {
  return read(session, table, await session.all<Row>(`SELECT * FROM ${table.name} ${rest}`, ...values));
}

function read<T>({ location }: Session, table: Table<T>, rows: readonly Row[]): readonly T[] {
  return rows.map((row) => valueIn(table, row, location));
}

/** Whole orders, of whichever account. */
export async function ordersWhere(
  session: Session,
  rest: string,
  ...values: readonly (string | number)[]
): Promise<readonly Order[]> {
  const orders: Order[] = [];
  for (const row of await valuesWhere(session, tables.ORDERS, rest, ...values)) {
    const attempts = await valuesWhere(session, tables.ATTEMPTS, 'WHERE order_id = ? ORDER BY ordinal', row.id);
    const ends = row.transfer ? await valuesWhere(session, tables.TRANSFER_ENDS, 'WHERE order_id = ?', row.id) : [];
    orders.push(...wholeOrders([row], attempts, ends));
  }
  return orders;
}

/** Orders with their attempts; where the funds came, what they paid for stands in place of what was ordered. */
function wholeOrders(
  rows: readonly OrderRow[],
  attempts: readonly AttemptRow[],
  ends: readonly TransferEndRow[],
): readonly Order[] {
  const made = groupedBy(attempts, ({ orderId }) => orderId);
  return rows.map((row) => {
    const order = { ...row, attempts: (made.get(row.id) ?? []).map(({ reference: _, ...attempt }) => attempt) };
    const ended = ends.find(({ orderId }) => orderId === row.id);
    if (!ended || !row.transfer) return order;
    const { end, term } = ended;
    if (!term) return { ...order, transfer: { ...row.transfer, end } };
    return { ...order, term, transfer: { ...row.transfer, ordered: row.term, end } };
  });
}

function groupedBy<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

/** Everything of one account, each table through its index; undefined where there is no such account. */
export async function loadBook(session: Session, accountId: string): Promise<Book | undefined> {
  const all = <T>(table: Table<T>) => valuesOf(session, table, accountId);
  const [account] = await all(tables.ACCOUNTS);
  if (!account) return undefined;
  const orders = await ordersOf(all);
  const subscriptions = (await subscriptionsOf(all)).map((held) => asSuperseded(held, orders));
  const requests = await requestsOf(all);
  return {
    account,
    users: await all(tables.USERS),
    paymentMethods: await all(tables.PAYMENT_METHODS),
    acceptances: await all(tables.ACCEPTANCES),
    orders,
    recorded: await recordedOf(all),
    subscriptions,
    dispatches: await ifAny(subscriptions, () => all(tables.DISPATCHES)),
    evidence: await all(tables.EVIDENCE),
    benefits: await ifAny(subscriptions, () => all(tables.BENEFIT_RECORDS)),
    requests: requests.map((one) => asSettledByUpgrade(one, subscriptions)),
    refunds: await ifAny(orders, () => all(tables.REFUNDS)),
    tokens: await all(tables.TOKENS),
  };
}

type All = <T>(table: Table<T>) => Promise<readonly T[]>;

/** What belongs to others is not looked for where there are none of them. */
async function ifAny<T>(parents: readonly unknown[], read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  return parents.length === 0 ? [] : read();
}

async function ordersOf(all: All): Promise<readonly Order[]> {
  const rows = await all(tables.ORDERS);
  const attempts = await ifAny(rows, () => all(tables.ATTEMPTS));
  const byTransfer = rows.filter(({ transfer }) => transfer !== undefined);
  return wholeOrders(rows, attempts, await ifAny(byTransfer, () => all(tables.TRANSFER_ENDS)));
}

async function recordedOf(all: All): Promise<readonly RecordedOrder[]> {
  const rows = await all(tables.RECORDED_ORDERS);
  const statements = groupedBy(await ifAny(rows, () => all(tables.STATEMENTS)), ({ orderId }) => orderId);
  const refunds = groupedBy(await ifAny(rows, () => all(tables.STATED_REFUNDS)), ({ orderId }) => orderId);
  return rows.map(({ termNumber: _number, invoice: _invoice, ...row }) => {
    const said = (statements.get(row.id) ?? []).map(({ orderId: _, ...statement }) => statement);
    const [returned] = refunds.get(row.id) ?? [];
    if (!returned) return { ...row, statements: said };
    const { orderId: _, ...refund } = returned;
    return { ...row, statements: said, refund };
  });
}

async function subscriptionsOf(all: All): Promise<readonly Subscription[]> {
  const rows = await all(tables.SUBSCRIPTIONS);
  const terms = bySubscription(await ifAny(rows, () => all(tables.TERMS)));
  const turnedOff = bySubscription(await ifAny(rows, () => all(tables.TURNED_OFF)));
  const cancelled = bySubscription(await ifAny(rows, () => all(tables.CANCELLATIONS)));
  return rows.map((row) => {
    const held = { ...row, terms: terms(row.id), turnedOff: turnedOff(row.id) };
    const [cancellation] = cancelled(row.id);
    return cancellation ? { ...held, cancelled: cancellation } : held;
  });
}

function bySubscription<T>(rows: readonly Of<T>[]): (id: string) => readonly T[] {
  const groups = groupedBy(rows, ({ subscriptionId }) => subscriptionId);
  return (id) => (groups.get(id) ?? []).map(({ subscriptionId: _, ...value }) => value as unknown as T);
}

async function requestsOf(all: All): Promise<readonly SupportRequest[]> {
  const rows = await all(tables.REQUESTS);
  const entries = groupedBy(await ifAny(rows, () => all(tables.REQUEST_ENTRIES)), ({ requestId }) => requestId);
  return rows.map((row) => ({ ...row, entries: entries.get(row.id) ?? [] }));
}
