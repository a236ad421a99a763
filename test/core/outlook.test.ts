import fc from 'fast-check';
import { addDays, anniversary, daysBetween, noonOf, type Day, type Instant } from '../../src/core/day.js';
import { dueAnniversaries, dueRenewal, nextCharge, outlook, type Due, type Outlook } from '../../src/core/outlook.js';
import type { Programme } from '../../src/core/programme.js';
import type { Subscription } from '../../src/core/subscription.js';
import { AUTOMATIC_RENEWAL, type Order } from '../../src/core/order.js';
import type { Book } from '../../src/core/book.js';
import { refund } from '../store/samples.js';
import { account, book, card, day, offer, policy, programme, subscription, view } from './world.js';

const ANCHOR = day('2026-03-01');
const AD = anniversary(ANCHOR, 1);

function failed(declineCode: string, at: Instant, changes: Partial<Order> = {}): Order {
  const money = { amount: 47500, currency: 'USD' };
  const id = `ord_${at}`;
  const attempt = {
    id: `att_${at}`,
    orderId: id,
    ordinal: 1,
    key: 'k',
    amount: money,
    paymentMethodId: 'pm_1',
    state: 'declined' as const,
    sentAt: at,
    sender: 'p',
    settledAt: at,
    chargeId: null,
    declineCode,
  };
  return {
    id,
    accountId: 'acc_1',
    kind: 'renewal',
    programme: 'any',
    offer: 'pack',
    subscriptionId: 'sub_1',
    enrolment: 0,
    term: { number: 1, anchor: ANCHOR, yearsFromAnchor: 1, start: AD, end: anniversary(ANCHOR, 2) },
    reference: 'r',
    lines: [],
    tax: null,
    total: money,
    termsId: 'rights',
    termsVersion: '2018-08',
    paymentMethodId: 'pm_1',
    placedAt: at,
    placedBy: AUTOMATIC_RENEWAL,
    state: 'failed',
    paidAt: null,
    receiptNumber: null,
    attempts: [attempt],
    ...changes,
  };
}

function dueOn(text: string, changes: Partial<Book> = {}, under = policy(), at?: Instant): Due | undefined {
  const held = subscription(ANCHOR);
  const today = day(text);
  const shown = book({ subscriptions: [held], ...changes });
  const seen = { ...view(today, { programme: programme({ policy: under }) }), book: shown };
  return dueRenewal(seen, changes.subscriptions?.[0] ?? held, at ?? noonOf(today));
}

test('G1, G3 an order with one open attempt among others is what is due, before anything is charged anew', () => {
  const at = noonOf(AD);
  const declined = failed('card_declined', at);
  const [first] = declined.attempts;
  if (!first) throw new Error('no attempt');
  const second = { ...first, id: 'att_2', ordinal: 2, state: 'unknown' as const, settledAt: null, declineCode: null };
  const open = { ...declined, state: 'placed' as const, attempts: [first, second] };
  expect(dueOn(AD, { orders: [open] })).toMatchObject({ kind: 'open', order: { id: open.id } });
  expect(dueOn(AD, { orders: [declined] })?.kind).not.toBe('open');
});

describe('P2 the automatic charge day', () => {
  test('P2 nothing is due before the anniversary date, it is on the day, and until the window closes (I7)', () => {
    expect(dueOn(addDays(AD, -1))).toBeUndefined();
    expect(dueOn(AD)).toMatchObject({ kind: 'charge', chargeOn: AD });
    expect(dueOn(addDays(AD, 30))).toMatchObject({ kind: 'charge', chargeOn: AD });
    expect(dueOn(addDays(AD, 31))).toBeUndefined();
  });

  test('P2 a programme without automatic renewal has nothing due', () => {
    const none = policy({ automaticRenewal: null });
    expect(dueOn(AD, {}, none)).toBeUndefined();
    expect(dueAnniversaries(none, AD)).toBeUndefined();
  });

  test('P2 a programme may charge on another day, outside the window of renewing by hand', () => {
    const late = policy({
      renewalWindow: { opens: 1, closes: 30 },
      automaticRenewal: { chargeDay: 0, retryAfterHours: 24, retries: 3 },
    });
    expect(dueOn(AD, {}, late)).toMatchObject({ kind: 'charge', chargeOn: AD });
  });

  test('I8 turned off for the term: never due', () => {
    const off = subscription(ANCHOR, 1, { turnedOff: [{ term: 0, at: noonOf(ANCHOR), by: 'someone' }] });
    expect(dueOn(AD, { subscriptions: [off] })).toBeUndefined();
  });

  test('D4 renewed by hand ahead: nothing is charged on the anniversary date', () => {
    expect(dueOn(AD, { subscriptions: [subscription(ANCHOR, 2)] })).toBeUndefined();
  });
});

describe('P12 a failed automatic charge', () => {
  const first = noonOf(AD);

  test('P12 is tried again after 24 hours, and not before', () => {
    const orders = [failed('insufficient_funds', first)];
    expect(dueOn(AD, { orders })).toEqual({
      kind: 'later',
      chargeOn: AD,
      declineCode: 'insufficient_funds',
      from: noonOf(addDays(AD, 1)),
    });
    const almost = `${addDays(AD, 1)}T11:59:59.999Z` as Instant;
    expect(dueOn(addDays(AD, 1), { orders }, policy(), almost)).toMatchObject({ kind: 'later' });
    expect(dueOn(addDays(AD, 1), { orders })).toMatchObject({ kind: 'charge' });
  });

  test.each([
    [11, `${AD}T23:00:00.000Z`],
    [12, `${addDays(AD, 1)}T00:00:00.000Z`],
    [35, `${addDays(AD, 1)}T23:00:00.000Z`],
    [37, `${addDays(AD, 2)}T01:00:00.000Z`],
  ])('P12 %i hours after noon is %s', (retryAfterHours, from) => {
    const under = policy({ automaticRenewal: { chargeDay: 0, retryAfterHours, retries: 3 } });
    expect(dueOn(AD, { orders: [failed('insufficient_funds', first)] }, under)).toMatchObject({ kind: 'later', from });
  });

  test('G17 once the gateway has said that the last charge was given back, nothing is tried again, whatever else was declined', () => {
    const back = failed('last_charge_given_back', first);
    const other = failed('insufficient_funds', noonOf(addDays(AD, 1)));
    for (const orders of [[back], [back, other], [other, back]])
      expect(dueOn(addDays(AD, 9), { orders })).toMatchObject({
        kind: 'given-up',
        declineCode: 'last_charge_given_back',
      });
    expect(dueOn(addDays(AD, 9), { orders: [other] })?.kind).toBe('charge');
  });

  test('P12, G15 a try that a clock which was ahead dated on a day to come is waited for no longer than one of today', () => {
    const ahead = failed('insufficient_funds', noonOf(addDays(AD, 200)));
    expect(dueOn(addDays(AD, 1), { orders: [ahead] })).toMatchObject({ kind: 'charge' });
    const [attempt] = ahead.attempts;
    if (!attempt) throw new Error('no attempt');
    const claim = { by: 'host#1', at: noonOf(AD), until: noonOf(addDays(AD, 1)) };
    const known = { ...ahead, attempts: [{ ...attempt, claim }] };
    const almost = `${addDays(AD, 1)}T11:59:59.999Z` as Instant;
    expect(dueOn(addDays(AD, 1), { orders: [known] }, policy(), almost)).toMatchObject({
      kind: 'later',
      from: noonOf(addDays(AD, 1)),
    });
    expect(dueOn(addDays(AD, 1), { orders: [known] })).toMatchObject({ kind: 'charge' });
    const tries = Array.from({ length: 4 }, () => ahead);
    expect(dueOn(addDays(AD, 1), { orders: tries })).toMatchObject({ kind: 'given-up' });
  });

  test('P12 is tried again three times at most', () => {
    const tries = (count: number) =>
      Array.from({ length: count }, (_, index) => failed('insufficient_funds', noonOf(addDays(AD, index))));
    expect(dueOn(addDays(AD, 10), { orders: tries(3) })).toMatchObject({ kind: 'charge' });
    expect(dueOn(addDays(AD, 10), { orders: tries(4) })).toMatchObject({ kind: 'given-up', closes: addDays(AD, 30) });
  });

  test('I7 a try that would come after the window has closed is none: the one before it was the last', () => {
    const declined = (days: number) => ({ orders: [failed('insufficient_funds', noonOf(addDays(AD, days)))] });
    expect(dueOn(addDays(AD, 29), declined(29))).toMatchObject({ kind: 'later', from: noonOf(addDays(AD, 30)) });
    expect(dueOn(addDays(AD, 30), declined(30))).toMatchObject({ kind: 'given-up', closes: addDays(AD, 30) });
  });

  test.each(['lost_card', 'stolen_card', 'expired_card', 'fraudulent', 'incorrect_cvc', 'never_heard_of'])(
    'G6 a hard decline is never tried again with the same card: %s',
    (code) =>
      expect(dueOn(addDays(AD, 10), { orders: [failed(code, first)] })).toMatchObject({
        kind: 'given-up',
        declineCode: code,
      }),
  );

  test.each([
    'generic_decline',
    'authentication_required',
    'do_not_honor',
    'insufficient_funds',
    'withdrawal_count_limit_exceeded',
  ])('P12 a soft or a generic decline is tried again: %s', (code) =>
    expect(dueOn(addDays(AD, 1), { orders: [failed(code, first)] })).toMatchObject({ kind: 'charge' }),
  );

  test.each(['insufficient_funds', 'generic_decline', 'lost_card'])(
    'P12 a new default card begins anew after the last try: %s',
    (code) => {
      const tries = [0, 1, 2, 3].map((days) => failed(code, noonOf(addDays(AD, days))));
      const paymentMethods = [card({ isDefault: false }), card({ id: 'pm_2' })];
      const withNew = (count: number) =>
        Array.from({ length: count }, (_, index) =>
          failed('insufficient_funds', noonOf(addDays(AD, 4 + index)), { paymentMethodId: 'pm_2' }),
        );
      const dueAfter = (count: number) =>
        dueOn(addDays(AD, 10), { orders: [...tries, ...withNew(count)], paymentMethods });
      expect(dueAfter(0)).toMatchObject({ kind: 'charge', method: { id: 'pm_2' } });
      expect(dueAfter(3)).toMatchObject({ kind: 'charge', method: { id: 'pm_2' } });
      expect(dueAfter(4)).toMatchObject({ kind: 'given-up', declineCode: 'insufficient_funds' });
    },
  );

  test('G6 a card that was declined for good stays so, whatever another was answered since', () => {
    const orders = [
      failed('lost_card', first),
      failed('try_again_later', noonOf(addDays(AD, 1)), { paymentMethodId: 'pm_2' }),
    ];
    expect(dueOn(addDays(AD, 9), { orders })).toMatchObject({ kind: 'given-up', declineCode: 'lost_card' });
  });

  test('R8 without any card left, that is what is told, and not the tries of the one that was removed', () => {
    const orders = [failed('lost_card', first)];
    expect(dueOn(addDays(AD, 1), { orders, paymentMethods: [] })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'PAYMENT_METHOD_REQUIRED' },
    });
  });

  test('G6 another default card is worth a try, a day after the decline', () => {
    const changes = { orders: [failed('lost_card', first)], paymentMethods: [card({ id: 'pm_2' })] };
    expect(dueOn(AD, changes)).toMatchObject({ kind: 'later' });
    expect(dueOn(addDays(AD, 1), changes)).toMatchObject({ kind: 'charge', method: { id: 'pm_2' } });
  });

  test('P12 what no bank has seen does not count: the gateway was busy, or the job died before it asked', () => {
    const unseen = (reason: string, days: number): Order => {
      const order = failed(reason, noonOf(addDays(AD, days)));
      return { ...order, attempts: order.attempts.map((attempt) => ({ ...attempt, state: 'not_executed' as const })) };
    };
    const busy = [0, 1, 2, 3, 4].map((days) => unseen('busy', days));
    expect(dueOn(addDays(AD, 4), { orders: busy })).toMatchObject({ kind: 'later', declineCode: 'busy' });
    expect(dueOn(addDays(AD, 5), { orders: busy })).toMatchObject({ kind: 'charge' });
    const hopeless = [failed('lost_card', first), unseen('absent_at_gateway', 2)];
    expect(dueOn(addDays(AD, 9), { orders: hopeless })).toMatchObject({ kind: 'given-up', declineCode: 'lost_card' });
  });

  test('P12 what a person tried by hand does not count', () => {
    const byHand = failed('lost_card', first, { placedBy: 'admin@contoso.example' });
    expect(dueOn(AD, { orders: [byHand] })).toMatchObject({ kind: 'charge' });
  });
});

test('G3 an open payment for the term stands against another', () => {
  const order = failed('', noonOf(AD), { state: 'placed' });
  const [attempt] = order.attempts;
  if (!attempt) throw new Error('the order has no attempt');
  const open = { ...order, attempts: [{ ...attempt, state: 'unknown' as const, settledAt: null, declineCode: null }] };
  expect(dueOn(AD, { orders: [open] })).toMatchObject({ kind: 'open', order: { id: order.id } });
});

test.each([
  ['R8 no way to pay on file', { paymentMethods: [] }, 'PAYMENT_METHOD_REQUIRED'],
  ['D7 the card has expired', { paymentMethods: [card({ expMonth: 2, expYear: 2027 })] }, 'CARD_EXPIRED'],
  ['D12 no member any more', { account: account({ leftOn: AD }) }, 'NOT_A_MEMBER'],
])('%s: refused, and looked at again at the next run', (_name, changes, code) => {
  expect(dueOn(AD, changes as Partial<Book>)).toMatchObject({ kind: 'refused', refusal: { code } });
});

test('P10 no longer sold: refused, and everybody else’s renewals go on', () => {
  const held = subscription(ANCHOR);
  const seen = { ...view(AD, { programme: programme({ offers: [] }) }), book: book({ subscriptions: [held] }) };
  expect(dueRenewal(seen, held, noonOf(AD))).toMatchObject({ kind: 'refused', refusal: { code: 'PRICE_NOT_KNOWN' } });
});

test('D13 no longer qualified: refused', () => {
  const earned = offer({ requires: [{ kind: 'attained', level: 'gold', name: { en: 'Gold' } }] });
  const held = subscription(ANCHOR);
  const seen = { ...view(AD, { programme: programme({ offers: [earned] }) }), book: book({ subscriptions: [held] }) };
  expect(dueRenewal(seen, held, noonOf(AD))).toMatchObject({ kind: 'refused', refusal: { code: 'NOT_ELIGIBLE' } });
});

test('I7 what is due by its rules lies within the days that the ledger is asked for, whatever the policy', () => {
  const anyPolicy = fc
    .record({ chargeDay: fc.integer({ min: -60, max: 60 }), more: fc.integer({ min: 0, max: 60 }) })
    .map(({ chargeDay, more }) =>
      policy({
        renewalWindow: { opens: -90, closes: chargeDay + more },
        automaticRenewal: { chargeDay, retryAfterHours: 24, retries: 3 },
      }),
    );
  fc.assert(
    fc.property(anyPolicy, fc.integer({ min: -200, max: 200 }), (under, offset) => {
      const today = addDays(AD, offset);
      const days = dueAnniversaries(under, today);
      const asked = days !== undefined && days.from <= AD && AD <= days.to;
      const found = dueOn(today, {}, under) !== undefined;
      expect(asked).toBe(found);
      if (found) expect(daysBetween(AD, today)).toBeGreaterThanOrEqual(under.automaticRenewal?.chargeDay ?? 0);
    }),
  );
});

describe('what happens next, where nothing is due', () => {
  const OFF = { term: 0, at: noonOf(ANCHOR), by: 'someone' };
  const BEFORE = addDays(AD, -10);
  const cancelled = { requestId: 'req_1', from: addDays(AD, 1), at: noonOf(ANCHOR), by: 'someone' };
  const bought = { ...failed('', noonOf(ANCHOR)), id: 'ord_0', state: 'paid' as const, attempts: [] };
  const lines = [{ what: 'pack', amount: bought.total, priceVerified: true, priceSource: 'a price list' }];

  test.each<[string, Outlook, Partial<Subscription>, string, Partial<Programme>?]>([
    ['P2 it renews by itself', { kind: 'planned', chargeOn: AD }, {}, BEFORE],
    ['R16 it was turned off', { kind: 'by-hand', off: OFF }, { turnedOff: [OFF] }, BEFORE],
    [
      'R16 it is not offered',
      { kind: 'by-hand', off: undefined },
      {},
      BEFORE,
      { policy: policy({ automaticRenewal: null }) },
    ],
    ['I9 it is being cancelled', { kind: 'ends', from: cancelled.from }, { cancelled }, BEFORE],
    ['D10 it was cancelled', { kind: 'over' }, { cancelled }, cancelled.from],
    ['P7 an upgrade took its place', { kind: 'over' }, { superseded: { on: BEFORE, by: 'gold' } }, BEFORE],
    ['D3 it has expired', { kind: 'over' }, {}, addDays(AD, 31)],
    [
      'I7 the window closed before the anniversary date',
      { kind: 'window-closed', chargeOn: addDays(AD, -20) },
      {},
      BEFORE,
      {
        policy: policy({
          renewalWindow: { opens: -90, closes: -15 },
          automaticRenewal: { chargeDay: -20, retryAfterHours: 24, retries: 3 },
        }),
      },
    ],
  ])('%s', (_, expected, changes, today, rules = {}) => {
    const held = subscription(ANCHOR, 1, changes);
    const seen = { ...view(day(today), { programme: programme(rules) }), book: book({ subscriptions: [held] }) };
    expect(outlook(seen, held)).toEqual(expected);
    expect(nextCharge(seen, held)?.on).toBe(expected.kind === 'planned' ? AD : undefined);
  });

  test('P1 what can no longer be bought on the day of its charge is renewed by nobody', () => {
    const held = subscription(ANCHOR);
    const ends = (renewableUntil: Day) => {
      const rules = programme({ offers: [offer({ renewableUntil })] });
      return outlook({ ...view(BEFORE, { programme: rules }), book: book({ subscriptions: [held] }) }, held).kind;
    };
    expect([AD, addDays(AD, -1)].map(ends)).toEqual(['planned', 'by-hand']);
  });

  test('P12 after a decline the next charge is that of the next try', () => {
    const held = subscription(ANCHOR);
    const owned = book({ subscriptions: [held], orders: [failed('insufficient_funds', noonOf(AD))] });
    expect(nextCharge({ ...view(AD), book: owned }, held)?.on).toBe(addDays(AD, 1));
  });

  test('G3, P7 an open payment for an upgrade of it, and an open refund of its last term, stand against a charge', () => {
    const [attempt] = failed('', noonOf(AD)).attempts;
    const upgrade = {
      ...failed('', noonOf(AD)),
      id: 'ord_up',
      subscriptionId: 'sub_2',
      supersedes: 'sub_1',
      state: 'placed' as const,
    };
    const open = { ...upgrade, attempts: [{ ...attempt, state: 'unknown' as const }] } as Order;
    expect(dueOn(AD, { orders: [open] })).toEqual({ kind: 'open', chargeOn: AD, order: open });
    expect(dueOn(AD, { orders: [{ ...open, supersedes: 'sub_9' }] })?.kind).toBe('charge');
    const returning = { ...refund(0, 1), orderId: 'ord_0', state: 'unknown' as const };
    const paid = { ...bought, lines };
    expect(dueOn(AD, { orders: [paid], refunds: [returning] })).toEqual({ kind: 'open', chargeOn: AD, order: paid });
  });
});
