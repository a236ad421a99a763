import { ACTS, FOUNDER, may, orderly, parseRoles, ROLES, type Act, type Role } from '../../src/core/role.js';

const BUYERS = ['global-admin', 'mpn-partner-admin'] as const;
const BILLED = [...BUYERS, 'billing-admin'] as const;

/** Who may do what, as D18 has it and as what it leaves open was decided. */
const ALLOWED: Readonly<Record<Act, readonly Role[]>> = {
  look: ROLES,
  buy: BUYERS,
  renew: BUYERS,
  'turn-off': BUYERS,
  'see-orders': BILLED,
  'manage-payment-methods': BILLED,
  'assign-benefits': ['global-admin'],
  'file-requests': ROLES,
  'manage-account': ['global-admin', 'account-admin'],
  'manage-users': ['global-admin', 'account-admin'],
  'manage-global-admins': ['global-admin'],
  'manage-tokens': ['global-admin'],
  'manage-ledger': ['global-admin'],
  'manage-programmes': ['global-admin', 'mpn-partner-admin'],
  'end-membership': ['global-admin'],
};

test.each(ACTS)('D18 %s: by its roles and no other, and by nobody without one', (act) => {
  expect(ROLES.filter((role) => may([role], act))).toEqual(ROLES.filter((role) => ALLOWED[act].includes(role)));
  expect(may([], act)).toBe(false);
  expect(may(['user', ...ALLOWED[act]], act)).toBe(true);
});

test('J6 whoever joins may do everything', () => {
  expect(FOUNDER).toEqual(['global-admin', 'account-admin', 'mpn-partner-admin']);
  expect(ACTS.filter((act) => !may(FOUNDER, act))).toEqual([]);
});

test('J6 roles have one order, each stands once, and user is what nobody else is', () => {
  expect(orderly(['user', 'billing-admin', 'global-admin', 'billing-admin'])).toEqual([
    'global-admin',
    'billing-admin',
  ]);
  expect(orderly([])).toEqual(['user']);
  expect(parseRoles(' billing-admin, account-admin,')).toEqual(['account-admin', 'billing-admin']);
  expect(parseRoles('user')).toEqual(['user']);
  expect(['', ' , ', 'admin', 'user,root'].map(parseRoles)).toEqual([undefined, undefined, undefined, undefined]);
});
