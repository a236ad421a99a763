import type { Acceptance, Account } from '../../core/account.js';
import type { BenefitRecord, Evidence, Refund } from '../../core/records.js';
import type { Abandonment, Claim, Sent } from '../../core/claim.js';
import type { Dispatch, Notice } from '../../core/dispatch.js';
import type { Order, PaymentAttempt, PaymentPage, TransferEnd } from '../../core/order.js';
import type { RecordedOrder, StatedRefund, Statement } from '../../core/recorded-order.js';
import type { PaymentMethod } from '../../core/payment-method.js';
import type { Cancellation, NewSubscription, Stated, Term, TermSpan, TurnedOff } from '../../core/subscription.js';
import type { NewRequest, RequestEntry } from '../../core/support-request.js';
import type { Token } from '../../core/token.js';
import type { User } from '../../core/user.js';
import {
  amountIn,
  CREDIT_NOTE,
  fields,
  flag,
  INVOICE,
  json,
  mark,
  nullable,
  optional,
  partOf,
  RECEIPT,
  type Columns,
  type Fields,
} from './columns.js';
import { table, type ReadableTable } from './table.js';

export const ACCOUNTS = table<Account>(
  'accounts',
  {
    id: 'id',
    mpnId: 'mpn_id',
    company: 'company',
    country: 'country',
    email: 'email',
    programme: 'programme',
    joinedOn: 'joined_on',
    leftOn: 'left_on',
    address: optional('address', 'address'),
    vatId: optional('vat_id', 'vat_id'),
    recipients: optional('recipients', json('recipients')),
    former: optional('former', json('former')),
  },
  { owner: 'id' },
);

export const USERS = table<User>(
  'users',
  {
    accountId: 'account_id',
    email: 'email',
    roles: json('roles'),
    addedOn: 'added_on',
    addedBy: 'added_by',
    removedOn: 'removed_on',
  },
  { key: ['account_id', 'email'] },
);

export const PAYMENT_METHODS = table<PaymentMethod>('payment_methods', {
  id: 'id',
  accountId: 'account_id',
  gatewayRef: 'gateway_ref',
  brand: 'brand',
  last4: 'last4',
  expMonth: 'exp_month',
  expYear: 'exp_year',
  holder: 'holder',
  addedAt: 'added_at',
  removedAt: 'removed_at',
  isDefault: flag('is_default'),
});

export const ACCEPTANCES = table<Acceptance>('acceptances', {
  id: 'id',
  accountId: 'account_id',
  terms: 'terms',
  version: 'version',
  sha256: 'sha256',
  by: 'by',
  at: 'at',
  orderId: 'order_id',
});

/** An order as it was placed, and what it came to; its attempts and the end of its transfer are rows of their own. */
export type OrderRow = Omit<Order, 'attempts'>;

export const ORDERS = table<OrderRow>('orders', {
  id: 'id',
  accountId: 'account_id',
  kind: {
    // An upgrade is a purchase that takes something's place.
    names: ['kind'],
    write: (kind, into) => void (into['kind'] = kind === 'upgrade' ? 'purchase' : kind),
    read: (row) => (row['supersedes'] === null ? row['kind'] : 'upgrade') as Order['kind'],
  },
  programme: 'programme',
  offer: 'offer',
  subscriptionId: 'subscription_id',
  enrolment: 'enrolment',
  term: fields<TermSpan>({
    number: 'term_number',
    anchor: 'term_anchor',
    yearsFromAnchor: 'term_years_from_anchor',
    start: 'term_start',
    end: 'term_end',
  }),
  reference: 'reference',
  keepsHolders: mark('keeps_holders'),
  lines: json('lines'),
  tax: partOf('tax', 'currency'),
  total: amountIn('total', 'currency'),
  termsId: 'terms_id',
  termsVersion: 'terms_version',
  paymentMethodId: 'payment_method_id',
  placedAt: 'placed_at',
  placedBy: 'placed_by',
  state: 'state',
  paidAt: 'paid_at',
  receiptNumber: RECEIPT,
  sale: optional('sale', json('sale')),
  invoiceNumber: INVOICE,
  seen: optional('seen', json('seen')),
  supersedes: optional('supersedes', 'supersedes'),
  transfer: optional('transfer_due', {
    names: ['transfer_due'],
    write: ({ due }, into) => void (into['transfer_due'] = due),
    read: (row) => ({ due: row['transfer_due'] as NonNullable<Order['transfer']>['due'] }),
  }),
});

const OF_ORDER = { column: 'order_id', through: ORDERS } as const;

const FIRST = optional('abandoned_by', fields<Abandonment>({ by: 'abandoned_by', at: 'abandoned_at' }));
const SECOND = optional('confirmed_by', fields<Abandonment>({ by: 'confirmed_by', at: 'confirmed_at' }));

/** The columns of an attempt or a refund that say who sends it, and who says that nobody will (G1). */
const CLAIMED: Fields<Pick<Sent, 'claim' | 'abandoned'>> = {
  claim: optional('claimed_by', fields<Claim>({ by: 'claimed_by', at: 'claimed_at', until: 'claimed_until' })),
  abandoned: {
    names: ['abandoned_by', 'abandoned_at', 'confirmed_by', 'confirmed_at'],
    write: (said, into) => {
      FIRST.write(said?.[0], into);
      SECOND.write(said?.[1], into);
    },
    read: (row) => {
      const said = [FIRST.read(row), SECOND.read(row)].filter((word) => word !== undefined);
      return said.length === 0 ? undefined : said;
    },
  },
};

/** An attempt with the reference of its order, which no other attempt may have with the same ordinal. */
export interface AttemptRow extends PaymentAttempt {
  readonly reference: string;
}

export const ATTEMPTS = table<AttemptRow>(
  'attempts',
  {
    id: 'id',
    orderId: 'order_id',
    reference: 'reference',
    ordinal: 'ordinal',
    key: 'key',
    amount: amountIn('amount', 'currency'),
    paymentMethodId: 'payment_method_id',
    state: 'state',
    sentAt: 'sent_at',
    sender: 'sender',
    ...CLAIMED,
    settledAt: 'settled_at',
    chargeId: 'charge_id',
    declineCode: 'decline_code',
    page: optional('page_ref', fields<PaymentPage>({ ref: 'page_ref', url: 'page_url', until: 'page_until' })),
  },
  { owner: OF_ORDER, order: 'ordinal' },
);

export interface TransferEndRow {
  readonly orderId: string;
  readonly end: TransferEnd;
  readonly term: TermSpan | null;
}

export const TRANSFER_ENDS = table<TransferEndRow>(
  'transfer_ends',
  {
    orderId: 'order_id',
    end: fields<{ outcome: string; receivedOn?: string; at: string; by: string }>({
      outcome: 'outcome',
      receivedOn: optional('received_on', 'received_on'),
      at: 'at',
      by: 'by',
    }) as Columns<TransferEnd>,
    term: json('term'),
  },
  { key: ['order_id'], owner: OF_ORDER },
);

export const SUBSCRIPTIONS = table<NewSubscription>('subscriptions', {
  id: 'id',
  accountId: 'account_id',
  programme: 'programme',
  offer: 'offer',
  enrolment: 'enrolment',
});

/** A recorded order as what it is of; everything that was said of it is rows of their own. */
export interface RecordedRow extends Omit<RecordedOrder, 'statements' | 'refund'> {
  readonly termNumber: number;
  /** Of the newest statement: once an account and programme (D25). */
  readonly invoice: string | null;
}

export const RECORDED_ORDERS = table<RecordedRow>('recorded_orders', {
  id: 'id',
  accountId: 'account_id',
  kind: 'kind',
  programme: 'programme',
  offer: 'offer',
  subscriptionId: 'subscription_id',
  enrolment: 'enrolment',
  keepsHolders: mark('keeps_holders'),
  termNumber: 'term_number',
  invoice: 'invoice',
});

const OF_RECORDED = { column: 'order_id', through: RECORDED_ORDERS } as const;

/** Something of an order, with its id. */
export type OfOrder<T> = T & { readonly orderId: string };

export const STATEMENTS = table<OfOrder<Statement>>(
  'statements',
  {
    orderId: 'order_id',
    number: 'number',
    term: json('term'),
    started: 'started_on',
    renewal: 'vendor_renewal',
    invoice: 'invoice',
    invoicedOn: 'invoiced_on',
    paidOn: 'paid_on',
    amount: nullable('amount', amountIn('amount', 'currency')),
    tax: partOf('tax', 'currency'),
    paidBy: 'paid_by',
    orderRef: 'order_ref',
    externalId: 'external_id',
    evidence: json('evidence'),
    reason: 'reason',
    at: 'at',
    by: 'by',
  },
  { key: ['order_id', 'number'], owner: OF_RECORDED, order: 'number' },
);

export const STATED_REFUNDS = table<OfOrder<StatedRefund>>(
  'stated_refunds',
  {
    orderId: 'order_id',
    amount: amountIn('amount', 'currency'),
    on: 'refunded_on',
    document: 'document',
    requestId: 'request_id',
    at: 'at',
    by: 'by',
  },
  { key: ['order_id'], owner: OF_RECORDED },
);

const OF_SUBSCRIPTION = { column: 'subscription_id', through: SUBSCRIPTIONS } as const;

/** Something of a subscription, with its id. */
export type Of<T> = T & { readonly subscriptionId: string };

export const TERMS = table<Of<Term>>(
  'terms',
  {
    subscriptionId: 'subscription_id',
    number: 'number',
    orderId: 'order_id',
    anchor: 'anchor',
    yearsFromAnchor: 'years_from_anchor',
    start: 'start_day',
    end: 'end_day',
    stated: optional('vendor_renewal', fields<Stated>({ renewal: 'vendor_renewal', at: 'stated_at', by: 'stated_by' })),
  },
  { key: ['subscription_id', 'number'], owner: OF_SUBSCRIPTION, order: 'number' },
);

export const TURNED_OFF = table<Of<TurnedOff>>(
  'turned_off',
  { subscriptionId: 'subscription_id', term: 'term', on: optional('happened_on', 'happened_on'), at: 'at', by: 'by' },
  { key: ['subscription_id', 'term'], owner: OF_SUBSCRIPTION },
);

export const CANCELLATIONS = table<Of<Cancellation>>(
  'cancellations',
  { subscriptionId: 'subscription_id', requestId: 'request_id', from: 'from_day', at: 'at', by: 'by' },
  { key: ['subscription_id'], owner: OF_SUBSCRIPTION },
);

export const DISPATCHES = table<Dispatch>('dispatches', {
  id: 'id',
  accountId: 'account_id',
  subscriptionId: 'subscription_id',
  term: 'term',
  days: 'days',
  notice: optional('notice', fields<Notice>({ kind: 'notice', about: 'notice_about' })),
  channel: 'channel',
  to: 'recipient',
  state: 'state',
  claimedAt: 'claimed_at',
  sender: 'sender',
  begunAt: {
    // Whether it was begun was not always written down: absent is another thing than not yet.
    names: ['begins_noted', 'begun_at'],
    write: (at, into) => {
      into['begins_noted'] = at === undefined ? 0 : 1;
      into['begun_at'] = at ?? null;
    },
    read: (row) => (row['begins_noted'] === 1 ? (row['begun_at'] as Dispatch['begunAt']) : undefined),
  },
  settledAt: 'settled_at',
  reason: 'reason',
  status: 'status',
});

export const EVIDENCE = table<Evidence>('evidence', {
  id: 'id',
  accountId: 'account_id',
  programme: 'programme',
  area: 'area',
  level: 'level',
  counts: json('counts'),
  until: 'until',
  at: 'at',
  by: 'by',
});

export const BENEFIT_RECORDS = table<BenefitRecord>(
  'benefit_records',
  {
    id: 'id',
    subscriptionId: 'subscription_id',
    term: 'term',
    benefit: 'benefit',
    act: 'act',
    user: 'user',
    at: 'at',
    by: 'by',
    stated: mark('stated'),
    on: optional('happened_on', 'happened_on'),
  },
  { owner: OF_SUBSCRIPTION },
);

export const REQUESTS = table<NewRequest>('requests', {
  id: 'id',
  accountId: 'account_id',
  number: 'number',
  problem: 'problem',
  cancels: 'cancels',
  text: 'text',
  filedAt: 'filed_at',
  filedBy: 'filed_by',
});

export const REQUEST_ENTRIES = table<RequestEntry>(
  'request_entries',
  {
    requestId: 'request_id',
    number: 'number',
    text: 'text',
    outcome: 'outcome',
    on: optional('happened_on', 'happened_on'),
    at: 'at',
    by: 'by',
  },
  { key: ['request_id', 'number'], owner: { column: 'request_id', through: REQUESTS }, order: 'number' },
);

export const REFUNDS = table<Refund>(
  'refunds',
  {
    id: 'id',
    orderId: 'order_id',
    requestId: 'request_id',
    ordinal: 'ordinal',
    key: 'key',
    chargeId: 'charge_id',
    amount: amountIn('amount', 'currency'),
    on: optional('happened_on', 'happened_on'),
    state: 'state',
    sentAt: 'sent_at',
    sentBy: 'sent_by',
    sender: 'sender',
    ...CLAIMED,
    settledAt: 'settled_at',
    gatewayRef: 'gateway_ref',
    reason: 'reason',
    creditNoteNumber: CREDIT_NOTE,
  },
  { owner: OF_ORDER },
);

export const TOKENS = table<Token>('tokens', {
  id: 'id',
  accountId: 'account_id',
  name: 'name',
  scopes: json('scopes'),
  everybody: flag('everybody'),
  sha256: 'sha256',
  createdAt: 'created_at',
  createdBy: 'created_by',
  expiresOn: 'expires_on',
  revokedAt: 'revoked_at',
});

/** Each after those that its rows refer to at once. */
export const EVERY_TABLE: readonly ReadableTable[] = [
  ACCOUNTS,
  USERS,
  PAYMENT_METHODS,
  ACCEPTANCES,
  SUBSCRIPTIONS,
  TERMS,
  TURNED_OFF,
  ORDERS,
  ATTEMPTS,
  TRANSFER_ENDS,
  DISPATCHES,
  EVIDENCE,
  BENEFIT_RECORDS,
  REQUESTS,
  REQUEST_ENTRIES,
  CANCELLATIONS,
  REFUNDS,
  RECORDED_ORDERS,
  STATEMENTS,
  STATED_REFUNDS,
  TOKENS,
];
