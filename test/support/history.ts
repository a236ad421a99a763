import { brokenOfAccounts } from './invariants.js';
import { isAutomatic, text, twice, type Facts, type Row } from './invariants/facts.js';
import { receipts } from './invariants/orders.js';

/** What a history should come to: so many renewals by themselves, each of them one charge and one term. */
export interface Wanted {
  /** First day of what is counted. */
  readonly since: string;
  readonly renewals: number;
}

/**
 * Reads a whole history, rows alone, account by account, and says what is wrong with it: each invariant that is broken,
 * each term that was charged twice, or for which nothing was charged, and how many there are besides those that are
 * wanted. In time that grows with the history and not with its square.
 */
export function wrongIn(facts: Facts, wanted: Wanted): readonly string[] {
  const charges = facts.charges.filter(({ outcome, at }) => outcome === 'succeeded' && String(at) >= wanted.since);
  const orders = facts.orders.filter((order) => isAutomatic(order) && text(order, 'placed_at') >= wanted.since);
  const paid = new Set(orders.filter(({ state }) => state === 'paid').map(({ id }) => id));
  const terms = facts.terms.filter(({ order_id: order }) => paid.has(order ?? null));
  const counted = { charges: charges.length, 'paid orders': paid.size, terms: terms.length };
  return [
    ...accountByAccount(facts).flatMap((one) => brokenOfAccounts(one)),
    ...receipts(facts),
    ...twice(charges, ({ reference }) => String(reference), 'G1 charged twice for'),
    ...Object.entries(counted)
      .filter(([, count]) => count !== wanted.renewals)
      .map(([what, count]) => `${count} ${what} instead of ${wanted.renewals}`),
  ];
}

/** The facts of each account alone; what belongs to none that is known is by itself. */
function accountByAccount(facts: Facts): readonly Facts[] {
  const known = new Map<unknown, unknown>();
  const note = (rows: readonly Row[], column: string) => rows.forEach((row) => known.set(row[column], accountOf(row)));
  const accountOf = (row: Row): unknown =>
    row['account_id'] ??
    known.get(row['subscription_id'] ?? row['order_id'] ?? row['request_id'] ?? row['reference'] ?? row['charge_id']);
  for (const rows of [facts.orders, facts.recorded, facts.subscriptions, facts.requests]) note(rows, 'id');
  note(facts.orders, 'reference');
  note(facts.charges, 'charge_id');
  const parts = new Map<unknown, Record<string, Row[]>>();
  const put = (account: unknown, name: string, row: Row) => {
    const part = parts.get(account) ?? {};
    parts.set(account, part);
    (part[name] ??= []).push(row);
  };
  const lists = Object.entries(facts).filter((entry): entry is [string, readonly Row[]] => Array.isArray(entry[1]));
  for (const [name, rows] of lists)
    for (const row of rows) put(name === 'accounts' ? row['id'] : accountOf(row), name, row);
  const none = Object.fromEntries(lists.map(([name]) => [name, []]));
  return [...parts.values()].map((part) => ({ ...facts, ...none, ...part, numbers: 'rising' }));
}
