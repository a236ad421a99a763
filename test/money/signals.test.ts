import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyOf, defects, facts, homeAfter, JOINING, started, SUBSCRIBE, succeeding, sums, until } from './partner.js';
import { held } from '../support/ledgers.js';

const ONE = { charges: 1, paid: 1, open: 0, terms: 1, subscriptions: 1, receipts: 1 };
const NOTHING = { charges: 0, paid: 0, open: 0, terms: 0, subscriptions: 0, receipts: 0 };

let member = '';
beforeAll(async () => {
  member = await homeAfter(
    ['join', ...JOINING, '--accept-terms'],
    ['payment-methods', 'add', '--token', 'pm_card_visa'],
  );
});

describe('G11 a signal while the payment is on its way', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s: the purchase is finished and reported', async (signal) => {
    const home = copyOf(member);
    // Whoever holds the gateway's books holds up the charge, while the order is placed already.
    const letGo = await held(home, 'books');
    const { child, ended } = started(home, SUBSCRIBE);
    await until(() => sums(home).open === 1);
    child.kill(signal);
    child.kill(signal);
    await sleep(50);
    await letGo();

    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ order: { state: 'paid' } });
    expect(sums(home)).toEqual(ONE);
    expect(await defects(home)).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s before Buy: ledger and books are what they were, row for row',
    async (signal) => {
      const home = copyOf(member);
      const before = facts(home);
      // It waits for a card from its standard input, which never comes.
      const { child, ended } = started(home, [...SUBSCRIBE, '--card-stdin']);
      await sleep(400);
      child.kill(signal);
      const { code, signal: by, stdout } = await ended;
      expect([code ?? by, stdout]).toEqual([signal, '']);
      expect(facts(home)).toEqual(before);
      expect(sums(home)).toEqual(NOTHING);
    },
  );
});

describe('G11 a signal at the very end of the act', () => {
  const ASKED_AT_THE_END =
    "process.on('removeListener', (name) => { if (name === 'SIGHUP') process.kill(process.pid, process.env.ASKS); });";

  async function endedBy(signal: string, home: string, line: readonly string[]) {
    const asking = join(home, 'asking.cjs');
    writeFileSync(asking, ASKED_AT_THE_END);
    return started(home, line, { NODE_OPTIONS: `--require ${asking}`, ASKS: signal }).ended;
  }

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s: what was paid is reported', async (signal) => {
    const home = copyOf(member);
    const { code, stdout } = await endedBy(signal, home, SUBSCRIBE);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ order: { state: 'paid' } });
  });

  test('what a run charged is reported, too', async () => {
    const home = copyOf(member);
    for (const line of [SUBSCRIBE, ['clock', 'set', '2027-12-01']]) await succeeding(home, line);
    const ran = await endedBy('SIGTERM', home, ['renewals', 'run', '--yes', '--json']);
    expect([ran.code, sums(home).charges]).toEqual([0, 2]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ items: [{ result: 'charged' }] });
  });
});

test('G1 a ledger that another process holds is waited for, and bought from once it is free', async () => {
  const home = copyOf(member);
  const letGo = await held(home, 'ledger');
  const { ended } = started(home, SUBSCRIBE);
  await sleep(300);
  await letGo();
  expect((await ended).code).toBe(0);
  expect(sums(home)).toEqual(ONE);
});
