import { parseArgs } from 'node:util';
import type { Flushes } from './bare.js';
import { Ledgers } from './ledgers.js';
import { inItsOwnProcess } from './own-process.js';
import { daysFromToday } from './setting.js';
import type { Measured } from './steps.js';
import { atLeast, atMost, inFolder, measure, median, print, type Row } from './table.js';

// How a run over a large ledger compares with what the disk and the gateway allow: ratios of one machine and one moment.
const { values: said } = parseArgs({
  options: {
    charges: { type: 'string', default: '50000' },
    due: { type: 'string', default: '2000' },
    'answer-ms': { type: 'string', default: '200' },
    /** The ledgers are kept here and used again. */
    folder: { type: 'string' },
  },
});

const CONCURRENCY = 32;
const CHARGES_AN_ACCOUNT = 1.89;
const SMALL_CHARGES = 1000;
// Enough that the last ones, which leave the gateway half idle, do not count for much.
const TURNS_AT_LEAST = 40;

function bench(folder: string): Promise<void> {
  const [charges, due, answerMs] = [Number(said.charges), Number(said.due), Number(said['answer-ms'])];
  const ledgers = new Ledgers(folder, print);
  return measure('Renewals', async () => [
    ...(await largeLedger(ledgers, charges, due)),
    await slowGateway(ledgers, due, answerMs),
  ]);
}

/** Of which the memory is measured. */
const MEASURED_DUE = 10_000;

/** The first day is looked at, the third is run, and the ones around it are what the run is compared with. */
async function largeLedger(ledgers: Ledgers, charges: number, due: number): Promise<readonly Row[]> {
  const few = Math.min(500, due);
  const aside = Math.ceil(due / 2);
  const large = await ledgers.made(Math.round(charges / CHARGES_AN_ACCOUNT), [few, aside, due - few, aside, aside]);
  const small = await ledgers.made(Math.round(SMALL_CHARGES / CHARGES_AN_ACCOUNT), [few]);
  // As every night: what it compiled the night before is kept.
  await ledgers.copied(small, (copy) => inItsOwnProcess('program', copy, ...runOf(0)));
  const rows = await ledgers.copied(large, async (copy) => [
    await looking(copy, small),
    await running(copy, `${charges} charges`),
  ]);
  // By itself: the bare statements leave work of theirs behind, such as what is to be sealed.
  const some = [...runOf(2), '--limit', String(MEASURED_DUE)];
  const { count, peakMiB } = await ledgers.copied(large, (copy) => inItsOwnProcess('program', copy, ...some));
  const memory = { what: `the peak memory of a run of ${count}`, measured: `${Math.round(peakMiB)} MiB` };
  return [...rows, { ...memory, goal: atMost(120, peakMiB, ' MiB') }];
}

function runOf(days: number): readonly string[] {
  const pace = ['--concurrency', String(CONCURRENCY), '--as-of', daysFromToday(days)];
  return ['renewals', 'run', '--all-accounts', '--yes', ...pace];
}

async function looking(large: string, small: string): Promise<Row> {
  const look = (file: string) => inItsOwnProcess('command', file, 'renewals', 'due', '--all-accounts');
  const times: { readonly large: Measured; readonly small: Measured }[] = [];
  for (let time = 0; time < 7; time += 1) times.push({ large: await look(large), small: await look(small) });
  const ratio = median(times.map((time) => time.large.milliseconds / time.small.milliseconds));
  const [counted] = times;
  const shown = (of: 'large' | 'small') => `${Math.round(median(times.map((time) => time[of].milliseconds)))} ms`;
  return {
    what: `renewals due, ${counted?.large.count} due, against a ledger of ${SMALL_CHARGES} charges with as many`,
    measured: `${ratio.toFixed(2)} times: ${shown('large')}, ${shown('small')}`,
    goal: atMost(1.5, counted?.large.count === counted?.small.count ? ratio : NaN, ' times'),
  };
}

async function running(file: string, of: string): Promise<Row> {
  const bare = (days: number, flushes: Flushes = 'each') =>
    inItsOwnProcess('bare', file, daysFromToday(days), String(CONCURRENCY), flushes);
  // Half of what it is compared with comes before the run and half after it: a disk is not as fast at any moment.
  const before = await bare(1);
  const ran = await inItsOwnProcess('program', file, ...runOf(2));
  const after = await bare(3);
  const grouped = await bare(4, 'together');
  const bareRate = (before.count + after.count) / ((before['took'] ?? 0) + (after['took'] ?? 0));
  const share = ran.count / ran.milliseconds / bareRate;
  return {
    what: `renewals run, ${ran.count} due, ${of}, against the bare SQL`,
    measured: `${percent(share)}: ${perSecond(ran.count / ran.milliseconds)}, bare ${perSecond(bareRate)}, ${perSecond(
      grouped.count / (grouped['took'] ?? 0),
    )} with charges together`,
    goal: atLeast(90, 100 * share, ' %'),
  };
}

async function slowGateway(ledgers: Ledgers, due: number, answerMs: number): Promise<Row> {
  const count = Math.max(Math.round(due / 5), TURNS_AT_LEAST * CONCURRENCY);
  const slow = await ledgers.made(count + 1, [count]);
  const ran = await ledgers.copied(slow, (copy) =>
    inItsOwnProcess('slow', copy, String(CONCURRENCY), String(answerMs)),
  );
  const { took = 0, calls = 0 } = ran;
  const share = (calls * answerMs) / CONCURRENCY / took;
  return {
    what: `${ran.count} charges, ${answerMs} ms an answer, ${CONCURRENCY} at once`,
    measured: `${percent(share)} of ideal: ${perSecond(ran.count / took)}, ${(calls / ran.count).toFixed(1)} answers each`,
    goal: atLeast(90, 100 * share, ' %'),
  };
}

function perSecond(anMillisecond: number): string {
  return `${Math.round(1000 * anMillisecond)}/s`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

await inFolder(said.folder, bench);
