import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { BUY, member, subscriber, Workplace, type Answer } from '../support/in-process.js';

let owner: Workplace;
let off: Workplace;
beforeAll(async () => {
  owner = await subscriber();
  off = await owner.copy().after('actionpack autorenew off');
});

// That one person alone can buy is told on every day, and tested where there are users.
const codes = async (world: Workplace, now: string) =>
  (await world.json('status', { now })).warnings
    .map(({ code }: Answer) => code)
    .filter((code: string) => code !== 'ONE_BUYER');

describe('D8 subscribing again', () => {
  test.each([
    { now: '2027-01-01', renewable: false, out: 'partner actionpack show' },
    { now: '2027-08-24', renewable: true, out: 'partner actionpack renew' },
    { now: '2027-12-22', renewable: true, out: 'partner actionpack renew' },
  ])('on $now is refused, and names $out', async ({ now, renewable, out }) => {
    expect((await owner.run(`${BUY} --json`, { now })).error()).toMatchObject({
      code: 'ALREADY_SUBSCRIBED',
      exit: 5,
      rule: 'D8',
      renewable,
      try: [out],
    });
  });

  test('after expiry is a new enrolment with a new anniversary date', async () => {
    const world = owner.copy({ now: '2028-02-29' });
    const { order, subscription } = await world.json(BUY);
    expect(order).toMatchObject({ kind: 'purchase', receiptNumber: '2028-000001' });
    expect(subscription).toMatchObject({
      termNumber: 0,
      startedOn: '2028-02-29',
      anniversary: '2029-02-28',
      state: 'active',
    });
    const [old, now] = await world.json('subscriptions list');
    expect([old.state, now.id]).toEqual(['expired', subscription.id]);
    expect((await world.json('status')).subscriptions).toMatchObject([{ id: subscription.id }]);
    expect((await world.json(`subscriptions show ${old.id}`)).state).toBe('expired');
    expect((await world.json('subscriptions show action-pack')).id).toBe(subscription.id);
  });
});

describe('D4 renewing by hand', () => {
  test.each([
    { now: '2027-08-23', code: 'WINDOW_NOT_OPEN', facts: { opens: '2027-08-24', closes: '2027-12-22' } },
    { now: '2027-12-23', code: 'WINDOW_CLOSED', facts: { closed: '2027-12-22' } },
  ])('on $now is refused with the date that matters', async ({ now, code, facts }) => {
    expect((await owner.run('actionpack renew --accept-terms --yes --json', { now })).error()).toMatchObject({
      code,
      exit: 5,
      anniversary: '2027-11-22',
      ...facts,
    });
  });

  test.each(['2027-08-24', '2027-11-22', '2027-12-22'])(
    'on %s pays the term from the old AD, once; R12 automatic renewal is on again',
    async (now) => {
      const world = off.copy({ now });
      const { order, subscription } = await world.json('actionpack renew --accept-terms --yes');
      expect(order).toMatchObject({
        kind: 'renewal',
        termNumber: 1,
        termStart: '2027-11-22',
        termEnd: '2028-11-22',
        total: { amount: 47500, currency: 'USD' },
      });
      expect(subscription).toMatchObject({
        termNumber: 1,
        anniversary: '2028-11-22',
        renewable: false,
        autorenew: { on: true, nextChargeOn: '2028-11-22' },
      });
      expect((await world.run('actionpack renew --accept-terms --yes --json')).error()).toMatchObject({
        code: 'ALREADY_RENEWED',
        paidTo: '2028-11-22',
        opens: '2028-08-24',
      });
      expect(await codes(world, now)).toEqual([]);
    },
  );

  test('R7 asks for the terms again', async () => {
    const world = owner.copy({ now: '2027-10-01' });
    expect((await world.run('actionpack renew --yes --json')).error()).toMatchObject({
      code: 'ANSWERS_MISSING',
      missing: ['--accept-terms'],
    });
    await world.after('actionpack renew --accept-terms --yes');
    expect((await world.json('terms history')).map(({ terms }: Answer) => terms)).toEqual([
      'network-agreement',
      'internal-use-rights',
      'internal-use-rights',
    ]);
  });
});

describe('R14 R15 automatic renewal', () => {
  test('D5 off twice is a success that changes nothing', async () => {
    const world = owner.copy();
    expect(await world.json('actionpack autorenew off')).toMatchObject({
      before: { on: true },
      after: { on: false },
      changed: true,
    });
    const before = world.files();
    expect(await world.json('actionpack autorenew off')).toMatchObject({
      before: { on: false },
      after: { on: false },
      changed: false,
    });
    expect(world.files()).toEqual(before);
  });

  test('R20 the term runs on', async () => {
    expect(await off.json('actionpack show')).toMatchObject({ state: 'active', anniversary: '2027-11-22' });
  });

  test('R15 on again is refused with the day on which it will be possible', async () => {
    expect((await off.run('actionpack autorenew on --json')).error()).toMatchObject({
      code: 'AUTORENEW_LOCKED',
      rule: 'R15',
      turnedOffOn: '2026-11-22',
      anniversary: '2027-11-22',
      opens: '2027-08-24',
      closes: '2027-12-22',
      try: ['partner actionpack renew --check'],
    });
  });

  test('D5 on while it is on changes nothing', async () => {
    expect(await owner.json('subscriptions autorenew action-pack on')).toMatchObject({
      before: { on: true },
      after: { on: true },
      changed: false,
    });
  });

  test('on or off after expiry is refused', async () => {
    for (const world of [owner, off]) {
      expect((await world.run('actionpack autorenew on --json', { now: '2028-01-01' })).error()).toMatchObject({
        code: 'WINDOW_CLOSED',
      });
    }
    expect((await owner.run('actionpack autorenew off --json', { now: '2028-01-01' })).error()).toMatchObject({
      code: 'WINDOW_CLOSED',
    });
  });

  test('status and nothing said show how it stands', async () => {
    expect(await off.json('actionpack autorenew')).toMatchObject({ offer: 'action-pack', on: false, canTurnOn: false });
    expect(await owner.json('actionpack autorenew status')).toMatchObject({ on: true, nextChargeOn: '2027-11-22' });
  });
});

describe('one timeline', () => {
  const events = async (world: Workplace, now = '2026-11-22') =>
    (await world.json('subscriptions timeline', { now })).map(({ date, event }: Answer) => `${date} ${event}`);

  test('P5 P1 of a subscription that renews by itself, and of one that does not', async () => {
    const usual = [
      '2026-11-22 started',
      '2026-11-22 paid',
      '2027-08-24 opens',
      '2027-11-07 reminder',
      '2027-11-22 anniversary',
      '2027-11-22 charge',
      '2027-12-15 reminder',
      '2027-12-22 closes',
    ];
    expect(await events(owner)).toEqual(usual);
    expect(await events(off)).toEqual([
      '2026-11-22 started',
      '2026-11-22 paid',
      '2026-11-22 turnedOff',
      ...usual.slice(2).filter((line) => !line.includes('charge')),
    ]);
    expect(await events(owner, '2028-01-01')).toEqual([
      '2026-11-22 started',
      '2026-11-22 paid',
      '2027-11-22 anniversary',
      '2027-12-22 closes',
      '2027-12-23 expired',
    ]);
  });
});

describe('orders and receipts', () => {
  test('R10 R11 I13 an order, its attempt and a gapless receipt', async () => {
    const [order] = await owner.json('orders list');
    expect(order).toMatchObject({
      state: 'paid',
      receiptNumber: '2026-000001',
      placedAt: '2026-11-22T12:00:00.000Z',
      attempts: [{ ordinal: 1, state: 'succeeded', declineCode: null }],
    });
    expect(await owner.json('orders show 2026-000001')).toEqual(order);
    expect(await owner.json(`orders receipt ${order.id}`)).toEqual({
      refund: null,
      receiptNumber: '2026-000001',
      paidBy: { company: 'Contoso', country: 'FR', mpnId: '1234567', address: null, vatId: null },
      card: { brand: 'visa', last4: '4242' },
      chargeId: expect.stringMatching(/./),
      gateway: 'sandbox',
      order,
    });
  });

  test('a receipt for people holds who, when, what, how much, and that no money moved', async () => {
    const { stdout } = await owner.run('orders receipt 2026-000001');
    for (const shown of [
      '2026-000001',
      'Contoso, FR',
      '1234567',
      '2026-11-22',
      'Visa ending 4242',
      '475.00 USD',
      'Sandbox: no money moved',
    ])
      expect(stdout).toContain(shown);
  });

  test('receipts go on by the year', async () => {
    const world = owner.copy({ now: '2027-09-01' });
    await world.after('actionpack renew --accept-terms --yes');
    expect((await world.json('orders list')).map(({ receiptNumber }: Answer) => receiptNumber)).toEqual([
      '2026-000001',
      '2027-000001',
    ]);
  });
});

describe('D14 terms', () => {
  test('the hash shown and kept is that of the text', async () => {
    for (const id of ['internal-use-rights', 'network-agreement']) {
      const shown = await owner.json(`terms show ${id}`);
      const file = readFileSync(join(packageRoot(), 'data', 'terms', `${id}-${shown.version}.en.md`));
      expect(shown.sha256).toBe(createHash('sha256').update(file).digest('hex'));
      expect(shown.text).toBe(file.toString('utf8'));
      const kept = (await owner.json('terms history')).find(({ terms }: Answer) => terms === id);
      expect(kept).toMatchObject({
        version: shown.version,
        sha256: shown.sha256,
        by: 'admin@contoso.example',
        at: '2026-11-22T12:00:00.000Z',
      });
    }
  });

  test('each acceptance names what it was for', async () => {
    const [order] = await owner.json('orders list');
    expect((await owner.json('terms history')).map(({ orderId }: Answer) => orderId)).toEqual([null, order.id]);
  });

  test('without a name, the terms of the first offer; in French, the French text', async () => {
    expect(await new Workplace().json('terms show')).toMatchObject({ id: 'internal-use-rights', version: '2018-08' });
    expect((await new Workplace().run('terms show --lang fr')).stdout).toContain("droits d'utilisation interne");
  });

  test('a version that is not in force is refused at purchase, renewal and joining', async () => {
    const refused = { code: 'TERMS_OUTDATED', given: '2017-01', inForce: '2018-08', rule: 'R7' };
    expect(
      (
        await (await member()).run('actionpack subscribe --accept-terms=2017-01 --token pm_card_visa --yes --json')
      ).error(),
    ).toMatchObject(refused);
    expect(
      (await owner.run('actionpack renew --accept-terms=2017-01 --yes --json', { now: '2027-10-01' })).error(),
    ).toMatchObject(refused);
    expect(
      (
        await new Workplace().run(
          'join --company C --country FR --email a@b.example --mpn-id 1234567 --accept-terms=2017-01 --json',
        )
      ).error(),
    ).toMatchObject(refused);
  });
});
