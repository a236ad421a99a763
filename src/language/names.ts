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

const NAMES: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  jcb: 'JCB',
};

/** A card's brand as it writes itself, in every language; an unknown one as the gateway writes it. */
export function brandName(brand: string): string {
  return NAMES[brand] ?? brand;
}
