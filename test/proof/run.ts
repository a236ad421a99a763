// The standing proof: `npm run proof`. Prints a row for each promise, and ends with 0 where nothing broke it and every
// control found its fault. PROOF=short|usual|long says how much is tried, PROOF_SEED which points, PROOF_ONLY which checks.
// What cannot be tried on this machine is said to be not run, and with PROOF=short alone that is good enough.
import './server-folder.js';
import { performance } from 'node:perf_hooks';
import { createHash, randomInt } from 'node:crypto';
import process from 'node:process';
import { withServer } from '../support/server.js';
import { seededRandom } from '../support/world.js';
import { SIZES, type Bench, type Check, type Size, type Tried } from './check.js';
import { CLOCKS } from './clocks.js';
import { HALTED } from './halted.js';
import { HOSTILE } from './hostile.js';
import { IO_ERRORS } from './io-errors.js';
import { KILLS } from './kills.js';
import { closeWorkshops, SHIPPED } from './program.js';
import { RACES_CHECK } from './races.js';
import { RENEWALS } from './renewals.js';
import { RESTORES } from './restores.js';
import { closeScenes } from './scenes.js';
import { STORIES } from './stories.js';
import { untraceable } from './strace.js';

const CHECKS: readonly Check[] = [
  KILLS,
  IO_ERRORS,
  HOSTILE,
  RACES_CHECK,
  HALTED,
  RESTORES,
  CLOCKS,
  STORIES,
  ...RENEWALS,
];

interface Row extends Tried {
  readonly name: string;
  readonly control: 'found' | 'NOT FOUND' | 'NOT RUN';
  readonly seconds: number;
}

/** What this machine has not, as a reason. */
const missing: Readonly<Record<NonNullable<Check['needs']>, string | undefined>> = {
  traces: untraceable(),
  server: withServer ? undefined : 'there are no programs of a PostgreSQL server',
};

const size: Size = SIZES.find((one) => one === process.env['PROOF']) ?? 'usual';
const seed = Number(process.env['PROOF_SEED'] ?? randomInt(2 ** 31));
const only = process.env['PROOF_ONLY'] ?? '';

/** Each check has a chance of its own, so that one alone tries what it tries among all. */
function benchFor(name: string, of: Size): Bench {
  const own = createHash('sha256').update(`${seed} ${name}`).digest().readInt32LE();
  return { size: of, random: seededRandom(own) };
}

async function rowOf(check: Check): Promise<Row> {
  if (check.needs && missing[check.needs] !== undefined)
    return { name: check.name, points: 0, violations: [], control: 'NOT RUN', seconds: 0 };
  const started = performance.now();
  const tried = await check.run(SHIPPED, benchFor(check.name, size)).catch(untried);
  // What a control has to find is found among few. One that cannot be run has found nothing.
  const control = await check.control.run(benchFor(check.name, 'short')).catch((error: unknown) => {
    say(`  ${check.name}: its control could not be run: ${String(error)}`);
    return { violations: [] };
  });
  if (control.violations.length === 0) say(`  ${check.name}: not found in the control: ${check.control.what}`);
  return {
    name: check.name,
    ...tried,
    control: control.violations.length > 0 ? 'found' : 'NOT FOUND',
    seconds: Math.round((performance.now() - started) / 1000),
  };
}

function untried(error: unknown): Tried {
  return { points: 0, violations: [`it could not be run: ${String(error)}`] };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  say(`The same again: PROOF=${size} PROOF_SEED=${seed} npm run proof`);
  const rows: Row[] = [];
  for (const check of CHECKS.filter(({ name }) => name.includes(only))) {
    const row = await rowOf(check);
    rows.push(row);
    for (const violation of row.violations) say(`  ${row.name}: ${violation.trim()}`);
    say(tableLine(row));
  }
  say('');
  say(['check'.padEnd(44), 'points'.padStart(6), 'violations'.padStart(10), '  control'].join('  '));
  for (const row of rows) say(tableLine(row));
  const notRun = rows.filter(({ control }) => control === 'NOT RUN').length;
  const reasons = Object.values(missing).filter((reason) => reason !== undefined);
  if (notRun > 0) say(`\n${notRun} of ${rows.length} checks were not run: ${reasons.join('; ')}`);
  process.exitCode = rows.every(isGood) ? 0 : 1;
} finally {
  closeWorkshops();
  await closeScenes();
}

function isGood({ violations, control }: Row): boolean {
  return violations.length === 0 && (control === 'found' || (control === 'NOT RUN' && size === 'short'));
}

function tableLine({ name, points, violations, control, seconds }: Row): string {
  return [
    name.padEnd(44),
    ...[points, violations.length].map((count, index) =>
      (control === 'NOT RUN' ? '-' : String(count)).padStart(6 + 4 * index),
    ),
    `  control: ${control.padEnd(9)} ${seconds} s`,
  ].join('  ');
}
