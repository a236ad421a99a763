import type { Outcome } from '../../command.js';
import type { Context } from '../../context.js';
import type { Day } from '../../core/day.js';
import { orStop } from '../../errors.js';
import { freezeAt } from '../../journeys/clock.js';
import { unwritten } from '../unwritten.js';
import { clockOutcome } from './show.js';

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
