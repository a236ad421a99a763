import fc from 'fast-check';
import { automaticRenewal } from '../../src/core/automatic-renewal.js';
import { lastTerm } from '../../src/core/subscription.js';
import { broken, brokenSince } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { fingerprint } from '../support/fingerprint.js';
import { subscriber } from '../support/in-process.js';
import { GOOD, inWorld, OFFER, type World } from '../support/world.js';

const RUNS = Number(process.env['PARTNER_TEST_RUNS'] ?? 12);

async function owner(world: World): Promise<void> {
  await world.join();
  await world.buy({ token: GOOD });
}

/** Everything a person can do in a term but renew it. */
const ACTS: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  off: (world) => world.turnOff(),
  on: (world) => world.turnOn(),
  card: (world) => world.addCard('pm_card_mastercard'),
  recover: (world) => world.recover(),
  subscribe: (world) => world.buy(),
  'a renewal that is declined': (world) => world.renew({ token: 'pm_card_chargeCustomerFail' }),
  crash: (world) => world.end(),
  'some days': async (world) => world.advance(29),
};

describe('G13 automatic renewal never comes back by itself', () => {
  test('whatever is done in the term that it was turned off for', async () => {
    const acts = fc.array(fc.constantFrom(...Object.keys(ACTS)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(acts, async (names) =>
        inWorld({}, async (world) => {
          await owner(world);
          await world.turnOff();
          const before = factsOf(world.ledgerFile, world.booksFile);
          for (const name of names) {
            await ACTS[name]?.(world);
            const held = await world.subscription();
            const first = held.enrolment === 0 && lastTerm(held).number === 0;
            const state = automaticRenewal(held, world.programme.policy, world.today);
            // A subscription that has run out may be bought anew, which is another one.
            if (first) expect(state.kind).toBe('off');
          }
          const after = factsOf(world.ledgerFile, world.booksFile);
          expect([...brokenSince(before, after), ...broken(after)]).toEqual([]);
        }),
      ),
      { numRuns: RUNS },
    );
  }, 600_000);

  test('R15 it cannot be turned on, and says from which day a renewal brings it back', () =>
    inWorld({ today: '2026-03-01' }, async (world) => {
      await owner(world);
      expect(await world.turnOn()).toMatchObject({ changed: false, after: { kind: 'on' } });
      expect(await world.turnOff()).toMatchObject({ changed: true });
      expect(await world.turnOff()).toMatchObject({ changed: false, after: { kind: 'off' } });
      const refused = {
        code: 'AUTORENEW_LOCKED',
        anniversary: '2027-03-01',
        opens: '2026-12-01',
        closes: '2027-03-31',
      };
      expect(await world.turnOn()).toMatchObject({ refusal: refused });
      world.advance(300);
      await world.renew();
      expect(await world.turnOn()).toMatchObject({ changed: false, after: { kind: 'on', chargeOn: '2028-03-01' } });
      expect(await world.turnOff()).toMatchObject({ changed: true });
    }));

  test('D5 turned off just before the last day of the window, it stays off through grace and is over after', () =>
    inWorld({ today: '2026-03-01' }, async (world) => {
      await owner(world);
      world.advance(365 + 30);
      expect(await world.turnOff()).toMatchObject({ changed: true });
      world.advance(1);
      expect(await world.turnOff()).toMatchObject({ changed: false });
      expect(await world.turnOn()).toMatchObject({ refusal: { code: 'WINDOW_CLOSED' } });
    }));
});

test('I7 time alone charges nothing: years of looking leave ledger and books byte for byte', async () => {
  const machine = await subscriber({ now: '2026-11-22' });
  const before = fingerprint(machine);
  for (const now of ['2027-08-24', '2027-11-22', '2027-11-23', '2027-12-22', '2027-12-23', '2031-01-01']) {
    for (const line of [
      'status',
      'recover',
      'offers list --all',
      'subscriptions timeline',
      'actionpack autorenew status',
    ]) {
      expect([line, (await machine.run(`${line} --json`, { now })).code]).toEqual([line, 0]);
    }
  }
  expect(fingerprint(machine)).toEqual(before);
});

test('D8 after it has run out it is bought anew, with an anniversary of its own', () =>
  inWorld({ today: '2026-03-01' }, async (world) => {
    await owner(world);
    world.advance(365 + 30);
    expect(await world.buy()).toMatchObject({
      kind: 'refused',
      refusal: { code: 'ALREADY_SUBSCRIBED', renewable: true },
    });
    world.advance(1);
    expect(await world.renew()).toMatchObject({
      kind: 'refused',
      refusal: { code: 'WINDOW_CLOSED', closed: '2027-03-31' },
    });
    expect(await world.buy()).toMatchObject({
      kind: 'paid',
      order: { offer: OFFER, enrolment: 1, term: { number: 0, start: '2027-04-01', end: '2028-04-01' } },
    });
    expect(broken(factsOf(world.ledgerFile, world.booksFile))).toEqual([]);
  }));

test('D4 before its window, and twice for one term, a renewal is refused with the date that matters', () =>
  inWorld({ today: '2026-03-01' }, async (world) => {
    await owner(world);
    world.advance(274);
    expect(await world.renew()).toMatchObject({
      kind: 'refused',
      refusal: { code: 'WINDOW_NOT_OPEN', opens: '2026-12-01' },
    });
    world.advance(1);
    expect(await world.renew()).toMatchObject({
      kind: 'paid',
      order: { term: { start: '2027-03-01', end: '2028-03-01' } },
    });
    expect(await world.renew()).toMatchObject({
      kind: 'refused',
      refusal: { code: 'ALREADY_RENEWED', paidTo: '2028-03-01', opens: '2027-12-02' },
    });
  }));
