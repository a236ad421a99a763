import type { Acceptance, Account } from '../core/account.js';
import { keyOf, referenceOf, type Order, type PaymentAttempt } from '../core/order.js';
import type { PaymentMethod } from '../core/payment-method.js';
import type { Plan } from '../core/plan.js';
import type { Reader } from '../store/store.js';
import type { Till } from './till.js';

/** The order of a plan as it was shown, its first attempt and the key of that: all that is stored before a byte goes out. */
export async function newOrder(till: Till, ledger: Reader, plan: Plan, account: Account, method: PaymentMethod) {
  const installation = await ledger.installation();
  const payable = {
    installation,
    mpnId: account.mpnId,
    offer: plan.offer,
    enrolment: plan.enrolment,
    term: plan.term.number,
  };
  const reference = referenceOf(payable);
  const ordinal = (await ledger.attemptsFor(reference)) + 1;
  const order: Order = {
    id: till.nextId('ord'),
    accountId: account.id,
    kind: plan.kind,
    programme: account.programme,
    offer: plan.offer,
    subscriptionId: plan.subscriptionId ?? till.nextId('sub'),
    enrolment: plan.enrolment,
    term: plan.term,
    reference,
    lines: plan.lines,
    tax: plan.tax,
    total: plan.total,
    termsId: plan.terms.id,
    termsVersion: plan.terms.version,
    paymentMethodId: method.id,
    placedAt: till.at,
    placedBy: till.by,
    state: 'placed',
    paidAt: null,
    receiptNumber: null,
    attempts: [],
  };
  const attempt: PaymentAttempt = {
    id: till.nextId('att'),
    orderId: order.id,
    ordinal,
    key: keyOf(reference, ordinal),
    amount: plan.total,
    paymentMethodId: method.id,
    state: 'sending',
    sentAt: till.at,
    sender: till.process,
    settledAt: null,
    chargeId: null,
    declineCode: null,
  };
  return { order, attempt };
}

/** Who accepted which text for an order, and when (D14). */
export function acceptanceFor(till: Till, plan: Plan, order: Order): Acceptance {
  const { id: terms, version, sha256 } = plan.terms;
  return {
    id: till.nextId('acp'),
    accountId: order.accountId,
    terms,
    version,
    sha256,
    by: till.by,
    at: till.at,
    orderId: order.id,
  };
}
