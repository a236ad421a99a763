import type { Acceptance, Account } from '../core/account.js';
import type { Claim } from '../core/claim.js';
import { keyOf, referenceOf, type Order, type PaymentAttempt } from '../core/order.js';
import type { PaymentMethod } from '../core/payment-method.js';
import type { Plan } from '../core/plan.js';
import type { Reader, Writer } from '../store/store.js';
import type { Desk } from './desk.js';

/** An order with the attempt that will charge it, both committed before the first byte goes out (G2). */
export interface Placed {
  readonly kind: 'placed';
  readonly order: Order;
  readonly attempt: PaymentAttempt;
}

/** Writes an order that a person has bought, with the card that came with it: the terms were accepted (R7, D14). */
export async function placeBought(
  desk: Desk,
  ledger: Writer,
  plan: Plan,
  { order, attempt }: Placed,
  card: PaymentMethod | undefined,
): Promise<void> {
  await ledger.append({ kind: 'order-placed', order }, desk.at, desk.by);
  // Right after its order, which tells it from a card that was on file before (D6).
  if (card) await ledger.append({ kind: 'payment-method-added', method: card }, desk.at, desk.by);
  await ledger.append({ kind: 'terms-accepted', acceptance: acceptanceFor(desk, plan, order) }, desk.at, desk.by);
  await ledger.append({ kind: 'attempt-sent', attempt }, desk.at, desk.by);
}

/** Writes an order of automatic renewal, which runs on under what was accepted at the last purchase. */
export async function placeAutomatic(desk: Desk, ledger: Writer, { order, attempt }: Placed): Promise<void> {
  await ledger.append({ kind: 'order-placed', order }, desk.at, desk.by);
  await ledger.append({ kind: 'attempt-sent', attempt }, desk.at, desk.by);
}

/** The order as it will stand in the ledger, with its first attempt, which the placing claims: nothing is written yet. */
export async function orderFor(
  desk: Desk,
  ledger: Reader,
  plan: Plan,
  account: Account,
  method: PaymentMethod,
  claim: Claim,
): Promise<Placed> {
  const installation = await ledger.installation();
  const reference = referenceFor(installation, plan, account);
  const ordinal = (await ledger.attemptsFor(reference)) + 1;
  return newOrder(desk, plan, account, { reference, ordinal, paymentMethodId: method.id, claim });
}

/** What the order of a plan is paid under (F6). */
export function referenceFor(
  installation: string,
  plan: Pick<Plan, 'offer' | 'enrolment'> & { readonly term: Pick<Plan['term'], 'number'> },
  account: Account,
): string {
  return referenceOf({
    installation,
    mpnId: account.mpnId,
    offer: plan.offer,
    enrolment: plan.enrolment,
    term: plan.term.number,
  });
}

/** The order of a plan with the attempt that is to charge it. */
export function newOrder(
  desk: Pick<Desk, 'at' | 'by' | 'process' | 'nextId'>,
  plan: Plan,
  account: Account,
  { reference, claim, ...of }: Pick<PaymentAttempt, 'ordinal' | 'paymentMethodId' | 'claim'> & Pick<Order, 'reference'>,
): Placed {
  const order = { ...orderOf(desk, plan, account, reference), paymentMethodId: of.paymentMethodId };
  const attempt = newAttempt(desk, order, { ...of, sentAt: desk.at });
  return { kind: 'placed', order, attempt: claim ? { ...attempt, claim } : attempt };
}

/** An attempt to charge an order, of which no answer is written down yet. */
export function newAttempt(
  desk: Pick<Desk, 'process' | 'nextId'>,
  { id: orderId, reference, total: amount }: Pick<Order, 'id' | 'reference' | 'total'>,
  of: Pick<PaymentAttempt, 'ordinal' | 'paymentMethodId' | 'sentAt'>,
): PaymentAttempt {
  return {
    id: desk.nextId('att'),
    orderId,
    key: keyOf(reference, of.ordinal),
    amount,
    ...of,
    state: 'sending',
    sender: desk.process,
    settledAt: null,
    chargeId: null,
    declineCode: null,
  };
}

/** The order of a plan, before it is said how it is paid. */
export function orderOf(
  desk: Pick<Desk, 'at' | 'by' | 'nextId'>,
  plan: Plan,
  account: Account,
  reference: string,
): Omit<Order, 'transfer'> {
  return {
    id: desk.nextId('ord'),
    accountId: account.id,
    kind: plan.kind,
    programme: account.programme,
    offer: plan.offer,
    subscriptionId: plan.subscriptionId ?? desk.nextId('sub'),
    enrolment: plan.enrolment,
    term: plan.term,
    ...(plan.supersedes === undefined ? {} : { supersedes: plan.supersedes }),
    reference,
    ...(plan.keepsHolders ? { keepsHolders: true } : {}),
    lines: plan.lines,
    tax: plan.tax,
    total: plan.total,
    ...(plan.sale ? { sale: plan.sale } : {}),
    termsId: plan.terms.id,
    termsVersion: plan.terms.version,
    paymentMethodId: null,
    placedAt: desk.at,
    placedBy: desk.by,
    state: 'placed',
    paidAt: null,
    receiptNumber: null,
    attempts: [],
  };
}

/** The terms accepted with an order that a person bought (R7, D14). */
export function acceptanceFor(desk: Pick<Desk, 'at' | 'by' | 'nextId'>, plan: Plan, order: Order): Acceptance {
  const { id: terms, version, sha256 } = plan.terms;
  return {
    id: desk.nextId('acp'),
    accountId: order.accountId,
    terms,
    version,
    sha256,
    by: desk.by,
    at: desk.at,
    orderId: order.id,
  };
}
