import type { Context, Identity } from './context.js';
import type { Account } from '../core/account.js';
import { orderly } from '../core/role.js';
import { activeUsers, userNamed, type User } from '../core/user.js';
import { Stop } from '../errors.js';
import { everyMember } from '../journeys/accounts.js';
import type { Reader } from '../store/store.js';
import { chosenAccount } from './visit.js';

/**
 * Who acts, without a token: whoever `--user`, the environment or the configuration names, else the account's contact.
 * Once that one was removed and one user alone is left, it is that one. Who can write the ledger's file can say any of
 * these, so roles guide colleagues here and protect nothing; a token is another matter.
 * @param everybody the command is about every account in the ledger
 * @returns undefined where nobody has joined, or no account is chosen and nobody is named
 */
export async function localIdentity(context: Context, everybody: boolean): Promise<Identity | undefined> {
  const named = context.settings.user;
  const ledger = await context.books.existing();
  return ledger?.read(async (reader) => {
    if (everybody && named !== undefined) return identityEverywhere(named, reader);
    const account = await accountInUse(context, reader);
    if (account === 'none-chosen') return named === undefined ? undefined : identityEverywhere(named, reader);
    return account && identityIn(named, account, (await reader.book(account.id))?.users ?? []);
  });
}

/** Who acts for an account: whoever is named, else its contact. */
export function identityIn(named: string | undefined, account: Account, users: readonly User[]): Identity {
  const active = activeUsers(users);
  const only = active.length === 1 ? active[0] : undefined;
  const user = userNamed(users, named ?? account.email) ?? (named === undefined ? only : undefined);
  const email = user?.email ?? named ?? account.email;
  return { email, roles: user?.roles ?? [], token: null, users };
}

/** What is done concerns every account: a role counts that is held in each, and so do the users who could help. */
async function identityEverywhere(named: string, reader: Reader): Promise<Identity | undefined> {
  let users: readonly User[] | undefined;
  for await (const account of everyMember(reader)) {
    users = inBoth(users, activeUsers(await reader.users(account.id)));
    if (users.length === 0) break;
  }
  if (!users) return undefined;
  const user = userNamed(users, named);
  return { email: user?.email ?? named, roles: user?.roles ?? [], token: null, users };
}

/** The users of two accounts with the roles that they hold in both. */
function inBoth(some: readonly User[] | undefined, others: readonly User[]): readonly User[] {
  if (!some) return others;
  return some.flatMap((user) => {
    const there = userNamed(others, user.email);
    return there ? [{ ...user, roles: orderly(user.roles.filter((role) => there.roles.includes(role))) }] : [];
  });
}

/** Where the account is unknown or none is chosen, to say so is the command's own affair. */
export async function accountInUse(context: Context, reader: Reader): Promise<Account | undefined | 'none-chosen'> {
  try {
    return await chosenAccount(context, reader);
  } catch (error) {
    if (error instanceof Stop) return 'none-chosen';
    throw error;
  }
}
