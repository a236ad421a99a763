import { member, subscriber, type Answer, type Workplace } from '../support/in-process.js';

const RENEW = 'actionpack renew --accept-terms --yes';
const HISTORY = /^(?:started|renewed|turned|ordered|order|declined|paid|refunded|cancelled)/;

/** What has happened, as lines of day, event and amount. */
async function history(world: Workplace, now?: string): Promise<readonly string[]> {
  const events: readonly Answer[] = await world.json('subscriptions timeline', now === undefined ? {} : { now });
  return events
    .filter(({ event }) => HISTORY.test(event))
    .map(({ date, event, amount }) => [date, event, ...(amount ? [amount.amount] : [])].join(' '));
}

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

test('R10 P12 a renewal that was paid late stands on the day of its payment, after the declines', async () => {
  const world = await owner.copy().after('payment-methods add --token pm_card_chargeCustomerFail --default');
  await world.run('renewals run --yes', { now: '2027-11-22' });
  await world.json(`${RENEW} --token pm_card_visa`, { now: '2027-12-15' });
  expect(await history(world, '2027-12-15')).toEqual([
    '2026-11-22 started',
    '2026-11-22 paid 47500',
    '2027-11-22 renewed',
    '2027-11-22 declined',
    '2027-12-15 paid 47500',
  ]);
  const { stdout } = await world.run('subscriptions timeline', { now: '2027-12-15' });
  expect(stdout).toContain('2027-12-15\tpaid: 475.00 USD\tMicrosoft Action Pack');
});

test('R12 R15 automatic renewal that was turned off comes back on the day on which a renewal was paid', async () => {
  const world = await owner.copy().after('actionpack autorenew off --yes');
  await world.json(RENEW, { now: '2027-10-01' });
  expect(await history(world, '2027-10-02')).toEqual([
    '2026-11-22 started',
    '2026-11-22 paid 47500',
    '2026-11-22 turnedOff',
    '2027-10-01 paid 47500',
    '2027-10-01 turnedOn',
    '2027-11-22 renewed',
  ]);
});

test('P8 D10 what was given back', async () => {
  const world = owner.copy({ now: '2026-11-23' });
  await world.after('actionpack cancel --yes', 'support resolve 1 --outcome approved --yes');
  expect(await history(world)).toEqual([
    '2026-11-22 started',
    '2026-11-22 paid 47500',
    '2026-11-23 refunded 47500',
    '2026-11-23 cancelled',
  ]);
});

test('P9 orders by bank transfer, of what is owned and of what has not begun', async () => {
  const TRANSFER = 'actionpack subscribe --pay-by transfer --accept-terms --yes';
  const world = await (await member()).copy().after(TRANSFER);
  const [{ id }] = await world.json('orders list');
  await world.json(`orders cancel ${id} --yes`, { now: '2026-11-25' });
  expect(await history(world)).toEqual(['2026-11-22 ordered 47500', '2026-11-25 orderCancelled']);
  const second = await world.json(TRANSFER, { now: '2026-11-26' });
  expect(await history(world, '2027-01-01')).toContain('2026-12-27 orderExpired');
  await world.json(`orders confirm-transfer ${second.order.id} --received 2026-11-28 --yes`, { now: '2026-11-30' });
  expect((await history(world)).slice(2)).toEqual([
    '2026-11-26 ordered 47500',
    '2026-11-28 paid 47500',
    '2026-11-30 started',
  ]);
});

test('D22 D24 what was paid elsewhere is told as stated', async () => {
  const world = await (
    await member()
  )
    .copy()
    .after('adopt action-pack --anniversary 2027-01-15 --autorenew off --yes', 'clock set 2027-01-16');
  await world.after(
    'orders record action-pack --invoice R-1 --paid-on 2027-01-15 --amount 450 --currency EUR --autorenew on --yes',
  );
  expect(await history(world)).toEqual(['2027-01-15 renewed', '2027-01-15 paidElsewhere 45000', '2027-01-15 turnedOn']);
});
