import { EventEmitter } from 'node:events';
import { BUY, member, type Workplace } from '../../support/in-process.js';
import { byHook, hooks } from './servers.js';

const DUE = '2027-11-07';
const LINE = 'reminders send --all-accounts';

const taken: Parameters<typeof hooks>[0] = (response) => response.end();

let two: Workplace;
beforeAll(async () => {
  const other = '--company Fabrikam --country FR --email ops@fabrikam.example --mpn-id 7654321 --accept-terms';
  const world = await (await member()).copy().after(`${BUY} --token pm_card_visa`, `join ${other}`);
  two = await world.after(`${BUY} --token pm_card_visa --account 7654321`);
});

/** Asked to end as soon as it listens. */
async function interrupted(world: Workplace, line: string) {
  const signals = new EventEmitter();
  signals.on('newListener', () => setImmediate(() => signals.emit('SIGTERM')));
  return world.run(line, { now: DUE, signals });
}

describe('G11 reminders that were interrupted say how far they came, as a run of renewals does', () => {
  test('8, how to go on, and no number that nobody knows', async () => {
    const web = await hooks(taken);
    const world = two.copy({ env: byHook(web) });
    const ran = await interrupted(world, LINE);
    expect(ran.code).toBe(8);
    expect(ran.stdout).toMatch(
      /^reminders 2027-11-07: interrupted; until then [01] sent, 0 failed, 0 unknown, 0 skipped; more may be due$/m,
    );
    expect(ran.stdout).toContain('To go on: partner reminders send --all-accounts\n');
    const before = web.posted.length;
    const rest = await world.run(`${LINE} --json`, { now: DUE });
    expect([rest.code, rest.json().sent]).toEqual([0, 2 - before]);
    expect(rest.json()).not.toHaveProperty('stopped');
    expect(web.posted).toHaveLength(2);
  });

  test('scripts read it beside the counts; and in French', async () => {
    const world = two.copy({ env: byHook(await hooks(taken)) });
    const french = await interrupted(world.copy(), `${LINE} --lang fr`);
    expect(french.stdout).toMatch(
      /^rappels 2027-11-07\s: interruption\s; jusque-là [01] envoyé.*\s; il peut en rester$/m,
    );
    const json = await interrupted(world.copy(), `${LINE} --json`);
    expect([json.code, json.json()]).toMatchObject([8, { stopped: 'interrupted' }]);
  });
});
