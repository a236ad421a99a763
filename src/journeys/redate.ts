import { dayOf } from '../core/day.js';
import type { Reader, WrittenEntry } from '../store/store.js';
import type { Desk } from './desk.js';

/** The newest entries of an account that a clock dated ahead of today: from one to the newest, by their numbers. */
export interface DatedAhead {
  readonly since: number;
  readonly until: number;
  readonly count: number;
  readonly latest: WrittenEntry['at'];
}

const PAGE = 100;

/** Everything since the first of the newest entries that is dated after today; undefined where the newest is not. */
export async function datedAhead(
  ledger: Reader,
  { at }: Pick<Desk, 'at'>,
  accountId: string,
): Promise<DatedAhead | undefined> {
  let ahead: DatedAhead | undefined;
  for (;;) {
    const page = await ledger.entries({ accountId, after: ahead?.since, limit: PAGE });
    for (const entry of page) {
      if (dayOf(entry.at) <= dayOf(at)) return ahead;
      ahead = withOneMore(ahead, entry);
    }
    if (page.length < PAGE) return ahead;
  }
}

function withOneMore(ahead: DatedAhead | undefined, { sequence, at }: WrittenEntry): DatedAhead {
  if (!ahead) return { since: sequence, until: sequence, count: 1, latest: at };
  return { ...ahead, since: sequence, count: ahead.count + 1, latest: at > ahead.latest ? at : ahead.latest };
}

/**
 * Writes that the clock was wrong: what it dated ahead stays as it is, and the account goes on from today (G15). Its chain
 * goes on with it; nothing is taken out.
 * @returns undefined where nothing of the account is dated after today
 */
export async function redate(desk: Desk, accountId: string): Promise<DatedAhead | undefined> {
  return desk.ledger.write(async (ledger) => {
    const ahead = await datedAhead(ledger, desk, accountId);
    if (!ahead) return undefined;
    const { since, until } = ahead;
    await ledger.append({ kind: 'clock-corrected', accountId, since, until }, desk.at, desk.by);
    return ahead;
  });
}
