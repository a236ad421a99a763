import type { Facts } from '../support/invariants/facts.js';
import type { Model } from './model.js';

/** What of a model can be seen from outside, and the same of the two files. */
export function seenInModel(model: Model): unknown {
  return {
    membership: model.membership,
    cards: model.cards.map((card) => `${card.last4}${card.id === model.preferred ? ' preferred' : ''}`),
    enrolments: model.enrolments,
    open: model.open ? [model.open.what] : [],
    waits: model.open?.waits ? [model.open.what] : [],
    attempts: listed(model.attempts),
    charged: [...model.gateway.charged].sort(),
    keys: Object.keys(model.gateway.keys).sort(),
  };
}

export function seenInFacts(facts: Facts): unknown {
  const [account] = facts.accounts;
  const what = (reference: unknown) => String(reference).split('/').slice(-2).join('/');
  const attempts: Record<string, number> = {};
  for (const { reference } of facts.attempts) attempts[what(reference)] = (attempts[what(reference)] ?? 0) + 1;
  return {
    membership: !account ? 'none' : account['left_on'] === null ? 'member' : 'left',
    cards: facts.methods
      .filter((method) => method['removed_at'] === null)
      .map((method) => `${String(method['last4'])}${method['is_default'] === 1 ? ' preferred' : ''}`),
    enrolments: facts.subscriptions.map((subscription) => {
      const own = facts.terms.filter((term) => term['subscription_id'] === subscription['id']);
      const off = facts.turnedOff.filter((row) => row['subscription_id'] === subscription['id']);
      return { anchor: own[0]?.['anchor'], terms: own.length, off: off.map((row) => row['term']) };
    }),
    open: facts.orders.filter((order) => order['state'] === 'placed').map((order) => what(order['reference'])),
    waits: facts.attempts
      .filter((row) => row['page_ref'] !== null && ['sending', 'unknown'].includes(String(row['state'])))
      .map((row) => what(row['reference'])),
    attempts: listed(attempts),
    charged: facts.charges
      .filter((row) => row['outcome'] === 'succeeded')
      .map((row) => what(row['reference']))
      .sort(),
    keys: [
      ...new Set(
        facts.charges
          .map((row) => String(row['idempotency_key']))
          .filter((key) => !key.startsWith('page/'))
          .map((key) => key.split('/').slice(-3).join('/')),
      ),
    ].sort(),
  };
}

function listed(counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts)
    .map(([what, count]) => `${what}: ${count}`)
    .sort();
}
