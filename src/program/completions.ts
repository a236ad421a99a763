import type { Completable, Told } from '../cli/completing.js';
import { GLOBAL_FLAGS } from '../cli/global-flags.js';
import { flagSummary, summaryOf } from '../cli/offer-verb.js';
import type { AnySpec, Flag } from '../cli/spec.js';
import { clean } from '../io/clean.js';
import type { Words } from '../language/words.js';
import { namesOthers } from './command-list.js';
import type { Completing } from './complete.js';

/** What is said of commands in one language. */
export function toldOf(commands: () => readonly AnySpec[], words: Words): Told {
  let all: readonly AnySpec[] | undefined;
  return {
    command(path) {
      const named = (all ??= commands()).find((command) => command.path === path);
      return named ? clean(summaryOf(named, words)) : '';
    },
    flag: (flag) => flagSummary(flag, words),
    instead: { ...words.help.titles, ...words.users.acts },
  };
}

/** What there is to know of the commands with one first word, and what is said of them and of their flags. */
interface Kept {
  readonly commands: readonly Completable[];
  readonly about: Readonly<Record<string, string>>;
}

/** Where the flags of every command stand, which no word begins with. */
const GLOBAL = '-';

/**
 * What completion has to know, for `keptIn` to read: a line a first word, and one more, without any, for the first words
 * themselves. A word is left out where its command names others.
 */
export function keptOf(commands: readonly AnySpec[], words: Words): string {
  const told = toldOf(() => commands, words);
  const about = (of: readonly AnySpec[], flags: readonly Flag[] = of.flatMap((command) => command.flags ?? [])) =>
    Object.fromEntries([
      ...of.map(({ path }) => [path, told.command(path)]),
      ...flags.map((flag) => [keyOf(flag), told.flag(flag)]),
    ]) as Kept['about'];
  const firsts = [...new Set(commands.map(({ path }) => path.split(' ')[0] ?? ''))];
  const within = (first: string) => commands.filter(({ path }) => `${path} `.startsWith(`${first} `));
  const line = (key: string, kept: Kept) => `\n${key}\t${inAscii(JSON.stringify(kept))}`;
  return [
    line('', {
      commands: commands.map((command) => (command.path === '' ? completable(command) : { path: command.path })),
      about: {
        ...about(within('')),
        ...about(
          commands.filter(({ path }) => firsts.includes(path)),
          [],
        ),
      },
    }),
    line(GLOBAL, { commands: [], about: about([], GLOBAL_FLAGS) }),
    ...firsts
      .filter((first) => first !== '' && !within(first).some(namesOthers))
      .map((first) => line(first, { commands: within(first).map(completable), about: about(within(first)) })),
  ].join('');
}

function completable({ path, arguments: named, flags, fields, result }: AnySpec): Completable {
  return { path, arguments: named, flags, fields, result };
}

/** What `keptOf` wrote, as far as it is asked for: of what is not there, and of what there is in a ledger, nothing is known. */
export function keptIn(text: string): Pick<Completing, 'commands' | 'told'> {
  const read = (key: string): Kept | undefined => {
    const begin = text.indexOf(`\n${key}\t`);
    if (begin === -1) return undefined;
    const end = text.indexOf('\n', begin + 1);
    return JSON.parse(text.slice(begin + key.length + 2, end === -1 ? undefined : end)) as Kept;
  };
  let kept: Kept | undefined;
  let everywhere: Kept | undefined;
  return {
    commands: ([first = '']) => (kept = first.startsWith('-') ? undefined : read(first))?.commands,
    told: {
      command: (path) => kept?.about[path] ?? '',
      flag: (flag) => kept?.about[keyOf(flag)] ?? (everywhere ??= read(GLOBAL))?.about[keyOf(flag)] ?? '',
      instead: {},
    },
  };
}

/** A flag that has words of its own somewhere may have others elsewhere. */
function keyOf({ name, about }: Flag): string {
  return `--${name} ${about ?? ''}`;
}

function inAscii(text: string): string {
  return text.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
