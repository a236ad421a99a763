import type { Book } from '../../core/book.js';
import type { Order } from '../../core/order.js';
import { newestStatement, type RecordedOrder } from '../../core/recorded-order.js';
import type { Subscription } from '../../core/subscription.js';
import { rowOf } from './columns.js';
import { quoted, type Row, type Session, type Value } from './session.js';
import * as tables from './tables.js';
import type { LedgerTable, Table } from './table.js';

/** A row of a book, in its table: put together once somebody wants it. */
export class BookRow {
  private made: Row | undefined;

  constructor(
    readonly table: LedgerTable,
    /** What it says, and nothing else of the item that it belongs to: the same as long as the row is. */
    readonly of: unknown,
    private readonly make: () => Row,
  ) {}

  get row(): Row {
    return (this.made ??= this.make());
  }
}

/** What an entry does to one row: it makes it, or may have changed it. */
export interface Step {
  readonly was: BookRow | undefined;
  readonly is: BookRow;
}

/** What one entry does to the tables: rows that it makes, and columns that it changes in rows that are there. */
export interface Change {
  readonly kind: 'made' | 'changed';
  readonly table: LedgerTable;
  readonly row: Row;
}

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

function part<T extends object>(items: (book: Book) => readonly T[], rows: (item: T) => readonly BookRow[]): Part {
  return { items, rows };
}

function within<T>(table: Table<T>, values: readonly T[]): readonly BookRow[] {
  return values.map((value) => rowIn(table, value, () => value));
}

function rowIn<T>(table: Table<T>, of: unknown, value: () => T): BookRow {
  return new BookRow(table, of, () => rowOf(table.columns, value()));
}

function listed<T>(one: T | undefined): readonly T[] {
  return one === undefined ? [] : [one];
}

function rowsOfOrder(order: Order): readonly BookRow[] {
  const { id: orderId, reference, attempts, term, transfer } = order;
  const end = transfer?.end;
  return [
    rowIn(tables.ORDERS, order, () => ({ ...order, term: transfer?.ordered ?? term })),
    ...attempts.map((attempt) => rowIn(tables.ATTEMPTS, attempt, () => ({ ...attempt, reference }))),
    ...listed(end).map((of) =>
      rowIn(tables.TRANSFER_ENDS, of, () => ({ orderId, end: of, term: of.outcome === 'received' ? term : null })),
    ),
  ];
}

function rowsOfRecorded(order: RecordedOrder): readonly BookRow[] {
  const { id: orderId, statements, refund } = order;
  const { term, invoice } = newestStatement(order);
  return [
    rowIn(tables.RECORDED_ORDERS, order, () => ({ ...order, termNumber: term.number, invoice })),
    ...statements.map((statement) => rowIn(tables.STATEMENTS, statement, () => ({ ...statement, orderId }))),
    ...listed(refund).map((of) => rowIn(tables.STATED_REFUNDS, of, () => ({ ...of, orderId }))),
  ];
}

function rowsOfSubscription(held: Subscription): readonly BookRow[] {
  const { id: subscriptionId, terms, turnedOff, cancelled } = held;
  return [
    ...within(tables.SUBSCRIPTIONS, [held]),
    ...terms.map((term) => rowIn(tables.TERMS, term, () => ({ ...term, subscriptionId }))),
    ...turnedOff.map((off) => rowIn(tables.TURNED_OFF, off, () => ({ ...off, subscriptionId }))),
    ...listed(cancelled).map((of) => rowIn(tables.CANCELLATIONS, of, () => ({ ...of, subscriptionId }))),
  ];
}

/** Everything in which a book differs from what it was, as rows. */
export function changesBetween(before: Book | undefined, after: Book): readonly Change[] {
  return changesIn(stepsBetween(before, after));
}

/** Every row that may differ from what it was. Looks only at what an entry gave a new value. */
export function stepsBetween(before: Book | undefined, after: Book): readonly Step[] {
  const steps: Step[] = [];
  for (const { items, rows } of PARTS) {
    const now = items(after);
    const old = before ? items(before) : [];
    if (now === old) continue;
    for (const [place, item] of now.entries())
      if (item !== old[place])
        addSteps(steps, place < old.length ? rows(old[place] as never) : [], rows(item as never));
  }
  return steps;
}

/** An item keeps its rows in their order, table after table; new ones come after those of their table. */
function addSteps(steps: Step[], before: readonly BookRow[], after: readonly BookRow[]): void {
  let place = 0;
  for (const is of after) {
    const old = before[place];
    const was = old?.table === is.table ? old : undefined;
    if (was) place += 1;
    if (was?.of !== is.of) steps.push({ was, is });
  }
}

export function changesIn(steps: readonly Step[]): readonly Change[] {
  return steps.flatMap(({ was, is: { table, row } }): readonly Change[] => {
    if (!was) return [{ kind: 'made', table, row }];
    const columns = Object.entries(row).filter(([name, value]) => was.row[name] !== value);
    if (columns.length === 0) return [];
    const key = table.key.map((name) => [name, row[name] ?? null] as const);
    return [{ kind: 'changed', table, row: Object.fromEntries([...key, ...columns]) }];
  });
}

/** What names a row within its table. */
export function keyOf({ table, row }: Pick<Change, 'table' | 'row'>): string {
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
