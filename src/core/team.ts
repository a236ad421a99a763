import type { Day } from './day.js';
import { refuse, type Refusal } from './refusal.js';
import { may, orderly, ROLES_FOR, type Act, type Role } from './role.js';
import { activeUsers, sameEmail, userNamed, whoCan, type User, type UserEntry } from './user.js';

/** The users of an account, and who is about to change them. */
export interface Team extends Acting {
  readonly users: readonly User[];
  readonly today: Day;
}

/** Whose users change, and who changes them. */
export interface Acting {
  readonly accountId: string;
  readonly actor: Actor;
}

export interface Actor {
  readonly email: string;
  /** Empty: no user of the account. */
  readonly roles: readonly Role[];
}

/** What is to be written; no entry where it is so already. */
export type Change = { readonly entry: UserEntry | undefined } | { readonly refusal: Refusal };

/** D18: denied, naming the others who can. */
export function roleRequired(users: readonly User[], act: Act, actor: Actor): Refusal | undefined {
  if (may(actor.roles, act)) return undefined;
  return refuse('ROLE_REQUIRED', {
    act,
    user: actor.email,
    roles: actor.roles,
    needed: ROLES_FOR[act],
    who: whoCan(users, act).flatMap(({ email }) => (sameEmail(email, actor.email) ? [] : [email])),
  });
}

/** J6: a user who is there with these roles already is left alone. */
export function adding(team: Team, email: string, wanted: readonly Role[]): Change {
  const roles = orderly(wanted);
  const denied = mayTouch(team, roles);
  if (denied) return { refusal: denied };
  const known = userNamed(team.users, email);
  if (known) return whereKnown(known, roles);
  // Under the name that the record knows already: orders may name it.
  const name = team.users.find((user) => sameEmail(user.email, email))?.email ?? email;
  const added = { addedOn: team.today, addedBy: team.actor.email, removedOn: null };
  return { entry: { kind: 'user-added', user: { accountId: team.accountId, email: name, roles, ...added } } };
}

function whereKnown(known: User, wanted: readonly Role[]): Change {
  const missing = wanted.filter((role) => role !== 'user' && !known.roles.includes(role));
  if (missing.length === 0) return { entry: undefined };
  return { refusal: refuse('ALREADY_USER', { user: known.email, roles: missing }) };
}

export function granting(team: Team, user: User, role: Role): Change {
  const denied = mayTouch(team, [role]);
  if (denied) return { refusal: denied };
  const changes = orderly([...user.roles, role]).join() !== user.roles.join();
  return settled(team, changes ? { kind: 'user-granted', ...named(user), roles: [role] } : undefined);
}

export function revoking(team: Team, user: User, role: Role): Change {
  const denied = mayTouch(team, [role]);
  if (denied) return { refusal: denied };
  const changes = role !== 'user' && user.roles.includes(role);
  return settled(team, changes ? { kind: 'user-revoked', ...named(user), roles: [role] } : undefined);
}

export function removing(team: Team, user: User): Change {
  const denied = mayTouch(team, user.roles);
  if (denied) return { refusal: denied };
  return settled(team, { kind: 'user-removed', ...named(user), on: team.today });
}

/** D18: who manages users may; a Global admin is made and unmade by a Global admin alone. */
function mayTouch({ users, actor }: Team, roles: readonly Role[]): Refusal | undefined {
  const act = roles.includes('global-admin') ? 'manage-global-admins' : 'manage-users';
  return roleRequired(users, act, actor);
}

function named({ accountId, email }: User): Pick<User, 'accountId' | 'email'> {
  return { accountId, email };
}

/** J6: the last Global admin neither goes nor loses the role. */
function settled({ users }: Team, entry: Exclude<UserEntry, { kind: 'user-added' }> | undefined): Change {
  if (!entry || !takesLastGlobalAdmin(users, entry)) return { entry };
  const others = activeUsers(users).filter(({ email }) => email !== entry.email);
  return { refusal: refuse('LAST_GLOBAL_ADMIN', { user: entry.email, others: others.map(({ email }) => email) }) };
}

function takesLastGlobalAdmin(users: readonly User[], entry: Exclude<UserEntry, { kind: 'user-added' }>): boolean {
  if (entry.kind === 'user-granted') return false;
  if (entry.kind === 'user-revoked' && !entry.roles.includes('global-admin')) return false;
  return whoCan(users, 'manage-global-admins').every(({ email }) => email === entry.email);
}
