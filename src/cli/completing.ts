import { GLOBAL_FLAGS } from './global-flags.js';
import { isPath } from './nouns.js';
import { NAMES_A_FILE, type Among, type Argument, type Flag, type Spec } from './spec.js';

/** What completion has to know of a command. */
export type Completable = Pick<Spec, 'path' | 'arguments' | 'flags' | 'fields' | 'result'>;

/** What is said of what may stand at the cursor. */
export interface Told {
  readonly command: (path: string) => string;
  readonly flag: (flag: Flag) => string;
  /** Of what an argument may name instead of a command. */
  readonly instead: Readonly<Record<string, string>>;
}

/** One word that may stand at the cursor, and what it is. */
export interface Candidate {
  readonly value: string;
  readonly about: string;
}

/** What may stand at the cursor: words that are known, one of the things that there are, or a file. */
export interface Wanted {
  readonly words: readonly Candidate[];
  readonly among?: Among | undefined;
  readonly files: boolean;
  /** What stands in the word at the cursor already, and stays there: `--output=`, `id,`. */
  readonly before: string;
  /** What the words before the cursor say. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly flags: Readonly<Record<string, string | true>>;
}

const FILE_VALUES = /^(FILE|DIR|PATH|PATH\|URL)$/;

/**
 * What may follow on a command line, by the list of commands alone: no ledger is looked at.
 * @param line the words before the cursor, without `partner`
 * @param current the part of a word that stands before the cursor
 * @returns undefined where nothing is known of what may stand there
 */
export function wantedAt(
  commands: readonly Completable[],
  line: readonly string[],
  current: string,
  told: Told,
): Wanted | undefined {
  const read = readUpTo(commands, line);
  if (!read) return undefined;
  const { path, command, values, flags, valueOf, onlyWords } = read;
  const said = { arguments: namedBy(command?.arguments ?? [], values), flags };
  const nothing: Wanted = { words: [], files: false, before: '', ...said };
  if (valueOf) return { ...nothing, ...valuesOf(valueOf, current, '', command) };
  if (!onlyWords && current.startsWith('-')) {
    const at = current.indexOf('=');
    if (at < 0) return { ...nothing, words: flagsLeft(command, flags, told) };
    const flag = flagNamed(command, current.slice(0, at));
    if (!flag || flag.kind === 'switch') return nothing;
    return { ...nothing, ...valuesOf(flag, current.slice(at + 1), current.slice(0, at + 1), command) };
  }
  const next = values.length === 0 && !onlyWords ? wordsAfter(commands, path, told) : [];
  const argument = argumentAt(command?.arguments ?? [], values.length);
  const named = argument?.commandOr && commandNamed(commands, values, argument.commandOr, told);
  return {
    ...nothing,
    ...(argument ? ofArgument(argument) : {}),
    words: [...next, ...(named ?? chosenFrom(argument?.choices))],
  };
}

interface Read {
  readonly path: string;
  readonly command: Completable | undefined;
  readonly values: readonly string[];
  readonly flags: Readonly<Record<string, string | true>>;
  /** The flag whose value is the next word. */
  readonly valueOf: Flag | undefined;
  /** After `--` there are no flags. */
  readonly onlyWords: boolean;
}

/** undefined where a word stands there that no command knows. */
function readUpTo(commands: readonly Completable[], line: readonly string[]): Read | undefined {
  const values: string[] = [];
  const flags: Record<string, string | true> = {};
  let path = '';
  let valueOf: Flag | undefined;
  let onlyWords = false;
  const commandHere = () => commands.find((command) => command.path === path);
  for (const word of line) {
    if (valueOf) {
      flags[valueOf.name] = word;
      valueOf = undefined;
    } else if (word === '--' && !onlyWords) {
      onlyWords = true;
    } else if (word.startsWith('-') && word !== '-' && !onlyWords) {
      const [name, value] = partsOf(word);
      const flag = flagNamed(commandHere(), name) ?? flagToCome(commands, path, name);
      if (!flag) return undefined;
      if (flag.kind === 'text' && value === undefined) valueOf = flag;
      else flags[flag.name] = value ?? true;
    } else {
      const longer = `${path} ${word}`.trim();
      if (values.length === 0 && isPath(commands, longer)) path = longer;
      else if (argumentAt(path === '' ? [] : (commandHere()?.arguments ?? []), values.length)) values.push(word);
      else return undefined;
    }
  }
  return { path, command: commandHere(), values, flags, valueOf, onlyWords };
}

/** `--output=json` and `-ojson` say both. */
function partsOf(word: string): readonly [name: string, value?: string] {
  if (/^-[^-]./.test(word)) return [word.slice(0, 2), word.slice(2)];
  const at = word.indexOf('=');
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function flagsOf(command: Completable | undefined): readonly Flag[] {
  return [...(command?.flags ?? []), ...GLOBAL_FLAGS];
}

function flagNamed(command: Completable | undefined, name: string): Flag | undefined {
  return flagsOf(command).find((flag) => `--${flag.name}` === name || (flag.short && `-${flag.short}` === name));
}

/** That of a command whose words have not all come yet. */
function flagToCome(commands: readonly Completable[], path: string, name: string): Flag | undefined {
  const begin = path === '' ? '' : `${path} `;
  return commands
    .filter((command) => command.path.startsWith(begin))
    .flatMap(({ flags = [] }) => flags)
    .find((flag) => `--${flag.name}` === name);
}

/** Of those that answer one question one is said, and any but a list once. */
function flagsLeft(command: Completable | undefined, said: Read['flags'], told: Told): readonly Candidate[] {
  const all = flagsOf(command);
  const answered = new Set(all.flatMap(({ name, oneOf }) => (name in said && oneOf !== undefined ? [oneOf] : [])));
  const isLeft = ({ name, list, oneOf }: Flag) =>
    (list !== undefined || !(name in said)) && (oneOf === undefined || !answered.has(oneOf));
  return all.filter(isLeft).map((flag) => ({ value: `--${flag.name}`, about: told.flag(flag) }));
}

function valuesOf(
  flag: Flag,
  current: string,
  before: string,
  command: Completable | undefined,
): Pick<Wanted, 'words' | 'among' | 'files' | 'before'> {
  const lastComma = flag.list === true ? current.lastIndexOf(',') + 1 : 0;
  const choices = flag.name === 'fields' ? (command?.fields ?? command?.result) : flag.choices;
  return {
    words: chosenFrom(choices),
    among: flag.among,
    files: FILE_VALUES.test(flag.value ?? ''),
    before: before + current.slice(0, lastComma),
  };
}

/** The first words of commands, or the next ones of a group: what a command does, or what there is in a group. */
function wordsAfter(commands: readonly Completable[], path: string, told: Told): readonly Candidate[] {
  const begin = path === '' ? '' : `${path} `;
  const groups = new Map<string, Completable[]>();
  for (const command of commands) {
    const [word = ''] = command.path.startsWith(begin) ? command.path.slice(begin.length).split(' ') : [];
    if (word !== '') groups.set(word, [...(groups.get(word) ?? []), command]);
  }
  return [...groups].map(([word, within]) => {
    const own = within.find((command) => command.path === begin + word);
    const verbs = within.map(
      (command) =>
        command.path
          .slice(begin.length + word.length)
          .trim()
          .split(' ')[0] ?? '',
    );
    return { value: word, about: own ? told.command(own.path) : [...new Set(verbs)].join(', ') };
  });
}

/** The next word of a command that is only named, or of what may be named instead. */
function commandNamed(
  commands: readonly Completable[],
  values: readonly string[],
  instead: NonNullable<Argument['commandOr']>,
  told: Told,
): readonly Candidate[] {
  const [first] = values;
  if (first === undefined) {
    const others = Object.keys(instead).map((value) => ({ value, about: told.instead[value] ?? '' }));
    const paths = wordsAfter(commands, '', told).filter(({ value }) => !(value in instead));
    return [...others, ...paths];
  }
  return values.length === 1 && first in instead
    ? chosenFrom(instead[first])
    : wordsAfter(commands, values.join(' '), told);
}

function argumentAt(all: readonly Argument[], index: number): Argument | undefined {
  const last = all.at(-1);
  return all[index] ?? (last?.rest ? last : undefined);
}

function ofArgument({ name, among, place }: Argument): Pick<Wanted, 'among' | 'files'> {
  return { among, files: place === true || (among === undefined && NAMES_A_FILE.has(name)) };
}

function chosenFrom(choices: readonly string[] | undefined): readonly Candidate[] {
  return (choices ?? []).map((value) => ({ value, about: '' }));
}

function namedBy(all: readonly Argument[], values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(all.slice(0, values.length).map(({ name }, index) => [name, values[index] ?? '']));
}
