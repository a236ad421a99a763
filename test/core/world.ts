import type { Account } from '../../src/core/account.js';
import { founder } from '../../src/core/user.js';
import type { BenefitRecord, Evidence } from '../../src/core/records.js';
import type { Book } from '../../src/core/book.js';
import { noonOf, parseDay, type Day } from '../../src/core/day.js';
import type { AnyView } from '../../src/core/view.js';
import type { PaymentMethod } from '../../src/core/payment-method.js';
import type { Offer, Policy, Price, Programme } from '../../src/core/programme.js';
import { firstTerm, nextTerm, type Subscription, type TermSpan } from '../../src/core/subscription.js';

/** A small programme and its partners for the tests of the rules: nothing here comes from `data/`. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed) throw new Error(`${text} is no day`);
  return parsed;
}

export function policy(changes: Partial<Policy> = {}): Policy {
  return {
    renewalWindow: { opens: -90, closes: 30 },
    automaticRenewal: { chargeDay: 0, retryAfterHours: 24, retries: 3 },
    anniversaryAfterRenewal: 'keep',
    benefitsUntil: 30,
    reminders: { always: [-15, 23], onRequest: [] },
    perAccount: 1,
    refund: null,
    bankTransfer: null,
    ...changes,
  };
}

/** The three windows that the calendar's cases know. */
export const WINDOWS = {
  'mpn-2018': { opens: -90, closes: 30 },
  'mpn-2018-late': { opens: 1, closes: 30 },
  'maicpp-2026': { opens: 0, closes: 30 },
} as const;

export function price(changes: Partial<Price> = {}): Price {
  return {
    country: '*',
    from: day('2010-01-01'),
    amount: 47500,
    currency: 'USD',
    source: 'a price list',
    countries: ['*'],
    verified: true,
    ...changes,
  };
}

export function offer(changes: Partial<Offer> = {}): Offer {
  return {
    id: 'pack',
    kind: 'pack',
    name: { en: 'A pack' },
    summary: { en: 'A pack' },
    termYears: 1,
    prices: [price()],
    terms: 'rights',
    requires: [],
    includes: [],
    benefits: [],
    ...changes,
  };
}

export function programme(changes: Partial<Programme> = {}): Programme {
  const words = { en: 'A programme' };
  const version = { version: '2018-08', since: day('2018-08-01'), title: words, sha256: 'ab'.repeat(32), files: words };
  return {
    id: 'any',
    name: words,
    network: { id: 'network', name: words, summary: words, terms: 'agreement', benefits: [] },
    offers: [offer()],
    policy: policy(),
    terms: [
      { id: 'rights', ...version },
      { id: 'agreement', ...version },
    ],
    taxes: [],
    ...changes,
  };
}

export function account(changes: Partial<Account> = {}): Account {
  return {
    id: 'acc_1',
    mpnId: '1234567',
    company: 'Contoso',
    country: 'FR',
    email: 'admin@contoso.example',
    programme: 'any',
    joinedOn: day('2018-08-31'),
    leftOn: null,
    ...changes,
  };
}

export function card(changes: Partial<PaymentMethod> = {}): PaymentMethod {
  return {
    id: 'pm_1',
    accountId: 'acc_1',
    gatewayRef: 'gateway_1',
    brand: 'visa',
    last4: '4242',
    expMonth: 12,
    expYear: 2034,
    holder: null,
    addedAt: noonOf(day('2018-08-31')),
    removedAt: null,
    isDefault: true,
    ...changes,
  };
}

export function book(changes: Partial<Book> = {}): Book {
  return {
    account: account(),
    subscriptions: [],
    orders: [],
    recorded: [],
    paymentMethods: [card()],
    acceptances: [],
    dispatches: [],
    evidence: [],
    benefits: [],
    tokens: [],
    requests: [],
    refunds: [],
    users: [founder(changes.account ?? account())],
    ...changes,
  };
}

/** Areas that attain a level with one person certified, and the evidence of those that are attained. */
export function attaining(levels: readonly string[], attained: readonly string[]) {
  const name = { en: 'Any' };
  const needs = [{ metric: 'people', atLeast: 1 }];
  const path = { id: 'people', name, needs };
  return {
    competencies: {
      levels: levels.map((id) => ({ id, name })),
      metrics: [{ id: 'people', name }],
      areas: levels.map((level) => ({
        id: `area-${level}`,
        name,
        levels: [{ level, paths: [path], source: 'a page', verified: true }],
      })),
    },
    evidence: attained.map((level, index) => evidence({ id: `evi_${index}`, area: `area-${level}`, level })),
  };
}

export function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    id: 'evi_1',
    accountId: 'acc_1',
    programme: 'any',
    area: 'area-silver',
    level: 'silver',
    counts: [{ metric: 'people', value: 1 }],
    until: null,
    at: noonOf(day('2018-08-31')),
    by: 'admin@contoso.example',
    ...changes,
  };
}

export function benefitRecord(changes: Partial<BenefitRecord> = {}): BenefitRecord {
  const [at, by] = [noonOf(day('2018-09-01')), 'admin@contoso.example'];
  const of = { id: 'ben_1', subscriptionId: 'sub_1', term: 0, benefit: 'seats' };
  return { ...of, act: 'activated', user: null, at, by, ...changes };
}

/** The first `count` terms bought on `anchor`, each renewed on its anniversary date. */
export function spans(anchor: Day, count: number, under = policy(), years = 1): readonly TermSpan[] {
  const first = firstTerm(anchor, years);
  return Array.from({ length: count - 1 }).reduce<readonly TermSpan[]>(
    (made) => [...made, nextTerm(made.at(-1) ?? first, under, years, (made.at(-1) ?? first).end)],
    [first],
  );
}

export function subscription(anchor: Day, count = 1, changes: Partial<Subscription> = {}): Subscription {
  return {
    id: 'sub_1',
    accountId: 'acc_1',
    programme: 'any',
    offer: 'pack',
    enrolment: 0,
    terms: spans(anchor, count).map((span) => ({ ...span, orderId: `ord_${span.number}` })),
    turnedOff: [],
    ...changes,
  };
}

export function view(today: Day, changes: Partial<AnyView> = {}): AnyView {
  return { programme: programme(), book: book(), today, ...changes };
}
