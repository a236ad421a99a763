import fc from 'fast-check';
import { clean } from '../../src/io/clean.js';
import {
  commandLine,
  flagged,
  foldedLine,
  sh,
  shellWord,
  withFlags,
  writeFor,
} from '../../src/language/command-line.js';
import { understoodByShell as understood } from '../support/shell.js';
import { understoodByCmd, understoodByPowerShell } from '../support/windows-shells.js';

const HOSTILE = [
  "o'brien@contoso.example",
  'b@c;touch${IFS}x.example',
  'a>b@contoso.example',
  '$(touch x)',
  '`touch x`',
  'two\nlines',
  'a\ttab',
  '-x@contoso.example',
  '--json',
  '',
  ' ',
  'two  spaces ',
  '100% \\ "sure"',
  '~',
  '*',
  '{a,b}',
  '!!',
  '#',
  '\u001B]0;title\u0007',
  'a\u200Db\u202E',
  'é漢😀',
  "' -- '",
  "it's --account 1",
];

// A line break at the very end is what a shell itself takes away from what a command printed.
const word = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...HOSTILE), { maxLength: 3 }).map((parts) => parts.join('')),
  )
  .filter((text) => !/\p{Surrogate}/u.test(text) && !/[\0\u0001]|\n$/.test(text));

test('C18 a shell reads back every word as it was, and a screen shows all of it', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
      const quoted = words.map(shellWord);
      expect(quoted.map(clean)).toEqual(quoted);
      expect(understood([`partner ${quoted.join(' ')}`])).toEqual([words]);
    }),
    { numRuns: 40, seed: 18 },
  );
  expect(understood(HOSTILE.map((text) => `partner ${shellWord(text)} .`))).toEqual(HOSTILE.map((text) => [text, '.']));
});

test('C18 a folded line is none wider than it may be but for one word, and a shell takes it for the same', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), fc.integer({ min: 20, max: 80 }), (texts, columns) => {
      const words = ['orders', 'list', ...texts.flatMap((text) => ['--state', text])];
      const line = commandLine(['partner', ...words]);
      const folded = foldedLine(line, columns);
      const tooWide = folded.filter((one) => one.length > columns + ' \\'.length);
      expect(tooWide.filter((one) => !/^ {4}\S/.test(one))).toEqual([]);
      expect(understood([folded.join('\n')])).toEqual(understood([line]));
    }),
    { numRuns: 40, seed: 18 },
  );
  expect(foldedLine('partner subscriptions subscribe silver-competency --accept-terms --yes', 30)).toEqual([
    'partner subscriptions \\',
    '    subscribe \\',
    '    silver-competency \\',
    '    --accept-terms --yes',
  ]);
});

test('C18 what needs no quotes has none, and nothing else has fewer than it needs', () => {
  expect(shellWord('admin+1@contoso.example')).toBe('admin+1@contoso.example');
  expect(shellWord("o'brien@contoso.example")).toBe(`'o'\\''brien@contoso.example'`);
  expect(shellWord('a<b>c')).toBe("'a<b>c'");
  expect(shellWord('a\nb')).toBe(`"$(printf 'a\\012b')"`);
});

test('C18 a value that looks like a flag stays the value of its own, and a name with a dash comes last', () => {
  expect(flagged('--text', '--json')).toEqual(['--text=--json']);
  expect(flagged('--text', 'well')).toEqual(['--text', 'well']);
  const words = ['partner', 'benefits', 'assign', 'pack', '-x@contoso.example', '--account', '1'];
  expect(commandLine(words)).toBe('partner benefits assign pack --account 1 -- -x@contoso.example');
  expect(commandLine(words, ['--email ADDRESS'])).toBe(
    'partner benefits assign pack --account 1 --email ADDRESS -- -x@contoso.example',
  );
});

test('C18 a command line that is written out quotes what is put into it, and nothing else', () => {
  for (const text of HOSTILE) {
    const said = [sh`partner users grant ${text} ${['a b', 'c']} <role>`, sh`partner users add --roles=${text} ${7}`];
    const [first = '', second = ''] = said.map((command) => command.replace('<role>', 'role'));
    expect(understood([first, second])).toEqual([
      ['users', 'grant', ...(text.startsWith('-') ? ['--'] : []), text, 'a b', 'c', 'role'],
      ['users', 'add', `--roles=${text}`, '7'],
    ]);
  }
  expect(sh`partner users grant ${'-x'} ${'-y'}`).toBe('partner users grant -- -x -y');
  expect(sh`partner users add --user ${'-x'}`).toBe('partner users add --user -x');
});

test('C18 where to work is said once, whatever a name contains', () => {
  const place = [
    ['--account', '1'],
    ['--user', '-a b'],
  ] as const;
  expect(withFlags('partner status', place)).toBe("partner status --account 1 '--user=-a b'");
  expect(withFlags('partner status --account 2', place)).toBe("partner status --account 2 '--user=-a b'");
  expect(withFlags('partner status', place, ['--user'])).toBe('partner status --account 1');
  for (const text of HOSTILE) {
    const [words = []] = understood([withFlags(sh`partner users grant ${text} user`, place)]);
    const flags = ['--account', '1', '--user=-a b'];
    const grant = ['users', 'grant'];
    expect(words).toEqual(
      text.startsWith('-') ? [...grant, ...flags, '--', text, 'user'] : [...grant, text, 'user', ...flags],
    );
  }
});

describe('C18 on Windows', () => {
  beforeEach(() => writeFor('win32'));
  afterEach(() => writeFor('linux'));

  test.each([
    ['admin+1@contoso.example', 'admin+1@contoso.example'],
    ['C:\\data\\ledger.db', 'C:\\data\\ledger.db'],
    ["o'brien@contoso.example", '"o\'brien@contoso.example"'],
    ['two words; & more | <x>', '"two words; & more | <x>"'],
    ['007', '"007"'],
    ['a,b', '"a,b"'],
    ['-n', '"-n"'],
    ['L’été', '"L’été"'],
  ])('%s is one word to PowerShell and to cmd', (text, written) => {
    expect(shellWord(text)).toBe(written);
    const line = commandLine(['partner', 'x', `${text}.`.slice(0, -1)]);
    expect(line).not.toContain('#');
    expect([understoodByPowerShell(line), understoodByCmd(line)]).toEqual([
      ['partner', 'x', ...(text.startsWith('-') ? ['--'] : []), text],
      ['partner', 'x', ...(text.startsWith('-') ? ['--'] : []), text],
    ]);
  });

  test.each([
    ['$HOME', '"`$HOME" # PowerShell'],
    ['`id`', '"``id``" # PowerShell'],
    ['100%', '"100$([char]::ConvertFromUtf32(37))" # PowerShell'],
    ['"sure"', '"$([char]::ConvertFromUtf32(34))sure$([char]::ConvertFromUtf32(34))" # PowerShell 7.3'],
    ['my folder\\', '"my folder$([char]::ConvertFromUtf32(92))" # PowerShell 7.3'],
    ['“', '"$([char]::ConvertFromUtf32(8220))" # PowerShell'],
  ])('%s is for PowerShell, and says so', (text, written) => {
    expect(sh`partner ${text}`).toBe(`partner ${written}`);
    expect(withFlags(sh`partner ${text}`, [['--account', '1']])).toBe(
      `partner ${written.replace(' #', ' --account 1 #')}`,
    );
  });

  test('PowerShell reads back every word as it was; cmd starts nothing else, and partner refuses a line that is not for it', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const line = sh`partner ${words}`;
        expect(clean(line)).toBe(line);
        const read = understoodByPowerShell(line).filter((text) => text !== '--');
        expect(read).toEqual(['partner', ...words.filter((text) => text !== '--')]);
        const { started, given } = { started: understoodByCmd(line)[0], given: understoodByCmd(line) };
        expect(started).toBe('partner');
        if (line.includes('# PowerShell')) expect(given).toContain('#');
        else expect(given.filter((text) => text !== '--')).toEqual(read);
      }),
      { numRuns: 200, seed: 18 },
    );
  });

  test('a name with a dash comes last, after a -- that PowerShell hands on, and a long line is not folded', () => {
    expect(commandLine(['partner', 'users', 'remove', '-x@contoso.example'])).toBe(
      'partner users remove "--" "-x@contoso.example"',
    );
    expect(withFlags(sh`partner users remove ${'-x'}`, [['--account', '1']])).toBe(
      'partner users remove --account 1 "--" "-x"',
    );
    const line = commandLine(['partner', 'join', '--company', 'Contoso '.repeat(20)]);
    expect(foldedLine(line, 40)).toEqual([line]);
  });
});
