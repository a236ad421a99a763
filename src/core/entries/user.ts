import type { Book } from '../book.js';
import { requireNewUser, usersAfter, type UserEntry } from '../user.js';
import { by } from '../ledger-role.js';
import type { Rules } from './rule.js';

const NAMED = { accountId: true, email: true } as const;
const concerns = ({ accountId: id }: { readonly accountId: string }) => ({ noun: 'account', id }) as const;
const apply = (book: Book, entry: UserEntry): Book => ({ ...book, users: usersAfter(book.users, entry) });

export const USER: Rules<UserEntry> = {
  'user-added': {
    writers: by('admin'),
    fields: { user: { ...NAMED, roles: true, addedOn: true, addedBy: true, removedOn: true } },
    concerns: ({ user }) => concerns(user),
    sound: ({ user }) => requireNewUser(user),
    apply,
  },
  'user-granted': { writers: by('admin'), fields: { ...NAMED, roles: true }, concerns, apply },
  'user-revoked': { writers: by('admin'), fields: { ...NAMED, roles: true }, concerns, apply },
  'user-removed': { writers: by('admin'), fields: { ...NAMED, on: true }, concerns, apply },
};
