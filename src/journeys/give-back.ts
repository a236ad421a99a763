import { ABANDONED, isAbandoned } from '../core/claim.js';
import type { Book } from '../core/book.js';
import { refundedFrom } from '../core/cancellation.js';
import { dayOf, type Instant } from '../core/day.js';
import type { Order } from '../core/order.js';
import { isOpenRefund, returnedOf } from '../core/refund.js';
import type { Refund, RefundSettlement } from '../core/records.js';
import { lastTerm } from '../core/subscription.js';
import type { FoundRefunds, RefundOutcome } from '../payments/gateway.js';
import type { Reader, Writer } from '../store/store.js';
import { nextCreditNote } from './papers.js';
import { closeTransfersOf } from './transfers.js';
import { isMine, newHold, standing, stillHolds, type Hold } from './claims.js';
import { unlessLedgerFails } from './ledger-failure.js';
import { ageOf, UNSEEN_AFTER_HOURS, type May } from './recover.js';
import { entryOn } from './requests.js';
import { orderOf } from './settle.js';
import { clockBehind, notBefore, type Desk } from './desk.js';

const UNANSWERED: RefundOutcome = { kind: 'unknown', reason: 'timed_out' };
const ABANDONED_BY_TWO: RefundOutcome = { kind: 'refused', reason: ABANDONED };

interface Ended<Kind> {
  readonly kind: Kind;
  readonly order: Order;
  readonly refund: Refund;
}

export type GivenBack = Ended<'refunded'> | NotGivenBack;
/** The bank does not, nobody knows, or another process is at it. */
export type NotGivenBack = Ended<'refund-refused'> | Ended<'refund-unknown'> | Ended<'in-progress'>;

/**
 * Gives the money of an order back and writes the answer. The gateway is looked at first: a refund that is there already
 * is adopted, so that a restored ledger, a lost answer and a gateway that ignores keys all end with one.
 */
export async function giveBack(desk: Desk, mine: ClaimedRefund): Promise<GivenBack> {
  let current = mine;
  for (;;) {
    const found = await desk.gateway.refunds(current.refund.chargeId);
    desk.failpoint('refund:looked');
    const sent = adopted(found, current.refund) ?? (await sendUnlessLost(desk, current));
    desk.failpoint('refund:made');
    if (sent !== 'claim-lost') return desk.ledger.write((ledger) => settle(desk, ledger, current.refund, sent));
    const next = await claimRefund(desk, current.refund);
    if ('kind' in next) return next;
    current = next;
  }
}

/** A refund that this process alone may send for now. */
export interface ClaimedRefund {
  readonly refund: Refund;
  readonly hold: Hold;
}

/** Claims a refund for this process, in one transaction; how it stands where that cannot be. */
async function claimRefund(desk: Desk, sent: Refund): Promise<ClaimedRefund | GivenBack> {
  const hold = await newHold(desk);
  return desk.ledger.write(async (ledger) => {
    const { book, refund } = await refundNow(ledger, sent);
    const stands = isOpenRefund(refund) ? standing(desk, refund, hold.now) : 'settled';
    if (stands === 'live') return { kind: 'in-progress', order: await orderOf(ledger, refund), refund };
    if (stands !== 'free') return refundStands(ledger, refund);
    const at = await notBefore(ledger, desk.at, book.account.id);
    await ledger.append({ kind: 'refund-claimed', id: refund.id, claim: hold.claim }, at, desk.by);
    return { refund, hold };
  });
}

async function sendUnlessLost(desk: Desk, { refund, hold }: ClaimedRefund): Promise<RefundOutcome | 'claim-lost'> {
  const claim: { isLost: boolean } = { isLost: false };
  const mayGo = async () => {
    const made = await desk.ledger.read((ledger) => ledger.refundsOf(refund.orderId));
    claim.isLost = !stillHolds(
      hold,
      made.find(({ id }) => id === refund.id),
    );
    return !claim.isLost;
  };
  const { key, chargeId, amount, sentAt: at } = refund;
  const outcome = await desk.gateway.refund({ key, chargeId, amount, at, mayGo });
  return claim.isLost ? 'claim-lost' : outcome;
}

/** Settles every refund, of one account or of all, that has no believed answer. Oldest first. */
export async function recoverRefunds(desk: Desk, accountId?: string, may: May = 'send'): Promise<readonly GivenBack[]> {
  const open = await desk.ledger.read((ledger) => ledger.openRefunds(accountId));
  const results: GivenBack[] = [];
  for (const refund of open) {
    const order = await desk.ledger.read((ledger) => orderOf(ledger, refund));
    const result = await unlessLedgerFails<GivenBack>(
      async () => {
        const behind = await desk.ledger.read((ledger) => clockBehind(ledger, desk.at, order.accountId));
        if (behind) return { kind: 'refund-unknown', order, refund };
        return recoverRefund({ ...desk, by: refund.sentBy }, order, refund, may);
      },
      () => ({ kind: 'refund-unknown', order, refund }),
    );
    results.push(result);
  }
  return results;
}

async function recoverRefund(desk: Desk, order: Order, refund: Refund, may: May): Promise<GivenBack> {
  const now = await desk.gateway.now();
  switch (standing(desk, refund, now)) {
    case 'live':
      return { kind: 'in-progress', order, refund };
    case 'held':
      return onSight(desk, refund);
    case 'free': {
      if (may === 'look' && !isAbandoned(refund)) return onSight(desk, refund);
      const claimed = await claimRefund(desk, refund);
      if ('kind' in claimed) return claimed;
      if (isAbandoned(refund)) return withoutSending(desk, refund, ageOf(refund, now ?? desk.at));
      // A charge is given back once, however often that is asked for: unlike a charge, it may be sent again at any age.
      return giveBack(desk, claimed);
    }
  }
}

/** It may be sent yet, by its sender (G15) or later: what was given back is adopted, and nothing else follows from a look. */
async function onSight(desk: Desk, refund: Refund): Promise<GivenBack> {
  const outcome = adopted(await desk.gateway.refunds(refund.chargeId), refund) ?? UNANSWERED;
  return desk.ledger.write((ledger) => settle(desk, ledger, refund, outcome));
}

/** Two people have said that it will never be sent: what the gateway does not know of was not given back. */
async function withoutSending(desk: Desk, refund: Refund, age: number): Promise<GivenBack> {
  const outcome = adopted(await desk.gateway.refunds(refund.chargeId), refund);
  const isOver = !outcome || (outcome.kind === 'unknown' && age >= UNSEEN_AFTER_HOURS);
  return desk.ledger.write((ledger) => settle(desk, ledger, refund, isOver ? ABANDONED_BY_TWO : outcome));
}

/** What looking at the gateway decides; undefined where nothing was given back yet. */
function adopted(found: FoundRefunds, { amount }: Refund): RefundOutcome | undefined {
  if (found.kind === 'unknown') return found;
  const [first] = found.refunds;
  if (!first) return undefined;
  // After a part of it, by other hands, no gateway gives the whole back: ours was not made.
  if (returnedOf(amount, found.refunds).kind === 'part') return { kind: 'refused', reason: 'refunded_in_part' };
  return { kind: 'refunded', refundId: first.refundId };
}

/**
 * The answer with all that follows from it, in one transaction; where another process was first, its answer stands, and
 * where another has claimed the refund since, only a success counts.
 */
export async function settle(desk: Desk, ledger: Writer, sent: Refund, outcome: RefundOutcome): Promise<GivenBack> {
  const { book, refund } = await refundNow(ledger, sent);
  if (isOpenRefund(refund) && (outcome.kind === 'refunded' || isMine(desk, refund))) {
    const at = await notBefore(ledger, desk.at, book.account.id);
    const settlement = settlementOf(outcome, at);
    if (settlement?.state === 'refunded') await endWith(desk, ledger, book, refund, settlement);
    else if (settlement) await ledger.append({ kind: 'refund-settled', id: refund.id, settlement }, at, desk.by);
    else if (refund.state === 'sending') await ledger.append({ kind: 'refund-unknown', id: refund.id }, at, desk.by);
  }
  return refundStands(ledger, sent);
}

/** How a refund stands in the ledger now. */
export async function refundStands(ledger: Reader, sent: Refund): Promise<GivenBack> {
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
async function endWith(
  desk: Desk,
  ledger: Writer,
  book: Book,
  refund: Refund,
  settled: RefundSettlement,
): Promise<void> {
  const { at } = settled;
  const request = book.requests.find(({ id }) => id === refund.requestId);
  const order = book.orders.find(({ id }) => id === refund.orderId);
  const held = book.subscriptions.find(({ id }) => id === order?.subscriptionId);
  if (!request || !order || !held) throw new Error(`refund ${refund.id} is for nothing that the ledger holds`);
  await closeTransfersOf({ at, by: desk.by }, ledger, book, held.id);
  const from = refundedFrom(lastTerm(held), refund.on ?? dayOf(at));
  const cancellation = { requestId: request.id, from, at, by: desk.by };
  // As late as can be: until the end of this transaction, no other is given one.
  const settlement = { ...settled, creditNoteNumber: await nextCreditNote(ledger, order, at) };
  await ledger.append({ kind: 'refund-settled', id: refund.id, settlement }, at, desk.by);
  await ledger.append({ kind: 'subscription-cancelled', subscriptionId: held.id, cancellation }, at, desk.by);
  await ledger.append(entryOn({ at, by: desk.by }, request, { outcome: 'approved', on: refund.on }), at, desk.by);
}

async function refundNow(ledger: Reader, { id, orderId }: Refund): Promise<{ book: Book; refund: Refund }> {
  const order = await ledger.order(orderId);
  const book = order && (await ledger.book(order.accountId));
  const refund = book?.refunds.find((candidate) => candidate.id === id);
  if (!book || !refund) throw new Error(`refund ${id} has gone from the ledger`);
  return { book, refund };
}
