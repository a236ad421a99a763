import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { quickFolder } from './folders.js';
import { environmentOf } from './ledgers.js';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly stdin?: string;
  /** The user's home; a fresh empty one where none is given. */
  readonly home?: string;
  readonly timeoutMs?: number;
}

export interface Ran {
  /** 128 + n where signal n ended the process. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly home: string;
  /** Standard output as JSON. @throws Error with both streams where it is none */
  json<T = unknown>(): T;
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/** The shipped program. */
export const PROGRAM = join(packageRoot(), 'bin', 'partner.js');

/** A new home folder: nothing kept, no ledger. */
export function freshHome(): string {
  return quickFolder('home');
}

// The scheduler that tests may write to; the real one belongs to whoever runs them.
const MACHINE = join(packageRoot(), 'test', 'support', 'machine');

/** The environment of a user who has set nothing: no CI, no colours forced, every folder below `home`. */
export function plainEnvironment(home: string): Record<string, string | undefined> {
  return {
    PATH: [MACHINE, process.env['PATH']].join(delimiter),
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    TMPDIR: tmpdir(),
    LANG: 'C.UTF-8',
    // What one process compiled serves them all; each home would begin anew.
    NODE_COMPILE_CACHE: join(packageRoot(), 'build', 'compiled'),
    ...environmentOf(home),
  };
}

/** Runs the real program as a process of its own, without a terminal, and waits for its end. */
export function runPartner(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runNode([PROGRAM, ...args], options);
}

/** The same for any script. */
export function runNode(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runProgram(process.execPath, args, options);
}

/** The same for any program. */
export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { home = freshHome(), env, cwd, stdin = '', timeoutMs = 30_000 } = options;
  const child = spawn(program, [...args], { cwd, env: { ...plainEnvironment(home), ...env } });
  const read = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (read.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (read.stderr += text));
  // A program that reads no input closes it before we have written ours.
  child.stdin.on('error', () => {}).end(stdin);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`partner ${args.join(' ')} ran longer than ${timeoutMs} ms\n${both(read)}`));
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const ended = code ?? 128 + (SIGNALS[signal ?? ''] ?? 0);
      resolve({ code: ended, ...read, home, json: <T>() => parsed<T>(read) });
    });
  });
}

function parsed<T>(read: { stdout: string; stderr: string }): T {
  try {
    return JSON.parse(read.stdout) as T;
  } catch (error) {
    throw new Error(`stdout is no JSON\n${both(read)}`, { cause: error });
  }
}

function both({ stdout, stderr }: { stdout: string; stderr: string }): string {
  return `stdout:\n${stdout}\nstderr:\n${stderr}`;
}
