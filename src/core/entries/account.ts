import { stating, type Acceptance, type Account, type AccountFacts } from '../account.js';
import { emptyBook, type Book } from '../book.js';
import type { Day } from '../day.js';
import { by } from '../ledger-role.js';
import { added, type Rules } from './rule.js';
import { sameEmail, usersAfterJoining } from '../user.js';

const BUYER = { company: true, country: true, address: true, vatId: true } as const;

export type AccountEntry =
  | { readonly kind: 'account-joined'; readonly account: Account }
  | { readonly kind: 'account-changed'; readonly accountId: string; readonly facts: AccountFacts }
  /** D34: the same company under the same id in another programme. */
  | { readonly kind: 'account-moved'; readonly accountId: string; readonly programme: string }
  | { readonly kind: 'recipient-added'; readonly accountId: string; readonly email: string }
  | { readonly kind: 'recipient-removed'; readonly accountId: string; readonly email: string }
  | { readonly kind: 'membership-ended'; readonly accountId: string; readonly on: Day }
  | { readonly kind: 'terms-accepted'; readonly acceptance: Acceptance };

export const ACCOUNT: Rules<AccountEntry> = {
  'account-joined': {
    writers: by('buy', 'admin'),
    fields: {
      account: {
        id: true,
        mpnId: true,
        company: true,
        country: true,
        email: true,
        programme: true,
        joinedOn: true,
        leftOn: true,
        address: true,
        vatId: true,
        recipients: true,
        former: [{ ...BUYER, documents: true }],
      },
    },
    concerns: ({ account }) => ({ noun: 'account', id: account.id }),
    apply: (book, { account }) => returned(book, account),
  },
  'account-changed': {
    writers: by('admin'),
    fields: { accountId: true, facts: { ...BUYER, email: true } },
    concerns,
    apply: (book, { facts }) => ({ ...book, account: stating(book.account, facts, issuedIn(book)) }),
  },
  'account-moved': {
    writers: by('admin'),
    fields: { accountId: true, programme: true },
    concerns,
    apply: (book, { programme }) => ({ ...book, account: moved(book.account, programme) }),
  },
  'recipient-added': {
    writers: by('admin'),
    fields: { accountId: true, email: true },
    concerns,
    apply: (book, { email }) => reading(book, [...others(book, email, 0), email]),
  },
  'recipient-removed': {
    writers: by('admin'),
    fields: { accountId: true, email: true },
    concerns,
    apply: (book, { email }) => reading(book, others(book, email, 1)),
  },
  'membership-ended': {
    writers: by('admin'),
    fields: { accountId: true, on: true },
    concerns,
    apply: (book, { on }) => ({ ...book, account: left(book.account, on) }),
  },
  'terms-accepted': {
    writers: by('buy', 'admin'),
    fields: {
      acceptance: {
        id: true,
        accountId: true,
        terms: true,
        version: true,
        sha256: true,
        by: true,
        at: true,
        orderId: true,
      },
    },
    concerns: ({ acceptance }) => ({ noun: 'account', id: acceptance.accountId }),
    apply: (book, { acceptance }) => ({ ...book, acceptances: added(book.acceptances, acceptance) }),
  },
};

/** The book of an account that joins for the first time. */
export const joined = emptyBook;

/** A second joining under the same id is a return after leaving. */
function returned(book: Book, account: Account): Book {
  if (book.account.id !== account.id) throw new RangeError(`account ${account.id} is not the account of this book`);
  if (book.account.leftOn === null) throw new RangeError(`account ${account.id} has joined already`);
  const { recipients, former } = stating(book.account, {}, issuedIn(book));
  const kept = { ...(recipients ? { recipients } : {}), ...(former ? { former } : {}) };
  return { ...book, account: { ...account, ...kept }, users: usersAfterJoining(book.users, account) };
}

function concerns({ accountId: id }: { readonly accountId: string }) {
  return { noun: 'account', id } as const;
}

/** The orders that a receipt was given for, and the refunds that a credit note was. */
function issuedIn({ orders, refunds }: Book): readonly string[] {
  return [
    ...orders.filter(({ receiptNumber }) => receiptNumber !== null),
    ...refunds.filter(({ creditNoteNumber }) => creditNoteNumber !== undefined),
  ].map(({ id }) => id);
}

/** @throws RangeError where the address is not there as often as it has to be */
function others({ account: { recipients = [] } }: Book, email: string, there: 0 | 1): readonly string[] {
  const rest = recipients.filter((other) => !sameEmail(other, email));
  if (recipients.length - rest.length === there) return rest;
  throw new RangeError(`${email} is ${there === 0 ? 'already' : 'not'} among the recipients`);
}

function reading(book: Book, recipients: readonly string[]): Book {
  return { ...book, account: { ...book.account, recipients } };
}

/** @throws RangeError where it is in that programme, or in none any more */
function moved(account: Account, programme: string): Account {
  if (account.leftOn !== null || account.programme === programme)
    throw new RangeError(`account ${account.id} does not move to ${programme}`);
  return { ...account, programme };
}

function left(account: Account, on: Account['leftOn']): Account {
  if (account.leftOn !== null) throw new RangeError(`account ${account.id} has left already`);
  return { ...account, leftOn: on };
}
