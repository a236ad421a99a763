import type { Entry } from '../../../src/core/entry.js';
import { founder } from '../../../src/core/user.js';
import { account, AT, request, later, order, START, token, user, evidence, benefitRecord } from '../samples.js';
import { append, adding, joining, paying, placing } from '../sample-entries.js';
import type { Tried } from './tried.js';

/** Accounts, users, tokens, evidence, benefits and what is asked of support. */
export function membership(at: Tried): void {
  const { book, refused } = at;

  test('R2 an account joins once, leaves, and may join again', async () => {
    await append(at.store, joining());
    expect(await refused({ kind: 'account-joined', account: account() })).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'account-joined', account: { ...account(2), mpnId: account().mpnId } })).toBe(
      'LEDGER_CONFLICT',
    );
    await append(at.store, [{ kind: 'membership-ended', accountId: account().id, on: order().term.end }]);
    expect((await book())?.account.leftOn).toBe(order().term.end);
    expect(await refused({ kind: 'membership-ended', accountId: account().id, on: order().term.end })).toBe(
      'LEDGER_CONFLICT',
    );
    await append(at.store, [{ kind: 'account-joined', account: { ...account(), company: 'New name' } }]);
    expect((await book())?.account).toEqual({ ...account(), company: 'New name' });
  });

  test('D9 one request to cancel a subscription is open, and the next may come after it', async () => {
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
    const file = (of: ReturnType<typeof request>) => refused({ kind: 'request-filed', request: of });
    expect(await file(request(2))).toBe('LEDGER_CONFLICT');
    await append(at.store, [{ kind: 'request-filed', request: request(1) }]);
    expect(await file(request(2))).toBe('LEDGER_CONFLICT');
    await append(at.store, [{ kind: 'request-filed', request: request(2, 1, null) }]);
    expect(await refused(adding(request(1), 2))).toBe('LEDGER_CONFLICT');
    await append(at.store, [adding(request(1), 1), adding(request(1), 2, 'withdrawn')]);
    expect(await refused(adding(request(1), 3))).toBe('LEDGER_CONFLICT');
    await append(at.store, [{ kind: 'request-filed', request: request(3) }]);
    expect((await book())?.requests.map(({ number, entries }) => [number, entries.length])).toEqual([
      [1, 2],
      [2, 0],
      [3, 0],
    ]);
  });

  test('R18 a request to cancel is of the fixed type, and of one of the own subscriptions', async () => {
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001'), ...joining(2)]);
    const file = (of: ReturnType<typeof request>) => refused({ kind: 'request-filed', request: of });
    expect(await file({ ...request(), problem: 'other' })).toBe('LEDGER_CONFLICT');
    expect(await file(request(1, 2, 'subscription-1'))).toBe('LEDGER_CONFLICT');
  });

  test('a token is found by its hash alone, is revoked once, and stays as it was given', async () => {
    await append(at.store, [...joining(1), ...joining(2)]);
    await append(at.store, [
      { kind: 'token-created', token: token(1) },
      { kind: 'token-created', token: token(2, 2) },
    ]);
    const found = (sha256: string) => at.store.read((ledger) => ledger.token(sha256));
    expect(await found(token(2, 2).sha256)).toEqual(token(2, 2));
    expect(await found(token(2, 2).sha256.toUpperCase())).toBeUndefined();
    const revoking: Entry = { kind: 'token-revoked', id: token(1).id, at: later(1) };
    await append(at.store, [revoking], later(1));
    expect(await found(token(1).sha256)).toEqual({ ...token(1), revokedAt: later(1) });
    expect(await refused(revoking)).toBe('LEDGER_CONFLICT');
    expect((await book(account(2).id))?.tokens).toEqual([token(2, 2)]);
  });

  test('J6 whoever joins is a user; who is added, granted, revoked and removed stays on record', async () => {
    const { accountId, email } = user(1);
    const users = () => at.store.read((ledger) => ledger.users(accountId));
    await append(at.store, [...joining(), ...joining(2), { kind: 'user-added', user: user(1) }]);
    expect(await users()).toEqual([founder(account()), user(1)]);
    expect(await at.store.read((ledger) => ledger.users(account(2).id))).toEqual([founder(account(2))]);
    await append(at.store, [
      { kind: 'user-granted', accountId, email, roles: ['global-admin'] },
      { kind: 'user-revoked', accountId, email, roles: ['billing-admin'] },
      { kind: 'user-removed', accountId, email: account().email, on: START },
    ]);
    expect(await users()).toEqual([
      { ...founder(account()), removedOn: START },
      { ...user(1), roles: ['global-admin'] },
    ]);
    const again = { ...founder(account()), roles: ['user'] as const, addedOn: START };
    await append(at.store, [{ kind: 'user-added', user: again }]);
    expect(await users()).toEqual([again, { ...user(1), roles: ['global-admin'] }]);
    expect((await book())?.users).toEqual(await users());
  });

  test('J6 a Global admin remains, nobody is there twice, and who is not there has no roles', async () => {
    const { id: accountId, email } = account();
    await append(at.store, [...joining(), { kind: 'user-added', user: user(1) }]);
    const twice = { ...user(1), email: user(1).email.toUpperCase() };
    expect(await refused({ kind: 'user-added', user: twice })).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'user-removed', accountId, email, on: START })).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'user-revoked', accountId, email, roles: ['global-admin'] })).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'user-granted', accountId, email: 'nobody', roles: ['user'] })).toBe(
      'LEDGER_CONFLICT',
    );
    expect(await refused({ kind: 'user-added', user: { ...user(2), removedOn: START } })).toBeInstanceOf(RangeError);
    expect(await refused({ kind: 'user-added', user: user(1, 9) })).toBeInstanceOf(RangeError);
  });

  test('P11 evidence is found with its account, in its order, and stays as it was given', async () => {
    await append(at.store, [...joining(1), ...joining(2)]);
    await append(at.store, [
      { kind: 'evidence-recorded', evidence: evidence(2) },
      { kind: 'evidence-recorded', evidence: evidence(1) },
      { kind: 'evidence-recorded', evidence: evidence(1, 2) },
    ]);
    expect((await book(account(1).id))?.evidence).toEqual([evidence(2), evidence(1)]);
    expect((await book(account(2).id))?.evidence).toEqual([evidence(1, 2)]);
    expect(await refused({ kind: 'evidence-recorded', evidence: evidence(1) })).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'evidence-recorded', evidence: evidence(3, 3) })).toBeInstanceOf(RangeError);
  });

  test('J5 R21 a benefit is activated once, then assigned and released in turn; a key is viewed at any time', async () => {
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
    const recorded = (number: number, act: Parameters<typeof benefitRecord>[2]): Entry => ({
      kind: 'benefit-recorded',
      record: benefitRecord(number, 1, act),
    });
    expect(await refused(recorded(1, 'assigned'))).toBe('LEDGER_CONFLICT');
    await append(at.store, [recorded(1, 'key-viewed'), recorded(2, 'activated'), recorded(3, 'assigned')]);
    expect(await refused(recorded(4, 'activated'))).toBe('LEDGER_CONFLICT');
    expect(await refused(recorded(4, 'assigned'))).toBe('LEDGER_CONFLICT');
    await append(at.store, [recorded(4, 'released'), recorded(5, 'key-viewed')]);
    expect(await refused(recorded(6, 'released'))).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'benefit-recorded', record: { ...benefitRecord(6), term: 1 } })).toBe(
      'LEDGER_CONFLICT',
    );
    const nobodys = { ...benefitRecord(6, 1, 'assigned'), user: null };
    expect(await refused({ kind: 'benefit-recorded', record: nobodys })).toBeInstanceOf(RangeError);
    const kept = (await book(account().id))?.benefits;
    expect(kept?.map(({ act }) => act)).toEqual(['key-viewed', 'activated', 'assigned', 'released', 'key-viewed']);
    expect(await at.store.check()).toEqual([]);
  });

  test('no two tokens have one hash, and none is revoked before it is given', async () => {
    await append(at.store, [...joining(), { kind: 'token-created', token: token(1) }]);
    expect(await refused({ kind: 'token-created', token: { ...token(2), sha256: token(1).sha256 } })).toBe(
      'LEDGER_CONFLICT',
    );
    const revoked = { ...token(2), revokedAt: AT };
    expect(await refused({ kind: 'token-created', token: revoked })).toBeInstanceOf(RangeError);
    expect(await refused({ kind: 'token-revoked', id: 'none', at: AT })).toBeInstanceOf(RangeError);
    expect(await refused({ kind: 'token-created', token: token(3, 2) })).toBeInstanceOf(RangeError);
  });
}
