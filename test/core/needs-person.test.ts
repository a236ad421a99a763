import { comingDates } from '../../src/core/dates.js';
import { addDays, anniversary, noonOf, type Day } from '../../src/core/day.js';
import type { Book } from '../../src/core/book.js';
import { forecast, payments } from '../../src/core/forecast.js';
import { AUTOMATIC_RENEWAL, type Order } from '../../src/core/order.js';
import {
  dueRenewal,
  nextCharge,
  outlook,
  personNeeded,
  plannedCharge,
  priceRise,
  type Outlook,
} from '../../src/core/outlook.js';
import type { CardOnFile, PaymentMethod } from '../../src/core/payment-method.js';
import { disputedOrder, paidOrder } from './support.js';
import { book, card, day, offer, policy, price, programme, subscription, view } from './world.js';

const ANCHOR = day('2026-03-01');
const AD = anniversary(ANCHOR, 1);
const BEFORE = addDays(AD, -10);

const dearer = programme({ offers: [offer({ prices: [price(), price({ from: AD, amount: 90000 })] })] });

test('P10 the price of its day has risen: a person renews, and nothing is charged next', () => {
  const held = subscription(ANCHOR);
  const owned = book({ subscriptions: [held], orders: [paidOrder(ANCHOR)] });
  const seen = { ...view(BEFORE, { programme: dearer }), book: owned };
  expect(outlook(seen, held)).toMatchObject({ kind: 'needs-person', chargeOn: AD, why: { code: 'PRICE_ROSE' } });
  expect(nextCharge(seen, held)).toBeUndefined();
  expect(forecast(seen, held, addDays(AD, 1000))).toEqual([]);
  expect(comingDates(seen, held).map(({ what }) => what)).not.toContain('charge');
});

test.each<readonly [string, Outlook['kind'], (order: Order) => Partial<Book>]>([
  ['the bank wants it back', 'needs-person', (order) => ({ orders: [order] })],
  ['the bank has it', 'needs-person', () => ({ orders: [disputedOrder(ANCHOR, { state: 'lost' })] })],
  ['the bank let go of it', 'planned', () => ({ orders: [disputedOrder(ANCHOR, { state: 'won' })] })],
  ['another card is the default', 'planned', (order) => ({ orders: [order], paymentMethods: [card({ id: 'pm_2' })] })],
  ['the same card was entered again', 'needs-person', (order) => ({ orders: [order], paymentMethods: cardsWith({}) })],
  [
    'another card was entered',
    'planned',
    (order) => ({ orders: [order], paymentMethods: cardsWith({ last4: '4444' }) }),
  ],
  [
    'its next one was, with another expiry',
    'planned',
    (order) => ({ orders: [order], paymentMethods: cardsWith({ expYear: 2099 }) }),
  ],
  [
    'its order was placed after it, by a clock ahead',
    'needs-person',
    (order) => ({ orders: [{ ...order, placedAt: noonOf(addDays(ANCHOR, 2)) }] }),
  ],
  ['none is', 'planned', (order) => ({ orders: [order], paymentMethods: [] })],
  ['somebody paid with it since', 'planned', (order) => ({ orders: [order, again('person', 2)] })],
  ['at the same moment', 'needs-person', (order) => ({ orders: [order, again('person', 1)] })],
  ['a run charged it since', 'needs-person', (order) => ({ orders: [order, again(AUTOMATIC_RENEWAL, 2)] })],
  ['somebody tried it since', 'needs-person', (order) => ({ orders: [order, again('person', 2, 'failed')] })],
])('G22 a card is disputed, and %s', (_, kind, changes) => {
  const held = subscription(ANCHOR);
  const disputed = disputedOrder(ANCHOR);
  const seen = (today: Day) => ({ ...view(today), book: book({ subscriptions: [held], ...changes(disputed) }) });
  expect(outlook(seen(BEFORE), held)).toMatchObject({ kind });
  expect(plannedCharge(seen(BEFORE), held)?.on).toBe(kind === 'planned' ? AD : undefined);
  expect(forecast(seen(BEFORE), held, AD)).toHaveLength(kind === 'planned' ? 1 : 0);
  if (kind !== 'needs-person') return;
  expect(payments(seen(AD), held, AD)).toMatchObject([{ chargeOn: AD, how: 'by-hand' }]);
  expect(dueRenewal(seen(AD), held, noonOf(AD))).toMatchObject({
    kind: 'refused',
    refusal: { code: 'CARD_DISPUTED', offer: 'pack', card: { last4: '4242' }, order: 'ord_0', dispute: 'dp_1' },
  });
});

/** The card that was charged, no longer the default, and one that was entered since. */
function cardsWith(entered: Partial<CardOnFile>): readonly PaymentMethod[] {
  return [card({ isDefault: false }), card({ id: 'pm_2', ...entered })];
}

/** Another order of that company, paid with the same card some days after the first. */
function again(placedBy: string, days: number, state: Order['state'] = 'paid'): Order {
  return {
    ...paidOrder(ANCHOR),
    id: 'ord_9',
    subscriptionId: 'sub_9',
    placedAt: noonOf(addDays(ANCHOR, days)),
    placedBy,
    state,
  };
}

test.each([
  ['the limit is met to the minor unit', 57000, 'USD', undefined, undefined],
  ['it is passed by one', 57001, 'USD', undefined, 2000],
  ['the programme has another limit', 52251, 'USD', 1000, 1000],
  ['which is met', 52250, 'USD', 1000, undefined],
  ['the currency is another', 1, 'EUR', undefined, 2000],
])('P10 a price has risen where %s', (_, amount, currency, priceRiseLimit, limit) => {
  const [held, order] = [subscription(ANCHOR), paidOrder(ANCHOR)];
  const rules = programme({
    offers: [offer({ prices: [price(), price({ from: AD, amount, currency })] })],
    policy: policy(priceRiseLimit === undefined ? {} : { priceRiseLimit }),
  });
  const off = {
    what: 'pack',
    amount: { amount: -9000, currency: 'USD' },
    priceVerified: true,
    priceSource: 'x',
    discount: 2000,
  };
  const owned = book({ subscriptions: [held], orders: [{ ...order, lines: [...order.lines, off] }] });
  const seen = (today: Day) => ({ ...view(today, { programme: rules }), book: owned });
  const paid = { amount: 47500, currency: 'USD' };
  const rise = limit && { code: 'PRICE_ROSE', rule: 'P10', offer: 'pack', paid, now: { amount, currency }, limit };
  expect(priceRise(seen(BEFORE), held, AD)).toEqual(rise);
  expect(priceRise(seen(BEFORE), held, BEFORE)).toBeUndefined();
  // Seen ahead of its day, and on it.
  expect(personNeeded(seen(BEFORE), held, outlook(seen(BEFORE), held))).toEqual(rise);
  expect(dueRenewal(seen(AD), held, noonOf(AD))).toMatchObject(
    rise ? { kind: 'refused', refusal: rise } : { kind: 'charge' },
  );
});

test('P10 of what is overdue, the price of today counts', () => {
  const later = addDays(AD, 10);
  const rules = programme({ offers: [offer({ prices: [price(), price({ from: later, amount: 90000 })] })] });
  const held = subscription(ANCHOR);
  const owned = book({ subscriptions: [held], orders: [paidOrder(ANCHOR)] });
  const rose = (today: Day) => {
    const seen = { ...view(today, { programme: rules }), book: owned };
    return [personNeeded(seen, held, outlook(seen, held))?.code, nextCharge(seen, held)?.on];
  };
  expect([BEFORE, AD, addDays(later, -1), later].map(rose)).toEqual([
    [undefined, AD],
    [undefined, AD],
    [undefined, addDays(later, -1)],
    ['PRICE_ROSE', undefined],
  ]);
});
