import type { Order } from '../../core/order.js';
import type { Row, Session } from './session.js';
import * as tables from './tables.js';
import {
  ownership,
  valueIn,
  type AttemptRow,
  type LedgerTable,
  type OrderRow,
  type Table,
  type TransferEndRow,
} from './tables.js';

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
export function wholeOrders(
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

export function groupedBy<T>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
