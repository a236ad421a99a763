import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/files/package-root.js';

// How long a start takes, as a multiple of starting Node with nothing: `npm run bench`, with the number of rounds as an
// argument. Every round runs each command once, so that a machine that slows down slows down all of them.

const rounds = Number(process.argv[2] ?? 31);
const home = mkdtempSync(join(tmpdir(), 'partner-bench-'));
const env = { PATH: process.env['PATH'], LANG: 'C.UTF-8', XDG_CACHE_HOME: join(home, 'cache') };
const program = join(packageRoot(), 'bin', 'partner.js');

interface Start {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

function partner(line: string, at: string, more: Readonly<Record<string, string>> = {}): Start {
  return {
    name: `partner ${line}`,
    args: [program, ...line.split(' ')],
    env: { ...env, HOME: join(home, at), ...more },
  };
}

const NOTHING: Start = { name: 'node -e 0', args: ['-e', '0'], env };
const PURCHASE =
  'actionpack subscribe --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms --token pm_card_visa --yes';
const STARTS: readonly Start[] = [
  NOTHING,
  partner('--version', 'empty'),
  partner('--help', 'empty'),
  { ...partner('offers list', 'empty'), name: 'partner offers list (no ledger)' },
  partner('offers list', 'owner'),
  partner('offers list --json', 'owner'),
  partner('status', 'owner'),
  {
    ...partner('offers list', 'owner', { NODE_DISABLE_COMPILE_CACHE: '1' }),
    name: 'partner offers list (nothing kept compiled)',
  },
];

function time(start: Start): number {
  const from = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [...start.args], { env: start.env });
  const took = Number(process.hrtime.bigint() - from) / 1e6;
  if (status !== 0) throw new Error(`${start.name} ended with ${String(status)}: ${stderr.toString()}`);
  return took;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
}

time(partner(PURCHASE, 'owner'));
for (const start of STARTS) time(start);
const taken = STARTS.map(() => [] as number[]);
for (let round = 0; round < rounds; round += 1) STARTS.forEach((start, index) => taken[index]?.push(time(start)));
rmSync(home, { recursive: true });

const print = (line: string) => process.stdout.write(`${line}\n`);
print(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${rounds} rounds; ratios are medians of each round's own\n`,
);
print(`${'median ms'.padStart(10)}${'min ms'.padStart(9)}${'ratio'.padStart(8)}  start`);
for (const [index, { name }] of STARTS.entries()) {
  const times = taken[index] ?? [];
  const ratios = times.map((took, round) => took / (taken[0]?.[round] ?? NaN));
  const figures = [
    median(times).toFixed(1).padStart(10),
    Math.min(...times)
      .toFixed(1)
      .padStart(9),
    median(ratios).toFixed(2).padStart(8),
  ];
  print(`${figures.join('')}  ${name}`);
}
