import type { OfferCommand } from '../core/offer-command.js';
import type { Act } from '../core/role.js';
import type { Scope } from '../core/token.js';
import type { Words } from '../language/words.js';

/**
 * A command is data: help, parsing, permissions, completion and the tests read the same list.
 *
 * path: the words after `partner`; also the file's place under `commands/`, but for those that programmes name.
 */
export interface Spec<Path extends string = string> {
  readonly path: Path;
  readonly deed: Deed;
  readonly arguments?: readonly Argument[] | undefined;
  readonly flags?: readonly Flag[] | undefined;
  /** What the rows of a file that it reads may say. */
  readonly reads?: readonly string[] | undefined;
  /** At least one whole command line, without the leading `partner`; a test runs every one of them. */
  readonly examples: readonly [string, ...string[]];
  /** Columns of csv, tsv and `--fields` where nothing else is asked for; dots reach into objects. */
  readonly fields?: readonly string[] | undefined;
  /**
   * Of what writes to the ledger, the keys that its result may have, dots leading into objects and lists: whoever asks for
   * nothing but others is told before it is done.
   */
  readonly result?: readonly string[] | undefined;
  /** What nobody watches while it runs: where it breaks, whoever reads its events is told under that name. */
  readonly job?: 'renewals-run' | undefined;
}

export type CommandPath = keyof Words['commands'];

/** That of a command that a programme names for what it sells. */
export interface ProgrammeSpec extends Spec {
  readonly of: OfferCommand;
  /** One sentence on what it does. */
  readonly summary: (words: Words) => string;
}

export type AnySpec = Spec<CommandPath> | ProgrammeSpec;

/** What a command does to the ledger, and who may give it: no part can be left out. */
export interface Deed {
  /**
   * D18: its roles are those of the act (`ROLES_FOR`); `open` asks for none, since it looks at nothing of an account, or
   * comes before there are users.
   */
  readonly act: Act | 'open';
  /** The flag without which it only looks. */
  readonly onlyWith?: keyof Words['flags'];
  /** What a token needs for it; null: it looks at nothing of the ledger. */
  readonly scope: Scope | null;
  /** `money` where it charges or gives back, `history` where it writes anything else; null where it writes no history. */
  readonly writes: 'money' | 'history' | null;
}

export interface Argument {
  readonly name: keyof Words['arguments'];
  readonly required: boolean;
  /** What it names, where that is one of the things that there are: whoever leaves it out in a terminal chooses. */
  readonly among?: Among;
  readonly choices?: readonly string[];
  /** Takes every word that is left, joined by spaces. */
  readonly rest?: true;
  /** With `rest`: the words of a command, or one of these and then one of what may follow it. */
  readonly commandOr?: Readonly<Record<string, readonly string[]>>;
  /** The ledger that the command works on: what `--database` says elsewhere. */
  readonly place?: true;
}

/** Arguments that are files or folders. */
export const NAMES_A_FILE: ReadonlySet<string> = new Set([
  ...['archive', 'copy', 'export', 'file', 'folder', 'programme-file', 'to'],
]);

/** Things that an argument may name. */
export type Among =
  | 'accounts'
  | 'areas'
  | 'benefits'
  | 'events'
  | 'holders'
  | 'levels'
  | 'licences'
  | 'licences-held'
  | 'offers'
  | 'orders'
  | 'orders-awaited'
  | 'orders-open'
  | 'orders-paid'
  | 'orders-recorded'
  | 'orders-refunded'
  | 'orders-to-refund'
  | 'orders-waiting'
  | 'payment-methods'
  | 'programmes'
  | 'programmes-others'
  | 'recipients'
  | 'reminders'
  | 'requests'
  | 'requests-open'
  | 'setting-values'
  | 'settings'
  | 'subscriptions'
  | 'terms'
  | 'tokens'
  | 'users';

export interface Flag {
  /** Without the dashes. */
  readonly name: keyof Words['flags'];
  /** Where the flag of another command has the same name and says something else: its own words in `words.flagsOf`. */
  readonly about?: keyof Words['flagsOf'];
  readonly short?: string;
  /** `switch` takes no value, `text` one, `optional` one after `=` alone (`--accept-terms=2018-08`). */
  readonly kind: 'switch' | 'text' | 'optional';
  /** How help writes the value: `ID`, `FILE`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** What its value names, where that is one of the things that there are: a shell completes it. */
  readonly among?: Among;
  /**
   * It may be said several times, and all of it counts: its values are a list with commas between them, or with `apart`
   * each value is one, whatever is in it (`EACH`).
   */
  readonly list?: true | 'apart';
  /** Read from `PARTNER_<NAME>` where the flag is absent; never for consent, money or secrets. */
  readonly fromEnvironment?: boolean;
  /** Where it is not said, something else is taken: its variable set to nothing is a mistake. */
  readonly hasDefault?: true;
  /** Other flags of the command line beside which this one could do nothing: then it is refused, and never ignored. */
  readonly idleBeside?: readonly (keyof Words['flags'])[];
  /** Another flag of the command line without which this one could do nothing: then it is refused, too. */
  readonly idleWithout?: keyof Words['flags'];
  /** Flags with the same word here answer the same question: a command line says one of them. */
  readonly oneOf?: string;
}
