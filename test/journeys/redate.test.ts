import type { Instant } from '../../src/core/day.js';
import { datedAhead, redate } from '../../src/journeys/redate.js';
import { inWorld, type World } from '../support/world.js';

/** Entries of the account, one after the other, at a moment. */
async function writes(world: World, many: number, at: Instant): Promise<void> {
  const { id: accountId } = (await world.book()).account;
  const told = { endpoint: 'one', through: 0, tries: 0, nextAt: null, reason: null, givenUp: [] };
  await world.act(({ ledger }) =>
    ledger.write(async (writer) => {
      for (let one = 0; one < many; one += 1)
        await writer.append({ kind: 'events-told', accountId, ...told }, at, 'admin');
    }),
  );
}

const ahead = async (world: World) => {
  const { id } = (await world.book()).account;
  return world.act((desk) => desk.ledger.read((reader) => datedAhead(reader, desk, id)));
};
const [TODAY, NEXT_YEAR, LATER] = ['2026-03-01', '2027-03-01', '2027-03-02'].map(
  (day) => `${day}T12:00:00.000Z` as Instant,
);

test.each([0, 1, 99, 100, 101, 200])('G15 all that was dated ahead is found, also where it is many: %i', (many) =>
  inWorld({}, async (world) => {
    await world.join();
    await writes(world, 2, TODAY as Instant);
    const before = await ahead(world);
    expect(before).toBeUndefined();
    await writes(world, many, NEXT_YEAR as Instant);
    const found = await ahead(world);
    expect(found && { ...found, since: 0, until: found.until - found.since }).toEqual(
      many === 0 ? undefined : { since: 0, until: many - 1, count: many, latest: NEXT_YEAR },
    );
  }),
);

test('G15 the latest of them is told, wherever it stands, and once it is written that the clock was wrong the account goes on', () =>
  inWorld({ today: '2027-03-01' }, async (world) => {
    await world.join();
    await writes(world, 1, LATER as Instant);
    await writes(world, 98, NEXT_YEAR as Instant);
    const { id } = (await world.book()).account;
    world.at = TODAY as Instant;
    const whole = await ahead(world);
    expect(whole).toMatchObject({ latest: LATER });
    expect(await world.act((desk) => redate(desk, id))).toEqual(whole);
    expect(await ahead(world)).toBeUndefined();
    expect(await world.act((desk) => redate(desk, id))).toBeUndefined();
  }));
