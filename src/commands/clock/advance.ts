import type { Command } from '../../cli/command.js';
import { add, dayOf, parseDuration } from '../../core/day.js';
import { stop } from '../../errors.js';
import { frozenOn } from '../../acts/clock.js';

export const clockAdvance: Command = {
  path: 'clock advance',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: [{ name: 'duration', required: true }],
  examples: ['clock advance 1y', 'clock advance 400d', 'clock advance P1Y2D'],
  run: async (context, given) => {
    const text = given.arguments['duration'] ?? '';
    const invalid = () => stop('VALUE_INVALID', { of: '<duration>', given: text, wanted: 'duration' });
    const duration = parseDuration(text);
    if (!duration) throw invalid();
    const today = dayOf(await context.clock.now());
    const day = beyondCalendar(() => add(today, duration));
    if (!day) throw invalid();
    return frozenOn(context, day);
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
