import type { Noun } from '../errors.js';

/** The command that lists what there is of each, in no language. */
export const listedBy: Readonly<Record<Noun, string>> = {
  account: 'partner account list',
  area: 'partner competency list',
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
