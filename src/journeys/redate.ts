import { dayOf } from '../core/day.js';
import type { Reader, WrittenEntry } from '../store/store.js';
import type { Desk } from './desk.js';

/** Entries that a clock dated ahead of today: from one of the chain's numbers to its newest. */
export interface DatedAhead {
  readonly since: number;
  readonly until: number;
  readonly latest: WrittenEntry['at'];
}

/** At first, so many of the newest are looked at; then ever more. */
const LOOKED_AT = 100;

/** Everything since the first of the newest entries that is dated after today; undefined where the newest is not. */
export async function datedAhead(ledger: Reader, { at }: Pick<Desk, 'at'>): Promise<DatedAhead | undefined> {
  for (let count = LOOKED_AT; ; count *= 10) {
    const newest = await ledger.entries(count);
    const ahead = newest.findIndex((entry) => dayOf(entry.at) <= dayOf(at));
    const [last] = newest;
    if (!last || ahead === 0) return undefined;
    if (ahead < 0 && newest.length === count) continue;
    const wrong = ahead < 0 ? newest : newest.slice(0, ahead);
    const latest =
      wrong
        .map((entry) => entry.at)
        .sort()
        .at(-1) ?? last.at;
    return { since: wrong.at(-1)?.sequence ?? last.sequence, until: last.sequence, latest };
  }
}

/**
 * Writes that the clock was wrong: what it dated ahead stays as it is, and the ledger goes on from today (G15). The chain
 * goes on with it; nothing is taken out.
 * @returns undefined where nothing is dated after today
 */
export async function redate(desk: Desk, accountId: string): Promise<DatedAhead | undefined> {
  return desk.ledger.write(async (ledger) => {
    const ahead = await datedAhead(ledger, desk);
    if (!ahead) return undefined;
    const { since, until } = ahead;
    await ledger.append({ kind: 'clock-corrected', accountId, since, until }, desk.at, desk.by);
    return ahead;
  });
}
