import type { Account } from '../../core/account.js';
import { canonical } from '../../core/plan.js';
import { requireNewUser, usersAfter, usersAfterJoining, type User, type UserEntry } from '../../core/user.js';
import { LedgerError } from '../store.js';
import type { Session } from './session.js';

type UserRow = ReturnType<typeof userRow>;

function userRow(user: User) {
  return {
    account_id: user.accountId,
    email: user.email,
    roles: canonical(user.roles),
    added_on: user.addedOn,
    added_by: user.addedBy,
    removed_on: user.removedOn,
  };
}

function userOf(row: UserRow): User {
  return {
    accountId: row.account_id,
    email: row.email,
    roles: JSON.parse(row.roles) as User['roles'],
    addedOn: row.added_on,
    addedBy: row.added_by,
    removedOn: row.removed_on,
  };
}

/** Of one account, removed ones too, in the order in which they first came. */
export function users(session: Session, accountId: string): readonly User[] {
  return session.all<UserRow>('SELECT * FROM users WHERE account_id = ? ORDER BY written', accountId).map(userOf);
}

/** Whoever joins is a user from then on (J6). */
export function writeJoiner(session: Session, account: Account, written: number): void {
  const before = users(session, account.id);
  writeDifference(session, before, usersAfterJoining(before, account), written);
}

/** @throws LedgerError `CONFLICT` where somebody else was first, or no Global admin would be left */
export function writeUser(session: Session, entry: UserEntry, written: number): void {
  const before = users(session, entry.kind === 'user-added' ? entry.user.accountId : entry.accountId);
  if (entry.kind === 'user-added') requireNewUser(entry.user);
  writeDifference(session, before, fitting(session, before, entry), written);
}

function fitting(session: Session, before: readonly User[], entry: UserEntry): readonly User[] {
  try {
    return usersAfter(before, entry);
  } catch (cause) {
    throw new LedgerError('LEDGER_CONFLICT', session.location, `${entry.kind} does not fit`, { cause });
  }
}

function writeDifference(session: Session, before: readonly User[], after: readonly User[], written: number): void {
  for (const user of after) {
    const old = before.find(({ email }) => email === user.email);
    if (!old) session.insert('users', { written, ...userRow(user) });
    else if (canonical(old) !== canonical(user)) update(session, user);
  }
}

function update(session: Session, user: User): void {
  const { account_id, email, ...columns } = userRow(user);
  const assignments = Object.keys(columns).map((column) => `${column} = ?`);
  const sql = `UPDATE users SET ${assignments.join(', ')} WHERE account_id = ? AND email = ?`;
  session.run(sql, ...Object.values(columns), account_id, email);
}
