import { dayOf } from '../../src/core/day.js';
import { awaitedPage } from '../../src/core/order.js';
import { abandon } from '../../src/journeys/abandon.js';
import { callOff } from '../../src/journeys/cardholder.js';
import { PAGE_FAILPOINTS } from '../../src/journeys/desk.js';
import { reconcile } from '../../src/journeys/reconcile.js';
import { addUser } from '../../src/journeys/users.js';
import { SANDBOX_PAGE_STEPS } from '../../src/sandbox/gateway/sandbox.js';
import { inWorld, PowerCut, type World } from '../support/world.js';
import { cutAt, defects, facts } from './support.js';

/** Its bank wants its cardholder's word at every charge. */
const ASKS = 'pm_card_authenticationRequired';
const SECOND = 'second@contoso.example';

async function asked(world: World) {
  await world.join();
  const purchased = await world.buy({ token: ASKS });
  if (purchased.kind !== 'waiting') throw new Error(`the purchase is ${purchased.kind}`);
  return purchased;
}

const charges = (world: World) => facts(world).charges.filter((row) => row['outcome'] === 'succeeded').length;
const states = async (world: World) => (await world.book()).orders.map(({ state }) => state);

/** The cardholder says yes wherever a page of the sandbox is, whatever the ledger knows of it; whether one took it. */
async function confirmed(world: World): Promise<boolean> {
  const asking = facts(world).charges.filter((row) => row['outcome'] === 'action_required');
  const results = [];
  for (const { charge_id: ref } of asking) results.push(await world.confirm(String(ref)));
  return results.some(({ kind }) => kind === 'paid');
}

async function sound(world: World) {
  const { ledger, gateway } = await world.desk();
  const compared = await reconcile(ledger, gateway);
  return [await defects(world), compared.kind === 'compared' ? compared.differences : compared];
}

/** Every step that an act passes, counted in a world of its own. */
async function stepsOf(before: (world: World) => Promise<unknown>, act: (world: World) => Promise<unknown>) {
  let steps: readonly string[] = [];
  await inWorld({ seed: 3 }, async (world) => {
    await before(world);
    const from = world.steps.length;
    await act(world);
    steps = world.steps.slice(from);
  });
  return steps;
}

const buyWithAsking = (world: World) => world.buy({ token: ASKS });
const late = async (world: World) => {
  await asked(world);
  world.advance(2);
};

test('no named step of asking a cardholder, or of its end, is left out', async () => {
  const passed = [
    ...(await stepsOf((world) => world.join(), buyWithAsking)),
    ...(await stepsOf(late, (world) => world.recover())),
    ...(await stepsOf(asked, confirmed)),
  ];
  expect([...PAGE_FAILPOINTS, ...SANDBOX_PAGE_STEPS].filter((name) => !passed.includes(name))).toEqual([]);
});

test('G2 cut off at any step while it asks, and confirmed or not: one charge at most, and one page', async () => {
  const steps = await stepsOf((world) => world.join(), buyWithAsking);
  for (const [index, step] of steps.entries())
    await inWorld({ seed: 3 }, async (world) => {
      await world.join();
      world.cutAt = index + 1;
      await expect(buyWithAsking(world).then(() => step)).rejects.toBeInstanceOf(PowerCut);
      expect({ step, defects: await defects(world) }).toEqual({ step, defects: [] });
      // Whoever has the address may pay before anybody looks.
      if (index % 2 === 0) await confirmed(world);
      await world.recover();
      await confirmed(world);
      await world.recover();
      const again = await world.buy({ token: ASKS });
      if (again.kind === 'waiting') await confirmed(world);
      await world.recover();
      expect({
        step,
        charges: charges(world),
        paid: (await states(world)).filter((state) => state === 'paid'),
      }).toEqual({
        step,
        charges: 1,
        paid: ['paid'],
      });
      expect({ step, sound: await sound(world) }).toEqual({ step, sound: [[], []] });
    });
}, 60_000);

test('G2 cut off at any step while its time ends: what was paid before is paid, and nothing is after', async () => {
  const steps = await stepsOf(late, (world) => world.recover());
  for (const [index, step] of steps.entries())
    await inWorld({ seed: 3 }, async (world) => {
      await late(world);
      world.cutAt = index + 1;
      await expect(world.recover().then(() => step)).rejects.toBeInstanceOf(PowerCut);
      expect({ step, defects: await defects(world) }).toEqual({ step, defects: [] });
      await world.recover();
      expect({ step, paidAfter: await confirmed(world), states: await states(world) }).toEqual({
        step,
        paidAfter: false,
        states: ['failed'],
      });
      expect((await world.buy({ token: 'pm_card_visa' })).kind).toBe('paid');
      expect({ step, sound: await sound(world) }).toEqual({ step, sound: [[], []] });
    });
}, 60_000);

test('G1 confirmed as its time ends: the page says so, and the order is paid', () =>
  inWorld({}, async (world) => {
    await asked(world);
    await confirmed(world);
    world.advance(2);
    expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
    expect(await sound(world)).toEqual([[], []]);
  }));

test('G1 confirmed a moment before somebody calls it off: it is paid', () =>
  inWorld({}, async (world) => {
    const { order, page } = await asked(world);
    await confirmed(world);
    expect(await world.act((desk) => callOff(desk, order, page))).toMatchObject({ kind: 'paid' });
  }));

test('G3 a gateway that says nothing leaves an order waiting to its day, then unknown, and nothing is written down at each look', () =>
  inWorld({}, async (world) => {
    const { order, page } = await asked(world);
    const entries = facts(world).audit.length;
    world.through = (desk) => ({
      ...desk,
      gateway: { ...desk.gateway, page: async () => ({ kind: 'unknown', reason: 'connection_cut' }) },
    });
    expect(await world.recover()).toMatchObject([{ kind: 'waiting' }]);
    expect(await world.act((desk) => callOff(desk, order, page))).toMatchObject({ kind: 'waiting' });
    world.advance(2);
    expect(await world.recover()).toMatchObject([{ kind: 'unknown', order: { id: order.id } }]);
    expect(facts(world).audit.length).toBe(entries);
  }));

test('G3 what two have abandoned ends after a week in which the gateway cannot be asked of its page, and not before', () =>
  inWorld({}, async (world) => {
    const { order } = await asked(world);
    const say = (by: string) => world.act((desk) => abandon({ ...desk, by }, order));
    const silent: World['through'] = (desk) => ({
      ...desk,
      gateway: { ...desk.gateway, page: async () => ({ kind: 'unknown', reason: 'connection_cut' }) },
    });
    const actor = { email: order.placedBy, roles: ['global-admin'] as const };
    await world.act((desk) => addUser(desk, { accountId: order.accountId, actor }, SECOND, ['mpn-partner-admin']));
    world.through = silent;
    await say(order.placedBy);
    await say(SECOND);
    world.advance(6);
    expect(await world.recover()).toMatchObject([{ kind: 'unknown' }]);
    world.advance(2);
    expect(await world.recover()).toMatchObject([{ kind: 'failed', declineCode: 'abandoned_by_two' }]);
    world.through = (desk) => desk;
    expect((await world.buy({ token: 'pm_card_visa' })).kind).toBe('paid');
    expect([charges(world), await sound(world)]).toEqual([1, [[], []]]);
  }));

test('G3 while the gateway does not say that the page is closed, nothing has failed', () =>
  inWorld({}, async (world) => {
    await asked(world);
    world.advance(2);
    world.through = (desk) => ({
      ...desk,
      gateway: { ...desk.gateway, closePage: async () => ({ kind: 'unknown', reason: 'timed_out' }) },
    });
    expect(await world.recover()).toMatchObject([{ kind: 'unknown' }]);
    expect(await defects(world)).toEqual([]);
    world.through = (desk) => desk;
    expect(await world.recover()).toMatchObject([{ kind: 'failed' }]);
  }));

test('G1 two processes that look at the same moment settle it once', () =>
  inWorld({}, async (world) => {
    await asked(world);
    await confirmed(world);
    const other = world.another();
    await Promise.all([world.recover(), other.recover()]);
    expect([charges(world), await states(world), await sound(world)]).toEqual([1, ['paid'], [[], []]]);
  }));

test('D6 the card that came with the order goes with it where its holder gives no word', () =>
  inWorld({}, async (world) => {
    await late(world);
    await world.recover();
    expect((await world.book()).paymentMethods).toMatchObject([{ removedAt: expect.any(String) }]);
  }));

test('G2 killed as the page was opened and not written down, and paid there: recover finds the charge', () =>
  inWorld({}, async (world) => {
    await world.join();
    await cutAt(world, 'page:asked', () => buyWithAsking(world));
    await world.end();
    await confirmed(world);
    expect(await world.recover()).toMatchObject([{ kind: 'paid' }]);
    const [order] = (await world.book()).orders;
    expect([order && awaitedPage(order), order && dayOf(order.placedAt), charges(world)]).toEqual([
      undefined,
      world.today,
      1,
    ]);
  }));
