import type { Acceptance, Account } from '../../src/core/account.js';
import { addDays, noonOf, type Day, type Instant } from '../../src/core/day.js';
import type { Dispatch } from '../../src/core/dispatch.js';
import type { BenefitRecord, Evidence, Refund } from '../../src/core/records.js';
import type { Token } from '../../src/core/token.js';
import type { User } from '../../src/core/user.js';
import type { Entry } from '../../src/core/entry.js';
import { money } from '../../src/core/money.js';
import { keyOf, referenceOf, type Order, type PaymentAttempt } from '../../src/core/order.js';
import { refundKey } from '../../src/core/refund.js';
import type { NewRequest } from '../../src/core/support-request.js';
import type { PaymentMethod } from '../../src/core/payment-method.js';
import { firstTerm, nextTerm, type Term, type TermSpan } from '../../src/core/subscription.js';
import type { Programme } from '../../src/core/programme.js';
import type { Store } from '../../src/store/store.js';

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

/** What is added to a request: a note, or its end. */
export function adding(of: NewRequest, number: number, outcome: 'approved' | 'withdrawn' | null = null): Entry {
  const text = outcome === null ? 'A note' : null;
  return { kind: 'request-entry-added', entry: { requestId: of.id, number, text, outcome, at: AT, by: 'admin' } };
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
    sentAt: AT,
    sentBy: 'admin',
    sender: 'pid 1',
    settledAt: null,
    gatewayRef: null,
    reason: null,
  };
}

/** Another process sends a payment or a refund again; two people say that nobody will. */
export function claiming(what: 'attempt' | 'refund', id: string, by = 'pid 2'): Entry {
  return { kind: `${what}-claimed`, id, claim: { by, at: AT, until: later(1) } };
}

export function abandoning(what: 'attempt' | 'refund', id: string, by: string): Entry {
  return { kind: `${what}-abandoned`, id, word: { by, at: AT } };
}

export function abandonedEnd(what: 'attempt' | 'refund', id: string): Entry {
  const [end, at] = ['abandoned_by_two', AT];
  return what === 'attempt'
    ? { kind: 'attempt-settled', id, settlement: { state: 'not_executed', at, chargeId: null, declineCode: end } }
    : { kind: 'refund-settled', id, settlement: { state: 'refused', at, gatewayRef: null, reason: end } };
}

export function returning(of: Refund, state: 'refunded' | 'refused', at = AT): Entry {
  const gatewayRef = state === 'refunded' ? `re_${of.id}` : null;
  const reason = state === 'refused' ? 'busy' : null;
  return { kind: 'refund-settled', id: of.id, settlement: { state, at, gatewayRef, reason } };
}

export function cancelling(owner = 1, from = later(369).slice(0, 10) as Day): Entry {
  const cancellation = { requestId: request(1, owner).id, from, at: later(368), by: 'admin' };
  return { kind: 'subscription-cancelled', subscriptionId: `subscription-${owner}`, cancellation };
}

const ABANDONERS = ['admin', 'colleague'];

/** The first term given back at the second try, with all that ends with it. */
export function givingBack(owner = 1): readonly Entry[] {
  return [
    { kind: 'request-filed', request: request(1, owner) },
    adding(request(1, owner), 1),
    { kind: 'refund-sent', refund: refund(1, owner) },
    returning(refund(1, owner), 'refused'),
    { kind: 'refund-sent', refund: refund(2, owner) },
    { kind: 'refund-unknown', id: refund(2, owner).id },
    claiming('refund', refund(2, owner).id),
    ...ABANDONERS.map((by) => abandoning('refund', refund(2, owner).id, by)),
    returning(refund(2, owner), 'refunded'),
    cancelling(owner),
    adding(request(1, owner), 2, 'approved'),
  ];
}

/** The owner's first order, to be paid by bank transfer. */
export function transfer(owner = 1, copy = ''): Order {
  return { ...order(0, owner, copy), paymentMethodId: null, transfer: { due: later(30).slice(0, 10) as Day } };
}

export function ordering(of: Order): readonly Entry[] {
  return [
    { kind: 'terms-accepted', acceptance: acceptance(of) },
    { kind: 'order-placed', order: of },
  ];
}

/** No funds came for it. */
export function closing({ id: orderId }: Order, outcome: 'cancelled' | 'expired'): readonly Entry[] {
  return [
    { kind: 'transfer-ended', orderId, end: { outcome, at: AT, by: 'admin' }, term: null },
    { kind: 'order-failed', id: orderId },
  ];
}

/** The funds came, and its term begins ten days after it was ordered. */
export function funding(of: Order, receiptNumber: string): readonly Entry[] {
  const term = firstTerm(later(10).slice(0, 10) as Day, 1);
  const end = { outcome: 'received', receivedOn: START, at: AT, by: 'admin' } as const;
  const [, ...paid] = paying({ ...of, term }, receiptNumber);
  return [{ kind: 'transfer-ended', orderId: of.id, end, term }, ...paid];
}

export function failing(of: Dispatch, at = AT): Entry {
  return { kind: 'reminder-failed', id: of.id, at, reason: 'refused', status: 550 };
}

export function joining(owner = 1): readonly Entry[] {
  return [
    { kind: 'account-joined', account: account(owner) },
    { kind: 'payment-method-added', method: method(1, owner) },
  ];
}

export function placing(of: Order, ordinal = 1): readonly Entry[] {
  return [
    { kind: 'terms-accepted', acceptance: acceptance(of) },
    { kind: 'order-placed', order: of },
    { kind: 'attempt-sent', attempt: attempt(of, ordinal) },
  ];
}

export function settling(of: PaymentAttempt, state: 'succeeded' | 'declined', at = AT): Entry {
  const chargeId = state === 'succeeded' ? `ch_${of.id}` : null;
  const declineCode = state === 'declined' ? 'insufficient_funds' : null;
  return { kind: 'attempt-settled', id: of.id, settlement: { state, at, chargeId, declineCode } };
}

export function paying(of: Order, receiptNumber: string, ordinal = 1): readonly Entry[] {
  const { id, accountId, programme, offer, enrolment, subscriptionId } = of;
  const term: Term = { ...of.term, orderId: id };
  const started: Entry = {
    kind: 'subscription-started',
    subscription: { id: subscriptionId, accountId, programme, offer, enrolment },
  };
  return [
    settling(attempt(of, ordinal), 'succeeded'),
    { kind: 'order-paid', id, at: AT, receiptNumber },
    ...(term.number === 0 ? [started] : []),
    { kind: 'term-added', subscriptionId, term },
  ];
}

export async function append(store: Store, entries: readonly Entry[], at = AT): Promise<void> {
  await store.write(async (ledger) => {
    for (const entry of entries) await ledger.append(entry, at, 'admin');
  });
}

/**
 * Every table holds a row: a paid term, a declined order, a term turned off, a card replaced, a reminder sent at the
 * second try, a payment that was claimed and abandoned, a token revoked, evidence that holds and evidence that lapses, a benefit that was used, a user with changed
 * roles and one that was removed, and the term given back.
 */
export async function fill(store: Store): Promise<void> {
  await append(store, joining());
  await append(store, placing(order()));
  await append(store, paying(order(), '2024-000001'), later(1));
  await append(store, placing(order(1)), later(366));
  const tried = attempt(order(1)).id;
  await append(store, [claiming('attempt', tried), ...ABANDONERS.map((by) => abandoning('attempt', tried, by))]);
  await append(store, [settling(attempt(order(1)), 'declined'), { kind: 'order-failed', id: order(1).id }], later(366));
  await append(
    store,
    [
      {
        kind: 'automatic-renewal-turned-off',
        subscriptionId: order().subscriptionId,
        term: 0,
        at: later(367),
        by: 'admin',
      },
    ],
    later(367),
  );
  await append(
    store,
    [
      { kind: 'payment-method-added', method: method(2) },
      { kind: 'payment-method-removed', id: method(1).id, at: later(368) },
    ],
    later(368),
  );
  await append(
    store,
    [
      { kind: 'reminder-claimed', dispatch: dispatch(1) },
      failing(dispatch(1)),
      { kind: 'reminder-claimed', dispatch: dispatch(2) },
      { kind: 'reminder-sent', id: dispatch(2).id, at: later(368) },
      { kind: 'reminder-claimed', dispatch: notice(9) },
      { kind: 'reminder-begun', id: notice(9).id, at: later(368) },
    ],
    later(368),
  );
  await append(
    store,
    [
      { kind: 'token-created', token: token(1) },
      { kind: 'token-revoked', id: token(1).id, at: later(368) },
      { kind: 'token-created', token: token(2) },
    ],
    later(368),
  );
  const { accountId, email } = user(1);
  await append(
    store,
    [
      { kind: 'user-added', user: user(1) },
      { kind: 'user-granted', accountId, email, roles: ['mpn-partner-admin'] },
      { kind: 'user-revoked', accountId, email, roles: ['billing-admin'] },
      { kind: 'user-added', user: user(2) },
      { kind: 'user-removed', accountId, email: user(2).email, on: START },
      { kind: 'evidence-recorded', evidence: evidence(1) },
      { kind: 'evidence-recorded', evidence: evidence(2) },
      { kind: 'benefit-recorded', record: benefitRecord(1) },
      { kind: 'benefit-recorded', record: benefitRecord(2, 1, 'assigned') },
      { kind: 'benefit-recorded', record: benefitRecord(3, 1, 'released') },
      { kind: 'benefit-recorded', record: benefitRecord(4, 1, 'key-viewed') },
    ],
    later(368),
  );
  await append(store, givingBack(), later(368));
}
