import type { Acceptance, Account } from '../core/account.js';
import type { Claim } from '../core/claim.js';
import { keyOf, referenceOf, type Order, type PaymentAttempt } from '../core/order.js';
import type { PaymentMethod } from '../core/payment-method.js';
import type { Plan } from '../core/plan.js';
import type { Reader, Writer } from '../store/store.js';
import type { Till } from './till.js';

/** An order with the attempt that will charge it, both committed before the first byte goes out (G2). */
export interface Placed {
  readonly kind: 'placed';
  readonly order: Order;
  readonly attempt: PaymentAttempt;
}

/** Writes an order that a person has bought, with the card that came with it: the terms were accepted (R7, D14). */
export async function placeBought(
  till: Till,
  ledger: Writer,
  plan: Plan,
  { order, attempt }: Placed,
  card: PaymentMethod | undefined,
): Promise<void> {
  await ledger.append({ kind: 'order-placed', order }, till.at, till.by);
  // Right after its order, which tells it from a card that was on file before (D6).
  if (card) await ledger.append({ kind: 'payment-method-added', method: card }, till.at, till.by);
  await ledger.append({ kind: 'terms-accepted', acceptance: acceptanceFor(till, plan, order) }, till.at, till.by);
  await ledger.append({ kind: 'attempt-sent', attempt }, till.at, till.by);
}

/** Writes an order of automatic renewal, which runs on under what was accepted at the last purchase. */
export async function placeAutomatic(till: Till, ledger: Writer, { order, attempt }: Placed): Promise<void> {
  await ledger.append({ kind: 'order-placed', order }, till.at, till.by);
  await ledger.append({ kind: 'attempt-sent', attempt }, till.at, till.by);
}

/** The order as it will stand in the ledger, with its first attempt, which the placing claims: nothing is written yet. */
export async function orderFor(
  till: Till,
  ledger: Reader,
  plan: Plan,
  account: Account,
  method: PaymentMethod,
  claim: Claim,
): Promise<Placed> {
  const installation = await ledger.installation();
  const reference = referenceFor(installation, plan, account);
  const ordinal = (await ledger.attemptsFor(reference)) + 1;
  return newOrder(till, plan, account, { reference, ordinal, paymentMethodId: method.id, claim });
}

/** What the order of a plan is paid under (F6). */
export function referenceFor(installation: string, plan: Plan, account: Account): string {
  return referenceOf({
    installation,
    mpnId: account.mpnId,
    offer: plan.offer,
    enrolment: plan.enrolment,
    term: plan.term.number,
  });
}

/** Who places an order, and how what is written gets its names. */
export type Clerk = Pick<Till, 'at' | 'by' | 'process' | 'nextId'>;

/** The order of a plan with the attempt that is to charge it. */
export function newOrder(
  clerk: Clerk,
  plan: Plan,
  account: Account,
  {
    reference,
    ordinal,
    paymentMethodId,
    claim,
  }: Pick<PaymentAttempt, 'ordinal' | 'paymentMethodId' | 'claim'> & Pick<Order, 'reference'>,
): Placed {
  const order = { ...orderOf(clerk, plan, account, reference), paymentMethodId };
  const attempt: PaymentAttempt = {
    id: clerk.nextId('att'),
    orderId: order.id,
    ordinal,
    key: keyOf(reference, ordinal),
    amount: plan.total,
    paymentMethodId,
    state: 'sending',
    sentAt: clerk.at,
    sender: clerk.process,
    ...(claim ? { claim } : {}),
    settledAt: null,
    chargeId: null,
    declineCode: null,
  };
  return { kind: 'placed', order, attempt };
}

/** The order of a plan, before it is said how it is paid. */
export function orderOf(
  clerk: Omit<Clerk, 'process'>,
  plan: Plan,
  account: Account,
  reference: string,
): Omit<Order, 'transfer'> {
  return {
    id: clerk.nextId('ord'),
    accountId: account.id,
    kind: plan.kind,
    programme: account.programme,
    offer: plan.offer,
    subscriptionId: plan.subscriptionId ?? clerk.nextId('sub'),
    enrolment: plan.enrolment,
    term: plan.term,
    ...(plan.supersedes === undefined ? {} : { supersedes: plan.supersedes }),
    reference,
    lines: plan.lines,
    tax: plan.tax,
    total: plan.total,
    termsId: plan.terms.id,
    termsVersion: plan.terms.version,
    paymentMethodId: null,
    placedAt: clerk.at,
    placedBy: clerk.by,
    state: 'placed',
    paidAt: null,
    receiptNumber: null,
    attempts: [],
  };
}

/** The terms accepted with an order that a person bought (R7, D14). */
export function acceptanceFor(clerk: Omit<Clerk, 'process'>, plan: Plan, order: Order): Acceptance {
  const { id: terms, version, sha256 } = plan.terms;
  return {
    id: clerk.nextId('acp'),
    accountId: order.accountId,
    terms,
    version,
    sha256,
    by: clerk.by,
    at: clerk.at,
    orderId: order.id,
  };
}
