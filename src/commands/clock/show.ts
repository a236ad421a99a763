import type { Command } from '../../cli/command.js';
import { clockOutcome } from '../../acts/clock.js';

export const clockShow: Command = {
  path: 'clock show',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['clock show', 'clock show --json'],
  run: async (context) => {
    const ledger = await context.books.existing();
    const frozen = await ledger?.read((reader) => reader.frozenAt());
    return clockOutcome(context, await context.clock.now(), frozen !== undefined);
  },
};
