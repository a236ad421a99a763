import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { OwnServer } from '../test/support/server.js';
import { Ledgers } from './ledgers.js';
import { inItsOwnProcess, waitingProcess } from './own-process.js';
import { daysFromToday } from './setting.js';
import { atLeast, atMost, inFolder, measure, print, type Row } from './table.js';

// Renewals on a PostgreSQL server whose commits are on its disk (fsync, synchronous_commit=on), by one process and by
// several at once, against the very statements of a run sent by one connection: ratios of one machine and one moment.
const { values: said } = parseArgs({
  options: {
    subscriptions: { type: 'string', default: '1000' },
    due: { type: 'string', default: '400' },
    /** Renewed before the clock starts, by all of the processes together: so they have started, know their way and are compiled. */
    warming: { type: 'string', default: '80' },
    workers: { type: 'string', default: '1,4,16' },
    /** The ledgers are kept here, and so is the server; a folder of their own where nothing is said. */
    folder: { type: 'string' },
  },
});

const CONCURRENCY = 32;

/** The gateway that takes its time: how long for an answer, how many processes ask it, and for how many charges each. */
const SLOW = { answerMs: 200, workers: 4, charges: 640 };

interface Rate {
  readonly subscriptions: number;
  readonly workers: number;
  /** Renewals in a second: of the program, and of the bare statements right before and after it. */
  readonly perSecond: number;
  readonly barePerSecond: number;
}

async function bench(folder: string): Promise<readonly Row[]> {
  const sizes = said.subscriptions.split(',').map(Number);
  const workers = said.workers.split(',').map(Number);
  // Whoever starts a server for a test looks there for its place.
  process.env['PARTNER_TEST_SERVER'] = folder;
  const { ownServer } = await import('../test/support/server.js');
  const server = await ownServer(folder);
  try {
    const ledgers = new Ledgers(folder, print);
    const rates: Rate[] = [];
    for (const size of sizes) rates.push(...(await ofSize(ledgers, { server, size, workers })));
    return [...rowsOf(rates), await slowGateway(ledgers, server)];
  } finally {
    server.stop();
  }
}

interface Wanted {
  readonly server: OwnServer;
  readonly size: number;
  readonly workers: readonly number[];
}

/** Each way has a copy of the same ledger: two days that are renewed by the bare statements, and between them one to get warm and the one that counts. */
async function ofSize(ledgers: Ledgers, { server, size, workers }: Wanted): Promise<readonly Rate[]> {
  const due = Number(said.due);
  const file = await ledgers.made(size, [Math.ceil(due / 2), Number(said.warming), due, Math.ceil(due / 2)]);
  const of = (database: string) => server.url.replace(/[^/]*$/, database);
  const model = `of_${size}`;
  await server.ask(`CREATE DATABASE ${model}`);
  await ledgers.copied(file, (copy) => copiedTo(copy, of(model)));
  const rates: Rate[] = [];
  for (const count of workers) {
    const database = `${model}_by_${count}`;
    await server.ask(`CREATE DATABASE ${database} TEMPLATE ${model}`);
    const place = of(database);
    const before = await bare(place, 0);
    const ran = await together(place, count);
    const after = await bare(place, 3);
    const barePerSecond = (1000 * (before.count + after.count)) / (before.took + after.took);
    rates.push({ subscriptions: size, workers: count, perSecond: ran, barePerSecond });
    print(
      `${size} subscriptions, ${count} at once: ${ran.toFixed(0)}/s, bare ${barePerSecond.toFixed(0)}/s, load ${load()}`,
    );
  }
  return rates;
}

async function bare(place: string, day: number): Promise<{ readonly count: number; readonly took: number }> {
  const { count, took = 0 } = await inItsOwnProcess('bare-server', place, daysFromToday(day), String(CONCURRENCY));
  return { count, took };
}

/** So many processes that renew the same day. @returns renewals in a second, from the first that begins to the last that ends */
async function together(place: string, count: number): Promise<number> {
  const given = [place, daysFromToday(1), daysFromToday(2), String(CONCURRENCY)];
  const all = Array.from({ length: count }, () => waitingProcess('runs', ...given));
  for (const one of all) await one.isReady;
  const ran = await Promise.all(all.map((one) => one.go()));
  const [began, ended] = [
    Math.min(...ran.map((one) => one['began'] ?? 0)),
    Math.max(...ran.map((one) => one['ended'] ?? 0)),
  ];
  const charged = ran.reduce((sum, one) => sum + one.count, 0);
  if (charged !== Number(said.due)) throw new Error(`${charged} of ${said.due} were charged`);
  return (1000 * charged) / (ended - began);
}

/** Several processes, each with as many in flight as it may have, at a gateway elsewhere that takes its time. */
async function slowGateway(ledgers: Ledgers, server: OwnServer): Promise<Row> {
  const { answerMs, workers, charges } = SLOW;
  const file = await ledgers.made(workers * charges + 1, [workers * charges]);
  await server.ask('CREATE DATABASE slow');
  const place = server.url.replace(/[^/]*$/, 'slow');
  await ledgers.copied(file, (copy) => copiedTo(copy, place));
  const asked = [place, String(CONCURRENCY), String(answerMs)] as const;
  const ran = await Promise.all(Array.from({ length: workers }, () => inItsOwnProcess('slow', ...asked)));
  const calls = ran.reduce((sum, one) => sum + (one['calls'] ?? 0), 0);
  const count = ran.reduce((sum, one) => sum + one.count, 0);
  const took = Math.max(...ran.map((one) => one['ended'] ?? 0)) - Math.min(...ran.map((one) => one['began'] ?? 0));
  const share = (100 * calls * answerMs) / (CONCURRENCY * workers) / took;
  return {
    what: `${count} charges by ${workers} at once, ${answerMs} ms an answer, ${CONCURRENCY} in flight each`,
    measured: `${Math.round(share)} % of ideal: ${Math.round((1000 * count) / took)}/s, ${(calls / count).toFixed(1)} answers each`,
    goal: atLeast(90, share, ' %'),
  };
}

async function copiedTo(file: string, place: string): Promise<void> {
  await inItsOwnProcess('command', file, 'db', 'copy', file, place, '--yes');
}

function load(): string {
  return loadavg()[0]?.toFixed(1) ?? '?';
}

function rowsOf(rates: readonly Rate[]): readonly Row[] {
  const share = ({ perSecond, barePerSecond }: Rate) => perSecond / barePerSecond;
  const of = (size: number, workers: number) =>
    rates.find((rate) => rate.subscriptions === size && rate.workers === workers);
  const each = rates.map((rate) => ({
    what: `${rate.subscriptions} subscriptions, renewed by ${rate.workers} at once, against the bare SQL`,
    measured: `${Math.round(100 * share(rate))} %: ${Math.round(rate.perSecond)}/s, bare ${Math.round(rate.barePerSecond)}/s`,
    goal: atLeast(60, 100 * share(rate), ' %'),
  }));
  const many = [...new Set(rates.map(({ subscriptions }) => subscriptions))].flatMap((size) => {
    const [four, sixteen] = [of(size, 4), of(size, 16)];
    if (!four || !sixteen) return [];
    const ratio = sixteen.perSecond / four.perSecond;
    return [
      {
        what: `${size} subscriptions, 16 at once against 4`,
        measured: `${ratio.toFixed(2)} times`,
        goal: atLeast(1, ratio, ' times'),
      },
    ];
  });
  const [smallest, largest] = [rates[0]?.subscriptions ?? 0, rates.at(-1)?.subscriptions ?? 0];
  const [few, lots] = [of(smallest, 1), of(largest, 1)];
  if (!few || !lots || smallest === largest) return [...each, ...many];
  const slower = share(few) / share(lots);
  const what = `${smallest} subscriptions against ${largest}`;
  return [
    ...each,
    ...many,
    { what, measured: `${slower.toFixed(2)} times slower`, goal: atMost(1.3, slower, ' times') },
  ];
}

await inFolder(said.folder, (folder) => measure('Renewals on a server', () => bench(folder)));
