import { fstatSync, readSync } from 'node:fs';
import type { Day, Instant } from '../core/day.js';
import { withRegular } from '../files/regular.js';

/** The newest run that a scheduled job has logged. */
export interface LoggedRun {
  readonly at: Instant;
  /** The day as of which it ran. */
  readonly asOf: Day;
  readonly charged: number;
  readonly declined: number;
  readonly unknown: number;
  readonly skipped: number;
}

/** What the job's log tells from its end on. */
export interface JobLog {
  readonly run: LoggedRun | undefined;
  /** Newer than that run. */
  readonly failed: LoggedFailure | undefined;
  /** The newest word, newer than that run, on whether there is a job. */
  readonly schedule: LoggedSchedule | undefined;
  /** There is a job: it has run, or was installed and not removed since. */
  readonly isKnown: boolean;
}

/** A run that broke: before it reached an account, or half way. */
interface LoggedFailure {
  readonly at: Instant;
  /** The problem's code. */
  readonly problem: string;
}

/** That the machine's own job was written, or taken away. */
interface LoggedSchedule {
  readonly at: Instant;
  readonly installed: boolean;
}

const NOTHING: JobLog = { run: undefined, failed: undefined, schedule: undefined, isKnown: false };

/**
 * Reads the job's log from its end, however long it has grown. `run`: the newest up to a day where one is given; undefined
 * where no job has finished one, and where no log can be read: it is no reason for a command to fail.
 */
export function readJobLog(file: string, by?: Day): JobLog {
  try {
    return withRegular(file, (descriptor) => logIn(descriptor, by));
  } catch {
    return NOTHING;
  }
}

export function lastLoggedRun(file: string, by?: Day): LoggedRun | undefined {
  return readJobLog(file, by).run;
}

function logIn(descriptor: number, by: Day | undefined): JobLog {
  let { failed, schedule } = NOTHING;
  for (const line of linesFromTheEnd(descriptor)) {
    const event = parsed(line);
    if (isRun(event) && (by === undefined || event.asOf <= by)) return { run: event, failed, schedule, isKnown: true };
    if (isFailure(event)) failed ??= event;
    if (isSchedule(event)) schedule ??= event;
  }
  return { run: undefined, failed, schedule, isKnown: schedule?.installed === true };
}

const PIECE_BYTES = 64 * 1024;
const LINE_BREAK = 10;

/** A run that was killed leaves the lines of its items after the line of the run before it. */
function* linesFromTheEnd(descriptor: number): Generator<string> {
  let from = fstatSync(descriptor).size;
  let rest = Buffer.alloc(0);
  while (from > 0) {
    const piece = Buffer.alloc(Math.min(from, PIECE_BYTES));
    from -= piece.length;
    readSync(descriptor, piece, 0, piece.length, from);
    const bytes = Buffer.concat([piece, rest]);
    // The first line may begin further ahead.
    const whole = from === 0 ? 0 : bytes.indexOf(LINE_BREAK) + 1;
    rest = from > 0 && whole === 0 ? bytes : bytes.subarray(0, whole);
    if (from === 0 || whole > 0) yield* bytes.subarray(whole).toString('utf8').split('\n').reverse();
  }
}

/** Half a line, at the end of a log that is being written, is no event. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isFailure(event: unknown): event is LoggedFailure {
  const { type, at, problem } = fieldsOf(event);
  return type === 'renewals-run-failed' && isInstant(at) && /^[A-Z_]+$/.test(String(problem));
}

function isSchedule(event: unknown): event is LoggedSchedule {
  const { type, at, installed } = fieldsOf(event);
  return type === 'renewals-schedule' && isInstant(at) && typeof installed === 'boolean';
}

function fieldsOf(event: unknown): Readonly<Record<string, unknown>> {
  return typeof event === 'object' && event !== null ? (event as Readonly<Record<string, unknown>>) : {};
}

function isInstant(value: unknown): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(value));
}

function isRun(event: unknown): event is LoggedRun {
  const { type, at, asOf, ...tally } = fieldsOf(event);
  return (
    type === 'renewals-run' &&
    isInstant(at) &&
    /^\d{4}-\d\d-\d\d$/.test(String(asOf)) &&
    ['charged', 'declined', 'unknown', 'skipped'].every((name) => typeof tally[name] === 'number')
  );
}
