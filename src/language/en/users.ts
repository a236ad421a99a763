import { HALF_WAY } from './half-way.js';
import type { LedgerRole } from '../../core/ledger-role.js';
import type { Act, Role } from '../../core/role.js';
import type { ProblemTexts } from '../said.js';

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
  'manage-programmes': 'import programmes or move to another one',
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
      `${role} (${account === null ? 'every account' : `account of ${account}`})`,
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

/** What a server says against it, told. */
export const serverTroubles: Pick<
  ProblemTexts,
  | 'SERVER_UNREACHABLE'
  | 'SERVER_TLS'
  | 'SERVER_LOGIN'
  | 'SERVER_DATABASE'
  | 'SERVER_RIGHTS'
  | 'SERVER_ROLE'
  | 'LEDGER_OLDER'
  | 'SERVER_ONLY'
  | 'SERVER_OLD'
  | 'SERVER_READ_ONLY'
  | 'SERVER_CROWDED'
  | 'SERVER_FULL'
  | 'SERVER_COPY'
> = {
  SERVER_UNREACHABLE: ({ location, unsure }) => ({
    what: `No server answers at ${location}.`,
    why: unsure
      ? 'The connection was cut while something was written, and nobody could look whether it is there. Look before you do it once more; a payment that was under way is settled by recover.'
      : 'Nothing answers there, or the connection was cut. What was not confirmed was not written; a payment that was under way is settled by recover.',
    try: unsure ? ['partner status', 'partner recover'] : ['partner recover'],
  }),
  SERVER_TLS: ({ location }) => ({
    what: `The connection to ${location} is not safe.`,
    why: 'The server offers no encryption, or its certificate is not of a known authority or not of this name. Nothing was sent. sslrootcert names a file with the authority; sslmode says what is asked of it.',
  }),
  SERVER_LOGIN: ({ location }) => ({
    what: `The server does not let this user in: ${location}.`,
    why: 'The user or the password is wrong, there is none, or the server takes nobody from here. The password is looked for in the address, in PGPASSWORD and in the password file ~/.pgpass.',
  }),
  SERVER_DATABASE: ({ location }) => ({
    what: `The server has no such database: ${location}.`,
    why: 'A database is created by whoever runs the server (createdb); the ledger is then made in it when a company joins.',
  }),
  SERVER_RIGHTS: ({ location }) => ({
    what: `The user of ${location} may not do that there.`,
    why: 'Nothing was done. Whoever owns the ledger there gives roles in it (partner db grant); to make a ledger or to check one takes the right to create a schema in the database.',
  }),
  SERVER_ROLE: ({ location, user, roles }) => ({
    what: `${user} has the role ${roles} in the ledger ${location}, which does not allow that.`,
    why: 'The server refused it, and nothing was written. Whoever owns the ledger there gives roles.',
    try: ['partner db roles', 'partner help db grant'],
  }),
  LEDGER_OLDER: ({ location }) => ({
    what: `The ledger ${location} is of an earlier version of partner.`,
    why: 'Only the owner of its tables may bring it to this one, and on no standby. Nothing was read or written. Until then, the earlier version goes on working.',
    try: ['partner help db migrate'],
  }),
  SERVER_ONLY: ({ location }) => ({
    what: `The ledger ${location} is a file and has no roles of a server.`,
    why: 'Who can write a file can write anything in it. On a PostgreSQL server each login is given what it may do.',
    try: ['partner help db copy'],
  }),
  SERVER_OLD: ({ location }) => ({
    what: `The server of ${location} is older than PostgreSQL 14.`,
    why: 'Older ones lack what the ledger relies on. Nothing was read or written.',
  }),
  SERVER_READ_ONLY: ({ location, done }) => ({
    what: `The server of ${location} takes no writes.`,
    why: `It is a standby, or was told to be read-only. ${done ? HALF_WAY.why : 'Nothing was written.'} Name the primary server in the address.`,
    try: ['partner db path'],
  }),
  SERVER_CROWDED: ({ location }) => ({
    what: `The server of ${location} has as many connections as it may have.`,
    why: 'Others are at work there. It was asked again for a while; nothing was written, and trying again is safe. Whoever runs the server can let more of them in (max_connections).',
  }),
  SERVER_FULL: ({ location }) => ({
    what: `The server of ${location} has no space left.`,
    why: 'Its disk or its memory is full. What was not confirmed was not written; a payment that was under way is settled by recover.',
    try: ['partner recover'],
  }),
  SERVER_COPY: ({ location }) => ({
    what: `The ledger ${location} is backed up and put back by its server.`,
    why: 'pg_dump copies it, its schema and that of the sandbox together, and pg_restore puts them back; point-in-time recovery keeps every moment. After either, db restore without a file checks what is there and notes that it was put back.',
    try: ['partner help db restore'],
  }),
};
