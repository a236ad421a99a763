import type { Day, Instant } from './day.js';

/**
 * token: what a job shows instead of a person. Limited to some scopes, to one account or to all, and to a day; kept as
 * a hash alone, so that a ledger that is read gives none away.
 * scope: what may be done with it. `read` looks; `renew` runs what is due and reminds; `buy` spends by hand; `manage`
 * changes everything else.
 */
export interface Token {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** It may act for every account in the ledger, not only for its own. */
  readonly everybody: boolean;
  /** Of the secret, lower-case hex. */
  readonly sha256: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** The last day on which it is good. */
  readonly expiresOn: Day;
  readonly revokedAt: Instant | null;
}

export const SCOPES = ['read', 'renew', 'buy', 'manage'] as const;
export type Scope = (typeof SCOPES)[number];

/** `empty`: the variable is set to nothing. `creator`: whoever made it was removed. */
export type TokenFault = 'empty' | 'creator' | 'unknown' | 'expired' | 'revoked' | 'scope' | 'account';

/** Why a token may not do something; undefined where it may. Denied unless everything fits. */
export function tokenFault(token: Token | undefined, wanted: Wanted): TokenFault | undefined {
  if (!token) return 'unknown';
  if (token.revokedAt !== null) return 'revoked';
  if (wanted.today > token.expiresOn) return 'expired';
  if (!wanted.creatorStands) return 'creator';
  if (!token.scopes.includes(wanted.scope)) return 'scope';
  const foreign = wanted.everybody || (wanted.accountId !== undefined && wanted.accountId !== token.accountId);
  return foreign && !token.everybody ? 'account' : undefined;
}

/** Neither taken back nor past its last day. */
export function isGood(token: Token, today: Day): boolean {
  return token.revokedAt === null && today <= token.expiresOn;
}

/** A token makes another only as strong as itself: the first scope that it has not got; undefined where it has them all. */
export function scopeBeyond(maker: Token, scopes: readonly Scope[]): Scope | undefined {
  return scopes.find((scope) => !maker.scopes.includes(scope));
}

export interface Wanted {
  readonly scope: Scope;
  readonly today: Day;
  /** Whoever made it is still a user of its account: it acts as they do, and does nothing once they may not. */
  readonly creatorStands: boolean;
  /** The account that the command is about; undefined where it is about none. */
  readonly accountId: string | undefined;
  /** The command is about every account in the ledger. */
  readonly everybody: boolean;
}

/** `read,renew` as scopes; undefined where one is none. */
export function parseScopes(text: string): readonly Scope[] | undefined {
  const words = [
    ...new Set(
      text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  ];
  const scopes = words.filter((word): word is Scope => (SCOPES as readonly string[]).includes(word));
  return scopes.length === words.length && scopes.length > 0 ? scopes : undefined;
}
