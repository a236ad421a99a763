import type { Account } from '../core/account.js';
import type { User } from '../core/user.js';
import type { Token } from '../core/token.js';

/** An account as scripts read it; the keys are the contract's. */
export function shownAccount(account: Account) {
  const { id, mpnId, company, country, email, programme, joinedOn, leftOn, address = null, vatId = null } = account;
  return { id, mpnId, company, country, email, programme, joinedOn, leftOn, address, vatId };
}

/** A user as scripts read it: the address is the identifier. */
export function shownUser({ email, roles, addedOn, addedBy, removedOn }: User) {
  return { email, roles, addedOn, addedBy, removedOn };
}

/** A token as scripts read it: never its hash, which is of no use to anybody but the ledger. */
export function shownToken({ id, name, scopes, everybody, createdAt, createdBy, expiresOn, revokedAt }: Token) {
  return { id, name, scopes, allAccounts: everybody, createdAt, createdBy, expiresOn, revokedAt };
}
