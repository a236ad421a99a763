import type { Command } from '../../cli/command.js';
import { orStop } from '../../errors.js';
import { letRun } from '../../sandbox/clock.js';
import { existing } from '../../cli/visit.js';
import { clockOutcome } from '../../acts/clock.js';

export const clockReset: Command = {
  path: 'clock reset',
  deed: { act: 'manage-ledger', scope: 'manage', writes: null },
  examples: ['clock reset'],
  run: async (context) => {
    const { at } = orStop(await letRun(await existing(context), context.clock.system()));
    return clockOutcome(context, at, false);
  },
};
