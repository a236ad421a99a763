import { join } from 'node:path';
import { commandsIn } from '../catalog/commands.js';
import type { AnyCommand, Command } from '../cli/command.js';
import type { AnySpec } from '../cli/spec.js';
import { NOUNS } from '../cli/nouns.js';
import { commandsNamed, type OfferVerbs } from '../cli/offer-verb.js';
import type { OfferCommand } from '../core/offer-command.js';
import { packageRoot } from '../files/package-root.js';

/** What there is to say on a command line. */
export interface CommandList {
  /** The program's own commands, and where a word might be one that a programme names, those. */
  meant(first: string | undefined): readonly AnyCommand[];
  /** Those that may stand on a line that begins with these words. */
  readonly begunBy: (line: readonly string[]) => readonly AnyCommand[];
  /** All of them, of every programme: each once, as the first programme has it that names it. */
  readonly known: () => readonly AnyCommand[];
  /** The program's own, and those of one programme; where nothing is said, of the default one. */
  of(programme?: string): readonly AnyCommand[];
}

declare const PROGRAMME_COMMANDS: readonly OfferCommand[] | undefined;

const OWN: ReadonlySet<string> = new Set<string>(Object.values(NOUNS).flat());

/** Programmes are looked at when one of their commands is asked for; most starts name one of the program's own. */
export function commandList(own: readonly Command[], verbs: OfferVerbs, folder: string): CommandList {
  let found: readonly OfferCommand[] | undefined;
  const named = () => (found ??= lookedUp(folder).filter(({ command }) => !OWN.has(command)));
  // After what they are about, as help lists them.
  const after = own.findLastIndex(({ path }) => path.startsWith('offers ')) + 1;
  const withThese = (commands: readonly OfferCommand[]) => [
    ...own.slice(0, after),
    ...commands.flatMap((of) => commandsNamed(verbs, of)),
    ...own.slice(after),
  ];
  const known = () => {
    const all = named();
    return withThese(all.filter(({ command }, index) => all.findIndex((other) => other.command === command) === index));
  };
  const meant = (first: string | undefined) => (first === undefined || OWN.has(first) ? own : known());
  return {
    meant,
    begunBy(line) {
      const first = line.find((word) => !word.startsWith('-'));
      return first === undefined || namesOthers(own.find(({ path }) => path === first)) ? known() : meant(first);
    },
    known,
    of: (programme = named()[0]?.programme) => withThese(named().filter((of) => of.programme === programme)),
  };
}

// Set by the build; without one, the files are read.
function lookedUp(own: string): readonly OfferCommand[] {
  const shipped = typeof PROGRAMME_COMMANDS === 'undefined' ? {} : { shipped: PROGRAMME_COMMANDS };
  return commandsIn({ folder: join(packageRoot(), 'data'), own, ...shipped });
}

/** Whether an argument of it names a command. */
export function namesOthers(command: AnySpec | undefined): boolean {
  return command?.arguments?.some(({ commandOr }) => commandOr !== undefined) ?? false;
}
