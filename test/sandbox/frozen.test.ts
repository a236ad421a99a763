import { noonOf, type Day, type Instant } from '../../src/core/day.js';
import { freezeAt, letRun } from '../../src/sandbox/clock.js';
import { inWorld, type World } from '../support/world.js';

const on = (day: string) => day as Day;
const behind = (today: string, lastEvent: string) => ({
  refusal: expect.objectContaining({ code: 'CLOCK_BEHIND_LEDGER', today, lastEvent, moved: true }) as unknown,
});
const freeze = (world: World, day: string) => world.act(({ ledger }) => freezeAt(ledger, on(day)));
const run = (world: World, at: string) => world.act(({ ledger }) => letRun(ledger, at as Instant));
const frozen = (world: World) => world.act(({ ledger }) => ledger.read((reader) => reader.frozenAt()));

test('D17 a clock is frozen at noon of any day while nothing was written, and forwards alone after', () =>
  inWorld({ today: '2026-03-01' }, async (world) => {
    expect(await freeze(world, '2026-03-10')).toEqual({ at: noonOf(on('2026-03-10')) });
    expect(await freeze(world, '2026-01-01')).toEqual({ at: noonOf(on('2026-01-01')) });
    await world.join();
    expect(await freeze(world, '2026-02-28')).toEqual(behind('2026-02-28', '2026-03-01'));
    expect(await frozen(world)).toBe(noonOf(on('2026-01-01')));
    expect(await freeze(world, '2026-03-01')).toEqual({ at: noonOf(on('2026-03-01')) });
    expect(await freeze(world, '2026-03-10')).toEqual({ at: noonOf(on('2026-03-10')) });
    // What it showed may have been believed.
    expect(await freeze(world, '2026-03-09')).toEqual(behind('2026-03-09', '2026-03-10'));
    expect(await freeze(world, '2026-03-10')).toEqual({ at: noonOf(on('2026-03-10')) });
  }));

test('D17 it runs again from the newest entry on, whatever day was shown meanwhile', () =>
  inWorld({ today: '2026-03-01' }, async (world) => {
    await world.join();
    await freeze(world, '2026-03-10');
    expect(await run(world, '2026-02-28T23:00:00.000Z')).toEqual(behind('2026-02-28', '2026-03-01'));
    expect(await frozen(world)).toBe(noonOf(on('2026-03-10')));
    const at = '2026-03-01T08:00:00.000Z';
    expect(await run(world, at)).toEqual({ at });
    expect(await frozen(world)).toBeUndefined();
  }));

test('D17 a ledger whose gateway moves money has the time that it is', () =>
  inWorld({ gateway: 'none' }, async (world) => {
    const refused = { refusal: expect.objectContaining({ code: 'SANDBOX_ONLY', action: 'clock' }) as unknown };
    expect([await freeze(world, '2026-03-01'), await run(world, world.at)]).toEqual([refused, refused]);
  }));
