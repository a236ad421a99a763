import fc from 'fast-check';
import { FOUNDER, may, ROLES, type Role } from '../../src/core/role.js';
import { adding, granting, removing, revoking, roleRequired, type Change, type Team } from '../../src/core/team.js';
import {
  activeUsers,
  founder,
  hasGlobalAdmin,
  userNamed,
  usersAfter,
  usersAfterJoining,
  whoCan,
  type User,
} from '../../src/core/user.js';
import { account, day } from './world.js';

const TODAY = day('2026-11-22');
const FIRST = founder(account());
const EMAILS = [FIRST.email, 'second@contoso.example', 'Third@contoso.example', 'third@contoso.example'] as const;

function team(users: readonly User[], roles: readonly Role[] = FOUNDER, email: string = FIRST.email): Team {
  return { accountId: account().id, users, today: TODAY, actor: { email, roles } };
}

function after(users: readonly User[], change: Change): readonly User[] {
  return 'refusal' in change || !change.entry ? users : usersAfter(users, change.entry);
}

const codeOf = (change: Change) => ('refusal' in change ? change.refusal.code : undefined);
const withSecond = after([FIRST], adding(team([FIRST]), 'second@contoso.example', ['account-admin']));
const SECOND = userNamed(withSecond, 'second@contoso.example') ?? FIRST;

test('J6 a user is added with roles; added once more with the same, nothing changes', () => {
  expect(SECOND).toEqual({
    accountId: account().id,
    email: 'second@contoso.example',
    roles: ['account-admin'],
    addedOn: TODAY,
    addedBy: FIRST.email,
    removedOn: null,
  });
  expect(adding(team(withSecond), 'SECOND@contoso.example', ['user'])).toEqual({ entry: undefined });
  expect(adding(team(withSecond), SECOND.email, ['account-admin', 'billing-admin'])).toMatchObject({
    refusal: { code: 'ALREADY_USER', user: SECOND.email, roles: ['billing-admin'] },
  });
});

test('J6 a role is given and taken once; without any, a user is a user', () => {
  const both = after(withSecond, granting(team(withSecond), SECOND, 'billing-admin'));
  const secondNow = userNamed(both, SECOND.email) ?? SECOND;
  expect(secondNow.roles).toEqual(['account-admin', 'billing-admin']);
  expect(granting(team(both), secondNow, 'billing-admin')).toEqual({ entry: undefined });
  expect(granting(team(both), secondNow, 'user')).toEqual({ entry: undefined });
  expect(revoking(team(both), secondNow, 'mpn-partner-admin')).toEqual({ entry: undefined });
  expect(revoking(team(both), secondNow, 'user')).toEqual({ entry: undefined });
  const none = after(withSecond, revoking(team(withSecond), SECOND, 'account-admin'));
  const plain = userNamed(none, SECOND.email) ?? SECOND;
  expect(plain.roles).toEqual(['user']);
  expect(revoking(team(none), plain, 'user')).toEqual({ entry: undefined });
});

test('J6 who was removed stays on record, and comes back under the same name with new roles', () => {
  const without = after(withSecond, removing(team(withSecond), SECOND));
  expect(without).toEqual([FIRST, { ...SECOND, removedOn: TODAY }]);
  expect(activeUsers(without)).toEqual([FIRST]);
  expect(whoCan(without, 'manage-users')).toEqual([FIRST]);
  const again = after(without, adding(team(without), 'SECOND@contoso.example', ['user']));
  expect(again).toEqual([FIRST, { ...SECOND, roles: ['user'] }]);
});

test('J6 the last Global admin is neither removed nor loses the role, and another one first helps', () => {
  for (const change of [removing(team(withSecond), FIRST), revoking(team(withSecond), FIRST, 'global-admin')]) {
    expect(change).toMatchObject({ refusal: { code: 'LAST_GLOBAL_ADMIN', user: FIRST.email, others: [SECOND.email] } });
  }
  expect(codeOf(revoking(team(withSecond), FIRST, 'mpn-partner-admin'))).toBeUndefined();
  const two = after(withSecond, granting(team(withSecond), SECOND, 'global-admin'));
  expect(codeOf(removing(team(two), FIRST))).toBeUndefined();
});

test('D18 only a Global admin makes and unmakes one: an account admin cannot rise', () => {
  const acting = team(withSecond, SECOND.roles, SECOND.email);
  expect(codeOf(granting(acting, SECOND, 'billing-admin'))).toBeUndefined();
  for (const change of [
    granting(acting, SECOND, 'global-admin'),
    adding(acting, 'new@contoso.example', ['global-admin']),
    revoking(acting, FIRST, 'global-admin'),
    removing(acting, FIRST),
  ]) {
    expect(change).toMatchObject({ refusal: { code: 'ROLE_REQUIRED', who: [FIRST.email], needed: ['global-admin'] } });
  }
});

test.each(ROLES)('D18 %s changes users where the table says so and nowhere else', (role) => {
  const acting = team(withSecond, [role], 'second@contoso.example');
  const changes = [
    adding(acting, 'new@contoso.example', ['user']),
    granting(acting, SECOND, 'billing-admin'),
    revoking(acting, SECOND, 'account-admin'),
    removing(acting, SECOND),
  ];
  const wanted = may([role], 'manage-users') ? undefined : 'ROLE_REQUIRED';
  expect(changes.map(codeOf)).toEqual(changes.map(() => wanted));
});

test('J6 who joins again has the founder’s roles; the others stay as they were', () => {
  const left = after(withSecond, revoking(team(withSecond), FIRST, 'mpn-partner-admin'));
  expect(usersAfterJoining(left, account())).toEqual([FIRST, SECOND]);
  const later = account({ email: 'SECOND@contoso.example', joinedOn: TODAY });
  expect(usersAfterJoining(withSecond, later)).toEqual([FIRST, { ...SECOND, roles: FOUNDER }]);
  const gone = after(withSecond, removing(team(withSecond), SECOND));
  expect(usersAfterJoining(gone, later)).toEqual([FIRST, { ...founder(later), email: SECOND.email }]);
  const billing = gone.map((user) => (user.removedOn ? { ...user, roles: ['billing-admin' as const] } : user));
  expect(usersAfterJoining(billing, later)).toEqual(usersAfterJoining(gone, later));
  const other = account({ email: 'new@contoso.example', joinedOn: TODAY });
  expect(usersAfterJoining(withSecond, other)).toEqual([FIRST, SECOND, founder(other)]);
});

test('J6 whatever is done to users by whomever, a Global admin remains and every user stands once', () => {
  const step = fc.record({
    who: fc.constantFrom(...EMAILS),
    whom: fc.constantFrom(...EMAILS),
    role: fc.constantFrom(...ROLES),
    act: fc.constantFrom('add', 'grant', 'revoke', 'remove'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let users: readonly User[] = [FIRST];
      for (const { who, whom, role, act } of steps) {
        const acting = team(users, userNamed(users, who)?.roles ?? [], who);
        const user = userNamed(users, whom);
        if (act === 'add') users = after(users, adding(acting, whom, [role]));
        else if (!user) continue;
        else if (act === 'grant') users = after(users, granting(acting, user, role));
        else if (act === 'revoke') users = after(users, revoking(acting, user, role));
        else users = after(users, removing(acting, user));
        expect(hasGlobalAdmin(users)).toBe(true);
        expect(new Set(users.map(({ email }) => email.toLowerCase())).size).toBe(users.length);
      }
    }),
    { numRuns: 300 },
  );
});

test('J6 an entry that would leave no Global admin, or that names nobody, does not fit', () => {
  const { accountId, email } = FIRST;
  const on = TODAY;
  const misfits = [
    { kind: 'user-removed', accountId, email, on },
    { kind: 'user-revoked', accountId, email, roles: ['global-admin'] },
    { kind: 'user-removed', accountId, email: 'nobody@contoso.example', on },
    { kind: 'user-granted', accountId, email: email.toUpperCase(), roles: ['billing-admin'] },
    { kind: 'user-added', user: { ...SECOND, email: email.toUpperCase() } },
    { kind: 'user-added', user: { ...SECOND, email: 'new@contoso.example', removedOn: on } },
    { kind: 'user-added', user: { ...SECOND, email: 'new@contoso.example', roles: ['user', 'account-admin'] } },
  ] as const;
  for (const entry of misfits) expect(() => usersAfter([FIRST], entry)).toThrow(RangeError);
});

test('J6 the only Global admin is given another role, and a user whose name is there already is not added', () => {
  expect(granting(team([FIRST]), FIRST, 'billing-admin')).toMatchObject({ entry: { kind: 'user-granted' } });
  const gone = { ...SECOND, removedOn: TODAY };
  for (const [there, email] of [
    [SECOND, SECOND.email],
    [gone, SECOND.email.toUpperCase()],
  ] as const)
    expect(() => usersAfter([FIRST, there], { kind: 'user-added', user: { ...SECOND, email } })).toThrow(RangeError);
  expect(usersAfter([FIRST, gone], { kind: 'user-added', user: SECOND })).toEqual([FIRST, SECOND]);
});

test('D18 a denial names who else may, and never who was denied', () => {
  const acting = roleRequired([FIRST, { ...SECOND, roles: FOUNDER }], 'manage-users', {
    email: FIRST.email,
    roles: ['user'],
  });
  expect(acting).toMatchObject({ code: 'ROLE_REQUIRED', user: FIRST.email, who: [SECOND.email] });
});
