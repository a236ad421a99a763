import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { checkProgrammeFile } from '../../../src/catalog/check.js';
import { packageRoot } from '../../../src/env/package-root.js';
import type { Keyboard } from '../../../src/io/prompter.js';
import type { Machine } from '../../../src/machine.js';
import { run } from '../../../src/main.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import type { Defect } from '../../../src/store/store.js';
import { freshHome, plainEnvironment } from '../../support/run.js';

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON. */
  readonly value: Answer;
}

// Whatever was parsed: a test names what it expects of it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Answer = any;

type Environment = Readonly<Record<string, string | undefined>>;

export const MPN = '1234567';
export const BOUGHT = '2026-11-22';

/** A small machine: one home, and commands that run in this process at noon of the day that they are given. */
export class House {
  readonly home = freshHome();
  readonly ledgerFile = join(this.home, 'data', 'partner', 'ledger.db');

  constructor(readonly env: Environment = {}) {}

  /** With a company on it that bought the Action Pack on BOUGHT. */
  static async bought(env: Environment = {}, company = 'Contoso', country = 'GB'): Promise<House> {
    const model = models.get(company) ?? buy(company, country);
    models.set(company, model);
    const house = new House(env);
    cpSync((await model).home, house.home, { recursive: true });
    return house;
  }

  /** As `run`, and has to succeed. */
  async runs(line: string | readonly string[], env: Environment = {}, today = BOUGHT): Promise<Said> {
    const said = await this.run(line, env, today);
    if (said.code !== 0) throw new Error(`partner ${String(line)} ended with ${said.code}\n${said.stderr}`);
    return said;
  }

  /** Runs one command at noon of a day, in this process and on a machine of its own. */
  async run(line: string | readonly string[], env: Environment = {}, today = BOUGHT): Promise<Said> {
    const argv = typeof line === 'string' ? line.split(' ') : line;
    const [stdout, stderr] = [captured(), captured()];
    await shipped();
    const code = await run(argv, this.machine({ ...this.env, ...env }, today, stdout.stream, stderr.stream));
    const text = stdout.text();
    return {
      code,
      stdout: text,
      stderr: stderr.text(),
      value: argv.includes('--json') && text !== '' ? JSON.parse(text) : undefined,
    };
  }

  async defects(): Promise<readonly Defect[]> {
    const ledger = await openLedger(this.ledgerFile);
    try {
      return await ledger.check();
    } finally {
      await ledger.close();
    }
  }

  private machine(env: Environment, today: string, stdout: PassThrough, stderr: PassThrough): Machine {
    const stdin: Keyboard = Readable.from([], { objectMode: false });
    return {
      env: { ...plainEnvironment(this.home), ...env },
      stdin,
      stdout,
      stderr,
      home: this.home,
      platform: 'linux',
      host: 'test-machine',
      pid: process.pid,
      user: 1000,
      program: ['partner'],
      now: () => Date.parse(`${today}T12:00:00Z`),
      random: Math.random,
      secretBytes: (count) => randomBytes(count),
      kill: () => true,
      signals: new EventEmitter(),
    };
  }
}

/** Bought once a company; every test gets a copy. */
const models = new Map<string, Promise<House>>();

async function buy(company: string, country: string): Promise<House> {
  const house = new House();
  const who = ['--company', company, '--country', country, '--email', 'admin@contoso.example', '--mpn-id', MPN];
  await house.runs(['join', ...who, '--accept-terms']);
  await house.runs('payment-methods add --token pm_card_visa');
  await house.runs('actionpack subscribe --accept-terms --yes');
  return house;
}

// What the build defines for the shipped program: the programmes that it has checked, so that no start has to.
async function shipped(): Promise<void> {
  const built = globalThis as { CHECKED_PROGRAMMES?: Readonly<Record<string, string>> };
  if (built.CHECKED_PROGRAMMES) return;
  const data = join(packageRoot(), 'data');
  const names = readdirSync(join(data, 'programmes'));
  const files = await Promise.all(names.map((name) => checkProgrammeFile(join(data, 'programmes', name), data)));
  built.CHECKED_PROGRAMMES = Object.fromEntries(files.map(({ file, text }) => [file, text]));
}

function captured() {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}
