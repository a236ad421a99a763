import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openCatalog } from '../src/catalog/load.js';
import { noonOf } from '../src/core/day.js';
import { NOTHING_SAID } from '../src/core/recording.js';
import { makeIds } from '../src/env/ids.js';
import { adopt, type Owned } from '../src/journeys/adopt.js';
import type { Desk } from '../src/journeys/desk.js';
import { openLedger } from '../src/store/sqlite/open.js';
import type { Store } from '../src/store/store.js';
import { DATA, daysFromToday, TODAY } from './setting.js';

// What it takes to adopt many rows, held against inserting the rows that came of it, bare: a ratio of one machine.
const ROWS = 10_000;
const GOAL = 5;
const TABLES = [
  'audit',
  'accounts',
  'users',
  'heads',
  'recorded_orders',
  'statements',
  'subscriptions',
  'terms',
  'paid_to',
];

async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'partner-bench-'));
  try {
    const adopted = await adopting(join(folder, 'ledger.db'));
    const bare = inserting(join(folder, 'ledger.db'), join(folder, 'bare.db'));
    const ratio = adopted / bare;
    const said = `${ROWS} rows adopted: ${ratio.toFixed(1)} × the bare inserts (goal ≤ ${GOAL})`;
    process.stdout.write(`${said}\n`);
    process.exitCode = ratio <= GOAL ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds. */
async function adopting(file: string): Promise<number> {
  const at = noonOf(TODAY);
  const catalog = openCatalog({ folder: DATA });
  const programme = await catalog.programme(catalog.ids[0] ?? '');
  const [offer] = programme.offers;
  if (!offer) throw new Error('nothing is sold');
  const ids = makeIds({
    host: 'bench',
    pid: process.pid,
    random: Math.random,
    secretBytes: randomBytes,
    kill: () => true,
  });
  const ledger: Store = await openLedger(file, { create: { installation: 'bench', gateway: 'none', at } });
  const desk = { ledger, at, by: '', nextId: (prefix: Parameters<Desk['nextId']>[0]) => ids.next(prefix, at) } as Desk;
  const rows = Array.from({ length: ROWS }, (_, index): Owned => ({
    programme,
    offer,
    owner: { mpnId: String(1_000_000 + index), company: 'Company', country: 'FR', email: 'admin@contoso.example' },
    anniversary: daysFromToday((index % 365) - 180),
    said: { ...NOTHING_SAID, invoice: `E${index}` },
    activated: [],
  }));
  const started = performance.now();
  const results = await adopt(desk, rows, 'all-or-nothing');
  const took = performance.now() - started;
  await ledger.close();
  if (results.some(({ kind }) => kind !== 'adopted')) throw new Error('not all of it was adopted');
  return took;
}

/** The same rows into the same tables, without a rule, in one transaction that is on the disk when it returns. */
function inserting(from: string, to: string): number {
  const source = new Database(from, { readonly: true });
  const target = new Database(to);
  try {
    target.pragma('synchronous = EXTRA');
    const schema = source.prepare(`SELECT sql FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite_%'`).pluck();
    for (const kind of ['table', 'index'])
      for (const sql of schema.all(kind)) if (typeof sql === 'string') target.exec(sql);
    target.pragma('foreign_keys = OFF');
    const data = TABLES.map(
      (name) => [name, source.prepare(`SELECT * FROM ${name}`).raw().all() as unknown[][]] as const,
    );
    const started = performance.now();
    target.exec('BEGIN IMMEDIATE');
    for (const [name, rows] of data) {
      const marks = (rows[0] ?? []).map(() => '?').join(', ');
      const insert = target.prepare(`INSERT INTO ${name} VALUES (${marks})`);
      for (const row of rows) insert.run(...row);
    }
    target.exec('COMMIT');
    return performance.now() - started;
  } finally {
    source.close();
    target.close();
  }
}

await bench();
