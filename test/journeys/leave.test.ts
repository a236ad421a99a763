import { viewAt } from '../../src/core/view.js';
import { leave, standsAgainstLeaving } from '../../src/journeys/leave.js';
import { inWorld, type World } from '../support/world.js';

/** What stands against leaving today. */
async function against(world: World) {
  return standsAgainstLeaving(viewAt(world.programme, await world.book(), world.at));
}

/** A charge is on its way, and nobody knows how it ended. */
async function unanswered(world: World, buying: () => Promise<unknown>): Promise<void> {
  world.fault = 'cut-before';
  await buying();
  world.fault = undefined;
}

test('D12 a member who owns nothing may leave', () =>
  inWorld({}, async (world) => {
    const { id } = await world.join();
    expect(await against(world)).toBeUndefined();
    const left = await world.act((desk) => leave(desk, world.programme, id));
    expect(left).toMatchObject({ account: { leftOn: '2026-03-01' } });
  }));

test('D12 G3 a payment without an answer stands against it though nothing is owned yet: to the end of what it pays', () =>
  inWorld({}, async (world) => {
    await world.join();
    await unanswered(world, () => world.buy({ token: 'pm_card_visa' }));
    expect((await world.book()).subscriptions).toEqual([]);
    expect(await against(world)).toMatchObject({
      code: 'HAS_ACTIVE_OFFERS',
      offers: ['action-pack'],
      until: '2027-03-01',
      unsettled: [expect.stringMatching(/^ord_/)],
    });
  }));

test('D12 G3 of what is owned and what is being paid, the later end counts, and an offer is named once', () =>
  inWorld({}, async (world) => {
    await world.join();
    await world.addCard();
    await world.buy();
    expect(await against(world)).toMatchObject({
      offers: ['action-pack'],
      until: '2027-03-01',
      renewing: ['action-pack'],
    });
    world.advance(300);
    await unanswered(world, () => world.renew());
    expect(await against(world)).toMatchObject({
      code: 'HAS_ACTIVE_OFFERS',
      offers: ['action-pack'],
      until: '2028-03-01',
    });
    await world.recover();
    expect(await against(world)).toMatchObject({ until: '2028-03-01', renewing: ['action-pack'] });
    await world.turnOff();
    expect(await against(world)).toMatchObject({ until: '2028-03-01', renewing: [] });
  }));

test('D12 what has run out, and what was declined, stands against nothing', () =>
  inWorld({}, async (world) => {
    await world.join();
    await world.addCard('pm_card_chargeCustomerFail');
    await world.buy();
    expect(await against(world)).toBeUndefined();
    await world.buy({ token: 'pm_card_visa' });
    await world.turnOff();
    world.advance(365 + 31);
    expect(await against(world)).toBeUndefined();
  }));
