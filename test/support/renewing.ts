import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { packageRoot } from '../../src/files/package-root.js';
import { ledgerOf } from './ledgers.js';
import { plainEnvironment, runNode } from './run.js';

const preload = (path: string) => `--import=file://${join(packageRoot(), 'build', 'test', ...path.split('/'))}.js`;
const PRELOADS = [preload('proof/shifted-clock'), preload('support/another-machine')].join(' ');

/** Two machines' worth of settings: names, zones, and clocks that are a minute off each way. */
export const MACHINES: readonly Readonly<Record<string, string>>[] = [
  { NODE_OPTIONS: PRELOADS, HALTED_MACHINE: 'east', TZ: 'Pacific/Kiritimati', PROOF_CLOCK: '60000' },
  { NODE_OPTIONS: PRELOADS, HALTED_MACHINE: 'west', TZ: 'America/Los_Angeles', PROOF_CLOCK: '-60000' },
];

export const RUN = ['renewals', 'run', '--all-accounts', '--yes', '--json'];
const KILL_EVERY_MS = 1000;

export interface Renewing {
  readonly script: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly processes: number;
  /** Asked once a second: whether nothing is left to begin. */
  readonly isOver: () => Promise<boolean>;
  /** An engine that is broken may never come to an end. */
  readonly longestMs: number;
}

export interface Renewed {
  readonly kills: number;
  /** How those that were not killed ended, in numbers. */
  readonly ended: Readonly<Record<string, number>>;
}

/** So many processes of two machines renew what is due, each again and again, while the oldest is killed every second. */
export async function renewing({ script, home, env, processes, isOver, longestMs }: Renewing): Promise<Renewed> {
  const running = new Set<ChildProcess>();
  const ended: Record<string, number> = {};
  let over = false;
  const again = async (index: number) => {
    while (!over) {
      const settings = { ...plainEnvironment(home), ...env, ...MACHINES[index % MACHINES.length] };
      const child = spawn(process.execPath, [script, ...RUN], { env: settings, stdio: 'ignore' });
      running.add(child);
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      running.delete(child);
      if (code !== null) ended[code] = (ended[code] ?? 0) + 1;
    }
  };
  const all = Array.from({ length: processes }, (_, index) => again(index));
  const deadline = performance.now() + longestMs;
  let kills = 0;
  try {
    do {
      await pause(KILL_EVERY_MS);
      const [oldest] = running;
      if (oldest?.kill('SIGKILL')) kills += 1;
    } while (performance.now() < deadline && !(await isOver()));
  } finally {
    over = true;
    await Promise.all(all);
  }
  return { kills, ended };
}

/**
 * What each of the two machines does the next morning: it settles what its own processes left open, and, once the other one has
 * done the same, renews. Until then what the other's processes were sending is believed to be under way (10). @returns what fails
 */
export async function nextMorning({ script, home, env, longestMs }: Renewing): Promise<readonly string[]> {
  const failed: string[] = [];
  const rounds = [
    { args: ['recover', '--json'], endsWith: [0, 10] },
    { args: ['recover', '--json'], endsWith: [0] },
    { args: RUN, endsWith: [0] },
  ];
  for (const { args, endsWith } of rounds)
    for (const machine of MACHINES) {
      const options = { home, env: { ...env, ...machine }, timeoutMs: longestMs };
      const ran = await runNode([script, ...args], options).catch(String);
      if (typeof ran === 'string') failed.push(ran);
      else if (!endsWith.includes(ran.code))
        failed.push(`${args.join(' ')} ended with ${ran.code}: ${ran.stderr.trim()}`);
    }
  return failed;
}

/** A home on the disk, with a ledger in a file to be made there. */
export function homeOnDisk(): string {
  const home = mkdtempSync(join(tmpdir(), 'partner-renewing-'));
  mkdirSync(dirname(ledgerOf(home)), { recursive: true, mode: 0o700 });
  return home;
}
