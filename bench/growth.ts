import { parseArgs } from 'node:util';
import { Ledgers } from './ledgers.js';
import { inItsOwnProcess } from './own-process.js';
import type { Measured } from './steps.js';
import { atMost, inFolder, measure, print, type Row } from './table.js';

// How what goes through all accounts grows with them: in the processor's time, which a machine that has other work to do
// leaves as it is, and in memory.
const { values: said } = parseArgs({
  options: {
    accounts: { type: 'string', default: '1000,10000,100000' },
    /** The ledgers are kept here and used again. */
    folder: { type: 'string' },
  },
});

const COMMANDS: readonly (readonly string[])[] = [
  ['renewals', 'forecast', '--all-accounts', '-o', 'json'],
  ['renewals', 'forecast', '--all-accounts', '-o', 'csv'],
  ['renewals', 'forecast', '--all-accounts'],
  ['reminders', 'list', '--all-accounts', '-o', 'json'],
  ['reminders', 'calendar', '--all-accounts'],
  ['account', 'list', '-o', 'json'],
  ['status', '--all-accounts', '-o', 'json'],
  ['report', '--all-accounts', '-o', 'json'],
  ['orders', 'export', '--all-accounts', '-o', 'csv'],
  ['reconcile', '-o', 'json'],
  ['db', 'check', '-o', 'json'],
];

interface Grown {
  readonly accounts: number;
  readonly file: string;
}

async function bench(folder: string): Promise<readonly Row[]> {
  const ledgers = new Ledgers(folder, print);
  const sizes: Grown[] = [];
  for (const accounts of said.accounts.split(',').map(Number))
    sizes.push({ accounts, file: await ledgers.made(accounts, [Math.ceil(accounts / 100)]) });
  const rows: Row[] = [];
  for (const words of COMMANDS) rows.push(...(await grows(words, sizes)));
  return rows;
}

/** How it grew from each size to the next: what an account more takes there, held against the first step. */
async function grows(words: readonly string[], sizes: readonly Grown[]): Promise<readonly Row[]> {
  const took: Measured[] = [];
  for (const { accounts, file } of sizes) took.push({ ...(await inItsOwnProcess('stream', file, ...words)), accounts });
  const steps = took.slice(1).map((large, index) => {
    const small = took[index] ?? large;
    return (of(large, 'cpu') - of(small, 'cpu')) / (of(large, 'accounts') - of(small, 'accounts'));
  });
  const growth = (steps.at(-1) ?? NaN) / (steps[0] ?? NaN);
  const peak = Math.max(...took.map(({ peakMiB }) => peakMiB));
  const each = steps.map((step) => `${(1000 * step).toFixed(0)} µs`).join(', ');
  const all = took.map(
    ({ accounts, cpu = 0, peakMiB }) => `${accounts}: ${(cpu / 1000).toFixed(1)} s, ${Math.round(peakMiB)} MiB`,
  );
  return [
    {
      what: `${words.join(' ')}, an account more`,
      measured: `${growth.toFixed(2)} times: ${each}`,
      goal: atMost(1.2, growth, ' times'),
    },
    { what: 'its peak memory', measured: all.join('; '), goal: atMost(120, peak, ' MiB') },
  ];
}

function of(measured: Measured, what: 'cpu' | 'accounts'): number {
  return measured[what] ?? NaN;
}

await inFolder(said.folder, (folder) => measure('Growth', () => bench(folder)));
