import { answering, hook } from '../../notify/hook.js';
import { House } from './house.js';

test('P5 planned and due, with and without a channel', async () => {
  const house = await House.bought();
  const planned = (await house.runs('reminders list --json')).value;
  expect(planned.map(({ day, days, state, channel }: Record<string, unknown>) => [day, days, state, channel])).toEqual([
    ['2027-11-07', -15, 'planned', null],
    ['2027-12-15', 23, 'planned', null],
  ]);
  const asOf = (
    await house.runs('reminders list --as-of 2027-12-01 --json', {
      PARTNER_REMINDER_DAYS: '1',
      PARTNER_WEBHOOK_URL: 'https://hooks.example.org/x',
    })
  ).value;
  expect(asOf.map(({ days, state, channel }: Record<string, unknown>) => [days, state, channel])).toEqual([
    [-15, 'outdated', 'webhook'],
    [-1, 'due', 'webhook'],
    [23, 'planned', 'webhook'],
  ]);
});

test('G23 what was sent stays in the list when the term is renewed', async () => {
  const web = await hook(answering(200));
  const house = await House.bought({ PARTNER_WEBHOOK_URL: `http://127.0.0.1:${web.port}/x` });
  await house.runs('reminders send', {}, '2027-11-07');
  await house.runs('renewals run --yes', {}, '2027-11-22');
  const { value } = await house.runs('reminders list --json', {}, '2027-11-22');
  expect(
    value.map(({ term, day, state, anniversary }: Record<string, unknown>) => [term, day, state, anniversary]),
  ).toEqual([
    [0, '2027-11-07', 'sent', '2027-11-22'],
    [1, '2028-11-07', 'planned', '2028-11-22'],
    [1, '2028-12-15', 'planned', '2028-11-22'],
  ]);
  expect(value[0].sentAt).toBe('2027-11-07T12:00:00.000Z');
  web.close();
});

test('P5 in a pipe a line each; in French the words are French; nobody joined is told', async () => {
  const house = await House.bought();
  expect((await house.runs('reminders list')).stdout.split('\n')[0]).toBe(
    '2027-11-07\t15 days before\tplanned\t\tMPN 1234567\taction-pack\t',
  );
  expect((await house.runs('reminders list --lang fr')).stdout).toMatch(/15 \S+ avant\tprévu\t\tMPN 1234567/);
  expect((await house.runs('reminders list --output csv')).stdout.split('\r\n')[0]).toBe(
    'day,state,channel,days,mpnId,offer,anniversary,sentAt,to,reason,term,subscriptionId',
  );
  const nobody = await new House().run('reminders list --json');
  expect([nobody.code, JSON.parse(nobody.stderr).error.code]).toEqual([5, 'NOT_A_MEMBER']);
});
