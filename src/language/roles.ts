import type { Role } from '../core/role.js';

/** The names of roles, for a sentence or a cell; where every role is among them, no matter which. */
export function roleNames(
  said: { readonly roles: Readonly<Record<Role, string>>; readonly anyUser: string },
  roles: readonly Role[],
): string {
  return roles.length === Object.keys(said.roles).length
    ? said.anyUser
    : roles.map((role) => said.roles[role]).join(', ');
}
