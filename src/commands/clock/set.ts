import type { Command } from '../../cli/command.js';
import { dayGiven } from '../../cli/day-given.js';
import { frozenOn } from '../../acts/clock.js';

export const clockSet: Command = {
  path: 'clock set',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  arguments: [{ name: 'date', required: true }],
  examples: ['clock set 2027-11-22'],
  run: async (context, given) => {
    return frozenOn(context, dayGiven('<date>', given.arguments['date'] ?? ''));
  },
};
