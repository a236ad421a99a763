import { asSuperseded } from '../../core/entries/subscription.js';
import type { Book } from '../../core/book.js';
import type { Order } from '../../core/order.js';
import type { Subscription } from '../../core/subscription.js';
import { asSettledByUpgrade, type SupportRequest } from '../../core/support-request.js';
import { groupedBy, valuesOf, wholeOrders } from './rows.js';
import type { Session } from './session.js';
import * as tables from './tables.js';
import type { Of, Table } from './tables.js';

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
