import type { Defect, Watch } from '../store.js';
import { hashOf, type AuditRow } from './audit.js';
import { meta } from './reader.js';
import type { Session } from './session.js';

const ENTRIES_AT_ONCE = 1000;

/**
 * The audit chain from its genesis to its end: each hash, each link, no number missing, nothing cut off (I11). `given`:
 * the highest number that the engine remembers having given.
 */
export async function brokenChain(session: Session, given: number, watch: Watch): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  let before = { sequence: 0, hash: (await meta(session)).genesis };
  for (let page = await pageAfter(session, 0); page.length > 0; page = await pageAfter(session, before.sequence)) {
    for (const row of page) {
      defects.push(...brokenLink(before, row));
      before = row;
    }
    await watch(before.sequence / given);
  }
  return [...defects, ...brokenEnd(before.sequence, given)];
}

function pageAfter(session: Session, sequence: number): Promise<readonly AuditRow[]> {
  const sql = 'SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?';
  return session.all<AuditRow>(sql, sequence, ENTRIES_AT_ONCE);
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

function brokenEnd(last: number, given: number): readonly Defect[] {
  return given === last ? [] : [{ where: 'audit', problem: `Its last entry is ${last} and should be ${given}.` }];
}
