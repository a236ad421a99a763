import type { Screen } from '../io/blocks.js';
import type { CiReport } from '../io/github.js';
import type { Printed } from '../io/output.js';
import type { Context } from './context.js';
import type { Words } from '../language/words.js';

/**
 * A command is data: help, parsing, completion and the tests read the same list.
 *
 * path: the words after `partner`; also the file's place under `commands/`.
 * outcome: what a command gives back: the value for scripts, the screen for people.
 */
export interface Command {
  readonly path: CommandPath;
  readonly arguments?: readonly Argument[];
  readonly flags?: readonly Flag[];
  /** At least one whole command line, without the leading `partner`; a test runs every one of them. */
  readonly examples: readonly [string, ...string[]];
  /** Columns of csv, tsv and `--fields` where nothing else is asked for; dots reach into objects. */
  readonly fields?: readonly string[];
  readonly run: (context: Context, given: Given) => Promise<Outcome>;
}

export type CommandPath = keyof Words['commands'];

export interface Argument {
  readonly name: keyof Words['arguments'];
  readonly required: boolean;
  readonly choices?: readonly string[];
  /** Takes every word that is left, joined by spaces. */
  readonly rest?: true;
}

export interface Flag {
  /** Without the dashes; its description is `words.flags[name]`. */
  readonly name: keyof Words['flags'];
  readonly short?: string;
  /** `switch` takes no value, `text` one, `optional` one after `=` alone (`--accept-terms=2018-08`). */
  readonly kind: 'switch' | 'text' | 'optional';
  /** How help writes the value: `ID`, `FILE`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** It may be said several times, and all of it counts: its values are a list with commas between them. */
  readonly list?: true;
  /** Read from `PARTNER_<NAME>` where the flag is absent; never for consent, money or secrets. */
  readonly fromEnvironment?: boolean;
  /** Where it is not said, something else is taken: its variable set to nothing is a mistake. */
  readonly hasDefault?: true;
  /** Other flags of the command line beside which this one could do nothing: then it is refused, and never ignored. */
  readonly idleBeside?: readonly (keyof Words['flags'])[];
  /** Flags with the same word here answer the same question: a command line says one of them. */
  readonly oneOf?: string;
}

/** What the command line said. A switch is `true` or absent; a bare optional flag is the empty text. */
export interface Given {
  readonly arguments: Readonly<Record<string, string | undefined>>;
  readonly flags: Readonly<Record<string, string | true | undefined>>;
  /** Of the flags, those whose value the environment gave. */
  readonly fromEnvironment?: readonly string[];
}

export interface Outcome extends Printed {
  /** What a dry run shows before the list of what would be written: the screen says that it was. */
  readonly preview?: Screen;
  /** For a person, on stderr, after the result. */
  readonly afterword?: Screen;
  /** What a continuous-integration service shows of it. */
  readonly ci?: CiReport;
  /** What stopped it half way: told on stderr after what it had done, with the exit code of `exit`. */
  readonly failure?: unknown;
  /** 0 unless the command is done and still has to warn (`db check`, a partial run). */
  readonly exit?: number;
}
