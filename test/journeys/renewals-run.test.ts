import type { AskedGateway } from '../../src/journeys/desk.js';
import { readFileSync, writeFileSync } from 'node:fs';
import { addDays, anniversary, noonOf, type Instant } from '../../src/core/day.js';
import { AUTOMATIC_RENEWAL, placedAutomatically } from '../../src/core/order.js';
import { join as joinNetwork } from '../../src/journeys/join.js';
import { leave } from '../../src/journeys/leave.js';
import { makeDefault } from '../../src/journeys/payment-methods.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { inWorld, PowerCut, type World } from '../support/world.js';
import {
  companies,
  company,
  differences,
  due,
  FOUR,
  four,
  kinds,
  NO_GOOD,
  payWith,
  reconciled,
  run,
  SHORT_OF_MONEY,
  subscribed,
} from './job.js';

test('P2 what is due is charged on the anniversary date, once, and automatic renewal is on again (R12, R13)', () =>
  inWorld({}, async (world) => {
    await subscribed(world);
    expect((await due(world)).map(({ due: found }) => found.kind)).toEqual(['charge']);
    expect(kinds(await run(world))).toEqual(['charged']);
    expect(kinds(await run(world))).toEqual([]);
    const { terms } = await world.subscription();
    expect(terms.map(({ end }) => end)).toEqual([world.today, anniversary(terms[0]?.anchor ?? world.today, 2)]);
    const order = (await world.book()).orders.at(-1);
    expect(order).toMatchObject({ placedBy: AUTOMATIC_RENEWAL, state: 'paid', kind: 'renewal' });
  }));

test('D14 an automatic renewal records no acceptance that nobody gave', () =>
  inWorld({}, async (world) => {
    await subscribed(world);
    const before = (await world.book()).acceptances;
    await run(world);
    expect((await world.book()).acceptances).toEqual(before);
  }));

describe('P12 a failed automatic charge', () => {
  const tries = async (world: World) => (await world.book()).orders.filter(placedAutomatically);

  test('G6 after a hard decline nothing is tried again with that card, however often the job runs', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      await payWith(world, (await world.book()).account, NO_GOOD);
      expect(kinds(await run(world))).toEqual(['declined']);
      for (let day = 0; day < 31; day += 6) {
        world.advance(day === 0 ? 1 : 6);
        expect(kinds(await run(world))).toEqual(day < 30 ? ['skipped'] : []);
      }
      expect(await tries(world)).toHaveLength(1);
    }));

  test('P12 a decline that may pass is tried again after 24 hours or more, three times at most', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      await payWith(world, (await world.book()).account, SHORT_OF_MONEY);
      // Three times a day, at hours that no day has in common with the next.
      const told: (Instant | null)[] = [];
      for (let job = 0; job < 18; job += 1) {
        const items = await run(world);
        told.push(...items.flatMap(({ result }) => (result.kind === 'declined' ? [result.nextTry] : [])));
        world.advanceHours(7);
      }
      const made = (await tries(world)).map(({ placedAt }) => Date.parse(placedAt) / 3_600_000);
      // Each says when the next comes, the last that none does.
      expect(told.map((next, index) => next && Date.parse(next) / 3_600_000 - (made[index] ?? 0))).toEqual([
        24,
        24,
        24,
        null,
      ]);
      expect(made.slice(1).map((at, index) => at - (made[index] ?? 0))).toEqual([28, 28, 28]);
      expect((await world.subscription()).turnedOff).toEqual([]);
    }));

  test('P12 once another card is the default, the next run charges it', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      const [good] = (await world.book()).paymentMethods;
      if (!good) throw new Error('the first card is gone');
      await payWith(world, (await world.book()).account, NO_GOOD);
      await run(world);
      await world.act((desk) => makeDefault(desk, { ...good, isDefault: false }));
      world.advance(1);
      expect(kinds(await run(world))).toEqual(['charged']);
    }));

  test('G2 a try that never reached the gateway counts as none: killed four days in a row, the fifth charges', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      for (let day = 0; day < 4; day += 1) {
        world.onStep = (name) => {
          if (name === 'purchase:placed') world.cutAt = 1;
        };
        await run(world).catch(() => undefined);
        world.onStep = () => undefined;
        await world.end();
        world.advance(2);
      }
      expect(kinds(await run(world))).toEqual(['charged']);
      expect((await tries(world)).map(({ attempts }) => attempts.at(-1)?.declineCode)).toEqual([
        ...Array<string>(4).fill('absent_at_gateway'),
        null,
      ]);
      expect(await differences(world)).toEqual([]);
    }));
});

describe('R15 R20 what is never renewed', () => {
  const JOBS = [364, 1, 10, 20, 1, 30, 365];

  test('I8 turned off: a run does nothing, whenever it runs', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      world.at = noonOf(addDays(world.today, -1));
      await world.turnOff();
      for (const days of JOBS) {
        expect(await run(world)).toEqual([]);
        world.advance(days);
      }
    }));

  test('I9 one that left: nothing of what it owned is charged again, and nothing once it is back', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      const { account } = await world.book();
      world.advance(31);
      await world.act((desk) => leave(desk, world.programme, account.id));
      expect(await run(world)).toEqual([]);
      world.advance(365 - 31);
      expect(await run(world)).toEqual([]);
      await world.act((desk) => joinNetwork(desk, world.application));
      for (const days of JOBS) {
        expect(await run(world)).toEqual([]);
        world.advance(days);
      }
    }));

  test('P1 one whose window closed while no job ran: it has expired, and is charged neither then nor later', () =>
    inWorld({}, async (world) => {
      await subscribed(world);
      world.advance(31);
      for (const days of JOBS) {
        expect(await run(world)).toEqual([]);
        world.advance(days);
      }
    }));
});

test('I7 a job that slept charges to the last day of the window', () =>
  inWorld({}, async (world) => {
    await subscribed(world);
    world.advance(30);
    expect(kinds(await run(world))).toEqual(['charged']);
    expect((await world.subscription()).terms.at(-1)).toMatchObject({ start: addDays(world.today, -30) });
  }));

test('G15 a clock behind the history of an account: nothing of it is charged', () =>
  inWorld({}, async (world) => {
    await subscribed(world);
    await run(world);
    const before = await world.book();
    const { today } = world;
    world.at = noonOf(anniversary(today, 1));
    const tomorrow = addDays(world.today, 1);
    const { ledger } = await world.desk();
    const told = { kind: 'clock-corrected', accountId: before.account.id, since: 1, until: 1 } as const;
    await ledger.write((writer) => writer.append(told, noonOf(tomorrow), 'admin'));
    const refusal = { code: 'CLOCK_BEHIND_LEDGER', rule: 'D17', today: world.today, lastEvent: tomorrow };
    expect((await run(world)).map(({ result }) => result)).toEqual([
      { kind: 'skipped', due: { kind: 'refused', chargeOn: anniversary(today, 1), refusal } },
    ]);
    world.advance(-400);
    expect(await run(world)).toEqual([]);
    expect(await world.book()).toEqual(before);
  }));

test('D17 a job that has not run for months does everything due once, in date order', () =>
  inWorld({ today: '2026-03-01' }, async (world) => {
    // The window of the first one closes the day before the job runs.
    for (const days of [0, 2, 7, 10, 11]) {
      world.advance(days);
      await company(world, `20000${world.today.slice(8)}`);
    }
    world.at = '2027-04-01T23:00:00.000Z' as Instant;
    expect(companies(await due(world))).toEqual(['2000003', '2000010', '2000020', '2000031']);
    await run(world);
    const desk = await world.desk();
    const entries = await desk.ledger.read((ledger) => ledger.entries({ limit: 60 }));
    const placed = entries
      .toReversed()
      .flatMap(({ entry }) => (entry.kind === 'order-placed' && placedAutomatically(entry.order) ? [entry.order] : []));
    expect(placed.map(({ term }) => term.start)).toEqual(['2027-03-03', '2027-03-10', '2027-03-20', '2027-03-31']);
    expect(await run(world)).toEqual([]);
    expect(await reconciled(world)).toMatchObject({ charges: 9, orders: 9, differences: [] });
  }));

describe('G10 several companies', () => {
  test('a limit charges so many, the oldest first, and leaves the rest due', () =>
    inWorld({}, async (world) => {
      await four(world);
      expect(kinds(await run(world, { limit: 3 }))).toEqual(['charged', 'charged', 'charged']);
      expect(companies(await due(world))).toEqual(FOUR.slice(3));
      expect(kinds(await run(world, { limit: 3 }))).toEqual(['charged']);
    }));

  test('a limit counts charges: what cannot be charged does not use it up', () =>
    inWorld({}, async (world) => {
      await four(world);
      const desk = await world.desk();
      const [first] = await desk.ledger.read((ledger) => ledger.accounts());
      if (!first) throw new Error('nobody has joined');
      await payWith(world, first, NO_GOOD);
      await run(world, { limit: 1 });
      expect(kinds(await run(world, { limit: 1 }))).toEqual(['skipped', 'charged']);
    }));

  test('G11 asked to stop: what is under way is finished, the rest stays due', () =>
    inWorld({}, async (world) => {
      await four(world);
      let looked = 0;
      const items = await run(world, { concurrency: 1, stopAsked: () => looked > 0, onLooked: () => (looked += 1) });
      expect(kinds(items)).toEqual(['charged']);
      expect(await due(world)).toHaveLength(3);
    }));

  test('P12 one that is declined, one that is short of money and one whose card expired never stop the others', () =>
    inWorld({}, async (world) => {
      await four(world);
      world.advance(-5);
      const desk = await world.desk();
      const [declined, short, expired] = await desk.ledger.read((ledger) => ledger.accounts());
      if (!declined || !short || !expired) throw new Error('somebody is missing');
      await payWith(world, declined, NO_GOOD);
      await payWith(world, short, SHORT_OF_MONEY);
      const card = { number: '4242424242424242', expMonth: 2, expYear: 2027, cvc: '123', holder: null };
      await payWith(world, expired, { kind: 'card', card });
      world.advance(5);
      expect(kinds(await run(world, { concurrency: 1 }))).toEqual(['declined', 'declined', 'skipped', 'charged']);
      expect(await differences(world)).toEqual([]);
    }));

  test('G3 one whose answer is lost never stops the others; the next run settles it, and charges nothing again', () =>
    inWorld({}, async (world) => {
      await four(world);
      world.fault = 'cut';
      expect(kinds(await run(world, { concurrency: 2 }))).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
      world.fault = undefined;
      expect(await run(world)).toEqual([]);
      expect(await reconciled(world)).toMatchObject({ charges: 8, orders: 8, differences: [] });
    }));

  test('G8 where one breaks the run, what was on its way to the gateway is written down before it ends', () =>
    inWorld({}, async (world) => {
      await four(world);
      // One more than there are workers, bought a day after the others.
      world.advance(-364);
      await company(world, '2000005');
      world.advance(365);
      const books = new Error('the books are gone');
      const breaking = (gateway: AskedGateway): AskedGateway => ({
        ...gateway,
        find: async (reference, card) => {
          if (reference.includes(FOUR[0] ?? '')) throw books;
          return gateway.find(reference, card);
        },
        charge: async (request) => {
          const outcome = await gateway.charge(request);
          await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
          return outcome;
        },
      });
      const through = run(world, { concurrency: 2 }, (desk) => ({ ...desk, gateway: breaking(desk.gateway) }));
      await expect(through).rejects.toBe(books);
      expect(await reconciled(world)).toMatchObject({ charges: 8, orders: 8, differences: [] });
      expect(companies(await run(world))).toEqual(['2000005']);
      expect(await reconciled(world)).toMatchObject({ charges: 10, orders: 10, differences: [] });
    }));

  test('G2 the power is cut at a step of a run: the next runs charge the rest, each once', () =>
    inWorld({}, async (world) => {
      await four(world);
      const before = [world.ledgerFile, world.booksFile].map((file) => ({ file, bytes: readFileSync(file) }));
      const from = world.steps.length;
      await run(world, { concurrency: 2 });
      const steps = world.steps.length - from;
      // Every ninth step keeps the everyday run short; which ones changes with the seed.
      for (let cut = 1 + (world.seed % 9); cut <= steps; cut += 9) {
        await world.end();
        for (const { file, bytes } of before) writeFileSync(file, bytes);
        await world.desk();
        world.cutAt = cut;
        await expect(run(world, { concurrency: 2 })).rejects.toThrow(PowerCut);
        await run(world);
        await run(world);
        expect({ cut, ...(await reconciled(world)) }).toMatchObject({ cut, charges: 8, orders: 8, differences: [] });
        expect(broken(factsOf(world.ledgerFile, world.booksFile))).toEqual([]);
        expect(await (await world.desk()).ledger.check()).toEqual([]);
      }
    }));
});

test('G3 what waits for its cardholder is unknown once its time is over and the gateway says nothing of it', () =>
  inWorld({}, async (world) => {
    await subscribed(world);
    await payWith(world, (await world.book()).account, { kind: 'token', token: 'pm_card_authenticationRequired' });
    expect(kinds(await run(world))).toEqual(['waiting']);
    world.through = (desk) => ({
      ...desk,
      gateway: { ...desk.gateway, page: async () => ({ kind: 'unknown', reason: 'connection_cut' }) },
    });
    expect(kinds(await run(world))).toEqual(['waiting']);
    world.advance(2);
    expect(kinds(await run(world))).toEqual(['unknown']);
  }));
