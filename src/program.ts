import { Command as Parser, CommanderError, Option } from 'commander';
import type { Command, Flag, Given } from './command.js';
import { GLOBAL_FLAGS } from './commands/global-flags.js';
import { stop, type Stop } from './errors.js';

/**
 * From argv to a command and what was said to it. The only file that knows commander: another parser would change
 * nothing else.
 */
export type Parsed =
  | { readonly kind: 'run'; readonly command: Command; readonly given: Given }
  /** The help of a command or a group was asked for; '' is the program itself. */
  | { readonly kind: 'help'; readonly path: string };

interface Tongue {
  nearest(given: string, known: readonly string[]): string | undefined;
}

/** @throws Stop on anything that is not a command line of these commands (exit 2) */
export function parse(commands: readonly Command[], argv: readonly string[], tongue: Tongue): Parsed {
  let parsed: Parsed | undefined;
  let at = '';
  const program = build(commands, (command, parser) => {
    parsed = { kind: 'run', command, given: givenTo(command, parser, tongue) };
  });
  try {
    program.parse(normalised(commands, argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    at = pathIn(commands, argv);
    if (error.code.startsWith('commander.help')) return { kind: 'help', path: at };
    throw usageError(error, commands, at, argv, tongue);
  }
  return parsed ?? { kind: 'help', path: at };
}

function build(commands: readonly Command[], run: (command: Command, parser: Parser) => void): Parser {
  const program = configured(new Parser('partner'));
  for (const flag of GLOBAL_FLAGS) if (flag.name !== 'help') program.addOption(optionOf(flag));
  for (const command of commands) {
    const parser = parserFor(program, command.path.split(' ').filter((word) => word !== ''));
    for (const argument of command.arguments ?? []) {
      const name = `${argument.name}${argument.rest ? '...' : ''}`;
      parser.argument(argument.required ? `<${name}>` : `[${name}]`);
    }
    for (const flag of command.flags ?? []) parser.addOption(optionOf(flag));
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

/** Silent, and never ending the process: every message is ours, in the person's language. */
function configured(parser: Parser): Parser {
  return parser
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    .helpCommand(false)
    .showSuggestionAfterError(false);
}

function optionOf(flag: Flag): Option {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const value = { switch: '', text: ` <${flag.value ?? 'value'}>`, optional: ` [${flag.value ?? 'value'}]` }[flag.kind];
  return new Option(`${short}--${flag.name}${value}`);
}

function givenTo(command: Command, parser: Parser, tongue: Tongue): Given {
  const options: Readonly<Record<string, unknown>> = parser.optsWithGlobals();
  const flags: Record<string, string | true> = {};
  for (const flag of [...GLOBAL_FLAGS, ...(command.flags ?? [])]) {
    const value = valueOf(options, flag);
    if (value === undefined) continue;
    if (typeof value === 'string') checkChoice(`--${flag.name}`, value, flag.choices, tongue);
    flags[flag.name] = value;
  }
  const words: Record<string, string | undefined> = {};
  for (const [index, argument] of (command.arguments ?? []).entries()) {
    const value: unknown = parser.processedArgs[index];
    const text = Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : undefined;
    if (text !== undefined) checkChoice(`<${argument.name}>`, text, argument.choices, tongue);
    words[argument.name] = text;
  }
  return { arguments: words, flags };
}

// Commander keeps `--no-input` as `input: false`, and `--dry-run` as `dryRun`.
function valueOf(options: Readonly<Record<string, unknown>>, flag: Flag): string | true | undefined {
  const option = optionOf(flag);
  const value = options[option.attributeName()];
  if (option.negate) return value === false ? true : undefined;
  return value === true || typeof value === 'string' ? value : undefined;
}

function checkChoice(of: string, given: string, choices: readonly string[] | undefined, tongue: Tongue): void {
  if (!choices || choices.includes(given)) return;
  throw stop('UNKNOWN_CHOICE', { of, given, choices, nearest: tongue.nearest(given, choices) });
}

/** A bare optional flag must not swallow the next word: `--accept-terms action-pack` names an offer, not a version. */
function normalised(commands: readonly Command[], argv: readonly string[]): string[] {
  const optional = new Set(commands.flatMap((command) => command.flags ?? []).filter((flag) => flag.kind === 'optional').map((flag) => `--${flag.name}`));
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  return argv.map((word, index) => (index < end && optional.has(word) ? `${word}=` : word));
}

/** The longest command or group that the plain words of a command line begin with. */
function pathIn(commands: readonly Command[], argv: readonly string[]): string {
  const known = (path: string) => commands.some((command) => command.path === path || command.path.startsWith(`${path} `));
  let path = '';
  for (const word of argv) {
    const longer = path === '' ? word : `${path} ${word}`;
    if (!word.startsWith('-') && known(longer)) path = longer;
  }
  return path;
}

function usageError(error: CommanderError, commands: readonly Command[], path: string, argv: readonly string[], tongue: Tongue): Stop {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const usage = `partner ${path} --help`.replace('  ', ' ');
  const command = commands.find((candidate) => candidate.path === path && path !== '');
  switch (error.code) {
    case 'commander.unknownOption': {
      const known = [...GLOBAL_FLAGS, ...(command?.flags ?? [])].map((flag) => `--${flag.name}`);
      return stop('UNKNOWN_FLAG', { given: quoted, nearest: tongue.nearest(quoted, known) });
    }
    case 'commander.optionMissingArgument':
      return stop('VALUE_MISSING', { flag: /--[\w-]+/.exec(quoted)?.[0] ?? quoted });
    case 'commander.missingArgument':
      return stop('ARGUMENT_MISSING', { argument: quoted, usage });
    default:
      return command ? stop('ARGUMENT_UNEXPECTED', { given: surplus(command, argv), usage }) : unknownCommand(commands, path, argv, tongue);
  }
}

function unknownCommand(commands: readonly Command[], path: string, argv: readonly string[], tongue: Tongue): Stop {
  const depth = path === '' ? 0 : path.split(' ').length;
  const words = plainWords(argv);
  const given = words.slice(0, depth + 1).join(' ');
  const known = commands.map((command) => command.path).filter((known) => known !== '');
  const groups = known.map((known) => known.split(' ')[0] ?? known);
  return stop('UNKNOWN_COMMAND', { given, nearest: tongue.nearest(given, [...new Set([...known, ...groups])]) });
}

function surplus(command: Command, argv: readonly string[]): string {
  return plainWords(argv)[command.path.split(' ').length + (command.arguments ?? []).length] ?? plainWords(argv).at(-1) ?? '';
}

function plainWords(argv: readonly string[]): readonly string[] {
  return argv.filter((word) => !word.startsWith('-'));
}
