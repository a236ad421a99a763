import { answering } from '../../notify/hook.js';
import type { Answer } from '../../support/in-process.js';
import { House } from './house.js';
import { byHook, hooks } from './servers.js';

/** The paid term ends on 2027-11-22, its window closes on 2027-12-22. */
const AD = '2027-11-22';
const LAST_CALL = '2027-12-15';
const TRANSFER = 'actionpack renew --accept-terms --pay-by transfer --yes --json';

const saidOn = (dates: Answer, day: string): string => {
  const found = dates.find(({ date }: Answer) => date === day);
  return `${found?.summary}\n${found?.description}`;
};

describe('P5, P9 what waits for a bank transfer', () => {
  test('P9 the calendar says how much comes how by when, and never that it is renewed by hand', async () => {
    const house = await House.bought();
    const { order } = (await house.runs(TRANSFER, {}, '2027-12-01')).value;
    const { reference } = order.transfer;
    const { value: dates } = await house.runs('reminders calendar --json', {}, '2027-12-01');
    for (const day of [LAST_CALL, '2027-12-22']) {
      const said = saidOn(dates, day);
      for (const wanted of [
        `waits for a bank transfer of US$475.00, quoting "${reference}", by 22 Dec 2027`,
        'As far as this ledger knows, it has not come.',
        'If it does not come by then, Microsoft Action Pack is lost with its benefits.',
        `partner orders confirm-transfer ${order.id}`,
        `partner orders cancel ${order.id}`,
      ])
        expect(said).toContain(wanted);
      expect(said).not.toMatch(/no automatic renewal|actionpack renew/);
    }
    const french = (await house.runs('reminders calendar --lang fr', {}, '2027-12-01')).stdout.replaceAll('\r\n ', '');
    expect(french).toContain('attend un virement de 475');
  });

  test('P5, R16 the last reminder before the window closes is sent, and the list and the webhook say so', async () => {
    const web = await hooks(answering(200));
    const house = await House.bought(byHook(web));
    const { order } = (await house.runs(TRANSFER, {}, '2027-12-01')).value;
    const listed = await house.runs('reminders list --json', {}, LAST_CALL);
    expect(listed.value.find(({ days }: Answer) => days === 23)).toMatchObject({ state: 'due' });
    expect((await house.runs('reminders send --json', {}, LAST_CALL)).value).toMatchObject({ sent: 1 });
    expect(JSON.parse(web.posted[0]?.body ?? '')).toMatchObject({
      ...{ renewal: 'awaits-funds', chargeOn: null, amount: { amount: 47500, currency: 'USD' } },
      transfer: { order: order.id, reference: order.transfer.reference, due: '2027-12-22' },
    });
    expect((await house.runs('reminders send --json', {}, '2027-12-16')).value).toMatchObject({ sent: 0, skipped: 0 });
  });

  test('P9, R13 once the window has closed the notice leads to the transfer before it leads to buying again', async () => {
    const web = await hooks(answering(200));
    const house = await House.bought(byHook(web));
    const { order } = (await house.runs(TRANSFER, {}, '2027-12-01')).value;
    await house.runs('reminders send', {}, '2027-12-23');
    const text = JSON.stringify(JSON.parse(web.posted[0]?.body ?? ''));
    const confirm = text.indexOf(`partner orders confirm-transfer ${order.id} --received DATE`);
    expect(confirm).toBeGreaterThan(0);
    expect(text.indexOf('partner actionpack subscribe')).toBeGreaterThan(confirm);
  });

  test('P9 one that was ordered early says that the card is charged where it does not come', async () => {
    const house = await House.bought();
    await house.runs(TRANSFER, {}, '2027-09-10');
    const { value: dates } = await house.runs('reminders calendar --json', {}, '2027-09-10');
    for (const day of ['2027-10-10', AD])
      expect(saidOn(dates, day)).toContain(
        'If it does not come by then, US$475.00 will be charged to Visa ending 4242 on 22 Nov 2027.',
      );
  });

  test('P9 with automatic renewal off it can be renewed otherwise for as long as the window is open', async () => {
    const house = await House.bought();
    await house.runs('actionpack autorenew off', {}, '2027-09-10');
    await house.runs(TRANSFER, {}, '2027-09-10');
    const { value: dates } = await house.runs('reminders calendar --json', {}, '2027-09-10');
    expect(saidOn(dates, '2027-10-10')).toContain(
      'If it does not come by then, it can be renewed otherwise to 22 Dec 2027; after that day it is lost with its benefits.',
    );
  });
});

describe('P5, G3 a payment that may have been made', () => {
  const DECLINES = 'payment-methods add --token pm_card_chargeCustomerFail --default';

  test('G3 nobody is told that it is charged or to pay it; the last reminder says where it stands', async () => {
    const web = await hooks(answering(200));
    const house = await House.bought(byHook(web));
    await house.run('renewals run --yes', { PARTNER_SANDBOX_FAULT: 'cut' }, AD);
    const { value: dates } = await house.runs('reminders calendar --json', {}, AD);
    for (const { date } of dates) {
      expect(saidOn(dates, date)).toContain('has no answer that can be believed');
      expect(saidOn(dates, date)).toContain('partner recover');
      expect(saidOn(dates, date)).not.toMatch(/will be charged|actionpack renew/);
    }
    await house.runs('reminders send', {}, AD);
    await house.runs('reminders send', {}, LAST_CALL);
    const told = web.posted.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(told.map(({ notice, days, renewal }) => notice ?? [days, renewal])).toEqual([
      'unknown',
      [23, 'payment-open'],
    ]);
    expect(told[1]?.['orderId']).toEqual(expect.stringMatching(/^ord_/));
  });

  test('G3 what waits for its cardholder says where it is confirmed', async () => {
    const house = await House.bought();
    await house.runs('payment-methods add --token pm_card_authenticationRequired --default');
    await house.run('renewals run --yes', {}, AD);
    const { value: dates } = await house.runs('reminders calendar --json', {}, AD);
    expect(saidOn(dates, AD)).toContain('wants its holder to confirm');
    expect(saidOn(dates, AD)).not.toMatch(/will be charged|actionpack renew/);
  });

  test('P12 on the day of a decline the calendar says that, and when it is tried again', async () => {
    const house = await House.bought();
    await house.runs(DECLINES);
    await house.run('renewals run --yes', {}, AD);
    const { value: dates } = await house.runs('reminders calendar --json', {}, AD);
    expect(saidOn(dates, AD)).toContain(
      'was declined: the bank gave no reason. It is tried again from 23 Nov 2027 on.',
    );
    expect(saidOn(dates, AD)).not.toContain('will be charged');
    for (const day of [23, 24, 25]) await house.run('renewals run --yes', {}, `2027-11-${day}`);
    const last = (await house.runs('reminders calendar --json', {}, '2027-11-25')).value;
    expect(saidOn(last, LAST_CALL)).toContain('It is not tried again with this card.');
  });
});
