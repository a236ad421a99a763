import type { Book } from './book.js';
import { parseEmail } from './email.js';
import { sameEmail, whoCan } from './user.js';

/**
 * Who is written to about an account: the users who can act on it, and the addresses that were set. Nobody else, and so no
 * contact who was removed as a user; an address that no mail can go to is none.
 */
export function readersOf({ account, users }: Pick<Book, 'account' | 'users'>): readonly string[] {
  const all = [...whoCan(users, 'renew').map(({ email }) => email), ...(account.recipients ?? [])];
  const addresses = all.flatMap((text) => parseEmail(text) ?? []);
  return addresses.filter((address, place) => addresses.findIndex((other) => sameEmail(other, address)) === place);
}
