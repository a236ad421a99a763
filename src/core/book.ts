import type { Acceptance, Account } from './account.js';
import type { BenefitRecord, Evidence, Refund } from './records.js';
import type { Dispatch } from './dispatch.js';
import type { Order } from './order.js';
import type { PaymentMethod } from './payment-method.js';
import type { RecordedOrder } from './recorded-order.js';
import type { Token } from './token.js';
import type { Subscription } from './subscription.js';
import type { SupportRequest } from './support-request.js';
import { founder, type User } from './user.js';

/** Everything the ledger holds of one partner account, read at one moment; the rules look at nothing else. */
export interface Book {
  readonly account: Account;
  readonly subscriptions: readonly Subscription[];
  /** Oldest first. */
  readonly orders: readonly Order[];
  /** What was bought elsewhere and recorded here, oldest first. */
  readonly recorded: readonly RecordedOrder[];
  readonly paymentMethods: readonly PaymentMethod[];
  readonly acceptances: readonly Acceptance[];
  /** Every try to send a reminder, oldest first (G23). */
  readonly dispatches: readonly Dispatch[];
  /** Everything recorded towards competencies, oldest first (P11). */
  readonly evidence: readonly Evidence[];
  /** Everything done with the benefits of every term, oldest first (J5). */
  readonly benefits: readonly BenefitRecord[];
  /** Revoked ones too, oldest first. */
  readonly tokens: readonly Token[];
  /** What was asked of support, by number. */
  readonly requests: readonly SupportRequest[];
  /** Every try to give money back, oldest first. */
  readonly refunds: readonly Refund[];
  /** Removed ones too, in the order in which they first came: never empty, since whoever joins is one (J6). */
  readonly users: readonly User[];
}

/** The newest subscription of an offer, live or not. */
export function subscriptionOf(book: Book, offer: string): Subscription | undefined {
  return book.subscriptions.filter((subscription) => subscription.offer === offer).at(-1);
}

/** What is owned or was last owned: one subscription an offer. */
export function newestSubscriptions(book: Book): readonly Subscription[] {
  return book.subscriptions.filter(({ id, offer }) => subscriptionOf(book, offer)?.id === id);
}

export function emptyBook(account: Account): Book {
  return {
    account,
    subscriptions: [],
    orders: [],
    recorded: [],
    paymentMethods: [],
    acceptances: [],
    dispatches: [],
    evidence: [],
    benefits: [],
    tokens: [],
    requests: [],
    refunds: [],
    users: [founder(account)],
  };
}
