import type { Account } from '../core/account.js';
import type { Refusal } from '../core/refusal.js';
import { roleRequired, type Actor } from '../core/team.js';
import type { User } from '../core/user.js';
import type { Reader } from '../store/store.js';
import { everyMember } from './accounts.js';
import { clockBehind, type Desk } from './desk.js';

/** A programme of one's own, and who brings it. */
export interface Import {
  readonly programme: string;
  readonly sha256: string;
  /** Who acts for an account. */
  readonly actorIn: (account: Account, users: readonly User[]) => Actor;
  /** Puts its file in place; where it throws, nothing is written either. */
  readonly keep: () => Promise<unknown>;
  /** Where no account is under that programme: the one in whose history it stands. */
  readonly otherwise: Account | undefined;
}

/**
 * P10: what an account is charged follows from its programme, so that each account under it has to be one's to buy for,
 * and each has it in its history: which file, by whom and when.
 */
export async function importProgramme(desk: Desk, wish: Import): Promise<{ refusal: Refusal } | object> {
  return desk.ledger.write(async (ledger) => {
    const accounts = await concerned(ledger, wish);
    for (const account of accounts) {
      const behind = await clockBehind(ledger, desk.at, account.id);
      if (behind) return { refusal: behind };
      const users = await ledger.users(account.id);
      const refusal = roleRequired(users, 'manage-programmes', wish.actorIn(account, users));
      if (refusal) return { refusal };
    }
    for (const { id: accountId, email } of accounts) {
      const { programme, sha256 } = wish;
      if ((await ledger.programmeImported(accountId, programme)) === sha256) continue;
      await ledger.append({ kind: 'programme-imported', accountId, programme, sha256 }, desk.at, desk.by || email);
    }
    await wish.keep();
    return {};
  });
}

async function concerned(ledger: Reader, { programme, otherwise }: Import): Promise<readonly Account[]> {
  const under: Account[] = [];
  for await (const account of everyMember(ledger)) if (account.programme === programme) under.push(account);
  return under.length === 0 && otherwise ? [otherwise] : under;
}
