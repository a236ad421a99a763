import { freshHome, runPartner } from '../support/run.js';
import { SELLING, writeSelling } from '../support/selling.js';
import {
  BUSY,
  defects,
  facts,
  homeAfter,
  JOIN_AND_SUBSCRIBE,
  JOINING,
  KILLED,
  OK,
  REFUSED,
  RENEW,
  SUBSCRIBE,
  succeeding,
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

describe('G1 many processes at once send again once what one that was killed had begun, at a gateway that ignores its keys', () => {
  const IGNORED = { PARTNER_SANDBOX_FAULT: 'ignore-keys' };
  const EIGHT = 8;

  async function all(home: string, command: readonly string[]) {
    const runs = Array.from({ length: EIGHT }, () => runPartner(command, { home, env: IGNORED, timeoutMs: 90_000 }));
    return (await Promise.all(runs)).map(({ code }) => code).sort((a, b) => a - b);
  }

  async function killedAt(failpoint: string, ...before: readonly (readonly string[])[]): Promise<string> {
    const home = await homeAfter(...before.slice(0, -1));
    const ran = await runPartner(before.at(-1) ?? [], { home, env: { ...IGNORED, PARTNER_FAILPOINT: failpoint } });
    expect(ran.code).toBe(KILLED);
    return home;
  }

  test.each([
    ['recover', ['recover', '--json'], Array<number>(EIGHT).fill(OK)],
    ['buy', SUBSCRIBE, Array<number>(EIGHT).fill(REFUSED)],
  ])(
    '8 that %s',
    async (_, command, codes) => {
      const home = await killedAt('purchase:placed', JOIN_AND_SUBSCRIBE);
      expect(await all(home, command)).toEqual(codes);
      expect(sums(home)).toEqual(ONE);
      expect(await defects(home)).toEqual([]);
    },
    120_000,
  );

  test('8 runs over 4 renewals', async () => {
    const home = freshHome();
    const companies = Array.from({ length: 4 }, (_, index) => `100000${index}`);
    for (const mpnId of companies) {
      const joining = JOINING.map((word) => (word === '1234567' ? mpnId : word));
      await succeeding(home, ['join', ...joining, '--accept-terms']);
      await succeeding(home, [...SUBSCRIBE, '--token', 'pm_card_visa', '--account', mpnId]);
    }
    await succeeding(home, ['clock', 'advance', '366d', '--account', '1000000']);
    const run = ['renewals', 'run', '--all-accounts', '--yes', '--json'];
    // However fast the disk is: none of the four gets through, and the process dies at the last.
    const one = { PARTNER_SANDBOX_FAULT: 'cut-before', PARTNER_FAILPOINT: 'purchase:charged@4' };
    expect((await runPartner([...run, '--concurrency', '4'], { home, env: one })).code).toBe(KILLED);
    expect(sums(home)).toMatchObject({ charges: 4, open: 4 });
    expect((await all(home, run)).filter((code) => code !== OK)).toEqual([]);
    expect(sums(home)).toMatchObject({ charges: 8, paid: 8, open: 0, terms: 8 });
    expect(await defects(home)).toEqual([]);
  }, 240_000);

  test.each([
    ['recover', ['recover', '--json']],
    ['approve the request', undefined],
  ])(
    '8 that %s settle a refund',
    async (_, command) => {
      const home = await homeAfter(JOIN_AND_SUBSCRIBE, ['actionpack', 'cancel', '--yes', '--json']);
      const approve = ['support', 'resolve', requestIn(home), '--outcome', 'approved', '--yes', '--json'];
      const ran = await runPartner(approve, { home, env: { ...IGNORED, PARTNER_FAILPOINT: 'refund:placed' } });
      expect(ran.code).toBe(KILLED);
      expect((await all(home, command ?? approve)).filter((code) => code !== OK && code !== BUSY)).toEqual([]);
      expect(facts(home).returns.filter((row) => row['outcome'] === 'refunded')).toHaveLength(1);
      expect(await defects(home)).toEqual([]);
    },
    240_000,
  );
});

function requestIn(home: string): string {
  return String(facts(home).requests[0]?.['id']);
}

describe('I13 twenty companies that buy at the same moment have twenty invoices, numbered without a gap', () => {
  test('from the series of whoever sells to them', async () => {
    const home = freshHome();
    await succeeding(home, ['catalog', 'import', writeSelling(home)]);
    const numbers = Array.from({ length: 20 }, (_, index) => String(1_000_001 + index));
    for (const mpnId of numbers) {
      const who = ['--company', 'Contoso', '--country', 'FR', '--email', 'admin@contoso.example', '--mpn-id', mpnId];
      await succeeding(home, ['join', '--programme', SELLING, ...who, '--accept-terms']);
    }
    const bought = numbers.map((mpnId) =>
      runPartner([...SUBSCRIBE, '--account', mpnId, '--token', 'pm_card_visa'], { home, timeoutMs: 110_000 }),
    );
    const given = (await Promise.all(bought)).map(({ code, stdout, stderr }) =>
      code === OK ? (JSON.parse(stdout) as { order: { invoiceNumber: string } }).order.invoiceNumber : stderr,
    );
    const year = new Date().getUTCFullYear();
    expect(given.toSorted()).toEqual(
      numbers.map((_, index) => `FA-${String(year)}-${String(index + 1).padStart(6, '0')}`),
    );
    expect((await runPartner(['db', 'check'], { home })).code).toBe(OK);
  }, 180_000);
});
