import { by } from '../ledger-role.js';
import type { Evidence } from '../records.js';
import { added, type Rules } from './rule.js';

export interface CompetencyEntry {
  readonly kind: 'evidence-recorded';
  readonly evidence: Evidence;
}

export const COMPETENCY: Rules<CompetencyEntry> = {
  'evidence-recorded': {
    writers: by('buy', 'admin'),
    fields: {
      evidence: {
        id: true,
        accountId: true,
        programme: true,
        area: true,
        level: true,
        counts: [{ metric: true, value: true }],
        until: true,
        at: true,
        by: true,
      },
    },
    concerns: ({ evidence }) => ({ noun: 'account', id: evidence.accountId }),
    apply: (book, { evidence }) => ({ ...book, evidence: added(book.evidence, evidence) }),
  },
};
