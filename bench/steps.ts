import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { parseDay } from '../src/core/day.js';
import { realMachine } from '../src/env/real-machine.js';
import { run } from '../src/main.js';
import { bareRenewals } from './bare.js';
import { slowRun } from './slow.js';
import { build, TODAY } from './setting.js';

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
  // In KiB, wherever Node runs.
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  return { milliseconds: performance.now() - started, peakMiB, ...counts };
}

async function work(name: string, given: readonly string[]): Promise<{ count: number } & Record<string, number>> {
  const [file = '', ...rest] = given;
  const numbers = rest.map(Number);
  switch (name) {
    case 'build': {
      const [accounts = 0, ...due] = numbers;
      const { charges, entries } = await build(file, accounts, due);
      return { count: charges, entries };
    }
    case 'command':
      return { count: await command(file, rest) };
    case 'bare':
      return bareRenewals(file, parseDay(rest[0] ?? '') ?? TODAY, numbers[1] ?? 1);
    case 'slow': {
      const [concurrency = 1, answerMs = 0] = numbers;
      return slowRun(file, concurrency, answerMs);
    }
    default:
      throw new Error(`there is no step ${name}`);
  }
}

/** How many items a command prints. */
async function command(file: string, words: readonly string[]): Promise<number> {
  const pieces: Buffer[] = [];
  const stdout = new Writable({
    write: (piece: Buffer, _, done) => {
      pieces.push(piece);
      done();
    },
  });
  const stderr = new Writable({ write: (_piece, _, done) => done() });
  const machine = {
    ...realMachine(),
    stdout,
    stderr,
    env: { CI: '1', HOME: process.env['HOME'] },
    signals: new EventEmitter(),
  };
  const code = await run([...words, '--database', file, '--json'], machine);
  const answer = JSON.parse(Buffer.concat(pieces).toString('utf8')) as unknown;
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`);
  return Array.isArray(answer) ? answer.length : (answer as { charged: number }).charged;
}

const [name = '', ...given] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await step(name, given))}\n`);
