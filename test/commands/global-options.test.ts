import { GLOBAL_FLAGS } from '../../src/cli/global-flags.js';
import { BUY, member, subscriber, Workplace } from '../support/in-process.js';
import { ofFiles } from '../support/ledgers.js';

let owner: Workplace;
beforeAll(async () => {
  owner = await subscriber();
});

const ESCAPE = '\u001B[';

describe('every global option', () => {
  const tried: Readonly<
    Record<string, { words: readonly string[]; shows: (world: Workplace, words: readonly string[]) => Promise<void> }>
  > = {
    account: { words: ['--account', '1234567'], shows: prints(/Action Pack/) },
    database: { words: ['--database', '/nowhere/at/all.db'], shows: prints(/No company has joined/) },
    gateway: { words: ['--gateway', 'sandbox'], shows: prints(/Action Pack/) },
    user: { words: ['--user', 'admin@contoso.example'], shows: prints(/Action Pack/) },
    output: { words: ['-o', 'tsv'], shows: prints(/^acc_\w+\t1234567\tContoso\t/) },
    json: { words: ['--json'], shows: prints(/^\{\n {2}"account"/) },
    excel: { words: ['--excel'], shows: prints(/^\uFEFFaccount\.id,account\.mpnId/) },
    fields: { words: ['--fields', 'account.mpnId'], shows: prints(/^1234567\n$/) },
    query: { words: ['--query', 'subscriptions[0].anniversary'], shows: prints(/^2027-11-22\n$/) },
    yes: { words: ['-y'], shows: prints(/Action Pack/) },
    'no-input': { words: ['--no-input'], shows: prints(/Action Pack/) },
    'dry-run': { words: ['--dry-run', '--json'], shows: prints(/^\{\n {2}"dryRun": true,/) },
    'trust-clock': { words: ['--trust-clock'], shows: prints(/Action Pack/) },
    quiet: { words: ['--quiet'], shows: prints(/Action Pack/) },
    verbose: { words: ['-v'], shows: mentions((world) => world.database) },
    debug: { words: ['--debug'], shows: prints(/Action Pack/) },
    color: { words: ['--color', 'always'], shows: prints(/Action Pack/) },
    'no-color': { words: ['--no-color'], shows: prints(/Action Pack/) },
    'no-pager': { words: ['--no-pager'], shows: prints(/Action Pack/) },
    lang: { words: ['--lang', 'fr'], shows: prints(/renouvellement automatique/) },
    help: { words: ['--help'], shows: prints(/partner status --json/) },
    version: { words: ['--version'], shows: prints(/^\d+\.\d+\.\d+\n$/) },
  };

  function prints(wanted: RegExp) {
    return async (world: Workplace, words: readonly string[]) =>
      expect((await world.run(words)).stdout).toMatch(wanted);
  }
  function mentions(wanted: (world: Workplace) => string) {
    return async (world: Workplace, words: readonly string[]) =>
      expect((await world.run(words)).stderr).toContain(wanted(world));
  }

  test('is tried here', () => expect(Object.keys(tried)).toEqual(GLOBAL_FLAGS.map(({ name }) => name)));

  test.each(Object.entries(tried))('--%s works before and after the command', async (_name, { words, shows }) => {
    await shows(owner, [...words, 'status']);
    await shows(owner, ['status', ...words]);
  });

  test('stands between the words of a command as well', async () => {
    const ran = await owner.run('--lang fr offers --json list --available --fields id');
    expect(ran.json()).toEqual([{ id: 'silver-competency' }, { id: 'gold-competency' }]);
  });

  test('takes its value after = and, where it is short, without a space', async () => {
    expect((await owner.run('status --output=json')).json()).toMatchObject({ account: {} });
    expect((await owner.run('status -ojson')).json()).toMatchObject({ account: {} });
    expect((await owner.run('-yqo json status')).json()).toMatchObject({ account: {} });
  });
});

describe('flag > environment > configuration > default', () => {
  const inFrench = /renouvellement/;
  const inEnglish = /automatic renewal/;

  test('lang', async () => {
    const world = owner.copy();
    expect((await world.run('status')).stdout).toMatch(inEnglish);
    expect((await world.run('status', { env: { LANG: 'fr_FR.UTF-8' } })).stdout).toMatch(inFrench);
    expect((await world.run('status', { env: { LANG: 'fr_FR.UTF-8', LC_ALL: 'en_GB.UTF-8' } })).stdout).toMatch(
      inEnglish,
    );
    await world.after('config set lang fr');
    expect((await world.run('status')).stdout).toMatch(inFrench);
    expect((await world.run('status', { env: { PARTNER_LANG: 'en', LC_ALL: 'fr_FR' } })).stdout).toMatch(inEnglish);
    expect((await world.run('status --lang fr', { env: { PARTNER_LANG: 'en' } })).stdout).toMatch(inFrench);
  });

  test('output', async () => {
    const world = owner.copy();
    await world.after('config set output tsv');
    const starts = async (line: string, env = {}) => (await world.run(line, { env })).stdout.slice(0, 8);
    expect(await starts('account show')).toMatch(/^acc_/);
    expect(await starts('account show', { PARTNER_OUTPUT: 'csv' })).toBe('id,mpnId');
    expect(await starts('account show -o json', { PARTNER_OUTPUT: 'csv' })).toBe('{\n  "id"');
    expect(await starts('account show --json', { PARTNER_OUTPUT: 'csv' })).toBe('{\n  "id"');
    expect(await starts('account show -o table', { PARTNER_OUTPUT: 'csv' })).toBe('Company\t');
  });

  test('output holds for errors', async () => {
    const world = new Workplace();
    expect((await world.run('orders list', { env: { PARTNER_OUTPUT: 'csv' } })).error()).toMatchObject({
      code: 'NOT_A_MEMBER',
    });
    expect((await world.run('orders lst', { env: { PARTNER_OUTPUT: 'json' } })).error()).toMatchObject({
      code: 'UNKNOWN_COMMAND',
    });
    world.keep('not json at all');
    expect((await world.run('status', { env: { PARTNER_OUTPUT: 'json' } })).error()).toMatchObject({
      code: 'CONFIG_INVALID',
      exit: 2,
    });
    expect((await world.run('status -ojson')).error()).toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('account', async () => {
    const world = await owner
      .copy()
      .after('join --company Fabrikam --country DE --email a@b.example --mpn-id 7654321 --accept-terms');
    const whose = async (line: string, env = {}) => (await world.json(line, { env })).company;
    await world.after('config set account 1234567');
    expect(await whose('account show')).toBe('Contoso');
    expect(await whose('account show', { PARTNER_ACCOUNT: '7654321' })).toBe('Fabrikam');
    expect(await whose('account show --account 1234567', { PARTNER_ACCOUNT: '7654321' })).toBe('Contoso');
  });

  ofFiles.test('database', async () => {
    const world = owner.copy();
    const [kept, named, said] = ['kept', 'named', 'said'].map((name) => `${world.home}/${name}.db`);
    const where = async (line: string, env = {}) => (await world.json(line, { env })).path;
    expect(await where('db path')).toBe(world.ledgerFile);
    await world.after(`config set database ${kept}`);
    expect(await where('db path')).toBe(kept);
    expect(await where('db path', { PARTNER_DATABASE: named })).toBe(named);
    expect(await where(`db path --database ${said}`, { PARTNER_DATABASE: named })).toBe(said);
  });

  test('color', async () => {
    const world = owner.copy();
    const coloured = async (line: string, env = {}) =>
      (await world.run(line, { env, terminal: { stdout: true } })).stdout.includes(ESCAPE);
    expect(await coloured('status')).toBe(true);
    await world.after('config set color never');
    expect(await coloured('status')).toBe(false);
    expect(await coloured('status', { PARTNER_COLOR: 'always' })).toBe(true);
    expect(await coloured('status --color never', { PARTNER_COLOR: 'always' })).toBe(false);
    expect(await coloured('status --no-color', { PARTNER_COLOR: 'always' })).toBe(false);
  });

  test('prompts has no flag', async () => {
    const world = new Workplace();
    const origin = async (env = {}) => (await world.json('config get prompts', { env })).origin;
    expect(await origin()).toBe('default');
    await world.after('config set prompts plain');
    expect(await origin()).toBe('configuration');
    expect(await origin({ PARTNER_PROMPTS: 'menu' })).toBe('environment');
  });

  ofFiles.test('the origin of each is shown', async () => {
    const world = new Workplace();
    world.keep({ prompts: 'plain', lang: 'fr', account: '1' });
    const list = await world.json('config list --show-origin --lang en', { env: { PARTNER_ACCOUNT: '2' } });
    expect(list).toEqual([
      { key: 'accessible', value: 'off', origin: 'default' },
      { key: 'account', value: '2', origin: 'environment' },
      { key: 'color', value: 'auto', origin: 'default' },
      { key: 'csv', value: 'plain', origin: 'default' },
      { key: 'database', value: null, origin: 'default' },
      { key: 'gateway', value: null, origin: 'default' },
      { key: 'input', value: 'auto', origin: 'default' },
      { key: 'lang', value: 'en', origin: 'flag' },
      { key: 'output', value: expect.any(String), origin: expect.any(String) },
      { key: 'prompts', value: 'plain', origin: 'configuration' },
      { key: 'reminder-days', value: null, origin: 'default' },
      { key: 'smtp-from', value: null, origin: 'default' },
      { key: 'user', value: null, origin: 'default' },
      { key: 'webhook-format', value: 'json', origin: 'default' },
    ]);
  });
});

describe('F8 colour is decided for each stream', () => {
  const streams = async (env: Record<string, string>, terminal: { stdout?: boolean; stderr?: boolean }) => {
    const ran = await owner.run('status', { env, terminal });
    const refused = await owner.run('actionpack renew', { env, terminal });
    return { stdout: ran.stdout.includes(ESCAPE), stderr: refused.stderr.includes(ESCAPE) };
  };

  test.each([
    { env: {}, terminal: {}, stdout: false, stderr: false },
    { env: {}, terminal: { stdout: true }, stdout: true, stderr: false },
    { env: {}, terminal: { stderr: true }, stdout: false, stderr: true },
    { env: { NO_COLOR: '1' }, terminal: { stdout: true, stderr: true }, stdout: false, stderr: false },
    { env: { NO_COLOR: '' }, terminal: { stdout: true }, stdout: true, stderr: false },
    { env: { TERM: 'dumb' }, terminal: { stdout: true, stderr: true }, stdout: false, stderr: false },
    { env: { FORCE_COLOR: '1' }, terminal: {}, stdout: true, stderr: true },
    { env: { FORCE_COLOR: '1', TERM: 'dumb' }, terminal: { stdout: true }, stdout: true, stderr: true },
    { env: { FORCE_COLOR: '0' }, terminal: { stdout: true }, stdout: false, stderr: false },
    { env: { CLICOLOR_FORCE: '1' }, terminal: {}, stdout: true, stderr: true },
    { env: { CLICOLOR: '0' }, terminal: { stdout: true }, stdout: false, stderr: false },
    { env: { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, terminal: { stdout: true }, stdout: false, stderr: false },
  ])('$env $terminal', async ({ env, terminal, stdout, stderr }) => {
    expect(await streams(env as Record<string, string>, terminal)).toEqual({ stdout, stderr });
  });

  test('machine output holds no colour even where it is forced', async () => {
    const env = { FORCE_COLOR: '3' };
    for (const line of ['status --json', 'orders list -o csv', 'orders list -o tsv']) {
      expect((await owner.run(line, { env, terminal: { stdout: true } })).stdout).not.toContain(ESCAPE);
    }
    expect((await owner.run('actionpack renew --json', { env })).error().code).toBe('WINDOW_NOT_OPEN');
  });
});

describe('the forms of a result', () => {
  test('a pipe gets tabs, no heading, nothing cut, whatever the width of the terminal', async () => {
    const { stdout } = await owner.run('orders list', { terminal: { columns: 20 } });
    const [line, ...more] = stdout.trimEnd().split('\n');
    expect(more).toEqual([]);
    expect(line?.split('\t')).toEqual([
      expect.stringMatching(/^ord_\w{26}$/),
      'purchase',
      'Microsoft Action Pack',
      '475.00 USD',
      'paid',
      '2026-11-22',
      '2026-000001',
    ]);
  });

  test('a terminal gets a heading and no line wider than itself', async () => {
    for (const columns of [50, 80]) {
      const { stdout } = await owner.run('offers list --no-color', { terminal: { stdout: true, columns } });
      expect(stdout).toContain('OFFER');
      for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(columns);
    }
  });

  test('csv has a header, CRLF and quoted cells; a text that a spreadsheet would run is made harmless', async () => {
    const world = new Workplace();
    await world.run([
      'join',
      '--company',
      '=HYPERLINK("http://x.example","Contoso, SARL")',
      '--country',
      'FR',
      '--email',
      'a@b.example',
      '--mpn-id',
      '1234567',
      '--accept-terms',
    ]);
    const { stdout } = await world.run('account list -o csv --fields company,mpnId');
    expect(stdout).toBe('company,mpnId\r\n"\'=HYPERLINK(""http://x.example"",""Contoso, SARL"")",1234567\r\n');
  });

  test('csv has the columns of the command even where there is no row, tsv values alone', async () => {
    const world = await member();
    expect((await world.run('orders list -o csv')).stdout).toMatch(
      /^id,kind,offer,state,total\.amount,total\.currency,.*\r\n$/,
    );
    expect((await world.run('payment-methods list -o csv')).stdout).toBe('id,brand,last4,goodTo,isDefault,holder\r\n');
    expect((await world.run('payment-methods list -o tsv')).stdout).toBe('');
  });

  test('money is two columns', async () => {
    const { stdout } = await owner.run('offers list -o csv --available');
    expect(stdout.split('\r\n')[0]).toContain('status,price.amount,price.currency,');
    expect(stdout.split('\r\n')[1]).toContain(',available,167000,USD,');
  });

  test('fields are picked and ordered in every form, a query comes first', async () => {
    expect((await owner.run('orders list --fields state,id -o tsv')).stdout).toMatch(/^paid\tord_\w+\n$/);
    expect((await owner.run('orders list --fields state,total.amount')).stdout).toBe('paid\t47500\n');
    expect(await owner.json('offers list --query [?eligible==`false`].{id:id,status:status} --fields id')).toEqual([
      { id: 'network' },
      { id: 'action-pack' },
      { id: 'silver-competency' },
      { id: 'gold-competency' },
    ]);
    expect((await owner.run('offers list --query length(@)')).stdout).toBe('4\n');
    expect((await owner.run('offers list --query nothing')).stdout).toBe('');
  });
});

describe('-q', () => {
  test('leaves the result and errors alone on the streams', async () => {
    const world = await owner.copy().after('clock advance 1d');
    expect(await world.run('status -q')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('Action Pack'),
    });
    expect((await world.run('actionpack renew -q')).stderr).toMatch(/^Error: /);
    expect((await world.run('actionpack renew -q --json')).error()).toMatchObject({
      code: 'WINDOW_NOT_OPEN',
      clock: '2026-11-23',
    });
  });
});

describe('G12 --review HASH', () => {
  async function reviewed(world: Workplace): Promise<string> {
    const { review } = await world.json('actionpack subscribe --dry-run');
    expect(review).toMatch(/^rev_[0-9a-f]{16}$/);
    return review;
  }

  test('buys what was shown', async () => {
    const world = await (await member()).after('payment-methods add --token pm_card_visa');
    const review = await reviewed(world);
    expect(await reviewed(world)).toBe(review);
    expect(await world.json(`${BUY} --review ${review}`)).toMatchObject({ order: { state: 'paid' } });
  });

  test('also where the buyer joins with the purchase', async () => {
    const world = new Workplace();
    const who = '--company Contoso --country FR --email a@b.example --mpn-id 1234567 --token pm_card_visa';
    const { review, account } = await world.json(`actionpack subscribe ${who} --dry-run`);
    expect(account).toMatchObject({ mpnId: '1234567', joins: true });
    expect(await world.json(`${BUY} ${who} --review ${review}`)).toMatchObject({ order: { state: 'paid' } });
  });

  test.each([
    { moved: 'another card', line: '--token pm_card_mastercard', options: {} },
    { moved: 'another day', line: '', options: { now: '2026-11-23' } },
  ])('stops with 7 where anything moved: $moved', async ({ line, options }) => {
    const world = await (await member()).after('payment-methods add --token pm_card_visa');
    const review = await reviewed(world);
    const before = world.files();
    const ran = await world.run(`${BUY} --review ${review} ${line} --json`, options);
    expect(ran.error()).toMatchObject({ code: 'CHANGED_SINCE_REVIEW', exit: 7, given: review });
    expect((await world.json('orders list')).length).toBe(0);
    expect(
      [...world.files()].filter(([path, bytes]) => path === world.ledgerFile && before.get(path) !== bytes),
    ).toEqual([]);
  });

  test('G12 the command to copy keeps the review that a missing answer would otherwise lose', async () => {
    const world = await (await member()).after('payment-methods add --token pm_card_visa');
    const review = await reviewed(world);
    const { command } = (await world.run(`actionpack subscribe --accept-terms --review ${review} --json`)).error();
    expect(command).toContain(`--review ${review} --yes`);
  });

  test('G12 the command to copy shows what the review would be now', async () => {
    const world = await (await member()).after('payment-methods add --token pm_card_visa');
    const { now, try: lines } = (await world.run(`${BUY} --review 0 --json`)).error();
    expect(lines).toEqual([expect.stringMatching(/^partner actionpack subscribe .*--dry-run$/)]);
    const shown = await world.json(String(lines[0]).replace('partner ', ''));
    expect(shown).toMatchObject({ dryRun: true, review: now });
  });

  test('the hash that the error names is the one that buys', async () => {
    const world = await (await member()).after('payment-methods add --token pm_card_visa');
    const error = (await world.run(`${BUY} --review 0 --json`)).error();
    expect(await world.json(`${BUY} --review ${String(error['now'])}`)).toMatchObject({ order: { state: 'paid' } });
  });

  test('a dry run holds itself to an earlier review', async () => {
    const world = await (await member()).after('payment-methods add --token pm_card_visa');
    const review = await reviewed(world);
    expect((await world.run(`actionpack subscribe --dry-run --review ${review}`)).code).toBe(0);
    expect(
      (await world.run(`actionpack subscribe --dry-run --review ${review} --json`, { now: '2026-11-23' })).error(),
    ).toMatchObject({ exit: 7 });
  });
});

describe('a result that cannot be cut as asked', () => {
  test.each(['--query [', '--fields ,'])('%s is refused before anything is done', async (cut) => {
    const world = await member();
    const before = world.files();
    const ran = await world.run(`payment-methods add --token pm_card_visa --json ${cut}`);
    expect([ran.code, ran.error().code]).toEqual([2, 'VALUE_INVALID']);
    expect(world.files()).toEqual(before);
  });

  test.each(['--query abs(order.id)', '--fields order.idd'])(
    'R11 a purchase that %s does not suit is confirmed all the same, and shown whole',
    async (cut) => {
      const world = await (await member()).after('payment-methods add --token pm_card_visa');
      const ran = await world.run(`${BUY} --json ${cut}`);
      expect(ran.code).toBe(0);
      expect(ran.json()).toMatchObject({ order: { state: 'paid' }, subscription: { state: 'active' } });
      expect(ran.stderr).toContain('What was asked for is done; its result is shown whole.');
      expect((await world.run(`orders list --json ${cut}`)).code).toBe(2);
    },
  );

  test('a run that charged keeps its own exit code', async () => {
    const world = await (await subscriber()).after('payment-methods add --token pm_card_chargeCustomerFail --default');
    const ran = await world.run('renewals run --yes --json --query abs(asOf)', { now: '2027-11-22' });
    expect(ran.code).toBe(8);
    expect(ran.json()).toMatchObject({ declined: 1 });
  });
});
