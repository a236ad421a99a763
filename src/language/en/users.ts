import type { LedgerRole } from '../../core/ledger-role.js';
import type { Act, Role } from '../../core/role.js';

const roles: Readonly<Record<Role, string>> = {
  'global-admin': 'Global admin',
  'account-admin': 'Account admin',
  'mpn-partner-admin': 'MPN partner admin',
  'billing-admin': 'Billing admin',
  user: 'User',
};

/** After "can" or "can't". */
const acts: Readonly<Record<Act, string>> = {
  look: 'look at the account',
  buy: 'buy',
  renew: 'renew',
  'turn-off': 'turn automatic renewal off',
  'see-orders': 'see orders and receipts',
  'manage-payment-methods': 'manage the ways to pay',
  'assign-benefits': 'assign benefits',
  'file-requests': 'file support requests',
  'manage-account': 'change what the company says of itself, and who is written to',
  'manage-users': 'manage users',
  'manage-global-admins': 'make or unmake a Global admin',
  'manage-tokens': 'manage tokens',
  'manage-ledger': 'manage the ledger',
  'manage-programmes': 'import programmes',
  'end-membership': 'end the membership',
};

/** What users and their roles say. */
export const users = {
  rights: {
    isRun: 'This is run on the server:',
    grant: { message: 'Give the role?', no: 'No, leave it', yes: 'Yes, give it' },
    revoke: { message: 'Take the role?', no: 'No, leave it', yes: 'Yes, take it' },
    has: (login: string, roles: string) => `The server says of ${login}: ${roles}.`,
    none: (login: string) => `The server says of ${login}: no role in this ledger.`,
    of: (role: LedgerRole, account: string | null) =>
      `${role} (${account === null ? 'every account' : `account ${account}`})`,
    nobody: 'Nobody has a role here but the owner of the ledger, who may do everything.',
    file: 'The ledger is a file: whoever can write it may do everything.',
    login: 'Login',
    role: 'Role',
  },
  roles,
  acts,
  anyUser: 'any user',
  /** What each role is for, where one is chosen. */
  choices: {
    'global-admin': 'Global admin: everything',
    'account-admin': 'Account admin: users',
    'mpn-partner-admin': 'MPN partner admin: buy, renew, turn automatic renewal off',
    'billing-admin': 'Billing admin: orders, receipts, ways to pay',
    user: 'User: look, and file support requests',
  } satisfies Readonly<Record<Role, string>>,
  title: 'Users',
  user: 'User',
  mayAs: 'Roles',
  added: 'Added',
  action: 'Action',
  whoCan: 'Who can',
  by: 'By role',
  can: 'Can',
  noUser: 'no user of this account',
  who: "The user's e-mail address:",
  whichRole: 'Role:',
  add: 'Add a user',
  whoCanWhat: 'Who can do what',
  grant: (role: string) => `Make ${role}`,
  revoke: (role: string) => `No longer ${role}`,
  remove: 'Remove this user',
  is: (email: string, held: string) => `${email} is: ${held}.`,
  still: (email: string, held: string) => `${email} is as before: ${held}. Nothing changed.`,
  isRemoved: (email: string) =>
    `${email} is removed, and any licence held is free again. What was done under this name stays on record.`,
  guides:
    'Whoever can write the ledger file can act as anybody with --user: here, roles guide colleagues. A token (PARTNER_TOKEN) is held to its user and its scopes.',
  enforced: 'The token acts as the user who made it, with the roles of that user and its own scopes.',
  denied: (email: string, act: string) => `${email} can't ${act} here.`,
  notUser: 'Not a user of this account.',
  held: (held: string) => `Roles held: ${held}.`,
  takes: (needed: string) => `It takes: ${needed}.`,
  theyCan: (who: string) => `Who can: ${who}.`,
};

/** What tokens for jobs say. */
export const tokens = {
  once: 'This is shown once. Keep it in the secret store of your CI and give it as PARTNER_TOKEN.',
  goodTo: (day: string, revoke: string) => `Good to ${day}. To take it back before: ${revoke}`,
  none: 'No token has been made yet.',
  isRevoked: (name: string) => `The token ${name} is revoked: nothing can be done with it any more.`,
  id: 'Token',
  name: 'Name',
  scopes: 'May',
  expires: 'Good to',
  state: 'State',
  everybody: (scopes: string) => `${scopes} (all accounts)`,
  good: 'good',
  expired: 'expired',
  revoked: 'revoked',
  faults: {
    empty: 'The variable is set and empty, as where a build service has no secret of that name: fill it, or unset it.',
    creator: 'Whoever made it is no user of the account any more.',
    unknown: 'This ledger knows no such token.',
    expired: 'It has expired.',
    revoked: 'It was revoked.',
    scope: 'It was made for less.',
    account: 'It was made for another account.',
  },
};
