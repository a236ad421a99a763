import { JOIN, member, Workplace, type Answer } from '../support/in-process.js';
import { rowsIn } from '../support/ledgers.js';
import { sound } from './sound.js';

const LATE = '2026-11-22T15:00:00.000Z';
/** The same day: a clock may be set back so far. */
const EARLY = { now: '2026-11-22T09:00:00.000Z' };

let elsewhere: Workplace;
let awaiting: Workplace;
beforeAll(async () => {
  elsewhere = await new Workplace({ now: LATE }).after(
    `${JOIN} --gateway none --programme mpn-2018`,
    'adopt action-pack --anniversary 2026-12-01 --autorenew on --paid-on 2026-11-01 --amount 475.00 --currency USD',
    'actionpack cancel',
  );
  awaiting = await (
    await member()
  )
    .copy({ now: LATE })
    .after('actionpack subscribe --pay-by transfer --accept-terms --yes');
});

/** The instants of the history, in its order. */
function instants(world: Workplace): readonly string[] {
  return rowsIn<{ at: string }>(world.home, 'ledger', 'SELECT at FROM audit ORDER BY sequence').map(({ at }) => at);
}

describe('D22 the instant at which something is recorded is never before the newest entry', () => {
  const order = async (world: Workplace) => (await world.json('orders list'))[0].id as string;

  test.each<readonly [string, (world: Workplace) => string | Promise<string>, (answer: Answer) => unknown]>([
    ['a renewal', () => 'orders record action-pack --invoice E2', ({ order }) => order.stated.at],
    [
      'a correction',
      async (world) => `orders correct ${await order(world)} --reason x --invoice E3`,
      ({ order }) => order.stated.at,
    ],
    [
      'another thing that is owned',
      () => 'adopt silver-competency --anniversary 2027-03-01',
      ({ order }) => order.stated.at,
    ],
    [
      'a benefit in use',
      () => 'benefits activate office-365-e3 --on 2026-11-10 --yes',
      ({ activatedAt }) => activatedAt,
    ],
    ['automatic renewal off', () => 'actionpack autorenew off --on 2026-11-20', () => LATE],
    [
      'a refund of the vendor',
      () => 'support resolve 1 --outcome approved --yes --text done',
      ({ request }) => request.entries.at(-1).at,
    ],
  ])('%s', async (_what, line, at) => {
    const here = elsewhere.copy(EARLY);
    const before = instants(here);
    expect(at(await here.json(await line(here)))).toBe(LATE);
    const after = instants(here).slice(before.length);
    expect(after.length).toBeGreaterThan(0);
    expect(new Set(after)).toEqual(new Set([LATE]));
    await sound(here);
  });

  test('funds that came by bank transfer', async () => {
    const here = awaiting.copy(EARLY);
    const confirmed = await here.json(
      `orders confirm-transfer ${await order(here)} --received 2026-11-22 --amount 475 --yes`,
    );
    expect(confirmed.order).toMatchObject({ state: 'paid', paidAt: LATE });
    expect(instants(here).toSorted()).toEqual(instants(here));
  });

  test('of a company that has left and comes back with what it owns', async () => {
    const left = await (await member()).copy({ now: LATE }).after('leave --yes');
    const here = left.copy(EARLY);
    await here.after(
      'adopt action-pack --anniversary 2027-03-01 --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567',
    );
    expect(instants(here).toSorted()).toEqual(instants(here));
    expect(instants(here).at(-1)).toBe(LATE);
  });
});
