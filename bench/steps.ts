import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { Writable, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../src/files/package-root.js';
import { loadBundle } from '../test/support/bundle.js';
import type { realMachine } from '../src/env/machine.js';
import type { run } from '../src/main.js';

interface Program {
  readonly run: typeof run;
  readonly realMachine: typeof realMachine;
}

/** What a step measured: of a process of its own, so that the memory is its own, too. */
export interface Measured {
  readonly milliseconds: number;
  readonly count: number;
  readonly peakMiB: number;
  readonly [more: string]: number;
}

/** Runs one step and says what it measured. */
async function step(name: string, given: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const counts = await work(name, given);
  return { milliseconds: performance.now() - started, peakMiB: peakMiB(), ...counts };
}

function peakMiB(): number {
  const { peakKiB } = createRequire(import.meta.url)(join(packageRoot(), 'bench', 'peak.cjs')) as {
    peakKiB: () => number;
  };
  return peakKiB() / 1024;
}

async function work(name: string, given: readonly string[]): Promise<{ count: number } & Record<string, number>> {
  const [file = '', ...rest] = given;
  const numbers = rest.map(Number);
  switch (name) {
    case 'build': {
      const [accounts = 0, ...due] = numbers;
      const { build } = await import('./setting.js');
      const { charges, entries } = await build(file, accounts, due);
      return { count: charges, entries };
    }
    case 'command':
      return command(file, rest);
    case 'program':
      return program(file, rest);
    case 'runs':
      return warmRun(file, rest);
    case 'stream':
      return streamed(file, rest);
    case 'bare': {
      const [{ bareRenewals }, { parseDay }] = await Promise.all([import('./bare.js'), import('../src/core/day.js')]);
      const { TODAY } = await import('./setting.js');
      const flushes = rest[2] === 'together' ? 'together' : 'each';
      return bareRenewals(file, parseDay(rest[0] ?? '') ?? TODAY, numbers[1] ?? 1, flushes);
    }
    case 'bare-server': {
      const [{ bareOnServer }, { parseDay }] = await Promise.all([
        import('./bare-server.js'),
        import('../src/core/day.js'),
      ]);
      const { TODAY } = await import('./setting.js');
      return bareOnServer(file, parseDay(rest[0] ?? '') ?? TODAY, numbers[1] ?? 1);
    }
    case 'slow': {
      const [concurrency = 1, answerMs = 0] = numbers;
      const { slowRun } = await import('./slow.js');
      return slowRun(file, concurrency, answerMs);
    }
    default:
      throw new Error(`there is no step ${name}`);
  }
}

/** The program as anybody starts it: how many renewals a command prints, and its memory. */
async function program(file: string, words: readonly string[]): Promise<{ count: number; peakMiB: number }> {
  const root = packageRoot();
  const started = ['--require', join(root, 'bench', 'tell-peak.cjs'), join(root, 'bin', 'partner.js')];
  const running = spawn(process.execPath, [...started, ...words, '--json'], {
    env: { ...process.env, CI: '1', PARTNER_DATABASE: file },
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const [, said, , peak] = running.stdio;
  const ended = once(running, 'close');
  const [answer, most] = await Promise.all([text(said as Readable), text(peak as Readable)]);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`);
  return { count: countOf(answer), peakMiB: Number(most) / 1024 };
}

function countOf(json: string): number {
  const answer = JSON.parse(json) as unknown;
  return Array.isArray(answer) ? answer.length : (answer as { charged: number }).charged;
}

/** The same in this process: how many items a command prints, and its memory: not that of whoever reads what it printed. */
async function command(file: string, words: readonly string[]): Promise<{ count: number; peakMiB: number }> {
  const program = loadBundle<Program>();
  const said: Buffer[] = [];
  const told: Buffer[] = [];
  const into = (pieces: Buffer[]) =>
    new Writable({
      write: (piece: Buffer, _, done) => {
        pieces.push(piece);
        done();
      },
    });
  const machine = {
    ...program.realMachine(),
    stdout: into(said),
    stderr: into(told),
    env: { CI: '1', HOME: process.env['HOME'], PARTNER_DATABASE: file },
    signals: new EventEmitter(),
  };
  const code = await program.run([...words, '--json'], machine);
  const peak = peakMiB();
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${Buffer.concat(told).toString('utf8')}`);
  return { count: countOf(Buffer.concat(said).toString('utf8')), peakMiB: peak };
}

/** Renews one day to get warm, waits to be told, and renews another: when that began and ended, by the machine's clock. */
async function warmRun(place: string, [warming = '', day = '', concurrency = '']: readonly string[]) {
  const run = (at: string) =>
    command(place, ['renewals', 'run', '--all-accounts', '--yes', '--as-of', at, '--concurrency', concurrency]);
  await run(warming);
  process.stdout.write('\n');
  await once(process.stdin, 'data');
  const began = Date.now();
  const { count } = await run(day);
  return { count, began, ended: Date.now() };
}

/** The shipped program, and nobody keeps what it prints: how many bytes that was, the processor's time and the memory. */
async function streamed(file: string, words: readonly string[]) {
  const program = loadBundle<Program>();
  let count = 0;
  const stdout = new Writable({
    write: (piece: Buffer, _, done) => {
      count += piece.length;
      done();
    },
  });
  const stderr = new Writable({ write: (_piece, _, done) => done() });
  const env = { CI: '1', HOME: process.env['HOME'] };
  const machine = { ...program.realMachine(), stdout, stderr, env, signals: new EventEmitter() };
  const code = await program.run([...words, '--database', file], machine);
  const { user, system } = process.cpuUsage();
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`);
  return { count, cpu: (user + system) / 1000 };
}

const [name = '', ...given] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await step(name, given))}\n`);
