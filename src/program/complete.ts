import type { Given } from '../cli/command.js';
import { wantedAt, type Candidate, type Completable, type Told, type Wanted } from '../cli/completing.js';
import type { Among } from '../cli/spec.js';
import { typedPath } from '../env/paths.js';
import type { Machine } from '../env/machine.js';
import { clean } from '../io/clean.js';
import { bashInsertion, bashLine } from './bash-line.js';

export interface Completing {
  /** Those that a line with these words may mean; undefined where that is not known. */
  readonly commands: (line: readonly string[]) => readonly Completable[] | undefined;
  readonly told: Told;
  readonly machine: Pick<Machine, 'home' | 'platform'>;
  /** The things that there are, for whoever looks with these options; left out where nobody can look. */
  readonly things?: (
    among: Among,
    given: Given,
  ) => Promise<readonly { readonly value: string; readonly name: string }[]>;
}

interface Found {
  readonly found: readonly Candidate[];
  readonly files: boolean;
}

/**
 * What may stand at the cursor of a shell, a line each: bash is told what to write, every other shell the word and,
 * after a tab, what it is. `:files` asks the shell for the files that it knows.
 * @param asked the shell, then what its script (`data/completion`) hands over
 * @returns undefined where it takes more to know than there is here
 */
export async function complete(asked: readonly string[], completing: Completing): Promise<string | undefined> {
  const [shell = '', ...rest] = asked;
  if (shell === 'bash') {
    const [text = '', replaced = ''] = rest;
    const line = bashLine(text);
    const there = await candidates(line.words.slice(1), line.current, completing);
    if (!there) return undefined;
    const begun = there.found.filter(({ value }) => value.startsWith(line.current));
    return lines(
      begun.map(({ value }) => bashInsertion(value, line, replaced)),
      there.files,
    );
  }
  const last = rest.at(-1) ?? '';
  const current = shell === 'powershell' ? last.replace(/^:/, '') : last;
  const there = await candidates(rest.slice(0, -1), current, completing);
  if (!there) return undefined;
  const { found, files } = there;
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
  { commands, told, machine, things }: Completing,
): Promise<Found | undefined> {
  const meant = commands(line);
  if (!meant) return undefined;
  const wanted = wantedAt(meant, line, current, told);
  if (!wanted) return { found: [], files: false };
  const { before, files, among } = wanted;
  const live = among === undefined ? [] : await things?.(among, givenBy(wanted, machine));
  if (!live) return undefined;
  const there = live
    .map(({ value, name }) => ({ value, about: name === value ? '' : clean(name) }))
    // What no line can hold, or could move the cursor of a terminal, is nothing to choose.
    .filter(({ value }) => value !== '' && clean(value) === value);
  const found = [...wanted.words, ...there].map(({ value, about }) => ({ value: before + value, about }));
  return { found, files };
}

/** No shell has read the words yet: `~` is still the home folder. */
function givenBy(wanted: Wanted, machine: Completing['machine']): Given {
  const { database } = wanted.flags;
  const place = typeof database === 'string' ? { database: typedPath(database, machine) } : {};
  return { arguments: wanted.arguments, flags: { ...wanted.flags, ...place } };
}
