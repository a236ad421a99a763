import { cancelTransfer, confirmTransfer } from '../../src/journeys/transfers.js';
import { lastTerm, renewalWindow, standing } from '../../src/core/subscription.js';
import { inWorld, type World } from '../support/world.js';
import { differences } from './job.js';
import { askToCancel, defects, facts, recoverAll, resolve, returns } from './support.js';
import * as acts from './whole.js';

const SILVER = 'silver-competency';
const GOLD = 'gold-competency';

/** Silver, bought today, with a request to cancel it. */
async function silver(world: World): Promise<void> {
  for (const act of [acts.JOIN, acts.addCard('pm_card_visa'), acts.show('gold')]) await act.perform(world);
  expect((await world.buy({ offer: SILVER })).kind).toBe('paid');
  await askToCancel(world, SILVER);
}

/** Its refund was sent, and the answer is lost. */
async function silverOnItsWayBack(world: World): Promise<void> {
  world.fault = 'cut-before';
  expect((await resolve(world)).kind).toBe('refund-unknown');
}

async function state(world: World, offer: string): Promise<string> {
  return standing(await world.subscription(offer), world.programme.policy, world.today).kind;
}

async function expectSettled(world: World): Promise<void> {
  world.fault = undefined;
  await world.recover();
  await recoverAll(world);
  expect({ defects: await defects(world), differences: await differences(world) }).toEqual({
    defects: [],
    differences: [],
  });
}

describe('P7, G3 what is on its way back is not upgraded', () => {
  test('by card or by bank transfer: neither is ordered before it is known', () =>
    inWorld({}, async (world) => {
      await silver(world);
      await silverOnItsWayBack(world);
      const reason = { kind: 'unknown', reason: 'refund' };
      expect(await world.buy({ kind: 'upgrade', offer: GOLD })).toMatchObject(reason);
      expect(await world.buy({ kind: 'upgrade', offer: GOLD, transfer: true })).toMatchObject(reason);
      expect(facts(world).orders).toHaveLength(1);
      await expectSettled(world);
      expect([returns(world), await state(world, SILVER)]).toEqual([1, 'cancelled']);
    }));

  test('P9 by funds that were awaited before: they are not confirmed, and the order ends with the refund', () =>
    inWorld({}, async (world) => {
      await silver(world);
      const pending = await world.buy({ kind: 'upgrade', offer: GOLD, transfer: true });
      if (pending.kind !== 'pending') throw new Error(`the upgrade is ${pending.kind}`);
      await silverOnItsWayBack(world);
      const funds = { receivedOn: world.today, amount: undefined };
      const [paid] = facts(world).orders;
      expect(await world.act((desk) => confirmTransfer(desk, pending.order, funds))).toEqual({
        openRefund: paid?.['id'],
      });
      await expectSettled(world);
      const end = await world.act((desk) => cancelTransfer(desk, pending.order));
      expect(end).toMatchObject({ changed: false, order: { transfer: { end: { outcome: 'cancelled' } } } });
      expect([returns(world), await state(world, SILVER)]).toEqual([1, 'cancelled']);
    }));

  test('D10 nor is it given back while a payment for its upgrade is not known', () =>
    inWorld({}, async (world) => {
      await silver(world);
      world.fault = 'cut';
      expect((await world.buy({ kind: 'upgrade', offer: GOLD })).kind).toBe('unknown');
      world.fault = 'find-fails';
      expect((await resolve(world)).kind).toBe('payment-unknown');
      world.fault = undefined;
      expect(await resolve(world)).toMatchObject({ kind: 'refused', refusal: { code: 'NOTHING_TO_CANCEL' } });
      expect([returns(world), await state(world, SILVER)]).toEqual([0, 'superseded']);
      await expectSettled(world);
    }));
});

test('P7, I10 what was upgraded is over: once the upgrade is given back, it is bought anew', () =>
  inWorld({}, async (world) => {
    await silver(world);
    expect((await world.buy({ kind: 'upgrade', offer: GOLD })).kind).toBe('paid');
    await askToCancel(world, GOLD);
    expect(await resolve(world)).toMatchObject({ kind: 'done' });
    expect(await world.buy({ offer: SILVER })).toMatchObject({ kind: 'paid', order: { enrolment: 1 } });
    await expectSettled(world);
  }));

test('P1, P9 the funds of an upgrade are awaited no longer than the window of what it takes the place of is open', () =>
  inWorld({}, async (world) => {
    for (const act of [acts.JOIN, acts.addCard('pm_card_visa'), acts.show('gold')]) await act.perform(world);
    expect((await world.buy({ offer: SILVER })).kind).toBe('paid');
    const { policy } = world.programme;
    world.programme = { ...world.programme, policy: { ...policy, bankTransfer: { days: 700 } } };
    const { closes } = renewalWindow(lastTerm(await world.subscription(SILVER)), policy);
    const pending = await world.buy({ kind: 'upgrade', offer: GOLD, transfer: true });
    expect(pending).toMatchObject({ kind: 'pending', order: { transfer: { due: closes } } });
  }));
