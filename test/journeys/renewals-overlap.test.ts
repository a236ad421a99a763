import { anniversary, noonOf } from '../../src/core/day.js';
import { placedAutomatically } from '../../src/core/order.js';
import type { Desk } from '../../src/journeys/desk.js';
import type { RunItem } from '../../src/journeys/renewals-run.js';
import { broken } from '../support/invariants.js';
import { factsOf } from '../support/invariants/facts.js';
import { inWorld, seededRandom, type World } from '../support/world.js';
import { companies, company, due, FOUR, four, kinds, payWith, reconciled, run, subscribed } from './job.js';
import { cutAt } from './support.js';
import { byTurns, Turns } from './turns.js';

/** What both did of what was due, and how many steps that took. */
async function together(worlds: readonly [World, World], next: (step: number) => number) {
  const turns = new Turns(next);
  const one = (world: World, who: number) =>
    turns.until(who, () => run(world, { concurrency: 1 }, (desk) => byTurns(turns, who, desk)));
  const items = (await Promise.all([one(worlds[0], 0), one(worlds[1], 1)])).flat();
  return { items, steps: turns.steps };
}

const charged = (items: readonly RunItem[]) =>
  companies(items.filter(({ result }) => result.kind === 'charged')).sort();

/** Two companies that renew in every year to come, and a second process. */
async function twoCompanies(world: World): Promise<World> {
  for (const mpnId of FOUR.slice(0, 2)) {
    const account = await company(world, mpnId);
    const card = { number: '4242424242424242', expMonth: 12, expYear: 2099, cvc: '123', holder: null };
    await payWith(world, account, { kind: 'card', card });
  }
  return world.another();
}

/** Every schedule in a year of its own. */
async function aYearEach(
  schedules: readonly (readonly [name: string, next: (step: number) => number])[],
): Promise<void> {
  await inWorld({}, async (world) => {
    const other = await twoCompanies(world);
    for (const [name, next] of schedules) {
      world.at = noonOf(anniversary(world.today, 1));
      other.at = world.at;
      const { items } = await together([world, other], next);
      expect({ name, charged: charged(items) }).toEqual({ name, charged: FOUR.slice(0, 2) });
      expect({
        name,
        kinds: [...new Set(kinds(items))].filter((kind) => kind !== 'charged' && kind !== 'skipped'),
      }).toEqual({ name, kinds: [] });
    }
    const count = 2 * (schedules.length + 1);
    expect(await reconciled(world)).toMatchObject({ charges: count, orders: count, differences: [] });
    expect(broken(factsOf(world.ledgerFile, world.booksFile))).toEqual([]);
    expect((await world.book()).orders.filter(placedAutomatically)).toHaveLength(schedules.length);
  });
}

describe('G10 two runs at once charge each term once, whichever step comes first', () => {
  test('G10 one does everything while the other stands still at its n-th step, for every n', async () => {
    const steps = await inWorld({}, async (world) => {
      const other = await twoCompanies(world);
      world.at = noonOf(anniversary(world.today, 1));
      other.at = world.at;
      return (await together([world, other], () => 0)).steps;
    });
    expect(steps).toBeGreaterThan(15);
    await aYearEach(
      Array.from({ length: steps }, (_, still) => [`still at ${still}`, (step: number) => (step < still ? 0 : 1)]),
    );
  });

  test('G10 step by step in turns, and in any order', async () => {
    const inTurns = [1, 2, 3].map(
      (length) => [`in turns of ${length}`, (step: number) => Math.floor(step / length) % 2] as const,
    );
    const inAnyOrder = Array.from({ length: 4 }, (_, seed) => {
      const random = seededRandom(seed);
      return [`seed ${seed}`, () => Math.floor(random() * 2)] as const;
    });
    await aYearEach([...inTurns, ...inAnyOrder]);
  });
});

test('G10 a run never waits for what another one asks its gateway: it charges the rest and tells that one as under way', () =>
  inWorld({}, async (world) => {
    await four(world);
    const other = world.another();
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    let asked: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (asked = resolve));
    const slow = run(world, { concurrency: 1, limit: 1 }, (desk) => ({
      ...desk,
      gateway: {
        ...desk.gateway,
        charge: async (request) => {
          asked();
          await answered;
          return desk.gateway.charge(request);
        },
      },
    }));
    await first;

    const meanwhile = await run(other);
    expect(charged(meanwhile)).toEqual(FOUR.slice(1));
    const [open] = meanwhile.filter(({ result }) => result.kind === 'skipped');
    expect(open).toMatchObject({ account: { mpnId: FOUR[0] }, due: { kind: 'open' } });
    expect((await due(other)).map((one) => one.due.kind)).toEqual(['open']);

    answer();
    expect(charged(await slow)).toEqual(FOUR.slice(0, 1));
    expect(await reconciled(world)).toMatchObject({ charges: 8, orders: 8, differences: [] });
  }));

test('G1 G10 a run that was held up until another had its payment tells it as under way, and charges the rest', () =>
  inWorld({}, async (world) => {
    await four(world);
    const other = world.another();
    let wake: () => void = () => undefined;
    let first: Promise<readonly RunItem[]> = Promise.resolve([]);
    await new Promise<void>((reached) => {
      let held = false;
      const through = (desk: Desk): Desk => ({
        ...desk,
        process: 'elsewhere#7#7',
        gateway: {
          ...desk.gateway,
          charge: async (request) => {
            if (!held) {
              held = true;
              const woken = new Promise<void>((go) => (wake = go));
              reached();
              await woken;
            }
            return desk.gateway.charge(request);
          },
        },
      });
      first = run(world, { concurrency: 1 }, through);
    });
    // Longer than a claim is believed.
    world.advanceHours(1);
    other.through = (desk) => ({
      ...desk,
      gateway: {
        ...desk.gateway,
        charge: async (request) => {
          wake();
          await first;
          return desk.gateway.charge(request);
        },
      },
    });
    expect(await other.recover()).toMatchObject([{ kind: 'paid' }]);
    const [held, ...rest] = await first;
    expect(held).toMatchObject({
      account: { mpnId: FOUR[0] },
      result: { kind: 'skipped', due: { kind: 'open', order: { state: 'placed' } } },
    });
    expect([charged(rest), rest.length]).toEqual([FOUR.slice(1), 3]);
    expect(await reconciled(world)).toMatchObject({ charges: 8, orders: 8, differences: [] });
  }));

test.each([
  ['is unknown', 'unknown', (other: World) => ((other.fault = 'cut-before'), other.renew())],
  ['is under way', 'skipped', (other: World) => cutAt(other, 'purchase:placed', () => other.renew())],
] as const)('G3 what a person began to pay since the run settled what was open %s', (_, kind, begin) =>
  inWorld({}, async (world) => {
    await subscribed(world);
    const other = world.another();
    let begun = false;
    const meanwhile = (desk: Desk): Desk => ({
      ...desk,
      gateway: {
        ...desk.gateway,
        now: async () => {
          if (!begun) {
            begun = true;
            await begin(other);
          }
          return desk.gateway.now();
        },
      },
    });
    expect(kinds(await run(world, {}, meanwhile))).toEqual([kind]);
  }),
);
