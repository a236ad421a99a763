import { unknownName } from '../cli/named.js';
import type { Context } from '../cli/context.js';
import { activeUsers, userNamed, type User } from '../core/user.js';
import type { Acting } from '../core/team.js';
import type { Membership } from '../cli/visit.js';

/** The users of the account in use, and who is about to change them. */
export function actingIn(context: Context, { book: { account } }: Membership): Acting {
  const { email, roles } = context.who ?? { email: account.email, roles: [] };
  return { accountId: account.id, actor: { email, roles } };
}

/** @throws Stop NOT_FOUND with the nearest that exists */
export function userCalled(users: readonly User[], email: string): User {
  const user = userNamed(users, email);
  if (user) return user;
  const known = activeUsers(users).map((candidate) => candidate.email);
  throw unknownName('user', email, known);
}
