import type { Book } from '../../core/book.js';
import type { Order } from '../../core/order.js';
import { newestStatement, type RecordedOrder } from '../../core/recorded-order.js';
import type { Subscription } from '../../core/subscription.js';
import { rowOf } from './columns.js';
import { keepNewest } from './kept-books.js';
import { quoted, type Row, type Session, type Value } from './session.js';
import * as tables from './tables.js';
import type { LedgerTable, Table } from './table.js';

/** A row of a book, in its table. */
export interface BookRow {
  readonly table: LedgerTable;
  readonly row: Row;
}

/** What one entry does to the tables: rows that it makes, and columns that it changes in rows that are there. */
export type Change = BookRow & { readonly kind: 'made' | 'changed' };

/** A list of a book: its items keep their places, and new ones come after them. */
interface Part {
  readonly items: (book: Book) => readonly unknown[];
  readonly rows: (item: never) => readonly BookRow[];
}

/** In this order they are written. */
const PARTS: readonly Part[] = [
  part(
    ({ account }) => [account],
    (account) => within(tables.ACCOUNTS, [account]),
  ),
  part(
    ({ users }) => users,
    (user) => within(tables.USERS, [user]),
  ),
  part(
    ({ paymentMethods }) => paymentMethods,
    (method) => within(tables.PAYMENT_METHODS, [method]),
  ),
  part(
    ({ acceptances }) => acceptances,
    (acceptance) => within(tables.ACCEPTANCES, [acceptance]),
  ),
  part(({ orders }) => orders, rowsOfOrder),
  part(({ recorded }) => recorded, rowsOfRecorded),
  part(({ subscriptions }) => subscriptions, rowsOfSubscription),
  part(
    ({ dispatches }) => dispatches,
    (dispatch) => within(tables.DISPATCHES, [dispatch]),
  ),
  part(
    ({ evidence }) => evidence,
    (evidence) => within(tables.EVIDENCE, [evidence]),
  ),
  part(
    ({ benefits }) => benefits,
    (record) => within(tables.BENEFIT_RECORDS, [record]),
  ),
  part(
    ({ requests }) => requests,
    (request) => [...within(tables.REQUESTS, [request]), ...within(tables.REQUEST_ENTRIES, request.entries)],
  ),
  part(
    ({ refunds }) => refunds,
    (refund) => within(tables.REFUNDS, [refund]),
  ),
  part(
    ({ tokens }) => tokens,
    (token) => within(tables.TOKENS, [token]),
  ),
];

/** What an item is as rows is made once: what an entry has left is what one of the next begins with. */
function part<T extends object>(items: (book: Book) => readonly T[], rows: (item: T) => readonly BookRow[]): Part {
  const known = new Map<T, readonly BookRow[]>();
  const made = (item: T) => {
    const found = known.get(item);
    if (found) return found;
    const fresh = rows(item);
    keepNewest(known, item, fresh);
    return fresh;
  };
  return { items, rows: made };
}

function within<T>(table: Table<T>, values: readonly T[]): readonly BookRow[] {
  return values.map((value) => ({ table, row: rowOf(table.columns, value) }));
}

function rowsOfOrder(order: Order): readonly BookRow[] {
  const { id: orderId, reference, attempts, term, transfer } = order;
  const end = transfer?.end;
  return [
    ...within(tables.ORDERS, [{ ...order, term: transfer?.ordered ?? term }]),
    ...within(
      tables.ATTEMPTS,
      attempts.map((attempt) => ({ ...attempt, reference })),
    ),
    ...within(tables.TRANSFER_ENDS, end ? [{ orderId, end, term: end.outcome === 'received' ? term : null }] : []),
  ];
}

function rowsOfRecorded(order: RecordedOrder): readonly BookRow[] {
  const { id: orderId, statements, refund } = order;
  const { term, invoice } = newestStatement(order);
  return [
    ...within(tables.RECORDED_ORDERS, [{ ...order, termNumber: term.number, invoice }]),
    ...within(
      tables.STATEMENTS,
      statements.map((statement) => ({ ...statement, orderId })),
    ),
    ...within(tables.STATED_REFUNDS, refund ? [{ ...refund, orderId }] : []),
  ];
}

function rowsOfSubscription(held: Subscription): readonly BookRow[] {
  const { id: subscriptionId, terms, turnedOff, cancelled } = held;
  return [
    ...within(tables.SUBSCRIPTIONS, [held]),
    ...within(
      tables.TERMS,
      terms.map((term) => ({ ...term, subscriptionId })),
    ),
    ...within(
      tables.TURNED_OFF,
      turnedOff.map((off) => ({ ...off, subscriptionId })),
    ),
    ...within(tables.CANCELLATIONS, cancelled ? [{ ...cancelled, subscriptionId }] : []),
  ];
}

/** Everything in which a book differs from what it was, as rows. Looks only at what an entry gave a new value. */
export function changesBetween(before: Book | undefined, after: Book): readonly Change[] {
  const changes: Change[] = [];
  for (const { items, rows } of PARTS) {
    const now = items(after);
    const old = before ? items(before) : [];
    if (now === old) continue;
    for (const [place, item] of now.entries())
      if (item !== old[place])
        changes.push(...changesOf(place < old.length ? rows(old[place] as never) : [], rows(item as never)));
  }
  return changes;
}

function changesOf(before: readonly BookRow[], after: readonly BookRow[]): readonly Change[] {
  if (before.length === 0) return after.map(({ table, row }) => ({ kind: 'made', table, row }));
  return after.flatMap(({ table, row }): readonly Change[] => {
    const isSame = (other: BookRow) =>
      other.table === table && table.key.every((name) => other.row[name] === row[name]);
    const old = before.find(isSame);
    if (!old) return [{ kind: 'made', table, row }];
    const columns = Object.entries(row).filter(([name, value]) => old.row[name] !== value);
    if (columns.length === 0) return [];
    const key = table.key.map((name) => [name, row[name] ?? null] as const);
    return [{ kind: 'changed', table, row: Object.fromEntries([...key, ...columns]) }];
  });
}

/** What names a row within its table. */
export function keyOf({ table, row }: BookRow): string {
  return JSON.stringify(table.key.map((name) => row[name]));
}

/**
 * Writes what an entry changed; `written` is its place in the audit chain.
 * @throws LedgerError `CONFLICT` where an invariant that the database keeps stands against it
 */
export async function writeChanges(session: Session, changes: readonly Change[], written: number): Promise<void> {
  // What gives up a place that only one may have comes before what takes it.
  const inOrder = [...changes].sort((left, right) => rank(left) - rank(right));
  await Promise.all(inOrder.map((change) => writeChange(session, change, written)));
}

async function writeChange(session: Session, { kind, table, row }: Change, written: number): Promise<void> {
  if (kind === 'changed') return update(session, table, row);
  await session.run(table.insertion, written, ...table.names.map((name) => row[name] ?? null));
}

function rank({ kind, row }: Change): number {
  if (kind === 'made') return 2;
  return row['is_default'] === 0 ? 0 : 1;
}

async function update(session: Session, { name, key }: LedgerTable, row: Row): Promise<void> {
  const changed = Object.keys(row).filter((column) => !key.includes(column));
  const sql = `UPDATE ${name} SET ${assigned(changed).join(', ')} WHERE ${assigned(key).join(' AND ')}`;
  const values = [...changed, ...key].map((column): Value => row[column] ?? null);
  const count = await session.run(sql, ...values);
  if (count !== 1) throw new RangeError(`${count} rows of ${name} are the one that changed`);
}

function assigned(columns: readonly string[]): readonly string[] {
  return columns.map((column) => `${quoted(column)} = ?`);
}
