/**
 * ledger role: what somebody who signs in to the server of a ledger may do there, whatever program they use. read: looks.
 * buy: spends by hand. renew: a job, which renews what is due and reminds. support: files and answers requests, and gives
 * back. admin: everything that is written. Beside it stands the owner of the ledger's tables, whom no table can refuse.
 */
export const LEDGER_ROLES = ['read', 'buy', 'renew', 'support', 'admin'] as const;
export type LedgerRole = (typeof LEDGER_ROLES)[number];

/** Who may write an entry of a kind: always, only where it says so much, or only once the money is back that it is about. */
export interface Writer {
  readonly role: LedgerRole;
  /** What the entry has to hold: as JSON, contained in it. */
  readonly part?: object;
  /** The request that it names has a refund that was made. */
  readonly refunded?: true;
}

/** Those roles, whatever the entry says. */
export function by(...roles: readonly LedgerRole[]): readonly Writer[] {
  return roles.map((role) => ({ role }));
}

/** Whoever may make a payment may write down all that comes of it. */
export const PAYING = by('buy', 'renew', 'admin');
