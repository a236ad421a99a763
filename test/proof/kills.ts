import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { facts, JOIN_AND_SUBSCRIBE, KILLED, sums } from '../money/partner.js';
import { ledgerOf } from '../support/ledgers.js';
import { brokenSince } from '../support/invariants.js';
import { at, chosenOfEach, together, triedEach, type Bench, type Check, type Tried } from './check.js';
import { blind, runIn, type Program } from './program.js';
import { asked, complaints, inHome, older, oneLine, RESOLVE, RUN, subscriber, threeDue, unsound } from './scenes.js';
import { pointsOf, runAt, type Point } from './strace.js';

/** Every call that changes what others see: what is between two of them looks the same from outside. */
const CALLS = ['write', 'pwrite64', 'fsync', 'fdatasync', 'link', 'unlink', 'rename', 'ftruncate', 'connect', 'mkdir'];

/** A command that is killed, and what must be so once it was recovered from and given again. */
interface Act {
  readonly name: string;
  readonly home: () => Promise<string | undefined>;
  readonly args: readonly string[];
  /** What is wrong after the command was killed and before anything else ran. */
  readonly afterKill?: (home: string) => readonly string[];
  /** What is wrong at the end of it all. */
  readonly atEnd: (home: string, before: string | undefined) => Promise<readonly string[]> | readonly string[];
  /** The ledger is a sample and nobody's life: the checks of the program alone are asked. */
  readonly isSample?: true;
  /** So many points of it: short, usual. */
  readonly samples: readonly [number, number];
}

const ACTS: readonly Act[] = [
  {
    name: 'purchase',
    home: async () => undefined,
    args: JOIN_AND_SUBSCRIBE,
    atEnd: (home) => differs('the purchase', sums(home), sumsOf(1)),
    samples: [36, 110],
  },
  {
    name: 'renewals run',
    home: threeDue,
    args: RUN,
    atEnd: (home) => differs('the run', sums(home), { ...sumsOf(6), subscriptions: 3 }),
    samples: [24, 80],
  },
  {
    name: 'refund',
    home: asked,
    args: RESOLVE,
    atEnd(home) {
      const { returns, refunds, cancellations } = facts(home);
      return differs('the refund', [returns.length, refunds.length, cancellations.length], [1, 1, 1]);
    },
    samples: [16, 50],
  },
  {
    name: 'backup',
    home: subscriber,
    args: ['db', 'backup', 'copy.db', '--json'],
    afterKill: (home) => notWhole(join(home, 'copy.db')),
    atEnd: async (home, before) => brokenSince(facts(String(before)), facts(home)),
    samples: [12, 40],
  },
  {
    name: 'migration',
    home: () => older(9),
    args: ['clock', 'set', '2031-01-01', '--json'],
    isSample: true,
    afterKill: (home) => notWhole(ledgerOf(home)),
    atEnd: (home) => notOneCopy(home),
    samples: [12, 60],
  },
];

/** One paid purchase or renewal leaves one of each. */
function sumsOf(count: number) {
  return { charges: count, paid: count, open: 0, terms: count, subscriptions: 1, receipts: count };
}

function differs(what: string, is: unknown, wanted: unknown): readonly string[] {
  return JSON.stringify(is) === JSON.stringify(wanted)
    ? []
    : [`${what} came to ${JSON.stringify(is)} and not to ${JSON.stringify(wanted)}`];
}

/** A file that is there has to be a database from its first byte to its last. */
function notWhole(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const db = new Database(file);
  try {
    const found = db.pragma('integrity_check', { simple: true });
    const version = Number(db.pragma('user_version', { simple: true }));
    return found === 'ok' && version > 0 ? [] : [`${file} is damaged: ${String(found)}, version ${version}`];
  } finally {
    db.close();
  }
}

/** What an upgrade keeps of the ledger as it was. */
const KEPT = /^ledger\.db\.v\d+(\.\d+)?\.bak$/;

function notOneCopy(home: string): readonly string[] {
  const copies = readdirSync(dirname(ledgerOf(home))).filter((name) => KEPT.test(name));
  return copies.length === 1 ? [] : [`the migration left ${copies.join(', ') || 'no copy'}`];
}

/** Files that the program knows by name; a killed process's own must be gone once another has done its work. */
const KNOWN = /^(ledger\.db|ledger\.sandbox\.db|ledger\.renewals\.log|catalog|.*\.lock)$/;

function leftovers(home: string): readonly string[] {
  const folder = dirname(ledgerOf(home));
  if (!existsSync(folder)) return [];
  const left = readdirSync(folder).filter((name) => !KNOWN.test(name) && !KEPT.test(name));
  return left.length === 0 ? [] : [`left behind: ${left.join(', ')}`];
}

async function killedAt(program: Program, act: Act, point: Point): Promise<readonly string[]> {
  const before = await act.home();
  return inHome(before, async (home) => {
    const args = act.args.map((arg) => (arg.endsWith('copy.db') ? join(home, arg) : arg));
    const killed = await runAt(program, home, args, point, 'signal=SIGKILL');
    const found = [...(act.afterKill?.(home) ?? [])];
    const sound = () => (act.isSample ? unsound(program, home) : complaints(program, home));
    const recovered = await runIn(program, home, ['recover', '--json']);
    if (recovered.code !== 0 && !act.isSample)
      found.push(`recover ended with ${recovered.code}: ${oneLine(recovered.stderr)}`);
    found.push(...(await sound()));
    // What had come to its end before it was killed is refused now, or said to be so.
    const again = await runIn(program, home, args);
    if (![0, 1, 5].includes(again.code) || (again.code === 1 && !again.stderr.includes('FILE_EXISTS')))
      found.push(`given again it ended with ${again.code}: ${oneLine(again.stderr)}`);
    found.push(...(await sound()), ...(await act.atEnd(home, before)), ...leftovers(home));
    if (killed.code !== KILLED && killed.code !== 0) found.push(`it ended with ${killed.code} and was not killed`);
    return at(`${act.name}, ${point.call} ${point.time}`, found);
  });
}

async function sweep(program: Program, bench: Bench, acts: readonly Act[]): Promise<Tried> {
  const tried: Tried[] = [];
  for (const act of acts) {
    const points = await inHome(await act.home(), async (home) => {
      const args = act.args.map((arg) => (arg.endsWith('copy.db') ? join(home, arg) : arg));
      return pointsOf(program, home, args, CALLS);
    });
    const some = chosenOfEach(bench, points, ({ call }) => call, act.samples);
    tried.push(await triedEach(some, (point) => killedAt(program, act, point)));
  }
  return together(...tried);
}

/** G2, G8, G19: killed at any call of the system, whatever was going on comes to its end once and only once. */
export const KILLS: Check = {
  name: 'killed at a call of the system',
  needs: 'traces',
  run: (program, bench) => sweep(program, bench, ACTS),
  control: {
    what: 'a recovery that does not look before it charges, at a gateway that ignores its keys',
    run: async (bench) => sweep(await blind(), bench, ACTS.slice(0, 2)),
  },
};
