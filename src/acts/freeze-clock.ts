import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Day } from '../core/day.js';
import { orStop } from '../errors.js';
import { freezeAt } from '../sandbox/clock.js';
import { clockOutcome } from '../screens/clock.js';

/** Freezes the clock at a day; a ledger is made where there is none. */
export async function frozenOn(context: Context, day: Day): Promise<Outcome> {
  const { at } = orStop(await freezeAt(await context.books.ledger(), day));
  return clockOutcome(context, at, true);
}
