import { type Row, type Facts, isOpen, same } from './invariants/facts.js';
import { type Rules, MPN_2018 } from './invariants/rules.js';
import { orders, transfers, receipts } from './invariants/orders.js';
import { terms, recorded, subscriptions, windows, upgrades } from './invariants/terms.js';
import { books, returned, cancelled, refundedRightly } from './invariants/gateway.js';
import { chain, cardNumbers } from './invariants/file.js';

/** Every invariant that is broken, as a sentence; empty for a sound pair of files. */
export function broken(facts: Facts, rules: Rules = MPN_2018): readonly string[] {
  return [...brokenOfAccounts(facts, rules), ...receipts(facts)];
}

/** The same but for what all accounts share, so that it holds for one of them as for all. */
export function brokenOfAccounts(facts: Facts, rules: Rules = MPN_2018): readonly string[] {
  return [
    ...orders(facts),
    ...terms(facts),
    ...subscriptions(facts, rules),
    ...windows(facts, rules),
    ...books(facts, rules),
    ...returned(facts, rules),
    ...cancelled(facts),
    ...transfers(facts),
    ...refundedRightly(facts, rules),
    ...upgrades(facts),
    ...recorded(facts),
    ...chain(facts),
    ...cardNumbers(facts),
  ];
}

/** I5, I12: what was final before is the same after, and nothing that happened is gone. */
export function brokenSince(before: Facts, after: Facts): readonly string[] {
  const insertOnly = [
    'audit',
    'terms',
    'turnedOff',
    'acceptances',
    'subscriptions',
    'requests',
    'requestEntries',
    'cancellations',
    'transferEnds',
    'benefits',
    'statements',
    'returns',
  ] as const;
  const kept = (name: keyof Facts, rows: readonly Row[]) =>
    rows
      .filter((row) => !(after[name] as readonly Row[]).some((now) => same(row, now)))
      .map((row) => `I5 ${name} ${String(row['id'] ?? row['written'])} is not what it was`);
  return [
    ...insertOnly.flatMap((name) => kept(name, before[name])),
    ...kept(
      'orders',
      before.orders.filter((order) => order['state'] !== 'placed'),
    ),
    ...kept(
      'attempts',
      before.attempts.filter((attempt) => !isOpen(attempt)),
    ),
    ...kept(
      'refunds',
      before.refunds.filter((refund) => !isOpen(refund)),
    ),
    ...kept('charges', before.charges),
  ];
}
