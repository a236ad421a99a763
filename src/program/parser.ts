import { Command as Parser, CommanderError, Option } from 'commander';
import type { Runnable, Given } from '../cli/command.js';
import { isPath } from '../cli/nouns.js';
import type { Argument, Flag } from '../cli/spec.js';
import { CONTRARY, GLOBAL_FLAGS } from '../cli/global-flags.js';
import { stop, type Stop } from '../errors.js';
import { commandLine, EACH } from '../language/command-line.js';
import { meantCommand } from './meant-command.js';

/**
 * From argv to a command and what was said to it. The only file that knows commander: another parser would change
 * nothing else.
 */
export type Parsed =
  | { readonly kind: 'run'; readonly command: Runnable; readonly given: Given }
  /** The help of a command or a group was asked for; '' is the program itself. */
  | { readonly kind: 'help'; readonly path: string };

interface Tongue {
  nearest(given: string, known: readonly string[]): string | undefined;
}

/** @throws Stop on anything that is not a command line of these commands (exit 2) */
export function parse(commands: readonly Runnable[], argv: readonly string[], tongue: Tongue): Parsed {
  if (asksForHelpAlone(argv)) return { kind: 'help', path: '' };
  let parsed: Parsed | undefined;
  const meant = commands.filter(mayBeMeant(argv));
  const said = normalised(meant, argv);
  refuseFlagsAsValues(meant, said);
  const line = commandFirst(meant, said);
  const heard: Heard = { said: new Map(), repeated: new Set() };
  const program = build(meant, { line, heard }, (command, parser) => {
    for (const flag of heard.repeated) throw stop('FLAG_TWICE', { flag });
    parsed = { kind: 'run', command, given: givenTo(command, { parser, heard }, tongue) };
    refuseContrary(heard.said);
  });
  try {
    program.parse(line, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (!error.code.startsWith('commander.help')) throw usageError(error, commands, line, tongue);
    return { kind: 'help', path: helpPath(commands, line) };
  }
  return parsed ?? { kind: 'help', path: '' };
}

/** Nothing else was typed: to load a grammar for that word takes longer than to find it. */
function asksForHelpAlone([word, ...others]: readonly string[]): boolean {
  return others.length === 0 && (word === '--help' || word === '-h');
}

/**
 * What a command line begins with, but for global flags and their values: the first word of its command, or a flag of one,
 * of which only that command could say whether the next word is its value.
 */
export function firstWord(argv: readonly string[]): string | undefined {
  const global = spellings(GLOBAL_FLAGS);
  const places = placesIn([], argv);
  const isOwn = (word: string) => word.startsWith('--') && !global.has(word.split('=')[0] ?? '');
  return argv
    .find((word, index) => places[index] === 'word' || (places[index] === 'flag' && isOwn(word)))
    ?.split('=')[0];
}

/** Most command lines name one group: of the others, their paths are known and nothing else need be. */
function mayBeMeant(argv: readonly string[]): (command: Runnable) => boolean {
  return ({ path }) => path === '' || argv.includes(path.split(' ')[0] ?? '');
}

/** A command line has few of all the flags that there are, and commander need not know of the others. */
function mayBeSaid(line: readonly string[]): (flag: Flag) => boolean {
  const words = new Set(line.map((word) => word.split('=')[0]));
  // `-qy` is two flags.
  const hasShort = line.some((word) => /^-[^-]/.test(word));
  return ({ name, short }) => words.has(`--${name}`) || (hasShort && short !== undefined);
}

function build(
  commands: readonly Runnable[],
  { line, heard }: { readonly line: readonly string[]; readonly heard: Heard },
  run: (command: Runnable, parser: Parser) => void,
): Parser {
  const program = configured(new Parser('partner'));
  const said = mayBeSaid(line);
  for (const flag of GLOBAL_FLAGS.filter(said)) if (flag.name !== 'help') addFlag(program, flag, heard);
  for (const command of commands) {
    const parser = parserFor(
      program,
      command.path.split(' ').filter((word) => word !== ''),
    );
    for (const argument of command.arguments ?? []) {
      const name = `${argument.name}${argument.rest ? '...' : ''}`;
      // What is left out is asked for where somebody can be asked.
      parser.argument(`[${name}]`);
    }
    for (const flag of command.flags?.filter(said) ?? []) addFlag(parser, flag, heard);
    parser.action(() => run(command, parser));
  }
  return program;
}

function parserFor(parent: Parser, words: readonly string[]): Parser {
  return words.reduce(
    (parser, word) => parser.commands.find((known) => known.name() === word) ?? configured(parser.command(word)),
    parent,
  );
}

/** To ask a stream of Node's own for its width is to load all that a network connection needs. */
const NOWHERE = {
  writeOut: () => undefined,
  writeErr: () => undefined,
  getOutHelpWidth: () => 80,
  getErrHelpWidth: () => 80,
  getOutHasColors: () => false,
  getErrHasColors: () => false,
};

/** Silent, and never ending the process: every message is ours, in the person's language. */
function configured(parser: Parser): Parser {
  return parser.exitOverride().configureOutput(NOWHERE).helpCommand(false).showSuggestionAfterError(false);
}

/** What a command line says, flag by flag: commander keeps the last of what was said of one thing, and drops the others. */
interface Heard {
  readonly said: Map<string, string | null>;
  readonly repeated: Set<string>;
}

/** A switch says the same however often, and a list grows; any other flag may be said once. */
function addFlag(parser: Parser, flag: Flag, { said, repeated }: Heard): void {
  const option = optionOf(flag);
  const between = flag.list === 'apart' ? EACH : ',';
  if (flag.list)
    option.argParser((value: string, before?: string) =>
      before === undefined ? value : `${before}${between}${value}`,
    );
  parser.addOption(option);
  parser.on(`option:${option.name()}`, (value: string | null) => {
    if (said.has(flag.name) && !flag.list && flag.kind !== 'switch') repeated.add(`--${flag.name}`);
    said.set(flag.name, value);
  });
}

function refuseContrary(said: Heard['said']): void {
  const contrary = CONTRARY.find(
    ({ said: one, other, unless }) =>
      said.has(one) && said.has(other) && (unless === undefined || said.get(other) !== unless),
  );
  if (contrary) throw stop('FLAGS_CONFLICT', { flags: [`--${contrary.said}`, `--${contrary.other}`] });
}

function optionOf(flag: Flag): Option {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const value = { switch: '', text: ` <${flag.value ?? 'value'}>`, optional: ` [${flag.value ?? 'value'}]` }[flag.kind];
  return new Option(`${short}--${flag.name}${value}`);
}

function givenTo(
  command: Runnable,
  { parser, heard }: { readonly parser: Parser; readonly heard: Heard },
  tongue: Tongue,
): Given {
  const options: Readonly<Record<string, unknown>> = parser.optsWithGlobals();
  const choosing = { ...tongue, usage: helpOf(command.path) };
  const flags: Record<string, string | true> = {};
  for (const flag of [...GLOBAL_FLAGS, ...(command.flags ?? [])]) {
    if (!heard.said.has(flag.name)) continue;
    const value = valueOf(options, flag);
    if (value === undefined) continue;
    // A variable of the shell that was never set: to take what holds without the flag would be to ignore it.
    if (flag.kind === 'text' && typeof value === 'string' && value.trim() === '')
      throw stop('VALUE_MISSING', { flag: `--${flag.name}` });
    if (typeof value === 'string')
      for (const one of flag.list === true ? value.split(',').map((part) => part.trim()) : [value])
        checkChoice(`--${flag.name}`, one, flag.choices, choosing);
    flags[flag.name] = value;
  }
  refuseTwoAnswers(command, flags);
  refuseUnused(command, flags);
  const words: Record<string, string | undefined> = {};
  for (const [index, argument] of (command.arguments ?? []).entries()) {
    const value: unknown = parser.processedArgs[index];
    const said = Array.isArray(value) && value.length > 0 ? value.join(' ') : value;
    const text = typeof said === 'string' ? said : undefined;
    // A variable of the shell that was never set.
    if (argument.required && text?.trim() === '') throw argumentMissing(command, [argument]);
    if (text !== undefined) checkChoice(`<${argument.name}>`, text, argument.choices, choosing);
    words[argument.name] = text;
  }
  return { arguments: words, flags };
}

/** The command line that shows the help of a command, or of a group of them. */
export function helpOf(path: string): string {
  return commandLine(['partner', ...path.split(' ').filter((word) => word !== ''), '--help']);
}

/** What a command has to be about: all that is missing of it. */
export function argumentMissing({ path }: Pick<Runnable, 'path'>, missing: readonly Pick<Argument, 'name'>[]): Stop {
  const names = missing.map(({ name }) => name);
  return stop('ARGUMENT_MISSING', {
    argument: names[0] ?? '',
    missing: names.map((name) => `<${name}>`),
    usage: helpOf(path),
  });
}

/** Two answers to one question: to take either would be to guess, and it may be about which card is charged. */
function refuseTwoAnswers({ flags = [] }: Runnable, said: Given['flags']): void {
  const given = flags.filter(({ name, oneOf }) => oneOf !== undefined && said[name] !== undefined);
  const twice = given.filter((flag) => given.some((other) => other !== flag && other.oneOf === flag.oneOf));
  if (twice.length > 0) throw stop('FLAGS_CONFLICT', { flags: twice.map(({ name }) => `--${name}`) });
}

/** What was said is done or refused: a flag that could do nothing beside another would only seem to be heeded. */
function refuseUnused({ flags = [] }: Runnable, said: Given['flags']): void {
  const given = [...GLOBAL_FLAGS, ...flags].filter(({ name }) => said[name] !== undefined);
  for (const { name, idleBeside = [], idleWithout } of given) {
    const beside = idleBeside.find((other) => said[other] !== undefined);
    if (beside !== undefined) throw stop('FLAG_UNUSED', { flag: `--${name}`, beside: `--${beside}` });
    if (idleWithout !== undefined && said[idleWithout] === undefined)
      throw stop('FLAG_UNUSED', { flag: `--${name}`, without: `--${idleWithout}` });
  }
}

// Commander keeps `--no-input` as `input: false`, and `--dry-run` as `dryRun`.
function valueOf(options: Readonly<Record<string, unknown>>, flag: Flag): string | true | undefined {
  const option = optionOf(flag);
  const value = options[option.attributeName()];
  if (option.negate) return value === false ? true : undefined;
  return value === true || typeof value === 'string' ? value : undefined;
}

function checkChoice(
  of: string,
  given: string,
  choices: readonly string[] | undefined,
  tongue: Tongue & { readonly usage: string },
): void {
  if (!choices || choices.includes(given)) return;
  throw stop('UNKNOWN_CHOICE', { of, given, choices, nearest: tongue.nearest(given, choices), usage: tongue.usage });
}

/**
 * A bare optional flag must not swallow the next word: `--accept-terms action-pack` names an offer, not a version. And each
 * short flag is a word of its own, since the parser knows `-h` only where it stands alone.
 */
function normalised(commands: readonly Runnable[], argv: readonly string[]): readonly string[] {
  const optional = spellings(allFlags(commands).filter((flag) => flag.kind === 'optional'));
  const places = placesIn(commands, argv);
  return argv.flatMap((word, index) => {
    if (places[index] !== 'flag') return [word];
    return optional.has(word) ? [`${word}=`] : shortFlags(word);
  });
}

/** `-qo=csv` is `-q -o csv`. */
function shortFlags(word: string): readonly string[] {
  const [, letter = '', rest = ''] = /^-(\w)(.+)$/s.exec(word) ?? [];
  const flag = GLOBAL_FLAGS.find(({ short }) => short !== undefined && short === letter);
  if (!flag) return [word];
  if (flag.kind === 'text') return [`-${letter}`, rest.replace(/^=/, '')];
  return rest.startsWith('=') ? [word] : [`-${letter}`, ...shortFlags(`-${rest}`)];
}

/** A flag of a command may stand before the words of it: the parser, which reads on from there, would know none but global ones. */
function commandFirst(commands: readonly Runnable[], line: readonly string[]): readonly string[] {
  const places = placesIn(commands, line);
  const words = [...line.keys()].filter((index) => places[index] === 'word');
  const path = pathIn(
    commands,
    words.map((index) => line[index] ?? ''),
  );
  const named = words.slice(0, path === '' ? 0 : path.split(' ').length);
  const others = [...line.keys()].filter((index) => !named.includes(index));
  return [...named, ...others].map((index) => line[index] ?? '');
}

/** `--database --json` has forgotten the path: taken at its word, it would make a ledger named `--json`. */
function refuseFlagsAsValues(commands: readonly Runnable[], line: readonly string[]): void {
  const all = allFlags(commands);
  const known = spellings(all);
  const takingValues = spellings(all.filter((flag) => flag.kind === 'text'));
  const end = line.includes('--') ? line.indexOf('--') : line.length;
  const missing = line
    .slice(0, end)
    .find((word, index) => takingValues.has(word) && known.has(line[index + 1]?.split('=')[0] ?? ''));
  if (missing !== undefined) throw stop('VALUE_MISSING', { flag: missing });
}

function allFlags(commands: readonly Runnable[]): readonly Flag[] {
  return [...GLOBAL_FLAGS, ...commands.flatMap((command) => command.flags ?? [])];
}

function spellings(flags: readonly Flag[]): ReadonlySet<string> {
  return new Set(
    flags.flatMap(({ name, short }) => (short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`])),
  );
}

type Place = 'flag' | 'value' | 'word' | 'end';

/** What each word of a command line is in it; a dash alone is a word, as for other tools. */
function placesIn(commands: readonly Runnable[], line: readonly string[]): readonly Place[] {
  const takingValues = spellings(allFlags(commands).filter((flag) => flag.kind === 'text'));
  const end = line.includes('--') ? line.indexOf('--') : line.length;
  return line.map((word, index) => {
    if (index >= end) return index === end ? 'end' : 'word';
    if (takingValues.has(line[index - 1] ?? '')) return 'value';
    return /^-./s.test(word) ? 'flag' : 'word';
  });
}

/** The words of a command line that are neither flags nor the values of flags. */
function plainWords(commands: readonly Runnable[], line: readonly string[]): readonly string[] {
  const places = placesIn(commands, line);
  return line.filter((_, index) => places[index] === 'word');
}

/** The longest command or group that the words begin with. */
function pathIn(commands: readonly Runnable[], words: readonly string[]): string {
  const paths = words.map((_, index) => words.slice(0, index + 1).join(' '));
  const end = paths.findIndex((path) => !isPath(commands, path));
  return (end === -1 ? paths.at(-1) : paths[end - 1]) ?? '';
}

/** What help was asked for. @throws Stop where a word names no command */
function helpPath(commands: readonly Runnable[], line: readonly string[]): string {
  const words = plainWords(commands.filter(mayBeMeant(line)), line);
  const wrong = unknownCommand(commands, words);
  if (wrong) throw wrong;
  return pathIn(commands, words);
}

function usageError(
  error: CommanderError,
  commands: readonly Runnable[],
  line: readonly string[],
  tongue: Tongue,
): Stop {
  const meant = commands.filter(mayBeMeant(line));
  const words = plainWords(meant, line);
  const path = pathIn(commands, words);
  const command = commands.find((candidate) => candidate.path === path && path !== '');
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const usage = helpOf(path);
  switch (error.code) {
    case 'commander.unknownOption': {
      // A flag is unknown because the command before it is: that is the mistake to name.
      const early = path === '' && allFlags(commands).some((flag) => quoted.split('=')[0] === `--${flag.name}`);
      const before = early ? plainWords(commands, line) : plainWords(meant, line.slice(0, line.indexOf(quoted)));
      // Of `-y=1`, the parser says only what comes after the letter.
      const said =
        (/^-=/.test(quoted) && line.find((word) => /^-\w=/.test(word) && word.endsWith(quoted.slice(1)))) || quoted;
      const [name = said, value = ''] = said.split('=');
      const known = [...spellings([...GLOBAL_FLAGS, ...(command?.flags ?? [])])];
      // `--json=true`: a switch is said or not, and what is wrong is the value.
      const given = known.includes(name) && value !== '' ? said : name;
      return (
        unknownCommand(commands, before) ?? stop('UNKNOWN_FLAG', { given, nearest: tongue.nearest(name, known), usage })
      );
    }
    case 'commander.optionMissingArgument':
      return stop('VALUE_MISSING', { flag: /--[\w-]+/.exec(quoted)?.[0] ?? quoted });
    default:
      return (
        unknownCommand(commands, words) ?? stop('ARGUMENT_UNEXPECTED', { given: surplus(path, command, words), usage })
      );
  }
}

/** The first word that no command goes on with; undefined where the words name a command or a group. */
function unknownCommand(commands: readonly Runnable[], words: readonly string[]): Stop | undefined {
  const path = pathIn(commands, words);
  const depth = path.split(' ').filter((word) => word !== '').length;
  const complete = path !== '' && commands.some((command) => command.path === path);
  if (complete || words.length === depth) return undefined;
  const given = words.slice(0, depth + 1).join(' ');
  const paths = commands.map((command) => command.path).filter((known) => known !== '');
  return stop('UNKNOWN_COMMAND', {
    given,
    nearest: meantCommand(paths, path, words.slice(depth)),
    usage: helpOf(path),
  });
}

function surplus(path: string, command: Runnable | undefined, words: readonly string[]): string {
  return words[path.split(' ').length + (command?.arguments ?? []).length] ?? words.at(-1) ?? '';
}
