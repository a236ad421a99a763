import type { Token } from '../../core/token.js';
import { canonical } from '../../core/plan.js';

export type TokenRow = ReturnType<typeof tokenRow>;

export function tokenRow(token: Token) {
  return {
    id: token.id,
    account_id: token.accountId,
    name: token.name,
    scopes: canonical(token.scopes),
    everybody: token.everybody ? 1 : 0,
    sha256: token.sha256,
    created_at: token.createdAt,
    created_by: token.createdBy,
    expires_on: token.expiresOn,
    revoked_at: token.revokedAt,
  };
}

export function tokenOf(row: TokenRow): Token {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as Token['scopes'],
    everybody: row.everybody === 1,
    sha256: row.sha256,
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresOn: row.expires_on,
    revokedAt: row.revoked_at,
  };
}
