import type { Instant } from '../core/day.js';

/** A sender on another machine is taken for dead after this; the time limits of what it sends over are far shorter. */
const LIVES_MS = 10 * 60_000;

/**
 * Whether what a process began to send, and has written no answer for, may still get one: nobody knows the process to be
 * gone, and it did not begin too long ago.
 */
export function mayStillAnswer(
  sender: string,
  began: Instant,
  now: Instant,
  isGone: (process: string) => boolean,
): boolean {
  return !isGone(sender) && Date.parse(now) - Date.parse(began) < LIVES_MS;
}
