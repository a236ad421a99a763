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
      ['en', ['2026-12-20', '2026-12-30']],
      ['fr', ['2026-12-20', '2026-12-30']],
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
      ['en', ['2026-11-25', '2026-12-10']],
      ['fr', ['2026-11-25', '2026-12-10']],
    ] as const) {
      const { stdout } = await here.run(`status --lang ${lang}`);
      for (const day of days) expect(stdout).toContain(day);
    }
    const [{ id }] = await here.json('orders list');
    expect((await here.run(`orders show ${id}`)).stdout).toMatch(
      /\nRenewal at the vendor\tat the vendor: off since 2026-11-25/,
    );
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
    expect((await here.run('benefits list')).stdout).toContain('2026-11-10');
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

describe('D22 nothing has happened before what it follows from', () => {
  /** Asked for in the first term, and answered once the second is paid. */
  const renewed = async (...lines: readonly string[]) => {
    const renewing = owner.copy({ now: '2027-11-10' });
    await renewing.after(...lines);
    return renewing;
  };

  const byTransfer = async () => {
    const world = await renewed('actionpack renew --pay-by transfer --accept-terms --yes');
    const { id } = (await world.json('orders list')).find((order: Answer) => order.state === 'pending');
    return world.after(`orders confirm-transfer ${id} --received 2027-11-10 --amount 475 --yes`);
  };

  test.each([
    ['a card', () => renewed('actionpack renew --accept-terms --yes'), /Approved on\s+2027-11-10/],
    ['a transfer', byTransfer, /Funds sent on\s+2027-11-10/],
  ])('P8 no refund of before its order was paid with %s, so that its days end', async (_, paid, day) => {
    const late = (await paid()).copy({ now: '2028-09-01' });
    const { id } = (await late.json('orders list')).find((order: Answer) => order.kind === 'renewal');
    for (const line of ['support resolve 1 --outcome approved', `orders refund ${id}`]) {
      const before = (await late.run(`${line} --on 2026-11-22 --yes --json`)).error();
      expect(before).toMatchObject({ code: 'DAY_TOO_EARLY', rule: 'D22', exit: 5, earliest: '2027-11-10' });
    }
    await late.copy().after('support resolve 1 --outcome rejected --on 2026-11-22 --yes');
    expect(await late.json('support resolve 1 --outcome approved --on 2027-11-10 --yes')).toMatchObject({
      order: { id, state: 'refunded' },
    });
    // The credit note tells the day on which it happened beside the one on which it was written down.
    expect((await late.run(`orders credit-note ${id}`)).stdout).toMatch(day);
    await sound(late);
  });

  test('D31 nor of what was paid elsewhere', async () => {
    const asked = await elsewhere.copy().after('actionpack cancel');
    const late = await asked
      .copy({ now: '2027-03-02' })
      .after('orders record action-pack --paid-on 2027-03-01 --amount 475.00 --currency USD');
    const before = (await late.run('support resolve 1 --outcome approved --on 2027-02-01 --yes --json')).error();
    expect(before).toMatchObject({ code: 'DAY_TOO_EARLY', on: '2027-02-01', earliest: '2027-03-01', since: 'paid' });
    expect(await late.json('support resolve 1 --outcome approved --on 2027-03-01 --yes')).toMatchObject({
      subscription: { cancelled: { from: '2027-03-02' } },
    });
  });

  test('D32 no benefit is activated before the term gives it', async () => {
    const here = elsewhere.copy();
    for (const on of ['1999-01-01', '2026-02-28'])
      expect((await here.run(`benefits activate office-365-e3 --on ${on} --yes --json`)).error()).toMatchObject({
        code: 'DAY_TOO_EARLY',
        earliest: '2026-03-01',
        since: 'given',
      });
    await here.after('benefits activate office-365-e3 --on 2026-03-01 --yes');
    expect(await here.json('benefits activate office-365-e3 --on 2026-02-28 --yes')).toMatchObject({ changed: false });
    const bought = (await owner.run('benefits activate office-365-e3 --on 2026-11-21 --yes --json')).error();
    expect(bought).toMatchObject({ code: 'DAY_TOO_EARLY', earliest: '2026-11-22' });
  });

  test('R12 R15 an off of before the renewal belongs to the term before', async () => {
    const here = elsewhere.copy();
    const off = async (world: Workplace, on: string) =>
      (await world.copy().run(`actionpack autorenew off --on ${on} --json`)).error();
    expect(await off(here, '2026-02-28')).toMatchObject({
      code: 'DAY_TOO_EARLY',
      earliest: '2026-03-01',
      since: 'started',
    });
    const late = elsewhere.copy({ now: '2027-05-01' });
    const stated = await late.copy().after('orders record action-pack --invoice E1 --paid-on 2027-03-10');
    expect(await off(stated, '2027-03-09')).toMatchObject({ earliest: '2027-03-10', since: 'renewed' });
    await stated.after('actionpack autorenew off --on 2027-03-10');
    await sound(stated);
    const unknown = (await elsewhere.copy({ now: '2027-03-12' }).after('orders record action-pack --invoice E1')).copy({
      now: '2027-05-01',
    });
    expect(await off(unknown, '2027-03-11')).toMatchObject({ earliest: '2027-03-12', since: 'renewed' });
    await unknown.after('actionpack autorenew off --on 2027-03-12');
  });

  test('both languages say from which day on', async () => {
    for (const [lang, day] of [
      ['en', '1 Mar 2026'],
      ['fr', '1er mars 2026'],
    ] as const)
      for (const line of ['benefits activate office-365-e3', 'actionpack autorenew off'])
        expect((await elsewhere.copy().run(`${line} --on 1999-01-01 --yes --lang ${lang}`)).stderr).toContain(day);
  });

  test('D26 D31 no correction takes what was given back from under its refund', async () => {
    const here = await elsewhere.copy().after('actionpack cancel', 'support resolve 1 --outcome approved --yes');
    const id = (await here.json('orders list')).at(0).id;
    await here.copy().after(`orders correct ${id} --reason x --paid-on 2026-11-22`);
    for (const said of ['--amount 474.99 --currency USD', '--amount 475.00 --currency EUR'])
      expect((await here.run(`orders correct ${id} --reason x ${said} --json`)).error()).toMatchObject({
        code: 'RECORD_CONFLICT',
        refund: { on: '2026-11-22', amount: { amount: 47500, currency: 'USD' } },
      });
    const later = here.copy({ now: '2026-11-23' });
    expect((await later.run(`orders correct ${id} --reason x --paid-on 2026-11-23 --json`)).error().code).toBe(
      'RECORD_CONFLICT',
    );
    await here.after(`orders correct ${id} --reason x --invoice E7 --amount 500.00 --currency USD`);
    await sound(here);
  });
});
