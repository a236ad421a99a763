import type { Instant } from '../core/day.js';
import type { Ledger } from './ledger.js';
import { sizeOf, type Size } from './sql/copy.js';
import type { Session } from './sql/session.js';

/** What a ledger holds that somebody has put back by other means. */
export interface NotedAsPutBack extends Size {
  readonly until: Instant | null;
}

/**
 * Notes in a ledger that it was put back from a copy: by a server's own means, or as a file is copied. What was written
 * since the copy was made nobody can see in it.
 * @throws LedgerError `SERVER_RIGHTS`, `SERVER_ROLE` where whoever asks does not own it
 */
export function noteAsPutBack(ledger: Ledger, at: Instant): Promise<NotedAsPutBack> {
  return ledger.alone(async (session) => {
    const noted = await held(session);
    await session.run('UPDATE meta SET restored_at = ?, restored_until = ?', at, noted.until);
    return noted;
  });
}

/** The same, and nothing is written. */
export function lookBeforeNoting(ledger: Ledger): Promise<NotedAsPutBack> {
  return ledger.look(held);
}

async function held(session: Session): Promise<NotedAsPutBack> {
  const newest = 'SELECT at FROM audit ORDER BY sequence DESC LIMIT 1';
  return { ...(await sizeOf(session)), until: (await session.get<{ at: Instant }>(newest))?.at ?? null };
}
