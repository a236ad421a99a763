import type { Acceptance, Account } from '../../src/core/account.js';
import { addDays, noonOf, type Day, type Instant } from '../../src/core/day.js';
import type { Dispatch } from '../../src/core/dispatch.js';
import type { BenefitRecord, Evidence, Refund } from '../../src/core/records.js';
import type { Token } from '../../src/core/token.js';
import type { User } from '../../src/core/user.js';
import { money } from '../../src/core/money.js';
import { keyOf, referenceOf, type Order, type PaymentAttempt } from '../../src/core/order.js';
import { refundKey } from '../../src/core/refund.js';
import type { NewRequest } from '../../src/core/support-request.js';
import type { PaymentMethod } from '../../src/core/payment-method.js';
import { firstTerm, nextTerm, type TermSpan } from '../../src/core/subscription.js';
import type { Programme } from '../../src/core/programme.js';

/** A small world for the ledger's tests: who joined, with which card, what was ordered and how it ended. */
export const START = '2024-02-29' as Day;
export const AT = noonOf(START);
export const INSTALLATION = 'inst-1';
export const IDENTITY = { installation: INSTALLATION, gateway: 'sandbox', at: AT };
const KEEP = { anniversaryAfterRenewal: 'keep' } as Programme['policy'];

export function later(days: number): Instant {
  return noonOf(addDays(START, days));
}

export function account(number = 1): Account {
  return {
    id: `account-${number}`,
    mpnId: String(1_000_000 + number),
    company: `Société Générale d’Exemple ${number}`,
    country: 'FR',
    email: `admin${number}@example.org`,
    programme: 'mpn-2018',
    joinedOn: START,
    leftOn: null,
  };
}

export function method(number = 1, owner = 1): PaymentMethod {
  return {
    id: `method-${owner}-${number}`,
    accountId: `account-${owner}`,
    gatewayRef: `pm_${owner}_${number}`,
    brand: 'visa',
    last4: '4242',
    expMonth: 2,
    expYear: 2034,
    holder: null,
    addedAt: AT,
    removedAt: null,
    isDefault: true,
  };
}

export function spanOf(number: number): TermSpan {
  let span = firstTerm(START, 1);
  while (span.number < number) span = nextTerm(span, KEEP, 1, span.end);
  return span;
}

/** The order for term `term` of the owner's one subscription; `copy` tells two orders for the same term apart. */
export function order(term = 0, owner = 1, copy = ''): Order {
  const { id: accountId, mpnId, programme } = account(owner);
  return {
    id: `order-${owner}-${term}${copy}`,
    accountId,
    kind: term === 0 ? 'purchase' : 'renewal',
    programme,
    offer: 'action-pack',
    subscriptionId: `subscription-${owner}`,
    enrolment: 0,
    term: spanOf(term),
    reference: referenceOf({ installation: INSTALLATION, mpnId, offer: 'action-pack', enrolment: 0, term }),
    ...(term === 0 ? {} : { keepsHolders: true }),
    lines: [{ what: 'action-pack', amount: money(47500, 'EUR'), priceVerified: true, priceSource: 'price list' }],
    tax: money(9500, 'EUR'),
    total: money(57000, 'EUR'),
    termsId: 'action-pack',
    termsVersion: '1',
    paymentMethodId: method(1, owner).id,
    placedAt: AT,
    placedBy: 'admin',
    state: 'placed',
    paidAt: null,
    receiptNumber: null,
    attempts: [],
  };
}

export function attempt(of: Order, ordinal = 1): PaymentAttempt {
  return {
    id: `${of.id}-attempt-${ordinal}`,
    orderId: of.id,
    ordinal,
    key: keyOf(of.reference, ordinal),
    amount: of.total,
    paymentMethodId: of.paymentMethodId ?? '',
    state: 'sending',
    sentAt: AT,
    sender: 'pid 1',
    settledAt: null,
    chargeId: null,
    declineCode: null,
  };
}

export function acceptance(of: Order): Acceptance {
  const { accountId, termsId, termsVersion } = of;
  return {
    id: `acceptance-${of.id}`,
    accountId,
    terms: termsId,
    version: termsVersion,
    sha256: 'ab'.repeat(32),
    by: 'admin',
    at: AT,
    orderId: of.id,
  };
}

/** What a nightly job shows. */
export function token(number = 1, owner = 1): Token {
  return {
    id: `token-${owner}-${number}`,
    accountId: `account-${owner}`,
    name: `ci ${number}`,
    scopes: ['read', 'renew'],
    everybody: false,
    sha256: String(number).padStart(64, 'a'),
    createdAt: AT,
    createdBy: `admin${owner}@example.org`,
    expiresOn: later(400).slice(0, 10) as Day,
    revokedAt: null,
  };
}

/** What was shown towards a level. */
export function evidence(number = 1, owner = 1): Evidence {
  return {
    id: `evidence-${owner}-${number}`,
    accountId: `account-${owner}`,
    programme: 'mpn-2018',
    area: 'data-platform',
    level: 'gold',
    counts: [{ metric: 'certified-people', value: number }],
    until: number % 2 === 0 ? (later(900).slice(0, 10) as Day) : null,
    at: AT,
    by: `admin${owner}@example.org`,
  };
}

/** What was done with a benefit of the owner's first term. */
export function benefitRecord(number = 1, owner = 1, act: BenefitRecord['act'] = 'activated'): BenefitRecord {
  return {
    id: `benefit-${owner}-${number}`,
    subscriptionId: `subscription-${owner}`,
    term: 0,
    benefit: 'office-365-e3',
    act,
    user: act === 'assigned' || act === 'released' ? `admin${owner}@example.org` : null,
    ...(act === 'activated' ? { stated: true, on: START } : {}),
    at: AT,
    by: `admin${owner}@example.org`,
  };
}

/** The order of an upgrade from the owner's one subscription. */
export function upgrade(owner = 1, copy = ''): Order {
  const { mpnId } = account(owner);
  const offer = 'gold-competency';
  return {
    ...order(0, owner, copy),
    id: `upgrade-${owner}${copy}`,
    kind: 'upgrade',
    offer,
    subscriptionId: `upgraded-${owner}`,
    supersedes: `subscription-${owner}`,
    reference: referenceOf({ installation: INSTALLATION, mpnId, offer, enrolment: 0, term: 0 }),
    lines: [
      { what: offer, amount: money(67500, 'EUR'), priceVerified: true, priceSource: 'price list' },
      {
        what: 'action-pack',
        amount: money(-20000, 'EUR'),
        priceVerified: true,
        priceSource: 'price list',
        discount: 2500,
      },
    ],
  };
}

/** A try to send the reminder of so many days from the anniversary date of a term. */
export function dispatch(number = 1, owner = 1, term = 0, days = -15): Dispatch {
  return {
    id: `dispatch-${owner}-${number}`,
    accountId: account(owner).id,
    subscriptionId: `subscription-${owner}`,
    term,
    days,
    channel: 'mail',
    to: account(owner).email,
    state: 'sending',
    claimedAt: AT,
    sender: 'pid 1',
    settledAt: null,
    reason: null,
    status: null,
  };
}

/** A try to tell, over the webhook, that a charge was declined. */
export function notice(number = 1): Dispatch {
  const told = { kind: 'declined', about: order(1).id } as const;
  return { ...dispatch(number, 1, 0, 0), notice: told, begunAt: null, channel: 'webhook', to: null };
}

/** A colleague of whoever joined. */
export function user(number = 1, owner = 1): User {
  return {
    accountId: `account-${owner}`,
    email: `colleague${number}@example.org`,
    roles: ['billing-admin'],
    addedOn: START,
    addedBy: `admin${owner}@example.org`,
    removedOn: null,
  };
}

/** Asks to cancel the owner's one subscription. */
export function request(number = 1, owner = 1, cancels: string | null = `subscription-${owner}`): NewRequest {
  return {
    id: `request-${owner}-${number}`,
    accountId: account(owner).id,
    number,
    problem: 'billing',
    cancels,
    text: 'Bought by mistake',
    filedAt: AT,
    filedBy: account(owner).email,
  };
}

/** A try to give the first term's money back. */
export function refund(ordinal = 1, owner = 1): Refund {
  const of = order(0, owner);
  return {
    id: `refund-${owner}-${ordinal}`,
    orderId: of.id,
    requestId: request(1, owner).id,
    ordinal,
    key: refundKey(of, ordinal),
    chargeId: `ch_${attempt(of).id}`,
    amount: of.total,
    state: 'sending',
    on: START,
    sentAt: AT,
    sentBy: 'admin',
    sender: 'pid 1',
    settledAt: null,
    gatewayRef: null,
    reason: null,
  };
}

/** The owner's first order, to be paid by bank transfer. */
export function transfer(owner = 1, copy = ''): Order {
  return { ...order(0, owner, copy), paymentMethodId: null, transfer: { due: later(30).slice(0, 10) as Day } };
}
