import type { Entry, Settlement } from '../core/entry.js';
import { dayOf, type Instant } from '../core/day.js';
import { isOpen, receiptNumber, type Order, type PaymentAttempt } from '../core/order.js';
import { defaultMethod, onFile } from '../core/payment-method.js';
import type { ChargeOutcome, UnknownReason } from '../payments/gateway.js';
import type { Reader, Writer } from '../store/store.js';
import { notBefore, type Desk } from './till.js';

// A payment is answered within seconds of its order; after a long silence the card is left on file.
const ENTRIES_TO_LOOK_THROUGH = 50;

/** How an order stands after an answer of the gateway was written down. */
export type Settled =
  | { readonly kind: 'paid'; readonly order: Order }
  | { readonly kind: 'failed'; readonly order: Order; readonly declineCode: string }
  | { readonly kind: 'unknown'; readonly order: Order; readonly reason: UnknownReason | 'no_answer' };

/**
 * Writes what the gateway said of an attempt, with everything that follows from it, in one transaction: an order is
 * paid exactly when it has a term and a receipt (I3). Where another process was first, its answer stands (G7).
 */
export async function settle(desk: Desk, attempt: PaymentAttempt, outcome: ChargeOutcome): Promise<Settled> {
  return desk.ledger.write(async (ledger) => {
    const order = await orderOf(ledger, attempt);
    const current = order.attempts.find((candidate) => candidate.id === attempt.id);
    if (current && isOpen(current)) {
      const at = await notBefore(ledger, desk.at);
      for (const entry of await entriesFor(ledger, order, current, outcome, at))
        await ledger.append(entry, at, desk.by);
    }
    return settledAs(await orderOf(ledger, attempt), outcome);
  });
}

/** How an order that needs nothing more stands. */
export function settledAs(order: Order, outcome?: ChargeOutcome): Settled {
  if (order.state === 'paid') return { kind: 'paid', order };
  // Charged after all, and written off by another process: the next purchase of this term adopts the charge.
  const charged = outcome?.kind === 'succeeded';
  if (order.state === 'failed' && !charged) return { kind: 'failed', order, declineCode: lastDecline(order) };
  return { kind: 'unknown', order, reason: outcome?.kind === 'unknown' ? outcome.reason : 'no_answer' };
}

async function entriesFor(
  ledger: Writer,
  order: Order,
  attempt: PaymentAttempt,
  outcome: ChargeOutcome,
  at: Instant,
): Promise<readonly Entry[]> {
  const settled = (settlement: Omit<Settlement, 'at'>): Entry => ({
    kind: 'attempt-settled',
    id: attempt.id,
    settlement: { ...settlement, at },
  });
  const failed = async (): Promise<readonly Entry[]> => [
    { kind: 'order-failed', id: order.id },
    ...(await cardGoes(ledger, order, at)),
  ];
  switch (outcome.kind) {
    case 'succeeded':
      return [
        settled({ state: 'succeeded', chargeId: outcome.chargeId, declineCode: null }),
        ...(await paidEntries(ledger, order, at)),
      ];
    case 'declined':
      return [settled({ state: 'declined', chargeId: null, declineCode: outcome.declineCode }), ...(await failed())];
    case 'action_required':
      return [
        settled({ state: 'action_required', chargeId: null, declineCode: 'authentication_required' }),
        ...(await failed()),
      ];
    case 'not_executed':
      return [settled({ state: 'not_executed', chargeId: null, declineCode: outcome.reason }), ...(await failed())];
    case 'unknown':
      return attempt.state === 'unknown' ? [] : [{ kind: 'attempt-unknown', id: attempt.id }];
  }
}

async function paidEntries(ledger: Writer, order: Order, at: Instant): Promise<readonly Entry[]> {
  const year = Number(dayOf(at).slice(0, 4));
  const receipt = receiptNumber(year, (await ledger.lastReceipt(year)) + 1);
  const { subscriptionId, term } = order;
  const started: readonly Entry[] =
    order.kind === 'purchase'
      ? [
          {
            kind: 'subscription-started',
            subscription: {
              id: subscriptionId,
              accountId: order.accountId,
              programme: order.programme,
              offer: order.offer,
              enrolment: order.enrolment,
            },
          },
        ]
      : [];
  return [
    { kind: 'order-paid', id: order.id, at, receiptNumber: receipt },
    ...started,
    { kind: 'term-added', subscriptionId, term: { ...term, orderId: order.id } },
    ...(await cardForNextTime(ledger, order)),
  ];
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
  const entries = await ledger.entries(ENTRIES_TO_LOOK_THROUGH);
  const placed = entries.findIndex(({ entry }) => entry.kind === 'order-placed' && entry.order.id === order.id);
  const next = entries[placed - 1]?.entry;
  const cameWithIt = next?.kind === 'payment-method-added' && next.method.id === order.paymentMethodId;
  const book = cameWithIt ? await ledger.book(order.accountId) : undefined;
  const method = onFile(book?.paymentMethods ?? []).find((candidate) => candidate.id === order.paymentMethodId);
  return method && !method.isDefault ? [{ kind: 'payment-method-removed', id: method.id, at }] : [];
}

/** The order of an attempt as the ledger has it now. */
export async function orderOf(ledger: Reader, attempt: PaymentAttempt): Promise<Order> {
  const order = await ledger.order(attempt.orderId);
  if (!order) throw new Error(`order ${attempt.orderId} has gone from the ledger`);
  return order;
}

function lastDecline(order: Order): string {
  return order.attempts.at(-1)?.declineCode ?? 'generic_decline';
}
