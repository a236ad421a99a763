import type { Context } from '../cli/context.js';
import { dayOf } from '../core/day.js';
import { clockAhead, isDayBehind } from '../journeys/desk.js';
import type { Visit } from '../cli/visit.js';
import type { Attention } from '../core/attention.js';

/** What is wrong with today's date by everything else that tells it: only what is written needs a right clock; whoever looks is told (G15, D17). */
export async function clockFault(context: Context, { ledger, book, at, today }: Visit): Promise<readonly Attention[]> {
  if (!ledger) return [];
  const accountId = book?.account.id;
  const newest = await ledger.read((reader) => reader.lastEntryAt(accountId));
  if (newest && isDayBehind(at, newest)) return [{ code: 'CLOCK_BEHIND_LEDGER', today, newest: dayOf(newest) }];
  const other = await clockAhead(ledger, { at, accountId, other: () => context.clock.other() });
  return other === undefined ? [] : [{ code: 'CLOCK_AHEAD', today, other, by: await context.clock.witness() }];
}
