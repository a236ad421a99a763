import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/files/package-root.js';
import { PROGRAM, runNode, type Ran, type RunOptions } from '../support/run.js';

/** The program that a check runs: the shipped one, or one with a fault put in. */
export interface Program {
  readonly script: string;
  /** What stands in every environment that it runs in. */
  readonly env: Readonly<Record<string, string>>;
}

export const SHIPPED: Program = { script: PROGRAM, env: {} };

/** One change of the sources: a piece of text that stands there exactly once, and what stands there instead. */
export interface Fault {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Where a program with faults is built; gone at the end of the proof. */
const workshops: string[] = [];
const execute = promisify(execFile);

/**
 * Builds the whole program anew from sources with these faults in them. @throws Error where a fault does not fit the
 * sources any more: a control that changes nothing would be worth nothing
 */
export async function programWith(faults: readonly Fault[], env: Program['env'] = {}): Promise<Program> {
  const folder = sourcesWith(faults);
  await execute(process.execPath, ['.ci/build.js'], { cwd: folder });
  return {
    script: join(folder, 'bin', 'partner.js'),
    env: { NODE_COMPILE_CACHE: join(folder, 'build', 'compiled'), ...env },
  };
}

/** The gateway is never found to have charged. */
export const UNSEEN: Fault = {
  file: 'src/sandbox/gateway/sandbox.ts',
  from: `const made = yield* charges('reference', reference);`,
  to: `const made = (yield* charges('reference', reference)).slice(0, 0);`,
};

/** And it charges again whatever it is asked for twice. */
export const FORGETFUL = { PARTNER_SANDBOX_FAULT: 'ignore-keys' };

export function blind(): Promise<Program> {
  return programWith([UNSEEN], FORGETFUL);
}

/** A copy of the repository with these faults in it, and the packages of this one. */
export function sourcesWith(faults: readonly Fault[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'partner-broken-'));
  workshops.push(folder);
  for (const part of ['src', 'test', 'bin', 'data', 'docs', '.ci', 'package.json', 'README.md', 'LICENSE'])
    cpSync(join(packageRoot(), part), join(folder, part), { recursive: true });
  symlinkSync(join(packageRoot(), 'node_modules'), join(folder, 'node_modules'));
  for (const { file, from, to } of faults) {
    const path = join(folder, file);
    const pieces = readFileSync(path, 'utf8').split(from);
    if (pieces.length !== 2) throw new Error(`the fault does not fit: ${file} has ${pieces.length - 1} times ${from}`);
    writeFileSync(path, pieces.join(to));
  }
  return folder;
}

export function closeWorkshops(): void {
  for (const folder of workshops.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Runs it to its end, without a terminal. */
export function runIn({ script, env }: Program, home: string, args: readonly string[], options: RunOptions = {}) {
  return runNode([script, ...args], { timeoutMs: 120_000, ...options, home, env: { ...env, ...options.env } });
}

/** The same where nothing else than success is expected. @throws Error with what it said */
export async function mustRun(program: Program, home: string, args: readonly string[], options: RunOptions = {}) {
  const ran = await runIn(program, home, args, options);
  if (ran.code !== 0) throw new Error(`partner ${args.join(' ')} ended with ${ran.code}\n${ran.stderr}`);
  return ran;
}

/** Standard output as JSON where it is any. */
export function jsonOf<T>({ stdout }: Pick<Ran, 'stdout'>): T | undefined {
  try {
    return JSON.parse(stdout) as T;
  } catch {
    return undefined;
  }
}
