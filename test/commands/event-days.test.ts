import { JOIN, subscriber, Workplace, type Answer } from '../support/in-process.js';
import { sound } from './sound.js';

let owner: Workplace;
let elsewhere: Workplace;
beforeAll(async () => {
  owner = await (await subscriber()).after('actionpack cancel');
  elsewhere = await new Workplace().after(
    `${JOIN} --gateway none --programme mpn-2018`,
    'adopt action-pack --anniversary 2027-03-01 --autorenew on --paid-on 2026-11-01 --amount 475.00 --currency USD',
  );
});

describe('D22 what happened before it is recorded has two days', () => {
  test('P8 support approved in time and recorded later gives the money back; both days are told', async () => {
    const late = owner.copy({ now: '2026-12-30' });
    expect(await late.copy().json('support resolve 1 --outcome approved --yes')).toMatchObject({ order: null });
    expect(await late.json('support resolve 1 --outcome approved --on 2026-12-20 --yes')).toMatchObject({
      order: { state: 'refunded' },
      subscription: { state: 'cancelled', cancelled: { from: '2026-12-20' } },
      request: { entries: [{ outcome: 'approved', on: '2026-12-20', at: '2026-12-30T12:00:00.000Z' }] },
    });
    for (const [lang, days] of [
      ['en', ['20 Dec 2026', '30 Dec 2026']],
      ['fr', ['20 déc. 2026', '30 déc. 2026']],
    ] as const) {
      const { stdout } = await late.run(`support show 1 --lang ${lang}`);
      for (const day of days) expect(stdout).toContain(day);
    }
    await sound(late);
  });

  test('D31 orders refund, too; a refund of the vendor bears the day that was said', async () => {
    const late = owner.copy({ now: '2026-12-30' });
    const [order] = await late.json('orders list');
    expect(await late.json(`orders refund ${order.id} --on 2026-12-20 --yes`)).toMatchObject({
      order: { state: 'refunded' },
    });
    const vendor = await elsewhere.copy({ now: '2026-12-10' }).after('actionpack cancel');
    await vendor.after('support resolve 1 --outcome approved --on 2026-12-10 --yes');
    const stated = await elsewhere.copy().after('actionpack cancel');
    const recorded = await stated
      .copy({ now: '2026-12-10' })
      .json('support resolve 1 --outcome approved --on 2026-11-30 --yes');
    expect(recorded).toMatchObject({ subscription: { state: 'cancelled', cancelled: { from: '2026-11-30' } } });
  });

  test('D29 turned off in the portal on one day, recorded on another', async () => {
    const here = elsewhere.copy({ now: '2026-12-10' });
    await here.after('actionpack autorenew off --on 2026-11-25');
    for (const [lang, days] of [
      ['en', ['25 Nov 2026', '10 Dec 2026']],
      ['fr', ['25 nov. 2026', '10 déc. 2026']],
    ] as const) {
      const { stdout } = await here.run(`status --lang ${lang}`);
      for (const day of days) expect(stdout).toContain(day);
    }
    expect(await here.json('subscriptions timeline')).toContainEqual(
      expect.objectContaining({ date: '2026-11-25', event: 'turnedOff' }),
    );
    expect(await here.json('actionpack autorenew off')).toMatchObject({ changed: false });
    await sound(here);
  });

  test('D32 a benefit that was activated elsewhere, and when', async () => {
    const here = elsewhere.copy();
    expect(await here.json('benefits activate office-365-e3 --on 2026-11-10 --yes')).toMatchObject({
      state: 'activated',
      activatedOn: '2026-11-10',
      activatedAt: '2026-11-22T12:00:00.000Z',
    });
    expect((await here.run('benefits list')).stdout).toContain('10 Nov 2026');
    expect(await here.json('benefits list --history')).toContainEqual(expect.objectContaining({ on: '2026-11-10' }));
    await sound(here);
  });

  test.each<readonly [string, () => Workplace, string, Answer]>([
    ['before it was asked', () => owner, 'support resolve 1 --outcome approved --on 2026-11-21 --yes', 'VALUE_INVALID'],
    ['a day to come', () => owner, 'support resolve 1 --outcome rejected --on 2026-11-23 --yes', 'VALUE_INVALID'],
    ['of what is charged here', () => owner, 'actionpack autorenew off --on 2026-11-22', 'VALUE_INVALID'],
    ['beside another action', () => owner, 'actionpack autorenew status --on 2026-11-22', 'FLAG_UNUSED'],
    ['no day', () => elsewhere, 'benefits activate office-365-e3 --on yesterday --yes', 'VALUE_INVALID'],
  ])('a day that cannot be is refused: %s', async (_, world, line, code) => {
    expect((await world().copy().run(`${line} --json`)).error().code).toBe(code);
  });
});
