import type { CheckId, OwnFile } from '../../core/checkup.js';
import type { FoundTexts } from '../said.js';
import { english as plural } from '../plural.js';
import { db } from './db.js';
import { reminders } from './reminders.js';
import { screens } from './screens.js';

const files: Readonly<Record<string, string>> = {
  ledger: 'The ledger',
  books: 'The books of the sandbox gateway',
  evidence: 'The folder of evidence',
  catalog: 'The folder of imported programmes',
  'run-log': 'The log of the scheduled job',
  configuration: 'The file of settings',
} satisfies Readonly<Record<OwnFile, string>>;

const reasons: Readonly<Record<string, string>> = reminders.notes;
const origins: Readonly<Record<string, string>> = screens.origins;
const channels = { mail: 'The mail server', webhook: 'The webhook' };

const texts: FoundTexts = {
  RUNTIME: ({ node, platform }) => `Node.js ${node} on ${platform}`,
  ENGINE: ({ engine, version }) => `${engine} ${version}`,
  NO_LEDGER: () => 'There is no ledger yet.',
  LEDGER_NOT_USABLE: ({ problem }) => `The ledger cannot be used: ${problem}.`,
  ACCOUNT_NOT_THERE: ({ origin }) => `The account that is set (${origins[origin] ?? origin}) is none of this ledger.`,
  LEDGER_SOUND: () => 'The ledger is sound.',
  LEDGER_DEFECTS: ({ count }) => plural(count, 'The ledger has 1 defect.', `The ledger has ${count} defects.`),
  LEDGER_NOT_CHECKED: ({ problem }) => `The ledger could not be checked: ${problem}.`,
  SCHEMA_NOT_COMPARED: () => db.notCompared,
  NEWEST_ENTRY: ({ at }, s) => (at === null ? 'It holds no record.' : `Its newest record is of ${s.instant(at)}.`),
  OLDER_FORMAT: ({ held, known }) =>
    `It is of version ${held}, and this program writes version ${known}: the first write brings it there.`,
  MOVED: ({ to }) =>
    to === 'here'
      ? 'It is being put back from a copy, or that was broken off: until that comes to its end it is only read.'
      : `It was moved to ${to === 'server' ? 'a server' : 'another file'}, and is only read here: name that place from now on.`,
  PUT_BACK: ({ at, until }, s) =>
    until === null
      ? `It was put back on ${s.instant(at)} from a copy without a record.`
      : `It was put back on ${s.instant(at)} from a copy; of what was done after ${s.instant(until)} it knows nothing.`,
  SERVER_ANSWERS: ({ milliseconds }) => `The server answers in ${milliseconds} ms.`,
  SERVER_CLOCK: ({ seconds }) =>
    Math.abs(seconds) <= 1
      ? 'Its clock and that of this machine agree.'
      : seconds > 0
        ? `Its clock is ${seconds} s ahead of that of this machine.`
        : `Its clock is ${-seconds} s behind that of this machine.`,
  SERVER_STANDBY: ({ follows, secondsBehind }) => {
    const late =
      secondsBehind === null
        ? 'how far it is behind, it cannot say'
        : secondsBehind === 0
          ? 'it shows all that has come from the primary server'
          : `it is ${secondsBehind} s behind the primary server`;
    return `The server is a standby, where one looks and nothing is written; ${follows ? late : 'nothing comes from a primary server at the moment'}.`;
  },
  SERVER_FOLLOWED: ({ followers, secondsBehind }) =>
    followers === 0
      ? 'No standby follows the server, as far as this login may see.'
      : `${plural(followers, '1 standby follows', `${followers} standbys follow`)} the server${
          secondsBehind === null ? '' : `, at most ${secondsBehind} s behind`
        }.`,
  SERVER_ARCHIVES: ({ at }, s) =>
    at === null
      ? 'The server archives nothing for point-in-time recovery; when pg_dump last ran, it cannot say.'
      : `The server last archived for point-in-time recovery on ${s.instant(at)}.`,
  PAID_ELSEWHERE: () => 'Nothing is charged here: the vendor is paid elsewhere.',
  BOOKS_AGREE: ({ charges }, s) =>
    `The gateway and the ledger agree: ${plural(charges, '1 charge', `${s.number(charges)} charges`)}.`,
  BOOKS_DIFFER: ({ count }) => `The gateway and the ledger differ in ${plural(count, '1 thing', `${count} things`)}.`,
  BOOKS_UNKNOWN: ({ problem }) => `The gateway could not be asked: ${problem}.`,
  CLOCK_RIGHT: () => 'The clock agrees with the ledger and with whatever else tells the time.',
  CLOCK_FROZEN: ({ on }, s) => `The clock of this sandbox ledger is frozen at ${s.day(on)}.`,
  CLOCK_AHEAD: ({ today, other, by }, s) =>
    `The clock shows ${s.day(today)}, and ${screens.clock.byAnother(by, s.day(other))}.`,
  CLOCK_BEHIND_LEDGER: ({ today, newest }, s) =>
    `The clock shows ${s.day(today)}, and the newest record is of ${s.day(newest)}.`,
  NO_SCHEDULER: () => 'There is no scheduler on this machine.',
  JOB_INSTALLED: ({ scheduler }) => `Renewals run every day, started by ${scheduler}.`,
  NO_JOB: () => 'No job for renewals is installed on this machine.',
  JOB_OUTDATED: () => 'The job was written by an earlier version: write it again.',
  JOB_NOT_LOOKED_AT: ({ problem }) => `The scheduler could not be asked for the job: ${problem}.`,
  JOB_RAN: ({ at, charged, declined }, s) =>
    `Its last run was on ${s.instant(at)}: ${charged} charged, ${declined} declined.`,
  JOB_NEVER_RAN: () => 'The job has not run yet.',
  JOB_SILENT: ({ since }, s) => `The job gives no sign of life since ${s.day(since)}.`,
  JOB_FAILS: ({ on, problem }, s) => `The run of ${s.day(on)} broke: ${problem}.`,
  NO_CHANNEL: () => 'Reminders go nowhere: neither a mail server nor a webhook is set.',
  CHANNEL_ANSWERS: ({ channel }) => `${channels[channel]} answers; nothing was sent.`,
  CHANNEL_FAILS: ({ channel, reason }) => `${channels[channel]} cannot be used: ${reasons[reason] ?? reason}.`,
  CHANNEL_NOT_USABLE: ({ channel, problem }) => `${channels[channel]} cannot be used as it is set: ${problem}.`,
  FILES_CLOSED: () => 'The files of partner are for their owner alone.',
  FILE_OPEN: ({ file, others }) =>
    `${files[file] ?? file} may be ${others === 'may-write' ? 'changed' : 'read'} by others; the next command that uses it closes it.`,
  DISK_FREE: () => 'There is room for copies of the ledger beside it.',
  DISK_NEARLY_FULL: ({ megabytes }, s) =>
    `${s.number(megabytes)} MB are free beside the ledger: too few for a copy of it.`,
  SETTINGS_UNKNOWN: ({ count }) =>
    count === 1
      ? 'The configuration holds a setting that does not exist: it does nothing.'
      : `The configuration holds ${count} settings that do not exist: they do nothing.`,
  SETTING: ({ setting, origin, value }) =>
    `${setting} is set (${origins[origin] ?? origin})${value === null ? '' : `: ${value}`}`,
};

/** What `doctor` says. */
export const checkup = {
  check: 'Check',
  found: 'Found',
  more: 'More',
  checks: {
    runtime: 'program',
    settings: 'settings',
    files: 'files',
    disk: 'disk',
    engine: 'engine',
    ledger: 'ledger',
    server: 'server',
    gateway: 'gateway',
    clock: 'clock',
    job: 'job',
    channels: 'reminders',
  } satisfies Readonly<Record<CheckId, string>>,
  healthy: (warnings: number, missing: number) => {
    const look = warnings > 0 ? [plural(warnings, '1 thing needs a look', `${warnings} things need a look`)] : [];
    const lacks = missing > 0 ? [plural(missing, '1 thing is missing', `${missing} things are missing`)] : [];
    return `${['What was looked at is sound', ...look, ...lacks].join('; ')}.`;
  },
  notLookedAt: 'Charges, cards and subscriptions are not looked at here: partner status',
  unwell: 'Something is broken.',
  texts,
};
