import type { Argument, Flag } from '../cli/spec.js';
import type { Command } from '../cli/command.js';
import { GLOBAL_FLAGS } from '../cli/global-flags.js';
import { NOUNS, type Heading, type Noun } from '../cli/nouns.js';
import { wrap } from '../io/measure.js';
import type { Words } from '../language/words.js';

// What every terminal has; only a command to copy may be longer, since a broken line cannot be copied.
const COLUMNS = 80;

type Row = readonly [left: string, right: string];

/** The help of a command, of a group, or of the program (''): made from the same list that the parser reads. */
export function helpText(commands: readonly Command[], path: string, words: Words): string | undefined {
  if (path === '') return programHelp(commands, words);
  const command = commands.find((candidate) => candidate.path === path);
  if (command) return commandHelp(command, words);
  const members = commands.filter((candidate) => candidate.path.startsWith(`${path} `));
  return members.length === 0 ? undefined : groupHelp(path, members, words);
}

/** Nouns and what they are about: what each verb does is said by the help of its noun. */
function programHelp(commands: readonly Command[], words: Words): string {
  const { general, overview } = words;
  const headings = Object.keys(NOUNS) as readonly Heading[];
  const rows = headings.map((heading) => NOUNS[heading].map((noun) => nounRow(commands, noun, words)));
  const width = widest(rows.flat());
  return page([
    wrap(overview.program, COLUMNS).join('\n'),
    section(
      general.usage,
      columns([
        ['partner', words.commands['']],
        ['partner <command> [--…]', ''],
      ]),
    ),
    ...headings.map((heading, index) => section(overview.headings[heading], columns(rows[index] ?? [], width))),
    section(general.globalOptions, columns(GLOBAL_FLAGS.map((flag) => flagRow(flag, words)))),
    wrap(overview.more, COLUMNS).join('\n'),
  ]);
}

function nounRow(commands: readonly Command[], noun: Noun, words: Words): Row {
  const itself = commands.find(({ path }) => path === noun);
  if (itself) return [noun, words.commands[itself.path]];
  const verbs = commands.map(({ path }) => path.split(' ')).filter(([first]) => first === noun);
  const about = words.overview.nouns[noun as keyof Words['overview']['nouns']];
  return [noun, `${about}\n${[...new Set(verbs.map(([, verb]) => verb))].join(', ')}`];
}

function commandHelp(command: Command, words: Words): string {
  const { general } = words;
  const flags = command.flags ?? [];
  const usage = [
    'partner',
    command.path,
    ...(command.arguments ?? []).map(argumentUsage),
    ...(flags.length > 0 ? ['[--…]'] : []),
  ];
  return page([
    summary(command.path, words),
    section(general.usage, [`  ${usage.join(' ')}`]),
    section(general.arguments, columns((command.arguments ?? []).map((argument) => argumentRow(argument, words)))),
    section(general.options, columns(flags.map((flag) => flagRow(flag, words)))),
    section(
      general.examples,
      command.examples.map((example) => `  partner ${example}`),
    ),
    section(general.globalOptions, columns(GLOBAL_FLAGS.map((flag) => flagRow(flag, words)))),
  ]);
}

function groupHelp(path: string, members: readonly Command[], words: Words): string {
  const { general } = words;
  const name = `partner ${path}`;
  return page([
    section(general.usage, [`  ${name} <command> [--…]`]),
    section(general.commands, columns(members.map((member) => [member.path, words.commands[member.path]]))),
    general.moreHelp(name),
  ]);
}

function summary(path: Command['path'], words: Words): string {
  return wrap(words.commands[path], COLUMNS).join('\n');
}

function argumentUsage({ name, required, rest }: Argument): string {
  const shown = `${name}${rest ? '…' : ''}`;
  return required ? `<${shown}>` : `[${shown}]`;
}

function argumentRow(argument: Argument, words: Words): Row {
  return [argumentUsage(argument), withChoices(words.arguments[argument.name], argument.choices, words)];
}

function flagRow(flag: Flag, words: Words): Row {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  const value = { switch: '', text: ` ${flag.value ?? ''}`, optional: `[=${flag.value ?? ''}]` }[flag.kind];
  return [`${short}--${flag.name}${value}`, withChoices(words.flags[flag.name], flag.choices, words)];
}

function withChoices(text: string, choices: readonly string[] | undefined, words: Words): string {
  return choices ? `${text} (${words.general.choicesAre(choices.join(', '))})` : text;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines].join('\n');
}

function widest(rows: readonly Row[]): number {
  return Math.max(0, ...rows.map(([left]) => left.length));
}

function columns(rows: readonly Row[], width = widest(rows)): readonly string[] {
  return rows.flatMap(([left, right]) =>
    wrap(right, COLUMNS - width - 4).map((line, index) =>
      `  ${(index === 0 ? left : '').padEnd(width)}  ${line}`.trimEnd(),
    ),
  );
}

function page(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
