import fc from 'fast-check';
import { clean } from '../../src/io/clean.js';
import { commandLine, flagged, sh, shellWord, withFlags } from '../../src/language/command-line.js';
import { understoodByShell as understood } from '../support/shell.js';

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
