import type { Command } from '../../command.js';
import { orStop } from '../../errors.js';
import { letRun } from '../../journeys/clock.js';
import { existing } from '../db/ledger.js';
import { clockOutcome } from './show.js';

export const clockReset: Command = {
  path: 'clock reset',
  examples: ['clock reset'],
  run: async (context) => {
    const { at } = orStop(await letRun(await existing(context), context.clock.system()));
    return clockOutcome(context, at, false);
  },
};
