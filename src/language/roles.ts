import type { Role } from '../core/role.js';
import type { Words } from './words.js';

/** The names of roles, for a sentence or a cell; where every role is among them, no matter which. */
export function roleNames(said: Pick<Words['users'], 'roles' | 'anyUser'>, roles: readonly Role[]): string {
  return roles.length === Object.keys(said.roles).length
    ? said.anyUser
    : roles.map((role) => said.roles[role]).join(', ');
}
