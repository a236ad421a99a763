import fc from 'fast-check';
import { FOUNDER, may, ROLES, type Role } from '../../src/core/role.js';
import { adding, granting, removing, revoking, type Change, type Team } from '../../src/core/team.js';
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
const EMAILS = [FIRST.email, 'ann@contoso.example', 'Bob@contoso.example', 'bob@contoso.example'] as const;

function team(users: readonly User[], roles: readonly Role[] = FOUNDER, email: string = FIRST.email): Team {
  return { accountId: account().id, users, today: TODAY, actor: { email, roles } };
}

function after(users: readonly User[], change: Change): readonly User[] {
  return 'refusal' in change || !change.entry ? users : usersAfter(users, change.entry);
}

const codeOf = (change: Change) => ('refusal' in change ? change.refusal.code : undefined);
const withAnn = after([FIRST], adding(team([FIRST]), 'ann@contoso.example', ['account-admin']));
const ANN = userNamed(withAnn, 'ann@contoso.example') ?? FIRST;

test('J6 a user is added with roles; added once more with the same, nothing changes', () => {
  expect(ANN).toEqual({
    accountId: account().id,
    email: 'ann@contoso.example',
    roles: ['account-admin'],
    addedOn: TODAY,
    addedBy: FIRST.email,
    removedOn: null,
  });
  expect(adding(team(withAnn), 'ANN@contoso.example', ['user'])).toEqual({ entry: undefined });
  expect(adding(team(withAnn), ANN.email, ['account-admin', 'billing-admin'])).toMatchObject({
    refusal: { code: 'ALREADY_USER', user: ANN.email, roles: ['billing-admin'] },
  });
});

test('J6 a role is given and taken once; without any, a user is a user', () => {
  const both = after(withAnn, granting(team(withAnn), ANN, 'billing-admin'));
  const annNow = userNamed(both, ANN.email) ?? ANN;
  expect(annNow.roles).toEqual(['account-admin', 'billing-admin']);
  expect(granting(team(both), annNow, 'billing-admin')).toEqual({ entry: undefined });
  expect(granting(team(both), annNow, 'user')).toEqual({ entry: undefined });
  expect(revoking(team(both), annNow, 'mpn-partner-admin')).toEqual({ entry: undefined });
  expect(revoking(team(both), annNow, 'user')).toEqual({ entry: undefined });
  const none = after(withAnn, revoking(team(withAnn), ANN, 'account-admin'));
  expect(userNamed(none, ANN.email)?.roles).toEqual(['user']);
});

test('J6 who was removed stays on record, and comes back under the same name with new roles', () => {
  const without = after(withAnn, removing(team(withAnn), ANN));
  expect(without).toEqual([FIRST, { ...ANN, removedOn: TODAY }]);
  expect(activeUsers(without)).toEqual([FIRST]);
  expect(whoCan(without, 'manage-users')).toEqual([FIRST]);
  const again = after(without, adding(team(without), 'ANN@contoso.example', ['user']));
  expect(again).toEqual([FIRST, { ...ANN, roles: ['user'] }]);
});

test('J6 the last Global admin is neither removed nor loses the role, and another one first helps', () => {
  for (const change of [removing(team(withAnn), FIRST), revoking(team(withAnn), FIRST, 'global-admin')]) {
    expect(change).toMatchObject({ refusal: { code: 'LAST_GLOBAL_ADMIN', user: FIRST.email, others: [ANN.email] } });
  }
  expect(codeOf(revoking(team(withAnn), FIRST, 'mpn-partner-admin'))).toBeUndefined();
  const two = after(withAnn, granting(team(withAnn), ANN, 'global-admin'));
  expect(codeOf(removing(team(two), FIRST))).toBeUndefined();
});

test('D18 only a Global admin makes and unmakes one: an account admin cannot rise', () => {
  const ann = team(withAnn, ANN.roles, ANN.email);
  expect(codeOf(granting(ann, ANN, 'billing-admin'))).toBeUndefined();
  for (const change of [
    granting(ann, ANN, 'global-admin'),
    adding(ann, 'eve@contoso.example', ['global-admin']),
    revoking(ann, FIRST, 'global-admin'),
    removing(ann, FIRST),
  ]) {
    expect(change).toMatchObject({ refusal: { code: 'ROLE_REQUIRED', who: [FIRST.email], needed: ['global-admin'] } });
  }
});

test.each(ROLES)('D18 %s changes users where the table says so and nowhere else', (role) => {
  const acting = team(withAnn, [role], 'ann@contoso.example');
  const changes = [
    adding(acting, 'eve@contoso.example', ['user']),
    granting(acting, ANN, 'billing-admin'),
    revoking(acting, ANN, 'account-admin'),
    removing(acting, ANN),
  ];
  const wanted = may([role], 'manage-users') ? undefined : 'ROLE_REQUIRED';
  expect(changes.map(codeOf)).toEqual(changes.map(() => wanted));
});

test('J6 who joins again has the founder’s roles; the others stay as they were', () => {
  const left = after(withAnn, revoking(team(withAnn), FIRST, 'mpn-partner-admin'));
  expect(usersAfterJoining(left, account())).toEqual([FIRST, ANN]);
  const later = account({ email: 'ANN@contoso.example', joinedOn: TODAY });
  expect(usersAfterJoining(withAnn, later)).toEqual([FIRST, { ...ANN, roles: FOUNDER }]);
  const other = account({ email: 'eve@contoso.example', joinedOn: TODAY });
  expect(usersAfterJoining(withAnn, other)).toEqual([FIRST, ANN, founder(other)]);
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
    { kind: 'user-added', user: { ...ANN, email: email.toUpperCase() } },
    { kind: 'user-added', user: { ...ANN, email: 'new@contoso.example', removedOn: on } },
    { kind: 'user-added', user: { ...ANN, email: 'new@contoso.example', roles: ['user', 'account-admin'] } },
  ] as const;
  for (const entry of misfits) expect(() => usersAfter([FIRST], entry)).toThrow(RangeError);
});
