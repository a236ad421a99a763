import { type Given, type Runnable, actOf } from './command.js';
import type { Context } from './context.js';
import { heedClock } from './right-clock.js';
import type { Deed } from './spec.js';
import { requireHere } from './visit.js';

/**
 * What holds before any command that writes history asks somebody, or the gateway, for anything: the ledger is still
 * where it is looked for, and the clock seems right (G15).
 * @returns the context of who goes on
 * @throws Stop LEDGER_MOVED, CLOCK_AHEAD; CANCELLED where somebody doubts the clock
 */
export async function mayBegin(context: Context, command: Runnable, given: Given): Promise<Context> {
  const writes = writesBy(command, given);
  const ledger = writes === null ? undefined : await context.books.existing();
  if (!ledger) return context;
  await requireHere(context);
  return heedClock(context, ledger, { writes, given });
}

/** What would write, and is only looked at this time, writes nothing. A check says of the act what the act would say. */
function writesBy(command: Runnable, given: Given): Deed['writes'] {
  return actOf(command, given) === 'look' ? null : command.deed.writes;
}
