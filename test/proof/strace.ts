import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { KILLED } from '../money/partner.js';
import { plainEnvironment } from '../support/run.js';
import type { Program } from './program.js';

/** One call of the system that a command makes: which, and the how-manieth of its kind in its thread. */
export interface Point {
  readonly call: string;
  readonly time: number;
  /** It goes to no file, pipe or socket, only from one thread of Node to another: no system lets that fail. */
  readonly internal: boolean;
}

/** What a point can be made to do: the process dies before it, or it fails with an error of the system. */
export type Injected = 'signal=SIGKILL' | `error=${string}`;

export interface Traced {
  /** 128 + n where signal n ended the process. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why nothing can be traced here; undefined where it can, which is tried out. */
export function untraceable(): string | undefined {
  const kill = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=write', '-e', 'inject=write:signal=SIGKILL:when=1'];
  const { error, signal, status, stderr } = spawnSync('strace', [...kill, 'sh', '-c', 'echo'], { encoding: 'utf8' });
  if (error) return `strace could not be started (apt-get install strace): ${error.message}`;
  // It ends as what it traces does.
  if (signal === 'SIGKILL' || status === KILLED) return undefined;
  return `strace may not stop a program here (containers forbid it without SYS_PTRACE): ${stderr.trim()}`;
}

/** Every such call that the command makes, in no order; it runs to its end. */
export async function pointsOf(
  program: Program,
  home: string,
  args: readonly string[],
  calls: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Point[]> {
  const folder = mkdtempSync(join(tmpdir(), 'partner-trace-'));
  try {
    const log = join(folder, 'calls');
    await traced(program, home, ['-y', '-o', log, '-e', `trace=${calls.join()}`], args, env);
    return counted(readFileSync(log, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each call and its place in its own thread, which is what the injection counts: it is made in every thread that has it. */
function counted(log: string): readonly Point[] {
  const own = new Map<string, number>();
  const points = new Map<string, Point>();
  for (const [, thread = '', call = '', target] of log.matchAll(
    /^(\d+) +(\w+)\((\d+<(?:anon_inode|pipe:\[\d+\]>, "\*"))?/gm,
  )) {
    const time = (own.get(`${thread} ${call}`) ?? 0) + 1;
    own.set(`${thread} ${call}`, time);
    const internal = target !== undefined || points.get(`${call} ${time}`)?.internal === true;
    points.set(`${call} ${time}`, { call, time, internal });
  }
  return Array.from(points.values());
}

/** Runs the command with one of its calls made to fail, or to be its last. */
export function runAt(
  program: Program,
  home: string,
  args: readonly string[],
  { call, time }: Point,
  injected: Injected,
  env: Readonly<Record<string, string>> = {},
): Promise<Traced> {
  const inject = ['-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:${injected}:when=${time}`];
  return traced(program, home, inject, args, env);
}

async function traced(
  { script, env }: Program,
  home: string,
  options: readonly string[],
  args: readonly string[],
  more: Readonly<Record<string, string>>,
): Promise<Traced> {
  const child = spawn('strace', ['-f', '-qq', ...options, process.execPath, script, ...args], {
    env: { ...plainEnvironment(home), ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals];
  clearTimeout(timer);
  return { code: code ?? 128 + constants.signals[signal], ...said };
}
