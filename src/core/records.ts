import type { Money } from './money.js';
import type { Day, Instant } from './day.js';
import type { Abandonment, Claim } from './claim.js';

/**
 * benefit record: that a grant was activated, one of its licences assigned or released, or its product key viewed:
 * who and when. Records are only ever added.
 */
export interface BenefitRecord {
  readonly id: string;
  readonly subscriptionId: string;
  /** The number of the term that granted it. */
  readonly term: number;
  readonly benefit: string;
  readonly act: BenefitAct;
  /** Whose licence it is; null where the act is about no licence. */
  readonly user: string | null;
  /** When it was written down, which is when it was done unless it is `stated`. */
  readonly at: Instant;
  readonly by: string;
  /** It was done elsewhere, before it was written down (D32). */
  readonly stated?: true;
  /** The day on which it happened, where that was before `at` (D22). */
  readonly on?: Day;
}

export type BenefitAct = 'activated' | 'assigned' | 'released' | 'key-viewed';

/**
 * evidence: what the company has shown in an area on a day (people certified, customers, consumption). It is only ever
 * added to: the newest count of a metric holds, so that what was lost is recorded as a lower one (D13).
 */
export interface Evidence {
  readonly id: string;
  readonly accountId: string;
  readonly programme: string;
  readonly area: string;
  /** The level that it was recorded for; it counts for every level of the area. */
  readonly level: string;
  readonly counts: readonly Count[];
  /** The last day on which it counts; null where it does not lapse by itself. */
  readonly until: Day | null;
  readonly at: Instant;
  readonly by: string;
}

export interface Count {
  readonly metric: string;
  readonly value: number;
}

/** A metric of a path that is not met, with what there is and what is needed. */
export interface Shortfall {
  readonly metric: string;
  readonly have: number;
  readonly need: number;
}

/**
 * refund: one try to give the money of an order back, all of it. Like a payment attempt, its row exists before the first
 * byte goes out; amount, charge and key never change.
 */
export interface Refund {
  readonly id: string;
  readonly orderId: string;
  /** The request that it answers: it ends with the refund. */
  readonly requestId: string;
  /** Counted over all refunds ever tried for the order, from 1. */
  readonly ordinal: number;
  readonly key: string;
  /** The gateway's own name of what is given back; the words that were quoted where it came by bank transfer. */
  readonly chargeId: string;
  readonly amount: Money;
  readonly state: RefundState;
  /** The day on which it was approved, where that was before `sentAt` (D22). */
  readonly on?: Day;
  readonly sentAt: Instant;
  readonly sentBy: string;
  /** The process that sends it, so that another can tell whether it still lives. */
  readonly sender: string;
  /** Who sends it last; absent where it was sent before claims were written down. */
  readonly claim?: Claim;
  readonly abandoned?: readonly Abandonment[];
  readonly settledAt: Instant | null;
  /** The gateway's own name of the refund; the words to quote where it goes back by bank transfer (P9). */
  readonly gatewayRef: string | null;
  /** The gateway's word for the reason, where it refused. */
  readonly reason: string | null;
  /** Its own, given with the refund (I13); absent until then, and where it was refunded before these were numbered. */
  readonly creditNoteNumber?: string;
}

export type RefundState = 'sending' | 'unknown' | SettledRefund;

export type SettledRefund = 'refunded' | 'refused';

/** How a refund ended. */
export interface RefundSettlement {
  readonly state: SettledRefund;
  readonly at: Instant;
  readonly gatewayRef: string | null;
  readonly reason: string | null;
  /** Of what is refunded; absent where that was before these were numbered. */
  readonly creditNoteNumber?: string;
}

export type NoRefund =
  | 'not-offered'
  | 'not-charged'
  | 'payment-not-stated'
  | 'disputed'
  | 'too-late'
  | 'later-term-paid'
  | 'benefit-activated'
  | 'key-viewed';

/** What was used of what was bought, as far as it ends the right to a refund (P8, D20). */
export interface Use {
  readonly benefitActivated: boolean;
  readonly keyViewed: boolean;
}

export const RESOLUTIONS = ['approved', 'rejected'] as const;

export type Resolution = (typeof RESOLUTIONS)[number];

export type RequestOutcome = Resolution | 'withdrawn';

/** What is to be stated again of a recorded order (D26), as far as it is said; files are added and never replaced. */
export interface StatedAgain {
  /** The day to which it is paid. */
  readonly end?: Day | null;
  readonly started?: Day | null;
  readonly renewal?: string | null;
  readonly invoice?: string | null;
  readonly invoicedOn?: Day | null;
  readonly paidOn?: Day | null;
  readonly amount?: Money | null;
  readonly tax?: Money | null;
  readonly paidBy?: string | null;
  readonly orderRef?: string | null;
  readonly externalId?: string | null;
}
