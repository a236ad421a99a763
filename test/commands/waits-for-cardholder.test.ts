import { CARD, member, type Answer, type Workplace } from '../support/in-process.js';

const ASKS = '--accept-terms --yes --token pm_card_authenticationRequired';

/** With every space the same, on one line. */
async function spoken(world: Workplace, line: string, now?: string): Promise<string> {
  const { stdout, stderr } = await world.run(line, now === undefined ? {} : { now });
  return (stdout + stderr).replaceAll('\u00A0', ' ').replace(/\s+/g, ' ');
}

async function codeOf(world: Workplace, line: string, now?: string): Promise<unknown> {
  return (await world.run(`${line} --json`, now === undefined ? {} : { now })).error().code;
}

describe('G3 what waits for its cardholder', () => {
  let world: Workplace;
  let order: string;
  beforeAll(async () => {
    world = await member();
    const asked = await world.run(`actionpack subscribe ${ASKS} --json`);
    expect(asked.code).toBe(11);
    order = asked.json().order.id;
  });

  test('is bought again by nobody, and each look says so, as buying does', async () => {
    expect(await codeOf(world, 'actionpack subscribe --accept-terms --yes --token pm_card_visa')).toBe('PAYMENT_WAITS');
    const check = await world.run('actionpack subscribe --check --json');
    expect([check.code, check.json().possible]).toEqual([11, false]);
    const gate = { code: 'NO_OPEN_PAYMENT', ok: false, fix: `partner orders pay ${order}` };
    expect(check.json().gates).toContainEqual(expect.objectContaining(gate));
    const isEligible = ({ eligible }: Answer) => eligible;
    const listed = (await world.json('offers list')).find(({ id }: Answer) => id === 'action-pack');
    expect([listed, await world.json('offers show action-pack')].map(isEligible)).toEqual([false, false]);
    expect(await spoken(world, 'offers list')).toContain('waits for its cardholder');
    expect(await spoken(world, 'offers list --lang fr')).toContain('attend le titulaire de la carte');
  });

  test('keeps the card that it is being paid with', async () => {
    const asking = (await world.json('payment-methods list')).find(({ removedAt }: Answer) => !removedAt);
    const refused = await world.run(`payment-methods remove ${asking.id} --json`);
    const why = { code: 'PAYMENT_METHOD_IN_USE', order, chargeOn: null };
    expect(refused.error()).toMatchObject({
      ...why,
      try: [`partner orders pay ${order}`, `partner orders cancel ${order}`],
    });
    expect(await spoken(world, `payment-methods remove ${asking.id} --lang fr`)).toContain('attend le titulaire');
    const freed = world.copy();
    await freed.after(`orders cancel ${order} --yes`, `payment-methods remove ${asking.id} --yes`);
  });

  test('until the time of its page is over', async () => {
    const check = await world.run('actionpack subscribe --check --json', { now: '2026-11-24' });
    expect(check.json().gates.map(({ code }: Answer) => code)).not.toContain('NO_OPEN_PAYMENT');
  });

  test('of a renewal, too, which is not said to be renewable meanwhile', async () => {
    const owner = await (await member()).copy().after(CARD, 'actionpack subscribe --accept-terms --yes');
    const now = '2027-11-01';
    expect((await owner.run(`actionpack renew ${ASKS}`, { now })).code).toBe(11);
    expect((await owner.run('actionpack renew --check', { now })).code).toBe(11);
    const { subscriptions } = await owner.json('status', { now });
    expect(subscriptions).toMatchObject([{ renewable: false }]);
  });
});
