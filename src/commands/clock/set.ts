import type { Command } from '../../cli/command.js';
import { parseDay } from '../../core/day.js';
import { stop } from '../../errors.js';
import { frozenOn } from '../../acts/clock.js';

export const clockSet: Command = {
  path: 'clock set',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: [{ name: 'date', required: true }],
  examples: ['clock set 2027-11-22'],
  run: async (context, given) => {
    const text = given.arguments['date'] ?? '';
    const day = parseDay(text);
    if (!day) throw stop('VALUE_INVALID', { of: '<date>', given: text, wanted: 'date' });
    return frozenOn(context, day);
  },
};
