import type { Clock } from '../env/clock.js';
import type { Ids } from '../env/ids.js';
import type { Paths } from '../env/paths.js';
import type { Prompter } from '../io/questions.js';
import type { PrintedPage, ReceiptPage } from '../io/receipt-pdf.js';
import type { Terminal } from '../io/terminal.js';
import type { Voice } from '../language/voice.js';
import type { Preferences } from '../settings/preferences.js';
import type { Spec } from './spec.js';
import type { Catalog } from '../catalog/catalog.js';
import type { CompanyWords } from '../sandbox/company-words.js';
import type { Channel } from '../core/dispatch.js';
import type { Programme } from '../core/programme.js';
import type { Role } from '../core/role.js';
import type { Token } from '../core/token.js';
import type { User } from '../core/user.js';
import type { Calendar } from '../notify/calendar.js';
import type { Notifier } from '../notify/notifier.js';
import type { Gateway } from '../payments/gateway.js';
import type { SandboxCard } from '../sandbox/gateway/cards.js';
import type { SandboxFiller } from '../sandbox/fill.js';
import type { Words } from '../language/words.js';
import type { LoggedRun } from '../env/run-log.js';
import type { Scheduler, SchedulerName } from '../scheduler/scheduler.js';
import type { Lang } from '../language/lang.js';
import type { Settings } from '../settings/settings.js';
import type { Store } from '../store/store.js';

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
  /**
   * Runs `work` over the sandbox's books while they are empty; undefined, and nothing is done, where they are not. A dry
   * run only notes it: it is many entries, and what they are the command has said by its number.
   */
  fillSandbox<T>(work: (filler: SandboxFiller) => Promise<T>): Promise<T | 'noted' | undefined>;
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
  /** Keeps what earlier payments came to that were settled first, for a script that is told of an error. */
  settledFirst(results: readonly object[]): void;
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
  readonly commands: readonly Spec[];
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
