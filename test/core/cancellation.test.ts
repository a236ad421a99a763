import fc from 'fast-check';
import { automaticRenewal } from '../../src/core/automatic-renewal.js';
import { cancellable, cancelling, refundedFrom } from '../../src/core/cancellation.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { dueRenewal } from '../../src/core/outlook.js';
import { forecast } from '../../src/core/forecast.js';
import { firstRefusal, purchaseGates, renewable } from '../../src/core/gate.js';
import { moneyState, refundable } from '../../src/core/refund.js';
import type { Refund } from '../../src/core/records.js';
import { remindersOf } from '../../src/core/reminder.js';
import { runsTo, standing, type Subscription } from '../../src/core/subscription.js';
import { mayResolve, parseRequestText, requestStatus } from '../../src/core/support-request.js';
import { asked, paidOrder } from './support.js';
import { book, day, offer, policy, programme, spans, subscription, view } from './world.js';

const BOUGHT = day('2018-09-01');
const UNDER = policy({ refund: { days: 30, unlessBenefitActivated: true } });
const UNUSED = { benefitActivated: false, keyViewed: false };
const order = paidOrder(BOUGHT);

describe('P8 D20 what is refunded', () => {
  test('P8 D20 on the days of the programme, both ends included, and while nothing was used', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(60), fc.boolean(), fc.boolean(), (after, days, activated, viewed) => {
        const under = policy({ refund: { days, unlessBenefitActivated: true } });
        const use = { benefitActivated: activated, keyViewed: viewed };
        const allowed = refundable(order, under, addDays(BOUGHT, after), use) === undefined;
        expect(allowed).toBe(after <= days && !activated && !viewed);
      }),
    );
  });

  test('P8 a programme may refund what was used, or nothing at all', () => {
    const used = { benefitActivated: true, keyViewed: true };
    const lenient = policy({ refund: { days: 30, unlessBenefitActivated: false } });
    expect(refundable(order, lenient, BOUGHT, used)).toBeUndefined();
    expect(refundable(order, policy({ refund: null }), BOUGHT, UNUSED)).toMatchObject({ why: 'not-offered' });
    expect(refundable({ ...order, attempts: [] }, UNDER, BOUGHT, UNUSED)).toMatchObject({ why: 'not-charged' });
  });

  test('P8 the state of an order tells what came of its money', () => {
    const refund = (state: Refund['state']) => ({ state }) as Refund;
    expect(moneyState(order, [], BOUGHT)).toBe('paid');
    expect(moneyState(order, [refund('refused')], BOUGHT)).toBe('paid');
    expect(moneyState(order, [refund('refused'), refund('unknown')], BOUGHT)).toBe('refund_pending');
    expect(moneyState(order, [refund('refunded')], BOUGHT)).toBe('refunded');
  });
});

describe('D10 D11 what can be cancelled, and from when on it is', () => {
  test('D11 what runs, and once; not in grace, not after', () => {
    fc.assert(
      fc.property(fc.nat(800), (after) => {
        const today = addDays(BOUGHT, after);
        const held = subscription(BOUGHT);
        const state = standing(held, UNDER, today).kind;
        const refusal = cancellable(held, UNDER, today);
        expect(refusal === undefined).toBe(state === 'active');
        if (refusal) expect(refusal).toMatchObject({ code: 'NOTHING_TO_CANCEL', why: state, on: '2019-09-01' });
      }),
    );
  });

  test('D10 refund and end today, or to the anniversary date', () => {
    fc.assert(
      fc.property(fc.nat(365), (after) => {
        const today = addDays(BOUGHT, after);
        const held = subscription(BOUGHT, 1, { terms: [{ ...order.term, orderId: order.id }] });
        const plan = cancelling(book({ subscriptions: [held], orders: [order] }), held, UNDER, today);
        if (after <= 30) expect(plan).toMatchObject({ kind: 'refund', from: today });
        else expect(plan).toMatchObject({ kind: 'run-out', from: '2019-09-02' });
      }),
    );
  });

  test('D10 a renewal ahead that is given back leaves the term before it whole', () => {
    const terms = spans(BOUGHT, 2).map((span) => ({ ...span, orderId: `ord_${span.number}` }));
    const held = subscription(BOUGHT, 2, { terms });
    const today = day('2019-08-15');
    const renewal = paidOrder(day('2019-08-10'), terms[1]);
    const plan = cancelling(book({ subscriptions: [held], orders: [renewal] }), held, UNDER, today);
    expect(plan).toMatchObject({ kind: 'refund', from: '2019-09-02' });
  });
});

describe('I9 I12 D10 after a cancellation', () => {
  test('I9 I12 nothing is due, forecast, reminded or renewable, and it only moves forward', () => {
    fc.assert(
      fc.property(fc.nat(365), fc.nat(900), fc.nat(300), (ends, after, more) => {
        const from = addDays(BOUGHT, ends);
        const held = subscription(BOUGHT, 1, {
          cancelled: { requestId: 'req_1', from, at: noonOf(BOUGHT), by: 'admin' },
        });
        const today = addDays(BOUGHT, after);
        const seen = { ...view(today), book: book({ subscriptions: [held] }) };
        expect(dueRenewal(seen, held, noonOf(today))).toBeUndefined();
        expect(forecast(seen, held, addDays(today, 2000))).toEqual([]);
        expect(remindersOf(seen, held, [])).toEqual([]);
        expect(renewable(held, seen.programme, today)).toMatchObject({ code: 'SUBSCRIPTION_CANCELLED', from });
        expect(automaticRenewal(held, UNDER, today)).toEqual({ kind: 'cancelled', from });
        const order = { active: 0, grace: 1, unconfirmed: 1, expired: 1, cancelled: 2, superseded: 2 };
        const later = standing(held, UNDER, addDays(today, more)).kind;
        expect(order[later]).toBeGreaterThanOrEqual(order[standing(held, UNDER, today).kind]);
        expect(standing(held, UNDER, runsTo(held)).kind).toBe('active');
        expect(standing(held, UNDER, from).kind).toBe('cancelled');
      }),
    );
  });

  test('R6 D8 it can be bought again from the day on which it is cancelled, and not before', () => {
    const held = subscription(BOUGHT, 1, {
      cancelled: { requestId: 'req_1', from: day('2018-10-01'), at: noonOf(BOUGHT), by: 'admin' },
    });
    const buying = (today: string) =>
      firstRefusal(
        purchaseGates(view(day(today), { programme: programme(), book: book({ subscriptions: [held] }) }), offer()),
      );
    expect(buying('2018-09-30')).toMatchObject({ code: 'SUBSCRIPTION_CANCELLED', from: '2018-10-01' });
    expect(buying('2018-10-01')).toBeUndefined();
  });
});

describe('R19 a request and its status', () => {
  test('R19 the status follows from what was added: open, in progress, and how it ended', () => {
    expect(requestStatus(asked())).toBe('open');
    expect(requestStatus(asked([null]))).toBe('in_progress');
    for (const outcome of ['approved', 'rejected', 'withdrawn'] as const)
      expect(requestStatus(asked([null, outcome]))).toBe(outcome);
  });

  test('D10 D18 who filed it does not resolve it, unless nobody else is there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'b'),
        fc.constantFrom('a', 'b'),
        fc.subarray(['a', 'b', 'c']),
        (filed, by, users) => {
          const refusal = mayResolve({ ...asked(), filedBy: filed }, by, users);
          const others = users.filter((user) => user !== filed);
          expect(refusal === undefined).toBe(filed !== by || others.length === 0);
          if (refusal) expect(refusal).toMatchObject({ who: others });
        },
      ),
    );
  });

  test('J4 a text is something, and not a book', () => {
    expect(parseRequestText('  a reason ')).toBe('a reason');
    expect(['', '   ', 'x'.repeat(2001)].map(parseRequestText)).toEqual([undefined, undefined, undefined]);
  });
});

test('D11 what is over or ends already says how, and since when', () => {
  const on = addDays(BOUGHT, 20);
  const why = (changes: Partial<Subscription>, today: Day) => {
    const refusal = cancellable(subscription(BOUGHT, 1, changes), UNDER, today);
    return refusal?.code === 'NOTHING_TO_CANCEL' ? [refusal.why, refusal.on] : undefined;
  };
  const cancelled = { requestId: 'req_1', from: on, at: noonOf(BOUGHT), by: 'admin@contoso.example' };
  expect(why({ superseded: { on, by: 'gold' } }, BOUGHT)).toEqual(['superseded', on]);
  expect(why({ cancelled }, addDays(on, -1))).toEqual(['ending', on]);
  expect(why({ cancelled }, on)).toEqual(['cancelled', on]);
  expect(why({}, day('2019-09-01'))).toBeUndefined();
  expect(why({}, day('2019-09-02'))).toEqual(['grace', '2019-09-01']);
  expect(why({}, day('2019-10-01'))).toEqual(['grace', '2019-09-01']);
  expect(why({}, day('2019-10-02'))).toEqual(['expired', '2019-09-01']);
});

test('D10 a term renewed ahead that is given back leaves its first day to the one before', () => {
  const [first, second] = subscription(BOUGHT, 2).terms;
  if (!first || !second) throw new Error('no terms');
  const from = (today: string) => refundedFrom(second, day(today));
  expect(['2019-08-01', '2019-09-01', '2019-09-02'].map(from)).toEqual(['2019-09-02', '2019-09-02', '2019-09-02']);
  expect(from('2019-09-10')).toBe('2019-09-10');
  expect(refundedFrom(first, BOUGHT)).toBe(BOUGHT);
});
