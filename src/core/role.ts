/**
 * role: what a user was given; `user` is what whoever has no other has.
 * act: something that takes a permission; every command is one act, which its spec says.
 */
export const ROLES = ['global-admin', 'account-admin', 'mpn-partner-admin', 'billing-admin', 'user'] as const;
export type Role = (typeof ROLES)[number];

/** What whoever joins receives (J6). */
export const FOUNDER: readonly Role[] = ['global-admin', 'account-admin', 'mpn-partner-admin'];

const BUYERS: readonly Role[] = ['global-admin', 'mpn-partner-admin'];

/** D18: who may do what. Nobody else may. */
export const ROLES_FOR = {
  look: ROLES,
  buy: BUYERS,
  renew: BUYERS,
  'turn-off': BUYERS,
  'see-orders': [...BUYERS, 'billing-admin'],
  'manage-payment-methods': [...BUYERS, 'billing-admin'],
  'assign-benefits': ['global-admin'],
  'file-requests': ROLES,
  'manage-account': ['global-admin', 'account-admin'],
  'manage-users': ['global-admin', 'account-admin'],
  // Otherwise an account admin could make a Global admin of anybody, and so of themselves.
  'manage-global-admins': ['global-admin'],
  'manage-tokens': ['global-admin'],
  'manage-ledger': ['global-admin'],
  // What is charged, and when, follows from it.
  'manage-programmes': BUYERS,
  'end-membership': ['global-admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Act = keyof typeof ROLES_FOR;
export const ACTS = Object.keys(ROLES_FOR) as readonly Act[];

/** Denied unless one of the roles is listed. */
export function may(roles: readonly Role[], act: Act): boolean {
  const allowed: readonly Role[] = ROLES_FOR[act];
  return roles.some((role) => allowed.includes(role));
}

/** Each once, in the order of `ROLES`; `user` stands alone, where there is no other. */
export function orderly(roles: readonly Role[]): readonly Role[] {
  const held = ROLES.filter((role) => role !== 'user' && roles.includes(role));
  return held.length === 0 ? ['user'] : held;
}

/** `account-admin,billing-admin` as roles; undefined where one is none. */
export function parseRoles(text: string): readonly Role[] | undefined {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const roles = words.filter((word): word is Role => (ROLES as readonly string[]).includes(word));
  return roles.length === words.length && roles.length > 0 ? orderly(roles) : undefined;
}
