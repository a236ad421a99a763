import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { dayOf, type Instant } from '../core/day.js';

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
