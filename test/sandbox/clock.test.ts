import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { BUY, CARD, JOIN, member, subscriber, Workplace as Machine } from '../support/in-process.js';
import { fingerprint } from '../support/fingerprint.js';

const SUBSCRIBE = `${BUY} --json`;
const RENEW = 'actionpack renew --accept-terms --yes --json';
/** Every act that writes; none may with a clock that is behind. */
const WRITES = [
  SUBSCRIBE,
  RENEW,
  'actionpack autorenew off --json',
  `${CARD} --json`,
  'leave --yes --json',
  'clock set 2026-11-21 --json',
];

describe('G15 a clock that is behind the ledger', () => {
  test.each(['2026-11-21', '1970-01-01', '2026-11-21T23:59:59Z'])(
    '%s: every act is refused and changes nothing',
    async (now) => {
      const machine = await subscriber({ now: '2026-11-22' });
      const before = factsOf(machine.ledgerFile, machine.booksFile);
      for (const line of WRITES) {
        const ran = await machine.run(line, { now });
        expect([line, ran.code, ran.error().code]).toEqual([
          line,
          5,
          expect.stringMatching(/^(CLOCK_BEHIND_LEDGER|ALREADY_SUBSCRIBED|WINDOW_NOT_OPEN|HAS_ACTIVE_OFFERS)$/),
        ]);
      }
      const after = factsOf(machine.ledgerFile, machine.booksFile);
      expect(after).toEqual(before);
      expect((await machine.run('status --json', { now })).code).toBe(0);
    },
  );

  test('D17 it says which day it shows and which the ledger knows', async () => {
    const machine = await subscriber({ now: '2026-11-22' });
    const { code, error } = await machine.run('actionpack autorenew off --json', { now: '2026-11-21' });
    expect([code, error()]).toEqual([5, expect.objectContaining({ code: 'CLOCK_BEHIND_LEDGER', rule: 'D17' })]);
  });

  test('a first purchase is refused as well, and no card is kept for it', async () => {
    const machine = await member({ now: '2026-11-22' });
    const before = factsOf(machine.ledgerFile, machine.booksFile);
    const bought = await machine.run(`${SUBSCRIBE} --token pm_card_visa`, { now: '2026-11-21' });
    expect([bought.code, bought.error().code]).toEqual([5, 'CLOCK_BEHIND_LEDGER']);
    expect(factsOf(machine.ledgerFile, machine.booksFile)).toEqual(before);
  });

  test('a clock that goes back a little within the day does no harm', async () => {
    const machine = await new Machine({ now: '2026-11-22T18:00:00Z' }).after(JOIN, CARD);
    expect((await machine.run(SUBSCRIBE, { now: '2026-11-22T09:00:00Z' })).code).toBe(0);
    expect(broken(factsOf(machine.ledgerFile, machine.booksFile))).toEqual([]);
  });
});

describe('G15 a clock that runs ahead', () => {
  test('400 days: it shows what would be, charges nothing, and leaves no trace once it is right again', async () => {
    const machine = await subscriber({ now: '2026-11-22' });
    const before = fingerprint(machine);
    const now = '2027-12-27';
    expect((await machine.json('status', { now })).subscriptions).toMatchObject([{ state: 'expired' }]);
    expect((await machine.run(RENEW, { now })).error().code).toBe('WINDOW_CLOSED');
    expect(fingerprint(machine)).toEqual(before);
    expect((await machine.json('status')).subscriptions).toMatchObject([{ state: 'active' }]);
  });
});

describe('G15 whole purchases under clocks that nobody meant', () => {
  test.each(['1970-01-01T00:00:00Z', '2038-01-19T03:14:08Z', '2026-12-31T23:59:59.999Z', '2028-02-29T12:00:00Z'])(
    '%s: joined, bought, recovered, sound',
    async (now) => {
      const machine = await new Machine({ now }).after(JOIN);
      const bought = await machine.run(`${SUBSCRIBE} --token pm_card_visa`);
      // In 1970 nothing had a price yet, and it is said so; no other answer is right.
      if (now.startsWith('1970')) expect(bought.error().code).toBe('PRICE_NOT_KNOWN');
      else expect(bought.code).toBe(0);
      expect(await machine.json('recover')).toEqual([]);
      expect((await machine.run('db check --json')).code).toBe(0);
      expect(broken(factsOf(machine.ledgerFile, machine.booksFile))).toEqual([]);
    },
  );

  test.each(['9999-12-31T23:59:59Z', '9998-12-31T12:00:00Z'])(
    '%s: the end of the calendar writes and charges nothing',
    async (now) => {
      const machine = await new Machine({ now }).after(JOIN);
      const bought = await machine.run(`${SUBSCRIBE} --token pm_card_visa`);
      expect([bought.code, bought.stdout, /at .*\.js:\d/.test(bought.stderr)]).toEqual([5, '', false]);
      expect(factsOf(machine.ledgerFile, machine.booksFile)).toMatchObject({ orders: [], charges: [] });
      expect((await machine.run('status --json')).code).toBe(0);
    },
  );

  test.each(['status', 'offers list', 'subscriptions timeline', 'actionpack show', 'recover'])(
    '9999: %s answers for a subscription of long ago',
    async (line) => {
      const machine = await subscriber({ now: '2026-11-22' });
      expect((await machine.run(`${line} --json`, { now: '9999-12-31T23:59:59Z' })).code).toBe(0);
    },
  );
});
