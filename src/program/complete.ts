import type { Given } from '../cli/command.js';
import { wantedAt, type Candidate, type Wanted } from '../cli/completing.js';
import type { Among } from '../cli/spec.js';
import { typedPath } from '../env/paths.js';
import type { Machine } from '../env/machine.js';
import { clean } from '../io/clean.js';
import type { Words } from '../language/words.js';
import { bashInsertion, bashLine } from './bash-line.js';
import type { CommandList } from './command-list.js';

export interface Completing {
  readonly list: CommandList;
  readonly words: Words;
  readonly machine: Pick<Machine, 'home' | 'platform'>;
  /** The things that there are, for whoever looks with these options. */
  readonly things: (
    among: Among,
    given: Given,
  ) => Promise<readonly { readonly value: string; readonly name: string }[]>;
}

/**
 * What may stand at the cursor of a shell, a line each: bash is told what to write, every other shell the word and,
 * after a tab, what it is. `:files` asks the shell for the files that it knows.
 * @param asked the shell, then what its script (`data/completion`) hands over
 */
export async function complete(asked: readonly string[], completing: Completing): Promise<string> {
  const [shell = '', ...rest] = asked;
  if (shell === 'bash') {
    const [text = '', replaced = ''] = rest;
    const line = bashLine(text);
    const { found, files } = await candidates(line.words.slice(1), line.current, completing);
    const begun = found.filter(({ value }) => value.startsWith(line.current));
    return lines(
      begun.map(({ value }) => bashInsertion(value, line, replaced)),
      files,
    );
  }
  const last = rest.at(-1) ?? '';
  const current = shell === 'powershell' ? last.replace(/^:/, '') : last;
  const { found, files } = await candidates(rest.slice(0, -1), current, completing);
  // zsh and fish find by their own rules what fits what is typed; PowerShell shows whatever it is given.
  const fitting = shell === 'powershell' ? found.filter(({ value }) => value.startsWith(current)) : found;
  return lines(
    fitting.map(({ value, about }) => `${value}\t${about}`),
    files,
  );
}

function lines(found: readonly string[], files: boolean): string {
  return [...found, ...(files ? [':files'] : [])].map((line) => `${line}\n`).join('');
}

async function candidates(
  line: readonly string[],
  current: string,
  { list, words, machine, things }: Completing,
): Promise<{ readonly found: readonly Candidate[]; readonly files: boolean }> {
  const first = line.find((word) => !word.startsWith('-'));
  const commands = first === undefined ? list.known() : list.meant(first);
  const wanted = wantedAt(commands, line, current, words);
  if (!wanted) return { found: [], files: false };
  const { before, files, among } = wanted;
  const live = among === undefined ? [] : await things(among, givenBy(wanted, machine));
  const found = [...wanted.words, ...live.map(({ value, name }) => ({ value, about: name === value ? '' : name }))]
    // What no line can hold, or could move the cursor of a terminal, is nothing to choose.
    .filter(({ value }) => value !== '' && clean(value) === value)
    .map(({ value, about }) => ({ value: before + value, about: clean(about) }));
  return { found, files };
}

/** No shell has read the words yet: `~` is still the home folder. */
function givenBy(wanted: Wanted, machine: Completing['machine']): Given {
  const { database } = wanted.flags;
  const place = typeof database === 'string' ? { database: typedPath(database, machine) } : {};
  return { arguments: wanted.arguments, flags: { ...wanted.flags, ...place } };
}
