import { BUY, CARD, JOIN, member, subscriber, Workplace, type Answer } from '../../support/in-process.js';

const ADMIN = 'admin@contoso.example';
const BUYER = 'buyer@contoso.example';
const warnings = async (world: Workplace) => (await world.json('status')).warnings as Answer[];
const users = async (world: Workplace) =>
  (await world.json<Answer[]>('users list')).map(({ email, roles }) => [email, ...roles]);

test('J6 whoever joins is Global, Account and MPN partner admin, and nothing more is asked of them', async () => {
  const world = await subscriber();
  expect(await world.json('users list')).toEqual([
    {
      email: ADMIN,
      roles: ['global-admin', 'account-admin', 'mpn-partner-admin'],
      addedOn: '2026-11-22',
      addedBy: ADMIN,
      removedOn: null,
    },
  ]);
  expect(await world.json('whoami')).toMatchObject({ user: ADMIN, token: null });
});

test.each([
  `users add ${BUYER} --roles billing-admin`,
  `users grant ${BUYER} billing-admin`,
  `users revoke ${BUYER} account-admin`,
])('J6 a person is told that nothing changed: %s', async (line) => {
  const world = await (await member()).after(`users add ${BUYER} --roles billing-admin`);
  expect((await world.run(line)).stdout).toBe(`${BUYER} is as before: Billing admin. Nothing changed.\n`);
});

test('J6 before anybody has joined there is nobody', async () => {
  const world = new Workplace();
  expect(await world.json('whoami')).toEqual({ user: null, roles: [], token: null, can: [] });
  expect((await world.run('users list --json')).error()).toMatchObject({ code: 'NOT_A_MEMBER' });
  expect((await world.run(`who-can renew --user ${ADMIN} --json`)).error()).toMatchObject({ code: 'NOT_A_MEMBER' });
});

test('J6 users are added, granted, revoked and removed; done twice, nothing changes', async () => {
  const world = await member();
  const changed = async (line: string) => (await world.json(line)).changed;
  expect(await changed(`users add ${BUYER}`)).toBe(true);
  expect(await changed(`users add ${BUYER.toUpperCase()}`)).toBe(false);
  expect(await users(world)).toEqual([expect.arrayContaining([ADMIN]), [BUYER, 'user']]);
  expect(await changed(`users grant ${BUYER} mpn-partner-admin`)).toBe(true);
  expect(await changed(`users grant ${BUYER} mpn-partner-admin`)).toBe(false);
  expect((await world.json('who-can renew')).users).toEqual([ADMIN, BUYER]);
  expect(await changed(`users revoke ${BUYER} mpn-partner-admin`)).toBe(true);
  expect(await changed(`users revoke ${BUYER} mpn-partner-admin`)).toBe(false);
  expect((await world.json(`users remove ${BUYER}`)).removedOn).toBe('2026-11-22');
  expect(await users(world)).toEqual([expect.arrayContaining([ADMIN])]);
  expect(await world.json(`users remove ${BUYER}`)).toMatchObject({ changed: false, removedOn: '2026-11-22' });
  expect((await world.json('db check')).sound).toBe(true);
});

test('J6 a dry run says what would be written and adds nobody', async () => {
  const world = await member();
  const answer = await world.json(`users add ${BUYER} --dry-run`);
  expect(answer).toMatchObject({ dryRun: true, email: BUYER, changed: true, writes: ['user-added'] });
  expect(await users(world)).toHaveLength(1);
});

test('J6 an address that is none, a role that is none and a name near another are told', async () => {
  const world = await member();
  const error = async (line: string) => (await world.run(`${line} --json`)).error();
  expect(await error('users add nobody')).toMatchObject({ code: 'VALUE_INVALID', exit: 2 });
  expect(await error(`users add ${BUYER} --roles admin`)).toMatchObject({ code: 'UNKNOWN_CHOICE', exit: 2 });
  expect(await error(`users grant ${ADMIN} root`)).toMatchObject({ code: 'UNKNOWN_CHOICE', exit: 2 });
  expect(await error('users grant admn@contoso.example user')).toMatchObject({ code: 'NOT_FOUND', nearest: ADMIN });
  expect(await error('users add')).toMatchObject({
    code: 'ANSWERS_MISSING',
    missing: ['<user>'],
    try: ['partner users add USER'],
  });
});

test('D18 fewer than two people who can buy: a warning with the command that answers it', async () => {
  const world = await member();
  expect(await warnings(world)).toEqual([
    { code: 'ONE_BUYER', message: 'Only one person here can buy or renew.', try: 'partner users add' },
  ]);
  await world.after(`users add ${BUYER} --roles billing-admin`);
  expect(await warnings(world)).toMatchObject([{ try: `partner users grant ${BUYER} mpn-partner-admin` }]);
  await world.after(`users grant ${BUYER} mpn-partner-admin`);
  expect(await warnings(world)).toEqual([]);
  await world.after(`users remove ${BUYER}`);
  expect(await warnings(world)).toHaveLength(1);
  await world.after('leave --yes');
  expect(await warnings(world)).toEqual([]);
});

test('D18, D14 what is bought, accepted and turned off names the user who did it, also once removed', async () => {
  const world = await member();
  await world.after(`users add ${BUYER} --roles mpn-partner-admin`, CARD);
  const acting = { env: { PARTNER_USER: BUYER.toUpperCase() } };
  for (const line of [BUY, 'actionpack autorenew off']) expect((await world.run(line, acting)).code).toBe(0);
  await world.after(`users remove ${BUYER}`);
  const by = (await world.json('terms history')).map((accepted: Answer) => accepted.by);
  expect(by).toEqual([ADMIN, BUYER]);
  expect((await world.json('actionpack show')).autorenew.on).toBe(false);
  expect((await world.run('actionpack renew --json', acting)).error()).toMatchObject({
    code: 'ROLE_REQUIRED',
    roles: [],
  });
});

describe('D18 who acts', () => {
  const who = async (world: Workplace, line: string, env = {}) => (await world.json(line, { env })).user;

  test('D18 the option before the environment, the environment before the configuration, the contact last', async () => {
    const world = await member();
    await world.after('users add a@contoso.example', 'users add b@contoso.example', 'users add c@contoso.example');
    expect(await who(world, 'whoami')).toBe(ADMIN);
    await world.after('config set user c@contoso.example');
    expect(await who(world, 'whoami')).toBe('c@contoso.example');
    const env = { PARTNER_USER: 'b@contoso.example' };
    expect(await who(world, 'whoami', env)).toBe('b@contoso.example');
    expect(await who(world, 'whoami --user A@contoso.example', env)).toBe('a@contoso.example');
    expect((await world.run('config set user nobody --json')).error()).toMatchObject({ code: 'VALUE_INVALID' });
  });

  test('D18 once the contact was removed: the one who is left, and where several are, whoever says so', async () => {
    const world = await member();
    await world.after(`users add ${BUYER} --roles global-admin`, `users remove ${ADMIN}`);
    expect(await who(world, 'whoami')).toBe(BUYER);
    await world.after('users add a@contoso.example');
    expect((await world.run('status')).code).toBe(0);
    expect((await world.run('users add b@contoso.example --json')).error()).toMatchObject({
      code: 'ROLE_REQUIRED',
      user: ADMIN,
      roles: [],
      who: [BUYER],
      try: ['partner who-can manage-users', 'partner whoami'],
    });
    await world.after(`users add b@contoso.example --user ${BUYER}`);
  });

  test('D18 over every account, a role counts that is held in each', async () => {
    const world = await member();
    await world.after(`users add ${BUYER} --roles mpn-partner-admin`);
    const run = async (user: string) => (await world.run(`renewals run --yes --all-accounts --json ${user}`)).code;
    expect(await run(`--user ${BUYER}`)).toBe(0);
    await world.after(JOIN.replace('1234567', '7654321'));
    expect(await run(`--user ${BUYER}`)).toBe(4);
    expect(await run(`--user ${BUYER} --account 1234567`)).toBe(4);
    expect(await run(`--user ${ADMIN}`)).toBe(0);
    expect(await run('')).toBe(0);
  });

  test('D18 who is refused over every account is not named as who can, and neither is who can in one alone', async () => {
    const other = '--account 7654321';
    const world = await (await member()).after(JOIN.replace('1234567', '7654321'));
    await world.after(`users add ${BUYER} --account 1234567`, `users add ${BUYER} --roles mpn-partner-admin ${other}`);
    await world.after(`users add one@contoso.example --roles global-admin ${other}`);
    const ran = await world.run(`renewals run --yes --all-accounts --user ${BUYER} --json`);
    expect(ran.error()).toMatchObject({ code: 'ROLE_REQUIRED', roles: ['user'], who: [ADMIN] });
  });

  test('D18 a token of all accounts is told of the users whom it would act for, and not of who made it', async () => {
    const world = await (await member()).after(JOIN.replace('1234567', '7654321'));
    const [here, there] = ['--account 1234567', '--account 7654321'];
    await world.after(`users add ${BUYER} --roles global-admin ${here}`);
    const { token } = await world.json(`tokens create all --scopes read,renew --all-accounts ${here}`);
    await world.after(`users grant ${ADMIN} billing-admin ${here}`);
    for (const role of ['account-admin', 'mpn-partner-admin', 'global-admin'])
      await world.after(`users revoke ${ADMIN} ${role} ${here} --user ${BUYER}`);
    await world.after(`users add there@contoso.example --roles global-admin ${there}`);
    const ran = await world.run(`renewals run --yes ${there} --json`, { env: { PARTNER_TOKEN: token } });
    expect(ran.error()).toMatchObject({ code: 'ROLE_REQUIRED', user: ADMIN, who: ['there@contoso.example'] });
  });
});

describe('D18 a token acts as the user who made it', () => {
  test('D18 with that user’s roles and its own scopes, and with neither more', async () => {
    const world = await member();
    await world.after(`users add ${BUYER} --roles global-admin`, CARD);
    const scopes = '--scopes read,renew,buy,manage';
    const { token } = await world.json(`tokens create ci ${scopes} --user ${BUYER}`);
    const shown = { env: { PARTNER_TOKEN: token, PARTNER_USER: ADMIN } };
    expect(await world.json('whoami', shown)).toMatchObject({ user: BUYER, token: 'ci', roles: ['global-admin'] });
    expect((await world.run(BUY, shown)).code).toBe(0);
    expect((await world.json('terms history')).at(-1).by).toBe(BUYER);
    const beyond = await world.json('tokens create half --scopes read,manage');
    const asHalf = { env: { PARTNER_TOKEN: beyond.token } };
    const refused = await world.run('tokens create whole --scopes read,buy --json', asHalf);
    expect(refused.error()).toMatchObject({ code: 'TOKEN_REFUSED', scope: 'buy' });
    expect((await world.run('tokens create other --scopes read,manage', asHalf)).code).toBe(0);
    const readOnly = await world.json('tokens create look --scopes read');
    const shows = await world.json('whoami', { env: { PARTNER_TOKEN: readOnly.token } });
    expect(shows.can).toEqual(['look', 'see-orders']);
    const looking = { env: { PARTNER_TOKEN: readOnly.token } };
    expect((await world.run('actionpack autorenew off --json', looking)).error().code).toBe('TOKEN_REFUSED');
    await world.after(`users grant ${BUYER} billing-admin`, `users revoke ${BUYER} global-admin`);
    expect((await world.run('orders list', shown)).code).toBe(0);
    expect((await world.run('actionpack autorenew off --json', shown)).error()).toMatchObject({
      code: 'ROLE_REQUIRED',
      roles: ['billing-admin'],
    });
    await world.after(`users remove ${BUYER}`);
    expect((await world.run('status --json', shown)).error()).toMatchObject({
      code: 'TOKEN_REFUSED',
      fault: 'creator',
    });
  });
});

test('D18 who-can knows actions and commands, and guesses', async () => {
  const world = await member();
  const action = async (line: string) => (await world.json(`who-can ${line}`)).action;
  expect(await action('turn off')).toBe('turn-off');
  expect(await action('actionpack renew')).toBe('renew');
  expect(await action('subscribe')).toBe('buy');
  expect(await action('users grant')).toBe('manage-users');
  expect((await world.run('who-can renw --json')).error()).toMatchObject({ code: 'UNKNOWN_CHOICE', nearest: 'renew' });
  const all = await world.json<Answer[]>('who-can');
  expect(all.find((row) => row.action === 'assign-benefits')).toEqual({
    action: 'assign-benefits',
    roles: ['global-admin'],
    users: [ADMIN],
  });
});

test('J6 the last Global admin is told what makes another one: a user who is there, or one to add', async () => {
  const world = await member();
  const alone = (await world.run(`users remove ${ADMIN} --json`)).error();
  expect(alone).toMatchObject({ code: 'LAST_GLOBAL_ADMIN', try: ['partner users add ADDRESS --roles global-admin'] });
  await world.after(`users add ${BUYER}`);
  const lines = (await world.run(`users remove ${ADMIN} --json`)).error().try;
  expect(lines).toEqual([`partner users grant ${BUYER} global-admin`]);
  await world.after(String(lines[0]).replace('partner ', ''), `users remove ${ADMIN}`);
});

test('J6 the roles are said in French as the source page says them', async () => {
  const world = await member();
  const { stdout } = await world.run('users list --lang fr');
  expect(stdout).toContain('Administrateur général, Administrateur de compte, Administrateur partenaire MPN');
  const refused = await world.run(`users remove ${ADMIN} --lang fr`);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('dernier administrateur général');
});
