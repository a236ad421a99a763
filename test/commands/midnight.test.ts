import { JOIN, Workplace } from '../support/in-process.js';

/** A minute before midnight on one machine, and after it on another that has renewed, or tried to. */
const SLOW = { now: '2026-11-30T23:59:40.000Z' };
const FAST = { now: '2026-12-01T00:00:20.000Z' };

async function tried(card: string): Promise<Workplace> {
  const bought = { now: '2025-12-01T10:00:00.000Z' };
  const world = new Workplace({ env: { PARTNER_PROGRAMME: 'mpn-2018' } });
  await world.json(JOIN, bought);
  await world.json('actionpack subscribe --accept-terms --token pm_card_visa --yes', bought);
  await world.json(`payment-methods add --token ${card} --default`, bought);
  await world.run('renewals run --yes', FAST);
  return world;
}

test('D17 a machine some moments behind another looks as that one does: a try that was declined is not to come', async () => {
  const world = await tried('pm_card_chargeCustomerFail');
  const both = async (line: string) =>
    [await world.run(line, SLOW), await world.run(line, FAST)].map(({ stdout }) => stdout);
  for (const line of [
    'status',
    'status --json',
    'renewals forecast --months 6 --json',
    'subscriptions timeline --json',
    'reminders calendar',
  ]) {
    const [slow, fast] = await both(line);
    expect([line, slow]).toEqual([line, fast]);
  }
  const [calendar = ''] = await both('reminders calendar');
  expect(calendar).not.toContain('STATUS:CANCELLED');
});

test('G15 and nothing is redated for some moments', async () => {
  const world = await tried('pm_card_chargeCustomerFail');
  expect(await world.json('db redate --yes', SLOW)).toMatchObject({ changed: false });
});
