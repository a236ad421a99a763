import { CHARGE_FOUND, declineOf } from '../core/decline.js';
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
import { isOwn, refound, type NamedCharge, type Refound } from './found.js';
import type { Unwritten } from './ledger-failure.js';
import { notBefore, type Desk } from './desk.js';
import { nextPapers, type Papers } from './papers.js';

// A payment is answered within seconds of its order; after a long silence the card is left on file.
const ENTRIES_TO_LOOK_THROUGH = 50;

/** Who writes an answer down. */
export type Teller = Pick<Desk, 'ledger' | 'at' | 'by' | 'process' | 'nextId'>;

/** How an order stands after an answer of the gateway was written down. */
export type Settled =
  /** `found`: with a charge that was made before, so that nothing was charged now. */
  | { readonly kind: 'paid'; readonly order: Order; readonly found?: true }
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
 * another has claimed the attempt since, only a success counts: what it sends may succeed yet. A charge that was found and
 * is not what the attempt asks for was made for an order that this ledger has lost, which is written down as it was paid.
 */
export async function settle(desk: Teller, attempt: PaymentAttempt, told: ChargeOutcome): Promise<Settled> {
  const work = async (ledger: Writer) => {
    const order = await orderOf(ledger, attempt);
    const current = order.attempts.find((candidate) => candidate.id === attempt.id);
    const before = await madeBefore(ledger, order, current, told);
    const outcome = before === 'unreadable' ? UNREADABLE : told;
    if (current && isOpen(current) && (outcome.kind === 'succeeded' || isMine(desk, current))) {
      const at = await notBefore(ledger, desk.at, order.accountId);
      const card = await aboutTheCard(ledger, order, outcome, at);
      const lost = typeof before === 'object' ? await refoundFor(desk, ledger, order, before, at) : undefined;
      // As late as can be: until the end of this transaction, no other is given one.
      const papers = outcome.kind === 'succeeded' ? await nextPapers(ledger, order, at) : undefined;
      const ends = lost
        ? [
            ...settlingEntries(order, current, PAID_BEFORE, { at, papers: undefined }),
            ...lost.entries,
            ...settlingEntries(lost.order, lost.attempt, outcome, { at, papers }),
          ]
        : settlingEntries(order, current, outcome, { at, papers });
      for (const entry of [...ends, ...card]) await ledger.append(entry, at, desk.by);
    }
    return standsAs(ledger, await orderOf(ledger, attempt), outcome);
  };
  const isLate = told.kind === 'succeeded';
  return desk.ledger.write(work, { isLate, ahead: (ledger) => ledger.order(attempt.orderId) });
}

const PAID_BEFORE: ChargeOutcome = { kind: 'not_executed', reason: CHARGE_FOUND };
const UNREADABLE: ChargeOutcome = { kind: 'unknown', reason: 'unreadable_answer' };

/** A charge that was found, where it is not what the attempt asks for; unreadable where the gateway does not tell its card. */
async function madeBefore(
  ledger: Reader,
  { accountId }: Order,
  attempt: PaymentAttempt | undefined,
  outcome: ChargeOutcome,
): Promise<NamedCharge | 'unreadable' | undefined> {
  const found = outcome.kind === 'succeeded' ? outcome.found : undefined;
  if (!found || !attempt) return undefined;
  const methods = (await ledger.book(accountId))?.paymentMethods ?? [];
  if (isOwn(attempt, methods, found)) return undefined;
  return found.card ? { ...found, card: found.card } : 'unreadable';
}

/** Under the terms that were accepted with the order that asked for it; a run accepts none. */
async function refoundFor(
  desk: Teller,
  ledger: Reader,
  order: Order,
  charge: NamedCharge,
  at: Instant,
): Promise<Refound> {
  const acceptances = (await ledger.book(order.accountId))?.acceptances ?? [];
  const accepted = placedAutomatically(order) ? undefined : acceptances.find(({ orderId }) => orderId === order.id);
  return refound(desk, ledger, order, charge, { at, accepted });
}

/** How an order stands, or the one that it turned out to have been paid as before. */
export async function standsAs(ledger: Reader, order: Order, outcome?: ChargeOutcome): Promise<Settled> {
  if (order.state !== 'failed' || declineOf(order) !== CHARGE_FOUND) return settledAs(order, outcome);
  const paid = (await ledger.ordersFor(order.reference)).find(({ state }) => state === 'paid');
  return paid ? { kind: 'paid', order: paid, found: true } : settledAs(order, outcome);
}

/** How an order that needs nothing more stands. */
export function settledAs(order: Order, outcome?: ChargeOutcome): Settled {
  if (order.state === 'paid') return { kind: 'paid', order, ...(wasThere(order, outcome) ? { found: true } : {}) };
  // Charged after all, and written off by another process: the next purchase of this term adopts the charge.
  const charged = outcome?.kind === 'succeeded';
  if (order.state === 'failed' && !charged) return { kind: 'failed', order, declineCode: declineOf(order) };
  const page = awaitedPage(order);
  if (page && !charged) return { kind: 'waiting', order, page };
  return { kind: 'unknown', order, reason: outcome?.kind === 'unknown' ? outcome.reason : 'no_answer' };
}

/** It was paid with a charge that none of its own attempts has made: that of a ledger that is lost. */
function wasThere({ attempts }: Order, outcome: ChargeOutcome | undefined): boolean {
  const found = outcome?.kind === 'succeeded' ? outcome.found : undefined;
  return (
    found !== undefined && !attempts.some(({ key, sentAt, page }) => key === found.key && (page || sentAt === found.at))
  );
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
