import { ABANDONED, isAbandoned, sentWhen, type Sent } from '../core/claim.js';
import type { Instant } from '../core/day.js';
import { openAttempt, type Order, type PaymentAttempt } from '../core/order.js';
import type { ChargeOutcome, Found } from '../payments/gateway.js';
import { adopted, claimAttempt, unlessDiffers, type Charged } from './attempt.js';
import { recoverWaiting, withoutOtherPages } from './cardholder.js';
import { chargeOrder } from './charge.js';
import { standing } from './claims.js';
import { unlessLedgerFails } from './ledger-failure.js';
import { cardOf } from './payer.js';
import { orderOf, settle, settledAs } from './settle.js';
import { clockBehind, type Desk } from './desk.js';

/** Keys are kept by gateways for 24 hours: up to an hour before, the same request may be sent again. */
const RESEND_WITHIN_HOURS = 23;
/** After that, a charge that the gateway does not list was never made. */
const ABSENT_AFTER_HOURS = 24;
/** What two people have abandoned is settled even where the gateway cannot be asked for so long. */
export const UNSEEN_AFTER_HOURS = 7 * 24;
const ABSENT: ChargeOutcome = { kind: 'not_executed', reason: 'absent_at_gateway' };
const ABANDONED_BY_TWO: ChargeOutcome = { kind: 'not_executed', reason: ABANDONED };
const UNANSWERED: ChargeOutcome = { kind: 'unknown', reason: 'timed_out' };

export type Recovered = Charged;

/** `look`: nobody has agreed to what would be sent, so that what the gateway shows is written down, and no more. */
export type May = 'send' | 'look';

/**
 * Settles every order, of one account or of all, whose payment has no believed answer (G2, G3). Oldest first. What is
 * sent again is claimed first, so that of several who recover the same order one sends (G1). Where the ledger fails at
 * one, that one is unknown, and what came of the others is told.
 */
export async function recover(desk: Desk, accountId?: string, may: May = 'send'): Promise<readonly Recovered[]> {
  const open = await desk.ledger.read((ledger) => ledger.openOrders(accountId));
  const results: Recovered[] = [];
  for (const order of open) {
    const result = await unlessLedgerFails<Recovered>(
      () => inItsTime(desk, order, () => recoverOrder({ ...desk, by: order.placedBy }, order, may)),
      () => ({ kind: 'unknown', order, reason: 'answer_unwritten' }),
    );
    results.push(result);
  }
  return results;
}

/** The same of one order, as the ledger has it now. */
export async function settleNow(desk: Desk, { id, placedBy }: Order, may: May = 'send'): Promise<Recovered> {
  const order = await desk.ledger.read((ledger) => orderOf(ledger, { orderId: id }));
  return inItsTime(desk, order, () => recoverOrder({ ...desk, by: placedBy }, order, may));
}

/** Where the clock is behind, what was sent long ago would look as if it had just been, and be sent again (G15). */
async function inItsTime(desk: Desk, order: Order, settled: () => Promise<Recovered>): Promise<Recovered> {
  const behind = await desk.ledger.read((ledger) => clockBehind(ledger, desk.at, order.accountId));
  return behind ? { kind: 'unknown', order, reason: 'no_answer' } : settled();
}

async function recoverOrder(desk: Desk, order: Order, may: May): Promise<Recovered> {
  const attempt = openAttempt(order);
  if (!attempt) return settledAs(order);
  const now = await desk.gateway.now();
  const stands = standing(desk, attempt, now);
  if (attempt.page && stands !== 'live') {
    const waited = isAbandoned(attempt) && ageOf(attempt, now ?? desk.at) >= UNSEEN_AFTER_HOURS;
    return recoverWaiting(desk, order, attempt.page, waited ? ABANDONED_BY_TWO : undefined);
  }
  switch (stands) {
    case 'live':
      return { kind: 'in-progress', order };
    case 'held':
      return onSight(desk, order, attempt);
    case 'free': {
      const age = ageOf(attempt, now ?? desk.at);
      if (isAbandoned(attempt) || age >= RESEND_WITHIN_HOURS) return withoutSending(desk, order, attempt, age);
      return may === 'send' ? sentAgain(desk, order) : onSight(desk, order, attempt);
    }
  }
}

async function sentAgain(desk: Desk, order: Order): Promise<Recovered> {
  const claimed = await claimAttempt(desk, order);
  return 'kind' in claimed ? claimed : chargeOrder(desk, order, claimed, await cardOf(desk.ledger, order), 'before');
}

/** Too old to be sent again, or abandoned: the gateway says what came of it, and after a while its silence does. */
async function withoutSending(desk: Desk, order: Order, attempt: PaymentAttempt, age: number): Promise<Recovered> {
  // What is known to be unknown, and stays so, is not written down again at every look.
  const first = attempt.state === 'unknown' ? await seen(desk, order, attempt) : undefined;
  if (first && !endsWith(first, attempt, age)) return settle(desk, attempt, first.outcome ?? UNANSWERED);
  const claimed = await claimAttempt(desk, order);
  if ('kind' in claimed) return claimed;
  // Once more: who had claimed it before may have sent it since the first look.
  // Before it ends as not made, nothing of it can be paid any more.
  const isLast = isAbandoned(attempt) || age >= ABSENT_AFTER_HOURS;
  const second = await (isLast ? seenAlone : seen)(desk, order, attempt);
  const end = endsWith(second, attempt, age) ?? second.outcome ?? UNANSWERED;
  return settle(desk, claimed.attempt, end);
}

interface Sight {
  readonly outcome: ChargeOutcome | undefined;
}

async function seen(desk: Desk, order: Order, attempt: PaymentAttempt): Promise<Sight> {
  return { outcome: outcomeIn(await found(desk, order), order, attempt) };
}

/** The same once no page for it can be paid any more. */
async function seenAlone(desk: Desk, order: Order, attempt: PaymentAttempt): Promise<Sight> {
  return { outcome: outcomeIn(await withoutOtherPages(desk, undefined, () => found(desk, order)), order, attempt) };
}

/** What was charged, by any attempt; else that this very one was declined. */
function outcomeIn(found: Found, order: Order, { key, sentAt }: PaymentAttempt): ChargeOutcome | undefined {
  const outcome = adopted(found, order);
  if (outcome || found.kind === 'unknown') return outcome;
  // A ledger that was put back may have asked under this key before, for another card: then it was at another moment.
  const declined = found.declines.find((one) => one.key === key && one.at === sentAt);
  return declined && { kind: 'declined', declineCode: declined.declineCode };
}

function found(desk: Desk, order: Order): Promise<Found> {
  return desk.gateway.find(order.reference, () => cardOf(desk.ledger, order));
}

/** That nothing was charged, where what was seen and the time say so. */
function endsWith({ outcome }: Sight, attempt: PaymentAttempt, age: number): ChargeOutcome | undefined {
  if (outcome?.kind === 'succeeded') return undefined;
  if (outcome?.kind === 'declined') return outcome;
  const differs = outcome && unlessDiffers(outcome);
  // Of two charges for the same, each is listed: this one was not made.
  if (differs?.kind === 'not_executed') return isAbandoned(attempt) || age >= ABSENT_AFTER_HOURS ? differs : undefined;
  if (isAbandoned(attempt)) return !outcome || age >= UNSEEN_AFTER_HOURS ? ABANDONED_BY_TWO : undefined;
  return !outcome && age >= ABSENT_AFTER_HOURS ? ABSENT : undefined;
}

/**
 * It may be sent yet, by its sender (G15) or later: what was charged is adopted, and so is that it was declined, where
 * nobody sends it now. Nothing else follows from a look.
 */
async function onSight(desk: Desk, order: Order, attempt: PaymentAttempt): Promise<Recovered> {
  const outcome = (await seen(desk, order, attempt)).outcome ?? UNANSWERED;
  if (outcome.kind !== 'declined') return settle(desk, attempt, outcome);
  const claimed = await claimAttempt(desk, order);
  return 'kind' in claimed ? claimed : settle(desk, claimed.attempt, outcome);
}

/** How many hours ago something was sent, as far as it can be told; none where a clock that was ahead dated it (G15). */
export function ageOf(sent: Sent, now: Instant): number {
  return (Date.parse(now) - Date.parse(sentWhen(sent, now) ?? now)) / 3_600_000;
}
