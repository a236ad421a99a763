import type { Token } from '../core/token.js';

/** A token as scripts read it: never its hash, which is of no use to anybody but the ledger. */
export function shownToken({ id, name, scopes, everybody, createdAt, createdBy, expiresOn, revokedAt }: Token) {
  return { id, name, scopes, allAccounts: everybody, createdAt, createdBy, expiresOn, revokedAt };
}
