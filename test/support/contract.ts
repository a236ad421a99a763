/** The keys that scripts rely on, and what may stand under each; more keys may stand beside them. */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

interface Matcher {
  readonly $$typeof: symbol;
  asymmetricMatch(value: unknown): boolean;
  toAsymmetricMatcher(): string;
  toString(): string;
}

/** A value of which only the kind is known, for `toMatchObject`. */
function matching(name: string, matches: (value: unknown) => boolean): Matcher {
  return {
    $$typeof: Symbol.for('jest.asymmetricMatcher'),
    asymmetricMatch: matches,
    toAsymmetricMatcher: () => name,
    toString: () => name,
  };
}

export const text = matching('text', (value) => typeof value === 'string' && value !== '');
export const flag = matching('true or false', (value) => typeof value === 'boolean');
export const count = matching('a whole number', (value) => Number.isInteger(value) && Number(value) >= 0);
export const day = matching('YYYY-MM-DD', (value) => typeof value === 'string' && DAY.test(value));
export const instant = matching('an instant', (value) => typeof value === 'string' && INSTANT.test(value));
/** Whole minor units and an ISO 4217 code, and nothing else. */
export const money = matching('money', (value) => {
  const { amount, currency, ...rest } = value as Record<string, unknown>;
  return Number.isInteger(amount) && /^[A-Z]{3}$/.test(String(currency)) && Object.keys(rest).length === 0;
});

export function id(prefix: string): Matcher {
  return matching(
    `${prefix}_ULID`,
    (value) => typeof value === 'string' && new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`).test(value),
  );
}

export function oneOf(...values: readonly unknown[]): Matcher {
  return matching(values.join(' | '), (value) => values.includes(value));
}

export function orNull(wanted: Matcher): Matcher {
  return matching(`${wanted.toString()} or null`, (value) => value === null || wanted.asymmetricMatch(value));
}

export const GATE = { code: text, ok: flag, message: text, opensOn: orNull(day), fix: orNull(text) };

export const OFFER = {
  id: text,
  name: text,
  kind: oneOf('network', 'pack', 'competency'),
  status: oneOf('available', 'purchased'),
  price: orNull(money),
  priceVerified: orNull(flag),
  term: orNull(matching('an ISO 8601 duration', (value) => /^P\d+Y$/.test(String(value)))),
  eligible: flag,
  gates: expect.any(Array),
  benefits: expect.any(Array),
};

export const ACCOUNT = {
  id: id('acc'),
  mpnId: text,
  company: text,
  country: matching('ISO 3166', (value) => /^[A-Z]{2}$/.test(String(value))),
  programme: text,
  joinedOn: day,
};

export const AUTORENEW = {
  on: flag,
  canTurnOn: flag,
  nextChargeOn: orNull(day),
  amount: orNull(money),
  paymentMethod: orNull(id('pm')),
};

export const SUBSCRIPTION = {
  id: id('sub'),
  offer: text,
  accountId: id('acc'),
  state: oneOf('pending', 'active', 'grace', 'expired', 'cancelled', 'superseded'),
  startedOn: day,
  termNumber: count,
  termStart: day,
  anniversary: day,
  windowOpens: day,
  windowCloses: day,
  autorenew: AUTORENEW,
  renewable: flag,
};

export const ORDER = {
  id: id('ord'),
  kind: oneOf('purchase', 'renewal', 'upgrade'),
  offer: text,
  subscriptionId: id('sub'),
  total: money,
  tax: orNull(money),
  state: oneOf('placed', 'paid', 'failed', 'pending', 'expired', 'cancelled', 'refund_pending', 'refunded'),
  termsVersion: text,
  receiptNumber: orNull(text),
  placedAt: instant,
  paidAt: orNull(instant),
  attempts: [
    {
      ordinal: count,
      state: oneOf('created', 'sending', 'succeeded', 'declined', 'not_executed', 'unknown', 'action_required'),
      declineCode: orNull(text),
    },
  ],
};

export const METHOD = {
  id: id('pm'),
  brand: text,
  last4: matching('four digits', (value) => /^\d{4}$/.test(String(value))),
  goodTo: day,
  isDefault: flag,
};

export const REQUEST = {
  id: id('req'),
  number: count,
  problem: oneOf('billing', 'membership', 'other'),
  status: oneOf('open', 'in_progress', 'approved', 'rejected', 'withdrawn'),
  cancels: orNull(id('sub')),
  offer: orNull(text),
  text: expect.any(String),
  filedAt: instant,
  filedBy: text,
  entries: expect.any(Array),
};
export const FILED = {
  request: REQUEST,
  changed: true,
  subscription: SUBSCRIPTION,
  charge: { on: day, amount: money, paymentMethod: id('pm') },
};
export const REFUNDED = {
  request: { ...REQUEST, status: 'approved' },
  subscription: { ...SUBSCRIPTION, state: 'cancelled', cancelled: { from: day, request: id('req') } },
  order: { ...ORDER, state: 'refunded', refundedAt: instant },
  refund: { id: id('rfd'), amount: money, refundId: text, refundedAt: instant, creditNoteNumber: text },
  changed: true,
};

export const BENEFIT = expect.objectContaining({
  benefit: 'office-365-e3',
  offer: 'action-pack',
  state: oneOf('waiting', 'activated'),
  subscriptionId: id('sub'),
  termStart: day,
  until: day,
  granted: 10,
  assignments: expect.any(Array),
});

/** One line of the accounts, of a sale without tax. */
export const POSTING = {
  date: day,
  document: '2027-000001',
  kind: 'sale',
  orderId: id('ord'),
  mpnId: '1234567',
  company: text,
  country: 'FR',
  posting: 'receivable',
  debit: money,
  credit: money,
  taxCategory: null,
  taxRate: null,
};

/** What was accepted. */
export const TERMS = {
  id: id('acp'),
  terms: text,
  version: text,
  sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  by: text,
  at: instant,
  orderId: orNull(id('ord')),
};

/** Whether something can be bought or renewed. */
export const CHECKED = {
  offer: 'action-pack',
  possible: flag,
  gates: expect.arrayContaining([{ code: text, ok: flag, message: text, opensOn: orNull(day), fix: orNull(text) }]),
};
