import type { Context } from '../cli/context.js';
import { isMember } from '../core/account.js';
import type { Book } from '../core/book.js';
import { activeUsers, whoCan } from '../core/user.js';
import type { Warning } from './warnings.js';
import { sh } from '../language/command-line.js';

/** D18: where one person alone can buy or renew, nobody can while that one is away. */
export function oneBuyer({ words }: Pick<Context, 'words'>, { account, users }: Book): readonly Warning[] {
  const buyers = whoCan(users, 'renew');
  if (!isMember(account) || buyers.length > 1) return [];
  const colleague = activeUsers(users).find((user) => !buyers.includes(user));
  const answer = colleague ? sh`partner users grant ${colleague.email} mpn-partner-admin` : 'partner users add';
  return [{ code: 'ONE_BUYER', message: words.users.oneBuyer, try: answer }];
}
