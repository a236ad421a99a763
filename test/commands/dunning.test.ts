import { Counterpart } from '../payments/stripe/counterpart.js';
import { answering, hook, type Hook } from '../notify/hook.js';
import { sandbox, throughStripe, type Beside } from '../support/beside.js';
import { CARD, Workplace, type InProcessOptions } from '../support/in-process.js';
import { JOIN_SELLING, writeSelling } from '../support/selling.js';

const BUY_WITH_CARD = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';
const FAILS = 'pm_card_chargeCustomerFail';

/** Two tries a day apart, a week with benefits, and a week without. */
const STRICT = [
  { do: 'mail', template: 'declined' },
  { do: 'retry', afterHours: 24 },
  { do: 'mail', template: 'last-try' },
  { do: 'stop-benefits', afterHours: 168 },
  { do: 'mail', template: 'last-try' },
  { do: 'end', afterHours: 168 },
];

let counterpart: Counterpart;
beforeEach(async () => {
  counterpart = await Counterpart.start();
});
afterEach(() => counterpart.close());

describe.each([
  ['the sandbox', sandbox],
  ['Stripe', () => throughStripe(counterpart)],
] as const)('a dunning sequence, through %s', (_, gatewayOf) => {
  let gateway: Beside;
  let world: Workplace;
  let heard: Hook;

  /** The programme's own list of what is done about a declined charge. */
  async function under(dunning: readonly object[]): Promise<void> {
    gateway = gatewayOf();
    gateway.at('2026-11-22');
    heard = await hook(answering(204, {}, ''));
    world = new Workplace({ env: { ...gateway.env, PARTNER_WEBHOOK_URL: `http://127.0.0.1:${heard.port}/` } });
    const file = writeSelling(world.home, (programme) => {
      programme.policy.automaticRenewal = { chargeDay: 0, dunning };
    });
    await world.after(`catalog import ${file}`, JOIN_SELLING, BUY_WITH_CARD, 'benefits activate office-365-e3 --yes');
    await world.after(`payment-methods add --token ${FAILS} --default`);
  }
  afterEach(() => heard.close());

  async function on<T>(day: string, work: (options: InProcessOptions) => Promise<T>): Promise<T> {
    gateway.at(day);
    return work({ now: day });
  }
  const job = (day: string) =>
    on(day, async (options) => {
      const { code } = await world.run('renewals run --yes --send-reminders --json', options);
      return code;
    });
  const steps = (day: string) =>
    on(day, async (options) => {
      const [held] = (await world.json('status', options)).subscriptions;
      return held.dunning.map(({ state }: { state: string }) => state);
    });
  const told = (): readonly unknown[] => heard.posted.map(({ body }) => JSON.parse(body).notice);

  test('P12 each step comes on its day, once, however often the job runs; status and forecast show it', async () => {
    await under(STRICT);
    expect([await job('2027-11-22'), await job('2027-11-22')]).toEqual([8, 0]);
    expect(told()).toEqual(['declined']);
    expect(await steps('2027-11-22')).toEqual(['done', ...Array(5).fill('planned')]);
    const { stdout } = await world.run('status', { now: '2027-11-22' });
    // Nobody is shown two last days.
    for (const said of ['renew it by hand until 2027-12-06', 'open now, until 2027-12-06', 'it ends on 2027-12-07'])
      expect(stdout).toContain(said);
    await job('2027-11-23');
    await job('2027-11-24');
    expect(told()).toEqual(['declined', 'last-try']);

    const day = { now: '2027-11-29' };
    const { subscriptions, warnings } = await world.json('status', day);
    expect(subscriptions).toMatchObject([
      { state: 'grace', windowCloses: '2027-12-06', benefits: { granted: 7, activated: 1 } },
    ]);
    expect(warnings).toContainEqual(
      expect.objectContaining({
        code: 'CHARGE_DECLINED',
        message: expect.stringContaining('The last day of its benefits is 29 Nov 2027. It ends on 7 Dec 2027'),
      }),
    );
    const [charge] = await world.json('renewals forecast', day);
    expect(charge.dunning).toMatchObject([
      { do: 'mail', template: 'declined', on: '2027-11-22', state: 'done' },
      { do: 'retry', on: '2027-11-23', state: 'done' },
      { do: 'mail', template: 'last-try', on: '2027-11-23', state: 'done' },
      { do: 'stop-benefits', on: '2027-11-30', state: 'planned' },
      { do: 'mail', template: 'last-try', on: '2027-11-30', state: 'planned' },
      { do: 'end', on: '2027-12-07', state: 'planned' },
    ]);
    expect((await world.run('renewals forecast', day)).stdout).toContain('its benefits stop');

    await job('2027-11-30');
    await job('2027-12-01');
    expect(told()).toEqual(['declined', 'last-try', 'last-try']);
    expect((await world.json('status', { now: '2027-11-30' })).subscriptions).toMatchObject([
      { state: 'grace', benefits: { granted: 0, activated: 0 } },
    ]);

    expect(await job('2027-12-07')).toBe(0);
    expect(told().slice(3)).toEqual(['not-charged']);
    expect((await world.json('status', { now: '2027-12-07' })).subscriptions).toMatchObject([{ state: 'expired' }]);
    const late = await world.run('actionpack renew --accept-terms --token pm_card_visa --yes --json', {
      now: '2027-12-07',
    });
    expect(late.error()).toMatchObject({ code: 'WINDOW_CLOSED', closed: '2027-12-06' });
    expect(gateway.moved(world)).toEqual([1, 0]);
    expect((await world.run('db check', { now: '2027-12-07' })).code).toBe(0);
  });

  test('P12 whatever the hour, what was sent is not said to come, and what has stopped is said to have', async () => {
    await under(STRICT);
    for (const day of ['2027-11-22', '2027-11-23']) {
      gateway.at(day);
      await world.run('renewals run --yes --send-reminders', { now: `${day}T18:30:00Z` });
    }
    const row = async (now: string) => (await world.run('status', { now })).stdout.match(/^after the decline.*$/m)?.[0];
    expect(await row('2027-11-23T19:00:00Z')).toMatch(
      /decline\tits benefits stop on 2027-11-30, mail: .*ends on 2027-12-07/,
    );
    expect(await row('2027-11-30T08:00:00Z')).toBe(
      'after the decline\tmail: no more tries on 2027-11-30 and it ends on 2027-12-07',
    );
    expect(await row('2027-12-07T08:00:00Z')).toBeUndefined();
  });

  test('P12 whoever pays by hand, or with another card, has all of it back, and the list begins anew a year later', async () => {
    await under(STRICT);
    await job('2027-11-22');
    await job('2027-11-23');
    expect((await world.json('status', { now: '2027-12-01' })).subscriptions[0].benefits.granted).toBe(0);
    await on('2027-12-01', (options) => world.run(`${CARD} --default`, options));
    expect(await job('2027-12-01')).toBe(0);
    expect((await world.json('status', { now: '2027-12-01' })).subscriptions).toMatchObject([
      { state: 'active', anniversary: '2028-11-22', dunning: [], benefits: { granted: 7 } },
    ]);
    expect(gateway.moved(world)).toEqual([2, 0]);
  });
});
