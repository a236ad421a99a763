import type { Acceptance, Account, AccountFacts } from './account.js';
import type { BenefitRecord, Evidence, Refund, SettledRefund } from './records.js';
import type { Abandonment, Claim } from './claim.js';
import type { Day, Instant } from './day.js';
import type { Dispatch, NotSent } from './dispatch.js';
import type { Order, PaymentAttempt, PaymentPage, SettledState, TransferEnd } from './order.js';
import type { PaymentMethod } from './payment-method.js';
import type { RecordedOrder, StatedRefund, Statement } from './recorded-order.js';
import type { Token } from './token.js';
import type { Cancellation, Subscription, Term, TermSpan } from './subscription.js';
import type { NewRequest, RequestEntry } from './support-request.js';
import type { UserEntry } from './user.js';

/**
 * entry: one thing that happened, as the ledger writes it down. Entries are the only way to change a ledger; each is
 * also a link of the audit chain (I11), so that the tables can be checked against what was written.
 */
export type Entry =
  | UserEntry
  | { readonly kind: 'account-joined'; readonly account: Account }
  /** The clock was wrong: the account's entries from one number to another were dated later than they happened (G15). */
  | { readonly kind: 'clock-corrected'; readonly accountId: string; readonly since: number; readonly until: number }
  /** A programme of one's own took the place of another, or came new; of the file's exact bytes, lower-case hex (P10). */
  | {
      readonly kind: 'programme-imported';
      readonly accountId: string;
      readonly programme: string;
      readonly sha256: string;
    }
  | { readonly kind: 'account-changed'; readonly accountId: string; readonly facts: AccountFacts }
  /** D34: the same company under the same id in another programme. */
  | { readonly kind: 'account-moved'; readonly accountId: string; readonly programme: string }
  | { readonly kind: 'recipient-added'; readonly accountId: string; readonly email: string }
  | { readonly kind: 'recipient-removed'; readonly accountId: string; readonly email: string }
  | { readonly kind: 'membership-ended'; readonly accountId: string; readonly on: Day }
  | { readonly kind: 'terms-accepted'; readonly acceptance: Acceptance }
  | { readonly kind: 'payment-method-added'; readonly method: PaymentMethod }
  | { readonly kind: 'payment-method-removed'; readonly id: string; readonly at: Instant }
  | { readonly kind: 'payment-method-made-default'; readonly accountId: string; readonly id: string }
  | { readonly kind: 'order-placed'; readonly order: Order }
  | { readonly kind: 'attempt-sent'; readonly attempt: PaymentAttempt }
  | { readonly kind: 'attempt-unknown'; readonly id: string }
  /** The bank wants the cardholder's word: they are asked for it on a page of the gateway's own. */
  | { readonly kind: 'attempt-put-to-cardholder'; readonly id: string; readonly page: PaymentPage }
  | ClaimEntry
  | { readonly kind: 'attempt-settled'; readonly id: string; readonly settlement: Settlement }
  | {
      readonly kind: 'order-paid';
      readonly id: string;
      readonly at: Instant;
      readonly receiptNumber: string;
      /** Of an order that is sold, and of no other. */
      readonly invoiceNumber?: string;
    }
  | { readonly kind: 'order-failed'; readonly id: string }
  | {
      readonly kind: 'transfer-ended';
      readonly orderId: string;
      readonly end: TransferEnd;
      /** What the funds pay for: it begins when they are confirmed. null where none came. */
      readonly term: TermSpan | null;
    }
  /** What was bought or renewed elsewhere, and its term with it; a purchase begins its subscription (D22, D24). */
  | { readonly kind: 'order-recorded'; readonly order: RecordedOrder }
  /** D26 */
  | { readonly kind: 'order-corrected'; readonly orderId: string; readonly statement: Statement }
  /** D31 */
  | { readonly kind: 'order-refund-recorded'; readonly orderId: string; readonly refund: StatedRefund }
  | { readonly kind: 'subscription-started'; readonly subscription: NewSubscription }
  | { readonly kind: 'term-added'; readonly subscriptionId: string; readonly term: Term }
  | {
      readonly kind: 'automatic-renewal-turned-off';
      readonly subscriptionId: string;
      readonly term: number;
      readonly on?: Day;
      readonly at: Instant;
      readonly by: string;
    }
  | { readonly kind: 'evidence-recorded'; readonly evidence: Evidence }
  | { readonly kind: 'benefit-recorded'; readonly record: BenefitRecord }
  | { readonly kind: 'request-filed'; readonly request: NewRequest }
  | { readonly kind: 'request-entry-added'; readonly entry: RequestEntry }
  | {
      readonly kind: 'subscription-cancelled';
      readonly subscriptionId: string;
      readonly cancellation: Cancellation;
    }
  | { readonly kind: 'refund-sent'; readonly refund: Refund }
  | { readonly kind: 'refund-unknown'; readonly id: string }
  | { readonly kind: 'refund-settled'; readonly id: string; readonly settlement: RefundSettlement }
  | { readonly kind: 'token-created'; readonly token: Token }
  | { readonly kind: 'token-revoked'; readonly id: string; readonly at: Instant }
  | { readonly kind: 'reminder-claimed'; readonly dispatch: Dispatch }
  | { readonly kind: 'reminder-begun'; readonly id: string; readonly at: Instant }
  | { readonly kind: 'reminder-sent'; readonly id: string; readonly at: Instant }
  | {
      readonly kind: 'reminder-failed';
      readonly id: string;
      readonly at: Instant;
      readonly reason: NotSent;
      readonly status: number | null;
    };

/** About a payment attempt or a refund whose outcome is not known: who sends it again, and who says that nobody will. */
export type ClaimEntry =
  | { readonly kind: 'attempt-claimed'; readonly id: string; readonly claim: Claim }
  | { readonly kind: 'refund-claimed'; readonly id: string; readonly claim: Claim }
  | { readonly kind: 'attempt-abandoned'; readonly id: string; readonly word: Abandonment }
  | { readonly kind: 'refund-abandoned'; readonly id: string; readonly word: Abandonment };

export type EntryKind = Entry['kind'];

/** A subscription before its first term. */
export type NewSubscription = Omit<Subscription, 'terms' | 'turnedOff' | 'cancelled' | 'superseded'>;

export interface RefundSettlement {
  readonly state: SettledRefund;
  readonly at: Instant;
  readonly gatewayRef: string | null;
  readonly reason: string | null;
  /** Of what is refunded; absent where that was before these were numbered. */
  readonly creditNoteNumber?: string;
}

export interface Settlement {
  readonly state: SettledState;
  readonly at: Instant;
  readonly chargeId: string | null;
  readonly declineCode: string | null;
}
