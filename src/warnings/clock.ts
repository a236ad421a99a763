import type { Context } from '../cli/context.js';
import type { Voice } from '../language/voice.js';
import { dayOf } from '../core/day.js';
import { clockAhead } from '../journeys/desk.js';
import type { Visit } from '../cli/visit.js';
import type { Warning } from './warnings.js';

/** What is wrong with today's date by everything else that tells it: only what is written needs a right clock; whoever looks is told (G15, D17). */
export async function clockFault(
  context: Context,
  { ledger, book, at, today }: Visit,
): Promise<(voice: Voice) => readonly Warning[]> {
  if (!ledger) return () => [];
  const accountId = book?.account.id;
  const newest = await ledger.read((reader) => reader.lastEntryAt(accountId));
  if (newest && dayOf(newest) > today)
    return ({ words, speech }) => [
      {
        code: 'CLOCK_BEHIND_LEDGER',
        message: words.screens.clock.behind(speech.day(today), speech.day(dayOf(newest))),
        try: 'partner db redate',
      },
    ];
  const known = await clockAhead(ledger, { at, accountId, other: () => context.clock.other() });
  if (known === undefined) return () => [];
  return ({ words, speech }) => [
    {
      code: 'CLOCK_AHEAD',
      message: words.screens.clock.ahead(speech.day(today), speech.day(known)),
      try: 'partner clock show',
    },
  ];
}
