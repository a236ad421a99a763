import { id, money } from '../../support/contract.js';
import { BUY, CARD, JOIN, member, subscriber, type Answer, type Workplace } from '../../support/in-process.js';

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

describe('renewals due', () => {
  const KEYS = {
    ...{ accountId: id('acc'), mpnId: '1234567', subscriptionId: id('sub'), offer: 'action-pack' },
    ...{ anniversary: '2027-11-22', chargeOn: '2027-11-22', result: 'charge', amount: money, paymentMethod: id('pm') },
    ...{ reason: null, nextTry: null, orderId: null, receiptNumber: null },
  };

  test.each([
    ['P2 not the day before', '2027-11-21', []],
    ['P2 on the anniversary date', '2027-11-22', [KEYS]],
    ['P1 on the last day of the window', '2027-12-22', [KEYS]],
    [
      'I7 not after it: it was missed',
      '2027-12-23',
      [{ ...KEYS, result: 'missed', amount: null, paymentMethod: null, reason: 'NO_RUN' }],
    ],
  ])('%s', async (_, now, due) => {
    expect(await owner.json('renewals due', { now })).toEqual(due);
  });

  test('it looks: no byte changes, and nothing due is exit 0 with a sentence', async () => {
    const before = owner.files();
    const ran = await owner.run('renewals due');
    expect(ran).toMatchObject({ code: 0, stdout: 'Nothing is due.\n', stderr: '' });
    expect((await owner.run('renewals due', { now: '2027-11-22' })).stdout).toContain('475.00 USD');
    expect(owner.files()).toEqual(before);
  });

  test('R14 I8 what is turned off, or renewed by hand, is not due', async () => {
    const off = await owner.copy().after('actionpack autorenew off');
    const ahead = owner.copy();
    await ahead.json('actionpack renew --accept-terms --yes', { now: '2027-10-01' });
    for (const world of [off, ahead]) expect(await world.json('renewals due', { now: '2027-11-22' })).toEqual([]);
  });

  test('what waits and what is open is listed with its reason', async () => {
    const declined = owner.copy();
    await declined.run('payment-methods add --card-stdin --default', { stdin: '4100000000000019 12/34 123' });
    await declined.run('renewals run --yes', { now: '2027-11-22' });
    const [given] = await declined.json('renewals due', { now: '2027-11-23' });
    expect(given).toMatchObject({ result: 'skipped', reason: 'fraudulent', nextTry: null });
    const open = owner.copy();
    await open.run('renewals run --yes', { now: '2027-11-22', env: { PARTNER_SANDBOX_FAULT: 'cut' } });
    const [unknown] = await open.json('renewals due', { now: '2027-11-22' });
    expect(unknown).toMatchObject({ result: 'unknown', reason: 'unknown', orderId: id('ord') });
  });

  test('csv and tsv have the same columns, due or not', async () => {
    const header = async (now: string) => (await owner.run('renewals due -o csv', { now })).stdout.split('\r\n')[0];
    expect(await header('2027-11-22')).toBe(await header('2026-11-22'));
    expect(await header('2027-11-22')).toMatch(/^mpnId,offer,anniversary,chargeOn,result,/);
  });
});

describe('renewals forecast', () => {
  const days = (charges: readonly Answer[]) => charges.map(({ chargeOn }) => chargeOn);

  test('every charge of the months asked for, a year unless said otherwise', async () => {
    expect(await owner.json('renewals forecast')).toEqual([
      {
        ...{ month: '2027-11', chargeOn: '2027-11-22', mpnId: '1234567', accountId: id('acc') },
        ...{
          offer: 'action-pack',
          subscriptionId: id('sub'),
          amount: { amount: 47500, currency: 'USD' },
          how: 'automatic',
        },
      },
    ]);
    expect(await owner.json('renewals forecast --months 11')).toEqual([]);
    expect(days(await owner.json('renewals forecast --months 24'))).toEqual(['2027-11-22', '2028-11-22']);
  });

  test('D1 a leap day returns in leap years, and no day of it drifts', async () => {
    const world = await member({ now: '2028-02-29' });
    await world.after(CARD, BUY);
    expect(days(await world.json('renewals forecast --months 60'))).toEqual([
      ...['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29', '2033-02-28'],
    ]);
  });

  test('R14 what is turned off is paid by hand; of everybody in date order, an account a line', async () => {
    const off = await owner.copy().after('actionpack autorenew off');
    expect(await off.json('renewals forecast --months 24')).toMatchObject([{ how: 'by-hand' }, { how: 'automatic' }]);
    expect((await off.run('renewals forecast')).stdout).toContain('by hand');
    const world = await owner.copy({ now: '2027-01-10' }).after(JOIN.replace('1234567', '2345678'));
    await world.after(...[CARD, BUY].map((line) => `${line} --account 2345678`));
    const both = await world.json('renewals forecast --all-accounts --months 24');
    expect(both.map(({ mpnId, chargeOn }: Answer) => [mpnId, chargeOn])).toEqual([
      ['1234567', '2027-11-22'],
      ['2345678', '2028-01-10'],
      ['1234567', '2028-11-22'],
      ['2345678', '2029-01-10'],
    ]);
  });

  test('what it says is what the runs then charge', async () => {
    const world = owner.copy();
    const forecast = await world.json('renewals forecast --months 36');
    const charged: Answer[] = [];
    for (const { chargeOn } of forecast) {
      const ran = await world.json('renewals run --yes', { now: chargeOn });
      charged.push(...ran.items.map((item: Answer) => ({ chargeOn: item.chargeOn, amount: item.amount })));
    }
    expect(charged).toEqual(forecast.map(({ chargeOn, amount }: Answer) => ({ chargeOn, amount })));
  });

  test('a table and a chart in a terminal; csv and tsv for scripts', async () => {
    const line = 'renewals forecast --months 24';
    const shown = await owner.run(line, { terminal: { stdout: true, columns: 100 }, env: { NO_COLOR: '1' } });
    expect(shown.stdout).toContain('Nov 2027');
    expect(shown.stdout).toMatch(/█+/);
    const [header, first, second, end] = (await owner.run(`${line} -o csv`)).stdout.split('\r\n');
    expect(header).toBe('month,chargeOn,mpnId,offer,amount.amount,amount.currency,subscriptionId,how');
    expect(first).toMatch(/^2027-11,2027-11-22,1234567,action-pack,47500,USD,sub_/);
    expect([second?.slice(0, 7), end]).toEqual(['2028-11', '']);
    expect((await owner.run(`${line} -o tsv`)).stdout.split('\n')[1]?.split('\t')).toHaveLength(8);
  });

  test('it looks: no byte changes', async () => {
    const before = owner.files();
    await owner.json('renewals forecast --months 240');
    expect(owner.files()).toEqual(before);
  });
});
