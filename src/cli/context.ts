import type { Clock } from '../env/clock.js';
import type { Ids } from '../env/ids.js';
import type { Paths } from '../env/paths.js';
import type { JobLog, LoggedRun } from '../env/run-log.js';
import type { ArchiveEntry } from '../io/archive.js';
import type { PrintedPage, ReceiptPage } from '../io/receipt-pdf.js';
import type { Terminal } from '../io/terminal.js';
import type { Voice, Voices, Words } from '../language/words.js';
import type { Preferences } from '../settings/preferences.js';
import type { Settings } from '../settings/settings.js';
import type { Shell, ShellStart } from './shells.js';
import type { AnySpec } from './spec.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Day } from '../core/day.js';
import type { Channel } from '../core/dispatch.js';
import type { Instant } from '../core/day.js';
import type { GatewayKind } from '../core/gateway.js';
import type { Role } from '../core/role.js';
import type { Token } from '../core/token.js';
import type { User } from '../core/user.js';
import type { Calendar } from '../notify/calendar.js';
import type { Endpoint, Notifier } from '../notify/notifier.js';
import type { Gateway, ToldEvent } from '../payments/gateway.js';
import type { Receiver, Took } from '../payments/stripe/receiver.js';
import type { EventFault } from '../payments/stripe/signature.js';
import type { Sandbox } from '../sandbox/fill.js';
import type { Scheduler, SchedulerName } from '../scheduler/scheduler.js';
import type { NotedAsPutBack } from '../store/put-back.js';
import type { BeforePuttingBack, PutBack } from '../store/sqlite/restore.js';
import type { CopiedEvidence, Moved, Rights, Standing, Store, TakenPage, Watch } from '../store/store.js';

/**
 * What a command may reach, by what it is. Dear things are functions: nothing is opened, loaded or asked before it is
 * used. Types only, so that a test can pass its own world.
 */
export interface Context extends Voice {
  /** The words that others hear; `words` and `speech` are those of whoever runs the command. */
  readonly voices: Voices;
  readonly settings: Settings;
  /** Who acts; undefined before anybody has joined, and for a command that asks for no role. */
  readonly who: Identity | undefined;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly ids: Ids;
  catalog(): Promise<Catalog>;
  /** Whether a VAT ID has the form and the check digits of its country, where these are known. */
  isVatId(id: string): Promise<boolean>;
  readonly books: Books;
  readonly files: Files;
  readonly outside: Outside;
  readonly sandbox: Sandbox;
  readonly line: Line;
}

/** Somebody who acts for an account. */
export interface Identity {
  /** As the ledger names them. */
  readonly email: string;
  /** Empty: no user of the account. */
  readonly roles: readonly Role[];
  /** Where one was shown. */
  readonly token: Token | null;
  /** Every user of the account. */
  readonly users: readonly User[];
}

/** The ledger and the gateway that keeps books of its own beside it. */
export interface Books {
  /** The ledger, or undefined where none was created yet. @throws Stop where it cannot be used */
  existing(): Promise<Store | undefined>;
  /** The ledger, created where there is none. */
  ledger(): Promise<Store>;
  /** Where the ledger that is there went, as it said when it was opened; undefined where it is to be used here. */
  moved(): Promise<Moved | undefined>;
  gateway(): Promise<Gateway>;
  /** Of the ledger that is there, or that would be made; asking for it opens no gateway. */
  kind(): Promise<GatewayKind>;
  /**
   * Moves the ledger and what its gateway keeps beside it to a path or an address; a dry run only looks whether it could.
   * @throws Stop where there is no ledger, or where it could not be used there
   */
  moveTo(to: string, watch: Watch): Promise<Moving>;
  /**
   * Copies the ledger that is there to a new file, and the books of its sandbox beside it (`books`; null where it has none).
   * @throws Stop LEDGER_MISSING, LedgerError
   */
  backUp(file: string): Promise<{ readonly evidence: CopiedEvidence; readonly books: string | null }>;
  /** What a copy of the ledger holds, and what is in its place now. @throws Stop, LedgerError as `putBack` */
  beforePutBack(from: string): Promise<BeforePuttingBack>;
  /**
   * Puts the ledger back from a copy of it, with the books of its sandbox where there are none; a dry run only looks.
   * @throws LedgerError about the copy, or about what is in its place; `SERVER_COPY` where that is a server
   */
  putBack(from: string, watch: Watch): Promise<PutBack & { readonly books: string | null }>;
  /** Notes in the ledger that is there that it was put back by other means. @throws Stop LEDGER_MISSING */
  noteAsPutBack(): Promise<NotedAsPutBack>;
  /** Brings the ledger that is there to the version of this program. @throws Stop LEDGER_MISSING */
  migrate(): Promise<Standing['format']>;
  /** What keeps the ledger that is there; undefined where there is none. */
  standing(): Promise<Standing | undefined>;
  /** All that the ledger holds, a page of one table after the other. @throws Stop LEDGER_MISSING */
  everything(take: (page: TakenPage) => Promise<void>, watch: Watch): Promise<void>;
  /** Who may do what in the ledger that is there; undefined where that is a file, or where there is none. */
  rights(): Promise<Rights | undefined>;
  /** Called between the steps of a payment; a test stops the process there. */
  failpoint(name: string): void;
}

/** What came of it: how much is there now, where, and whether it was there already. */
export interface Moving {
  readonly to: string;
  readonly accounts: number;
  readonly entries: number;
  readonly chains: number;
  readonly seals: number;
  readonly changed: boolean;
}

/** One of the program's own files or folders: what it is, where, and as it is now. */
export interface OwnPlace {
  readonly what: 'ledger' | 'books' | 'evidence' | 'catalog' | 'run-log' | 'configuration';
  /** A path, or the address of a server without its password. */
  readonly path: string;
  /** undefined where nothing is there, or where it is on a server. */
  readonly there: { readonly bytes: number; readonly others: 'closed' | 'may-read' | 'may-write' } | undefined;
}

/** A folder that is being filled: a file for each table, which grows page by page. */
export interface NewFolder {
  /** JSON Lines hold what each row says, CSV the row as it is below the names of its columns. @throws Stop FILE_UNWRITABLE */
  add(page: TakenPage): Promise<void>;
  /** Everything is on the disk when it returns. @throws Stop FILE_UNWRITABLE */
  close(): Promise<void>;
}

/** The program's own files, and those that it writes for somebody. */
export interface Files {
  readonly paths: Paths;
  /** Each of the program's own files and folders, looked at and left as it is. */
  places(): Promise<readonly OwnPlace[]>;
  /** How many bytes are free where the ledger is, or would be; undefined where that is a server, or nobody can tell. */
  freeBytes(): Promise<number | undefined>;
  /** A folder that is new or empty; a dry run only notes it. @throws Stop FILE_EXISTS, FILE_RESERVED, FILE_UNWRITABLE */
  newFolder(path: string, form: 'jsonl' | 'csv'): Promise<NewFolder>;
  /** The text of a file that somebody else saved. @throws Stop FILE_UNREADABLE */
  readText(path: string): string;
  /** The path that a person typed where no shell reads it. */
  typed(path: string): string;
  /** The bytes of a file that shows what is stated, and what it is called. @throws Stop FILE_UNREADABLE, EVIDENCE_REFUSED */
  readEvidence(path: string): { readonly name: string; readonly bytes: Uint8Array };
  /** Writes a new archive, as `write` does. @throws Stop as `write`; ARCHIVE_REFUSED */
  writeArchive(path: string, entries: readonly ArchiveEntry[], at: Instant): Promise<void>;
  /** Everything in an archive that somebody else may have made, by its path. @throws Stop FILE_UNREADABLE, ARCHIVE_REFUSED */
  readArchive(path: string): Promise<ReadonlyMap<string, Uint8Array>>;
  /** What the user has kept. */
  preferences(): Promise<Preferences>;
  /** @throws Stop FILE_RESERVED where the path, however it is written, is one of the program's own files; that a new one is there already is said by whoever makes it */
  mayWrite(path: string, how: 'new' | 'added'): void;
  /** Writes a new file, mode 0600, also piece by piece; a dry run only notes it. @throws Stop FILE_EXISTS, FILE_RESERVED, FILE_UNWRITABLE */
  write(path: string, content: string | Uint8Array | AsyncIterable<string>): Promise<void>;
  /** A receipt on paper: one A4 page as a PDF file. */
  receiptPdf(page: ReceiptPage): Promise<PrintedPage>;
  /** Rows in the order of a text that each has, however many: those that memory is not to hold wait on the disk meanwhile. */
  sorted<Row extends object>(rows: AsyncIterable<Row>, by: (row: Row) => string): AsyncIterable<Row>;
  /** Dates as an iCalendar text (RFC 5545), piece by piece. */
  calendar(calendar: Calendar): AsyncIterable<string>;
}

/** Whoever is told something, or runs something, while nobody sits here. */
export interface Outside {
  /** How reminders can go out: the channels whose address the environment holds. */
  readonly channels: readonly Channel[];
  /** One for each of the channels. @throws Stop CHANNEL_NOT_SET, VALUE_INVALID */
  notifiers(): Promise<readonly Notifier[]>;
  /** Who is told of events; undefined where nobody is. @throws Stop VALUE_INVALID */
  events(): Promise<Endpoint | undefined>;
  /** Whether a message is signed as theirs are, by its headers and its exact body. @throws Stop VALUE_INVALID */
  isEventSigned(
    message: { readonly id: string; readonly timestamp: number; readonly body: string },
    signature: string,
  ): Promise<boolean>;
  /** What the gateway tells by itself. @throws Stop VALUE_INVALID where there is no secret that it signs with */
  payments(): Promise<PaymentMessages>;
  /** Opens a page of the web for whoever sits here; absent where there is no screen. Whether that could be done. */
  readonly browse: ((url: string) => Promise<boolean>) | undefined;
  /** Tells whatever watches from outside (`PARTNER_EVENTS_FILE`); without an event it only looks whether it could. */
  emit(event: object | undefined): void;
  /** The machine's own scheduler: the one named, or the one that it has. */
  scheduler(name?: SchedulerName): Promise<Scheduler>;
  /** Where a shell begins, and what there makes it complete. */
  shellStart(shell: Shell): Promise<ShellStart>;
  /** When the job that it runs has last run, by its own log; up to a day where one is given. */
  lastScheduledRun(by?: Day): LoggedRun | undefined;
  /** What that log tells besides. */
  jobLog(): JobLog;
  /** Writes there that the job was installed, or removed. */
  noteSchedule(installed: boolean): void;
}

/** Messages of the gateway of payments. */
export interface PaymentMessages {
  /** What an event is about, where it was signed for us, and lately; otherwise why it is none. */
  read(body: Uint8Array, signature: string): ToldEvent | EventFault;
  /** The same of standard input, byte for byte. */
  readInput(signature: string): Promise<ToldEvent | EventFault>;
  /** Receives them on a port of this machine. @throws Stop PORT_UNUSABLE */
  receive(port: number, take: (body: Uint8Array, signature: string) => Promise<Took>): Promise<Receiver>;
}

/** The command line: what can be said on one, and what it then does. */
export interface Line {
  /** Every command of the program, and those that the programme in use names. */
  commands(): Promise<readonly AnySpec[]>;
  /** And those of every other programme. */
  known(): readonly AnySpec[];
  /** The help of a command or of a group of commands, in these words; undefined where there is none of that name. */
  helpFor(path: string, words: Words): string | undefined;
  /** The options that every command takes, in these words. */
  globalOptions(words: Words): string;
  /** A command line as it is typed here, where the program may not be installed. */
  typed(command: string): string;
  /** Runs another command as if typed: how the dashboard reaches its leaves. */
  run(argv: readonly string[]): Promise<number>;
  /** The words that start this program, whole: what a scheduler has to run. */
  readonly program: readonly string[];
  /** What runs it. */
  readonly runtime: { readonly node: string; readonly platform: string };
}
