import { by } from '../ledger-role.js';
import type { ToldSoFar } from '../told-so-far.js';
import type { Rules } from './rule.js';

/** What happened around an account, and changes nothing that its book holds. */
export type HistoryEntry =
  /** The clock was wrong: the account's entries from one number to another were dated later than they happened (G15). */
  | { readonly kind: 'clock-corrected'; readonly accountId: string; readonly since: number; readonly until: number }
  /** A programme of one's own took the place of another, or came new; of the file's exact bytes, lower-case hex (P10). */
  | {
      readonly kind: 'programme-imported';
      readonly accountId: string;
      readonly programme: string;
      readonly sha256: string;
    }
  /** How far an endpoint was told of the account's events, and what stands in the way of the next. */
  | ({ readonly kind: 'events-told'; readonly accountId: string; readonly endpoint: string } & ToldSoFar);

export const HISTORY: Rules<HistoryEntry> = {
  'clock-corrected': {
    writers: by('admin'),
    fields: { accountId: true, since: true, until: true },
    concerns: ({ accountId: id }) => ({ noun: 'account', id }),
    apply: (book) => book,
  },
  'programme-imported': {
    writers: by('admin'),
    fields: { accountId: true, programme: true, sha256: true },
    concerns: ({ accountId: id }) => ({ noun: 'account', id }),
    apply: (book) => book,
  },
  'events-told': {
    writers: by('buy', 'renew', 'support', 'admin'),
    fields: {
      accountId: true,
      endpoint: true,
      before: true,
      through: true,
      tries: true,
      nextAt: true,
      reason: true,
      givenUp: true,
    },
    concerns: ({ accountId: id }) => ({ noun: 'account', id }),
    apply: (book) => book,
  },
};
