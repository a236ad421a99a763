import type { NamedBySetting } from './core/checkup.js';
import type { BooksFault, GatewayName } from './core/gateway.js';
import type { Refusal, RefusalCode } from './core/refusal.js';
import type { Scope, TokenFault } from './core/token.js';

/** The exit codes scripts rely on. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  forbidden: 4,
  refused: 5,
  busy: 6,
  changed: 7,
  partial: 8,
  declined: 9,
  unknown: 10,
  waiting: 11,
  cancelled: 130,
} as const;

/** Everything that can stop a command and is no rule of the programme: its code and its facts. */
interface TroubleFacts {
  /** `usage`: the help of the command or the group that the words before it name. */
  UNKNOWN_COMMAND: { readonly given: string; readonly nearest: string | undefined; readonly usage: string };
  /** A command that another programme names for an offer; `commands`: those that the company's own names. */
  COMMAND_NOT_OFFERED: {
    readonly command: string;
    readonly programme: string;
    readonly commands: readonly string[];
  };
  UNKNOWN_FLAG: { readonly given: string; readonly nearest: string | undefined; readonly usage: string };
  UNKNOWN_CHOICE: {
    readonly of: string;
    readonly given: string;
    readonly choices: readonly string[];
    readonly nearest: string | undefined;
    /** The help of the command that it was given to. */
    readonly usage?: string;
  };
  /** `argument`: the first of them. */
  ARGUMENT_MISSING: { readonly argument: string; readonly missing: readonly string[]; readonly usage: string };
  ARGUMENT_UNEXPECTED: { readonly given: string; readonly usage: string };
  VALUE_MISSING: { readonly flag: string };
  /** Set to nothing, where another value would be taken in its place. */
  VARIABLE_EMPTY: { readonly variable: string };
  /** An option that says one thing was given more often than once: to take either would be to drop the other. */
  FLAG_TWICE: { readonly flag: string };
  /** An option that could do nothing here: beside which other one, or which answer. */
  FLAG_UNUSED: { readonly flag: string } & ({ readonly beside: string } | { readonly without: string });
  /** Answers about a company that is not the one that acts; `other`: where the ledger knows it, its MPN ID. */
  ANSWERS_DIFFER: {
    readonly of: string;
    readonly given: string;
    readonly company: string;
    readonly mpnId: string;
    readonly other: string | null;
    /** What it is here, where something was to be brought in for it as another company than it is. */
    readonly here?: string;
  };
  /** D33: what is wrong with the rows of a file, all of it; nothing was written. */
  ROWS_REFUSED: {
    readonly file: string;
    readonly faults: readonly RowFault[];
    readonly conflicts: readonly RowConflict[];
    /** The command line that brings in the rows without a fault; nothing where there are none, or the file can't be read. */
    readonly command?: string | undefined;
    /** It was to be compared, and not brought in. */
    readonly comparing?: true;
  };
  FILE_UNREADABLE: { readonly location: string; readonly why: FileFault };
  /** A file that was recorded and is not kept any more, or not as it was. */
  EVIDENCE_LOST: { readonly file: string; readonly sha256: string };
  /** An archive of evidence that is not opened. */
  ARCHIVE_REFUSED: { readonly location: string; readonly why: ArchiveFault };
  /** A file that can't be kept as evidence. */
  EVIDENCE_REFUSED: { readonly location: string; readonly why: EvidenceFault };
  /** Options that answer the same question. */
  FLAGS_CONFLICT: { readonly flags: readonly string[] };
  /** `most`: of a number, the largest that is possible. */
  VALUE_INVALID: {
    readonly of: string;
    readonly given: string;
    readonly wanted: Wanted;
    readonly most?: number;
    readonly nearest?: string | undefined;
  };
  /** `anyOf`: one of them is enough. `each`: where the one answer that is missing is a choice, a whole command line for each. */
  ANSWERS_MISSING: Readonly<{ missing: readonly string[]; command: string; anyOf?: true; each?: readonly string[] }>;
  /** `of`: the option whose value it was; undefined for a word of the command line itself. */
  CARD_NUMBER_IN_ARGUMENTS: { readonly of: string | undefined };
  /** `of`: the variable, the setting or the option. What stands there is never said. */
  CARD_NUMBER_IN_VALUE: { readonly of: string };
  /** `more`: there are others that are not listed. */
  ACCOUNT_NOT_CHOSEN: { readonly mpnIds: readonly string[]; readonly more: boolean };
  NOT_FOUND: { readonly what: Noun; readonly given: string; readonly nearest: string | undefined } & NamedBySetting;
  CHANGED_SINCE_REVIEW: { readonly given: string; readonly now: string; readonly command: string };
  PAYMENT_DECLINED: {
    readonly declineCode: string;
    readonly card: { readonly brand: string; readonly last4: string };
    readonly order: string | null;
    readonly withAnotherCard?: string;
  };
  PAYMENT_UNKNOWN: { readonly order: string | null; readonly reason: string };
  /** `returns`: what is sent is a refund. */
  PAYMENT_IN_PROGRESS: { readonly order: string; readonly returns?: true };
  /** An order that is over. */
  NOTHING_TO_PAY: { readonly order: string };
  NOT_PAID: { readonly order: string };
  NO_INVOICE: { readonly order: string; readonly why: 'no-seller' | 'elsewhere' };
  NOT_REFUNDED: { readonly order: string; readonly why: 'nothing-given-back' | 'elsewhere' };
  REFUND_REFUSED: { readonly order: string; readonly request: string; readonly reason: string };
  REFUND_UNKNOWN: { readonly order: string };
  LEDGER_MISSING: { readonly location: string };
  /** `gateway`: the ledger's own. `wanted`: the one that was asked for. */
  GATEWAY_DIFFERS: { readonly location: string; readonly gateway: GatewayName; readonly wanted: GatewayName };
  LEDGER_FOREIGN: { readonly location: string };
  LEDGER_CORRUPT: { readonly location: string };
  LEDGER_NEWER: { readonly location: string };
  LEDGER_OLDER: { readonly location: string };
  LEDGER_BUSY: { readonly location: string; readonly done?: true };
  LEDGER_LOCKLESS: { readonly location: string };
  LEDGER_MOVED: { readonly location: string; readonly to: string; readonly done?: true };
  /** `from`: the ledger that it is to be a copy of. */
  LEDGER_UNFINISHED: { readonly location: string; readonly from: string };
  LEDGER_EXISTS: { readonly location: string };
  LEDGER_UNSAFE: { readonly location: string };
  LEDGER_JOURNAL: { readonly location: string };
  LEDGER_UNWRITABLE: { readonly location: string };
  LEDGER_ENGINE_MISSING: { readonly location: string };
  LEDGER_CONFLICT: { readonly location: string; readonly done?: true };
  SERVER_UNREACHABLE: { readonly location: string; readonly unsure: boolean };
  SERVER_TLS: { readonly location: string };
  SERVER_LOGIN: { readonly location: string };
  SERVER_DATABASE: { readonly location: string };
  SERVER_RIGHTS: { readonly location: string };
  /** `roles`: those that the user has there. */
  SERVER_ROLE: { readonly location: string; readonly user: string; readonly roles: string };
  /** What only a ledger on a server has. */
  SERVER_ONLY: { readonly location: string };
  SERVER_OLD: { readonly location: string };
  SERVER_READ_ONLY: { readonly location: string; readonly done?: true };
  SERVER_CROWDED: { readonly location: string };
  SERVER_FULL: { readonly location: string };
  SERVER_COPY: { readonly location: string };
  /** `command`: the same command line with a name that is free. */
  FILE_EXISTS: { readonly location: string; readonly command?: string };
  /** `done`: a command had done its work, and only its result could not be printed. */
  FILE_UNWRITABLE: { readonly location: string; readonly done?: true };
  /** The folder of a copy. */
  FILE_LOCKLESS: { readonly location: string };
  /** One of the program's own: a ledger, a backup, a journal, the gateway's books, the settings, an imported programme. */
  FILE_RESERVED: { readonly location: string };
  GATEWAY_BOOKS: { readonly location: string; readonly reason: BooksFault };
  GATEWAY_UNREACHABLE: { readonly reason: string };
  /** `from`: where the key that will not do was found. `keychain`: what the system's came to, where it was asked. */
  GATEWAY_KEY: {
    readonly fault: KeyFault;
    readonly from?: KeySource;
    readonly keychain?: 'none' | 'empty' | 'silent';
  };
  /** It tells nothing by itself. */
  GATEWAY_SILENT: { readonly gateway: GatewayName };
  /** `signature`: not signed by the gateway for this endpoint. `time`: signed too long ago. `form`: no event. */
  EVENT_REFUSED: { readonly fault: 'signature' | 'time' | 'form' };
  PORT_UNUSABLE: { readonly port: number; readonly why: 'taken' | 'denied' | 'failed' };
  TOKEN_REFUSED: { readonly fault: TokenFault; readonly scope: Scope };
  /** null: there is none on this machine. */
  SCHEDULER_FAILED: { readonly scheduler: string | null };
  CATALOG_INVALID: { readonly file: string; readonly path: string; readonly reason: string };
  PROGRAMME_EXISTS: { readonly programme: string; readonly file: string };
  CONFIG_INVALID: { readonly file: string; readonly reason: ConfigFault; readonly setting?: string };
  DATABASE_UNSUPPORTED: { readonly given: string; readonly fault?: 'hosts' | 'word' | 'schema' | 'sslmode' | 'form' };
  /** `flag`: one that speaks of a channel which is not set, while another is. */
  CHANNEL_NOT_SET: { readonly missing: readonly string[]; readonly flag?: string };
  /** `declined`: a payment was tried before, so that its attempt is on record. */
  /** `clock`: the machine's clock itself shows no day from 1970 to 9999. */
  BEYOND_CALENDAR: { readonly clock: boolean };
  /** `back`: one step, by whoever asks step by step. */
  CANCELLED: { readonly resume: string | undefined; readonly declined?: true; readonly back?: true };
  UNEXPECTED: { readonly detail: string };
}

export type Noun =
  | 'account'
  | 'area'
  | 'benefit'
  | 'offer'
  | 'subscription'
  | 'order'
  | 'payment-method'
  | 'programme'
  | 'setting'
  | 'topic'
  | 'error-code'
  | 'terms'
  | 'token'
  | 'user'
  | 'login'
  | 'request'
  | 'reminder'
  | 'event';

/**
 * `missing`: there is none. `unreadable`: its file. `form`: no secret or restricted key; `publishable`: one for web pages.
 * `test`, `live`: of the other mode than the ledger's. `place`: a live key goes to Stripe alone, over TLS.
 */
export type KeyFault = 'missing' | 'unreadable' | 'form' | 'publishable' | 'test' | 'live' | 'place';
export type KeySource = 'variable' | 'file' | 'keychain';

/** `empty`: a file that a variable names. `no-text`, `misspelt`: one setting in it. */
export type ConfigFault =
  'not-json' | 'not-an-object' | 'not-a-file' | 'unreadable' | 'unsafe' | 'empty' | 'nul' | 'no-text' | 'misspelt';

/** `too-many`: entries. `names`: of folders, twice the same, or leading out of the archive. `no-proof`: nothing that `evidence export` made. */
export type ArchiveFault =
  'no-zip' | 'damaged' | 'encrypted' | 'too-large' | 'too-many' | 'names' | 'link' | 'no-proof' | 'newer';

/**
 * Why a file that was named is not read. `no-file`: a pipe, a socket or a device, from which bytes may come for ever.
 * `changing`: somebody writes to it meanwhile, or it has no size of its own. `failed`: the machine says so, and no more.
 */
export type FileFault = 'missing' | 'denied' | 'folder' | 'no-file' | 'no-text' | 'too-large' | 'changing' | 'failed';

export type EvidenceFault = 'too-large' | 'changing' | 'empty' | 'name';

/** The shape a value should have had; its sentence is in `language/`. */
export type Wanted =
  | 'company'
  | 'holder'
  | 'token-name'
  | 'login'
  | 'country'
  | 'address'
  | 'vat-id'
  | 'email'
  | 'mpn-id'
  | 'card'
  | 'date'
  | 'date-ahead'
  | 'duration'
  | 'number'
  | 'reminder-days'
  | 'evidence'
  | 'smtp-url'
  | 'webhook-url'
  | 'events-secret'
  | 'stripe-secret'
  | 'time'
  | 'request-text'
  | 'fields'
  | 'query'
  | 'query-bound'
  | 'received-day'
  | 'past-day'
  | 'day-from-on'
  | 'day-since'
  | 'off-today'
  | 'one-date'
  | 'date-format'
  | 'mapping'
  | 'column'
  | 'column-missing'
  | 'column-twice'
  | 'mapped-column'
  | 'benefit-named'
  | 'cells'
  | 'cell-length'
  | 'plain-value'
  | 'columns'
  | 'no-card-number'
  | 'quotation'
  | 'after-quotation'
  | 'rows'
  | 'programme'
  | 'offer'
  | 'benefit'
  | 'autorenew'
  | 'paid-by'
  | 'before-anniversary'
  | 'term-end'
  | 'currency'
  | 'invoice'
  | 'reason'
  | 'amount'
  | 'amount-with-comma'
  | 'setting'
  | 'text'
  | 'file-name';

/** What is wrong in a file: the line, the field or the column as it is called there, and what was wanted. */
export interface RowFault {
  readonly line: number;
  readonly column: string;
  /** What the file calls the field, where that is another name. */
  readonly called?: string;
  readonly wanted: Wanted;
  /** What stands there; left out where there is nothing, or a card number in it. */
  readonly given?: string;
  readonly nearest?: string;
  /** All that it could have been. */
  readonly choices?: readonly string[];
  /** What may be said of the whole file instead. */
  readonly hint?: 'decimal' | 'decimal-point' | 'decimal-either' | 'programme';
}

/** D25: a row that is at odds with what is here. `reason`: a code; `order`: what is recorded already, where that is why. */
export type RowConflict = {
  readonly line: number;
  readonly mpnId: string;
  readonly reason: string;
  readonly order: string | null;
} & (
  | { readonly refusal: Refusal; readonly fields?: never }
  /** Fields of the company: in which it differs from the one that is here, or that one which is not here needs. */
  | {
      readonly refusal?: never;
      readonly fields: { readonly differ: string } | { readonly missing: readonly string[] };
    }
);

export type TroubleCode = keyof TroubleFacts;
export type TroubleOf<C extends TroubleCode> = { readonly code: C } & TroubleFacts[C];
export type Trouble = { [C in TroubleCode]: TroubleOf<C> }[TroubleCode];
export type Problem = Refusal | Trouble;
export type ProblemCode = RefusalCode | TroubleCode;

const EXIT_OF: Readonly<Record<TroubleCode, number>> = {
  UNKNOWN_COMMAND: EXIT.usage,
  UNKNOWN_FLAG: EXIT.usage,
  UNKNOWN_CHOICE: EXIT.usage,
  ARGUMENT_MISSING: EXIT.usage,
  ARGUMENT_UNEXPECTED: EXIT.usage,
  VALUE_MISSING: EXIT.usage,
  VARIABLE_EMPTY: EXIT.usage,
  FLAG_TWICE: EXIT.usage,
  FLAGS_CONFLICT: EXIT.usage,
  FLAG_UNUSED: EXIT.usage,
  ROWS_REFUSED: EXIT.refused,
  FILE_UNREADABLE: EXIT.usage,
  EVIDENCE_REFUSED: EXIT.usage,
  EVIDENCE_LOST: EXIT.failed,
  ARCHIVE_REFUSED: EXIT.failed,
  ANSWERS_DIFFER: EXIT.usage,
  VALUE_INVALID: EXIT.usage,
  ANSWERS_MISSING: EXIT.usage,
  CARD_NUMBER_IN_ARGUMENTS: EXIT.usage,
  CARD_NUMBER_IN_VALUE: EXIT.usage,
  ACCOUNT_NOT_CHOSEN: EXIT.usage,
  NOT_FOUND: EXIT.notFound,
  COMMAND_NOT_OFFERED: EXIT.notFound,
  CHANGED_SINCE_REVIEW: EXIT.changed,
  PAYMENT_DECLINED: EXIT.declined,
  PAYMENT_UNKNOWN: EXIT.unknown,
  PAYMENT_IN_PROGRESS: EXIT.busy,
  NOTHING_TO_PAY: EXIT.refused,
  NOT_PAID: EXIT.notFound,
  NO_INVOICE: EXIT.notFound,
  NOT_REFUNDED: EXIT.notFound,
  REFUND_REFUSED: EXIT.declined,
  REFUND_UNKNOWN: EXIT.unknown,
  LEDGER_MISSING: EXIT.notFound,
  GATEWAY_DIFFERS: EXIT.usage,
  LEDGER_FOREIGN: EXIT.failed,
  LEDGER_CORRUPT: EXIT.failed,
  LEDGER_NEWER: EXIT.failed,
  LEDGER_OLDER: EXIT.failed,
  LEDGER_BUSY: EXIT.busy,
  LEDGER_LOCKLESS: EXIT.failed,
  LEDGER_MOVED: EXIT.refused,
  LEDGER_UNFINISHED: EXIT.failed,
  LEDGER_EXISTS: EXIT.failed,
  LEDGER_UNSAFE: EXIT.failed,
  LEDGER_JOURNAL: EXIT.failed,
  LEDGER_UNWRITABLE: EXIT.failed,
  LEDGER_ENGINE_MISSING: EXIT.failed,
  LEDGER_CONFLICT: EXIT.busy,
  SERVER_UNREACHABLE: EXIT.failed,
  SERVER_TLS: EXIT.failed,
  SERVER_LOGIN: EXIT.failed,
  SERVER_DATABASE: EXIT.failed,
  SERVER_RIGHTS: EXIT.failed,
  SERVER_ROLE: EXIT.forbidden,
  SERVER_ONLY: EXIT.usage,
  SERVER_OLD: EXIT.failed,
  SERVER_READ_ONLY: EXIT.failed,
  SERVER_CROWDED: EXIT.busy,
  SERVER_FULL: EXIT.failed,
  SERVER_COPY: EXIT.usage,
  FILE_EXISTS: EXIT.failed,
  FILE_UNWRITABLE: EXIT.failed,
  FILE_LOCKLESS: EXIT.failed,
  FILE_RESERVED: EXIT.usage,
  GATEWAY_BOOKS: EXIT.failed,
  GATEWAY_UNREACHABLE: EXIT.failed,
  GATEWAY_KEY: EXIT.usage,
  GATEWAY_SILENT: EXIT.refused,
  EVENT_REFUSED: EXIT.failed,
  PORT_UNUSABLE: EXIT.failed,
  TOKEN_REFUSED: EXIT.forbidden,
  SCHEDULER_FAILED: EXIT.failed,
  CATALOG_INVALID: EXIT.failed,
  PROGRAMME_EXISTS: EXIT.failed,
  CONFIG_INVALID: EXIT.usage,
  DATABASE_UNSUPPORTED: EXIT.usage,
  CHANNEL_NOT_SET: EXIT.usage,
  BEYOND_CALENDAR: EXIT.refused,
  CANCELLED: EXIT.cancelled,
  UNEXPECTED: EXIT.failed,
};

/** What ends a command early. Thrown anywhere above the core, met in one place. */
export class Stop extends Error {
  override readonly name = 'Stop';
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.code, options);
  }
}

export function stop<C extends TroubleCode>(code: C, facts: TroubleFacts[C], options?: ErrorOptions): Stop {
  return new Stop({ code, ...facts } as unknown as Trouble, options);
}

/** 5 for every rule but that of the roles, which forbids, and that of a payment that waits; for the rest as listed. */
export function exitCodeOf(code: ProblemCode): number {
  if (code === 'ROLE_REQUIRED') return EXIT.forbidden;
  if (code === 'PAYMENT_WAITS') return EXIT.waiting;
  return (EXIT_OF as Readonly<Record<string, number>>)[code] ?? EXIT.refused;
}

export function exitOf(problem: Problem): number {
  return exitCodeOf(problem.code);
}

export const TROUBLE_CODES = Object.keys(EXIT_OF) as readonly TroubleCode[];

/** Somebody wants one step back: who asks step by step gives it, and for anybody else it is to leave. */
export function isBack(error: unknown): boolean {
  return error instanceof Stop && error.problem.code === 'CANCELLED' && error.problem.back === true;
}

/** How a journey's or a rule's answer is unwrapped. @throws Stop where it is a refusal */
export function orStop<T extends object>(answer: T): Exclude<T, { readonly refusal: Refusal }> {
  if ('refusal' in answer && answer.refusal) throw new Stop(answer.refusal as Refusal);
  return answer as Exclude<T, { readonly refusal: Refusal }>;
}
