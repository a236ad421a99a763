import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/files/package-root.js';
import { Ledgers } from './ledgers.js';
import { inItsOwnProcess } from './own-process.js';
import { daysFromToday } from './setting.js';

// Renewals on a PostgreSQL server whose commits are on its disk (fsync, synchronous_commit=on), by one process and by
// several at once, against the very statements of a run sent by one connection: ratios of one machine and one moment.
const { values: said } = parseArgs({
  options: {
    subscriptions: { type: 'string', default: '1000' },
    due: { type: 'string', default: '200' },
    workers: { type: 'string', default: '1,4,16' },
    /** The ledgers are kept here, and so is the server; a folder of their own where nothing is said. */
    folder: { type: 'string' },
  },
});

const CONCURRENCY = 32;

interface Rate {
  readonly subscriptions: number;
  readonly workers: number;
  /** Renewals in a second: of the program, and of the bare statements right before and after it. */
  readonly perSecond: number;
  readonly barePerSecond: number;
}

async function bench(): Promise<void> {
  const sizes = said.subscriptions.split(',').map(Number);
  const workers = said.workers.split(',').map(Number);
  const folder = said.folder ?? mkdtempSync(join(tmpdir(), 'partner-bench-'));
  mkdirSync(folder, { recursive: true });
  // Whoever starts a server for a test looks there for its place.
  process.env['PARTNER_TEST_SERVER'] = folder;
  const { ownServer } = await import('../test/support/server.js');
  const server = await ownServer(folder);
  try {
    print(
      `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
    );
    const ledgers = new Ledgers(folder, print);
    const rates: Rate[] = [];
    for (const size of sizes) rates.push(...(await ofSize(ledgers, { url: server.url, size, workers })));
    report(rates);
  } finally {
    server.stop();
    if (said.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

interface Wanted {
  readonly url: string;
  readonly size: number;
  readonly workers: readonly number[];
}

/** Each way has a day of its own, between two that are renewed by the bare statements: all of them in one ledger. */
async function ofSize(ledgers: Ledgers, { url, size, workers }: Wanted): Promise<readonly Rate[]> {
  const due = Number(said.due);
  const days = workers.flatMap(() => [due / 2, due, due / 2]).map(Math.ceil);
  const file = await ledgers.made(size, days);
  const place = `${url}?schema=bench_${size}`;
  await ledgers.copied(file, (copy) => partner(['db', 'copy', copy, place, '--yes', '--json']).then(() => undefined));
  const rates: Rate[] = [];
  for (const [index, count] of workers.entries()) {
    const first = 3 * index;
    const before = await bare(place, first);
    const ran = await together(place, first + 1, count);
    const after = await bare(place, first + 2);
    const barePerSecond = (1000 * (before.count + after.count)) / (before.took + after.took);
    rates.push({ subscriptions: size, workers: count, perSecond: ran, barePerSecond });
    print(`${size} subscriptions, ${count} at once: ${ran.toFixed(0)}/s, bare ${barePerSecond.toFixed(0)}/s`);
  }
  return rates;
}

async function bare(place: string, day: number): Promise<{ readonly count: number; readonly took: number }> {
  const { count, took = 0 } = await inItsOwnProcess('bare-server', place, daysFromToday(day), String(CONCURRENCY));
  return { count, took };
}

/** So many processes of the shipped program that renew the same day. @returns renewals in a second, their starts included */
async function together(place: string, day: number, count: number): Promise<number> {
  const run = ['renewals', 'run', '--all-accounts', '--yes', '--json', '--as-of', daysFromToday(day)];
  const started = performance.now();
  const answers = await Promise.all(
    Array.from({ length: count }, () => partner([...run, '--concurrency', String(CONCURRENCY), '--database', place])),
  );
  const took = performance.now() - started;
  const charged = answers.reduce((sum, answer) => sum + (JSON.parse(answer) as { charged: number }).charged, 0);
  return (1000 * charged) / took;
}

function partner(args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], CI: '1' };
  const running = spawn(process.execPath, [join(packageRoot(), 'bin', 'partner.js'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  running.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  return new Promise((resolve, reject) => {
    running.once('error', reject);
    running.once('close', (code) =>
      code === 0 ? resolve(text) : reject(new Error(`partner ${args.slice(0, 2).join(' ')} ended with ${code}`)),
    );
  });
}

function report(rates: readonly Rate[]): void {
  const share = ({ perSecond, barePerSecond }: Rate) => perSecond / barePerSecond;
  const verdicts: (readonly [met: boolean, what: string])[] = [];
  for (const rate of rates)
    verdicts.push([
      share(rate) >= 0.6,
      `${rate.subscriptions} subscriptions, ${rate.workers} at once: ${Math.round(100 * share(rate))} % of bare (at least 60 %)`,
    ]);
  const of = (size: number, workers: number) =>
    rates.find((rate) => rate.subscriptions === size && rate.workers === workers);
  for (const size of new Set(rates.map(({ subscriptions }) => subscriptions))) {
    const [four, sixteen] = [of(size, 4), of(size, 16)];
    if (!four || !sixteen) continue;
    const ratio = sixteen.perSecond / four.perSecond;
    verdicts.push([
      ratio >= 1,
      `${size} subscriptions: 16 at once ${ratio.toFixed(2)} times as fast as 4 (at least 1)`,
    ]);
  }
  const [smallest, largest] = [rates[0]?.subscriptions ?? 0, rates.at(-1)?.subscriptions ?? 0];
  const [few, many] = [of(smallest, 1), of(largest, 1)];
  if (few && many && smallest !== largest) {
    const ratio = share(few) / share(many);
    verdicts.push([
      ratio <= 1.3,
      `${smallest} to ${largest} subscriptions: ${ratio.toFixed(2)} times slower (at most 1.3)`,
    ]);
  }
  for (const [met, what] of verdicts) print(`${met ? 'met   ' : 'MISSED'}  ${what}`);
  process.exitCode = verdicts.every(([met]) => met) ? 0 : 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await bench();
