import type { AnyCommand } from '../../src/cli/command.js';
import { flagSummary, summaryOf } from '../../src/cli/offer-verb.js';
import { GLOBAL_FLAGS } from '../../src/cli/global-flags.js';
import { COMMANDS } from '../support/commands.js';
import { NOUNS } from '../../src/cli/nouns.js';
import { globalOptions, helpText } from '../../src/program/help-text.js';
import { columnsOf } from '../../src/io/measure.js';
import { KEPT } from '../../src/settings/settings.js';
import { loadWords } from '../../src/language/words.js';

const WORDS = { en: await loadWords('en'), fr: await loadWords('fr') };
const LANGUAGES = ['en', 'fr'] as const;
const PATHS = COMMANDS.map(({ path }) => path);
const GROUPS = [...new Set(PATHS.filter((path) => path.includes(' ')).map((path) => path.split(' ')[0] ?? ''))];

function help(
  path: string,
  lang: (typeof LANGUAGES)[number] = 'en',
  commands: readonly AnyCommand[] = COMMANDS,
): string {
  const text = helpText(commands, path, WORDS[lang]);
  if (text === undefined) throw new Error(`there is no help of ${path}`);
  return text;
}

/** A text without the line breaks and spaces that wrapping put in. */
function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}

describe.each(LANGUAGES)('J0 help in %s', (lang) => {
  const words = WORDS[lang];

  test('J0 of the program: every command under its noun, once, and where every global flag is told', () => {
    const text = help('', lang);
    const nouns: readonly string[] = [...Object.values(NOUNS).flat(), 'actionpack', 'competency'];
    expect([...nouns].sort()).toEqual([...new Set(PATHS.map((path) => path.split(' ')[0]))].filter(Boolean).sort());
    for (const noun of nouns) {
      const [, lines = ''] = new RegExp(`^  ${noun} (.*(?:\n {5,}.*)*)`, 'm').exec(text) ?? [];
      const verbs = new Set(
        PATHS.map((path) => path.split(' ')).flatMap(([first, verb]) => (first === noun && verb ? [verb] : [])),
      );
      expect(flat(lines)).toContain([...verbs].join(', '));
      if (verbs.size === 0) expect(flat(lines)).toContain(flat(words.commands[noun as keyof typeof words.commands]));
    }
    expect(flat(text)).toContain('partner help options');
    const options = globalOptions(words);
    for (const flag of GLOBAL_FLAGS) {
      expect(options).toMatch(new RegExp(`^  (-${flag.short ?? ' '}, |    )--${flag.name}`, 'm'));
      expect(flat(options)).toContain(flat(flagSummary(flag, words)));
    }
  });

  test.each(GROUPS)('J0 of the group %s: its commands and no other', (group) => {
    const text = help(group, lang);
    const listed = [...text.matchAll(/^ {2}(\w\S+(?: \S+)+) {2}/gm)].map((match) => match[1]);
    expect(listed).toEqual(PATHS.filter((path) => path.startsWith(`${group} `)));
  });

  test.each(COMMANDS.filter(({ path }) => path !== '').map((command) => [command.path, command] as const))(
    'J0 of %s: what it does, its arguments, its flags and its examples',
    (path, command) => {
      const text = help(path, lang);
      expect(flat(text)).toContain(flat(summaryOf(command, words)));
      for (const example of command.examples) expect(text).toContain(`\n  partner ${example}`);
      for (const argument of command.arguments ?? []) {
        const shown = `${argument.name}${argument.rest ? '…' : ''}`;
        expect(text).toContain(argument.required ? `<${shown}>` : `[${shown}]`);
        expect(flat(text)).toContain(flat(words.arguments[argument.name]));
      }
      expect(flat(text)).toContain(flat(words.general.moreOptions));
      const at = [text.indexOf('\n  partner '), text.indexOf(`\n${words.general.options}\n`)];
      if (at[1] !== -1) expect(at[0]).toBeLessThan(at[1] ?? 0);
      for (const flag of command.flags ?? []) {
        expect(text).toMatch(new RegExp(`^  (-${flag.short ?? ' '}, |    )--${flag.name}`, 'm'));
        expect(flat(text)).toContain(flat(flagSummary(flag, words)));
        for (const choice of flag.choices ?? []) expect(text).toContain(choice);
      }
    },
  );

  test('J0 fits 80 columns, but for command lines to copy', () => {
    for (const path of [...PATHS, ...GROUPS]) {
      const wide = help(path, lang)
        .split('\n')
        .filter((line) => columnsOf(line) > 80 && !/^ {2}partner /.test(line));
      expect(wide).toEqual([]);
    }
  });

  test('J0 has no space at the end of a line, and no empty section', () => {
    for (const path of [...PATHS, ...GROUPS]) {
      expect(help(path, lang)).not.toMatch(/[ \t]$/m);
      expect(help(path, lang)).not.toMatch(/^\n|\n\n\n|\n$/);
    }
  });
});

test('J0 a description that is long goes on under itself', () => {
  const long = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ');
  const words = { ...WORDS.en, commands: { ...WORDS.en.commands, status: long } };
  const lines = (helpText(COMMANDS, '', words) ?? '').split('\n');
  const at = lines.findIndex((line) => line.startsWith('  status '));
  const column = lines[at]?.indexOf('word0') ?? -1;
  expect(lines[at + 1]?.search(/\S/)).toBe(column);
  expect(lines[at + 1]?.slice(column)).toMatch(/^word\d+ /);
});

test.each([40, 60, 80])(
  'J0 in a terminal of %i columns no line of help is wider, but a word or what is written of an option',
  (wide) => {
    for (const path of ['', ...PATHS, ...GROUPS])
      for (const words of Object.values(WORDS)) {
        const lines = (helpText(COMMANDS, path, words, wide) ?? '').split('\n');
        const tooWide = lines.filter(
          (line) => line.length > wide && !/^ {2,}(?:[-<[]|\S+(?: \\)?$|partner .*(?:[\]>…]|--help)$)/.test(line),
        );
        expect(tooWide).toEqual([]);
      }
  },
);

test('J0 there is none of what does not exist', () => {
  for (const path of ['nothing', 'actionpack nothing', 'action', 'actionpack ', 'offers show pack']) {
    expect(helpText(COMMANDS, path, WORDS.en)).toBeUndefined();
  }
});

test('F8 the command line at the end of the help of a group is not broken where the terminal is narrow', () => {
  for (const lang of LANGUAGES) {
    const [, last] = (helpText(COMMANDS, 'orders', WORDS[lang], 40) ?? '').trimEnd().split(/\n(?=[^\n]*$)/);
    expect(last).toBe('  partner orders <command> --help');
  }
});

test('J0 a flag is written as it is typed', () => {
  const text = help('actionpack subscribe');
  expect(text).toContain('--accept-terms[=VERSION]  ');
  expect(text).toContain('--payment-method ID  ');
  expect(globalOptions(WORDS.en)).toContain('-o, --output FORMAT  ');
  expect(text).toMatch(/^Usage\n {2}partner actionpack subscribe \[--…\]$/m);
  expect(help('offers show')).toMatch(/^ {2}partner offers show <offer>$/m);
  expect(help('help')).toMatch(/^ {2}partner help \[topic…\]$/m);
});

test('J0 what can be set is told where it is set, with its values', () => {
  expect(help('config set')).toMatch(/^ {2}prompts +menu, plain$/m);
  for (const { key } of KEPT) expect(help('config set')).toContain(`\n  ${key}`);
});
