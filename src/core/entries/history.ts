import type { Rules } from './rule.js';

/** What happened around an account, and changes nothing that its book holds. */
export const HISTORY: Rules<'clock-corrected' | 'programme-imported'> = {
  'clock-corrected': {
    fields: { accountId: true, since: true, until: true },
    concerns: ({ accountId: id }) => ({ noun: 'account', id }),
    apply: (book) => book,
  },
  'programme-imported': {
    fields: { accountId: true, programme: true, sha256: true },
    concerns: ({ accountId: id }) => ({ noun: 'account', id }),
    apply: (book) => book,
  },
};
