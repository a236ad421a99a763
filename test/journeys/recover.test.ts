import { claimAttempt } from '../../src/journeys/attempt.js';
import { inWorld, type World } from '../support/world.js';
import { cutAt, facts } from './support.js';

/** Cut before anything was sent, so many hours ago. */
async function begun(world: World, hours: number): Promise<void> {
  await world.join();
  await world.addCard();
  await cutAt(world, 'purchase:placed', () => world.buy());
  world.advanceHours(hours);
}
const written = (world: World) => facts(world).audit.length;

describe('G3 what was begun and has no answer', () => {
  test('what stays unknown is not written down again at every look, and ends in its time', () =>
    inWorld({}, async (world) => {
      await begun(world, 23);
      await world.recover();
      expect((await world.book()).orders.at(-1)?.attempts.at(-1)?.state).toBe('unknown');
      const before = written(world);
      expect(await world.recover()).toMatchObject([{ kind: 'unknown', reason: 'timed_out' }]);
      expect(written(world)).toBe(before);
      world.advanceHours(1);
      expect(await world.recover()).toMatchObject([{ kind: 'failed', declineCode: 'absent_at_gateway' }]);
    }));

  test('a page that is open beside it is closed before it ends as not made', () =>
    inWorld({}, async (world) => {
      await world.join();
      await cutAt(world, 'page:asked', () => world.buy({ token: 'pm_card_authenticationRequired' }));
      const [asking] = facts(world).charges;
      world.advanceHours(24);
      await world.recover();
      expect((await world.confirm(String(asking?.['charge_id']))).kind).not.toBe('paid');
      expect((await world.book()).orders).toMatchObject([{ state: 'failed' }]);
    }));

  test('G1 nobody claims what a process that runs here has begun, however long ago', () =>
    inWorld({}, async (world) => {
      await begun(world, 1);
      const [order] = (await world.book()).orders;
      if (!order) throw new Error('nothing was ordered');
      const before = written(world);
      const claimed = await world.act((desk) =>
        claimAttempt({ ...desk, isGone: () => false, isRunning: () => true }, order),
      );
      expect(claimed).toMatchObject({ kind: 'unknown', reason: 'no_answer' });
      expect(written(world)).toBe(before);
      expect(await world.act((desk) => claimAttempt(desk, order))).toHaveProperty('hold');
    }));
});
