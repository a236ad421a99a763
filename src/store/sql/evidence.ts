import { hash } from 'node:crypto';
import type { EvidenceFile } from '../../core/recorded-order.js';
import type { Kept } from '../store.js';
import type { Session } from './session.js';

/** Bytes that were found under a hash: whether they are those that were kept. */
export function asKept(sha256: string, bytes: Uint8Array): Kept {
  return hash('sha256', bytes, 'hex') === sha256 ? { kind: 'kept', bytes } : { kind: 'changed' };
}

const STATEMENTS_AT_ONCE = 500;

/** Every file that a statement names, each once, in the order in which they were stated. */
export async function evidenceNamed(session: Session): Promise<readonly EvidenceFile[]> {
  const files = new Map<string, EvidenceFile>();
  const sql = `SELECT s.order_id, s.number, s.evidence FROM statements s
    WHERE s.evidence <> '[]' AND (s.order_id, s.number) > (?, ?) ORDER BY s.order_id, s.number LIMIT ?`;
  for (let last = { order_id: '', number: -1 }; ;) {
    const page = await session.all<{ order_id: string; number: number; evidence: string }>(
      sql,
      last.order_id,
      last.number,
      STATEMENTS_AT_ONCE,
    );
    for (const { evidence } of page)
      for (const file of JSON.parse(evidence) as readonly EvidenceFile[])
        if (!files.has(file.sha256)) files.set(file.sha256, file);
    const end = page.at(-1);
    if (!end) return [...files.values()];
    last = end;
  }
}
