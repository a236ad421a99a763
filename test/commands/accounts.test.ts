import { JOIN, member, subscriber, Workplace, type Answer } from '../support/in-process.js';

const JOIN_SECOND =
  'join --company Fabrikam --country DE --email boss@fabrikam.example --mpn-id 7654321 --accept-terms';

const TERMINAL = { terminal: { stdout: true, columns: 120 } } as const;

let both: Workplace;
beforeAll(async () => {
  both = await (await subscriber()).after(JOIN_SECOND);
});

test('J0 two companies in one ledger are listed in the order in which they joined', async () => {
  expect(await both.json('account list')).toMatchObject([
    { mpnId: '1234567', company: 'Contoso', country: 'FR' },
    { mpnId: '7654321', company: 'Fabrikam', country: 'DE' },
  ]);
});

test.each([
  'status',
  'offers list',
  'actionpack show',
  'actionpack subscribe --accept-terms --yes',
  'orders list',
  'payment-methods list',
  'account show',
  'leave --yes',
  'terms history',
  'subscriptions timeline',
])('partner %s does not guess which account is meant', async (line) => {
  const error = (await both.run(`${line} --json`)).error();
  expect(error).toMatchObject({
    code: 'ACCOUNT_NOT_CHOSEN',
    exit: 2,
    mpnIds: ['1234567', '7654321'],
    more: false,
    try: ['partner account use 1234567', 'partner account list'],
    message: expect.stringMatching(/--account names one.*--all-accounts/),
  });
});

test('F8 G24 what was written of one company is listed for the account that is asked for, and for no other', async () => {
  const accounts = async (line: string) =>
    new Set((await both.json(line)).map(({ by }: { by: string }) => by)) as ReadonlySet<string>;
  expect([...(await accounts('audit list --account 7654321'))]).toEqual(['boss@fabrikam.example']);
  expect([...(await accounts('audit list --account 1234567'))]).not.toContain('boss@fabrikam.example');
  expect((await accounts('audit list')).size).toBe(2);
  expect((await both.run('audit list --account 7654322 --json')).error()).toMatchObject({ code: 'NOT_FOUND' });
});

test('where there are many accounts, an error names a few of them', async () => {
  const world = new Workplace();
  await world.run('sandbox seed --accounts 12');
  const error = (await world.run('status --json')).error();
  expect(error).toMatchObject({ code: 'ACCOUNT_NOT_CHOSEN', more: true });
  expect(error.mpnIds).toHaveLength(10);
});

test('J0 where all companies but one have left, that one is meant', async () => {
  const world = await both.copy().after('leave --account 7654321 --yes');
  expect((await world.json('account show')).company).toBe('Contoso');
});

test.each(['config list', 'db path', 'db check', 'recover', 'account list', 'sandbox cards', 'help', 'clock show'])(
  'partner %s is about no account',
  async (line) => {
    expect((await both.run(`${line} --json`)).code).toBe(0);
  },
);

test('account use chooses for good, --account for once, by MPN ID or by id', async () => {
  const world = both.copy();
  await world.after('account use 7654321');
  expect(await world.json('account show')).toMatchObject({ company: 'Fabrikam' });
  expect((await world.json('account show --account 1234567')).company).toBe('Contoso');
  const { id } = (await world.json('account list'))[0];
  expect((await world.json(`account show --account ${id}`)).company).toBe('Contoso');
  await world.after(`account use ${id}`);
  expect((await world.json('account show')).company).toBe('Contoso');
  const { stdout } = await world.run('account list');
  expect(stdout.split('\n').map((line) => line.split('\t').at(-1))).toEqual(['yes', '', '']);
});

test('I10 each account has its own subscription, orders, cards and acceptances', async () => {
  const world = both.copy();
  expect(await world.json('offers list --purchased --account 7654321')).toMatchObject([{ id: 'network' }]);
  expect(await world.json('orders list --account 7654321')).toEqual([]);
  await world.after('actionpack subscribe --account 7654321 --accept-terms --token pm_card_mastercard --yes');
  const ordersOf = async (account: string) =>
    (await world.json(`orders list --account ${account}`)).map(
      (order: { receiptNumber: string }) => order.receiptNumber,
    );
  expect([await ordersOf('1234567'), await ordersOf('7654321')]).toEqual([['2026-000001'], ['2026-000002']]);
  expect(await world.json('payment-methods list --account 7654321')).toMatchObject([
    { brand: 'mastercard', isDefault: true },
  ]);
  expect((await world.json('terms history --account 7654321')).map((row: { by: string }) => row.by)).toEqual([
    'boss@fabrikam.example',
    'boss@fabrikam.example',
  ]);
  const [foreign] = await world.json('orders list --account 1234567');
  expect((await world.run(`orders show ${foreign.id} --account 7654321 --json`)).error()).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await world.json('db check')).toMatchObject({ sound: true });
});

test('who has left is not asked about: the one that is still a member is meant', async () => {
  const world = both.copy();
  await world.after('leave --account 7654321 --yes');
  expect(await world.json('account show')).toMatchObject({ company: 'Contoso' });
  expect(await world.json('account list')).toMatchObject([{ leftOn: null }, { leftOn: '2026-11-22' }]);
});

test('what a command line says of account and ledger is in the line that it offers', async () => {
  const error = (await both.run(`actionpack subscribe --account 7654321 --database ${both.database} --json`)).error();
  expect(error.try[0]).toBe(
    `partner actionpack subscribe --account 7654321 --database ${both.database} --accept-terms --token TOKEN --yes`,
  );
});

test('R2 an MPN ID joins once', async () => {
  const world = await member();
  expect((await world.run(`${JOIN} --json`)).error()).toMatchObject({
    code: 'ALREADY_MEMBER',
    mpnId: '1234567',
    since: '2026-11-22',
  });
  expect(await world.json('account list')).toHaveLength(1);
});

test('the shared configuration of another ledger is not taken for this one', async () => {
  const world = both.copy();
  await world.after('account use 7654321');
  const error = (await world.run('status --json', { env: { PARTNER_ACCOUNT: '7654322' } })).error();
  expect(error).toMatchObject({ code: 'NOT_FOUND', what: 'account', nearest: '7654321' });
});

test('a list of the accounts is there for whoever named one that does not exist', async () => {
  const error = (await both.run('status --account 999999 --json')).error();
  expect(error).toMatchObject({ code: 'NOT_FOUND', try: ['partner account list'] });
  expect(await both.json('account list --account 999999')).toHaveLength(2);
  expect((await both.run('account list', { env: { PARTNER_ACCOUNT: '999999' } })).code).toBe(0);
});

test('J0 a command to copy is about the account, the ledger and the user that were named', async () => {
  const elsewhere = `--account 7654321 --database ${both.database} --user boss@fabrikam.example`;
  const refused = (await both.run(`actionpack renew ${elsewhere} --json`)).error();
  expect(refused).toMatchObject({ code: 'NOT_SUBSCRIBED', try: [`partner actionpack subscribe ${elsewhere}`] });
  const { warnings } = await both.json(`status ${elsewhere}`);
  expect(warnings).toMatchObject([{ code: 'ONE_BUYER', try: `partner users add ${elsewhere}` }]);
  const offer = await both.json(['offers', 'show', 'gold-competency', ...elsewhere.split(' ')]);
  expect(offer.gates.find(({ ok }: { ok: boolean }) => !ok).fix).toBe(`partner competency list ${elsewhere}`);
});

test('J0 what the environment says needs no saying again, and nothing is said twice', async () => {
  const env = { PARTNER_ACCOUNT: '7654321' };
  expect((await both.run('actionpack renew --json', { env })).error().try).toEqual(['partner actionpack subscribe']);
  const { command } = (await both.run('actionpack subscribe --account 7654321 --json')).error();
  expect(command).toMatch(/^partner actionpack subscribe --account 7654321 --accept-terms --token TOKEN --yes$/);
  const file = `${both.home}/it is here.db`;
  const { try: lines } = (await both.run(['orders', 'show', 'ord_1', '--database', file, '--json'])).error();
  expect(lines).toEqual([expect.stringContaining(`--database '${file}'`)]);
});

test('R8 in a terminal, the command that answers a failed gate stands below the gates', async () => {
  const line = 'actionpack renew --check --account 7654321';
  const { stdout } = await both.run(line, { terminal: { stdout: true, columns: 80 } });
  expect(stdout).toContain('Try: partner actionpack subscribe --account 7654321');
});

describe('C18 a command to copy says which account, where a plain one would be about another', () => {
  test('J0 whoever joins a second account is told which one is in use, and looks at the offers of the new one', async () => {
    const world = (await subscriber()).copy();
    const plain = await world.run(JOIN_SECOND, TERMINAL);
    expect(plain.stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /which it means by --account, or --all-accounts .* where nothing is said: partner account use 7654321/,
    );
    const chosen = (await subscriber()).copy();
    await chosen.after('account use 1234567');
    for (const [lang, sentence] of [
      ['en', 'Contoso (MPN 1234567) stays the account in use. To use this one: partner account use 7654321'],
      [
        'fr',
        'Contoso (MPN 1234567) reste le compte utilisé. Pour utiliser celui-ci\u00a0: partner account use 7654321',
      ],
    ] as const) {
      const { stdout } = await chosen.copy().run(JOIN_SECOND.replace('join', `join --lang ${lang}`), TERMINAL);
      expect(stdout).toContain(sentence);
      expect(stdout).toContain('partner offers list --account 7654321');
    }
  });

  test('J0 whoever joins first is told of no account', async () => {
    const { stdout } = await new Workplace().run(JOIN, TERMINAL);
    expect(stdout).toContain('partner offers list');
    expect(stdout).not.toContain('account');
  });

  test('R11 what is to come after a purchase is about the account that bought', async () => {
    const world = await both.copy().after('account use 1234567');
    const bought = await world.run(
      'actionpack subscribe --account 7654321 --token pm_card_visa --accept-terms --yes --lang en',
      TERMINAL,
    );
    expect(bought.stdout).toContain('partner benefits list --account 7654321');
  });

  test('R16 so does what the calendar of all accounts says', async () => {
    const world = both.copy();
    const all = (await world.run('reminders calendar --all-accounts')).stdout.replaceAll('\r\n ', '');
    expect(all).toContain('partner actionpack autorenew off --account 1234567');
    const one = (await (await subscriber()).copy().run('reminders calendar')).stdout.replaceAll('\r\n ', '');
    expect(one).toContain('partner actionpack autorenew off');
    expect(one).not.toContain('--account');
  });
});

describe('C18 an account that is none of the ledger', () => {
  const elsewhere = async () => (await member()).copy();

  test('where it is kept for every ledger, that is said, with how to be rid of it', async () => {
    const world = await elsewhere();
    await world.after('account use 1234567');
    const other = ['--database', `${world.home}/other.db`];
    await world.run([...JOIN_SECOND.split(' '), ...other]);
    const ran = await world.run(['status', '--json', ...other]);
    expect(ran.error()).toMatchObject({ code: 'NOT_FOUND', what: 'account', from: 'configuration' });
    expect(ran.error().try[0]).toMatch(/^partner config unset account/);
    expect((await world.run(['status', '--lang', 'fr', ...other])).stderr).toContain('La configuration le nomme');
    const { checks: found } = (await world.run(['doctor', '--json', ...other])).json<{ checks: Answer[] }>();
    expect(found).toContainEqual(
      expect.objectContaining({ code: 'ACCOUNT_NOT_THERE', verdict: 'warning', try: 'partner config unset account' }),
    );
    await world.run('config unset account');
    expect((await world.run(['status', ...other])).code).toBe(0);
    expect((await world.run(['doctor', '--json', ...other])).stdout).not.toContain('ACCOUNT_NOT_THERE');
  });

  test('where the environment names it, its variable is told; a flag is seen by whoever typed it', async () => {
    const world = await elsewhere();
    const env = { PARTNER_ACCOUNT: '7654321' };
    expect((await world.run('status', { env })).stderr).toContain('The variable PARTNER_ACCOUNT names it');
    const flag = await world.run('status --account 7654321 --json');
    expect(flag.error()).toMatchObject({ code: 'NOT_FOUND', try: ['partner account list'] });
    expect(flag.error()).not.toHaveProperty('from');
  });
});
