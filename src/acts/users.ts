import type { Argument } from '../cli/spec.js';
import type { Given, Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { ROLES, type Role } from '../core/role.js';
import type { User } from '../core/user.js';
import { orStop } from '../errors.js';
import { roleNames } from '../language/names.js';
import type { Desk } from '../journeys/desk.js';
import type { UserChanged } from '../journeys/users.js';
import type { Acting } from '../core/team.js';
import { deskOf, membership } from '../cli/visit.js';
import { actingIn, userCalled } from '../named/membership.js';
import { shownUser } from '../screens/account.js';

export const USER: Argument = { name: 'user', required: true, among: 'users' };
export const ROLE: Argument = { name: 'role', required: true, choices: ROLES };

/** What `role` named; its choices were checked when the command line was read. */
function roleIn({ arguments: said }: Given): Role {
  return ROLES.find((role) => role === said['role']) ?? 'user';
}

/** One change to one user who is there, and who that user is afterwards. */
export async function changeUser(
  context: Context,
  given: Given,
  change: (desk: Desk, acting: Acting, user: User) => Promise<UserChanged>,
  said: (user: User, changed: boolean) => string,
): Promise<Outcome> {
  const member = await membership(context);
  const user = userCalled(member.book.users, given.arguments['user'] ?? '');
  const desk = deskOf(context, member.ledger, member.at, member.book.account);
  const { user: now, changed } = orStop(await change(desk, actingIn(context, member), user));
  return { value: { ...shownUser(now), changed }, screen: [{ kind: 'text', text: said(now, changed) }] };
}

/** The roles that a user has now, and whether that is new. */
export function rolesInWords({ words: { users } }: Context, { email, roles }: User, changed: boolean): string {
  return (changed ? users.is : users.still)(email, roleNames(users, roles));
}

/** A role given or taken, and the roles that the user has then. */
export function changeRole(
  context: Context,
  given: Given,
  change: (desk: Desk, acting: Acting, user: User, role: Role) => Promise<UserChanged>,
): Promise<Outcome> {
  const role = roleIn(given);
  return changeUser(
    context,
    given,
    (desk, acting, user) => change(desk, acting, user, role),
    (user, changed) => rolesInWords(context, user, changed),
  );
}
