import { CARD, Workplace, type Answer } from '../../support/in-process.js';

const JOIN =
  'join --company Contoso --country US --email admin@contoso.example --mpn-id 1234567 --programme maicpp-2026 --accept-terms';
const buy = (offer: string) => `subscriptions subscribe ${offer} --accept-terms --yes`;
const ALL_BUT_ONE =
  'competency attain modern-work solutions-partner --evidence net-customer-adds=20,intermediate-certifications=10,advanced-certifications=15,usage-growth=25';

let members: Workplace;
let owners: Workplace;
beforeAll(async () => {
  members = await new Workplace().after(JOIN, CARD);
  owners = await members.copy().after(buy('launch'));
});

test('P6 different packs together, never two of one', async () => {
  const world = await owners.copy().after(buy('success-core'), buy('success-expanded'));
  const { subscriptions } = await world.json('status');
  expect(subscriptions.map(({ state }: Answer) => state)).toEqual(['active', 'active', 'active']);
  expect((await world.run(`${buy('launch')} --json`)).error()).toMatchObject({ code: 'ALREADY_SUBSCRIBED', exit: 5 });
});

test('P2 no automatic renewal: refused by name, nothing due, nothing charged', async () => {
  const onTheDay = owners.copy({ now: '2027-11-22' });
  for (const action of ['off', 'on']) {
    const ran = await onTheDay.run(`subscriptions autorenew launch ${action} --json`);
    expect(ran.error()).toMatchObject({ code: 'AUTORENEW_NOT_OFFERED', rule: 'P2' });
  }
  expect(await onTheDay.json('renewals run --yes')).toMatchObject({ charged: 0, items: [] });
  const ahead = await onTheDay.json<readonly { how: string }[]>('renewals forecast');
  expect(new Set(ahead.map(({ how }) => how))).toEqual(new Set(['by-hand']));
});

test.each([
  ['2027-11-21', 'WINDOW_NOT_OPEN'],
  ['2027-12-23', 'WINDOW_CLOSED'],
])('P1 a renewal on %s is refused: %s', async (now, code) => {
  const ran = await owners.copy({ now }).run('subscriptions renew launch --accept-terms --yes --json');
  expect(ran.error()).toMatchObject({ code });
});

test.each(['2027-11-22', '2027-12-22'])('P1 P3 a renewal on %s keeps the anniversary date', async (now) => {
  const { subscription } = await owners.copy({ now }).json('subscriptions renew launch --accept-terms --yes');
  expect(subscription).toMatchObject({ termStart: '2027-11-22', anniversary: '2028-11-22' });
});

test.each([
  ['2027-11-06', undefined],
  ['2027-11-07', 'partner launch renew --check'],
  ['2027-11-22', 'partner launch renew'],
])('P5 R16 on %s status reminds of renewing by hand: %s', async (now, answer) => {
  const { warnings } = await owners.copy({ now }).json('status');
  expect(warnings.map(({ code, try: command }: Answer) => [code, command])).toEqual([
    ...(answer === undefined ? [] : [['RENEW_BY_HAND', answer]]),
    // Thirteen months after the first day, which is a month after the last of the term.
    ['BENEFITS_LAPSE', 'partner benefits list'],
    ['ONE_BUYER', 'partner users add'],
  ]);
});

test('P11 Solutions Partner: 70 points are not enough while one metric is zero', async () => {
  const world = members.copy();
  expect(await world.json(ALL_BUT_ONE)).toMatchObject({
    attained: false,
    missing: [{ metric: 'deployments', have: 0, need: 0.01 }],
  });
  const refused = (await world.run('competency subscribe solutions-partner --accept-terms --yes --json')).error();
  expect(refused).toMatchObject({ code: 'NOT_ELIGIBLE' });
  const beyond = 'competency attain modern-work solutions-partner --evidence deployments=31 --json';
  expect((await world.run(beyond)).error()).toMatchObject({ code: 'VALUE_INVALID' });
  await world.after('competency attain modern-work solutions-partner --evidence deployments=1');
  const { order } = await world.json('competency subscribe solutions-partner --accept-terms --yes');
  expect(order).toMatchObject({ offer: 'solutions-partner', total: { amount: 487500 } });
  const lost = 'competency attain modern-work solutions-partner --evidence usage-growth=23';
  expect(await world.json(lost)).toMatchObject({
    attained: false,
    missing: [{ metric: 'capability-score', have: 69, need: 70 }],
  });
});
