import { isMember, type Account } from '../core/account.js';
import type { Book } from '../core/book.js';
import { dayOf, type Day, type Instant } from '../core/day.js';
import type { View } from '../core/gate.js';
import type { Programme } from '../core/programme.js';
import { refuse } from '../core/refusal.js';
import type { Context } from '../context.js';
import { Stop, stop } from '../errors.js';
import type { Desk, Till } from '../journeys/till.js';
import type { Reader, Store } from '../store/store.js';

/** Who the command is about, when, and under which programme. A visitor may not have joined yet. */
export interface Visit {
  readonly at: Instant;
  readonly today: Day;
  readonly programme: Programme;
  readonly book: Book | undefined;
  readonly view: View;
  readonly ledger: Store | undefined;
}

export interface Membership extends Visit {
  readonly book: Book;
  readonly ledger: Store;
}

export async function visit(context: Context): Promise<Visit> {
  const ledger = await context.existingLedger();
  const at = await context.clock.now();
  const book = await ledger?.read((reader) => bookInUse(context, reader));
  const programme = await context.programme(book?.account.programme);
  const today = dayOf(at);
  return { at, today, programme, book, ledger, view: { programme, book, today, attained: [] } };
}

/** @throws Stop NOT_A_MEMBER, naming `join` (D12) */
export async function membership(context: Context): Promise<Membership> {
  const { book, ledger, ...rest } = await visit(context);
  if (!book || !ledger || !isMember(book.account)) throw new Stop(refuse('NOT_A_MEMBER', {}));
  return { ...rest, book, ledger };
}

export function deskOf(context: Context, ledger: Store, at: Instant, account: Pick<Account, 'email'>): Desk {
  return { ledger, at, by: account.email, nextId: (prefix) => context.ids.next(prefix, at) };
}

export async function tillOf(
  context: Context,
  ledger: Store,
  at: Instant,
  account: Pick<Account, 'email'>,
): Promise<Till> {
  return {
    ...deskOf(context, ledger, at, account),
    gateway: await context.gateway(),
    process: context.ids.process,
    digest: (text) => context.digest(text),
    isGone: (name) => context.ids.isGone(name),
    isRunning: (name) => context.ids.isRunning(name),
    pause: (milliseconds) => context.pause(milliseconds),
    failpoint: (name) => context.failpoint(name),
  };
}

/** The account that `--account`, the configuration or the ledger itself settles. */
async function bookInUse(context: Context, reader: Reader): Promise<Book | undefined> {
  const account = chosenAccount(context, await reader.accounts());
  return account && reader.book(account.id);
}

export function chosenAccount(context: Context, accounts: readonly Account[]): Account | undefined {
  const wanted = context.settings.account;
  if (wanted !== undefined) {
    const found = accounts.find((account) => account.mpnId === wanted || account.id === wanted);
    if (found || accounts.length === 0) return found;
    const nearest = context.nearest(
      wanted,
      accounts.map((account) => account.mpnId),
    );
    throw stop('NOT_FOUND', { what: 'account', given: wanted, nearest });
  }
  if (accounts.length <= 1) return accounts[0];
  const members = accounts.filter(isMember);
  if (members.length === 1) return members[0];
  throw stop('ACCOUNT_NOT_CHOSEN', { mpnIds: accounts.map((account) => account.mpnId) });
}
