import fc from 'fast-check';
import type { Given, Runnable } from '../../src/cli/command.js';
import { COMMANDS } from '../support/commands.js';
import { GLOBAL_FLAGS } from '../../src/cli/global-flags.js';
import { Stop, type Problem } from '../../src/errors.js';
import { nearest } from '../../src/io/nearest.js';
import { firstWord, parse, type Parsed } from '../../src/program/parser.js';

const rest = {
  deed: { act: 'open', scope: null, writes: null },
  run: () => Promise.reject(new Error('parsing runs nothing')),
} as const;

/** One of each: no argument, a required one, an optional choice, two, and one that takes the rest. */
const SPECS: readonly Runnable[] = [
  { path: '', examples: ['status'], ...rest },
  { path: 'status', examples: ['status'], ...rest },
  { path: 'offers show', arguments: [{ name: 'offer', required: true }], examples: ['offers show x'], ...rest },
  {
    path: 'actionpack autorenew',
    arguments: [{ name: 'action', required: false, choices: ['off', 'on', 'status'] }],
    examples: ['actionpack autorenew'],
    ...rest,
  },
  {
    path: 'actionpack subscribe',
    flags: [
      { name: 'accept-terms', kind: 'optional', value: 'VERSION' },
      { name: 'payment-method', kind: 'text', value: 'ID' },
      { name: 'pay-by', kind: 'text', value: 'HOW', choices: ['card'] },
      { name: 'check', kind: 'switch' },
    ],
    examples: ['actionpack subscribe'],
    ...rest,
  },
  {
    path: 'subscriptions subscribe',
    arguments: [{ name: 'offer', required: true }],
    flags: [{ name: 'accept-terms', kind: 'optional', value: 'VERSION' }],
    examples: ['subscriptions subscribe x'],
    ...rest,
  },
  {
    path: 'config set',
    arguments: [
      { name: 'key', required: true },
      { name: 'value', required: true },
    ],
    examples: ['config set a b'],
    ...rest,
  },
  { path: 'help', arguments: [{ name: 'topic', required: false, rest: true }], examples: ['help'], ...rest },
];

function words(line: string): readonly string[] {
  return line.split(' ').filter((word) => word !== '');
}

function parsed(line: string | readonly string[], specs = SPECS): Parsed {
  return parse(specs, typeof line === 'string' ? words(line) : line, { nearest });
}

function given(line: string | readonly string[]): Given & { readonly path: string } {
  const found = parsed(line);
  if (found.kind !== 'run') throw new Error(`${String(line)} asks for help`);
  return { path: found.command.path, ...found.given };
}

function problem(line: string | readonly string[]): Problem {
  try {
    parsed(line);
  } catch (error) {
    if (error instanceof Stop) return error.problem;
    throw error;
  }
  throw new Error(`${String(line)} is a command line`);
}

describe('J0 from words to a command', () => {
  test.each([
    ['', '', {}],
    ['status', 'status', {}],
    ['offers show pack', 'offers show', { offer: 'pack' }],
    ['actionpack autorenew', 'actionpack autorenew', { action: undefined }],
    ['actionpack autorenew off', 'actionpack autorenew', { action: 'off' }],
    ['config set lang fr', 'config set', { key: 'lang', value: 'fr' }],
    ['help', 'help', { topic: undefined }],
    ['help errors NOT_A_MEMBER', 'help', { topic: 'errors NOT_A_MEMBER' }],
  ])('J0 `partner %s`', (line, path, args) => {
    expect(given(line)).toMatchObject({ path, arguments: args, flags: {} });
  });

  test('J0 every example of a real command is a line of that command', () => {
    for (const command of COMMANDS) {
      for (const example of command.examples) {
        const [, ...rest] = [...`partner ${example}`.matchAll(/"([^"]*)"|(\S+)/g)].map(
          (match) => match[1] ?? match[2] ?? '',
        );
        const found = parsed(rest, COMMANDS);
        expect([example, found.kind === 'run' && found.command === command]).toEqual([example, true]);
      }
    }
  });
});

describe('J1 global flags go anywhere', () => {
  const LINE = ['actionpack', 'subscribe', '--payment-method', 'pm_1', '--accept-terms'];
  const GIVEN: readonly (readonly [readonly string[], Readonly<Record<string, string | true>>])[] = [
    [['--json'], { json: true }],
    [['-o', 'csv'], { output: 'csv' }],
    [['-ocsv'], { output: 'csv' }],
    [['-o=csv'], { output: 'csv' }],
    [['-qo=csv'], { quiet: true, output: 'csv' }],
    [['--output=tsv'], { output: 'tsv' }],
    [['--account', '1234567'], { account: '1234567' }],
    [['--database=/data/ledger.db'], { database: '/data/ledger.db' }],
    [['--gateway', 'none'], { gateway: 'none' }],
    [['--user', 'a@contoso.example'], { user: 'a@contoso.example' }],
    [['--excel'], { excel: true }],
    [['--fields', 'a,b'], { fields: 'a,b' }],
    [['--query', '[0].id'], { query: '[0].id' }],
    [['-y'], { yes: true }],
    [['--no-input'], { 'no-input': true }],
    [['-n'], { 'dry-run': true }],
    [['--trust-clock'], { 'trust-clock': true }],
    [['-qn'], { quiet: true, 'dry-run': true }],
    [['-v'], { verbose: true }],
    [['--debug'], { debug: true }],
    [['--color', 'never'], { color: 'never' }],
    [['--no-color'], { 'no-color': true }],
    [['--no-pager'], { 'no-pager': true }],
    [['--lang', 'fr'], { lang: 'fr' }],
  ];

  test('J1 every global flag is tried here', () => {
    const tried = new Set(GIVEN.flatMap(([, flags]) => Object.keys(flags)));
    // `--help` is no value of a command, and `--version` is answered before anything is parsed.
    expect(
      GLOBAL_FLAGS.map(({ name }) => name)
        .filter((name) => !tried.has(name))
        .sort(),
    ).toEqual(['help', 'version']);
  });

  test.each(GIVEN)('J1 %j in every position', (flag, flags) => {
    const own = { 'payment-method': 'pm_1', 'accept-terms': '' };
    // Not between a flag and its value.
    for (const at of [0, 1, 2, 4, 5]) {
      const line = [...LINE.slice(0, at), ...flag, ...LINE.slice(at)];
      expect([line, given(line)]).toEqual([
        line,
        { path: 'actionpack subscribe', arguments: {}, flags: { ...own, ...flags } },
      ]);
    }
  });

  test('J1 flags of a command go anywhere as well, each with its value', () => {
    const own = [['--payment-method', 'status'], ['--payment-method=pm_1'], ['--accept-terms'], ['--check'], ['-qn']];
    for (const flag of own)
      for (const at of [0, 1, 2]) {
        const line = ['actionpack', 'subscribe'];
        expect([flag, at, given([...line.slice(0, at), ...flag, ...line.slice(at)])]).toEqual([
          flag,
          at,
          given([...line, ...flag]),
        ]);
      }
    expect(given('--accept-terms subscriptions --json subscribe -- pack')).toEqual({
      path: 'subscriptions subscribe',
      arguments: { offer: 'pack' },
      flags: { 'accept-terms': '', json: true },
    });
    expect(given('--check -- actionpack subscribe')).toMatchObject({ path: 'actionpack subscribe' });
  });

  test('J1 a flag takes a value in every command or in none: before it is known which command is meant, its value is', () => {
    const kinds = new Map<string, Set<boolean>>();
    for (const { name, kind } of COMMANDS.flatMap(({ flags = [] }) => flags).concat(GLOBAL_FLAGS))
      kinds.set(name, (kinds.get(name) ?? new Set()).add(kind === 'text'));
    expect([...kinds].filter(([, found]) => found.size > 1)).toEqual([]);
  });

  test('J1 what a line begins with, but for global flags, says where its command is looked for', () => {
    expect(
      ['status', '--json status', '-o json status', '--account 1 -q status'].map((line) => firstWord(words(line))),
    ).toEqual(Array(4).fill('status'));
    expect(['--limit 3 orders list', '--json --limit=3 orders list'].map((line) => firstWord(words(line)))).toEqual([
      '--limit',
      '--limit',
    ]);
    expect(['', '--json', '--account 1'].map((line) => firstWord(words(line)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('J1 two of the same name, or two that say the opposite: neither is dropped, so they are refused', () => {
    expect(problem('status --lang en --lang fr')).toEqual({ code: 'FLAG_TWICE', flag: '--lang' });
    const flags = ['--no-color', '--color'];
    expect(problem('status --color always --no-color')).toEqual({ code: 'FLAGS_CONFLICT', flags });
    expect(problem('actionpack subscribe --accept-terms=2018-08 --accept-terms')).toMatchObject({ code: 'FLAG_TWICE' });
  });

  test('J1 what was not said is not there', () => {
    expect(Object.keys(given('status').flags)).toEqual([]);
  });
});

describe('R7 consent', () => {
  test.each<[string, Readonly<Record<string, string | true>>]>([
    ['actionpack subscribe', {}],
    ['actionpack subscribe --accept-terms', { 'accept-terms': '' }],
    ['actionpack subscribe --accept-terms=2018-08', { 'accept-terms': '2018-08' }],
    ['actionpack subscribe --accept-terms --check', { 'accept-terms': '', check: true }],
    ['actionpack subscribe --accept-terms= --check', { 'accept-terms': '', check: true }],
    ['actionpack subscribe --check --accept-terms', { 'accept-terms': '', check: true }],
  ])('R7 `%s`', (line, flags) => {
    expect(given(line)).toMatchObject({ path: 'actionpack subscribe', flags });
    expect(Object.keys(given(line).flags).sort()).toEqual(Object.keys(flags).sort());
  });

  test('R7 bare, it never swallows the next word', () => {
    expect(given('subscriptions subscribe --accept-terms pack')).toEqual({
      path: 'subscriptions subscribe',
      arguments: { offer: 'pack' },
      flags: { 'accept-terms': '' },
    });
    expect(problem('actionpack subscribe --accept-terms 2018-08')).toMatchObject({
      code: 'ARGUMENT_UNEXPECTED',
      given: '2018-08',
    });
  });

  test('R7 a switch takes no value', () => {
    expect(problem('actionpack subscribe --check=yes')).toMatchObject({
      code: 'UNKNOWN_FLAG',
      given: '--check=yes',
      nearest: '--check',
    });
  });
});

describe('J1 after -- everything is a word', () => {
  test('J1 a flag is an argument then', () => {
    expect(given('offers show -- --json')).toEqual({ path: 'offers show', arguments: { offer: '--json' }, flags: {} });
    expect(given('config set --json -- lang --accept-terms')).toEqual({
      path: 'config set',
      arguments: { key: 'lang', value: '--accept-terms' },
      flags: { json: true },
    });
    expect(given('offers show -- --help')).toMatchObject({ arguments: { offer: '--help' } });
  });

  test('J1 one word too many is named all the same', () => {
    expect(problem('offers show -- pack --json')).toMatchObject({ code: 'ARGUMENT_UNEXPECTED', given: '--json' });
    expect(problem('-- sttus')).toMatchObject({ code: 'UNKNOWN_COMMAND', given: 'sttus', nearest: 'status' });
  });
});

describe('J0 help is asked for', () => {
  test.each([
    ['--help', ''],
    ['-h', ''],
    ['--lang fr --help', ''],
    ['actionpack', 'actionpack'],
    ['actionpack --json', 'actionpack'],
    ['actionpack --help', 'actionpack'],
    ['--help actionpack', 'actionpack'],
    ['actionpack subscribe --help', 'actionpack subscribe'],
    ['--help actionpack subscribe', 'actionpack subscribe'],
    ['actionpack -h subscribe', 'actionpack subscribe'],
    ['-hq', ''],
    ['-qh', ''],
    ['status -hq', 'status'],
    ['--check actionpack subscribe --help', 'actionpack subscribe'],
    ['--payment-method status --help actionpack subscribe', 'actionpack subscribe'],
    ['actionpack subscribe --accept-terms --help', 'actionpack subscribe'],
    ['offers show --help', 'offers show'],
    ['offers show pack --help', 'offers show'],
    ['--account actionpack status --help', 'status'],
    ['help --help', 'help'],
    ['help status --help', 'help'],
  ])('J0 `partner %s` is help of `%s`', (line, path) => expect(parsed(line)).toEqual({ kind: 'help', path }));

  test.each([
    ['sttus --help', 'sttus', 'status'],
    ['actionpack subscibe --help', 'actionpack subscibe', 'actionpack subscribe'],
    ['--help nothing', 'nothing', undefined],
  ])('J0 `partner %s` names no command', (line, wrong, near) => {
    expect(problem(line)).toMatchObject({ code: 'UNKNOWN_COMMAND', given: wrong, nearest: near });
  });
});

test.each([
  ['offers show', { offer: undefined }],
  ['config set lang', { key: 'lang', value: undefined }],
])('J0 what `partner %s` is about is left open: somebody may be there to be asked', (line, left) => {
  expect(given(line).arguments).toEqual(left);
});

describe('J0 a line that is none is told what is wrong with it', () => {
  test.each<[string, object]>([
    ['sttus', { code: 'UNKNOWN_COMMAND', given: 'sttus', nearest: 'status' }],
    ['--lang fr sttus', { code: 'UNKNOWN_COMMAND', given: 'sttus' }],
    ['-o json sttus', { code: 'UNKNOWN_COMMAND', given: 'sttus' }],
    ['actionpack of', { code: 'UNKNOWN_COMMAND', given: 'actionpack of' }],
    [
      'actionpak subscribe --accept-terms',
      { code: 'UNKNOWN_COMMAND', given: 'actionpak', nearest: 'actionpack subscribe' },
    ],
    ['actionpak subscribe --payment-method pm_1 --check', { code: 'UNKNOWN_COMMAND', given: 'actionpak' }],
    ['subscribe', { code: 'UNKNOWN_COMMAND', given: 'subscribe', nearest: 'actionpack subscribe' }],
    ['status --jso', { code: 'UNKNOWN_FLAG', given: '--jso', nearest: '--json' }],
    ['status --jso=1', { code: 'UNKNOWN_FLAG', given: '--jso', nearest: '--json' }],
    ['--jso status', { code: 'UNKNOWN_FLAG', given: '--jso', nearest: '--json', usage: 'partner status --help' }],
    ['--check sttus', { code: 'UNKNOWN_COMMAND', given: 'sttus', nearest: 'status' }],
    ['--payment-method pm_1 sttus', { code: 'UNKNOWN_COMMAND', given: 'sttus' }],
    ['--check', { code: 'UNKNOWN_FLAG', given: '--check', nearest: undefined }],
    ['--check status', { code: 'UNKNOWN_FLAG', given: '--check', nearest: undefined }],
    ['-y=1 status', { code: 'UNKNOWN_FLAG', given: '-y=1', nearest: '-y', usage: 'partner status --help' }],
    ['status -qy=1', { code: 'UNKNOWN_FLAG', given: '-y=1', nearest: '-y' }],
    ['status -', { code: 'ARGUMENT_UNEXPECTED', given: '-' }],
    ['- status', { code: 'UNKNOWN_COMMAND', given: '-' }],
    ['status -o=', { code: 'VALUE_MISSING', flag: '--output' }],
    ['--flag sttus', { code: 'UNKNOWN_FLAG', given: '--flag' }],
    ['status --check', { code: 'UNKNOWN_FLAG', given: '--check', nearest: undefined }],
    ['status -x', { code: 'UNKNOWN_FLAG', given: '-x' }],
    ['status -nx', { code: 'UNKNOWN_FLAG', given: '-x' }],
    ['actionpack subscribe --accept-term', { code: 'UNKNOWN_FLAG', nearest: '--accept-terms' }],
    ['status now', { code: 'ARGUMENT_UNEXPECTED', given: 'now', usage: 'partner status --help' }],
    ['--account 1234567 status now', { code: 'ARGUMENT_UNEXPECTED', given: 'now' }],
    ['offers show pack now', { code: 'ARGUMENT_UNEXPECTED', given: 'now' }],
    ['actionpack subscribe --payment-method pm_1 now', { code: 'ARGUMENT_UNEXPECTED', given: 'now' }],
    ['status --account', { code: 'VALUE_MISSING', flag: '--account' }],
    ['status -o', { code: 'VALUE_MISSING', flag: expect.stringMatching(/^(-o|--output)$/) }],
    ['status --account --json', { code: 'VALUE_MISSING', flag: '--account' }],
    ['actionpack autorenew of', { code: 'UNKNOWN_CHOICE', of: '<action>', given: 'of', nearest: 'off' }],
    ['status --output jsn', { code: 'UNKNOWN_CHOICE', of: '--output', given: 'jsn', nearest: 'json' }],
    ['actionpack subscribe --pay-by transfer', { code: 'UNKNOWN_CHOICE', of: '--pay-by', choices: ['card'] }],
  ])('J0 `partner %s`', (line, expected) => expect(problem(line)).toMatchObject(expected));

  test('J0 whatever is typed, it is a command, help or a usage error', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'status',
        'offers',
        'show',
        'actionpack',
        'subscribe',
        'autorenew',
        'off',
        'help',
        '--',
        '-',
        '--json',
        '-o',
        'json',
      ),
      fc.constantFrom(
        '--accept-terms',
        '--accept-terms=1',
        '--help',
        '-h',
        '--account',
        '--no-color',
        '--color',
        '-nq',
        '--no-',
        '---',
        '=',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (line) => {
        try {
          expect(['run', 'help']).toContain(parsed(line).kind);
        } catch (error) {
          if (!(error instanceof Stop)) throw error;
          expect(error.problem.code).toMatch(
            /^(UNKNOWN_(COMMAND|FLAG|CHOICE)|VALUE_MISSING|FLAG_TWICE|FLAGS_CONFLICT|ARGUMENT_(MISSING|UNEXPECTED))$/,
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
