import type { Defect, Watch } from '../store.js';
import { hashOf, type AuditRow } from './audit.js';
import type { Head } from './chains.js';
import type { Session } from './session.js';

const ENTRIES_AT_ONCE = 1000;

/** A link, as far as the next one hangs on it: `place` is that in its chain. */
interface Link {
  readonly place: number;
  readonly hash: string;
}

/** The chain of the first epoch, of all accounts, from its genesis to where each got its own (I11). */
export async function brokenFirstEpoch(session: Session, genesis: string, watch: Watch): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  let before: Link = { place: 0, hash: genesis };
  for (;;) {
    const page = await pageAfter(session, before.place);
    const old = page.slice(
      0,
      [...page, undefined].findIndex((row) => row?.number !== null),
    );
    for (const row of old) {
      defects.push(...brokenLink(before, row));
      before = { place: row.sequence, hash: row.hash };
    }
    await watch(before.place);
    if (old.length < page.length || page.length === 0) return defects;
  }
}

function pageAfter(session: Session, sequence: number): Promise<readonly AuditRow[]> {
  const sql = 'SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?';
  return session.all<AuditRow>(sql, sequence, ENTRIES_AT_ONCE);
}

/**
 * The chain of one account: each hash, each link, no number missing, and its end where its head says. What it has of the
 * first epoch was looked at there.
 */
export function brokenChain(rows: readonly AuditRow[], head: Head | undefined, genesis: string): readonly Defect[] {
  const defects: Defect[] = [];
  let before: Link = { place: 0, hash: genesis };
  for (const row of rows) {
    if (row.number !== null) defects.push(...brokenLink(before, row));
    before = { place: row.number ?? before.place + 1, hash: row.hash };
  }
  const last = rows.at(-1);
  const end = last && { number: before.place, sequence: last.sequence, hash: last.hash, at: last.at };
  const names = ['number', 'sequence', 'hash', 'at'] as const;
  const problem = 'The end of its chain is not the newest of its entries.';
  if (last && names.some((name) => head?.[name] !== end?.[name]))
    defects.push({ where: `account ${last.account_id}`, problem });
  return defects;
}

function brokenLink(before: Link, row: AuditRow): readonly Defect[] {
  const where = `audit entry ${row.sequence}`;
  const place = row.number ?? row.sequence;
  const problems = [
    place !== before.place + 1 && `The ${place - before.place - 1} entries before it are missing.`,
    row.prev_hash !== before.hash && 'It does not continue the entry before it.',
    row.hash !== hashOf(row) && 'Its hash is not that of what it says.',
    row.kind !== kindIn(row.body) && 'Its kind is not that of what it says.',
  ];
  return problems.flatMap((problem) => (problem ? [{ where, problem }] : []));
}

function kindIn(body: string): unknown {
  try {
    return (JSON.parse(body) as { kind?: unknown }).kind;
  } catch {
    return undefined;
  }
}
