import type { Channel, NotSent } from './dispatch.js';
import type { Day, Instant, Witness } from './day.js';

/**
 * checkup: what was found when somebody looked whether all is well, as its code and its facts. None of them is a name, a
 * secret, a path or an address: what is said of them may be sent to anybody.
 */
interface Facts {
  RUNTIME: { readonly node: string; readonly platform: string };
  ENGINE: { readonly engine: string; readonly version: string };
  NO_LEDGER: object;
  /** `problem`: why, as a code. */
  LEDGER_NOT_USABLE: { readonly problem: string };
  /** What is set names none of this ledger: every command about an account ends early. */
  ACCOUNT_NOT_THERE: { readonly origin: SettingOrigin };
  LEDGER_SOUND: object;
  LEDGER_DEFECTS: { readonly count: number };
  LEDGER_NOT_CHECKED: { readonly problem: string };
  /** A standby makes nothing to compare with. */
  SCHEMA_NOT_COMPARED: object;
  NEWEST_ENTRY: { readonly at: Instant | null };
  OLDER_FORMAT: { readonly held: number; readonly known: number };
  /** It is only read here; `to`: what keeps it now, `here` while it is put back. */
  MOVED: { readonly to: 'file' | 'server' | 'here' };
  /** G20; `until`: the newest entry that it had then. */
  PUT_BACK: { readonly at: Instant; readonly until: Instant | null };
  SERVER_ANSWERS: { readonly milliseconds: number };
  SERVER_CLOCK: { readonly seconds: number };
  /** `follows`: another one sends to it what is written there; `secondsBehind`: null where nobody can know. */
  SERVER_STANDBY: { readonly follows: boolean; readonly secondsBehind: number | null };
  SERVER_FOLLOWED: { readonly followers: number; readonly secondsBehind: number | null };
  /** Of its own accord the server keeps no history to go back to, or says nothing of it. */
  SERVER_ARCHIVES: { readonly at: Instant | null };
  /** Nothing is charged here. */
  PAID_ELSEWHERE: object;
  BOOKS_AGREE: { readonly charges: number };
  BOOKS_DIFFER: { readonly count: number };
  BOOKS_UNKNOWN: { readonly problem: string };
  CLOCK_RIGHT: object;
  CLOCK_FROZEN: { readonly on: Day };
  /** G15 */
  CLOCK_AHEAD: { readonly today: Day; readonly other: Day; readonly by: Witness };
  /** D17 */
  CLOCK_BEHIND_LEDGER: { readonly today: Day; readonly newest: Day };
  NO_SCHEDULER: object;
  JOB_INSTALLED: { readonly scheduler: string };
  NO_JOB: object;
  JOB_OUTDATED: object;
  JOB_NOT_LOOKED_AT: { readonly problem: string };
  JOB_RAN: { readonly at: Instant; readonly charged: number; readonly declined: number };
  JOB_NEVER_RAN: object;
  JOB_SILENT: { readonly since: Day };
  JOB_FAILS: { readonly on: Day; readonly problem: string };
  NO_CHANNEL: object;
  CHANNEL_ANSWERS: { readonly channel: Channel };
  CHANNEL_FAILS: { readonly channel: Channel; readonly reason: NotSent };
  CHANNEL_NOT_USABLE: { readonly channel: Channel; readonly problem: string };
  FILES_CLOSED: object;
  FILE_OPEN: { readonly file: OwnFile; readonly others: 'may-read' | 'may-write' };
  DISK_FREE: object;
  DISK_NEARLY_FULL: { readonly megabytes: number };
  /** Keys of the file that are no settings. */
  SETTINGS_UNKNOWN: { readonly count: number };
  SETTING: { readonly setting: string; readonly origin: SettingOrigin; readonly value: string | null };
}

export type OwnFile = 'ledger' | 'books' | 'evidence' | 'catalog' | 'run-log' | 'configuration';
export type SettingOrigin = 'flag' | 'environment' | 'configuration';

/** `from`: where something is named that is not there, unless the command line names it. */
export interface NamedBySetting {
  readonly from?: Exclude<SettingOrigin, 'flag'>;
}

export type FoundCode = keyof Facts;
export type FoundOf<C extends FoundCode> = { readonly code: C } & Facts[C];
export type Found = { [C in FoundCode]: FoundOf<C> }[FoundCode];

/** What is not there, and without which nothing is kept, charged or told of by itself. */
const MISSING: readonly FoundCode[] = ['NO_LEDGER', 'NO_SCHEDULER', 'NO_JOB', 'JOB_NEVER_RAN', 'NO_CHANNEL'];

export function isMissing({ code }: Found): boolean {
  return MISSING.includes(code);
}

/** `note`: for whoever wonders; `warning`: something may go wrong; `fault`: something does. */
export type Verdict = 'ok' | 'note' | 'warning' | 'fault';

export type CheckId =
  'runtime' | 'settings' | 'files' | 'disk' | 'engine' | 'ledger' | 'server' | 'gateway' | 'clock' | 'job' | 'channels';
