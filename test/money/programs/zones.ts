// The same commands in one time zone after another, half an hour before midnight UTC; prints what each zone saw.
import { PassThrough } from 'node:stream';
import { systemInstant } from '../../../src/env/clock.js';
import { realMachine, run } from '../../../src/main.js';
import { freshHome, plainEnvironment } from '../../support/run.js';
import { seededRandom } from '../../support/world.js';

const ME = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';
const SEEN: readonly (readonly [now: string, line: string])[] = [
  ['2026-03-01T23:30:00Z', `actionpack subscribe ${ME} --token pm_card_visa --accept-terms --yes --json`],
  ['2026-03-02T00:30:00Z', 'actionpack autorenew off --json'],
  ['2026-11-30T23:30:00Z', 'actionpack renew --check --json'],
  ['2026-12-01T00:30:00Z', 'actionpack renew --accept-terms --yes --json'],
  ['2027-03-31T23:59:59Z', 'status --json'],
  ['2027-03-31T23:59:59Z', 'subscriptions timeline --json'],
  ['2027-03-31T23:59:59Z', 'orders list --json'],
];

async function seenIn(zone: string): Promise<unknown> {
  process.env['TZ'] = zone;
  const home = freshHome();
  const random = seededRandom(7);
  const outcomes: unknown[] = [];
  for (const [now, line] of SEEN) {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const env = { ...plainEnvironment(home), TZ: zone };
    const code = await run(line.split(' '), {
      ...realMachine(),
      env,
      home,
      random,
      stdout,
      stderr,
      now: () => Date.parse(now),
      fileTime: () => systemInstant(() => Date.parse(now)),
      serverTime: () => systemInstant(() => Date.parse(now)),
    });
    outcomes.push({ line, code, stdout: String(stdout.read()), stderr: String(stderr.read()).replaceAll(home, '') });
  }
  return { zone, offset: new Date(2026, 0, 1).getTimezoneOffset(), outcomes };
}

const zones = process.argv.slice(2);
const results: unknown[] = [];
for (const zone of zones) results.push(await seenIn(zone));
process.stdout.write(JSON.stringify(results));
