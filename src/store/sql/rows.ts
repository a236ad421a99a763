import type { Order } from '../../core/order.js';
import type { Instant } from '../../core/day.js';
import { quoted, type Row, type Session } from './session.js';
import * as tables from './tables.js';
import { ownership, valueIn, type LedgerTable, type Table } from './table.js';
import type { AttemptRow, OrderRow, TransferEndRow, Of } from './tables.js';
import { asSuperseded } from '../../core/entries/subscription.js';
import type { Book } from '../../core/book.js';
import type { RecordedOrder } from '../../core/recorded-order.js';
import type { Subscription } from '../../core/subscription.js';
import { asSettledByUpgrade, type SupportRequest } from '../../core/support-request.js';

/** The rows of an account in one table, in its order. */
function rowsOf(session: Session, table: LedgerTable, accountId: string): Promise<readonly Row[]> {
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
  const rows = await valuesWhere(session, tables.ORDERS, rest, ...values);
  if (rows.length === 0) return [];
  const ofThem = `WHERE order_id IN (SELECT id FROM orders ${rest})`;
  const attempts = await valuesWhere(session, tables.ATTEMPTS, `${ofThem} ORDER BY ordinal`, ...values);
  const byTransfer = rows.some(({ transfer }) => transfer !== undefined);
  const ends = byTransfer ? await valuesWhere(session, tables.TRANSFER_ENDS, ofThem, ...values) : [];
  return wholeOrders(rows, attempts, ends);
}

/** Orders with their attempts; where the funds came, what they paid for stands in place of what was ordered. */
function wholeOrders(
  rows: readonly OrderRow[],
  attempts: readonly AttemptRow[],
  ends: readonly TransferEndRow[],
): readonly Order[] {
  const made = grouped(attempts, ({ orderId }) => orderId);
  return rows.map((row) => {
    const order = { ...row, attempts: (made.get(row.id) ?? []).map(({ reference: _, ...attempt }) => attempt) };
    const ended = ends.find(({ orderId }) => orderId === row.id);
    if (!ended || !row.transfer) return order;
    const { end, term } = ended;
    if (!term) return { ...order, transfer: { ...row.transfer, end } };
    return { ...order, term, transfer: { ...row.transfer, ordered: row.term, end } };
  });
}

/** Things by whose they are. */
export function grouped<T, K>(things: readonly T[], key: (thing: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const group = groups.get(key(thing));
    if (group) group.push(thing);
    else groups.set(key(thing), [thing]);
  }
  return groups;
}

/** A book as it is read: the rows of each table as one text, and when its newest entry was written. */
type BookRow = Readonly<Record<string, string | null>> & { readonly id: string; readonly newest: Instant | null };

/** What one statement asks for: one book, or so many. */
const SEVERAL = 50;

const statements = new Map<string, string>();

/**
 * Everything of some accounts in one statement, each table through its index: what belongs to an account comes as JSON,
 * in which numbers stay numbers.
 */
function wholeBooks({ json }: Session, count: number): string {
  const key = `${json.list} ${count}`;
  const known = statements.get(key);
  if (known !== undefined) return known;
  const parts = tables.EVERY_TABLE.map((table) => {
    const { from, account } = ownership(table);
    const columns = ['written', ...table.names].map((name) => `'${name}', t.${quoted(name)}`);
    return `(SELECT ${json.list}(${json.object}(${columns.join(', ')})) FROM ${from} WHERE ${account} = a.id) AS ${table.name}`;
  });
  const newest = '(SELECT at FROM heads WHERE account_id = a.id) AS newest';
  const wanted = Array.from({ length: count }, () => '?').join(', ');
  const sql = `SELECT a.id, ${[newest, ...parts].join(', ')} FROM accounts a WHERE a.id IN (${wanted})`;
  statements.set(key, sql);
  return sql;
}

/** A book, and when the newest entry of its account was written. */
export interface ReadBook {
  readonly book: Book;
  readonly newest: Instant | undefined;
}

/** Everything of some accounts, by their ids; one that is not there is left out. */
export async function loadBooks(
  session: Session,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, ReadBook>> {
  const books = new Map<string, ReadBook>();
  for (let from = 0; from < accountIds.length; from += SEVERAL) {
    const ids = accountIds.slice(from, from + SEVERAL);
    const count = ids.length === 1 ? 1 : SEVERAL;
    // No account has an empty id: two statements do for any number.
    const wanted = Array.from({ length: count }, (_, at) => ids[at] ?? '');
    for (const row of await session.all<BookRow>(wholeBooks(session, count), ...wanted))
      books.set(row.id, { book: bookIn(session, row), newest: row.newest ?? undefined });
  }
  return books;
}

export async function loadBook(session: Session, accountId: string): Promise<Book | undefined> {
  return (await loadBooks(session, [accountId])).get(accountId)?.book;
}

function bookIn(session: Session, row: BookRow): Book {
  return bookOf((table) => read(session, table, inOrder(table, row[table.name] ?? NONE)));
}

/** What an engine says of a table that has nothing of an account, or nothing at all. */
const NONE = '[]';

function inOrder({ order }: LedgerTable, text: string): readonly Row[] {
  if (text === NONE) return [];
  const rows = JSON.parse(text) as Row[];
  return rows.length === 1 ? rows : rows.sort((a, b) => Number(a[order]) - Number(b[order]));
}

type All = <T>(table: Table<T>) => readonly T[];

function bookOf(all: All): Book {
  const [account] = all(tables.ACCOUNTS);
  if (!account) throw new RangeError('a book is of an account');
  const orders = wholeOrders(all(tables.ORDERS), all(tables.ATTEMPTS), all(tables.TRANSFER_ENDS));
  const subscriptions = subscriptionsOf(all).map((held) => asSuperseded(held, orders));
  return {
    account,
    users: all(tables.USERS),
    paymentMethods: all(tables.PAYMENT_METHODS),
    acceptances: all(tables.ACCEPTANCES),
    orders,
    recorded: recordedOf(all),
    subscriptions,
    dispatches: all(tables.DISPATCHES),
    evidence: all(tables.EVIDENCE),
    benefits: all(tables.BENEFIT_RECORDS),
    requests: requestsOf(all).map((one) => asSettledByUpgrade(one, subscriptions)),
    refunds: all(tables.REFUNDS),
    tokens: all(tables.TOKENS),
  };
}

function recordedOf(all: All): readonly RecordedOrder[] {
  const statements = grouped(all(tables.STATEMENTS), ({ orderId }) => orderId);
  const refunds = grouped(all(tables.STATED_REFUNDS), ({ orderId }) => orderId);
  return all(tables.RECORDED_ORDERS).map(({ termNumber: _number, invoice: _invoice, ...row }) => {
    const said = (statements.get(row.id) ?? []).map(({ orderId: _, ...statement }) => statement);
    const [returned] = refunds.get(row.id) ?? [];
    if (!returned) return { ...row, statements: said };
    const { orderId: _, ...refund } = returned;
    return { ...row, statements: said, refund };
  });
}

function subscriptionsOf(all: All): readonly Subscription[] {
  const terms = bySubscription(all(tables.TERMS));
  const turnedOff = bySubscription(all(tables.TURNED_OFF));
  const cancelled = bySubscription(all(tables.CANCELLATIONS));
  return all(tables.SUBSCRIPTIONS).map((row) => {
    const held = { ...row, terms: terms(row.id), turnedOff: turnedOff(row.id) };
    const [cancellation] = cancelled(row.id);
    return cancellation ? { ...held, cancelled: cancellation } : held;
  });
}

function bySubscription<T>(rows: readonly Of<T>[]): (id: string) => readonly T[] {
  const groups = grouped(rows, ({ subscriptionId }) => subscriptionId);
  return (id) => (groups.get(id) ?? []).map(({ subscriptionId: _, ...value }) => value as unknown as T);
}

function requestsOf(all: All): readonly SupportRequest[] {
  const entries = grouped(all(tables.REQUEST_ENTRIES), ({ requestId }) => requestId);
  return all(tables.REQUESTS).map((row) => ({ ...row, entries: entries.get(row.id) ?? [] }));
}
