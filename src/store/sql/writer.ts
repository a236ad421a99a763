import { applied, exactEntry, concernedBy } from '../../core/applied.js';
import type { Book } from '../../core/book.js';
import type { Instant } from '../../core/day.js';
import type { Entry } from '../../core/entry.js';
import type { Order } from '../../core/order.js';
import { LedgerError, type PaidTo, type Taking, type Writer, type FileToKeep, type Shelf } from '../store.js';
import { changesIn, stepsBetween, type Change } from './book-rows.js';
import { Chains, type NewLink, type Sealed, type LastSeal, type Written } from './chains.js';
import { keepNewest, type KeptBooks } from './kept-books.js';
import { counterOf } from './paper-numbers.js';
import type { GatheringPen } from './pen.js';
import { loadBook } from './rows.js';
import { attemptsFor, LAST_CREDIT_NOTE, LAST_IN_SERIES, LAST_RECEIPT, SqlReader } from './reader.js';
import { SessionAround, type Session, type Value } from './session.js';
import type { Concerned } from '../../core/entries/rule.js';
import * as tables from './tables.js';
import { ownership, type LedgerTable } from './table.js';

/** Called with the name of each step of a write, so that a test can end the process there. */
export type OnStep = (step: string) => void;

/**
 * An entry is applied to the book of its account by the core, which refuses it where a rule stands against it; what is
 * then written is the difference of the two books. So the tables hold what `applied` makes of the chain, by construction.
 */
export class SqlWriter extends SqlReader implements Writer {
  private failure: { readonly error: unknown } | undefined;
  private readonly chains: Chains;
  /** As this transaction has made them. */
  private readonly books = new Map<string, Book>();
  private last: Book | undefined;

  /** The last number of a paper that this transaction knows or has given: nobody else gives one of that year or series. */
  private readonly counted = new Map<string, number>();

  /** How often what is paid for was tried, as far as it was asked. */
  private readonly attempts = new Map<string, number>();

  constructor(
    /** Of what stands beside what was appended, or is known to hold none of it. */
    private readonly own: Session,
    private readonly kept: KeptBooks,
    private readonly store: Sealed,
    private readonly onStep: OnStep,
    shelf: Shelf,
    /** Where it writes the whole history of a ledger. */
    private readonly pen?: GatheringPen,
  ) {
    const chains = new Chains(own, store, pen);
    super(own.alone ? own : new AfterWrites(own, () => chains.write()), shelf);
    this.chains = chains;
  }

  /** Each account is locked before it is read. */
  override async ahead(): Promise<void> {
    return Promise.resolve();
  }

  takes(paid: PaidTo): Promise<Taking> {
    return this.chains.takes(paid);
  }

  override async book(accountId: string): Promise<Book | undefined> {
    const known = this.books.get(accountId);
    if (known) return (this.last = known);
    const head = await this.chains.head(accountId);
    const session = this.chains.isWaiting(accountId) ? this.session : this.own;
    const book = head && (this.kept.find(accountId, head.number) ?? (await loadBook(session, accountId)));
    return book && this.hold(book);
  }

  /** Where the book of its account is at hand, nothing need be read. */
  override async order(id: string): Promise<Order | undefined> {
    const found = (book: Book) => book.orders.find((order) => order.id === id);
    if (this.last && found(this.last)) return found(this.last);
    const accountId = this.kept.accountOf(id) ?? (await ownerOf(this.session, { noun: 'order', id }));
    const book = accountId === undefined ? undefined : await this.book(accountId);
    return book && found(book);
  }

  override async lastEntryAt(accountId?: string): Promise<Instant | undefined> {
    if (accountId !== undefined) return (await this.chains.head(accountId))?.at;
    await this.chains.flush();
    return super.lastEntryAt();
  }

  override async installation(): Promise<string> {
    return (this.store.installation ??= await super.installation());
  }

  /** Those that this transaction has made itself are counted along, whether they are written yet or wait. */
  override async attemptsFor(reference: string): Promise<number> {
    const known = this.attempts.get(reference);
    if (known !== undefined) return known;
    const written = await attemptsFor(this.own, reference);
    const waiting = referencesTried(this.chains.changesWaiting()).filter((tried) => tried === reference);
    this.attempts.set(reference, written + waiting.length);
    return written + waiting.length;
  }

  override lastReceipt(year: number): Promise<number> {
    return this.lastOf(LAST_RECEIPT, year);
  }

  override lastCreditNote(year: number): Promise<number> {
    return this.lastOf(LAST_CREDIT_NOTE, year);
  }

  override lastInSeries(series: string): Promise<number> {
    return this.lastOf(LAST_IN_SERIES, series);
  }

  async append(given: Entry, at: Instant, by: string): Promise<void> {
    await this.noting(async () => {
      const entry = exactEntry(given);
      this.onStep(`append:${entry.kind}`);
      const before = await this.bookOf(entry);
      const book = fitting(this.session.location, before, entry);
      const { id: accountId } = book.account;
      const steps = stepsBetween(before, book);
      const link = { accountId, entry, at, by };
      if (this.pen) await this.chains.gather(link, steps, this.pen);
      else await this.extend(link, changesIn(steps));
      this.hold(book);
      this.onStep(`appended:${entry.kind}`);
    });
  }

  async keep(file: FileToKeep): Promise<void> {
    await this.noting(async () => {
      this.onStep('keep:evidence');
      await this.shelf.keep(file);
      this.onStep('kept:evidence');
    });
  }

  async freeze(at: Instant | undefined): Promise<void> {
    await this.noting(async () => {
      await this.session.run('UPDATE meta SET frozen_at = ?', at ?? null);
    });
  }

  /**
   * Before it is committed.
   * @throws what an append threw, though the caller may have caught it: half an entry must never be committed
   */
  async finish(): Promise<void> {
    if (this.failure) throw this.failure.error;
    await this.chains.finish();
  }

  /**
   * Once all of it is on disk: what this transaction knows, the next need not read.
   * @param version of the ledger, where the engine tells whether others have written to it
   */
  committed(version?: number): void {
    this.chains.committed();
    for (const [accountId, book] of this.books) {
      const number = this.chains.known(accountId)?.number;
      if (number !== undefined) this.kept.keep(book, { number, version });
    }
  }

  /** The newest entry of this transaction: where its answer is lost, that it is there tells that all of it is. */
  written(): Written | undefined {
    return this.chains.written();
  }

  /** Whether what it has written should be sealed by now, which it could not do itself. */
  isSealDue(last?: LastSeal): boolean {
    return this.chains.isDue(last);
  }

  /** Nobody else gets a number of that year, or of that series, before this transaction is over. */
  private async lastOf(sql: string, place: number | string): Promise<number> {
    const counter = counterOf(sql, place);
    const known = this.counted.get(counter);
    if (known !== undefined) return known;
    // What waits is written before others are made to wait.
    const last = (await this.session.locked<{ last: number }>(sql, place))?.last ?? 0;
    this.counted.set(counter, last);
    return last;
  }

  private async extend(link: NewLink, changes: readonly Change[]): Promise<void> {
    for (const { counter, number } of await this.chains.extend(link, changes)) this.counted.set(counter, number);
    for (const tried of referencesTried(changes)) {
      const before = this.attempts.get(tried);
      if (before !== undefined) this.attempts.set(tried, before + 1);
    }
  }

  private async bookOf(entry: Entry): Promise<Book | undefined> {
    if (this.last && isOf(this.last, entry)) return this.last;
    return this.gathered(entry) ?? this.book(await accountConcerned(this.session, entry));
  }

  /** What a pen has gathered is in no table yet. */
  private gathered(entry: Entry): Book | undefined {
    if (!this.pen) return undefined;
    const { noun, id } = concernedBy(entry);
    if (noun === 'account') return this.books.get(id);
    return [...this.books.values()].find((book) => isOf(book, entry));
  }

  private hold(book: Book): Book {
    this.last = book;
    keepNewest(this.books, book.account.id, book);
    return book;
  }

  private async noting(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failure ??= { error };
      throw error;
    }
  }
}

function referencesTried(changes: readonly Change[]): readonly string[] {
  return changes.flatMap(({ kind, table, row }) =>
    kind === 'made' && table === tables.ATTEMPTS ? [String(row['reference'])] : [],
  );
}

/** A transaction whose entries wait to be written: they are before anything is read. */
class AfterWrites extends SessionAround implements Session {
  constructor(
    inner: Session,
    private readonly write: () => Promise<void>,
  ) {
    super(inner);
  }

  async get<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    await this.write();
    return this.inner.get(sql, ...values);
  }

  async locked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    await this.write();
    return this.inner.locked(sql, ...values);
  }

  async unlocked<T>(sql: string, ...values: readonly Value[]): Promise<T | undefined> {
    await this.write();
    return this.inner.unlocked(sql, ...values);
  }

  async all<T>(sql: string, ...values: readonly Value[]): Promise<readonly T[]> {
    await this.write();
    return this.inner.all(sql, ...values);
  }

  async run(sql: string, ...values: readonly Value[]): Promise<number> {
    await this.write();
    return this.inner.run(sql, ...values);
  }
}

/** The book after one more entry. @throws LedgerError `CONFLICT` where a rule stands against it: somebody else was first */
export function fitting(location: string, before: Book | undefined, entry: Entry): Book {
  try {
    return applied(before, entry);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new LedgerError('LEDGER_CONFLICT', location, `${entry.kind} does not fit`, { cause });
  }
}

const TABLES: Readonly<Record<Concerned['noun'], LedgerTable>> = {
  account: tables.ACCOUNTS,
  'payment-method': tables.PAYMENT_METHODS,
  order: tables.ORDERS,
  'recorded-order': tables.RECORDED_ORDERS,
  attempt: tables.ATTEMPTS,
  refund: tables.REFUNDS,
  subscription: tables.SUBSCRIPTIONS,
  request: tables.REQUESTS,
  token: tables.TOKENS,
  dispatch: tables.DISPATCHES,
};

/** The account that an entry is about. @throws RangeError where it names something that is not there: a bug */
async function accountConcerned(session: Session, entry: Entry): Promise<string> {
  const { noun, id } = concernedBy(entry);
  // Who joins need not be there yet.
  if (entry.kind === 'account-joined') return id;
  const owner = await ownerOf(session, { noun, id });
  if (owner === undefined) throw new RangeError(`there is no ${noun} ${id}`);
  return owner;
}

async function ownerOf(session: Session, { noun, id }: Concerned): Promise<string | undefined> {
  const { from, account } = ownership(TABLES[noun]);
  return (await session.get<{ owner: string }>(`SELECT ${account} AS owner FROM ${from} WHERE t.id = ?`, id))?.owner;
}

/** Whether it is of this book: then nobody need ask whose it is. */
function isOf(book: Book, entry: Entry): boolean {
  const { noun, id } = concernedBy(entry);
  const named = (row: { readonly id: string }) => row.id === id;
  switch (noun) {
    case 'account':
      return named(book.account);
    case 'payment-method':
      return book.paymentMethods.some(named);
    case 'order':
      return book.orders.some(named);
    case 'recorded-order':
      return book.recorded.some(named);
    case 'attempt':
      return book.orders.some(({ attempts }) => attempts.some(named));
    case 'refund':
      return book.refunds.some(named);
    case 'subscription':
      return book.subscriptions.some(named);
    case 'request':
      return book.requests.some(named);
    case 'token':
      return book.tokens.some(named);
    case 'dispatch':
      return book.dispatches.some(named);
  }
}
