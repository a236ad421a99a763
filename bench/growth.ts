import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Ledgers } from './ledgers.js';
import { inItsOwnProcess } from './own-process.js';
import type { Measured } from './steps.js';

// How what goes through all accounts grows with them: in the processor's time, which a machine that has other work to do
// leaves as it is, and in memory.
const { values: said } = parseArgs({
  options: {
    accounts: { type: 'string', default: '1000,10000,100000' },
    /** The ledgers are kept here and used again. */
    folder: { type: 'string' },
  },
});

/** How much longer an account may take in a large ledger than in a small one, and how much memory any may take. */
const GOAL = { growth: 1.2, peakMiB: 120 };

const COMMANDS: readonly (readonly string[])[] = [
  ['renewals', 'forecast', '--all-accounts', '-o', 'json'],
  ['renewals', 'forecast', '--all-accounts', '-o', 'csv'],
  ['renewals', 'forecast', '--all-accounts'],
  ['reminders', 'list', '--all-accounts', '-o', 'json'],
  ['account', 'list', '-o', 'json'],
  ['orders', 'export', '--all-accounts', '-o', 'csv'],
  ['reconcile', '-o', 'json'],
  ['db', 'check', '-o', 'json'],
];

interface Grown {
  readonly accounts: number;
  readonly file: string;
}

async function bench(): Promise<void> {
  const folder = said.folder ?? mkdtempSync(join(tmpdir(), 'partner-bench-'));
  mkdirSync(folder, { recursive: true });
  try {
    print(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, in ${folder}`);
    const ledgers = new Ledgers(folder, print);
    const sizes: Grown[] = [];
    for (const accounts of said.accounts.split(',').map(Number))
      sizes.push({ accounts, file: await ledgers.made(accounts, [Math.ceil(accounts / 100)]) });
    let isMet = true;
    for (const words of COMMANDS) isMet = (await grows(words, sizes)) && isMet;
    process.exitCode = isMet ? 0 : 1;
  } finally {
    if (said.folder === undefined) rmSync(folder, { recursive: true });
  }
}

/** Prints how it grew from each size to the next: what an account more takes there, held against the first step. */
async function grows(words: readonly string[], sizes: readonly Grown[]): Promise<boolean> {
  const took: Measured[] = [];
  for (const { accounts, file } of sizes) took.push({ ...(await inItsOwnProcess('stream', file, ...words)), accounts });
  const steps = took.slice(1).map((large, index) => {
    const small = took[index] ?? large;
    return (of(large, 'cpu') - of(small, 'cpu')) / (of(large, 'accounts') - of(small, 'accounts'));
  });
  const growth = (steps.at(-1) ?? NaN) / (steps[0] ?? NaN);
  const peak = Math.max(...took.map(({ peakMiB }) => peakMiB));
  const met = growth <= GOAL.growth && peak <= GOAL.peakMiB;
  const each = steps.map((step) => `${(1000 * step).toFixed(0)} µs`).join(', ');
  const all = took.map(
    ({ accounts, cpu = 0, peakMiB }) => `${accounts}: ${(cpu / 1000).toFixed(1)} s, ${Math.round(peakMiB)} MiB`,
  );
  print(`${met ? 'met   ' : 'MISSED'}  ${words.join(' ')}: ${all.join('; ')}`);
  print(
    `        an account more ${each}: ${growth.toFixed(2)} × (at most ${GOAL.growth}), ${Math.round(peak)} MiB (at most ${GOAL.peakMiB})`,
  );
  return met;
}

function of(measured: Measured, what: 'cpu' | 'accounts'): number {
  return measured[what] ?? NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await bench();
