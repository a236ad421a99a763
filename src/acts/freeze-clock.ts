import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import type { Day } from '../core/day.js';
import { orStop } from '../errors.js';
import { freezeAt } from '../sandbox/clock.js';
import { unwritten } from '../cli/unwritten.js';
import { clockOutcome } from '../screens/clock.js';

/** Freezes the clock at a day; a ledger is made where there is none, but by no dry run. */
export async function frozenOn(context: Context, day: Day): Promise<Outcome> {
  if (context.settings.dryRun && !(await context.existingLedger())) return wouldFreeze(context, day);
  const { at } = orStop(await freezeAt(await context.ledger(), day));
  return clockOutcome(context, at, true);
}

function wouldFreeze(context: Context, today: Day): Outcome {
  const writes = ['ledger-created', 'clock-frozen'];
  return { value: { dryRun: true, today, frozen: true, writes }, screen: unwritten(context, writes) };
}
