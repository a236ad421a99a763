import { LAST_CHARGE_GIVEN_BACK } from '../core/decline.js';
import { keyOf, openAttempt, placedAutomatically, type Order, type PaymentAttempt } from '../core/order.js';
import { chargeOf } from '../core/refund.js';
import type { ChargeOutcome, ChargeRequest, Found } from '../payments/gateway.js';
import { adopted, claimAttempt, isReturned, unlessDiffers, type Charged, type ClaimedAttempt } from './attempt.js';
import { askCardholder, askingFor, pageIn, waitFor, withoutOtherPages } from './cardholder.js';
import { isMine, newHold, stillHolds } from './claims.js';
import { unlessLedgerFails } from './ledger-failure.js';
import { cardOf } from './payer.js';
import { orderOf, settle, standsAs } from './settle.js';
import { notBefore, type Desk } from './desk.js';

// A key that is taken for another request means a restored ledger; each retry takes the next ordinal.
const TRIES = 20;

/** When somebody asked for the charge: with this very command, or with one whose outcome is being settled. */
export type Asked = 'now' | 'before';

const KEY_USED: ChargeOutcome = { kind: 'unknown', reason: 'key_reused' };
const GIVEN_BACK: ChargeOutcome = { kind: 'not_executed', reason: 'charge_given_back' };
const LAST_GIVEN_BACK: ChargeOutcome = { kind: 'not_executed', reason: LAST_CHARGE_GIVEN_BACK };

/**
 * Charges the open attempt of an order and writes the answer. It looks at the gateway first and adopts a charge that
 * is there already: a restored ledger, a lost answer and a gateway that ignores keys all end with one charge (F6, G1).
 * Who was held up between the look and the charge has to claim the attempt and to look again. Where the ledger fails
 * once a byte may have gone, the outcome is unknown, and never an error that says nothing was charged (G3).
 */
export async function chargeOrder(
  desk: Desk,
  order: Order,
  mine: ClaimedAttempt,
  gatewayRef: string,
  asked: Asked = 'now',
): Promise<Charged> {
  const answered = { charged: false };
  return unlessLedgerFails<Charged>(
    () => charging(desk, order, mine, { gatewayRef, asked, answered }),
    () => ({ kind: 'unknown', order, reason: answered.charged ? 'charge_unwritten' : 'answer_unwritten' }),
  );
}

interface Charging {
  readonly gatewayRef: string;
  readonly asked: Asked;
  /** What is known of the gateway's answer, should the ledger fail. */
  readonly answered: { charged: boolean };
}

async function charging(
  desk: Desk,
  order: Order,
  mine: ClaimedAttempt,
  { gatewayRef, asked, answered }: Charging,
): Promise<Charged> {
  let current = mine;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const look = () => desk.gateway.find(order.reference, async () => gatewayRef);
    const own = askingFor(current.attempt, gatewayRef);
    const found = await withoutOtherPages(desk, own, look);
    desk.failpoint('purchase:looked');
    const page = pageIn(found, own);
    if (page) return waitFor(desk, current.attempt, page);
    const seen = adopted(found, order);
    // Nothing was sent yet of what somebody asks for now.
    const isUnsent = asked === 'now' && current === mine;
    const sent =
      (seen && isUnsent ? unlessDiffers(seen) : seen) ??
      (await lastGivenBack(desk, order)) ??
      (await sendUnlessUsed(desk, order, current, { gatewayRef, found, asked }));
    desk.failpoint('purchase:charged');
    answered.charged = sent !== 'claim-lost' && sent.kind === 'succeeded';
    if (sent !== 'claim-lost' && sent.kind === 'action_required')
      return askCardholder(desk, order, current, gatewayRef);
    if (sent !== 'claim-lost' && (sent.kind !== 'unknown' || sent.reason !== 'key_reused'))
      return settle(desk, current.attempt, sent);
    const next =
      sent === 'claim-lost' ? await claimAttempt(desk, order) : await underNextKey(desk, order, current.attempt);
    if ('kind' in next) return next;
    current = next;
  }
  return settle(desk, current.attempt, { kind: 'not_executed', reason: 'key_reused' });
}

interface Sending {
  readonly gatewayRef: string;
  readonly found: Found;
  readonly asked: Asked;
}

/**
 * What was given back pays for nothing (G20): a key that has charged it is not used again, and an answer that names it is
 * none, whatever key or moment it is told for. The next key charges what is asked now; what was asked before is undone.
 */
async function sendUnlessUsed(
  desk: Desk,
  order: Order,
  mine: ClaimedAttempt,
  { gatewayRef, found, asked }: Sending,
): Promise<ChargeOutcome | 'claim-lost'> {
  const returned = found.kind === 'found' ? found.charges.filter(isReturned) : [];
  const undone = asked === 'now' ? KEY_USED : GIVEN_BACK;
  if (returned.some(({ key }) => key === mine.attempt.key)) return undone;
  const sent = await sendUnlessLost(desk, order, mine, gatewayRef);
  if (sent === 'claim-lost' || sent.kind !== 'succeeded') return sent;
  return returned.some(({ chargeId }) => chargeId === sent.chargeId) ? undone : sent;
}

/**
 * What goes on by itself goes on from a payment: where the gateway gave that back and the ledger does not know, nobody is
 * charged without a person (G20). undefined where nothing stands against the charge.
 */
async function lastGivenBack(desk: Desk, order: Order): Promise<ChargeOutcome | undefined> {
  const before = placedAutomatically(order) ? await paidBefore(desk, order) : undefined;
  if (!before) return undefined;
  const found = await desk.gateway.find(before.reference, () => cardOf(desk.ledger, before));
  if (found.kind === 'unknown') return found;
  const given = found.charges.some((charge) => charge.chargeId === chargeOf(before) && isReturned(charge));
  return given ? LAST_GIVEN_BACK : undefined;
}

/** The order of the term before, where it was charged here. */
async function paidBefore(desk: Desk, { accountId, subscriptionId, term }: Order): Promise<Order | undefined> {
  const book =
    (await desk.ledger.unchanged?.(accountId)) ?? (await desk.ledger.read((ledger) => ledger.book(accountId)));
  const held = book?.subscriptions.find(({ id }) => id === subscriptionId);
  const orderId = held?.terms.find(({ number }) => number === term.number - 1)?.orderId;
  const before = book?.orders.find(({ id }) => id === orderId);
  return before && chargeOf(before) !== null ? before : undefined;
}

async function sendUnlessLost(
  desk: Desk,
  order: Order,
  { attempt, hold }: ClaimedAttempt,
  gatewayRef: string,
): Promise<ChargeOutcome | 'claim-lost'> {
  const claim: { isLost: boolean } = { isLost: false };
  const mayGo = async () => {
    const book = await desk.ledger.unchanged?.(order.accountId);
    const now = book?.orders.find(({ id }) => id === order.id);
    const stands = now ?? (await desk.ledger.read((ledger) => ledger.order(order.id)));
    claim.isLost = !stillHolds(
      hold,
      stands?.attempts.find(({ id }) => id === attempt.id),
    );
    return !claim.isLost;
  };
  const outcome = await desk.gateway.charge({ ...requestFor(order, attempt, gatewayRef), mayGo });
  return claim.isLost ? 'claim-lost' : outcome;
}

/** The same bytes at every sending: everything in it was stored before the first. */
function requestFor(order: Order, attempt: PaymentAttempt, gatewayRef: string): ChargeRequest {
  return { key: attempt.key, reference: order.reference, amount: attempt.amount, gatewayRef, at: attempt.sentAt };
}

/** The next attempt of the order; how the order stands, where another process that recovers it has been first. */
async function underNextKey(desk: Desk, order: Order, attempt: PaymentAttempt): Promise<ClaimedAttempt | Charged> {
  const hold = await newHold(desk);
  return desk.ledger.write(async (ledger) => {
    const now = await orderOf(ledger, attempt);
    const open = openAttempt(now);
    if (!open) return standsAs(ledger, now);
    if (open.id !== attempt.id || !isMine(desk, open)) return { kind: 'in-progress', order: now };
    const at = await notBefore(ledger, desk.at, order.accountId);
    const ordinal = attempt.ordinal + 1;
    const key = keyOf(order.reference, ordinal);
    const { abandoned: _said, ...same } = attempt;
    const next: PaymentAttempt = {
      ...same,
      id: desk.nextId('att'),
      ordinal,
      key,
      state: 'sending',
      sentAt: at,
      sender: desk.process,
      claim: hold.claim,
    };
    const settlement = { state: 'not_executed', at, chargeId: null, declineCode: 'key_reused' } as const;
    await ledger.append({ kind: 'attempt-settled', id: attempt.id, settlement }, at, desk.by);
    await ledger.append({ kind: 'attempt-sent', attempt: next }, at, desk.by);
    return { attempt: next, hold };
  });
}
