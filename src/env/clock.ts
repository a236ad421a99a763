import process from 'node:process';
import { CLOCKS_APART_MS, dayOf, type Instant, type Witness } from '../core/day.js';
import { stop } from '../errors.js';
import { closeSync, fstatSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { unfinished } from '../files/workshop.js';

export interface Clock {
  /** The frozen clock of a sandbox ledger, else the machine's. */
  now(): Promise<Instant>;
  /** The machine's alone. */
  system(): Instant;
  /** What tells the time apart from it, the gateway or the file system; undefined where neither can. */
  other(): Promise<Instant | undefined>;
  /** Who tells that. */
  witness(): Promise<Witness>;
  pause(milliseconds: number): Promise<void>;
  /** Milliseconds since it was called, the time asleep included, however the clock was set meanwhile. */
  stopwatch(): () => number;
}

const FIRST = Date.parse('1970-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Milliseconds since it was called, by whichever clock says more: the one that is never set may stand still while the
 * machine sleeps, and the other may be set back.
 */
export function stopwatch(now: () => number): () => number {
  const started = { now: now(), steady: steadyMilliseconds() };
  return () => Math.max(now() - started.now, steadyMilliseconds() - started.steady);
}

function steadyMilliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/**
 * The machine's time, whatever it says: whether it can be believed is decided where the ledger is known (G15).
 * @throws Stop BEYOND_CALENDAR on one that no record could bear
 */
export function systemInstant(now: () => number = Date.now): Instant {
  const time = now();
  if (time < FIRST || time > LAST) throw stop('BEYOND_CALENDAR', { clock: true });
  return new Date(time).toISOString() as Instant;
}

/**
 * The time that it is in a ledger: just before midnight another machine, or another process, may have written of the next
 * day already, and who is some moments behind goes with it (D17).
 * @param newest the time of the ledger's newest entry
 */
export async function inStep(at: Instant, newest: () => Promise<Instant | undefined>): Promise<Instant> {
  if (dayOf(at) === dayOf(later(at))) return at;
  const written = await newest();
  return written && written > at && written <= later(at) ? written : at;
}

function later(at: Instant): Instant {
  return new Date(Date.parse(at) + CLOCKS_APART_MS).toISOString() as Instant;
}

/**
 * The time that the file system gives to what is written in a folder now: on a server's disk the server's, and so apart
 * from this process's own clock (G15). A file is made for it and taken away at once.
 * @returns undefined where nothing can be written there
 */
export function fileTime(folder: string): Instant | undefined {
  const file = join(folder, unfinished());
  try {
    const handle = openSync(file, 'wx', 0o600);
    try {
      // First of all, so that hardly any killed process leaves something behind.
      unlinkSync(file);
      writeSync(handle, '.');
      return systemInstant(() => fstatSync(handle).mtimeMs);
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}
