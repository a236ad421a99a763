import type { Instant } from '../../src/core/day.js';
import { clockAhead } from '../../src/journeys/desk.js';
import { inWorld } from '../support/world.js';

const DAY_MS = 86_400_000;

test('G15 a clock is ahead where it is more than a day later than the newest entry and than another clock', () =>
  inWorld({}, async (world) => {
    const { id } = await world.join();
    const joined = Date.parse(world.at);
    const instant = (milliseconds: number) => new Date(milliseconds).toISOString() as Instant;
    const { ledger } = await world.desk();
    const ahead = (days: number, other: number | undefined, accountId: string | undefined = id) =>
      clockAhead(ledger, {
        at: instant(joined + days * DAY_MS),
        accountId,
        other: async () => (other === undefined ? undefined : instant(joined + other * DAY_MS)),
      });
    expect(await ahead(1, 0)).toBeUndefined();
    expect(await ahead(1.001, 0)).toBe('2026-03-01');
    // An account that rested is an ordinary one, and so is a clock beside which there is no other.
    expect(await ahead(400, 399)).toBeUndefined();
    expect(await ahead(400, 398.999)).toBe('2027-04-04');
    expect(await ahead(400, undefined)).toBeUndefined();
    await ledger.write((writer) => writer.freeze(instant(joined)));
    expect(await ahead(400, 0)).toBeUndefined();
  }));
