import { unknownName } from './named.js';
import type { Account } from '../core/account.js';
import type { Book } from '../core/book.js';
import { dayOf, type Instant } from '../core/day.js';
import type { AnyView, Programmes, View } from '../core/view.js';
import { refuse } from '../core/refusal.js';
import type { Context } from './context.js';
import { Stop, stop } from '../errors.js';
import { openedWhenAsked, type Desk } from '../journeys/desk.js';
import type { Reader, Store } from '../store/store.js';

/** Who the command is about, when, and under which programme. A visitor may not have joined yet. */
export interface Visit extends AnyView {
  readonly at: Instant;
  readonly ledger: Store | undefined;
}

export interface Membership extends View {
  readonly at: Instant;
  readonly ledger: Store;
}

export async function visit(context: Context): Promise<Visit> {
  const ledger = await context.books.existing();
  const at = await context.clock.now();
  const book = await ledger?.read((reader) => bookInUse(context, reader));
  const { charges } = await context.books.kind();
  const where = charges ? {} : { paidElsewhere: true as const };
  return { ...(await programmesOf(context, book)), book, today: dayOf(at), ...where, at, ledger };
}

/** The programme that the account is in, and every other one that it bought in (D34). */
export async function programmesOf(context: Context, book: Book | undefined): Promise<Programmes> {
  const catalog = await context.catalog();
  const programme = await catalog.programme(book?.account.programme);
  const ids = new Set(book?.subscriptions.map((held) => held.programme).filter((id) => id !== programme.id));
  if (ids.size === 0) return { programme };
  return { programme, others: await Promise.all([...ids].map((id) => catalog.programme(id))) };
}

/** @throws Stop NOT_A_MEMBER, naming `join` (D12) */
export async function membership(context: Context): Promise<Membership> {
  const found = await pastMembership(context);
  const { company, leftOn } = found.book.account;
  if (leftOn !== null) throw new Stop(refuse('NOT_A_MEMBER', { left: { company, on: leftOn } }));
  return found;
}

/**
 * The same for what an account that has left has a right to as well.
 * @throws Stop NOT_A_MEMBER where it never joined
 */
export async function pastMembership(context: Context): Promise<Membership> {
  const { book, ledger, ...rest } = await visit(context);
  if (!ledger) throw noLedger(context);
  if (!book) throw new Stop(refuse('NOT_A_MEMBER', {}));
  return { ...rest, book, ledger };
}

/** Nobody has joined where there is no ledger; whoever expected one is told where it was looked for. */
export function noLedger({ files }: Context): Stop {
  return new Stop(refuse('NOT_A_MEMBER', { noLedgerAt: files.paths.database }));
}

/** What a journey needs of the world, at that moment, for whoever acts in the account. */
export function deskOf(context: Context, ledger: Store, at: Instant, account: Pick<Account, 'email'>): Desk {
  return {
    ledger,
    at,
    by: context.who?.email ?? account.email,
    gateway: openedWhenAsked(() => context.books.gateway()),
    process: context.ids.process,
    nextId: (prefix) => context.ids.next(prefix, at),
    digest: (text) => context.ids.digest(text),
    isGone: (name) => context.ids.isGone(name),
    isRunning: (name) => context.ids.isRunning(name),
    pause: (milliseconds) => context.clock.pause(milliseconds),
    stopwatch: () => context.clock.stopwatch(),
    chance: () => context.ids.chance(),
    failpoint: (name) => context.books.failpoint(name),
  };
}

/** What nearly every command looks at. @throws Stop NOT_FOUND, ACCOUNT_NOT_CHOSEN */
export async function firstLook(reader: Reader, settings: Context['settings']): Promise<Account | undefined> {
  await reader.lastCardKept();
  const account = await chosenAccount({ settings }, reader);
  if (!account) return undefined;
  await reader.lastEntryAt(account.id);
  await reader.book(account.id);
  return account;
}

async function bookInUse(context: Context, reader: Reader): Promise<Book | undefined> {
  const account = await chosenAccount(context, reader);
  return account && reader.book(account.id);
}

/** More than anybody reads in an error. */
const A_FEW = 10;

/**
 * The account that `--account`, the configuration or the ledger itself settles; undefined where nobody has joined.
 * @throws Stop NOT_FOUND, ACCOUNT_NOT_CHOSEN
 */
export async function chosenAccount(context: Pick<Context, 'settings'>, reader: Reader): Promise<Account | undefined> {
  const { account: wanted, accountFrom } = context.settings;
  const [first, second] = await reader.accounts(2);
  if (!first) return undefined;
  if (wanted !== undefined) return accountNamed(reader, wanted, accountFrom);
  if (!second) return first;
  const [member, other] = await reader.members(2);
  if (member && !other) return member;
  const some = await reader.accounts(A_FEW + 1);
  const mpnIds = some.slice(0, A_FEW).map((account) => account.mpnId);
  throw stop('ACCOUNT_NOT_CHOSEN', { mpnIds, more: some.length > A_FEW });
}

/** Whether a command has to say which account it is about, for somebody who may have chosen another, or none. */
export async function hasSeveralAccounts(reader: Reader): Promise<boolean> {
  return (await reader.accounts(2)).length > 1;
}

// To guess what was meant takes a look at each.
const MOST_TO_GUESS_FROM = 1000;

/** @throws Stop NOT_FOUND, with the nearest where there is one, and where the name came from */
export async function accountNamed(
  reader: Reader,
  wanted: string,
  from?: Context['settings']['accountFrom'],
): Promise<Account> {
  const account = await reader.account(wanted);
  if (account) return account;
  const others = (await reader.accounts(MOST_TO_GUESS_FROM)).map(({ mpnId }) => mpnId);
  throw unknownName('account', wanted, others, from);
}

/**
 * Before anything is written, charged or compared with the gateway: whoever is where the ledger was is told where it is.
 * @throws Stop LEDGER_MOVED
 */
export async function requireHere({ books, files }: Context): Promise<void> {
  const moved = await books.moved();
  if (moved) throw stop('LEDGER_MOVED', { location: files.paths.database, to: moved.to });
}

/** @throws Stop LEDGER_MISSING, naming `join` */
export async function existing(context: Context): Promise<Store> {
  const ledger = await context.books.existing();
  if (!ledger) throw stop('LEDGER_MISSING', { location: context.files.paths.database });
  return ledger;
}
