import type { Book } from '../core/book.js';
import { refundedFrom } from '../core/cancellation.js';
import { dayOf, type Instant } from '../core/day.js';
import type { RefundSettlement } from '../core/entry.js';
import { sameMoney } from '../core/money.js';
import type { Order } from '../core/order.js';
import { isOpenRefund, type Refund } from '../core/refund.js';
import { lastTerm } from '../core/subscription.js';
import type { FoundRefunds, RefundOutcome } from '../payments/gateway.js';
import type { Reader, Writer } from '../store/store.js';
import { closeTransfersOf } from './order-by-transfer.js';
import { stillSending } from './recover.js';
import { entryOn } from './requests.js';
import { orderOf } from './settle.js';
import { notBefore, type Till } from './till.js';

export interface GivenBack {
  readonly kind: 'refunded' | 'refund-refused' | 'refund-unknown' | 'in-progress';
  readonly order: Order;
  readonly refund: Refund;
}

/**
 * Gives the money of an order back and writes the answer. The gateway is looked at first: a refund that is there already
 * is adopted, so that a restored ledger, a lost answer and a gateway that ignores keys all end with one.
 */
export async function giveBack(till: Till, refund: Refund): Promise<GivenBack> {
  const found = await till.gateway.refunds(refund.chargeId);
  till.failpoint('refund:looked');
  const { key, chargeId, amount, sentAt: at } = refund;
  const outcome = adopted(found, refund) ?? (await till.gateway.refund({ key, chargeId, amount, at }));
  till.failpoint('refund:made');
  return till.ledger.write((ledger) => settle(till, ledger, refund, outcome));
}

/** Settles every refund, of one account or of all, that has no believed answer. Oldest first. */
export async function recoverRefunds(till: Till, accountId?: string): Promise<readonly GivenBack[]> {
  const open = await till.ledger.read(async (ledger) => {
    const refunds = await ledger.openRefunds();
    return Promise.all(refunds.map(async (refund) => ({ refund, order: await orderOf(ledger, refund) })));
  });
  const results: GivenBack[] = [];
  for (const { refund, order } of open.filter((one) => accountId === undefined || one.order.accountId === accountId)) {
    // A charge is given back once, however often that is asked for: unlike a charge, it may be sent again at any age.
    const result = stillSending(till, refund)
      ? ({ kind: 'in-progress', order, refund } as const)
      : await giveBack({ ...till, by: refund.sentBy }, refund);
    results.push(result);
  }
  return results;
}

/** What looking at the gateway decides; undefined where nothing was given back yet. */
function adopted(found: FoundRefunds, { amount }: Refund): RefundOutcome | undefined {
  if (found.kind === 'unknown') return found;
  const [first] = found.refunds;
  if (!first) return undefined;
  const same = found.refunds.find((made) => sameMoney(made.amount, amount));
  // Another amount was given back by other hands: a person has to look.
  return same ? { kind: 'refunded', refundId: same.refundId } : { kind: 'unknown', reason: 'unreadable_answer' };
}

/** The answer with all that follows from it, in one transaction; where another process was first, its answer stands. */
export async function settle(till: Till, ledger: Writer, sent: Refund, outcome: RefundOutcome): Promise<GivenBack> {
  const { book, refund } = await refundNow(ledger, sent);
  if (isOpenRefund(refund)) {
    const at = await notBefore(ledger, till.at);
    const settlement = settlementOf(outcome, at);
    if (settlement) await ledger.append({ kind: 'refund-settled', id: refund.id, settlement }, at, till.by);
    else if (refund.state === 'sending') await ledger.append({ kind: 'refund-unknown', id: refund.id }, at, till.by);
    if (settlement?.state === 'refunded') await endWith(till, ledger, book, refund, at);
  }
  const { refund: now } = await refundNow(ledger, sent);
  const order = await orderOf(ledger, now);
  switch (now.state) {
    case 'refunded':
      return { kind: 'refunded', order, refund: now };
    case 'refused':
      return { kind: 'refund-refused', order, refund: now };
    case 'sending':
    case 'unknown':
      return { kind: 'refund-unknown', order, refund: now };
  }
}

function settlementOf(outcome: RefundOutcome, at: Instant): RefundSettlement | undefined {
  switch (outcome.kind) {
    case 'refunded':
      return { state: 'refunded', at, gatewayRef: outcome.refundId, reason: null };
    case 'refused':
      return { state: 'refused', at, gatewayRef: null, reason: outcome.reason };
    case 'unknown':
      // Refused without a look at it: a restored ledger has given this key once before. The next try takes another.
      return outcome.reason === 'key_reused'
        ? { state: 'refused', at, gatewayRef: null, reason: outcome.reason }
        : undefined;
  }
}

/** D10: with the money, the subscription and the request end. */
async function endWith(till: Till, ledger: Writer, book: Book, refund: Refund, at: Instant): Promise<void> {
  const request = book.requests.find(({ id }) => id === refund.requestId);
  const order = book.orders.find(({ id }) => id === refund.orderId);
  const held = book.subscriptions.find(({ id }) => id === order?.subscriptionId);
  if (!request || !held) throw new Error(`refund ${refund.id} is for nothing that the ledger holds`);
  await closeTransfersOf({ at, by: till.by }, ledger, book, held.id);
  const from = refundedFrom(lastTerm(held), dayOf(at));
  const cancellation = { requestId: request.id, from, at, by: till.by };
  await ledger.append({ kind: 'subscription-cancelled', subscriptionId: held.id, cancellation }, at, till.by);
  await ledger.append(entryOn({ at, by: till.by }, request, { outcome: 'approved' }), at, till.by);
}

async function refundNow(ledger: Reader, { id, orderId }: Refund): Promise<{ book: Book; refund: Refund }> {
  const order = await ledger.order(orderId);
  const book = order && (await ledger.book(order.accountId));
  const refund = book?.refunds.find((candidate) => candidate.id === id);
  if (!book || !refund) throw new Error(`refund ${id} has gone from the ledger`);
  return { book, refund };
}
