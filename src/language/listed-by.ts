import type { Noun } from '../errors.js';
import type { Teller } from './said.js';

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
  request: 'partner support list',
  reminder: 'partner reminders list',
};

/** The command that lists what there is of each, in no language. */
export function listedBy(what: Noun, teller: Teller): string {
  return what === 'area' ? teller.earn('list') : LISTED_BY[what];
}
