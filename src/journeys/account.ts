import type { Account, AccountFacts } from '../core/account.js';
import { sameEmail } from '../core/user.js';
import type { Entry } from '../core/entry.js';
import type { Refusal } from '../core/refusal.js';
import type { Writer } from '../store/store.js';
import { clockBehind, type Desk } from './desk.js';

/** The account as read back; `changed`: something was written. */
export type AccountChanged = { readonly account: Account; readonly changed: boolean } | { readonly refusal: Refusal };

/** States anew what a company says of itself; what was issued before stays as it was. */
export function changeFacts(desk: Desk, accountId: string, wanted: AccountFacts): Promise<AccountChanged> {
  return changing(desk, accountId, (account) => {
    const changes = Object.entries(wanted).filter(
      ([key, value]) => (account[key as keyof AccountFacts] ?? null) !== value,
    );
    const facts: AccountFacts = Object.fromEntries(changes);
    return changes.length === 0 ? undefined : { kind: 'account-changed', accountId, facts };
  });
}

/** From now on the address is written to besides those who can act. */
export function addRecipient(desk: Desk, accountId: string, email: string): Promise<AccountChanged> {
  return changing(desk, accountId, ({ recipients = [] }) =>
    recipients.some((known) => sameEmail(known, email)) ? undefined : { kind: 'recipient-added', accountId, email },
  );
}

/** One that was added is no longer written to; who can act still is. */
export function removeRecipient(desk: Desk, accountId: string, email: string): Promise<AccountChanged> {
  return changing(desk, accountId, ({ recipients = [] }) =>
    recipients.some((known) => sameEmail(known, email)) ? { kind: 'recipient-removed', accountId, email } : undefined,
  );
}

async function changing(
  desk: Desk,
  accountId: string,
  entryFor: (account: Account) => Entry | undefined,
): Promise<AccountChanged> {
  return desk.ledger.write(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, accountId);
    if (behind) return { refusal: behind };
    const entry = entryFor(await accountIn(ledger, accountId));
    if (entry) await ledger.append(entry, desk.at, desk.by);
    return { account: await accountIn(ledger, accountId), changed: entry !== undefined };
  });
}

async function accountIn(ledger: Writer, accountId: string): Promise<Account> {
  const book = await ledger.book(accountId);
  if (!book) throw new RangeError(`there is no account ${accountId}`);
  return book.account;
}
