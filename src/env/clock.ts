import type { Instant } from '../core/day.js';

/** The machine's time, whatever it says: whether it can be believed is decided where the ledger is known (G15). */
export function systemInstant(now: () => number = Date.now): Instant {
  return new Date(now()).toISOString() as Instant;
}
