import type { Account } from '../core/account.js';
import type { Book } from '../core/book.js';
import type { Day, Instant } from '../core/day.js';
import type { Entry } from '../core/entry.js';
import type { GatewayKind } from '../core/gateway.js';
import type { LedgerRole } from '../core/ledger-role.js';
import type { Chain } from '../core/proof.js';
import type { Order } from '../core/order.js';
import type { PaymentMethod } from '../core/payment-method.js';
import type { Refund } from '../core/records.js';
import type { Token } from '../core/token.js';
import type { User } from '../core/user.js';

/**
 * The ledger, whatever engine holds it. Async, since a second engine is a server.
 *
 * Every method that fails for a reason a person can act on throws a `LedgerError`; anything else is a bug.
 */
export interface Store {
  /** Where it lives, as a person would name it: a path or a URL without its password. */
  readonly location: string;
  /** A consistent view: nothing written by another process appears half way. `work` may be run again, as in `write`. */
  read<T>(work: (ledger: Reader) => Promise<T>): Promise<T>;
  /**
   * The book of an account as this process has left it, where it is sure that nobody has written to it since, which it
   * finds out without a transaction; undefined where it is not. Not every engine can tell.
   */
  unchanged?(accountId: string): Promise<Book | undefined>;
  /**
   * All or nothing (G8), on disk when it returns (G9). `work` reads and appends; where it throws, nothing happened. It may
   * be run again, and then what it did before was rolled back: it does nothing else than read and append, and no run may
   * depend on what an earlier one has left behind.
   * @throws LedgerError `MOVED` where it went to another place
   */
  write<T>(work: (ledger: Writer) => Promise<T>, how?: Writing): Promise<T>;
  /**
   * The same for the whole history of a ledger that holds nothing yet, and faster: rows are written as many entries have
   * left them. Not every engine knows another way than `write`.
   */
  writeHistory?<T>(work: (ledger: History) => Promise<T>): Promise<T>;
  /** Every defect found; empty for a sound ledger (G17, G24). */
  check(watch?: Watch): Promise<readonly Defect[]>;
  /**
   * Seals what was written, then makes a copy that opens as a ledger of its own, mode 0600; an existing file is never
   * overwritten. The files of its evidence are copied beside it first.
   */
  backup(file: string): Promise<CopiedEvidence>;
  close(): Promise<void>;
}

/** How a write meets others. */
export interface Writing {
  /**
   * What it looks at first. Of writes that share a transaction it is asked together before the first of them begins; asked
   * again by the work, the ledger has the answer.
   */
  readonly ahead?: (ledger: Writer) => Promise<unknown>;
  /**
   * It takes a number of which there is one for all: of writes that share a transaction it comes last, since whoever wants
   * the next number waits until the end.
   */
  readonly isLate?: boolean;
  /**
   * It waits for an account that another process writes to: then it has a transaction of its own. What was committed along
   * with it would keep its accounts from others meanwhile, who may be waited for.
   */
  readonly waits?: boolean;
}

/**
 * Called now and then by work that takes minutes, with how much of it is done, from 0 to 1. Its answer is waited for:
 * only then a spinner moves and Ctrl-C is heard.
 */
export type Watch = (share: number) => Promise<void>;

export const unwatched: Watch = () => Promise.resolve();

export interface Reader {
  /** Random, given when the ledger was created; part of every payment reference (F6). */
  installation(): Promise<string>;
  /** How what it tells of is paid, settled when it was created. @throws LedgerError `NEWER` where this version does not know it */
  gateway(): Promise<GatewayKind>;
  /** The gateway's own name of the card that it kept last, on file still or not; undefined where it never kept one. */
  lastCardKept(): Promise<string | undefined>;
  /** By its id or by that in its programme; undefined where there is none. */
  account(name: string): Promise<Account | undefined>;
  /** In the order in which they joined first, those that left included: all of them, the first few, or a page after the one of that id. */
  accounts(limit?: number, after?: string): Promise<readonly Account[]>;
  /** The same without those that left. */
  members(limit?: number, after?: string): Promise<readonly Account[]>;
  /** The books of these accounts are asked for next, and better read together. It changes no answer. */
  ahead(accountIds: readonly string[]): Promise<void>;
  /** undefined where no such account exists. */
  book(accountId: string): Promise<Book | undefined>;
  /** Of any account; undefined where no such order exists. */
  order(id: string): Promise<Order | undefined>;
  /** Of any account, on file or removed; undefined where there is no such way to pay. */
  paymentMethod(id: string): Promise<PaymentMethod | undefined>;
  /** Every order, of one account or of any, that has an attempt without a believed answer (G3), oldest first. */
  openOrders(accountId?: string): Promise<readonly Order[]>;
  /** Every refund, of one account or of any, without a believed answer, oldest first. */
  openRefunds(accountId?: string): Promise<readonly Refund[]>;
  /** Every try to give the money of an order back, oldest first. */
  refundsOf(orderId: string): Promise<readonly Refund[]>;
  /** Attempts ever made for what is paid, whatever order they belong to. */
  attemptsFor(reference: string): Promise<number>;
  /** Every order for what is paid, oldest first: one at most is placed or paid (I2). */
  ordersFor(reference: string): Promise<readonly Order[]>;
  /** Charged orders of all accounts whose money was kept, none by bank transfer, in the order in which they were placed: a page, after the order of that id. */
  paidOrders(after: string | undefined, limit: number): Promise<readonly Order[]>;
  /**
   * The highest receipt serial of a year; 0 before the first (I13). Whoever writes and asks for it has the counter until
   * the end of the transaction: so it is asked for last.
   */
  lastReceipt(year: number): Promise<number>;
  /** The same of the credit notes, which are counted by themselves. */
  lastCreditNote(year: number): Promise<number>;
  /** The same of a series of a seller's, `FA-2026-`: of invoices, credit notes or both. */
  lastInSeries(series: string): Promise<number>;
  /**
   * The subscriptions of a programme that are paid to a day from `from` to `to`, both included, in the order of that day
   * and then of their ids: at most `limit`, after the one given. Costs what it gives, however large the ledger.
   */
  paidTo(query: PaidToQuery): Promise<readonly PaidTo[]>;
  /** The token with that hash, of whatever account; undefined where nobody was given it. */
  token(sha256: string): Promise<Token | undefined>;
  /** Of one account, as in its book; empty where there is no such account. */
  users(accountId: string): Promise<readonly User[]>;
  /** The SHA-256 of the newest import of a programme that an account's history tells; undefined where it tells none. */
  programmeImported(accountId: string, programme: string): Promise<string | undefined>;
  /** When the newest entry of an account was written, or of the whole ledger; undefined where there is none. */
  lastEntryAt(accountId?: string): Promise<Instant | undefined>;
  /** The frozen clock of a sandbox ledger; undefined while time runs. */
  frozenAt(): Promise<Instant | undefined>;
  /** Where it went: then it is only read; undefined where it is here. */
  moved(): Promise<Moved | undefined>;
  /** That it was put back from a copy, the last time that it was; undefined where it never was. */
  restored(): Promise<Restored | undefined>;
  /** The newest entries first: of one account or of all, after the one given. */
  entries(page: EntryPage): Promise<readonly WrittenEntry[]>;
  /** All that was written of an account, as it is chained: what a proof is made of. */
  chain(accountId: string): Promise<Chain>;
  /** A file that was kept as evidence, by its hash; what is given is that very file. */
  evidence(sha256: string): Promise<Kept>;
}

/** A file as it is kept, under the SHA-256 of its bytes: there, gone, or no longer what it was. */
export type Kept =
  { readonly kind: 'kept'; readonly bytes: Uint8Array } | { readonly kind: 'missing' } | { readonly kind: 'changed' };

export interface FileToKeep {
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Where an engine keeps the files of evidence: what is kept once is kept for ever. */
export interface Shelf {
  /** On the disk when it returns; one that is there already is left as it is, and one that was changed is put right. */
  keep(file: FileToKeep): Promise<void>;
  find(sha256: string): Promise<Kept>;
}

/** What of the evidence lies beside a copy; `missing`: the hashes of files that were not there any more. */
export interface CopiedEvidence {
  readonly folder: string;
  readonly files: number;
  readonly missing: readonly string[];
}

/** Where a ledger went. */
export interface Moved {
  readonly to: string;
  /** When all of it was there; null while the copy is not finished. */
  readonly at: Instant | null;
}

/** A ledger that was put back from a copy. What was done after the copy was made it cannot know. */
export interface Restored {
  readonly at: Instant;
  /** When the newest entry of the copy was written; null where it held none. */
  readonly until: Instant | null;
}

export interface EntryPage {
  readonly accountId?: string | undefined;
  /** The `sequence` of the entry that the page goes on from. */
  readonly after?: number | undefined;
  readonly limit: number;
}

export interface PaidToQuery {
  readonly programme: string;
  readonly from: Day;
  readonly to: Day;
  readonly after: PaidTo | undefined;
  readonly limit: number;
}

export interface PaidTo {
  readonly subscriptionId: string;
  readonly accountId: string;
  readonly day: Day;
}

export type Taking = 'taken' | 'elsewhere' | 'moved-on';

export interface Writer extends Reader {
  /**
   * Takes the account of a subscription for this transaction as writing to it does, and waits for nobody: `elsewhere` where
   * another transaction has it, a payment for the subscription is being sent, or nothing was ever written of it; `moved-on` where the subscription is paid to a
   * later day by now, which is found out without its book.
   */
  takes(paid: PaidTo): Promise<Taking>;
  /**
   * Applies an entry and chains it to the audit log in the same transaction.
   * @throws LedgerError `CONFLICT` where it would break an invariant (I1, I2, I5, I10, I13)
   */
  append(entry: Entry, at: Instant, by: string): Promise<void>;
  /**
   * Keeps a file before the entry that names it. Where the transaction is taken back, the file may stay: it is known by
   * what is in it, and serves the next that brings the same.
   */
  keep(file: FileToKeep): Promise<void>;
  /** Outside the audit chain: a frozen clock is a toy of sandbox ledgers, not something that happened. */
  freeze(at: Instant | undefined): Promise<void>;
}

/** Whoever writes a whole history, and what may be asked meanwhile: what else a ledger tells would be behind. */
export type History = Pick<Writer, 'append' | 'installation' | 'gateway' | 'lastEntryAt'>;

export interface WrittenEntry {
  readonly sequence: number;
  /** Whom it concerns; empty where it is of no account. */
  readonly accountId: string;
  readonly at: Instant;
  readonly by: string;
  readonly entry: Entry;
  readonly hash: string;
}

/** One thing wrong with a ledger: where, and what it should be. */
export interface Defect {
  readonly where: string;
  readonly problem: string;
}

/** Somebody of the server who has a role in the ledger there: for one account, or for all where none is named. */
export interface Member {
  /** A name that signs in there, or a group of such. */
  readonly login: string;
  readonly role: LedgerRole;
  readonly accountId: string | null;
}

/** Who may do what in a ledger, where that is its engine's to say. Only its owner can change it. */
export interface Rights {
  /** Everybody with a role, as the owner sees them; of somebody else, their own. */
  members(): Promise<readonly Member[]>;
  /** Whether whoever has signed in sees every account, or some of them alone. */
  seesAll(): Promise<boolean>;
  /** Whether the server knows somebody of that name. */
  knows(login: string): Promise<boolean>;
  /** The statements that give somebody a role, or take it. */
  change(how: 'grant' | 'revoke', member: Member): Promise<readonly string[]>;
  /** All of them or none. @throws LedgerError `SERVER_ROLE`, `SERVER_RIGHTS` */
  run(statements: readonly string[]): Promise<void>;
  /** In what somebody's privileges differ from those of their roles, as the server says it now. */
  differences(login: string): Promise<readonly Defect[]>;
}

/** What keeps a ledger, and how that is: for whoever looks whether all is well. */
export interface Standing {
  readonly engine: 'SQLite' | 'PostgreSQL';
  readonly version: string;
  /** The version of the ledger's format, and the newest that this program knows. */
  readonly format: { readonly held: number; readonly known: number };
  readonly server?: ServerStanding;
}

export interface ServerStanding {
  /** How long it takes to answer, one question with another. */
  readonly milliseconds: number;
  /** What time it was there when it answered. */
  readonly now: Instant;
  /** It follows another one, and takes no writes. */
  readonly standby: boolean;
  /** How many follow it. */
  readonly followers: number;
  /** Whether another one sends to it what is written there. */
  readonly follows: boolean;
  /** How far it is behind that one, or the last of those that follow it; null where there is none, or where the login may not know. */
  readonly secondsBehind: number | null;
  /** When it last put what was written aside for point-in-time recovery; null where it never has, as far as it says. */
  readonly archivedAt: Instant | null;
}

/** A page of one table: its rows as the table has them, and each as what it says. */
export interface TakenPage {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly values: readonly object[];
}

export type LedgerErrorCode =
  /** There is no ledger at this path. */
  | 'LEDGER_MISSING'
  /** The file exists and is not a ledger of this program: foreign, empty or not a database. */
  | 'LEDGER_FOREIGN'
  /** The file is a ledger and is damaged. */
  | 'LEDGER_CORRUPT'
  /** Written by a newer version of this program. */
  | 'LEDGER_NEWER'
  /** Written by an earlier version, and whoever asks may not bring it to this one: it is somebody else's, on a server. */
  | 'LEDGER_OLDER'
  /** Another process holds it; safe to retry. */
  | 'LEDGER_BUSY'
  /** Its folder knows no file locks: two processes could write at once. */
  | 'LEDGER_LOCKLESS'
  /** It went to another place and is only read here; `other`: there. */
  | 'LEDGER_MOVED'
  /** It is a copy that is not whole; `other`: of that one. */
  | 'LEDGER_UNFINISHED'
  /** Another ledger has the place that it was to have. */
  | 'LEDGER_EXISTS'
  /** Another user of the machine owns it, or may exchange it. */
  | 'LEDGER_UNSAFE'
  | 'LEDGER_JOURNAL'
  | 'FILE_LOCKLESS'
  /** No space, read-only, or no permission. */
  | 'LEDGER_UNWRITABLE'
  /** The database engine was not built for this Node, or is one with a known way to lose commits (F2). */
  | 'LEDGER_ENGINE_MISSING'
  /** The file to write exists already. */
  | 'FILE_EXISTS'
  /** No space, read-only, or no permission for a copy. */
  | 'FILE_UNWRITABLE'
  /** An entry would break an invariant: somebody else was first. */
  | 'LEDGER_CONFLICT'
  /** No server answers there, or the connection to it was cut. */
  | 'SERVER_UNREACHABLE'
  /** The way to it is not safe: no encryption, or a certificate that proves nothing. */
  | 'SERVER_TLS'
  /** It does not let this user in. */
  | 'SERVER_LOGIN'
  /** It has no such database. */
  | 'SERVER_DATABASE'
  /** The user may not do that there. */
  | 'SERVER_RIGHTS'
  /** `user` has a role in the ledger there, which does not allow it; `other`: the roles. */
  | 'SERVER_ROLE'
  /** Its version is older than what this program can work with. */
  | 'SERVER_OLD'
  /** It takes no writes: a standby, or told so. */
  | 'SERVER_READ_ONLY'
  /** It has as many connections as it may have. */
  | 'SERVER_CROWDED'
  /** Its disk or its memory is full. */
  | 'SERVER_FULL'
  /** A copy of it is made by its own tools. */
  | 'SERVER_COPY';

export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  constructor(
    readonly code: LedgerErrorCode,
    /** The file or address that it is about. */
    readonly location: string,
    /** The engine's own words, for `--debug` alone. */
    readonly detail: string,
    options?: ErrorOptions & { readonly other?: string; readonly user?: string; readonly isUnsure?: boolean },
  ) {
    super(`${code}: ${location}: ${detail}`, options);
    this.other = options?.other ?? '';
    this.user = options?.user ?? '';
    this.isUnsure = options?.isUnsure ?? false;
  }

  /** What was to be written may be there: nobody could look, so it must not be done once more (G2). */
  readonly isUnsure: boolean;

  /** Another ledger that it is about, too; empty where there is none. */
  readonly other: string;
  /** Of the server, as whom it was asked; empty where it matters to nobody. */
  readonly user: string;
}
