import type { Defect, Watch } from '../store.js';
import { hashOf, type AuditRow } from './audit.js';
import type { Head } from './chains.js';
import type { SealedHead } from './seals.js';
import type { Session } from './session.js';

const ENTRIES_AT_ONCE = 1000;

/** A link, as far as the next one hangs on it: `place` is that in its chain. */
interface Link {
  readonly place: number;
  readonly hash: string;
}

/**
 * Where the first epoch ends, in which all accounts had one chain: the first seal says so, since what an entry says of
 * its own place can be altered. A ledger without a seal has had no other epoch.
 * @returns the sequence of its last entry; 0 where there was none
 */
export async function sealedFirstEpoch(session: Session): Promise<number> {
  const first = await session.get<{ heads: string }>('SELECT heads FROM seals ORDER BY number LIMIT 1');
  if (!first) return Number.MAX_SAFE_INTEGER;
  const heads = JSON.parse(first.heads) as readonly SealedHead[];
  return heads.find(({ account }) => account === null)?.sequence ?? 0;
}

/** The chain of the first epoch, of all accounts, from its genesis to where each got its own (I11). */
export async function brokenFirstEpoch(session: Session, genesis: string, watch: Watch): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  const end = await sealedFirstEpoch(session);
  const sql = 'SELECT * FROM audit WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?';
  let before: Link = { place: 0, hash: genesis };
  for (;;) {
    const page = await session.all<AuditRow>(sql, before.place, end, ENTRIES_AT_ONCE);
    for (const row of page) {
      defects.push(...brokenLink(before, row, row.sequence));
      if (row.number !== null)
        defects.push({
          where: whereOf(row),
          problem: 'It is of the first epoch, and has a place in a chain of later.',
        });
      before = { place: row.sequence, hash: row.hash };
    }
    await watch(before.place);
    if (page.length === 0) return defects;
  }
}

/**
 * The chain of one account: each hash, each link, no number missing, and its end where its head says. What it has of the
 * first epoch was looked at there.
 * @param epoch the sequence of the last entry of the first epoch
 */
export function brokenChain(
  rows: readonly AuditRow[],
  head: Head | undefined,
  { genesis, epoch }: { readonly genesis: string; readonly epoch: number },
): readonly Defect[] {
  const defects: Defect[] = [];
  let before: Link = { place: 0, hash: genesis };
  for (const row of rows) {
    const place = row.number ?? before.place + 1;
    if (row.sequence > epoch) {
      defects.push(...brokenLink(before, row, place));
      if (row.number === null)
        defects.push({ where: whereOf(row), problem: 'It has no place in the chain of its account.' });
    }
    before = { place, hash: row.hash };
  }
  const last = rows.at(-1);
  const end = last && { number: before.place, sequence: last.sequence, hash: last.hash, at: last.at };
  const names = ['number', 'sequence', 'hash', 'at'] as const;
  const problem = 'The end of its chain is not the newest of its entries.';
  if (last && names.some((name) => head?.[name] !== end?.[name]))
    defects.push({ where: `account ${last.account_id}`, problem });
  return defects;
}

function brokenLink(before: Link, row: AuditRow, place: number): readonly Defect[] {
  const problems = [
    place !== before.place + 1 && `The ${place - before.place - 1} entries before it are missing.`,
    row.prev_hash !== before.hash && 'It does not continue the entry before it.',
    row.hash !== hashOf(row) && 'Its hash is not that of what it says.',
    row.kind !== kindIn(row.body) && 'Its kind is not that of what it says.',
  ];
  return problems.flatMap((problem) => (problem ? [{ where: whereOf(row), problem }] : []));
}

function whereOf({ sequence }: AuditRow): string {
  return `audit entry ${sequence}`;
}

function kindIn(body: string): unknown {
  try {
    return (JSON.parse(body) as { kind?: unknown }).kind;
  } catch {
    return undefined;
  }
}
