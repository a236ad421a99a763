import type { Abandonment, Claim, Sent } from '../../core/claim.js';
import type { Instant } from '../../core/day.js';
import type { ClaimEntry } from '../../core/entry.js';
import type { Session } from './session.js';

/** The columns of an attempt or a refund that say who sends it, and who says that nobody will. */
export function claimColumns({ claim, abandoned = [] }: Pick<Sent, 'claim' | 'abandoned'>) {
  const [first, second] = abandoned;
  return {
    claimed_by: claim?.by ?? null,
    claimed_at: claim?.at ?? null,
    claimed_until: claim?.until ?? null,
    abandoned_by: first?.by ?? null,
    abandoned_at: first?.at ?? null,
    confirmed_by: second?.by ?? null,
    confirmed_at: second?.at ?? null,
  };
}

export function claimIn(row: ReturnType<typeof claimColumns>): {
  readonly claim?: Claim;
  readonly abandoned?: readonly Abandonment[];
} {
  const { claimed_by: by, claimed_at: at, claimed_until: until } = row;
  const abandoned = [...word(row.abandoned_by, row.abandoned_at), ...word(row.confirmed_by, row.confirmed_at)];
  return {
    ...(by === null || at === null || until === null ? {} : { claim: { by, at, until } }),
    ...(abandoned.length === 0 ? {} : { abandoned }),
  };
}

function word(by: string | null, at: Instant | null): readonly Abandonment[] {
  return by === null || at === null ? [] : [{ by, at }];
}

// `sent` stands for the table of either: both have these columns.
const CLAIM = `UPDATE sent SET state = 'sending', claimed_by = ?, claimed_at = ?, claimed_until = ?
  WHERE id = ? AND state IN ('sending', 'unknown')`;
const ABANDON = `UPDATE sent SET abandoned_by = ?, abandoned_at = ?
  WHERE id = ? AND state IN ('sending', 'unknown') AND abandoned_by IS NULL`;
const CONFIRM = `UPDATE sent SET confirmed_by = ?, confirmed_at = ?
  WHERE id = ? AND state IN ('sending', 'unknown') AND confirmed_by IS NULL`;

/** How many rows it changed: none where it is settled, or two have said before that nobody will send it. */
export function writeClaim(session: Session, entry: ClaimEntry): number {
  const table = entry.kind.startsWith('attempt') ? 'attempts' : 'refunds';
  const run = (sql: string, ...values: readonly string[]) =>
    session.run(sql.replace('sent', table), ...values, entry.id);
  if ('claim' in entry) return run(CLAIM, entry.claim.by, entry.claim.at, entry.claim.until);
  const { by, at } = entry.word;
  return run(ABANDON, by, at) || run(CONFIRM, by, at);
}
