import { existsSync } from 'node:fs';
import { JOIN, Workplace, member } from '../support/in-process.js';
import { hasLedger } from '../support/ledgers.js';

const ELSEWHERE = `${JOIN} --gateway none --programme mpn-2018`;

let elsewhere: Workplace;
beforeAll(async () => {
  elsewhere = await new Workplace().after(ELSEWHERE);
});

describe('D24 a ledger is of one gateway, settled when it is made', () => {
  test.each([
    { how: 'the flag', line: ELSEWHERE, options: {} },
    {
      how: 'the variable',
      line: `${JOIN} --programme mpn-2018`,
      options: { env: { PARTNER_GATEWAY: 'none' } },
    },
  ])('by $how, and it stays so without', async ({ line, options }) => {
    const world = new Workplace();
    expect((await world.run(line, options)).code).toBe(0);
    expect(await world.json('db path')).toEqual({ path: world.database, gateway: 'none' });
    expect((await world.json('status')).gateway).toBe('none');
    expect((await world.run('status')).stdout).toContain('paid elsewhere, recorded here');
    expect((await world.run('status --lang fr')).stdout).toContain('payé ailleurs, consigné ici');
    expect(existsSync(world.booksFile)).toBe(false);
  });

  test('by the setting, which speaks of other ledgers, too', async () => {
    const world = await new Workplace().after('config set gateway none', `${JOIN} --programme mpn-2018`);
    expect((await world.json('db path')).gateway).toBe('none');
    const other = await member();
    const sandbox = { env: { PARTNER_DATABASE: other.database } };
    expect((await world.run('status --json', sandbox)).error()).toMatchObject({
      code: 'GATEWAY_DIFFERS',
      exit: 2,
      gateway: 'sandbox',
      wanted: 'none',
    });
    await world.after('config unset gateway');
    expect((await world.json('status', sandbox)).gateway).toBe('sandbox');
  });

  test.each(['status', 'actionpack subscribe --accept-terms --token pm_card_visa --yes', 'db check', 'clock show'])(
    'and is never opened as another: %s',
    async (line) => {
      const before = elsewhere.files();
      expect((await elsewhere.run(`${line} --gateway sandbox --json`)).error()).toMatchObject({
        code: 'GATEWAY_DIFFERS',
        gateway: 'none',
        wanted: 'sandbox',
      });
      expect(elsewhere.files()).toEqual(before);
    },
  );

  test('one that does not exist is named with those that do, and a variable set to nothing is a mistake', async () => {
    const world = new Workplace();
    expect((await world.run(`${JOIN} --gateway nonee --json`)).error()).toMatchObject({
      code: 'UNKNOWN_CHOICE',
      choices: ['sandbox', 'none', 'stripe', 'stripe-test'],
    });
    expect((await world.run(`${JOIN} --json`, { env: { PARTNER_GATEWAY: '' } })).error().code).toBe('VARIABLE_EMPTY');
    expect(hasLedger(world.home)).toBe(false);
  });
});

describe('D24 where the vendor is paid elsewhere nothing is ever charged', () => {
  test('the programme has to be given, and nothing is assumed', async () => {
    const world = new Workplace();
    const refused = (await world.run(`${JOIN} --gateway none --json`)).error();
    expect(refused).toMatchObject({ code: 'ANSWERS_MISSING', missing: ['--programme ID'] });
    expect(hasLedger(world.home)).toBe(false);
    expect((await world.json(`${JOIN} --gateway none --programme maicpp-2026`)).programme).toBe('maicpp-2026');
  });

  test.each([
    'actionpack subscribe --accept-terms --token pm_card_visa --yes',
    'actionpack subscribe --accept-terms --pay-by transfer --yes',
    'payment-methods add --token pm_card_visa',
  ])('%s is refused and writes nothing', async (line) => {
    const before = elsewhere.files();
    expect((await elsewhere.run(`${line} --json`)).error()).toMatchObject({
      code: 'PAID_ELSEWHERE',
      exit: 5,
      rule: 'D24',
    });
    expect(elsewhere.files()).toEqual(before);
  });

  test('a run charges nothing and says so once; what looks at a gateway finds nothing to look at', async () => {
    const run = await elsewhere.run('renewals run --yes');
    expect(run.code).toBe(0);
    expect(run.stderr.match(/Nothing is charged here/g)).toHaveLength(1);
    expect(await elsewhere.json('renewals run --yes')).toMatchObject({ charged: 0, items: [] });
    expect(await elsewhere.json('reconcile')).toMatchObject({ agree: true, charges: 0 });
    expect(await elsewhere.json('recover')).toEqual([]);
  });

  test.each(['clock set 2027-01-01', 'renewals run --yes --as-of 2027-01-01', 'sandbox seed --accounts 2'])(
    'D17 %s is for a sandbox',
    async (line) => {
      expect((await elsewhere.run(`${line} --json`)).error().code).toBe('SANDBOX_ONLY');
    },
  );
});

test('D24 what cannot be bought here is adopted or recorded: the refusal says how', async () => {
  const refused = (await elsewhere.run('actionpack subscribe --accept-terms --yes --json')).error();
  expect(refused.try).toEqual(['partner adopt action-pack --anniversary DATE']);
  const renewed = (await elsewhere.run('actionpack renew --accept-terms --yes --json')).error();
  expect(renewed.try).toEqual(['partner adopt action-pack --anniversary DATE']);
});

test.each([
  ['mpn-2018', 'actionpack', 'action-pack', ''],
  ['maicpp-2026', 'launch', 'launch', ' --term-end DATE'],
])('D24 D28 what is owned is recorded, and not adopted again: %s', async (programme, word, offer, andSay) => {
  const world = await new Workplace().after(
    `${JOIN} --gateway none --programme ${programme}`,
    `adopt ${offer} --anniversary 2026-12-01`,
  );
  for (const verb of ['subscribe', 'renew'])
    expect((await world.run(`${word} ${verb} --accept-terms --yes --json`)).error()).toMatchObject({
      code: 'PAID_ELSEWHERE',
      try: [`partner orders record ${offer} --invoice NO --paid-on DATE${andSay}`],
    });
});

describe("D24 what the programme says of the vendor's portal", () => {
  const PORTAL = 'https://partner.microsoft.com/dashboard';

  test('the refusal of a script names its address, as a fact and in words', async () => {
    const line = 'actionpack subscribe --accept-terms --yes';
    expect((await elsewhere.run(`${line} --json`)).error()).toMatchObject({ code: 'PAID_ELSEWHERE', portal: PORTAL });
    expect((await elsewhere.run(line)).stderr).toContain(PORTAL);
    expect((await elsewhere.run(`${line} --lang fr`)).stderr).toContain(PORTAL);
  });

  test('a check asks for no card, which nothing here could charge', async () => {
    const { possible, gates } = await elsewhere.json('actionpack subscribe --check');
    expect(possible).toBe(true);
    expect(gates.map(({ code }: { code: string }) => code)).not.toContain('PAYMENT_METHOD');
  });

  test('D27 what it asks for in a country of which no price is known here stands against nothing', async () => {
    const place = await new Workplace().after(`${JOIN} --gateway none --programme maicpp-2026`);
    const { possible, gates } = await place.json('launch subscribe --check');
    expect(possible).toBe(true);
    expect(gates.map(({ code }: { code: string }) => code)).not.toContain('PRICE');
    const offers = await place.json('offers list');
    expect(offers).toContainEqual(expect.objectContaining({ id: 'launch', eligible: true, price: null }));
  });

  test('D29 whoever turns off what the vendor renews is shown how it is done there', async () => {
    const world = await elsewhere.copy().after('adopt action-pack --anniversary 2027-03-01 --autorenew on');
    const { stdout } = await world.run('actionpack autorenew off --yes');
    expect(stdout).toContain(PORTAL);
    expect(stdout).toContain('3. Select Turn off automatic renewal.');
    const bought = await (await member()).after('actionpack subscribe --accept-terms --token pm_card_visa --yes');
    expect((await bought.run('actionpack autorenew off --yes')).stdout).not.toContain(PORTAL);
  });
});
