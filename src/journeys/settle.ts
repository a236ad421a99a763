import { declineOf } from '../core/decline.js';
import type { Entry } from '../core/entry.js';
import type { Instant } from '../core/day.js';
import {
  awaitedPage,
  isOpen,
  placedAutomatically,
  type Order,
  type PaymentAttempt,
  type PaymentPage,
  type Settlement,
} from '../core/order.js';
import { defaultMethod, onFile } from '../core/payment-method.js';
import type { ChargeOutcome, UnknownReason } from '../payments/gateway.js';
import type { Reader, Writer } from '../store/store.js';
import { isMine } from './claims.js';
import type { Unwritten } from './ledger-failure.js';
import { notBefore, type Desk } from './desk.js';
import { nextPapers, type Papers } from './papers.js';

// A payment is answered within seconds of its order; after a long silence the card is left on file.
const ENTRIES_TO_LOOK_THROUGH = 50;

/** Who writes an answer down. */
export type Teller = Pick<Desk, 'ledger' | 'at' | 'by' | 'process'>;

/** How an order stands after an answer of the gateway was written down. */
export type Settled =
  | { readonly kind: 'paid'; readonly order: Order }
  | { readonly kind: 'failed'; readonly order: Order; readonly declineCode: string }
  | Waiting
  | { readonly kind: 'unknown'; readonly order: Order; readonly reason: UnknownReason | Unwritten | 'no_answer' };

/** The bank wants the cardholder's word: the order is neither paid nor failed while they may give it on that page. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly order: Order;
  readonly page: PaymentPage;
}

/**
 * Writes what the gateway said of an attempt, with everything that follows from it, in one transaction: an order is
 * paid exactly when it has a term and a receipt (I3). Where another process was first, its answer stands (G7); and where
 * another has claimed the attempt since, only a success counts: what it sends may succeed yet.
 */
export async function settle(desk: Teller, attempt: PaymentAttempt, outcome: ChargeOutcome): Promise<Settled> {
  const work = async (ledger: Writer) => {
    const order = await orderOf(ledger, attempt);
    const current = order.attempts.find((candidate) => candidate.id === attempt.id);
    if (current && isOpen(current) && (outcome.kind === 'succeeded' || isMine(desk, current))) {
      const at = await notBefore(ledger, desk.at, order.accountId);
      const card = await aboutTheCard(ledger, order, outcome, at);
      // As late as can be: until the end of this transaction, no other is given one.
      const papers = outcome.kind === 'succeeded' ? await nextPapers(ledger, order, at) : undefined;
      for (const entry of [...settlingEntries(order, current, outcome, { at, papers }), ...card])
        await ledger.append(entry, at, desk.by);
    }
    return settledAs(await orderOf(ledger, attempt), outcome);
  };
  const isLate = outcome.kind === 'succeeded';
  return desk.ledger.write(work, { isLate, ahead: (ledger) => ledger.order(attempt.orderId) });
}

/** How an order that needs nothing more stands. */
export function settledAs(order: Order, outcome?: ChargeOutcome): Settled {
  if (order.state === 'paid') return { kind: 'paid', order };
  // Charged after all, and written off by another process: the next purchase of this term adopts the charge.
  const charged = outcome?.kind === 'succeeded';
  if (order.state === 'failed' && !charged) return { kind: 'failed', order, declineCode: declineOf(order) };
  const page = awaitedPage(order);
  if (page && !charged) return { kind: 'waiting', order, page };
  return { kind: 'unknown', order, reason: outcome?.kind === 'unknown' ? outcome.reason : 'no_answer' };
}

/** When an answer is written down, and the papers that a success is given (I13). */
export interface Settling {
  readonly at: Instant;
  readonly papers: Papers | undefined;
}

/** Everything that follows from an answer, in the order in which it is written. */
export function settlingEntries(
  order: Order,
  attempt: PaymentAttempt,
  outcome: ChargeOutcome,
  { at, papers }: Settling,
): readonly Entry[] {
  const settled = (settlement: Omit<Settlement, 'at'>): Entry => ({
    kind: 'attempt-settled',
    id: attempt.id,
    settlement: { ...settlement, at },
  });
  const failed: Entry = { kind: 'order-failed', id: order.id };
  switch (outcome.kind) {
    case 'succeeded':
      if (!papers) throw new RangeError(`order ${order.id} is paid without a receipt`);
      return [
        settled({ state: 'succeeded', chargeId: outcome.chargeId, declineCode: null }),
        ...paidEntries(order, at, papers),
      ];
    case 'declined':
      return [settled({ state: 'declined', chargeId: null, declineCode: outcome.declineCode }), failed];
    case 'action_required':
      return [settled({ state: 'action_required', chargeId: null, declineCode: 'authentication_required' }), failed];
    case 'not_executed':
      return [settled({ state: 'not_executed', chargeId: null, declineCode: outcome.reason }), failed];
    case 'unknown':
      return attempt.state === 'unknown' ? [] : [{ kind: 'attempt-unknown', id: attempt.id }];
  }
}

/** What makes an order paid: its papers, and the term that it was for (I3). */
export function paidEntries(order: Order, at: Instant, { receipt, invoice }: Papers): readonly Entry[] {
  const { id, accountId, programme, offer, enrolment, subscriptionId, term } = order;
  const subscription = { id: subscriptionId, accountId, programme, offer, enrolment };
  return [
    {
      kind: 'order-paid',
      id,
      at,
      receiptNumber: receipt,
      ...(invoice === undefined ? {} : { invoiceNumber: invoice }),
    },
    ...(order.kind !== 'renewal' ? [{ kind: 'subscription-started', subscription } as const] : []),
    { kind: 'term-added', subscriptionId, term: { ...term, orderId: id } },
  ];
}

/** What an answer means for the card, where it is not the one that automatic renewal charges anyway. */
async function aboutTheCard(
  ledger: Reader,
  order: Order,
  { kind }: ChargeOutcome,
  at: Instant,
): Promise<readonly Entry[]> {
  if (placedAutomatically(order) || kind === 'unknown') return [];
  return kind === 'succeeded' ? cardForNextTime(ledger, order) : cardGoes(ledger, order, at);
}

/** A card has proved itself by paying: it becomes the one that automatic renewal charges, where there is none. */
async function cardForNextTime(ledger: Reader, order: Order): Promise<readonly Entry[]> {
  const methods = onFile((await ledger.book(order.accountId))?.paymentMethods ?? []);
  const paid = methods.find((method) => method.id === order.paymentMethodId);
  if (!paid || defaultMethod(methods)) return [];
  return [{ kind: 'payment-method-made-default', accountId: order.accountId, id: paid.id }];
}

/** D6: the card that came with an order goes with it. It was written right after the order. */
async function cardGoes(ledger: Reader, order: Order, at: Instant): Promise<readonly Entry[]> {
  const entries = await ledger.entries({ accountId: order.accountId, limit: ENTRIES_TO_LOOK_THROUGH });
  const placed = entries.findIndex(({ entry }) => entry.kind === 'order-placed' && entry.order.id === order.id);
  const next = entries[placed - 1]?.entry;
  const cameWithIt = next?.kind === 'payment-method-added' && next.method.id === order.paymentMethodId;
  const book = cameWithIt ? await ledger.book(order.accountId) : undefined;
  const method = onFile(book?.paymentMethods ?? []).find((candidate) => candidate.id === order.paymentMethodId);
  return method && !method.isDefault ? [{ kind: 'payment-method-removed', id: method.id, at }] : [];
}

/** The order of an attempt or a refund as the ledger has it now. */
export async function orderOf(ledger: Reader, { orderId }: Pick<PaymentAttempt, 'orderId'>): Promise<Order> {
  const order = await ledger.order(orderId);
  if (!order) throw new Error(`order ${orderId} has gone from the ledger`);
  return order;
}
