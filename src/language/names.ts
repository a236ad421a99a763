import type { Role } from '../core/role.js';
import type { Noun } from '../errors.js';
import type { Teller } from './said.js';
import { sh } from './command-line.js';

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

const LISTED_BY: Readonly<Record<Exclude<Noun, 'area'>, string>> = {
  account: 'partner account list',
  benefit: 'partner benefits list',
  offer: 'partner offers list --all',
  subscription: 'partner subscriptions list',
  order: 'partner orders list',
  'payment-method': 'partner payment-methods list',
  programme: 'partner catalog list',
  setting: 'partner config list',
  topic: 'partner help',
  'error-code': 'partner help errors',
  terms: 'partner terms show',
  token: 'partner tokens list',
  user: 'partner users list',
  login: 'partner db roles',
  request: 'partner support list',
  reminder: 'partner reminders list',
  event: 'partner events list',
};

/** The command that lists what there is of each, in no language; whoever is no user yet may be made one. */
export function listedBy(what: Noun, teller: Teller, given: string): readonly string[] {
  if (what === 'area') return [teller.earn('list')];
  const isAddress = what === 'user' && given.includes('@');
  return [LISTED_BY[what], ...(isAddress ? [sh`partner users add ${given}`] : [])];
}

/** What is kept of `account use` holds for every ledger. */
export const FORGET_ACCOUNT = 'partner config unset account';

const MOST_NAMED = 5;

/** As many names as a sentence bears. */
export function some(names: readonly string[]): readonly string[] {
  return names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), '…'] : names;
}

/** Nothing stands in a variable of the environment, which then is not set. */
export function isUnset(of: string, given: string): boolean {
  return given === '' && of.startsWith('PARTNER_');
}

/** Makes a secret for events. */
export const NEW_SECRET = 'echo "whsec_$(openssl rand -base64 32)"';
