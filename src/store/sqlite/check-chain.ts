import type { Defect, Watch } from '../store.js';
import { hashOf, type AuditRow } from './audit.js';
import { meta } from './reader.js';
import type { Session } from './session.js';

const ENTRIES_AT_ONCE = 1000;

/** The audit chain from its genesis to its end: each hash, each link, no number missing, nothing cut off (I11). */
export async function brokenChain(session: Session, watch: Watch): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  const given = lastGiven(session);
  let before = { sequence: 0, hash: meta(session).genesis };
  for (let page = pageAfter(session, 0); page.length > 0; page = pageAfter(session, before.sequence)) {
    for (const row of page) {
      defects.push(...brokenLink(before, row));
      before = row;
    }
    await watch(before.sequence / given);
  }
  return [...defects, ...brokenEnd(before.sequence, given)];
}

function pageAfter(session: Session, sequence: number): readonly AuditRow[] {
  return session.all<AuditRow>(
    'SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?',
    sequence,
    ENTRIES_AT_ONCE,
  );
}

function brokenLink(before: Pick<AuditRow, 'sequence' | 'hash'>, row: AuditRow): readonly Defect[] {
  const where = `audit entry ${row.sequence}`;
  const problems = [
    row.sequence !== before.sequence + 1 && `The ${row.sequence - before.sequence - 1} entries before it are missing.`,
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

/** The engine remembers the highest number that it ever gave. */
export function lastGiven(session: Session): number {
  return session.get<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'audit'`)?.seq ?? 0;
}

function brokenEnd(last: number, given: number): readonly Defect[] {
  return given === last ? [] : [{ where: 'audit', problem: `Its last entry is ${last} and should be ${given}.` }];
}
