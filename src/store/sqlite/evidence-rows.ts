import type { Evidence } from '../../core/competency.js';
import { canonical } from '../../core/plan.js';

export type EvidenceRow = ReturnType<typeof evidenceRow>;

export function evidenceRow({ id, accountId, programme, area, level, counts, until, at, by }: Evidence) {
  return { id, account_id: accountId, programme, area, level, counts: canonical(counts), until, at, by };
}

export function evidenceOf(row: EvidenceRow): Evidence {
  const { id, account_id: accountId, programme, area, level, until, at, by } = row;
  const counts = JSON.parse(row.counts) as Evidence['counts'];
  return { id, accountId, programme, area, level, counts, until, at, by };
}
