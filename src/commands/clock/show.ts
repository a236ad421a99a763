import type { Command, Outcome } from '../../command.js';
import type { Context } from '../../context.js';
import { dayOf, type Instant } from '../../core/day.js';

export const clockShow: Command = {
  path: 'clock show',
  examples: ['clock show', 'clock show --json'],
  run: async (context) => {
    const ledger = await context.existingLedger();
    const frozen = await ledger?.read((reader) => reader.frozenAt());
    return clockOutcome(context, await context.clock.now(), frozen !== undefined);
  },
};

/** What day it is for this ledger, and whether time runs. */
export function clockOutcome({ words, speech }: Context, at: Instant, frozen: boolean): Outcome {
  const said = words.screens.clock;
  const today = dayOf(at);
  return {
    value: { today, frozen },
    screen: [
      { kind: 'facts', rows: [[said.today, speech.day(today)]] },
      { kind: 'text', text: frozen ? said.frozenAt(speech.day(today)) : said.running },
    ],
  };
}
