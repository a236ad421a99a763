import { randomBytes } from 'node:crypto';
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
import { atMost, inFolder, measure, type Row } from './table.js';

// What it takes to adopt many rows, held against inserting the rows that came of it, bare: a ratio of one machine, in
// the processor's time, since a disk that is busy with something else is no fault of either.
const ROWS = 10_000;
const GOAL = 5;
/** An odd number: the one in the middle counts. */
const TIMES = 3;
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

async function bench(folder: string): Promise<readonly Row[]> {
  const tries = [];
  for (let time = 0; time < TIMES; time += 1) tries.push(await tried(folder, String(time)));
  tries.sort((one, other) => one.adopted / one.bare - other.adopted / other.bare);
  const { adopted, bare } = tries[(TIMES - 1) / 2] ?? { adopted: NaN, bare: NaN };
  const ratio = adopted / bare;
  const measured = `${ratio.toFixed(1)} times: ${Math.round(adopted)} ms, bare ${Math.round(bare)} ms`;
  return [{ what: `${ROWS} rows adopted, against the bare inserts`, measured, goal: atMost(GOAL, ratio, ' times') }];
}

async function tried(folder: string, name: string) {
  const [ledger, other] = [join(folder, `ledger-${name}.db`), join(folder, `bare-${name}.db`)];
  const adopted = await adopting(ledger);
  return { adopted, bare: inserting(ledger, other) };
}

/** Milliseconds of the processor. */
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
  const started = process.cpuUsage();
  const results = await adopt(desk, rows, 'all-or-nothing');
  const took = since(started);
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
    const rows = TABLES.flatMap((table) => rowsIn(source, target, table));
    // As they came: one table after the other would be sorted work, which whoever brings in one row after the other never has.
    rows.sort((one, other) => one.written - other.written);
    const started = process.cpuUsage();
    target.exec('BEGIN IMMEDIATE');
    for (const { insert, values } of rows) insert.run(...values);
    target.exec('COMMIT');
    return since(started);
  } finally {
    source.close();
    target.close();
  }
}

interface Written {
  /** The entry of the ledger that made it. */
  readonly written: number;
  readonly insert: Database.Statement;
  readonly values: readonly unknown[];
}

function rowsIn(source: Database.Database, target: Database.Database, table: string): readonly Written[] {
  const all = source.prepare(`SELECT * FROM ${table}`).all() as Readonly<Record<string, unknown>>[];
  const marks = Object.keys(all[0] ?? {}).map(() => '?');
  const insert = target.prepare(`INSERT INTO ${table} VALUES (${marks.join(', ')})`);
  return all.map((row, place) => {
    // Of two entries for each, the second made what has none to say.
    const written = Number(row['written'] ?? row['sequence'] ?? 2 * place + 2);
    return { written, insert, values: Object.values(row) };
  });
}

function since(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

await inFolder(undefined, (folder) => measure('Adopting', () => bench(folder)));
