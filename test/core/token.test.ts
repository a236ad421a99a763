import { noonOf } from '../../src/core/day.js';
import { isGood, parseScopes, SCOPES, tokenFault, type Token, type Wanted } from '../../src/core/token.js';
import { day } from './world.js';

const token: Token = {
  id: 'tok_1',
  accountId: 'acc_1',
  name: 'ci',
  scopes: ['read', 'renew'],
  everybody: false,
  sha256: 'ab'.repeat(32),
  createdAt: noonOf(day('2026-01-01')),
  createdBy: 'admin@contoso.example',
  expiresOn: day('2026-06-30'),
  revokedAt: null,
};
const wanted: Wanted = {
  scope: 'renew',
  today: day('2026-06-30'),
  accountId: 'acc_1',
  everybody: false,
  creatorStands: true,
};

test.each<[string, Partial<Token> | undefined, Partial<Wanted>, string | undefined]>([
  ['what fits may', {}, {}, undefined],
  ['nobody knows it', undefined, {}, 'unknown'],
  ['the day after its last', {}, { today: day('2026-07-01') }, 'expired'],
  ['taken back, at once', { revokedAt: noonOf(day('2026-01-02')) }, {}, 'revoked'],
  ['whoever made it was removed', {}, { creatorStands: false }, 'creator'],
  ['a scope that it was not given', {}, { scope: 'buy' }, 'scope'],
  ['another account', {}, { accountId: 'acc_2' }, 'account'],
  ['every account', {}, { everybody: true }, 'account'],
  [
    'every account, where it was made for that',
    { everybody: true },
    { everybody: true, accountId: 'acc_2' },
    undefined,
  ],
  ['about no account at all', {}, { accountId: undefined }, undefined],
])('a token: %s', (_name, changes, asked, fault) => {
  expect(tokenFault(changes && { ...token, ...changes }, { ...wanted, ...asked })).toBe(fault);
});

test('a token is good to its last day, that day included, unless it was taken back', () => {
  expect(isGood(token, day('2026-06-30'))).toBe(true);
  expect(isGood(token, day('2026-07-01'))).toBe(false);
  expect(isGood({ ...token, revokedAt: noonOf(day('2026-01-02')) }, day('2026-01-03'))).toBe(false);
});

test('scopes are told apart from anything else', () => {
  expect(parseScopes(SCOPES.join(','))).toEqual(SCOPES);
  expect(parseScopes('read, read')).toEqual(['read']);
  expect(parseScopes(',read,,renew,')).toEqual(['read', 'renew']);
  for (const text of ['', 'root', 'read,root']) expect(parseScopes(text)).toBeUndefined();
});
