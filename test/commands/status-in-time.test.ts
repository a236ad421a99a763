import { addDays, type Day } from '../../src/core/day.js';
import { SUBSCRIPTION } from '../support/contract.js';
import { BUY, CARD, member, subscriber, type Workplace, type Answer } from '../support/in-process.js';
import { understood } from '../support/words.js';

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

describe('status by the calendar: bought 2026-11-22, AD 2027-11-22, window 2027-08-24 to 2027-12-22', () => {
  test.each([
    { now: '2026-11-22', state: 'active', renewable: false, daysLeft: 365, on: [], off: [] },
    { now: '2027-08-23', state: 'active', renewable: false, daysLeft: 91, on: [], off: [] },
    { now: '2027-08-24', state: 'active', renewable: true, daysLeft: 90, on: [], off: ['RENEW_BY_HAND'] },
    {
      now: '2027-11-22',
      state: 'active',
      renewable: true,
      daysLeft: 0,
      on: ['NO_JOB_FOR_CHARGE'],
      off: ['RENEW_BY_HAND'],
    },
    {
      now: '2027-11-23',
      state: 'grace',
      renewable: true,
      daysLeft: 0,
      on: ['CHARGE_OVERDUE', 'GRACE', 'NO_JOB_HAS_RUN'],
      off: ['GRACE'],
    },
    {
      now: '2027-12-22',
      state: 'grace',
      renewable: true,
      daysLeft: 0,
      on: ['CHARGE_OVERDUE', 'GRACE', 'NO_JOB_HAS_RUN'],
      off: ['GRACE'],
    },
    {
      now: '2027-12-23',
      state: 'expired',
      renewable: false,
      daysLeft: 0,
      on: ['EXPIRED', 'RENEWAL_MISSED'],
      off: ['EXPIRED'],
    },
  ])('D3 R16 $now: $state', async ({ now, state, renewable, daysLeft, on, off: withOff }) => {
    const { subscriptions } = await owner.json('status', { now });
    expect(subscriptions).toMatchObject([
      {
        ...SUBSCRIPTION,
        state,
        renewable,
        daysLeft,
        startedOn: '2026-11-22',
        termNumber: 0,
        anniversary: '2027-11-22',
        windowOpens: '2027-08-24',
        windowCloses: '2027-12-22',
      },
    ]);
    expect(await codes(owner, now)).toEqual(on);
    expect(await codes(off, now)).toEqual(withOff);
  });

  test('each warning has a sentence and a command that exists, the same for people and for scripts', async () => {
    for (const [world, now] of [
      [owner, '2027-11-30'],
      [off, '2027-10-01'],
      [owner, '2028-01-01'],
    ] as const) {
      const { warnings } = await world.json('status', { now });
      const aloud = { terminal: { stdout: true }, env: { ACCESSIBLE: '1', NO_COLOR: '1' } };
      const { stdout } = await world.run('status', { now, ...aloud });
      expect(warnings.length).toBeGreaterThan(0);
      for (const warning of warnings) {
        expect(Object.keys(warning)).toEqual(['code', 'message', 'try']);
        expect(understood(warning.try).kind).toBe('run');
        expect(stdout).toContain(`! ${warning.message}\n  ${warning.try}`);
      }
    }
  });

  test('R12 R13 it says whether, when, on which card and how much is charged next', async () => {
    const [method] = await owner.json('payment-methods list');
    expect((await owner.json('actionpack show')).autorenew).toEqual({
      on: true,
      vendor: null,
      expectedOn: null,
      canTurnOn: expect.any(Boolean),
      nextChargeOn: '2027-11-22',
      amount: { amount: 47500, currency: 'USD' },
      paymentMethod: method.id,
    });
    expect((await off.json('actionpack show')).autorenew).toEqual({
      on: false,
      vendor: null,
      expectedOn: null,
      canTurnOn: false,
      nextChargeOn: null,
      amount: null,
      paymentMethod: null,
    });
  });
});

test('R16 who turns it off in a terminal is told how reminders reach them', async () => {
  const world = await subscriber();
  const { stdout } = await world.run('actionpack autorenew off --yes', { terminal: { stdout: true, columns: 200 } });
  expect(stdout).toContain('partner reminders calendar');
});

test.each([
  ['before the anniversary date', '2027-11-22', 'The term runs on to 2027-11-22.', 'Renew by hand from 2027-08-24'],
  ['in grace', '2027-11-23', 'The term ended on 2027-11-22.', 'Renew by hand from 2027-08-24 to 2027-12-22'],
  ['expired', '2027-12-23', 'The term ended on 2027-11-22.', 'its renewal window closed on 2027-12-22'],
])('D5 off a second time, %s: what it says is true that day', async (_, now, term, next) => {
  const world = await (await subscriber()).after('actionpack autorenew off');
  const { code, stdout } = await world.run('actionpack autorenew off', { now });
  expect({ code, changed: !stdout.includes('Nothing changed.') }).toEqual({ code: 0, changed: false });
  expect(stdout).toContain(term);
  expect(stdout).toContain(next);
});

test('D7 a card that ends before the charge is told, one that ends in its month is not', async () => {
  const world = await member();
  await world.run('payment-methods add --card-stdin', { stdin: '4242424242424242 10/27 123' });
  await world.after(BUY);
  expect(await codes(world, '2026-11-22')).toEqual(['CARD_EXPIRES_BEFORE_CHARGE']);
  await world.run('payment-methods add --card-stdin --default', { stdin: '5555555555554444 11/27 123' });
  expect(await codes(world, '2026-11-22')).toEqual([]);
});

test('D7 a card that several charges fall on is told of once', async () => {
  const world = await member();
  await world.run('payment-methods add --card-stdin', { stdin: '4242424242424242 10/27 123' });
  const earn = 'competency attain devops silver --evidence certified-people=2,customer-references=3';
  await world.after(BUY, earn, 'competency subscribe silver --accept-terms --yes');
  expect(await codes(world, '2026-11-22')).toEqual(['CARD_EXPIRES_BEFORE_CHARGE']);
});

test('D7 good to the last day of its month, refused at Buy after it', async () => {
  const world = await member();
  await world.run('payment-methods add --card-stdin', { stdin: '4242424242424242 02/28 123' });
  expect((await world.run(`${BUY} --json`, { now: '2028-03-01' })).error()).toMatchObject({
    code: 'CARD_EXPIRED',
    rule: 'D7',
    lastDay: '2028-02-29',
  });
  expect((await world.run(`${BUY} --json`, { now: '2028-02-29' })).code).toBe(0);
});

test('a card that goes leaves a warning behind', async () => {
  const world = off.copy({ now: '2027-10-01' });
  const [card] = await world.json('payment-methods list');
  await world.after(
    `payment-methods remove ${card.id}`,
    'actionpack renew --accept-terms --token pm_card_mastercard --yes',
  );
  expect((await world.json('status')).subscriptions[0].autorenew).toMatchObject({
    on: true,
    paymentMethod: expect.stringMatching(/^pm_/),
  });
});

test('G3 a payment whose outcome is open is the first warning, and recover answers it', async () => {
  const world = await (await member()).after(CARD);
  const cut = { env: { PARTNER_SANDBOX_FAULT: 'cut' } };
  const error = (await world.run(`${BUY} --json`, cut)).error();
  expect(error).toMatchObject({ code: 'PAYMENT_UNKNOWN', exit: 10, try: ['partner recover'] });
  expect((await world.json('status')).warnings).toMatchObject([
    { code: 'PAYMENT_NOT_SETTLED', try: 'partner recover' },
    { code: 'ONE_BUYER' },
  ]);
  expect((await world.run('leave --yes --json')).error()).toMatchObject({ code: 'HAS_ACTIVE_OFFERS' });
  expect(await world.json('recover')).toMatchObject([
    { result: 'paid', order: { id: error['order'], receiptNumber: '2026-000001' } },
  ]);
  expect((await world.json('status')).warnings).toMatchObject([{ code: 'ONE_BUYER' }]);
  expect(await world.json('recover')).toEqual([]);
});

describe('P12 what is due and was not charged is told as it stands', () => {
  const renewal = async (world: Workplace, now: string) => {
    const [subscription] = (await world.json('status', { now })).subscriptions;
    const { stdout } = await world.run('status', { now });
    return [subscription.autorenew.nextChargeOn, stdout.split('\n').find((line) => line.startsWith('automatic'))];
  };
  const declined = async (card: string) => {
    const world = owner.copy();
    await world.run('payment-methods add --card-stdin --default', { stdin: card });
    await world.run('renewals run --yes', { now: '2027-11-22' });
    return world;
  };

  test('P2 no job has run', async () =>
    expect(await renewal(owner, '2027-11-25')).toEqual([
      '2027-11-25',
      expect.stringContaining('ON   due since 2027-11-22: 475.00 USD to Visa ending 4242 at the next run'),
    ]));

  test('P12 declined: the day of the next try', async () => {
    const world = await declined('4000008260003178 12/34 123');
    expect(await renewal(world, '2027-11-22')).toEqual([
      '2027-11-23',
      expect.stringContaining('ON   due since 2027-11-22: not enough money, next try 2027-11-23'),
    ]);
  });

  test('P12 given up: nothing is charged by itself any more', async () => {
    const world = await declined('4100000000000019 12/30 123');
    expect(await renewal(world, '2027-11-30')).toEqual([
      null,
      expect.stringMatching(/due since 2027-11-22: .*no more tries/),
    ]);
  });

  test('P12 of what was missed after a few tries nobody says that no more were left', async () => {
    const world = await declined('4100000000000019 12/30 123');
    const { stdout } = await world.copy({ now: '2028-01-05' }).run('renewals due');
    expect(stdout).toContain('missed');
    expect(stdout).not.toContain('no more tries');
  });
});

describe('P12 a declined charge is told alike wherever somebody looks', () => {
  let declined: Workplace;
  beforeAll(async () => {
    declined = await owner.copy().after('payment-methods add --token pm_card_chargeCustomerFail --default');
    await declined.run('renewals run --yes', { now: '2027-11-22' });
  });

  const looked = async (world: Workplace, now: string, kinds: readonly string[]) => {
    const json = (line: string) => world.json(line, { now });
    const timeline: readonly Answer[] = await json('subscriptions timeline');
    const [held] = (await json('status')).subscriptions;
    const [charge] = await json('renewals forecast');
    const calendar: readonly Answer[] = await json('reminders calendar');
    const tries = (steps: readonly Answer[]) =>
      steps.filter((step) => step.do === 'retry').map(({ on, state }) => `${on} ${state}`);
    return {
      timeline: timeline.filter(({ event }) => kinds.includes(event)).map(({ date, event }) => `${date} ${event}`),
      status: tries(held.dunning),
      forecast: tries(charge.dunning ?? []),
      calendar: calendar
        .filter(({ summary }) => /tried again/.test(summary))
        .map(({ date, cancelled }) => [date, cancelled]),
    };
  };
  const KINDS = ['charge', 'declined', 'retry', 'retryNotMade', 'chargeNotMade'];

  test('P12 the try that is next, and those after it', async () => {
    expect(await looked(declined, '2027-11-22', KINDS)).toEqual({
      timeline: ['2027-11-22 declined', '2027-11-23 retry', '2027-11-24 retry', '2027-11-25 retry'],
      status: ['2027-11-23 planned', '2027-11-24 planned', '2027-11-25 planned'],
      forecast: ['2027-11-23 planned', '2027-11-24 planned', '2027-11-25 planned'],
      calendar: [
        ['2027-11-23', false],
        ['2027-11-24', false],
        ['2027-11-25', false],
      ],
    });
  });

  test.each(['2027-11-26', '2027-11-30'])('P12 one that no run has made keeps its day: on %s', async (now) => {
    const after = [1, 2].map((days) => addDays(now as Day, days));
    const planned = after.map((day) => `${day} planned`);
    expect(await looked(declined, now, KINDS)).toEqual({
      timeline: ['2027-11-22 declined', '2027-11-23 retryNotMade', ...after.map((day) => `${day} retry`)],
      status: ['2027-11-23 missed', ...planned],
      forecast: ['2027-11-23 missed', ...planned],
      calendar: after.map((day) => [day, false]),
    });
    const { stdout } = await declined.run('status', { now });
    expect(stdout).toContain('the try of 2027-11-23 (not made yet)');
    expect(stdout).toContain('the next try is due since 2027-11-23: the next run makes it');
    expect((await declined.run('renewals forecast', { now })).stdout).toContain('it is tried again\tnot made');
  });

  test('P12 F5 what a person pays by hand takes its tries back from the calendar, and leaves the decline in the timeline', async () => {
    const world = declined.copy({ now: '2027-11-23' });
    await world.after('actionpack renew --accept-terms --token pm_card_visa --yes');
    const calendar: readonly Answer[] = await world.json('reminders calendar');
    const given = calendar.filter(({ date }) => date >= '2027-11-23' && date <= '2027-11-25');
    expect(given.map(({ date, cancelled }) => [date, cancelled])).toEqual([
      ['2027-11-23', true],
      ['2027-11-24', true],
      ['2027-11-25', true],
    ]);
    const timeline: readonly Answer[] = await world.json('subscriptions timeline');
    expect(timeline.filter(({ event }) => KINDS.includes(event))).toMatchObject([
      { date: '2027-11-22', event: 'declined', reason: 'generic_decline' },
      { date: '2028-11-22', event: 'charge' },
    ]);
  });

  test('P2 a charge that no run has made keeps its day, too; people read why, in their language', async () => {
    const events: readonly Answer[] = await owner.json('subscriptions timeline', { now: '2027-11-25' });
    expect(events).toContainEqual(expect.objectContaining({ event: 'chargeNotMade', date: '2027-11-22' }));
    const said = async (lang: string) =>
      (await declined.run(`subscriptions timeline --lang ${lang}`, { now: '2027-11-22' })).stdout;
    expect(await said('en')).toContain('2027-11-22\tcharge declined: the bank gave no reason');
    expect(await said('fr')).toMatch(/2027-11-22\tdébit refusé\s: /);
    const csv = (await declined.run('subscriptions timeline -o csv', { now: '2027-11-22' })).stdout;
    expect(csv).toMatch(/^date,event,offer,subscription,reason,amount.amount,amount.currency,order\r\n/);
    expect(csv).toMatch(/2027-11-22,declined,action-pack,sub_\w+,generic_decline/);
  });
});

describe('P12 what status advises after a decline works', () => {
  const warned = async (world: Workplace, now: string) =>
    (await world.json('status', { now })).warnings.filter(({ code }: { code: string }) => code.startsWith('CHARGE_'));
  const ADD = { code: 'CHARGE_DECLINED', try: 'partner payment-methods add --default' };
  const run = (world: Workplace, now: string) => world.run('renewals run --yes --json', { now });

  test('P12 from the first decline on it names the day of the next try, and another card, which that try charges', async () => {
    const world = await owner.copy().after('payment-methods add --token pm_card_chargeCustomerFail --default');
    await run(world, '2027-11-22');
    expect(await warned(world, '2027-11-22')).toMatchObject([
      {
        ...ADD,
        message: expect.stringMatching(
          /the bank gave no reason.*tried again on 23 Nov 2027.*by hand until 22 Dec 2027/,
        ),
      },
    ]);
    const added = await world.run('payment-methods add --token pm_card_visa --default', { now: '2027-11-22' });
    expect(added.stdout).toContain('at the next try, on 2027-11-23');
    expect((await run(world, '2027-11-23')).json()).toMatchObject({ charged: 1 });
    expect(await warned(world, '2027-11-23')).toEqual([]);
  });

  test('P12 once the next try is due it still says that it was declined', async () => {
    const world = await owner.copy().after('payment-methods add --token pm_card_chargeCustomerFail --default');
    await run(world, '2027-11-22');
    expect(await warned(world, '2027-11-24')).toMatchObject([
      {
        ...ADD,
        message: expect.stringMatching(
          /declined \(the bank gave no reason\); the next try is due since 23 Nov 2027: the next run makes it/,
        ),
      },
    ]);
    expect((await world.run('status', { now: '2027-11-24' })).stdout).toMatch(
      /due since 2027-11-22: the bank gave no reason, .* to Visa ending 0341 at the next run/,
    );
  });

  test('P12 after the last try it says so, and another card is charged at the next run', async () => {
    const world = await owner.copy().after('payment-methods add --token pm_card_chargeCustomerFail --default');
    for (const day of ['22', '23', '24', '25']) await run(world, `2027-11-${day}`);
    expect(await warned(world, '2027-11-28')).toMatchObject([
      { ...ADD, message: expect.stringContaining('not tried again with this card') },
    ]);
    const spare = await world.run('payment-methods add --token pm_card_mastercard', { now: '2027-11-28' });
    expect(spare.stdout).toMatch(/waiting for another default card: partner payment-methods default pm_\w+/);
    const added = await world.run('payment-methods add --token pm_card_visa --default', { now: '2027-11-28' });
    expect(added.stdout).toContain(
      'The next run charges Visa ending 4242 for Microsoft Action Pack: partner renewals run',
    );
    expect(await warned(world, '2027-11-28')).toMatchObject([{ code: 'CHARGE_OVERDUE', try: 'partner renewals run' }]);
    expect((await run(world, '2027-11-28')).json()).toMatchObject({ charged: 1 });
  });

  test('D7 what no run can mend is not answered with one', async () => {
    const world = owner.copy();
    await world.run('payment-methods add --card-stdin --default', { stdin: '4242424242424242 10/27 123' });
    expect(await warned(world, '2027-11-23')).toMatchObject([
      { code: 'CHARGE_OVERDUE', try: 'partner payment-methods add --default' },
    ]);
  });
});

test('G3 who tries again after an unknown outcome is told that the first payment was made', async () => {
  const world = await (await member()).after(CARD);
  expect((await world.run(BUY, { env: { PARTNER_SANDBOX_FAULT: 'cut' } })).code).toBe(10);
  const again = await world.run(BUY);
  expect(again.code).toBe(5);
  expect(again.stderr).toMatch(
    /^Order ord_\w+ is paid with US\$\d+\.\d\d: receipt 2026-000001\.\nError: .* is subscribed to already/,
  );
  expect((await world.run(`${BUY} --json`)).error()).toMatchObject({ code: 'ALREADY_SUBSCRIBED' });
});
