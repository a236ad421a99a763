import { freshHome, runPartner } from '../support/run.js';
import {
  BUSY,
  defects,
  homeAfter,
  JOIN_AND_SUBSCRIBE,
  JOINING,
  OK,
  REFUSED,
  RENEW,
  SUBSCRIBE,
  sums,
} from './partner.js';

const ONE = { charges: 1, paid: 1, open: 0, terms: 1, subscriptions: 1, receipts: 1 };

/** The same command in many processes at once; how each ended, in no order. */
async function atOnce(count: number, home: string, command: readonly string[]) {
  const runs = await Promise.all(Array.from({ length: count }, () => runPartner(command, { home, timeoutMs: 90_000 })));
  return {
    done: runs.filter(({ code }) => code === OK).length,
    // Whoever came too late has to be told so, in the words that a script can read.
    late: runs.filter(
      ({ code, stderr }) => code === REFUSED && /"code":"(ALREADY_SUBSCRIBED|ALREADY_RENEWED)"/.test(stderr),
    ).length,
    busy: runs.filter(({ code }) => code === BUSY).length,
    other: runs
      .filter(({ code }) => ![OK, REFUSED, BUSY].includes(code))
      .map(({ code, stderr }) => `${code}: ${stderr}`),
  };
}

function summed({ late, busy, ...rest }: Awaited<ReturnType<typeof atOnce>>) {
  return { ...rest, lateOrBusy: late + busy };
}

describe('G1 many processes at once charge one term once', () => {
  test('20 purchases of a member', async () => {
    const home = await homeAfter(
      ['join', ...JOINING, '--accept-terms'],
      ['payment-methods', 'add', '--token', 'pm_card_visa'],
    );
    expect(summed(await atOnce(20, home, SUBSCRIBE))).toEqual({ done: 1, other: [], lateOrBusy: 19 });
    expect(sums(home)).toEqual(ONE);
    expect(await defects(home)).toEqual([]);
  }, 120_000);

  test('20 purchases that join as well and bring a card each', async () => {
    const home = freshHome();
    expect(summed(await atOnce(20, home, JOIN_AND_SUBSCRIBE))).toEqual({ done: 1, other: [], lateOrBusy: 19 });
    expect(sums(home)).toEqual(ONE);
    expect(await defects(home)).toEqual([]);
  }, 120_000);

  test('8 renewals', async () => {
    const home = await homeAfter(JOIN_AND_SUBSCRIBE, ['clock', 'advance', '300d']);
    expect(summed(await atOnce(8, home, RENEW))).toEqual({ done: 1, other: [], lateOrBusy: 7 });
    expect(sums(home)).toEqual({ charges: 2, paid: 2, open: 0, terms: 2, subscriptions: 1, receipts: 2 });
    expect(await defects(home)).toEqual([]);
  }, 120_000);

  test('8 recoveries of a purchase that was killed before it was charged', async () => {
    const home = freshHome();
    await runPartner(JOIN_AND_SUBSCRIBE, { home, env: { PARTNER_FAILPOINT: 'purchase:looked' } });
    const ended = await atOnce(8, home, ['recover', '--json']);
    expect(ended).toEqual({ done: 8, late: 0, busy: 0, other: [] });
    expect(sums(home)).toEqual(ONE);
    expect(await defects(home)).toEqual([]);
  }, 120_000);
});
