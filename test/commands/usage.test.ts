import { COMMANDS } from '../support/commands.js';
import { subscriber, Workplace, type Answer } from '../support/in-process.js';

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

test.each([
  'status --jsn',
  'actionpack autorenew of',
  'orders list --fields nosuch',
  'orders list --state payd',
  'config set lang de',
])('what is possible is in the help of the command, which is the line to try: partner %s', async (line) => {
  const command = line
    .split(' ')
    .slice(0, line.startsWith('status') ? 1 : 2)
    .join(' ');
  expect((await owner.run(`${line} --json`)).error().try).toEqual([`partner ${command} --help`]);
});

test('a variable of the environment that says what is none names the help of the command that met it', async () => {
  const { try: lines } = (await new Workplace().run('status --json', { env: { PARTNER_LANG: 'xx' } })).error();
  expect(lines).toEqual(['partner status --help']);
});

test.each([
  { line: 'offrs', code: 'UNKNOWN_COMMAND', given: 'offrs', nearest: 'offers' },
  { line: 'offers lst', code: 'UNKNOWN_COMMAND', given: 'offers lst', nearest: 'offers list' },
  { line: 'actionpack subscrbe --yes', code: 'UNKNOWN_COMMAND', nearest: 'actionpack subscribe' },
  { line: '--lang fr staus', code: 'UNKNOWN_COMMAND', given: 'staus', nearest: 'status' },
  { line: '--database /nowhere/x.db -o json statsu', code: 'UNKNOWN_COMMAND', given: 'statsu' },
  { line: 'subscribe', code: 'UNKNOWN_COMMAND', given: 'subscribe', nearest: 'actionpack subscribe' },
  { line: 'status --jsn', code: 'UNKNOWN_FLAG', given: '--jsn', nearest: '--json' },
  { line: 'actionpack subscribe --accept-term', code: 'UNKNOWN_FLAG', nearest: '--accept-terms' },
  { line: 'offers list --purchase', code: 'UNKNOWN_FLAG', nearest: '--purchased' },
  { line: 'status --company Contoso', code: 'UNKNOWN_FLAG', given: '--company' },
  {
    line: 'actionpack autorenew of',
    code: 'UNKNOWN_CHOICE',
    given: 'of',
    nearest: 'off',
    choices: ['off', 'on', 'status'],
  },
  { line: 'offers list --output jsn', code: 'UNKNOWN_CHOICE', of: '--output', nearest: 'json' },
  { line: 'actionpack subscribe --pay-by gold', code: 'UNKNOWN_CHOICE', of: '--pay-by', choices: ['card', 'transfer'] },
  { line: 'status --color alway', code: 'UNKNOWN_CHOICE', nearest: 'always' },
  { line: 'config set lang de', code: 'UNKNOWN_CHOICE', choices: ['en', 'fr'] },
  { line: 'offers show', code: 'ARGUMENT_MISSING', argument: 'offer', usage: 'partner offers show --help' },
  { line: 'config set lang', code: 'ARGUMENT_MISSING', argument: 'value' },
  { line: 'offers show action-pack please', code: 'ARGUMENT_UNEXPECTED', given: 'please' },
  { line: '--account 1234567 status now', code: 'ARGUMENT_UNEXPECTED', given: 'now' },
  { line: 'status --account', code: 'VALUE_MISSING', flag: '--account' },
  { line: 'status --database --quiet', code: 'VALUE_MISSING', flag: '--database' },
  { line: 'payment-methods add --token --default', code: 'VALUE_MISSING', flag: '--token' },
  { line: 'orders list --fields nosuch', code: 'UNKNOWN_CHOICE', of: '--fields', given: 'nosuch' },
  { line: 'orders list --fields stat', code: 'UNKNOWN_CHOICE', nearest: 'state' },
  { line: 'orders list --fields ,', code: 'VALUE_INVALID', of: '--fields' },
  { line: 'orders list --query [', code: 'VALUE_INVALID', of: '--query' },
  { line: 'clock set 2027-02-29', code: 'VALUE_INVALID', given: '2027-02-29' },
  { line: 'clock advance tomorrow', code: 'VALUE_INVALID', given: 'tomorrow' },
])('a usage error ends with 2 and one line of JSON: partner $line', async ({ line, ...facts }) => {
  const ran = await owner.run(`${line} --json`);
  expect(ran.error()).toMatchObject({ ...facts, exit: 2, rule: null });
  expect(ran.code).toBe(2);
});

test.each([
  { line: 'offers show action-pak', what: 'offer', nearest: 'action-pack' },
  { line: 'subscriptions subscribe gold-competence', what: 'offer', nearest: 'gold-competency' },
  { line: 'subscriptions show action-pck', what: 'subscription', nearest: 'action-pack' },
  { line: 'status --account 1234568', what: 'account', nearest: '1234567' },
  { line: 'account use 123456', what: 'account', nearest: '1234567' },
  { line: 'orders show {order}', what: 'order', nearest: '{nearOrder}' },
  { line: 'payment-methods default {method}', what: 'payment-method', nearest: '{nearMethod}' },
  { line: 'config get langue', what: 'setting', nearest: 'lang' },
  { line: 'help formating', what: 'topic', nearest: 'formatting' },
  { line: 'help errors NOT_A_MEMBR', what: 'error-code', nearest: 'NOT_A_MEMBER' },
  { line: 'terms show network-agreemnt', what: 'terms', nearest: 'network-agreement' },
  { line: 'join --programme mpn-2019', what: 'programme', nearest: 'mpn-2018' },
  { line: 'offers show zzz', what: 'offer', nearest: undefined },
])('an id that does not exist is answered with the nearest, exit 3: partner $line', async ({ line, what, nearest }) => {
  const [order] = await owner.json('orders list');
  const [method] = await owner.json('payment-methods list');
  const values: Record<string, string> = {
    order: `${order.id}0`,
    nearOrder: order.id,
    method: method.id.slice(0, -1),
    nearMethod: method.id,
  };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const ran = await owner.run(`${fill(line)} --json`);
  expect(ran.error()).toMatchObject({
    code: 'NOT_FOUND',
    exit: 3,
    what,
    ...(nearest === undefined ? {} : { nearest: fill(nearest) }),
  });
  expect('nearest' in ran.error()).toBe(nearest !== undefined);
});

test('an unknown setting in the environment or the configuration is named with its choices', async () => {
  expect((await owner.run('status --json', { env: { PARTNER_LANG: 'frr' } })).error()).toMatchObject({
    of: 'PARTNER_LANG',
    nearest: 'fr',
    choices: ['en', 'fr'],
  });
  const world = new Workplace();
  world.keep({ color: 'alway' });
  expect((await world.run('status --json')).error()).toMatchObject({
    code: 'UNKNOWN_CHOICE',
    of: 'color',
    nearest: 'always',
  });
  // What a flag says otherwise is not looked at.
  expect((await world.run('status --json --color never')).code).toBe(0);
});

describe('D19 a card number on a command line', () => {
  const NUMBER = '4000056655665556';
  const AMEX = '378282246310005';
  const lines: readonly (readonly string[])[] = [
    ['payment-methods', 'add', NUMBER],
    ['payment-methods', 'add', '--token', NUMBER],
    ['payment-methods', 'add', `--token=${NUMBER}`],
    ['payment-methods', 'add', '--token=4000 0566 5566 5556'],
    ['payment-methods', 'add', '--token=4000-0566-5566-5556'],
    ['payment-methods', 'add', '--token=4000.0566.5566.5556'],
    ['payment-methods', 'add', '4000', '0566', '5566', '5556'],
    ['payment-methods', 'add', '4000 0566 5566 5556 12/34 123'],
    ['payment-methods', 'add', `${NUMBER} 12/34 123`],
    ['payment-methods', 'add', 'card:3782 822463 10005'],
    ['config', 'set', 'account', AMEX],
    ['--account', AMEX, 'status'],
    ['actionpack', 'subscribe', `--card=${AMEX}`],
    [NUMBER],
    ['status', '--', NUMBER],
    ['--version', 'x', `(${NUMBER})`],
  ];

  test.each(lines.map((argv) => ({ argv })))('is refused and never echoed: $argv', async ({ argv }) => {
    const version = argv.includes('--version');
    for (const more of [[], ['--json'], ['--debug'], ['--lang', 'fr']]) {
      const world = new Workplace();
      const ran = await world.run([...more, ...argv]);
      expect(ran.code).toBe(version ? 0 : 2);
      expect(ran.stdout + ran.stderr).not.toMatch(/0566|5556|822463|10005/);
      expect(world.files().size).toBe(0);
      if (!version) expect(ran.stderr).toContain('CARD_NUMBER_IN_ARGUMENTS');
    }
  });

  test.each([
    'join --company Contoso --country FR --email a@b.example --mpn-id 4242424242 --accept-terms',
    'orders show ord_01M81J18G0AQDM0YMKY6CJARJB',
    'actionpack subscribe --review rev_378282246310005a',
    'clock set 2027-11-22',
    'clock advance 400d',
  ])('is no other number: partner %s', async (line) => {
    expect((await new Workplace().run(line)).stderr).not.toContain('CARD_NUMBER_IN_ARGUMENTS');
  });

  test('is found on standard input of no other command', async () => {
    const world = await subscriber();
    const ran = await world.run('payment-methods add --card-stdin', { stdin: '4000056655665556 13/34 123' });
    expect(ran.code).toBe(5);
    expect(ran.stderr).not.toContain('4000056655665556');
  });
});

describe('help', () => {
  test('of the program names every noun and its verbs, that of a command every flag', async () => {
    const world = new Workplace();
    const { stdout } = await world.run('--help');
    for (const word of COMMANDS.flatMap(({ path }) => path.split(' ').slice(0, 2))) expect(stdout).toContain(word);
    for (const command of COMMANDS.filter(({ path }) => path !== '')) {
      const page = await world.run([...command.path.split(' '), '--help']);
      expect(page).toMatchObject({ code: 0, stderr: '' });
      for (const { name } of command.flags ?? []) expect(page.stdout).toContain(`--${name}`);
      for (const example of command.examples)
        expect(page.stdout.replace(/\s+/g, ' ')).toContain(`partner ${example}`.trim());
    }
  });

  test.each(['en', 'fr'])(
    'of the program, each command and each group has words for all that is in it: %s',
    async (lang) => {
      const world = new Workplace();
      const paths = COMMANDS.map(({ path }) => path.split(' '));
      const groups = paths.flatMap((words) => words.slice(1).map((_, index) => words.slice(0, index + 1).join(' ')));
      for (const path of new Set(['', ...groups, ...COMMANDS.map((command) => command.path)])) {
        const { code, stdout } = await world.run([...path.split(' ').filter(Boolean), '--help', '--lang', lang]);
        expect([path, code, /undefined|\[object/.exec(stdout)?.[0] ?? null]).toEqual([path, 0, null]);
        // What it is about stands before how it is called.
        expect([path, /^\S.+\n(\S.*\n)?\n\S/.test(stdout)]).toEqual([path, true]);
      }
    },
  );

  test.each([
    { path: 'adopt', flag: 'evidence', says: 'an invoice', not: 'certified-people' },
    { path: 'adopt', flag: 'autorenew', says: 'vendor', not: 'request' },
    { path: 'orders record', flag: 'amount', says: 'vendor', not: 'came' },
    { path: 'orders confirm-transfer', flag: 'amount', says: 'came', not: 'vendor' },
    { path: 'support new', flag: 'autorenew', says: 'request', not: 'vendor' },
  ])('of $path speaks of its own --$flag', async ({ path, flag, says, not }) => {
    const commands = await new Workplace().json<Answer[]>('commands');
    const { flags } = commands.find(({ command }) => command === `partner ${path}`) ?? {};
    const { summary } = flags.find(({ name }: Answer) => name === `--${flag}`);
    expect([summary.includes(says), summary.includes(not)]).toEqual([true, false]);
  });

  test('of a group is printed where its verb is missing', async () => {
    const ran = await new Workplace().run('offers');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('offers show');
  });

  test('has every topic in both forms', async () => {
    const world = new Workplace();
    for (const { topic } of await world.json<{ topic: string }[]>('help')) {
      const [people, script] = [await world.run(`help ${topic}`), await world.run(`help ${topic} --json`)];
      expect([people.code, script.code]).toEqual([0, 0]);
      expect(people.stdout.length).toBeGreaterThan(50);
      expect(script.json()).toBeTruthy();
    }
  });
});

test('--version prints the version and nothing else, before or after anything', async () => {
  for (const line of ['--version', 'status --version', '--json --version']) {
    expect(await new Workplace().run(line)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  }
});

test.each([['offers', 'show'], ['orders', 'show'], ['clock', 'set'], ['status', '--account'], []])(
  'a whole file given in place of a word is not printed back: partner %s %s',
  async (...words) => {
    const given = 'é'.repeat(50_000);
    const people = await owner.run([...words, given]);
    expect([people.code > 0, people.stderr.length < 1000]).toEqual([true, true]);
    expect((await owner.run([...words, given, '--json'])).error()).toMatchObject({
      given,
      message: expect.stringContaining(`${'é'.repeat(100)}…`),
    });
  },
);

test('all the words that are missing are named at once, and none that was given', async () => {
  const nothing = await owner.run('config set --json');
  expect(nothing.error()).toMatchObject({ code: 'ARGUMENT_MISSING', argument: 'key', missing: ['<key>', '<value>'] });
  expect((await owner.run('config set lang --json')).error()).toMatchObject({ missing: ['<value>'] });
  expect((await owner.run('benefits assign')).stderr).toContain('Error: Missing: <benefit> and <user>.\n');
  expect((await owner.run('benefits assign --lang fr')).stderr).toContain('Il manque <benefit> et <user>.\n');
  expect((await owner.run('config set lang')).stderr).toContain('Error: Missing: <value>.\n');
});

test.each([
  ['users frobnicate', 'partner users --help'],
  ['renewals schedule frobnicate', 'partner renewals schedule --help'],
  ['frobnicate', 'partner --help'],
])('partner %s: where nothing is near, the help of what was understood', async (line, help) => {
  const error = (await owner.run(`${line} --json`)).error();
  expect(error).toMatchObject({ code: 'UNKNOWN_COMMAND', exit: 2, try: [help] });
  expect((await owner.run(help.replace('partner ', ''))).code).toBe(0);
});

test('an argument that is empty is one that is missing', async () => {
  const taking = COMMANDS.map(({ path, arguments: all = [] }) => ({ path, all: all.filter((one) => one.required) }));
  expect(taking.filter(({ all }) => all.length > 0).length).toBeGreaterThan(20);
  for (const { path, all } of taking)
    for (const { name } of all) {
      const words = all.map((one) => (one.name === name ? ' ' : (one.choices?.[0] ?? 'x')));
      const error = (await owner.run([...path.split(' '), ...words, '--json'])).error();
      const missing = { code: 'ARGUMENT_MISSING', exit: 2, argument: name, usage: `partner ${path} --help` };
      expect(error).toMatchObject(missing);
    }
});

test('commands --json names everything that can be typed, as help does', async () => {
  const all = await owner.json('commands');
  expect(all.map(({ command }: Answer) => command)).toEqual(
    COMMANDS.map(({ path }) => (path === '' ? 'partner' : `partner ${path}`)),
  );
  const flag = all[0].flags.find(({ name }: Answer) => name === '--output');
  expect(flag).toMatchObject({ short: '-o', takesValue: 'yes', choices: ['table', 'json', 'csv', 'tsv'] });
  const { flags } = all.find(({ command }: Answer) => command === 'partner actionpack subscribe');
  expect(flags).toContainEqual(expect.objectContaining({ name: '--accept-terms', takesValue: 'optional' }));
  expect((await owner.run('commands -o csv')).stdout).toContain('partner renewals run,');
});
