import type { Command } from '../../command.js';
import { add, dayOf, parseDuration } from '../../core/day.js';
import { orStop, stop } from '../../errors.js';
import { freezeAt } from '../../journeys/clock.js';
import { clockOutcome } from './show.js';

export const clockAdvance: Command = {
  path: 'clock advance',
  arguments: [{ name: 'duration', required: true }],
  examples: ['clock advance P1Y', 'clock advance 400d'],
  run: async (context, given) => {
    const text = given.arguments['duration'] ?? '';
    const invalid = () => stop('VALUE_INVALID', { of: '<duration>', given: text, wanted: 'duration' });
    const duration = parseDuration(text);
    if (!duration) throw invalid();
    const ledger = await context.ledger();
    const today = dayOf(await context.clock.now());
    const day = beyondCalendar(() => add(today, duration));
    if (!day) throw invalid();
    const { at } = orStop(await freezeAt(ledger, day));
    return clockOutcome(context, at, true);
  },
};

function beyondCalendar<T>(count: () => T): T | undefined {
  try {
    return count();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
