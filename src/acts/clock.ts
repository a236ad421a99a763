import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { type Day, dayOf, type Instant } from '../core/day.js';
import { orStop } from '../errors.js';
import { freezeAt } from '../sandbox/clock.js';

/** Freezes the clock at a day; a ledger is made where there is none. */
export async function frozenOn(context: Context, day: Day): Promise<Outcome> {
  const { at } = orStop(await freezeAt(await context.books.ledger(), day));
  return clockOutcome(context, at, true);
}

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
