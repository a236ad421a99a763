import type { EntryKind } from './entry.js';

/**
 * ledger role: what somebody who signs in to the server of a ledger may do there, whatever program they use. read: looks.
 * buy: spends by hand. renew: a job, which renews what is due and reminds. support: files and answers requests, and gives
 * back. admin: everything that is written. Beside it stands the owner of the ledger's tables, whom no table can refuse.
 */
export const LEDGER_ROLES = ['read', 'buy', 'renew', 'support', 'admin'] as const;
export type LedgerRole = (typeof LEDGER_ROLES)[number];

/** Who may write an entry of a kind: always, only where it says so much, or only once the money is back that it is about. */
export interface Writer {
  readonly role: LedgerRole;
  /** What the entry has to hold: as JSON, contained in it. */
  readonly part?: object;
  /** The request that it names has a refund that was made. */
  readonly refunded?: true;
}

const admin: Writer = { role: 'admin' };
const buy: Writer = { role: 'buy' };
const renew: Writer = { role: 'renew' };
const support: Writer = { role: 'support' };
const paying = [buy, renew, admin];
const sendingBack = [support, admin];
const settlingBack = [...sendingBack, renew];
const reminding = [renew, admin];

/** Every kind of entry, with those who may write it: a server refuses it to everybody else. */
export const WRITERS: Readonly<Record<EntryKind, readonly Writer[]>> = {
  'account-joined': [buy, admin],
  'account-changed': [admin],
  'account-moved': [admin],
  'recipient-added': [admin],
  'recipient-removed': [admin],
  'membership-ended': [admin],
  'clock-corrected': [admin],
  'programme-imported': [admin],
  'user-added': [admin],
  'user-granted': [admin],
  'user-revoked': [admin],
  'user-removed': [admin],
  'token-created': [admin],
  'token-revoked': [admin],
  'terms-accepted': [buy, admin],
  'payment-method-added': [buy, admin],
  'payment-method-removed': [buy, admin],
  'payment-method-made-default': [buy, admin],
  // A job buys nothing new.
  'order-placed': [buy, admin, { role: 'renew', part: { order: { kind: 'renewal' } } }],
  'attempt-sent': paying,
  'attempt-unknown': paying,
  'attempt-put-to-cardholder': paying,
  'attempt-claimed': paying,
  'attempt-settled': paying,
  // Two people say it, and no job.
  'attempt-abandoned': [buy, admin],
  'order-paid': paying,
  'order-failed': [...paying, support],
  'transfer-ended': [
    buy,
    admin,
    { role: 'renew', part: { end: { outcome: 'expired' } } },
    { role: 'support', part: { end: { outcome: 'expired' } } },
    { role: 'support', part: { end: { outcome: 'cancelled' } } },
  ],
  'order-recorded': [buy, admin, { role: 'renew', part: { order: { kind: 'renewal' } } }],
  'order-corrected': [buy, admin],
  'order-refund-recorded': [buy, ...sendingBack],
  // What a purchase whose answer was lost has bought is found by a job, too.
  'subscription-started': paying,
  'term-added': paying,
  'automatic-renewal-turned-off': [buy, ...sendingBack],
  'evidence-recorded': [buy, admin],
  'benefit-recorded': [admin],
  'request-filed': [buy, ...sendingBack],
  'request-entry-added': [
    buy,
    ...sendingBack,
    { role: 'renew', part: { entry: { outcome: 'approved' } }, refunded: true },
  ],
  'subscription-cancelled': [...sendingBack, { role: 'renew', refunded: true }],
  'refund-sent': sendingBack,
  'refund-unknown': settlingBack,
  'refund-claimed': settlingBack,
  'refund-abandoned': sendingBack,
  'refund-settled': settlingBack,
  'reminder-claimed': reminding,
  'reminder-begun': reminding,
  'reminder-sent': reminding,
  'reminder-failed': reminding,
};

/** Every kind of entry that a role may write, if only some of it. */
export function writtenBy(role: LedgerRole): readonly EntryKind[] {
  const kinds = Object.keys(WRITERS) as readonly EntryKind[];
  return kinds.filter((kind) => WRITERS[kind].some((writer) => writer.role === role));
}
