import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { build } from '../../bench/setting.js';
import { addDays, dayOf, type Day, type Instant } from '../../src/core/day.js';
import { wrongIn } from '../support/history.js';
import { factsOf, factsOnServer, type Facts } from '../support/invariants/facts.js';
import { booksOf, ledgerOf } from '../support/ledgers.js';
import { homeOnDisk, nextMorning, renewing, type Renewing } from '../support/renewing.js';
import { ownServer } from '../support/server.js';
import type { Bench, Check, Size, Tried } from './check.js';
import { FORGETFUL, mustRun, programWith, UNSEEN, type Fault, type Program } from './program.js';
import { unsound } from './scenes.js';

const CROWDS: Readonly<Record<Size, Crowd>> = {
  short: { due: 200, processes: 8, longestMs: 300_000 },
  usual: { due: 1000, processes: 16, longestMs: 900_000 },
  long: { due: 10_000, processes: 8, longestMs: 3_600_000 },
};
/** Placed by the job itself since then, and paid or on their way. */
const begunIn = (orders: string, since: string) =>
  `SELECT count(*) AS begun FROM ${orders} WHERE state <> 'failed' AND placed_by NOT LIKE '%@%' AND placed_at >= '${since}'`;

/** Where the renewals lie, read with another program than the one that is tried. */
interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly begun: (since: string) => Promise<number>;
  readonly facts: () => Promise<Facts>;
  readonly close: () => void;
}

type Opening = (program: Program, home: string) => Promise<Place>;

const inFile: Opening = async (_, home) => {
  const asked = (sql: string) => {
    const db = new Database(ledgerOf(home), { timeout: 60_000 });
    try {
      return db.prepare<[], { begun: number }>(sql).get();
    } finally {
      db.close();
    }
  };
  return {
    env: {},
    begun: async (since) => asked(begunIn('orders', since))?.begun ?? 0,
    facts: async () => factsOf(ledgerOf(home), booksOf(home)),
    close: () => undefined,
  };
};

/** Brought there by the program itself; the server waits for its disk at every commit. */
const onServer: Opening = async (program, home) => {
  const server = await ownServer();
  await mustRun(program, home, ['db', 'copy', ledgerOf(home), server.url, '--yes', '--json'], { timeoutMs: 900_000 });
  return {
    env: { PARTNER_DATABASE: server.url },
    begun: async (since) => Number((await server.ask<{ begun: string }>(begunIn('partner.orders', since)))[0]?.begun),
    facts: async () => JSON.parse((await server.ask<{ facts: string }>(factsOnServer()))[0]?.facts ?? '') as Facts,
    close: () => server.stop(),
  };
};

interface Crowd extends Pick<Renewing, 'processes' | 'longestMs'> {
  readonly due: number;
}

/** Everything due is renewed by many at once; then each machine's next morning, and the history is read. */
async function renewed(program: Program, open: Opening, { due, ...crowd }: Crowd): Promise<Tried> {
  const home = homeOnDisk();
  const today = dayOf(new Date().toISOString() as Instant);
  const since: Day = addDays(today, -1);
  await build(ledgerOf(home), due, [due], today);
  const place = await open(program, home);
  try {
    const started = performance.now();
    const isOver = async () => (await place.begun(since)) >= due;
    const work: Renewing = { script: program.script, home, env: { ...program.env, ...place.env }, ...crowd, isOver };
    const { kills, ended } = await renewing(work);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const unsettled = await nextMorning(work);
    const said = `${due} due, ${crowd.processes} processes, ${kills} killed, ${seconds} s, ended ${JSON.stringify(ended)}`;
    process.stdout.write(`  ${said}\n`);
    const checked = await unsound({ ...program, env: work.env }, home);
    const wrong = wrongIn(await place.facts(), { since, renewals: due });
    return { points: due, violations: [...unsettled, ...checked, ...wrong] };
  } finally {
    place.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Everybody takes over what another one is sending. */
const TAKEN_OVER: Fault = {
  file: 'src/journeys/claims.ts',
  from: `  if ((now ?? desk.at) < until) return 'live';`,
  to: `  if ((now ?? desk.at) < until) return 'free';`,
};

/** Nobody locks an account, and no index or head keeps two apart who have not. */
const UNLOCKED: readonly Fault[] = [
  { file: 'src/store/postgres/session.ts', from: '`${sql} FOR UPDATE`', to: 'sql' },
  { file: 'src/store/postgres/session.ts', from: '`${sql} FOR UPDATE SKIP LOCKED`', to: 'sql' },
  { file: 'src/store/sql/chains.ts', from: 'if (moved !== 1) throw', to: 'if (moved < 0) throw' },
  ...['one_order_a_term', 'one_order_a_reference'].map((index) => ({
    file: 'data/postgres/0001-ledger.sql',
    from: `CREATE UNIQUE INDEX ${index} `,
    to: `CREATE INDEX ${index} `,
  })),
];

/** A control has few, so that all of them want the same at the same moment. */
const FEW: Crowd = { due: 40, processes: 16, longestMs: 15_000 };
const MOST_TRIES = 12;

/** That two of them meet is chance, and the better they keep out of each other's way the rarer it is. */
async function untilFound(trying: () => Promise<Tried>): Promise<Tried> {
  let tried = await trying();
  for (let tries = 1; tries < MOST_TRIES && tried.violations.length === 0; tries += 1) tried = await trying();
  return tried;
}

function check(
  name: string,
  open: Opening,
  needs: Check['needs'],
  control: { what: string; faults: readonly Fault[] },
): Check {
  return {
    name,
    ...(needs ? { needs } : {}),
    run: (program, { size }: Bench) => renewed(program, open, CROWDS[size]),
    control: {
      what: control.what,
      run: async () => {
        const faulty = await programWith([UNSEEN, ...control.faults], FORGETFUL);
        return untilFound(() => renewed(faulty, open, FEW));
      },
    },
  };
}

/** I2, G1, G10: processes of two machines renew all that is due once, while one is killed every second. */
export const RENEWALS: readonly Check[] = [
  check('renewals by many, killed: in a file', inFile, undefined, {
    what: 'a claim of another process that nobody believes',
    faults: [TAKEN_OVER],
  }),
  check('renewals by many, killed: on a server', onServer, 'server', {
    what: 'an engine that locks no account',
    faults: UNLOCKED,
  }),
];
