import type { Argument, Flag } from '../cli/spec.js';
import type { AnyCommand } from '../cli/command.js';
import { GLOBAL_FLAGS } from '../cli/global-flags.js';
import { NOUNS, type Heading } from '../cli/nouns.js';
import { flagSummary, summaryOf } from '../cli/offer-verb.js';
import type { Folded } from '../io/blocks.js';
import { copied, wrap, wrapSaying } from '../io/measure.js';
import { KEPT } from '../settings/settings.js';
import { foldedLine } from '../language/command-line.js';
import { inLang } from '../language/lang.js';
import type { Words } from '../language/words.js';

// As wide as help is at most.
const WIDEST = 80;

/** Narrower, what stands on the right goes below what stands on the left. */
const NARROWEST_RIGHT = 24;

type Row = readonly [left: string, right: string];

/**
 * The help of a command, of a group, or of the program (''): made from the same list that the parser reads.
 * @param available the columns of the terminal where it is shown; undefined off a terminal
 */
export function helpText(
  commands: readonly AnyCommand[],
  path: string,
  words: Words,
  available?: number,
): string | undefined {
  const wide = Math.min(available ?? WIDEST, WIDEST);
  if (path === '') return programHelp(commands, words, wide);
  const command = commands.find((candidate) => candidate.path === path);
  if (command) return commandHelp(command, words, wide, available === undefined ? undefined : foldedLine);
  const members = commands.filter((candidate) => candidate.path.startsWith(`${path} `));
  return members.length === 0 ? undefined : groupHelp(path, members, words, wide);
}

/** Nouns and what they are about: what each verb does is said by the help of its noun. */
function programHelp(commands: readonly AnyCommand[], words: Words, wide: number): string {
  const { general, overview } = words;
  const headings = Object.keys(NOUNS) as readonly Heading[];
  const rows = headings.map((heading) => nounsUnder(heading, commands).map((noun) => nounRow(commands, noun, words)));
  const width = widest(rows.flat());
  return page([
    wrap(overview.program, wide).join('\n'),
    section(
      general.usage,
      columns(
        [
          ['partner', words.commands['']],
          ['partner <command> [--…]', ''],
        ],
        wide,
      ),
    ),
    ...headings.map((heading, index) => section(overview.headings[heading], columns(rows[index] ?? [], wide, width))),
    wrap(general.moreOptions, wide).join('\n'),
    wrap(overview.more, wide).join('\n'),
  ]);
}

/** What the programme names stands after what it sells. */
function nounsUnder(heading: Heading, commands: readonly AnyCommand[]): readonly string[] {
  const named = [...new Set(commands.flatMap((command) => ('of' in command ? [command.of.command] : [])))];
  return NOUNS[heading].flatMap((noun) => (noun === 'offers' ? [noun, ...named] : [noun]));
}

function nounRow(commands: readonly AnyCommand[], noun: string, words: Words): Row {
  const itself = commands.find(({ path }) => path === noun);
  if (itself) return [noun, summaryOf(itself, words)];
  const members = commands.filter(({ path }) => path.startsWith(`${noun} `));
  const verbs = members.map(({ path }) => path.split(' '));
  const about = aboutGroup(noun, members[0], words);
  return [noun, `${about}\n${[...new Set(verbs.map(([, verb]) => verb))].join(', ')}`];
}

function aboutGroup(path: string, member: AnyCommand | undefined, { overview, lang }: Words): string {
  if (!member || !('of' in member)) return overview.nouns[path as keyof Words['overview']['nouns']];
  const names = member.of.names.map((name) => inLang(lang, name)).join(', ');
  return member.of.kind === 'earned' ? overview.earned(names) : names;
}

function commandHelp(command: AnyCommand, words: Words, wide: number, folded?: Folded): string {
  const { general } = words;
  const flags = command.flags ?? [];
  const usage = [
    'partner',
    command.path,
    ...(command.arguments ?? []).map(argumentUsage),
    ...(flags.length > 0 ? ['[--…]'] : []),
  ];
  return page([
    wrap(summaryOf(command, words), wide).join('\n'),
    section(general.usage, [`  ${usage.join(' ')}`]),
    section(
      general.examples,
      command.examples.flatMap((example) => copied(`partner ${example}`, wide, folded)),
    ),
    section(
      general.arguments,
      columns(
        (command.arguments ?? []).map((argument) => argumentRow(argument, words)),
        wide,
      ),
    ),
    section(
      general.options,
      columns(
        flags.map((flag) => flagRow(flag, words)),
        wide,
      ),
    ),
    section(general.fileFields, lines((command.reads ?? []).join(', '), wide)),
    section(general.settings, columns(settingRows(command), wide)),
    wrap(general.moreOptions, wide).join('\n'),
  ]);
}

/** What can be set, where a command sets it. */
function settingRows({ arguments: named = [] }: AnyCommand): readonly Row[] {
  const sets = named.some(({ among }) => among === 'setting-values');
  return sets ? KEPT.map(({ key, values = [] }): Row => [key, values.join(', ')]) : [];
}

/** What every command takes, one by one. */
export function globalOptions(words: Words, available = WIDEST): string {
  const rows = GLOBAL_FLAGS.map((flag) => flagRow(flag, words));
  return section(words.general.globalOptions, columns(rows, Math.min(available, WIDEST)));
}

function groupHelp(path: string, members: readonly AnyCommand[], words: Words, wide: number): string {
  const { general } = words;
  const name = `partner ${path}`;
  return page([
    wrap(aboutGroup(path, members[0], words), wide).join('\n'),
    section(general.usage, [`  ${name} <command> [--…]`]),
    section(
      general.commands,
      columns(
        members.map((member) => [member.path, summaryOf(member, words)]),
        wide,
      ),
    ),
    wrapSaying(general.moreHelp(name), wide).join('\n'),
  ]);
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
  return [`${short}--${flag.name}${value}`, withChoices(flagSummary(flag, words), flag.choices, words)];
}

function withChoices(text: string, choices: readonly string[] | undefined, words: Words): string {
  return choices ? `${text} (${words.general.choicesAre(choices.join(', '))})` : text;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines].join('\n');
}

/** Indented, as columns are. */
function lines(text: string, wide: number): readonly string[] {
  return text === '' ? [] : wrap(text, wide - 2).map((line) => `  ${line}`);
}

function widest(rows: readonly Row[]): number {
  return Math.max(0, ...rows.map(([left]) => left.length));
}

function columns(rows: readonly Row[], wide: number, width = widest(rows)): readonly string[] {
  const right = wide - width - 4;
  if (right < NARROWEST_RIGHT) return rows.flatMap((row) => below(row, wide));
  return rows.flatMap(([left, text]) =>
    wrap(text, right).map((line, index) => `  ${(index === 0 ? left : '').padEnd(width)}  ${line}`.trimEnd()),
  );
}

/** What a narrow terminal has no room for beside it. */
function below([left, text]: Row, wide: number): readonly string[] {
  return [`  ${left}`, ...(text === '' ? [] : wrap(text, wide - 6).map((line) => `      ${line}`))];
}

function page(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
