import process from 'node:process';
import type { Instant } from '../core/day.js';

/**
 * Milliseconds since it was called, by whichever clock says more: the one that is never set may stand still while the
 * machine sleeps, and the other may be set back.
 */
export function stopwatch(now: () => number = Date.now, steady = steadyMilliseconds): () => number {
  const started = { now: now(), steady: steady() };
  return () => Math.max(now() - started.now, steady() - started.steady);
}

function steadyMilliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The machine's time, whatever it says: whether it can be believed is decided where the ledger is known (G15). */
export function systemInstant(now: () => number = Date.now): Instant {
  return new Date(now()).toISOString() as Instant;
}
