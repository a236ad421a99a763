import { noonOf, type Day } from '../../src/core/day.js';
import { broken } from '../support/invariants.js';
import { DECLINED_LATER, GOOD, inWorld, type World } from '../support/world.js';
import { company, differences, FOUR, kinds, run } from './job.js';
import { facts } from './story.js';

/** The ledger is on an engine that runs the work of every transaction twice, the first time rolled back. */
const AGAIN = { again: true, today: '2026-03-01' } as const;

async function requireSound(world: World, charges: number): Promise<void> {
  const held = facts(world);
  expect(held.charges.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(charges);
  expect(broken(held)).toEqual([]);
  expect(await differences(world)).toEqual([]);
  expect(await (await world.desk()).ledger.check()).toEqual([]);
}

test('G8 joining and buying in one go writes each thing once, though its transactions are run again', () =>
  inWorld(AGAIN, async (world) => {
    const bought = await world.buy({ joining: world.application, token: GOOD });
    expect(bought.kind).toBe('paid');
    const { orders, paymentMethods, acceptances } = await world.book();
    expect([orders.length, paymentMethods.length, acceptances.map(({ terms }) => terms).sort()]).toEqual([
      1,
      1,
      ['internal-use-rights', 'network-agreement'],
    ]);
    expect(orders[0]?.receiptNumber).toBe('2026-000001');
    await requireSound(world, 1);
  }));

test('R9 a declined purchase, the next one and the end of automatic renewal are run again', () =>
  inWorld(AGAIN, async (world) => {
    await world.join();
    expect((await world.buy({ token: DECLINED_LATER })).kind).toBe('declined');
    expect((await world.buy({ token: GOOD })).kind).toBe('paid');
    expect(await world.turnOff()).toMatchObject({ changed: true });
    await requireSound(world, 1);
  }));

test('G3 an unknown payment is recovered once, though its transactions are run again', () =>
  inWorld(AGAIN, async (world) => {
    await world.join();
    await world.addCard();
    world.fault = 'cut';
    expect((await world.buy()).kind).toBe('unknown');
    world.fault = undefined;
    await world.end();
    expect((await world.recover()).map(({ kind }) => kind)).toEqual(['paid']);
    await requireSound(world, 1);
  }));

test('G10 a run of renewals charges each once, though its transactions are run again', () =>
  inWorld(AGAIN, async (world) => {
    for (const mpnId of FOUR) await company(world, mpnId);
    world.at = noonOf('2027-03-01' as Day);
    expect(kinds(await run(world))).toEqual(['charged', 'charged', 'charged', 'charged']);
    expect(await run(world)).toEqual([]);
    await requireSound(world, 8);
  }));
