import { existsSync } from 'node:fs';
import { concernedBy, exactEntry } from '../core/applied.js';
import { isMember, type Account } from '../core/account.js';
import type { Book } from '../core/book.js';
import type { Instant } from '../core/day.js';
import type { Entry, EntryKind, EntryOf } from '../core/entry.js';
import { seriesNumber, openAttempt, receiptNumber, type Order } from '../core/order.js';
import { creditNoteNumber } from '../core/refund.js';
import { anniversaryDate } from '../core/subscription.js';
import { isOpenRefund } from '../core/refund.js';
import { evidenceFolder } from '../files/reserved.js';
import { movedElsewhere } from './sql/marks.js';
import { fitting } from './sql/writer.js';
import {
  type Rights,
  LedgerError,
  type FileToKeep,
  type Kept,
  type PaidTo,
  type PaidToQuery,
  type Reader,
  type Store,
  type WrittenEntry,
  type Writer,
} from './store.js';
import { Turns } from './turns.js';

/** What a dry run notes that is no entry of the ledger's history. */
export type WouldWrite =
  | EntryKind
  | 'ledger-created'
  | 'clock-frozen'
  | 'clock-released'
  | 'ledger-copied'
  | 'ledger-moved'
  | 'ledger-restored'
  | 'ledger-migrated'
  | 'evidence-kept'
  | 'rights-changed';

export interface Rehearsing {
  /** Takes everything that the store is told, in that order; what was rolled back is cut off again. */
  readonly notes: { length: number; push(what: WouldWrite): unknown };
  /** The ledger was made for this dry run, and is in memory alone. */
  readonly isNew: boolean;
  readonly onEntry: (entry: Entry) => void;
}

/** Who may do what, asked and not changed. */
export function dryRunRights(rights: Rights, notes: Rehearsing['notes']): Rights {
  return {
    members: () => rights.members(),
    seesAll: () => rights.seesAll(),
    knows: (login) => rights.knows(login),
    change: (how, member) => rights.change(how, member),
    differences: (login) => rights.differences(login),
    run: async () => void notes.push('rights-changed'),
  };
}

/**
 * The same ledger, to which nothing is written (`--dry-run`): what it is told is kept here as the books that follow from
 * it, and whatever is read after that is read with it. So a command does all that it does, and sees what it did. No lock
 * of a writer is ever taken: nobody waits for a dry run, however long it asks its questions. An account that it has
 * written to stays as it left it, whatever others write meanwhile.
 */
export function dryRunStore(store: Store, rehearsing: Rehearsing): Store {
  const { notes } = rehearsing;
  const told = new Told();
  // One after the other, as every store does it.
  const turns = new Turns();

  async function trying<T>(work: (ledger: Writer) => Promise<T>, real: Reader): Promise<T> {
    const moved = await real.moved();
    if (moved) throw movedElsewhere(store.location, moved.to);
    const noted = notes.length;
    const { writer, requireWhole } = writerOf(real, { ...rehearsing, location: store.location, told });
    try {
      const result = await work(writer);
      requireWhole();
      told.keep();
      return result;
    } catch (error) {
      told.takeBack();
      notes.length = noted;
      throw error;
    }
  }

  return {
    location: store.location,
    read: (work) => turns.take(() => store.read((real) => work(readerOf(real, told)))),
    write: (work) => turns.take(() => store.read((real) => trying(work, real))),
    check: (watch) => store.check(watch),
    async backup(file) {
      if (existsSync(file)) throw new LedgerError('FILE_EXISTS', file, 'it exists already');
      notes.push('ledger-copied');
      return { folder: evidenceFolder(file), files: 0, missing: [] };
    },
    close: () => store.close(),
  };
}

type ToldEntry = Omit<WrittenEntry, 'sequence' | 'hash'>;
type Moved = PaidTo & { readonly programme: string };

/** What a dry run was told so far, and what of it is looked for by something else than an account. */
class Told {
  readonly entries: ToldEntry[] = [];
  readonly books = new Map<string, Book>();
  /** Whose the things are that a book was seen with: `order ord_…`. */
  readonly owners = new Map<string, string>();
  readonly attempts = new Map<string, number>();
  /** The last number of each series of papers, by what comes before the serial: `2026-`, `CN-2026-`, `FA-2026-`. */
  readonly papers = new Map<string, number>();
  readonly paidTo = new Map<string, Moved>();
  readonly evidence = new Map<string, Kept>();
  frozen: { readonly at: Instant | undefined } | undefined;
  private undo: (() => unknown)[] = [];

  add(told: ToldEntry, book: Book): void {
    this.entries.push(told);
    this.undo.push(() => this.entries.pop());
    this.put(this.books, told.accountId, book);
    this.see(told.accountId, book);
    const { entry } = told;
    if (entry.kind === 'attempt-sent') {
      const reference = book.orders.find(({ id }) => id === entry.attempt.orderId)?.reference ?? '';
      this.put(this.attempts, reference, (this.attempts.get(reference) ?? 0) + 1);
    }
    for (const { of, serial } of papersIn(entry).map(counted))
      this.put(this.papers, of, Math.max(serial, this.papers.get(of) ?? 0));
    const subscriptionId = renewedBy(entry, book);
    const held = book.subscriptions.find(({ id }) => id === subscriptionId);
    if (held) {
      const { id, accountId, programme } = held;
      this.put(this.paidTo, id, { subscriptionId: id, accountId, day: anniversaryDate(held), programme });
    }
  }

  hold({ sha256, bytes }: FileToKeep): void {
    this.put(this.evidence, sha256, { kind: 'kept', bytes });
  }

  freeze(at: Instant | undefined): void {
    const before = this.frozen;
    this.undo.push(() => (this.frozen = before));
    this.frozen = { at };
  }

  /** An entry names what it is about, and not whose that is: whoever writes one has looked at it before. */
  see(accountId: string, seen: Partial<Book>): void {
    for (const thing of thingsIn(seen)) this.owners.set(thing, accountId);
  }

  keep(): void {
    this.undo = [];
  }

  takeBack(): void {
    for (const step of this.undo.reverse()) step();
    this.undo = [];
  }

  ownerOf(entry: Entry): string {
    const { noun, id } = concernedBy(entry);
    const owner = noun === 'account' ? id : this.owners.get(`${noun} ${id}`);
    if (owner === undefined) throw new RangeError(`there is no ${noun} ${id}`);
    return owner;
  }

  newest<K extends EntryKind>(kind: K, fits: (entry: EntryOf<K>) => boolean): EntryOf<K> | undefined {
    const isIt = (entry: Entry): entry is EntryOf<K> => entry.kind === kind;
    return this.entries
      .map(({ entry }) => entry)
      .filter(isIt)
      .findLast(fits);
  }

  private put<K, V>(map: Map<K, V>, key: K, value: V): void {
    const before = map.get(key);
    this.undo.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
    map.set(key, value);
  }
}

/** The numbers of the papers that an entry gives. */
function papersIn(entry: Entry): readonly string[] {
  const numbers =
    entry.kind === 'order-paid'
      ? [entry.receiptNumber, entry.invoiceNumber]
      : [entry.kind === 'refund-settled' ? entry.settlement.creditNoteNumber : undefined];
  return numbers.filter((number) => number !== undefined);
}

/** A number of a paper as the series that it is of, and its place in it. */
function counted(number: string): { readonly of: string; readonly serial: number } {
  const cut = number.lastIndexOf('-') + 1;
  return { of: number.slice(0, cut), serial: Number(number.slice(cut)) };
}

/** The subscription whose last day an entry may move. */
function renewedBy(entry: Entry, { recorded }: Book): string | undefined {
  switch (entry.kind) {
    case 'term-added':
      return entry.subscriptionId;
    case 'order-recorded':
      return entry.order.subscriptionId;
    case 'order-corrected':
      return recorded.find(({ id }) => id === entry.orderId)?.subscriptionId;
    default:
      return undefined;
  }
}

function thingsIn(book: Partial<Book>): readonly string[] {
  const named = (noun: string, things: readonly { readonly id: string }[] = []) =>
    things.map(({ id }) => `${noun} ${id}`);
  return [
    ...named('order', book.orders),
    ...(book.orders ?? []).flatMap(({ attempts }) => named('attempt', attempts)),
    ...named('recorded-order', book.recorded),
    ...named('subscription', book.subscriptions),
    ...named('payment-method', book.paymentMethods),
    ...named('refund', book.refunds),
    ...named('request', book.requests),
    ...named('token', book.tokens),
    ...named('dispatch', book.dispatches),
  ];
}

/** The ledger as it is by now: what is on disk, and what was told since. */
function readerOf(real: Reader, told: Told): Reader {
  const touched = () => [...told.books.values()];

  /** The same things as they are by now, and after them those that are new. */
  function asTold<T extends { readonly id: string }>(known: readonly T[], inBook: (book: Book) => readonly T[]): T[] {
    const now = new Map(touched().flatMap((book) => inBook(book).map((thing) => [thing.id, thing])));
    const ids = new Set(known.map(({ id }) => id));
    return [...known.map((thing) => now.get(thing.id) ?? thing), ...[...now.values()].filter(({ id }) => !ids.has(id))];
  }

  async function order(id: string): Promise<Order | undefined> {
    const before = await real.order(id);
    const accountId = before?.accountId ?? told.owners.get(`order ${id}`) ?? '';
    const now = told.books.get(accountId)?.orders.find((placed) => placed.id === id) ?? before;
    if (now) told.see(accountId, { orders: [now] });
    return now;
  }

  /** The last of the series that a number is of. */
  const last = (number: string, held: number) => Math.max(held, told.papers.get(counted(number).of) ?? 0);

  /** Those who joined in this dry run come after all that are there. */
  const accounts = async (limit = Number.MAX_SAFE_INTEGER, after?: string): Promise<readonly Account[]> => {
    const fresh = [];
    for (const { account } of touched()) if (!(await real.account(account.id))) fresh.push(account);
    const place = fresh.findIndex(({ id }) => id === after);
    if (place >= 0) return fresh.slice(place + 1, place + 1 + limit);
    const known = await real.accounts(limit, after);
    const now = known.map((account) => told.books.get(account.id)?.account ?? account);
    return [...now, ...fresh].slice(0, limit);
  };

  /** Past those who have left since. */
  const members = async (limit = Number.MAX_SAFE_INTEGER, after?: string): Promise<readonly Account[]> => {
    if (told.books.size === 0) return real.members(limit, after);
    const found: Account[] = [];
    for (let last = after; found.length < limit;) {
      const page = await accounts(limit, last);
      found.push(...page.filter(isMember));
      last = page.at(-1)?.id;
      if (last === undefined || page.length < limit) break;
    }
    return found.slice(0, limit);
  };

  return {
    // What a dry run never changes, or what only reconciling asks for, which writes nothing.
    installation: () => real.installation(),
    gateway: () => real.gateway(),
    ordersFor: (reference) => real.ordersFor(reference),
    paidOrders: (after, limit) => real.paidOrders(after, limit),
    moved: () => real.moved(),
    restored: () => real.restored(),

    order,
    accounts,
    lastCardKept: async () =>
      told.newest('payment-method-added', () => true)?.method.gatewayRef ?? (await real.lastCardKept()),
    account: async (name) =>
      touched().find(({ account: { id, mpnId } }) => id === name || mpnId === name)?.account ??
      (await real.account(name)),
    members,
    ahead: (accountIds) => real.ahead(accountIds),
    async book(accountId) {
      const book = told.books.get(accountId) ?? (await real.book(accountId));
      if (book) told.see(accountId, book);
      return book;
    },
    paymentMethod: async (id) =>
      touched().flatMap(({ paymentMethods }) => paymentMethods.filter((method) => method.id === id))[0] ??
      real.paymentMethod(id),
    openOrders: async (of) =>
      asTold(await real.openOrders(of), (book) => (isOf(book, of) ? book.orders : [])).filter(openAttempt),
    openRefunds: async (of) =>
      asTold(await real.openRefunds(of), (book) => (isOf(book, of) ? book.refunds : [])).filter(isOpenRefund),
    async refundsOf(orderId) {
      const of = await order(orderId);
      const refunds = told.books.get(of?.accountId ?? '')?.refunds ?? (await real.refundsOf(orderId));
      const made = refunds.filter((refund) => refund.orderId === orderId);
      if (of) told.see(of.accountId, { refunds: made });
      return made;
    },
    attemptsFor: async (reference) => (await real.attemptsFor(reference)) + (told.attempts.get(reference) ?? 0),
    lastReceipt: async (year) => last(receiptNumber(year, 1), await real.lastReceipt(year)),
    lastCreditNote: async (year) => last(creditNoteNumber(year, 1), await real.lastCreditNote(year)),
    lastInSeries: async (series) => last(seriesNumber(series, 1), await real.lastInSeries(series)),
    paidTo: (query) => paidTo(real, told, query),
    token: async (sha256) =>
      touched().flatMap(({ tokens }) => tokens.filter((token) => token.sha256 === sha256))[0] ?? real.token(sha256),
    users: async (accountId) => told.books.get(accountId)?.users ?? real.users(accountId),
    programmeImported: async (accountId, programme) =>
      told.newest('programme-imported', (one) => one.accountId === accountId && one.programme === programme)?.sha256 ??
      real.programmeImported(accountId, programme),
    lastEntryAt: async (accountId) =>
      told.entries.findLast((one) => accountId === undefined || one.accountId === accountId)?.at ??
      real.lastEntryAt(accountId),
    frozenAt: async () => (told.frozen ? told.frozen.at : real.frozenAt()),
    chain: (accountId) => real.chain(accountId),
    evidence: async (sha256) => told.evidence.get(sha256) ?? real.evidence(sha256),
    /** What was told here is in no chain, and so has no hash. */
    async entries({ accountId, after = Infinity, limit }) {
      const newest = (await real.entries({ limit: 1 }))[0]?.sequence ?? 0;
      const since = told.entries
        .map((one, index) => ({ ...one, sequence: newest + 1 + index, hash: '' }))
        .filter((one) => (accountId === undefined || one.accountId === accountId) && one.sequence < after);
      const page = { accountId, after: after > newest ? undefined : after, limit };
      return [...since.reverse(), ...(await real.entries(page))].slice(0, limit);
    },
  };
}

function isOf({ account }: Book, accountId: string | undefined): boolean {
  return accountId === undefined || account.id === accountId;
}

/** A page in which what was paid since has moved on. */
async function paidTo(real: Reader, told: Told, query: PaidToQuery): Promise<readonly PaidTo[]> {
  const { programme, from, to, after, limit } = query;
  const page = await real.paidTo(query);
  const last = page.length === limit ? page.at(-1) : undefined;
  const isOnIt = (one: PaidTo) =>
    from <= one.day && one.day <= to && (!after || byDay(after, one) < 0) && (!last || byDay(one, last) <= 0);
  const moved = [...told.paidTo.values()].filter((one) => one.programme === programme && isOnIt(one));
  const unmoved = page.filter(({ subscriptionId }) => !told.paidTo.has(subscriptionId));
  const found = [...unmoved, ...moved.map(({ programme: _, ...paid }) => paid)].sort(byDay).slice(0, limit);
  // One from which everything has moved on is not the last one.
  return found.length === 0 && last ? paidTo(real, told, { ...query, after: last }) : found;
}

interface Telling extends Rehearsing {
  readonly location: string;
  readonly told: Told;
}

/** @returns the writer, and what has to be asked once its work is done: half an entry must never be kept */
function writerOf(real: Reader, { location, told, notes, isNew, onEntry }: Telling) {
  const reader = readerOf(real, told);
  let failure: { readonly error: unknown } | undefined;

  async function tell(given: Entry, at: Instant, by: string): Promise<void> {
    const entry = exactEntry(given);
    const accountId = told.ownerOf(entry);
    told.add({ accountId, entry, at, by }, fitting(location, await reader.book(accountId), entry));
    notes.push(entry.kind);
    onEntry(entry);
  }

  const writer: Writer = {
    ...reader,
    // No lock of a writer is asked for, so none is in the way.
    takes: async () => 'taken',
    async append(entry, at, by) {
      try {
        await tell(entry, at, by);
      } catch (error) {
        failure ??= { error };
        throw error;
      }
    },
    async keep(file) {
      told.hold(file);
      notes.push('evidence-kept');
    },
    async freeze(at) {
      told.freeze(at);
      // The first entry of a history says that its ledger was made; a clock is no entry.
      if (isNew && notes.length === 0) notes.push('ledger-created');
      notes.push(at === undefined ? 'clock-released' : 'clock-frozen');
    },
  };
  const requireWhole = () => {
    if (failure) throw failure.error;
  };
  return { writer, requireWhole };
}

function byDay(left: PaidTo, right: PaidTo): number {
  if (left.day !== right.day) return left.day < right.day ? -1 : 1;
  return left.subscriptionId < right.subscriptionId ? -1 : left.subscriptionId > right.subscriptionId ? 1 : 0;
}
