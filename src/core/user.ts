import type { Account } from './account.js';
import type { Day } from './day.js';
import { FOUNDER, may, orderly, type Act, type Role } from './role.js';

/**
 * user: a person who may act for a partner account, known by an e-mail address. Who was removed stays on record, since
 * orders and acceptances name them; added again, they are the same user.
 */
export interface User {
  readonly accountId: string;
  readonly email: string;
  /** Never empty, as `orderly` has them. */
  readonly roles: readonly Role[];
  readonly addedOn: Day;
  readonly addedBy: string;
  readonly removedOn: Day | null;
}

/** What happens to the users of an account after it was joined. */
export type UserEntry =
  | { readonly kind: 'user-added'; readonly user: User }
  | ({ readonly kind: 'user-granted' } & RolesOf)
  | ({ readonly kind: 'user-revoked' } & RolesOf)
  | { readonly kind: 'user-removed'; readonly accountId: string; readonly email: string; readonly on: Day };

interface RolesOf {
  readonly accountId: string;
  readonly email: string;
  readonly roles: readonly Role[];
}

/** Whoever joins is the first user (J6). */
export function founder(account: Account): User {
  const { id: accountId, email, joinedOn } = account;
  return { accountId, email, roles: FOUNDER, addedOn: joinedOn, addedBy: email, removedOn: null };
}

/** Letters A to Z are one with a to z and no others, as the ledger's tables compare. */
export function sameEmail(left: string, right: string): boolean {
  return folded(left) === folded(right);
}

function folded(email: string): string {
  return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function activeUsers(users: readonly User[]): readonly User[] {
  return users.filter((user) => user.removedOn === null);
}

/** Who has that address and was not removed. */
export function userNamed(users: readonly User[], email: string): User | undefined {
  return activeUsers(users).find((user) => sameEmail(user.email, email));
}

/** Who had that address and was removed. */
export function removedUser(users: readonly User[], email: string): User | undefined {
  return users.find((user) => user.removedOn !== null && sameEmail(user.email, email));
}

/** D18: the users who may do it. */
export function whoCan(users: readonly User[], act: Act): readonly User[] {
  return activeUsers(users).filter((user) => may(user.roles, act));
}

export function hasGlobalAdmin(users: readonly User[]): boolean {
  return activeUsers(users).some((user) => user.roles.includes('global-admin'));
}

/** Who joins has the founder's roles from then on; a return leaves the others as they were. */
export function usersAfterJoining(users: readonly User[], account: Account): readonly User[] {
  const joiner = founder(account);
  const known = users.find((user) => sameEmail(user.email, joiner.email));
  if (!known) return [...users, joiner];
  // Who was removed comes back under the name that they had.
  if (known.removedOn !== null) return replaced(users, { ...joiner, email: known.email });
  return replaced(users, { ...known, roles: orderly([...known.roles, ...joiner.roles]) });
}

/** @throws RangeError where the entry does not fit, or would leave no Global admin */
export function usersAfter(users: readonly User[], entry: UserEntry): readonly User[] {
  const after = changed(users, entry);
  if (!hasGlobalAdmin(after)) throw new RangeError('no Global admin would be left');
  return after;
}

function changed(users: readonly User[], entry: UserEntry): readonly User[] {
  if (entry.kind === 'user-added') return withUser(users, requireNewUser(entry.user));
  const user = userNamed(users, entry.email);
  if (user?.email !== entry.email) throw new RangeError(`there is no user ${entry.email}`);
  switch (entry.kind) {
    case 'user-granted':
      return replaced(users, { ...user, roles: orderly([...user.roles, ...entry.roles]) });
    case 'user-revoked':
      return replaced(users, { ...user, roles: orderly(user.roles.filter((role) => !entry.roles.includes(role))) });
    case 'user-removed':
      return replaced(users, { ...user, removedOn: entry.on });
  }
}

function withUser(users: readonly User[], user: User): readonly User[] {
  const known = users.find((other) => sameEmail(other.email, user.email));
  if (!known) return [...users, user];
  if (known.removedOn === null || known.email !== user.email) throw new RangeError(`${user.email} is there already`);
  return replaced(users, user);
}

/** @throws RangeError on a user who is removed before being there, or whose roles are not as `orderly` has them */
export function requireNewUser(user: User): User {
  const sorted = orderly(user.roles).join() === user.roles.join();
  if (user.removedOn !== null || !sorted) throw new RangeError(`user ${user.email} is not new`);
  return user;
}

function replaced(users: readonly User[], user: User): readonly User[] {
  return users.map((other) => (other.email === user.email ? user : other));
}
