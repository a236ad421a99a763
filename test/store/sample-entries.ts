import { hash } from 'node:crypto';
import { addDays, anniversary, type Day } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import type { Dispatch } from '../../src/core/dispatch.js';
import type { Refund } from '../../src/core/records.js';
import type { Entry } from '../../src/core/entry.js';
import type { Order, PaymentAttempt } from '../../src/core/order.js';
import type { NewRequest } from '../../src/core/support-request.js';
import { creditNoteNumber } from '../../src/core/refund.js';
import { firstTerm, type Term } from '../../src/core/subscription.js';
import { saleOf } from '../../src/core/sale.js';
import type { Store } from '../../src/store/store.js';
import { SELLER } from '../support/selling.js';
import {
  START,
  AT,
  later,
  account,
  method,
  order,
  attempt,
  acceptance,
  token,
  evidence,
  benefitRecord,
  dispatch,
  notice,
  user,
  request,
  refund,
} from './samples.js';

/** What is in the file that a sample of a statement names. */
const CONTENT = Buffer.from('an invoice');
export const PAPER = { sha256: hash('sha256', CONTENT, 'hex'), bytes: CONTENT };

/** What is added to a request: a note, or its end. */
export function adding(of: NewRequest, number: number, outcome: 'approved' | 'withdrawn' | null = null): Entry {
  const text = outcome === null ? 'A note' : null;
  const on = outcome === null ? {} : { on: START };
  return {
    kind: 'request-entry-added',
    entry: { requestId: of.id, number, text, outcome, ...on, at: AT, by: 'admin' },
  };
}

/** Another process sends a payment or a refund again; two people say that nobody will. */
export function claiming(what: 'attempt' | 'refund', id: string, by = 'pid 2'): Entry {
  return { kind: `${what}-claimed`, id, claim: { by, at: AT, until: later(1) } };
}

/** The bank wants the cardholder's word. */
export function putting(id: string): Entry {
  const page = { ref: `cs_${id}`, url: `https://pages.example/cs_${id}`, until: later(1) };
  return { kind: 'attempt-put-to-cardholder', id, page };
}

/** The gateway shows what it kept, a part that others gave back, and a dispute that was won. */
export function seeing({ id }: Order): Entry {
  const amount = money(1200, 'EUR');
  const dispute = { ref: `dp_${id}`, amount, state: 'won', reason: 'general', openedAt: later(1) } as const;
  const seen = {
    fee: { amount: money(1408, 'EUR'), at: AT },
    returned: [{ ref: `re_${id}`, amount, at: later(1), failedAt: later(2) }],
    disputes: [
      {
        ...dispute,
        takenAt: later(1),
        cameBackAt: later(2),
        fee: money(1500, 'EUR'),
        fees: [{ amount: money(1500, 'EUR'), at: later(1) }],
      },
    ],
  };
  return { kind: 'charge-seen', id, seen };
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

export function returning(of: Refund, state: 'refunded' | 'refused', creditNote: number | string = 1): Entry {
  const settled = { kind: 'refund-settled', id: of.id } as const;
  if (state === 'refused') return { ...settled, settlement: { state, at: AT, gatewayRef: null, reason: 'busy' } };
  const number = typeof creditNote === 'string' ? creditNote : creditNoteNumber(2024, creditNote);
  const given = { gatewayRef: `re_${of.id}`, creditNoteNumber: number };
  return { ...settled, settlement: { state, at: AT, ...given, reason: null } };
}

export function cancelling(owner = 1, from = later(369).slice(0, 10) as Day): Entry {
  const cancellation = { requestId: request(1, owner).id, from, at: later(368), by: 'admin' };
  return { kind: 'subscription-cancelled', subscriptionId: `subscription-${owner}`, cancellation };
}

const ABANDONERS = ['admin', 'colleague'];

/** The first term given back at the second try, with all that ends with it. */
export function givingBack(owner = 1, creditNote: number | string = 1): readonly Entry[] {
  return [
    { kind: 'request-filed', request: request(1, owner) },
    adding(request(1, owner), 1),
    { kind: 'refund-sent', refund: refund(1, owner) },
    returning(refund(1, owner), 'refused'),
    { kind: 'refund-sent', refund: refund(2, owner) },
    { kind: 'refund-unknown', id: refund(2, owner).id },
    claiming('refund', refund(2, owner).id),
    ...ABANDONERS.map((by) => abandoning('refund', refund(2, owner).id, by)),
    returning(refund(2, owner), 'refunded', creditNote),
    cancelling(owner),
    adding(request(1, owner), 2, 'approved'),
  ];
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

export function paying(of: Order, receiptNumber: string, ordinal = 1, invoiceNumber?: string): readonly Entry[] {
  const { id, accountId, programme, offer, enrolment, subscriptionId } = of;
  const term: Term = { ...of.term, orderId: id };
  const started: Entry = {
    kind: 'subscription-started',
    subscription: { id: subscriptionId, accountId, programme, offer, enrolment },
  };
  return [
    settling(attempt(of, ordinal), 'succeeded'),
    { kind: 'order-paid', id, at: AT, receiptNumber, ...(invoiceNumber === undefined ? {} : { invoiceNumber }) },
    ...(term.number === 0 ? [started] : []),
    { kind: 'term-added', subscriptionId, term },
  ];
}

/** Somebody sells, is paid, and gives it back: with an invoice and a credit note of its own. */
export function selling(owner = 9): readonly Entry[] {
  const { lines, ...rest } = order(0, owner);
  const { id: _id, company, country } = account(owner);
  const sale = saleOf(SELLER, { company, country }, [money(47500, 'EUR')], START);
  const sold = { ...rest, lines, sale };
  return [
    ...joining(owner),
    ...placing(sold),
    // A year of its own, so that whoever adds a receipt to these has the next.
    ...paying(sold, '2019-000001', 1, 'FA-2024-000001'),
    seeing(sold),
    ...givingBack(owner, 'AV-2024-000001'),
  ];
}

export async function append(store: Store, entries: readonly Entry[], at = AT): Promise<void> {
  await store.write(async (ledger) => {
    for (const entry of entries) await ledger.append(entry, at, 'admin');
  });
}

/**
 * Every table holds a row: a paid term, a declined order whose cardholder was asked, a term turned off, a card replaced, a reminder sent at the
 * second try, a payment that was claimed and abandoned, a token revoked, evidence that holds and evidence that lapses, a benefit that was used, a user with changed
 * roles and one that was removed, and the term given back.
 */
export async function fill(store: Store): Promise<void> {
  await append(store, joining());
  await append(store, placing(order()));
  await append(store, paying(order(), '2024-000001'), later(1));
  await append(store, placing(order(1)), later(366));
  const tried = attempt(order(1)).id;
  await append(store, [
    putting(tried),
    claiming('attempt', tried),
    ...ABANDONERS.map((by) => abandoning('attempt', tried, by)),
  ]);
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
  await append(
    store,
    [
      { kind: 'account-changed', accountId, facts: { company: 'Exemple SAS', address: '1 rue de la Paix, Paris' } },
      { kind: 'account-changed', accountId, facts: { country: 'DE', vatId: 'DE999999999' } },
      { kind: 'recipient-added', accountId, email: 'partners@example.org' },
      { kind: 'recipient-added', accountId, email: 'Office@example.org' },
      { kind: 'recipient-removed', accountId, email: 'office@example.org' },
      { kind: 'account-moved', accountId, programme: 'another' },
    ],
    later(368),
  );
}

/** What the first owner bought elsewhere: as it was stated, renewed, corrected and given back. */
export function recording(): readonly Entry[] {
  const of = {
    accountId: account().id,
    programme: 'mpn-2018',
    offer: 'gold-competency',
    subscriptionId: 'elsewhere-1',
    enrolment: 0,
  };
  const end = addDays(START, 366);
  const said = {
    started: START,
    renewal: 'on',
    invoice: 'INV-1',
    invoicedOn: START,
    paidOn: START,
    amount: money(473000, 'USD'),
    tax: money(3000, 'USD'),
    paidBy: 'transfer',
    orderRef: 'REF-1',
    externalId: 'crm-1',
    evidence: [{ sha256: PAPER.sha256, name: 'invoice.pdf', bytes: PAPER.bytes.length }],
    by: 'admin1@example.org',
  } as const;
  const first = { number: 0, anchor: end, yearsFromAnchor: 0, start: START, end };
  const second = { number: 1, anchor: end, yearsFromAnchor: 0, start: end, end: anniversary(end, 1) };
  const at = later(400);
  return [
    {
      kind: 'order-recorded',
      order: {
        id: 'recorded-1',
        kind: 'purchase',
        ...of,
        statements: [{ ...said, number: 0, term: first, reason: null, at }],
      },
    },
    {
      kind: 'order-recorded',
      order: {
        id: 'recorded-2',
        kind: 'renewal',
        keepsHolders: true,
        ...of,
        statements: [{ ...said, number: 0, term: second, invoice: 'INV-2', reason: null, at }],
      },
    },
    {
      kind: 'order-corrected',
      orderId: 'recorded-2',
      statement: { ...said, number: 1, term: second, invoice: 'INV-3', renewal: 'off', reason: 'misread', at },
    },
    {
      kind: 'order-refund-recorded',
      orderId: 'recorded-2',
      refund: {
        amount: money(473000, 'USD'),
        on: end,
        document: 'CN-1',
        requestId: request().id,
        at,
        by: 'admin1@example.org',
      },
    },
  ];
}
