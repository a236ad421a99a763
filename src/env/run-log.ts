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

/**
 * Reads the job's log from its end, however long it has grown. undefined where no job has finished a run yet, and where
 * no log can be read: it is no reason for a command to fail.
 */
export function lastLoggedRun(file: string): LoggedRun | undefined {
  try {
    return withRegular(file, lastRunIn);
  } catch {
    return undefined;
  }
}

function lastRunIn(descriptor: number): LoggedRun | undefined {
  for (const line of linesFromTheEnd(descriptor)) {
    const event = parsed(line);
    if (isRun(event)) return event;
  }
  return undefined;
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

function isRun(event: unknown): event is LoggedRun {
  if (typeof event !== 'object' || event === null) return false;
  const { type, at, asOf, ...tally } = event as Readonly<Record<string, unknown>>;
  return (
    type === 'renewals-run' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(String(at)) &&
    /^\d{4}-\d\d-\d\d$/.test(String(asOf)) &&
    ['charged', 'declined', 'unknown', 'skipped'].every((name) => typeof tally[name] === 'number')
  );
}
