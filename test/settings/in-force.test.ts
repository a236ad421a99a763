import { Stop, type Problem } from '../../src/errors.js';
import { aloudOn, KEPT, type Settings } from '../../src/settings/settings.js';
import { firstGlance, settingsInForce } from '../../src/settings/in-force.js';

const DEFAULTS: Settings = {
  account: undefined,
  accountFrom: 'default',
  database: undefined,
  gateway: undefined,
  user: undefined,
  output: 'table',
  csv: 'plain',
  fields: undefined,
  query: undefined,
  yes: false,
  input: 'auto',
  dryRun: false,
  trustClock: false,
  verbosity: 'normal',
  color: 'auto',
  pager: true,
  lang: 'en',
  locale: undefined,
  prompts: 'menu',
  accessible: 'off',
  reminderDays: undefined,
  smtpFrom: undefined,
  webhookFormat: 'json',
};

/** For each kept setting, a value for every place it may come from. */
const PLACES: Readonly<Record<string, readonly [flag: string, environment: string, configuration: string]>> = {
  accessible: ['', 'on', 'off'],
  account: ['1111111', '2222222', '3333333'],
  color: ['always', 'never', 'auto'],
  csv: ['', 'excel', 'plain'],
  database: ['/a.db', '/b.db', '/c.db'],
  gateway: ['none', 'sandbox', 'none'],
  input: ['', 'never', 'auto'],
  lang: ['fr', 'en', 'fr'],
  output: ['json', 'csv', 'tsv'],
  prompts: ['', 'plain', 'menu'],
  'reminder-days': ['', '90,60', '30'],
  'smtp-from': ['', 'ours@contoso.example', 'mine@contoso.example'],
  user: ['a@contoso.example', 'b@contoso.example', 'c@contoso.example'],
  'webhook-format': ['', 'slack', 'teams'],
};

const fieldOf = (key: string) => key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Settings;

function problem(...sources: Parameters<typeof settingsInForce>): Problem {
  try {
    settingsInForce(...sources);
  } catch (error) {
    if (error instanceof Stop) return error.problem;
    throw error;
  }
  throw new Error('these settings are in order');
}

describe('J0 a value comes from the flag, else the environment, else the configuration, else the default', () => {
  test('J0 nothing said: the defaults', () => expect(settingsInForce({}, {}, {})).toEqual(DEFAULTS));

  test('J0 every kept setting is tried here', () => expect(Object.keys(PLACES)).toEqual(KEPT.map(({ key }) => key)));

  test.each(KEPT.map((row) => [row.key, row] as const))('J0 %s', (key, row) => {
    const [flag, variable, kept] = PLACES[key] ?? ['', '', ''];
    const flags = row.flag === undefined ? {} : { [row.flag]: flag };
    const environment = { [row.environment]: variable };
    const configuration = { [key]: kept };
    if (row.flag !== undefined) expect(settingsInForce(flags, environment, configuration)[fieldOf(key)]).toBe(flag);
    expect(settingsInForce({}, environment, configuration)[fieldOf(key)]).toBe(variable);
    expect(settingsInForce({}, {}, configuration)[fieldOf(key)]).toBe(kept);
    expect(settingsInForce({}, {}, {})[fieldOf(key)]).toBe(DEFAULTS[fieldOf(key)]);
    // Empty counts as absent, save where another value would make somebody else act, or elsewhere.
    const empty = { [row.environment]: '' };
    if (['account', 'database', 'gateway', 'user'].includes(key)) {
      expect(problem({}, empty, configuration)).toEqual({ code: 'VARIABLE_EMPTY', variable: row.environment });
      expect(settingsInForce(flags, empty, configuration)[fieldOf(key)]).toBe(flag);
    } else expect(settingsInForce({}, empty, configuration)[fieldOf(key)]).toBe(kept);
    expect(settingsInForce({}, {}, { [key]: '' })[fieldOf(key)]).toBe(DEFAULTS[fieldOf(key)]);
  });

  test.each([
    [{ output: 'jsn' }, {}, {}, '--output'],
    [{}, { PARTNER_OUTPUT: 'jsn' }, {}, 'PARTNER_OUTPUT'],
    [{}, {}, { output: 'jsn' }, 'output'],
  ])('J0 a value that is none says where it is from: %j %j %j', (flags, environment, configuration, of) => {
    expect(problem(flags, environment, configuration)).toMatchObject({
      code: 'UNKNOWN_CHOICE',
      of,
      given: 'jsn',
      choices: ['table', 'json', 'csv', 'tsv'],
    });
  });
});

describe('J0 the flags that are short for others', () => {
  test.each<[string, Parameters<typeof settingsInForce>[0], Partial<Settings>]>([
    ['--json is --output json', { json: true, output: 'csv' }, { output: 'json' }],
    ['--excel is --output csv for Excel', { excel: true }, { output: 'csv', csv: 'excel' }],
    ['--no-color is --color never', { 'no-color': true, color: 'always' }, { color: 'never' }],
    ['--no-input', { 'no-input': true }, { input: 'never' }],
    ['--yes', { yes: true }, { yes: true }],
    ['--trust-clock', { 'trust-clock': true }, { trustClock: true }],
    ['--dry-run', { 'dry-run': true }, { dryRun: true }],
    ['--fields', { fields: ' id, name ,id' }, { fields: ['id', 'name'] }],
    ['--query', { query: '[0]' }, { query: '[0]' }],
    ['--quiet', { quiet: true }, { verbosity: 'quiet' }],
    ['--verbose', { verbose: true }, { verbosity: 'verbose' }],
    ['--debug before --quiet', { debug: true, quiet: true }, { verbosity: 'debug' }],
    ['--quiet before --verbose', { quiet: true, verbose: true }, { verbosity: 'quiet' }],
  ])('J0 %s', (_, flags, expected) => expect(settingsInForce(flags, {}, {})).toEqual({ ...DEFAULTS, ...expected }));

  test.each([
    [{ LANG: 'fr_FR.UTF-8' }, 'fr'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'fr_CA' }, 'fr'],
    [{ LC_ALL: 'C', LC_MESSAGES: 'fr_FR', LANG: 'fr_FR' }, 'en'],
    [{ LC_ALL: '', LANG: 'fr' }, 'fr'],
    [{ LANG: 'frp_FR' }, 'en'],
    [{ LANG: 'de_DE' }, 'en'],
    [{ LANG: 'fr_FR', PARTNER_LANG: 'en' }, 'en'],
  ])('J0 the language of %j is %s', (environment, lang) =>
    expect(settingsInForce({}, environment, {}).lang).toBe(lang),
  );
});

test.each<[Parameters<typeof settingsInForce>[0], Readonly<Record<string, string>>, string | undefined]>([
  [{}, {}, undefined],
  [{}, { LANG: 'de_DE.UTF-8' }, 'de-DE'],
  [{}, { LANG: 'en_US.UTF-8', LC_NUMERIC: 'fr_CA@euro' }, 'fr-CA'],
  [{}, { LC_ALL: 'C.UTF-8', LANG: 'de_DE' }, 'en'],
  [{ lang: 'fr' }, { LANG: 'en_US.UTF-8' }, 'fr'],
  [{}, { LANG: 'en_US.UTF-8', PARTNER_LANG: 'fr' }, 'fr'],
])('F8 a spreadsheet is set up as the locale says: %j %j is %s', (flags, environment, locale) =>
  expect(settingsInForce(flags, environment, {}).locale).toBe(locale),
);

describe('J0 a first glance at a command line that may be none', () => {
  test.each<[string, object]>([
    ['', {}],
    ['status', {}],
    ['--lang fr sttus', { lang: 'fr' }],
    ['sttus --lang=fr', { lang: 'fr' }],
    ['-o json x', { output: 'json' }],
    ['-ojson x', { output: 'json' }],
    ['--output csv --no-color', { output: 'csv', 'no-color': true }],
    ['--json --debug --no-input', { json: true, debug: true, 'no-input': true }],
    ['--color always', { color: 'always' }],
    ['x --lang', { lang: '' }],
    ['x -- --json', {}],
    ['--excel x', { excel: true }],
    ['--jsonx --languages fr', {}],
  ])('J0 `%s`', (line, flags) => expect(firstGlance(line.split(' ').filter((word) => word !== ''))).toEqual(flags));
});

describe('F8 a variable that is a switch says one value by being set, and another by what says no', () => {
  test.each([
    ['PARTNER_NO_INPUT', '1', { input: 'never' }],
    ['PARTNER_NO_INPUT', 'true', { input: 'never' }],
    ['PARTNER_NO_INPUT', '0', { input: 'auto' }],
    ['PARTNER_NO_INPUT', '', { input: 'auto' }],
    ['PARTNER_ACCESSIBLE', '1', { accessible: 'on', prompts: 'plain' }],
    ['ACCESSIBLE', 'yes', { accessible: 'on', prompts: 'plain' }],
    ['ACCESSIBLE', 'false', { accessible: 'off', prompts: 'menu' }],
    ['PARTNER_ACCESSIBLE', 'off', { accessible: 'off', prompts: 'menu' }],
  ] as const)('F8 %s=%s', (variable, value, expected) =>
    expect(settingsInForce({}, { [variable]: value }, {})).toEqual({ ...DEFAULTS, ...expected }),
  );

  test('F8 off in the environment wins over on that is kept, and what is kept holds otherwise', () => {
    expect(settingsInForce({}, { PARTNER_ACCESSIBLE: '0' }, { accessible: 'on' }).accessible).toBe('off');
    expect(settingsInForce({}, {}, { accessible: 'on' }).accessible).toBe('on');
    expect(settingsInForce({}, {}, { input: 'never' }).input).toBe('never');
    expect(settingsInForce({ 'no-input': true }, {}, { input: 'auto' }).input).toBe('never');
  });

  test('F8 a screen is in ASCII where the locale is not one of UTF-8, on a machine that goes by it', () => {
    const on = (env: object, platform: NodeJS.Platform = 'linux') =>
      aloudOn({ accessible: 'on' }, { env: { ...env }, platform });
    expect(on({ LANG: 'fr_FR.UTF-8' })).toBe('as-it-is');
    expect(on({ LANG: 'en_GB.utf8', LC_ALL: 'C' })).toBe('in-ascii');
    expect(on({})).toBe('in-ascii');
    expect(on({}, 'win32')).toBe('as-it-is');
    expect(aloudOn({ accessible: 'off' }, { env: {}, platform: 'linux' })).toBeUndefined();
  });
});
