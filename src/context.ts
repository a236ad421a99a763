import type { Block, Command, Screen } from './command.js';
import type { Catalog } from './catalog/catalog.js';
import type { Instant } from './core/day.js';
import type { Programme } from './core/programme.js';
import type { Gateway } from './payments/gateway.js';
import type { SandboxCard } from './payments/sandbox/cards.js';
import type { Teller } from './language/said.js';
import type { Words } from './language/words.js';
import type { Settings, Origin } from './settings.js';
import type { Store } from './store/store.js';

/**
 * What a command may reach. Dear things are functions: nothing is opened, loaded or asked before it is used.
 * Types only, so that a test can pass its own world.
 */
export interface Context {
  readonly words: Words;
  readonly speech: Teller;
  /** What machine output says where it has to say something: it never changes with the language. */
  readonly english: { readonly words: Words; readonly speech: Teller };
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly ids: Ids;
  /** SHA-256, lower-case hex. */
  digest(text: string): string;
  catalog(): Promise<Catalog>;
  /** A programme of the catalogue, the default one where none is named. */
  programme(id?: string): Promise<Programme>;
  sandboxCards(): Promise<readonly SandboxCard[]>;
  /** The ledger, or undefined where none was created yet. @throws Stop where it cannot be used */
  existingLedger(): Promise<Store | undefined>;
  /** The ledger, created where there is none. */
  ledger(): Promise<Store>;
  gateway(): Promise<Gateway>;
  /** Where people are asked. Only where `terminal.mayPrompt`. */
  prompter(): Promise<Prompter>;
  preferences(): Promise<Preferences>;
  /** Everything on standard input, for `--card-stdin`. */
  readInput(): Promise<string>;
  /** Writes a new file, mode 0600. @throws Stop FILE_EXISTS, FILE_UNWRITABLE */
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
  /** Runs another command as if typed: how the dashboard reaches its leaves. */
  run(argv: readonly string[]): Promise<number>;
  /** Every command there is. */
  readonly commands: readonly Command[];
  /** The help of a command or of a group of commands, in these words; undefined where there is none of that name. */
  helpFor(path: string, words: Words): string | undefined;
  readonly paths: Paths;
  pause(milliseconds: number): Promise<void>;
  /** The nearest of the known words to one that is not; undefined where none is near. */
  nearest(given: string, known: readonly string[]): string | undefined;
  /** Called between the steps of a payment; a test stops the process there. */
  failpoint(name: string): void;
  /** Holds back an interrupt until `work` is done, saying so: a payment is not left half way. */
  uninterrupted<T>(work: () => Promise<T>): Promise<T>;
}

export interface Terminal {
  /** stdin and stderr are terminals, and neither `CI` nor `--no-input` is set. */
  readonly mayPrompt: boolean;
  /** Prints on stderr: what accompanies a result and is not it. Held back in quiet mode. */
  show(screen: Screen): void;
  /** What a question is about, such as the order before Buy: shown in quiet mode too (R9). */
  page(screen: Screen): void;
  /** As `show`, a line; in machine output it is kept until the command has succeeded. */
  notice(block: Block): void;
  /** A spinner on stderr while `work` runs, where stderr is a terminal. */
  busy<T>(message: string, work: () => Promise<T>): Promise<T>;
}

export interface Clock {
  /** The frozen clock of a sandbox ledger, else the machine's. */
  now(): Promise<Instant>;
  /** The machine's alone. */
  system(): Instant;
}

export interface Ids {
  /** `prefix_` and a ULID. */
  next(prefix: 'acc' | 'sub' | 'ord' | 'att' | 'pm' | 'acp', at: Instant): string;
  /** Random, for a new ledger's name. */
  installation(at: Instant): string;
  /** This process, as others can recognise it (host and process id). */
  readonly process: string;
  /** Whether the process that `name` names can no longer be sending anything. */
  isGone(name: string): boolean;
  /** Whether it is known to run, on this machine; false where nobody can tell from here. */
  isRunning(name: string): boolean;
}

export interface Prompter {
  choose<V extends string>(question: Choice<V>): Promise<V>;
  text(question: TextQuestion): Promise<string>;
}

export interface Choice<V extends string> {
  readonly message: string;
  readonly choices: readonly { readonly value: V; readonly name: string }[];
  readonly preset?: V | undefined;
}

export interface TextQuestion {
  readonly message: string;
  readonly preset?: string | undefined;
  /** Not echoed. */
  readonly secret?: boolean;
  /** How an answer stands on the screen once it is given, where not all of it should stay there. */
  readonly shownAs?: (answer: string) => string;
  /** What is wrong with an answer, in words; undefined where nothing is. */
  readonly check: (answer: string) => string | undefined | Promise<string | undefined>;
}

export interface Preferences {
  readonly file: string;
  list(): readonly { readonly key: string; readonly value: string | undefined; readonly origin: Origin }[];
  set(key: string, value: string): Promise<void>;
  unset(key: string): Promise<void>;
}

export interface Paths {
  /** The SQLite file, or the URL of a server. */
  readonly database: string;
  readonly configuration: string;
}
