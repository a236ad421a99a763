import type { Block, Command, Fact, Screen } from './command.js';
import type { Catalog } from './catalog/catalog.js';
import type { CompanyWords } from './core/company-words.js';
import type { Instant } from './core/day.js';
import type { Channel } from './core/dispatch.js';
import type { Programme } from './core/programme.js';
import type { Role } from './core/role.js';
import type { Token } from './core/token.js';
import type { User } from './core/user.js';
import type { Calendar } from './notify/calendar.js';
import type { Notifier } from './notify/notifier.js';
import type { Gateway } from './payments/gateway.js';
import type { SandboxCard } from './payments/sandbox/cards.js';
import type { SandboxFiller } from './payments/sandbox/fill.js';
import type { Teller } from './language/said.js';
import type { Words } from './language/words.js';
import type { LoggedRun } from './env/run-log.js';
import type { Scheduler, SchedulerName } from './scheduler/scheduler.js';
import type { Lang, Origin, Settings } from './settings.js';
import type { Store } from './store/store.js';

/** Words and forms of one language. */
export interface Voice {
  readonly words: Words;
  readonly speech: Teller;
}

/**
 * What a command may reach. Dear things are functions: nothing is opened, loaded or asked before it is used.
 * Types only, so that a test can pass its own world.
 */
export interface Context extends Voice {
  /** What machine output says where it has to say something: it never changes with the language. */
  readonly english: Voice;
  /** For what somebody else reads. */
  voice(lang: Lang): Promise<Voice>;
  readonly settings: Settings;
  /** Who acts, as the ledger names them: a user's address; undefined before anybody has joined. */
  readonly actor: string | undefined;
  /** The same with what they may; undefined, too, for a command that asks for no role. */
  readonly who: Identity | undefined;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly ids: Ids;
  /** 256 random bits as text that needs no quoting; with a prefix by which a leak is recognised. */
  secret(): string;
  /** SHA-256, lower-case hex. */
  digest(text: string): string;
  catalog(): Promise<Catalog>;
  /** A programme of the catalogue, the default one where none is named. */
  programme(id?: string): Promise<Programme>;
  sandboxCards(): Promise<readonly SandboxCard[]>;
  /** The words that made-up companies are named from. */
  companyWords(): Promise<CompanyWords>;
  /** Runs `work` over the sandbox's books while they are empty; undefined, and nothing is done, where they are not. */
  fillSandbox<T>(work: (filler: SandboxFiller) => Promise<T>): Promise<T | undefined>;
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
  /** @throws Stop FILE_RESERVED where the path, however it is written, is one of the program's own files; that a new one is there already is said by whoever makes it */
  mayWrite(path: string, how: 'new' | 'added'): void;
  /** Writes a new file, mode 0600; a dry run only notes it. @throws Stop FILE_EXISTS, FILE_RESERVED, FILE_UNWRITABLE */
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
  /** Tells whatever watches from outside (`PARTNER_EVENTS_FILE`); without an event it only looks whether it could. */
  emit(event: object | undefined): void;
  /** The machine's own scheduler: the one named, or the one that it has. */
  scheduler(name?: SchedulerName): Promise<Scheduler>;
  /** When the job that it runs has last run, by its own log. */
  lastScheduledRun(): LoggedRun | undefined;
  /** The words that start this program, whole: what a scheduler has to run. */
  readonly program: readonly string[];
  /** A receipt on paper: one A4 page as a PDF file. */
  receiptPdf(page: ReceiptPage): Promise<PrintedPage>;
  /** Runs another command as if typed: how the dashboard reaches its leaves. */
  run(argv: readonly string[]): Promise<number>;
  /** Every command there is. */
  readonly commands: readonly Command[];
  /** The help of a command or of a group of commands, in these words; undefined where there is none of that name. */
  helpFor(path: string, words: Words): string | undefined;
  readonly paths: Paths;
  pause(milliseconds: number): Promise<void>;
  /** Milliseconds since it was called, the time asleep included, however the clock was set meanwhile. */
  stopwatch(): () => number;
  /** The nearest of the known words to one that is not; undefined where none is near. */
  nearest(given: string, known: readonly string[]): string | undefined;
  /** Called between the steps of a payment; a test stops the process there. */
  failpoint(name: string): void;
  /** Holds back an interrupt until `work` is done, saying so: a payment is not left half way. `asked`: one has come. */
  uninterrupted<T>(work: (asked: () => boolean) => Promise<T>, saying?: string): Promise<T>;
  /** How reminders can go out: the channels whose address the environment holds. */
  readonly channels: readonly Channel[];
  /** One for each of the channels. @throws Stop CHANNEL_NOT_SET, VALUE_INVALID */
  notifiers(): Promise<readonly Notifier[]>;
  /** Dates as an iCalendar text (RFC 5545). */
  calendar(calendar: Calendar): Promise<string>;
}

/** Somebody who acts for an account. */
export interface Identity {
  readonly email: string;
  /** Empty: no user of the account. */
  readonly roles: readonly Role[];
  /** Where one was shown. */
  readonly token: Token | null;
  /** Every user of the account. */
  readonly users: readonly User[];
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
  /**
   * A spinner on stderr while `work` runs, where stderr is a terminal; `report` changes what it says, and adds the time
   * that is left where the share that is done is known. Off a terminal, the newest report is a line a minute.
   */
  busy<T>(message: string, work: (report: Report) => Promise<T>): Promise<T>;
}

/** What long work says; `share`, from 0 to 1, is drawn as a bar where a terminal can redraw it. */
export type Report = (text: string, share?: number) => void;

export interface Clock {
  /** The frozen clock of a sandbox ledger, else the machine's. */
  now(): Promise<Instant>;
  /** The machine's alone. */
  system(): Instant;
  /** What tells the time apart from it, the gateway or the file system; undefined where neither can. */
  other(): Promise<Instant | undefined>;
}

export interface Ids {
  /** `prefix_` and a ULID. */
  next(
    prefix: 'acc' | 'sub' | 'ord' | 'att' | 'pm' | 'acp' | 'tok' | 'rem' | 'evi' | 'req' | 'rfd' | 'ben',
    at: Instant,
  ): string;
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
  /** It asks for a card's number: every other question takes none (D19). */
  readonly takesCardNumber?: true;
  /** How an answer stands on the screen once it is given, where not all of it should stay there. */
  readonly shownAs?: (answer: string) => string;
  /** What is wrong with an answer, in words; undefined where nothing is. */
  readonly check: (answer: string) => string | undefined | Promise<string | undefined>;
}

export interface Preferences {
  readonly file: string;
  list(): readonly { readonly key: string; readonly value: string | undefined; readonly origin: Origin }[];
  /** @returns the value as it is kept: a path as a whole one, so that it means the same in every folder */
  set(key: string, value: string): Promise<string>;
  unset(key: string): Promise<void>;
}

export interface Paths {
  /** The SQLite file, or the URL of a server. */
  readonly database: string;
  readonly configuration: string;
  /** Where the scheduled job keeps its events, beside the ledger. */
  readonly runLog: string;
  /** The folder of the programmes that the user imported. */
  readonly catalog: string;
}

/** What a printed receipt says, in the person's words. */
export interface ReceiptPage {
  readonly title: string;
  readonly number: string;
  readonly facts: readonly Fact[];
  /** Of whoever paid (ISO 3166): some letters are drawn differently in each. */
  readonly country: string;
  /** The last row is the total. */
  readonly amounts: readonly Fact[];
  /** Stands out, where there is something that nobody may overlook. */
  readonly notice: string | undefined;
  readonly lang: string;
  /** The date of the file, too: the same receipt is the same file. */
  readonly paidAt: Instant;
  /**
   * Said where letters had to be replaced; `sign` stands for those without a likeness, and the packages would bring a
   * font that has them.
   */
  replaced(sign: string, packages: readonly string[]): string;
}

export interface PrintedPage {
  readonly bytes: Uint8Array;
  /** Every letter could be printed as it is. */
  readonly exact: boolean;
  /** The npm packages that would bring a font for what is missing, as far as there are any. */
  readonly packages: readonly string[];
}
