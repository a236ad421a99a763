import type { Account } from '../core/account.js';

/** An account as scripts read it; the keys are the contract's. */
export function shownAccount({ id, mpnId, company, country, email, programme, joinedOn, leftOn }: Account): Account {
  return { id, mpnId, company, country, email, programme, joinedOn, leftOn };
}
