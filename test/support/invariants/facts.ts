import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { booksOf, isOnServer, ledgerOf, rowsOnServer } from '../ledgers.js';

/**
 * The invariants I1 to I14, stated over the raw rows of the two files, without a line of the program: what it believes
 * of itself must not decide whether it is right. Only what a card number is stands in one place (D19).
 */
export type Row = Readonly<Record<string, string | number | null>>;

export interface Facts {
  /** How entries are numbered: what a server takes back has used up its numbers. */
  readonly numbers: 'each' | 'rising';
  readonly meta: Row;
  readonly accounts: readonly Row[];
  readonly methods: readonly Row[];
  readonly acceptances: readonly Row[];
  readonly orders: readonly Row[];
  readonly attempts: readonly Row[];
  readonly subscriptions: readonly Row[];
  readonly terms: readonly Row[];
  readonly turnedOff: readonly Row[];
  readonly audit: readonly Row[];
  readonly requests: readonly Row[];
  readonly requestEntries: readonly Row[];
  readonly cancellations: readonly Row[];
  readonly refunds: readonly Row[];
  readonly transferEnds: readonly Row[];
  readonly benefits: readonly Row[];
  readonly recorded: readonly Row[];
  readonly statements: readonly Row[];
  /** The gateway's own books. */
  readonly charges: readonly Row[];
  readonly returns: readonly Row[];
}

const TABLES = {
  accounts: 'accounts',
  methods: 'payment_methods',
  acceptances: 'acceptances',
  orders: 'orders',
  attempts: 'attempts',
  subscriptions: 'subscriptions',
  terms: 'terms',
  turnedOff: 'turned_off',
  audit: 'audit',
  requests: 'requests',
  requestEntries: 'request_entries',
  cancellations: 'cancellations',
  refunds: 'refunds',
  transferEnds: 'transfer_ends',
  benefits: 'benefit_records',
  recorded: 'recorded_orders',
  statements: 'statements',
} as const;

/** Of a home, whichever engine keeps its ledger. */
export function factsOfHome(home: string): Facts {
  if (!isOnServer()) return factsOf(ledgerOf(home), booksOf(home));
  const hasBooks = rowsOnServer(home, `SELECT 1 FROM pg_namespace WHERE nspname = 'partner_sandbox'`).length > 0;
  const [found] = rowsOnServer<{ facts: string }>(home, factsOnServer('partner', hasBooks));
  return JSON.parse(found?.facts ?? '') as Facts;
}

/** A query for the facts of a ledger on a server and of its books, as JSON: all of one moment. */
export function factsOnServer(schema = 'partner', hasBooks = true): string {
  const rows = (name: string, of: string, table: string) =>
    `'${name}', (SELECT coalesce(json_agg(t), '[]') FROM (SELECT * FROM ${of}.${table} ORDER BY 1) t)`;
  const ours = Object.entries(TABLES).map(([name, table]) => rows(name, schema, table));
  const books = `${schema}_sandbox`;
  const theirs = hasBooks
    ? [rows('charges', books, 'charges'), rows('returns', books, 'refunds')]
    : [`'charges', '[]'::json, 'returns', '[]'::json`];
  const meta = `'meta', (SELECT to_json(m) FROM ${schema}.meta m)`;
  return `SELECT json_build_object('numbers', 'rising', ${[meta, ...ours, ...theirs].join(', ')})::text AS facts`;
}

export function factsOf(ledgerFile: string, booksFile: string): Facts {
  return {
    numbers: 'each',
    ...(rowsOf(ledgerFile, TABLES) as Omit<Facts, 'numbers' | 'meta' | 'charges' | 'returns'>),
    meta: rowsOf(ledgerFile, { meta: 'meta' }).meta?.[0] ?? {},
    ...(existsSync(booksFile)
      ? (rowsOf(booksFile, { charges: 'charges', returns: 'refunds' }) as Pick<Facts, 'charges' | 'returns'>)
      : { charges: [], returns: [] }),
  };
}

function rowsOf(file: string, tables: Readonly<Record<string, string>>): Readonly<Record<string, readonly Row[]>> {
  // Not read-only: a crash may have left a journal that the next connection has to roll back.
  const db = new Database(file, { fileMustExist: true });
  try {
    const read = db.transaction(() =>
      Object.entries(tables).map(([name, table]) => [name, db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()]),
    );
    return Object.fromEntries(read()) as Record<string, readonly Row[]>;
  } finally {
    db.close();
  }
}

/** What pays for a subscription, or takes its place. */
export function isFor(order: Row, subscription: unknown): boolean {
  return order['subscription_id'] === subscription || order['supersedes'] === subscription;
}

/** Whoever buys has an address. */
export function isAutomatic(order: Row): boolean {
  return !text(order, 'placed_by').includes('@');
}

export function isOpen(attempt: Row): boolean {
  return attempt['state'] === 'sending' || attempt['state'] === 'unknown';
}

export function termsOf(terms: readonly Row[], subscription: Row): readonly Row[] {
  return terms
    .filter((term) => term['subscription_id'] === subscription['id'])
    .sort((left, right) => Number(left['number']) - Number(right['number']));
}

export function same(left: Row, right: Row): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

export function text(row: Row, column: string): string {
  return String(row[column]);
}

export function wrong(where: string, rules: readonly (readonly [broken: boolean, what: string])[]): readonly string[] {
  return rules.filter(([isBroken]) => isBroken).map(([, what]) => `${what} (${where})`);
}

export function twice(rows: readonly Row[], name: (row: Row) => string, what: string): readonly string[] {
  const seen = new Set<string>();
  const again = rows.map(name).filter((one) => seen.size === seen.add(one).size);
  return [...new Set(again)].map((one) => `${what} ${one}`);
}
