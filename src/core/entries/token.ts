import type { Instant } from '../day.js';
import { by } from '../ledger-role.js';
import { added, changed, type Rules } from './rule.js';
import type { Token } from '../token.js';

export type TokenEntry =
  | { readonly kind: 'token-created'; readonly token: Token }
  | { readonly kind: 'token-revoked'; readonly id: string; readonly at: Instant };

export const TOKEN: Rules<TokenEntry> = {
  'token-created': {
    writers: by('admin'),
    fields: {
      token: {
        id: true,
        accountId: true,
        name: true,
        scopes: true,
        everybody: true,
        sha256: true,
        createdAt: true,
        createdBy: true,
        expiresOn: true,
        revokedAt: true,
      },
    },
    concerns: ({ token }) => ({ noun: 'account', id: token.accountId }),
    sound: ({ token }) => unrevoked(token),
    apply: (book, { token }) => ({ ...book, tokens: added(book.tokens, token) }),
  },
  'token-revoked': {
    writers: by('admin'),
    fields: { id: true, at: true },
    concerns: ({ id }) => ({ noun: 'token', id }),
    apply: (book, { id, at }) => ({
      ...book,
      tokens: changed(book.tokens, id, (token) => ({ ...unrevoked(token), revokedAt: at })),
    }),
  },
};

function unrevoked(token: Token): Token {
  if (token.revokedAt !== null) throw new RangeError(`token ${token.id} is revoked`);
  return token;
}
