import type { Day } from '../core/day.js';
import type { Refusal } from '../core/refusal.js';
import type { Scope, Token } from '../core/token.js';
import { clockBehind, type Desk } from './desk.js';

export interface TokenWish {
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly everybody: boolean;
  readonly expiresOn: Day;
  /** Of the secret, which stays with whoever asked. */
  readonly sha256: string;
}

export async function createToken(desk: Desk, wish: TokenWish): Promise<{ refusal: Refusal } | { token: Token }> {
  return desk.ledger.write(async (ledger) => {
    const refusal = await clockBehind(ledger, desk.at, wish.accountId);
    if (refusal) return { refusal };
    const token: Token = { id: desk.nextId('tok'), ...wish, createdAt: desk.at, createdBy: desk.by, revokedAt: null };
    await ledger.append({ kind: 'token-created', token }, desk.at, desk.by);
    return { token: (await ledger.token(wish.sha256)) ?? token };
  });
}

/** At once: the next command that shows it is refused. Taking it back twice changes nothing. */
export async function revokeToken(
  desk: Desk,
  token: Token,
): Promise<{ refusal: Refusal } | { token: Token; changed: boolean }> {
  return desk.ledger.write(async (ledger) => {
    const refusal = await clockBehind(ledger, desk.at, token.accountId);
    if (refusal) return { refusal };
    const before = (await ledger.token(token.sha256)) ?? token;
    if (before.revokedAt !== null) return { token: before, changed: false };
    await ledger.append({ kind: 'token-revoked', id: token.id, at: desk.at }, desk.at, desk.by);
    return { token: (await ledger.token(token.sha256)) ?? before, changed: true };
  });
}
