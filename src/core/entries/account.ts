import type { Account } from '../account.js';
import { emptyBook, type Book } from '../book.js';
import { added, type Rules } from './rule.js';
import { usersAfterJoining } from '../user.js';

export const ACCOUNT: Rules<'account-joined' | 'membership-ended' | 'terms-accepted'> = {
  'account-joined': {
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
      },
    },
    concerns: ({ account }) => ({ noun: 'account', id: account.id }),
    apply: (book, { account }) => returned(book, account),
  },
  'membership-ended': {
    fields: { accountId: true, on: true },
    concerns: ({ accountId }) => ({ noun: 'account', id: accountId }),
    apply: (book, { on }) => ({ ...book, account: left(book.account, on) }),
  },
  'terms-accepted': {
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
  return { ...book, account, users: usersAfterJoining(book.users, account) };
}

function left(account: Account, on: Account['leftOn']): Account {
  if (account.leftOn !== null) throw new RangeError(`account ${account.id} has left already`);
  return { ...account, leftOn: on };
}
