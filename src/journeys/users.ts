import { licencesOf } from '../core/benefit.js';
import type { BenefitRecord } from '../core/records.js';
import { dayOf } from '../core/day.js';
import type { Refusal } from '../core/refusal.js';
import type { Role } from '../core/role.js';
import { adding, granting, removing, revoking, type Acting, type Change, type Team } from '../core/team.js';
import { sameEmail, userNamed, type User } from '../core/user.js';
import type { Reader, Writer } from '../store/store.js';
import { clockBehind, type Desk } from './desk.js';

/** The user as read back; `changed`: something was written. */
export type UserChanged = { readonly user: User; readonly changed: boolean } | { readonly refusal: Refusal };

export function addUser(desk: Desk, acting: Acting, email: string, roles: readonly Role[]): Promise<UserChanged> {
  return changing(desk, acting, email, (team) => adding(team, email, roles));
}

export function grantRole(desk: Desk, acting: Acting, { email }: User, role: Role): Promise<UserChanged> {
  return changing(desk, acting, email, (team, user) => granting(team, user(), role));
}

export function revokeRole(desk: Desk, acting: Acting, { email }: User, role: Role): Promise<UserChanged> {
  return changing(desk, acting, email, (team, user) => revoking(team, user(), role));
}

/** What the user has done stays on record under that name; licences that they held are free again (J6). */
export function removeUser(desk: Desk, acting: Acting, { email }: User): Promise<UserChanged> {
  return changing(
    desk,
    acting,
    email,
    (team, user) => removing(team, user()),
    (ledger) => releaseLicences(desk, acting, ledger, email),
  );
}

async function releaseLicences(desk: Desk, { accountId }: Acting, ledger: Writer, user: string): Promise<void> {
  const book = await ledger.book(accountId);
  if (!book) return;
  const { at, by } = desk;
  for (const licence of licencesOf(book, user, dayOf(at))) {
    const record: BenefitRecord = { id: desk.nextId('ben'), ...licence, act: 'released', user, at, by };
    await ledger.append({ kind: 'benefit-recorded', record }, at, by);
  }
}

/** Decides on the users as they are inside the transaction: two admins cannot take each other's role away (J6). */
async function changing(
  desk: Desk,
  { accountId, actor }: Acting,
  email: string,
  decide: (team: Team, user: () => User) => Change,
  then?: (ledger: Writer) => Promise<void>,
): Promise<UserChanged> {
  return desk.ledger.write(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, accountId);
    if (behind) return { refusal: behind };
    const users = await ledger.users(accountId);
    // What an actor may was looked at before; a colleague may have changed it since.
    const roles = userNamed(users, actor.email)?.roles ?? [];
    const acting = { accountId, actor: { ...actor, roles } };
    const change = decide({ ...acting, users, today: dayOf(desk.at) }, () => named(users, email));
    if ('refusal' in change) return change;
    if (change.entry) {
      await ledger.append(change.entry, desk.at, desk.by);
      await then?.(ledger);
    }
    return { user: await readBack(ledger, accountId, email), changed: change.entry !== undefined };
  });
}

async function readBack(ledger: Reader, accountId: string, email: string): Promise<User> {
  return named(await ledger.users(accountId), email);
}

/** Removed ones too. @throws Error where there is none: a bug */
function named(users: readonly User[], email: string): User {
  const user = users.find((candidate) => sameEmail(candidate.email, email));
  if (!user) throw new Error(`user ${email} is not in the ledger`);
  return user;
}
