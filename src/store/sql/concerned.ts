import { concernedBy } from '../../core/applied.js';
import type { Book } from '../../core/book.js';
import type { Concerned } from '../../core/entries/rule.js';
import type { Entry } from '../../core/entry.js';
import type { Session } from './session.js';
import * as tables from './tables.js';
import { ownership, type LedgerTable } from './tables.js';

const TABLES: Readonly<Record<Concerned['noun'], LedgerTable>> = {
  account: tables.ACCOUNTS,
  'payment-method': tables.PAYMENT_METHODS,
  order: tables.ORDERS,
  attempt: tables.ATTEMPTS,
  refund: tables.REFUNDS,
  subscription: tables.SUBSCRIPTIONS,
  request: tables.REQUESTS,
  token: tables.TOKENS,
  dispatch: tables.DISPATCHES,
};

/** The account that an entry is about. @throws RangeError where it names something that is not there: a bug */
export async function accountConcerned(session: Session, entry: Entry): Promise<string> {
  const { noun, id } = concernedBy(entry);
  // Who joins need not be there yet.
  if (entry.kind === 'account-joined') return id;
  const { from, account } = ownership(TABLES[noun]);
  const row = await session.get<{ owner: string }>(`SELECT ${account} AS owner FROM ${from} WHERE t.id = ?`, id);
  if (!row) throw new RangeError(`there is no ${noun} ${id}`);
  return row.owner;
}

/** Whether it is of this book: then nobody need ask whose it is. */
export function isOf(book: Book, entry: Entry): boolean {
  const { noun, id } = concernedBy(entry);
  const named = (row: { readonly id: string }) => row.id === id;
  switch (noun) {
    case 'account':
      return named(book.account);
    case 'payment-method':
      return book.paymentMethods.some(named);
    case 'order':
      return book.orders.some(named);
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
