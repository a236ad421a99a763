import type { Instant } from '../core/day.js';
import { openAttempt, type Order, type PaymentAttempt } from '../core/order.js';
import type { ChargeOutcome } from '../payments/gateway.js';
import { adopted, chargeOrder } from './charge.js';
import { mayStillAnswer } from './sender.js';
import { settle, settledAs, type Settled } from './settle.js';
import type { Till } from './till.js';

/** Keys are kept by gateways for 24 hours: up to an hour before, the same request may be sent again. */
const RESEND_WITHIN_HOURS = 23;
/** After that, a charge that the gateway does not list was never made. */
const ABSENT_AFTER_HOURS = 24;
const ABSENT: ChargeOutcome = { kind: 'not_executed', reason: 'absent_at_gateway' };

export type Recovered = Settled | { readonly kind: 'in-progress'; readonly order: Order };

/** Settles every order, of one account or of all, whose payment has no believed answer (G2, G3). Oldest first. */
export async function recover(till: Till, accountId?: string): Promise<readonly Recovered[]> {
  const open = await till.ledger.read((ledger) => ledger.openOrders());
  const results: Recovered[] = [];
  for (const order of open.filter((candidate) => accountId === undefined || candidate.accountId === accountId)) {
    results.push(await recoverOrder({ ...till, by: order.placedBy }, order));
  }
  return results;
}

async function recoverOrder(till: Till, order: Order): Promise<Recovered> {
  const attempt = openAttempt(order);
  if (!attempt) return settledAs(order);
  if (stillSending(till, attempt)) return { kind: 'in-progress', order };
  const age = hoursBetween(attempt.sentAt, till.at);
  if (age < RESEND_WITHIN_HOURS) return chargeOrder(till, order, attempt, await gatewayRefOf(till, order));
  const found = adopted(await till.gateway.find(order.reference), order);
  return settle(
    till,
    attempt,
    found ?? (isAbsent(till, attempt, age) ? ABSENT : { kind: 'unknown', reason: 'timed_out' }),
  );
}

/** A sender that still runs may send it yet, however old our clock makes the attempt look (G15). */
function isAbsent(till: Till, attempt: PaymentAttempt, age: number): boolean {
  const mayBeSent = attempt.sender !== till.process && till.isRunning(attempt.sender);
  return age >= ABSENT_AFTER_HOURS && !mayBeSent;
}

/** It may yet be waiting for its answer. */
export function stillSending(till: Till, attempt: Sent): boolean {
  if (attempt.state !== 'sending' || attempt.sender === till.process) return false;
  return mayStillAnswer(attempt.sender, attempt.sentAt, till.at, (process) => till.isGone(process));
}

async function gatewayRefOf(till: Till, order: Order): Promise<string> {
  const book = await till.ledger.read((ledger) => ledger.book(order.accountId));
  const method = book?.paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
  if (!method) throw new Error(`order ${order.id} names a payment method that the ledger does not hold`);
  return method.gatewayRef;
}

/** What a process sent to the gateway. */
interface Sent {
  readonly state: string;
  readonly sender: string;
  readonly sentAt: Instant;
}

function hoursBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 3_600_000;
}
