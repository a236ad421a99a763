import { added, type Rules } from './rule.js';

export const COMPETENCY: Rules<'evidence-recorded'> = {
  'evidence-recorded': {
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
