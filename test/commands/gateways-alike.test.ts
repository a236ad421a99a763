import { cpSync } from 'node:fs';
import { Counterpart, type Mishap } from '../payments/stripe/counterpart.js';
import { TEST_KEY } from '../payments/stripe/world.js';
import { sandbox, throughStripe, type Beside } from '../support/beside.js';
import { isOnServer, ofFiles } from '../support/ledgers.js';
import { BUY, CARD, JOIN, Workplace, type InProcessOptions } from '../support/in-process.js';

const TODAY = '2026-11-22';
const BUY_WITH_CARD = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';

let counterpart: Counterpart;
beforeEach(async () => {
  counterpart = await Counterpart.start();
});
afterEach(() => counterpart.close());

const stripe = () => throughStripe(counterpart);

describe.each([
  ['the sandbox', sandbox],
  ['Stripe', stripe],
] as const)('through %s', (_, gatewayOf) => {
  let gateway: Beside;
  let world: Workplace;
  beforeEach(async () => {
    gateway = gatewayOf();
    gateway.at(TODAY);
    world = new Workplace({ env: { PARTNER_PROGRAMME: 'mpn-2018', ...gateway.env } });
    await world.after(JOIN);
  });

  async function on<T>(day: string, work: (options: InProcessOptions) => Promise<T>): Promise<T> {
    gateway.at(day);
    return work({ now: day });
  }

  const agreed = async (now = TODAY) => (await world.run('reconcile --json', { now })).code;

  test('R10 what is bought is charged once, owned, and the same on both sides', async () => {
    await world.after(BUY_WITH_CARD);
    expect((await world.json('status')).subscriptions).toMatchObject([{ offer: 'action-pack', state: 'active' }]);
    expect([gateway.moved(world), await agreed()]).toEqual([[1, 0], 0]);
  });

  test('G15 a clock that is ahead is told with who says so', async () => {
    await world.after(CARD);
    const ahead = { now: '2026-11-29', fileTime: TODAY };
    const by = gateway.env['PARTNER_GATEWAY'] ? 'gateway' : isOnServer() ? 'server' : 'files';
    const refused = (await world.run(`${BUY} --json`, ahead)).error();
    expect(refused).toMatchObject({ code: 'CLOCK_AHEAD', known: TODAY, by });
    const said = {
      gateway: 'the gateway says',
      server: 'the server of the ledger says',
      files: 'files are written here on',
    };
    expect(refused.message).toContain(`${said[by]} 22 Nov 2026`);
    const { checks } = (await world.run('doctor --json', ahead)).json<{ checks: { code: string; facts: object }[] }>();
    expect(checks).toContainEqual(
      expect.objectContaining({ code: 'CLOCK_AHEAD', facts: expect.objectContaining({ by }) }),
    );
  });

  test('D6 a card that is declined when it is kept buys nothing', async () => {
    const refused = await world.run(
      'actionpack subscribe --accept-terms --token pm_card_visa_chargeDeclined --yes --json',
    );
    expect(refused.error()).toMatchObject({ code: 'PAYMENT_DECLINED', declineCode: 'generic_decline' });
    expect((await world.json('status')).subscriptions).toEqual([]);
  });

  test('G3 a lost answer is unknown (10), and recover finds the one charge', async () => {
    await world.after(CARD);
    expect((await world.run(BUY, gateway.losing('charge'))).code).toBe(10);
    expect(await world.json('recover')).toMatchObject([{ result: 'paid' }]);
    expect([gateway.moved(world), await agreed()]).toEqual([[1, 0], 0]);
  });

  ofFiles.test('F6 a ledger put back as it was before a purchase finds the charge, and makes no other', async () => {
    await world.after(CARD);
    const before = `${world.ledgerFile}.before`;
    cpSync(world.ledgerFile, before);
    await world.after(BUY);
    cpSync(before, world.ledgerFile);
    await world.after(BUY);
    expect([gateway.moved(world), await agreed()]).toEqual([[1, 0], 0]);
  });

  test('R15 a run charges what is due, once, and its second finds nothing', async () => {
    await world.after(BUY_WITH_CARD);
    const first = await on('2027-11-22', (options) => world.run('renewals run --yes --json', options));
    expect([first.code, first.json()]).toMatchObject([0, { charged: 1 }]);
    await on('2027-11-22', (options) => world.run('renewals run --yes', options));
    expect([gateway.moved(world), await agreed('2027-11-22')]).toEqual([[2, 0], 0]);
  });

  test('P12 a renewal that the bank declines is told, and tried again with another card', async () => {
    await world.after(BUY_WITH_CARD, 'payment-methods add --token pm_card_chargeCustomerFail --default');
    const day = '2027-11-22';
    const failed = await on(day, (options) => world.run('renewals run --yes --json', options));
    expect([failed.code, failed.json()]).toMatchObject([8, { declined: 1 }]);
    await on(day, (options) => world.run(`${CARD} --default`, options));
    const renewed = await on('2027-11-23', (options) => world.run('renewals run --yes --json', options));
    expect([renewed.code, renewed.json()]).toMatchObject([0, { charged: 1 }]);
    expect(gateway.moved(world)).toEqual([2, 0]);
  });

  test('P8 what is cancelled in time is given back once, though the answer is lost', async () => {
    await world.after(BUY_WITH_CARD, 'actionpack cancel');
    const resolve = 'support resolve 1 --outcome approved --yes --json';
    expect((await world.run(resolve, gateway.losing('refund'))).code).toBe(10);
    expect((await world.run('recover --json')).code).toBe(0);
    expect((await world.json('status')).subscriptions).toMatchObject([{ state: 'cancelled' }]);
    expect([gateway.moved(world), await agreed()]).toEqual([[1, 1], 0]);
  });

  test.each(['support resolve 1 --outcome approved --yes', 'orders refund 2026-000001 --yes'])(
    'G22 P8 after a part was given back by other hands, %s is refused before a byte goes out; with the rest, it is taken over',
    async (line) => {
      await world.after(BUY_WITH_CARD, 'actionpack cancel');
      gateway.othersGiveBack(world, 10000);
      const before = world.files();
      for (const again of [line, `${line} --dry-run`])
        expect((await world.run(`${again} --json`)).error()).toMatchObject({
          code: 'REFUNDED_IN_PART',
          exit: 5,
          returned: { amount: 10000, currency: 'USD' },
          left: { amount: 37500, currency: 'USD' },
        });
      expect([world.files(), gateway.moved(world)]).toEqual([before, [1, 1]]);
      gateway.othersGiveBack(world, 37500);
      expect(await world.json(line)).toMatchObject({ subscription: { state: 'cancelled' } });
      expect([gateway.moved(world), await agreed()]).toEqual([[1, 2], 0]);
    },
  );
});

const ASKS = 'pm_card_authenticationRequired';
const BUY_WITH_ASKING_CARD = `actionpack subscribe --accept-terms --token ${ASKS} --yes`;

describe.each([
  ['the sandbox', sandbox],
  ['Stripe', stripe],
] as const)('a bank that wants its cardholder to confirm, through %s', (_, gatewayOf) => {
  let gateway: Beside;
  let world: Workplace;
  beforeEach(async () => {
    gateway = gatewayOf();
    gateway.at(TODAY);
    world = new Workplace({ env: { PARTNER_PROGRAMME: 'mpn-2018', ...gateway.env } });
    await world.after(JOIN);
  });

  async function asked(): Promise<string> {
    const answer = await world.run(`${BUY_WITH_ASKING_CARD} --json`);
    expect(answer.code).toBe(11);
    return answer.json().order.id;
  }

  async function on<T>(day: string, work: (now: string) => Promise<T>): Promise<T> {
    gateway.at(day);
    return work(day);
  }

  const states = async (now = TODAY) =>
    (await world.json('orders list', { now })).map(({ state }: { state: string }) => state);
  const sound = async (now = TODAY) => [
    (await world.run('db check', { now })).code,
    (await world.run('reconcile', { now })).code,
  ];

  test('G3 the order is neither paid nor failed, and says where and until when its holder confirms it (11)', async () => {
    const { order, subscription } = (await world.run(`${BUY_WITH_ASKING_CARD} --json`)).json();
    expect(order).toMatchObject({
      state: 'action_required',
      attempts: [{ state: 'action_required', settledAt: null }],
      page: { url: expect.stringMatching(/^https:/), until: expect.stringMatching(/^2026-11-23T/) },
    });
    expect(subscription).toMatchObject({ state: 'pending' });
    const { subscriptions, warnings } = await world.json('status');
    expect(subscriptions).toEqual([]);
    expect(warnings).toMatchObject([
      { code: 'PAYMENT_WAITS', try: expect.stringContaining(`orders pay ${order.id}`) },
      { code: 'ONE_BUYER' },
    ]);
    const shown = (await world.run(`orders show ${order.id}`)).stdout;
    expect(shown).toContain(order.page.url);
    expect(gateway.moved(world)).toEqual([0, 0]);
  });

  test('R10 once it is confirmed, orders pay settles it: charged once, owned, the same on both sides', async () => {
    const order = await asked();
    const waits = await world.run(`orders pay ${order} --json`);
    expect([waits.code, waits.json().order.state]).toEqual([11, 'action_required']);
    await gateway.confirm(world, TODAY);
    const paid = await world.run(`orders pay ${order} --json`);
    expect([paid.code, paid.json()]).toMatchObject([0, { order: { state: 'paid', page: null } }]);
    expect((await world.run(`orders pay ${order}`)).stdout).toContain('Nothing was changed');
    expect([await states(), gateway.moved(world), await sound()]).toEqual([['paid'], [1, 0], [0, 0]]);
  });

  test('G3 recover settles it as well, and any command that pays', async () => {
    await asked();
    const waiting = await world.run('recover --json');
    expect([waiting.code, waiting.json()]).toMatchObject([11, [{ result: 'waiting' }]]);
    await gateway.confirm(world, TODAY);
    expect((await world.run(BUY_WITH_ASKING_CARD)).code).toBe(5);
    expect([await states(), gateway.moved(world)]).toEqual([['paid'], [1, 0]]);
  });

  test('G1 while it waits nothing else is bought for its term', async () => {
    const order = await asked();
    const again = await world.run(`${BUY_WITH_CARD} --json`);
    expect(again.error()).toMatchObject({ code: 'PAYMENT_WAITS', exit: 11, order });
    expect([await states(), gateway.moved(world)]).toEqual([['action_required'], [0, 0]]);
  });

  test('G3 after its time it is closed there first, and has failed then: another card buys', async () => {
    const order = await asked();
    const late = '2026-11-24';
    const { code, json } = await on(late, (now) => world.run('recover --json', { now }));
    expect([code, json()]).toMatchObject([0, [{ result: 'failed', order: { id: order } }]]);
    expect((await world.run(`orders pay ${order} --json`, { now: late })).error()).toMatchObject({
      code: 'NOTHING_TO_PAY',
    });
    expect((await world.run(BUY_WITH_CARD, { now: late })).code).toBe(0);
    expect([await states(late), gateway.moved(world), await sound(late)]).toEqual([
      ['failed', 'paid'],
      [1, 0],
      [0, 0],
    ]);
  });

  test('orders cancel closes the page before its time, so that nobody can pay it any more', async () => {
    const order = await asked();
    expect(await world.json(`orders cancel ${order} --yes`)).toMatchObject({
      changed: true,
      order: { state: 'cancelled' },
    });
    expect(await world.json(`orders cancel ${order} --yes`)).toMatchObject({ changed: false });
    await expect(gateway.confirm(world, TODAY)).rejects.toThrow();
    expect((await world.run(BUY_WITH_CARD)).code).toBe(0);
    expect([await states(), gateway.moved(world), await sound()]).toEqual([
      ['cancelled', 'paid'],
      [1, 0],
      [0, 0],
    ]);
  });

  ofFiles.test(
    'F6 a ledger put back as it was before the page was opened closes that page, and charges once',
    async () => {
      await world.after(CARD);
      const before = `${world.ledgerFile}.before`;
      cpSync(world.ledgerFile, before);
      await asked();
      cpSync(before, world.ledgerFile);
      await world.after(BUY);
      await expect(gateway.confirm(world, TODAY)).rejects.toThrow();
      expect([await states(), gateway.moved(world), await sound()]).toEqual([['paid'], [1, 0], [0, 0]]);
    },
  );

  test('P12 at a renewal it counts as a try: it waits, is told of with its link, and is asked for again a day later', async () => {
    await world.after(BUY_WITH_CARD, `payment-methods add --token ${ASKS} --default`);
    const day = '2027-11-22';
    const first = await on(day, (now) => world.run('renewals run --yes --json', { now }));
    expect([first.code, first.json()]).toMatchObject([8, { waiting: 1, charged: 0, items: [{ result: 'waiting' }] }]);
    const again = await on(day, (now) => world.run('renewals run --yes --json', { now }));
    expect([again.code, again.json()]).toMatchObject([8, { waiting: 1 }]);
    const next = await on('2027-11-24', (now) => world.run('renewals run --yes --json', { now }));
    expect([next.code, next.json()]).toMatchObject([8, { waiting: 1, recovered: 1 }]);
    await gateway.confirm(world, '2027-11-24');
    const after = await on('2027-11-24', (now) => world.run('renewals run --yes --json', { now }));
    expect(after.code).toBe(0);
    expect([await states('2027-11-24'), gateway.moved(world)]).toEqual([
      ['paid', 'failed', 'paid'],
      [2, 0],
    ]);
  });
});

describe('a ledger whose payments go through Stripe', () => {
  let world: Workplace;
  beforeEach(async () => {
    counterpart.now = () => new Date(`${TODAY}T12:00:00Z`);
    world = new Workplace({ env: { PARTNER_PROGRAMME: 'mpn-2018', ...stripe().env } });
    await world.after(JOIN);
  });

  test('says that it is the test mode wherever it speaks of money', async () => {
    await world.after(BUY_WITH_CARD);
    expect((await world.run('status')).stdout).toContain('Stripe in test mode: no money moves');
    expect((await world.run('orders receipt 2026-000001')).stdout).toContain('Test mode: no money moved.');
    expect((await world.run('orders receipt 2026-000001 --lang fr')).stdout).toContain('Mode test');
  });

  test('G12 without a key nothing is charged and nothing is written, and what needs no gateway works', async () => {
    const before = world.files();
    const keyless = { env: { PARTNER_STRIPE_KEY: undefined } };
    const refused = await world.run(`${BUY_WITH_CARD} --json`, keyless);
    expect(refused.error()).toMatchObject({ code: 'GATEWAY_KEY', exit: 2, fault: 'missing' });
    expect((await world.run('status', keyless)).code).toBe(0);
    expect(world.files()).toEqual(before);
  });

  test('G12 a key is in no output, no file and no error', async () => {
    counterpart.key = 'sk_test_of_somebody_else';
    const { stderr, code } = await world.run(`${BUY_WITH_CARD} --debug`);
    expect([code, stderr]).toEqual([1, expect.stringContaining('refuses the key')]);
    expect([stderr, ...world.files().values()].join()).not.toContain(TEST_KEY);
  });

  test('what Stripe says of what it refused commands no terminal, under --debug either', async () => {
    const message = '\u001b[2J\u001b]0;title\u0007\u202eturned 4242\u200b424242424242';
    counterpart.answers('POST /v1/payment_intents', { status: 402, body: { error: { type: 'card_error', message } } });
    const { stderr } = await world.run(`${BUY_WITH_CARD} --debug`);
    expect(stderr).toContain('turned [digits]');
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
  });

  test.each(['4242424242424242 12/34 123', 'neither a card nor a date', ''])(
    'D19 no card is typed here, nor read: its own page takes it (%j)',
    async (stdin) => {
      const refused = await world.run('payment-methods add --card-stdin --json', { stdin });
      expect(refused.error()).toMatchObject({
        code: 'CARD_INVALID',
        problem: 'elsewhere',
        try: ['partner payment-methods add'],
      });
      const { stdout } = await world.run('actionpack subscribe --check');
      expect(stdout).toContain('by --token or its questions');
      expect(counterpart.asked.filter((line) => line.startsWith('POST'))).toEqual([]);
    },
  );

  test.each<Mishap>(['rate', 'lock'])(
    'a gateway that is busy (%s) has charged nothing, and the same again buys',
    async (mishap) => {
      await world.after(CARD);
      counterpart.next('POST /v1/payment_intents', mishap);
      expect((await world.run(`${BUY} --json`)).error()).toMatchObject({
        code: 'PAYMENT_DECLINED',
        declineCode: 'busy',
      });
      await world.after(BUY);
      expect(counterpart.charges).toHaveLength(1);
    },
  );

  const ADD = 'payment-methods add --token pm_card_visa';

  test.each<readonly [string, string, Mishap]>([
    [BUY_WITH_CARD, 'POST /v1/customers', 'cut-after'],
    [BUY_WITH_CARD, 'POST /v1/setup_intents', 'cut-before'],
    [BUY_WITH_CARD, 'POST /v1/setup_intents', 'rate'],
    [ADD, 'POST /v1/setup_intents', 'error-after'],
  ])('G3 where a card could not be kept no payment is said to be open: %s, %s, %s', async (line, word, mishap) => {
    const before = world.files();
    counterpart.next(word, mishap);
    // Nor does a search find yet what was made a moment ago.
    counterpart.searchLags = true;
    expect((await world.run(`${line} --json`)).error()).toMatchObject({ code: 'GATEWAY_UNREACHABLE', exit: 1 });
    expect(world.files()).toEqual(before);
    await world.run(BUY_WITH_CARD, { now: `${TODAY}T12:01:00.000Z` });
    expect([counterpart.charges.length, counterpart.customers.length]).toEqual([1, 1]);
  });

  test.each<readonly [Mishap, number]>([
    ['cut-before', 10],
    ['cut-after', 10],
    ['error-after', 10],
    ['garbage', 10],
  ])(
    'G3 a page whose opening was not answered (%s) is unknown, and recover finds or opens one',
    async (mishap, exit) => {
      counterpart.next('POST /v1/checkout/sessions', mishap);
      expect((await world.run(BUY_WITH_ASKING_CARD)).code).toBe(exit);
      expect((await world.run('recover')).code).toBe(11);
      expect(counterpart.openPages).toHaveLength(1);
      counterpart.confirm();
      expect([(await world.run('recover')).code, counterpart.charges.length]).toEqual([0, 1]);
    },
  );

  test('G3 a page that cannot be opened for certain leaves an order that has failed, and nothing to pay', async () => {
    counterpart.next('POST /v1/checkout/sessions', 'rate');
    expect((await world.run(BUY_WITH_ASKING_CARD)).code).toBe(9);
    expect([counterpart.openPages, await world.json('recover')]).toEqual([[], []]);
  });

  test.each<Mishap>(['cut-before', 'error-before', 'garbage'])(
    'G1 a page that may not be closed (%s) fails nothing: what is paid meanwhile is found',
    async (mishap) => {
      const { order } = (await world.run(`${BUY_WITH_ASKING_CARD} --json`)).json();
      counterpart.next('/expire', mishap);
      const left = await world.run(`orders cancel ${order.id} --yes --json`);
      if (left.code !== 0) expect(left.error()).toMatchObject({ code: 'PAYMENT_WAITS' });
      if (counterpart.openPages.length > 0) counterpart.confirm();
      await world.run('recover');
      const [{ state }] = await world.json('orders list');
      expect([state, counterpart.charges.length]).toEqual(left.code === 0 ? ['cancelled', 0] : ['paid', 1]);
    },
  );

  test('P9 what its cardholder has paid a moment before is not cancelled, and the refusal says on which day', async () => {
    const { order } = (await world.run(`${BUY_WITH_ASKING_CARD} --json`)).json();
    counterpart.confirm();
    const { code, stderr } = await world.run(`orders cancel ${order.id} --yes`);
    expect([code, stderr]).toEqual([5, expect.stringContaining('It was paid on 22 Nov 2026.')]);
    expect([await world.json('recover'), counterpart.charges.length]).toEqual([[], 1]);
  });

  test('a receipt names no card that may not have paid', async () => {
    const { order } = (await world.run(`${BUY_WITH_ASKING_CARD} --json`)).json();
    counterpart.confirm();
    await world.run('recover');
    expect((await world.run(`orders receipt ${order.id}`)).stdout).toContain(
      'on the payment page that was opened for Visa ending 3184',
    );
  });

  test('a dry run asks, and tells it nothing', async () => {
    await world.after(`${BUY_WITH_CARD} --dry-run`);
    expect(counterpart.asked.filter((line) => line.startsWith('POST'))).toEqual([]);
  });
});
