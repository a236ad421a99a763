import fc from 'fast-check';
import { holdings, licencesOf, runOuts, termInForce, useOf, type Holding } from '../../src/core/benefit.js';
import type { BenefitAct } from '../../src/core/records.js';
import { endsRefund, mayAct, notGranted } from '../../src/core/benefit-act.js';
import { creditPeriods } from '../../src/core/credit.js';
import { add, addDays, noonOf, type Day } from '../../src/core/day.js';
import { HIDDEN_KEY, keySeed, sandboxKey } from '../../src/sandbox/product-key.js';
import type { Order } from '../../src/core/order.js';
import type { Benefit } from '../../src/core/programme.js';
import type { Subscription } from '../../src/core/subscription.js';
import { paidOrder } from './support.js';
import { benefitRecord, book, day, offer, policy, programme, spans, subscription } from './world.js';

const BOUGHT = day('2018-09-01');
const UNDER = policy({ refund: { days: 30, unlessBenefitActivated: true } });
const SEATS: Benefit = { id: 'seats', kind: 'licence', name: { en: 'Seats' }, quantity: 2 };
const CREDIT: Benefit = {
  id: 'credit',
  kind: 'credit',
  name: { en: 'Credit' },
  credit: { money: { amount: 10000, currency: 'USD' }, every: 'month' },
};
const SOLD = programme({ policy: UNDER, offers: [offer({ benefits: [SEATS, CREDIT] })] });

function seen(today: Day, held: Subscription, benefits = [] as ReturnType<typeof benefitRecord>[]) {
  return { programme: SOLD, today, book: book({ subscriptions: [held], benefits }) };
}

function seats(today: Day, held: Subscription, ...acts: readonly (readonly [BenefitAct, string?])[]): Holding {
  const records = acts.map(([act, user], index) => benefitRecord({ id: `ben_${index}`, act, user: user ?? null }));
  const found = holdings(seen(today, held, records)).find(({ benefit }) => benefit.id === 'seats');
  if (!found) throw new Error('no seats are granted');
  return found;
}

describe('R21 D21 what a term gives', () => {
  test('D21 the newer term alone gives benefits, from its start; none of the older is added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.nat(1700), (terms, after) => {
        const held = subscription(BOUGHT, terms);
        const today = addDays(BOUGHT, after);
        const inForce = termInForce(held, UNDER, today);
        // An anniversary date is the last day of the term before it (D3).
        const begun = held.terms.filter(({ start, number }) => addDays(start, number > 0 ? 1 : 0) <= today).at(-1);
        const lost = begun !== undefined && today > addDays(begun.end, 30);
        expect(inForce).toEqual(lost ? undefined : begun);
        expect(holdings(seen(today, held)).map(({ benefit }) => benefit.id)).toEqual(lost ? [] : ['seats', 'credit']);
      }),
    );
  });

  test('D21 a new term starts with nothing activated and every licence free', () => {
    const renewed = subscription(BOUGHT, 2);
    const before = seats(day('2019-08-31'), renewed, ['activated'], ['assigned', 'a']);
    expect([before.activated?.act, before.assignments.length, before.until]).toEqual(['activated', 1, '2019-10-01']);
    const after = seats(day('2019-09-02'), renewed, ['activated'], ['assigned', 'a']);
    expect([after.term.number, after.activated, after.assignments]).toEqual([1, undefined, []]);
  });

  test('R21 what was done with another benefit, term or subscription is not done with this one', () => {
    const held = subscription(BOUGHT);
    const elsewhere = [{ benefit: 'credit' }, { term: 1 }, { subscriptionId: 'sub_2' }].flatMap((of, index) => [
      benefitRecord({ id: `ben_${index}`, ...of }),
      benefitRecord({ id: `ben_${index}v`, act: 'key-viewed', ...of }),
      benefitRecord({ id: `ben_${index}a`, act: 'assigned', user: 'a', ...of }),
    ]);
    const [mine, credit] = holdings(seen(BOUGHT, held, elsewhere));
    expect([mine?.activated, mine?.keyViewed, mine?.assignments]).toEqual([undefined, undefined, []]);
    expect([credit?.activated?.id, credit?.keyViewed?.id, credit?.assignments.length]).toEqual(['ben_0', 'ben_0v', 1]);
  });

  test('J6 the licences of a user: those held, each with its subscription and the term that runs or is the last', () => {
    const held = subscription(BOUGHT, 2);
    const act = (id: string, of: Parameters<typeof benefitRecord>[0]) => benefitRecord({ id, act: 'assigned', ...of });
    const benefits = [
      act('ben_1', { user: 'a', term: 0 }),
      act('ben_2', { user: 'a', term: 1 }),
      act('ben_3', { user: 'b', term: 1, benefit: 'desks' }),
      act('ben_4', { user: 'a', term: 1, benefit: 'rooms' }),
      act('ben_5', { user: 'a', term: 1, benefit: 'rooms', act: 'released' }),
    ];
    const all = book({ subscriptions: [held], benefits });
    const mine = (user: string, today: string) => licencesOf(all, user, day(today));
    const seatsOf = (term: number) => ({ subscriptionId: held.id, term, benefit: 'seats' });
    expect(mine('a', '2019-08-31')).toEqual([seatsOf(0), seatsOf(1)]);
    expect(mine('a', '2019-09-02')).toEqual([seatsOf(1)]);
    expect(mine('a', '2031-01-01')).toEqual([seatsOf(1)]);
    expect(mine('b', '2031-01-01')).toEqual([{ subscriptionId: held.id, term: 1, benefit: 'desks' }]);
    expect(mine('c', '2019-08-31')).toEqual([]);
  });

  test('P4 they go on to the last day of the window, and are lost with a cancellation or an upgrade', () => {
    const held = subscription(BOUGHT);
    expect(termInForce(held, UNDER, day('2019-10-01'))?.number).toBe(0);
    expect(termInForce(held, UNDER, day('2019-10-02'))).toBeUndefined();
    const cancelled = { requestId: 'req_1', from: day('2018-10-01'), at: noonOf(BOUGHT), by: 'admin' };
    expect(termInForce({ ...held, cancelled }, UNDER, day('2018-09-30'))?.number).toBe(0);
    expect(termInForce({ ...held, cancelled }, UNDER, day('2018-10-01'))).toBeUndefined();
    expect(termInForce({ ...held, superseded: { on: BOUGHT, by: 'gold' } }, UNDER, BOUGHT)).toBeUndefined();
  });

  test('P4 P7 D10 a licence ran out with the window, or on the day before a cancellation or an upgrade took it', () => {
    const held = subscription(BOUGHT);
    const given = [benefitRecord({ act: 'activated' }), benefitRecord({ id: 'ben_2', act: 'assigned', user: 'a' })];
    const ranOut = (more: Partial<Subscription>) =>
      runOuts(seen(day('2019-12-01'), { ...held, ...more }, given)).map(({ user, on }) => [user, on]);
    const cancelled = { requestId: 'req_1', from: day('2018-10-01'), at: noonOf(BOUGHT), by: 'admin' };
    expect(ranOut({})).toEqual([['a', '2019-10-01']]);
    expect(ranOut({ cancelled })).toEqual([['a', '2018-09-30']]);
    expect(ranOut({ superseded: { on: day('2018-11-01'), by: 'gold' } })).toEqual([['a', '2018-10-31']]);
    // What came after the window takes nothing any more.
    expect(ranOut({ cancelled: { ...cancelled, from: day('2019-11-01') } })).toEqual([['a', '2019-10-01']]);
  });

  test('D10 a renewal that was given back gives nothing, not even on its first day', () => {
    const cancelled = { requestId: 'req_1', from: day('2019-09-02'), at: noonOf(BOUGHT), by: 'admin' };
    const held = subscription(BOUGHT, 2, { cancelled });
    expect(termInForce(held, UNDER, day('2019-09-01'))?.number).toBe(0);
    expect(termInForce(held, UNDER, day('2019-09-02'))).toBeUndefined();
  });
});

describe('J5 what may be done with a benefit', () => {
  test('R21 a licence is assigned once its benefit is activated', () => {
    const wish = { act: 'assigned', user: 'a' } as const;
    expect(mayAct(seats(BOUGHT, subscription(BOUGHT)), wish)).toMatchObject({
      refusal: { code: 'BENEFIT_NOT_ACTIVATED', rule: 'R21' },
    });
    expect(mayAct(seats(BOUGHT, subscription(BOUGHT), ['activated']), wish)).toEqual({ changes: true });
  });

  test('D21 never more licences than granted, whatever is assigned and released', () => {
    const act = fc.tuple(fc.constantFrom<BenefitAct>('assigned', 'released'), fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (wishes) => {
        const done: (readonly [BenefitAct, string?])[] = [['activated']];
        const holding = new Set<string>();
        for (const [kind, user] of wishes) {
          const answer = mayAct(seats(BOUGHT, subscription(BOUGHT), ...done), { act: kind, user });
          const full = kind === 'assigned' && !holding.has(user) && holding.size === 2;
          expect('refusal' in answer).toBe(full);
          if (!('changes' in answer)) continue;
          expect(answer.changes).toBe(holding.has(user) === (kind === 'released'));
          if (answer.changes) done.push([kind, user]);
          if (kind === 'assigned') holding.add(user);
          else holding.delete(user);
        }
        const last = seats(BOUGHT, subscription(BOUGHT), ...done).assignments.map(({ user }) => user);
        expect(new Set(last)).toEqual(holding);
      }),
    );
  });

  test('D22 what was activated elsewhere by its last day is recorded after it, too; what was not, has lapsed', () => {
    const lapsed = { ...seats(BOUGHT, subscription(BOUGHT)), redeemBy: day('2018-10-01'), lapsed: true };
    const on = (text: string) => mayAct(lapsed, { act: 'activated', user: null, on: day(text) });
    expect(on('2018-10-01')).toEqual({ changes: true });
    expect(on('2018-10-02')).toMatchObject({ refusal: { code: 'BENEFIT_LAPSED' } });
  });

  test('D20 a key is viewed before activation too, and each look is one to record', () => {
    const wish = { act: 'key-viewed', user: null } as const;
    expect(mayAct(seats(BOUGHT, subscription(BOUGHT)), wish)).toEqual({ changes: true });
    expect(mayAct(seats(BOUGHT, subscription(BOUGHT), ['key-viewed']), wish)).toEqual({ changes: true });
  });
});

describe('D20 P8 what ends the right to a refund', () => {
  test('P8 only what was used of the same term counts', () => {
    const used = book({ benefits: [benefitRecord(), benefitRecord({ id: 'ben_2', act: 'key-viewed', term: 1 })] });
    expect(useOf(used, 'sub_1', 0)).toEqual({ benefitActivated: true, keyViewed: false });
    expect(useOf(used, 'sub_1', 1)).toEqual({ benefitActivated: false, keyViewed: true });
    expect(useOf(used, 'sub_2', 0)).toEqual({ benefitActivated: false, keyViewed: false });
  });

  test('D20 the first use within the days of the programme, and no other', () => {
    const order = paidOrder(BOUGHT);
    const held = subscription(BOUGHT, 1, { terms: spans(BOUGHT, 1).map((span) => ({ ...span, orderId: order.id })) });
    const endsUnder = (sold: typeof SOLD, today: Day, ...acts: readonly (readonly [BenefitAct])[]) => {
      const one = seats(today, held, ...acts);
      const records = acts.map(([act], index) => benefitRecord({ id: `ben_${index}`, act }));
      const holder = seen(today, held, records);
      return endsRefund({ programme: sold, today, book: { ...holder.book, orders: [order] } }, one);
    };
    const ends = (today: Day, ...acts: readonly (readonly [BenefitAct])[]) => endsUnder(SOLD, today, ...acts);
    const lenient = policy({ refund: { days: 30, unlessBenefitActivated: false } });
    expect(endsUnder({ ...SOLD, policy: lenient }, BOUGHT)).toBe(false);
    expect(endsUnder({ ...SOLD, policy: policy({ refund: null }) }, BOUGHT)).toBe(false);
    expect(ends(BOUGHT)).toBe(true);
    expect(ends(addDays(BOUGHT, 30))).toBe(true);
    expect(ends(addDays(BOUGHT, 31))).toBe(false);
    expect(ends(BOUGHT, ['activated'])).toBe(false);
    expect(ends(BOUGHT, ['key-viewed'])).toBe(false);
  });

  test('D20 nothing of what was cancelled, whose money has gone its way, nor of a term without its order', () => {
    const order = paidOrder(BOUGHT);
    const terms = spans(BOUGHT, 1).map((span) => ({ ...span, orderId: order.id }));
    const held = subscription(BOUGHT, 1, { terms });
    const cancelled = { requestId: 'req_1', from: addDays(BOUGHT, 365), at: noonOf(BOUGHT), by: 'someone' };
    const ends = (one: Subscription, orders: readonly Order[]) => {
      const { book: holder } = seen(BOUGHT, one);
      return endsRefund({ programme: SOLD, today: BOUGHT, book: { ...holder, orders } }, seats(BOUGHT, one));
    };
    expect(ends(held, [order])).toBe(true);
    expect(ends({ ...held, cancelled }, [order])).toBe(false);
    expect(ends(held, [])).toBe(false);
  });
});

describe('P4 a credit that lapses', () => {
  const credits = (today: Day, held: Subscription) => {
    const found = holdings(seen(today, held)).find(({ benefit }) => benefit.id === 'credit');
    return found ? creditPeriods(found, today) : [];
  };

  test('D1 twelve months a year, counted from the start of the term, without a gap and one at a time', () => {
    const anyDay = fc.nat(4000).map((days) => addDays(day('2016-01-01'), days));
    fc.assert(
      fc.property(anyDay, fc.nat(366), (bought, after) => {
        const held = subscription(bought);
        const [term] = held.terms;
        const today = addDays(bought, after);
        if (!term || today > term.end) return;
        const periods = credits(today, held);
        expect(periods).toHaveLength(12);
        expect(periods.map(({ from }) => from)).toEqual(
          periods.map((_, months) => add(bought, { years: 0, months, days: 0 })),
        );
        periods.slice(1).forEach(({ from }, index) => expect(addDays(periods[index]?.to ?? from, 1)).toBe(from));
        expect(periods.at(-1)?.to).toBe(term.end);
        expect(periods.filter(({ state }) => state === 'current')).toHaveLength(1);
      }),
    );
  });

  test('D1 from the 31st, a short month takes nothing away from the next', () => {
    const starts = credits(day('2019-01-31'), subscription(day('2019-01-31'))).map(({ from }) => from);
    expect(starts.slice(0, 4)).toEqual(['2019-01-31', '2019-02-28', '2019-03-31', '2019-04-30']);
  });

  test('P4 in grace the last month goes on and no new one is given; then there is none', () => {
    const grace = credits(day('2019-09-15'), subscription(BOUGHT));
    expect(grace).toHaveLength(12);
    expect(grace.at(-1)).toMatchObject({ to: '2019-10-01', state: 'current' });
    expect(credits(day('2019-10-02'), subscription(BOUGHT))).toEqual([]);
  });
});

test('D20 a product key of the sandbox says so, is the same each time, and shows nothing while it is hidden', () => {
  const shape = /^SANDBOX(-[2-9BCDFGHJKMNPQRTVWXY]{5}){4}$/;
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), (digest) => {
      expect(sandboxKey(digest)).toMatch(shape);
      expect(sandboxKey(digest)).toBe(sandboxKey(digest));
    }),
  );
  const counted = Array.from({ length: 20 }, (_, place) => place.toString(16).padStart(2, '0')).join('');
  expect(sandboxKey(counted)).toBe('SANDBOX-23456-789BC-DFGHJ-KMNPQ');
  expect(HIDDEN_KEY).toBe('SANDBOX-*****-*****-*****-*****');
  expect(keySeed('inst', 'sub_1', 0, 'a')).not.toBe(keySeed('inst', 'sub_1', 1, 'a'));
});

describe('R21, D22 what may be done with a benefit', () => {
  const held = subscription(BOUGHT);
  const REDEEM = addDays(BOUGHT, 60);
  const late = (changes: Partial<Holding> = {}): Holding => ({
    ...seats(BOUGHT, held, ['activated'], ['assigned', 'a'], ['assigned', 'b']),
    redeemBy: REDEEM,
    ...changes,
  });
  const code = (answer: ReturnType<typeof mayAct>) => ('refusal' in answer ? answer.refusal.code : answer.changes);
  const may = (holding: Holding, act: BenefitAct, user: string | null = null, on?: Day) =>
    code(mayAct(holding, { act, user, ...(on ? { on } : {}) }));

  test('what lapsed is neither activated nor used, and its licences are given back all the same', () => {
    const lapsed = late({ lapsed: true });
    expect(may(lapsed, 'activated')).toBe('BENEFIT_LAPSED');
    expect(may(lapsed, 'key-viewed')).toBe('BENEFIT_LAPSED');
    expect(may(lapsed, 'released', 'a')).toBe(true);
    expect(may(lapsed, 'activated', null, REDEEM)).toBe(false);
    expect(may(lapsed, 'activated', null, addDays(REDEEM, 1))).toBe('BENEFIT_LAPSED');
  });

  test('it is activated once, and not before its term began', () => {
    const early = addDays(BOUGHT, -1);
    expect(may(late(), 'activated', null, early)).toBe(false);
    expect(may(late({ activated: undefined }), 'activated', null, early)).toBe('DAY_TOO_EARLY');
    expect(may(late({ activated: undefined }), 'activated', null, BOUGHT)).toBe(true);
  });

  test('a licence that runs out is handed out to the same user again, though all are taken', () => {
    const [first, second] = late().assignments;
    if (!first || !second) throw new Error('nobody has a licence');
    expect(may(late(), 'assigned', 'a')).toBe(false);
    expect(may(late(), 'assigned', 'c')).toBe('LICENCES_EXHAUSTED');
    const ending = late({ assignments: [{ ...first, runsOut: REDEEM }, second] });
    expect(may(ending, 'assigned', first.user)).toBe(true);
    expect(may(ending, 'assigned', 'c')).toBe('LICENCES_EXHAUSTED');
  });

  test('R3 what is not granted names the offers that grant it', () => {
    const sold = programme({
      offers: [offer({ benefits: [CREDIT, SEATS] }), offer({ id: 'other', benefits: [CREDIT] })],
    });
    expect(notGranted(sold, 'seats')).toMatchObject({
      code: 'BENEFIT_NOT_GRANTED',
      benefit: 'seats',
      offers: ['pack'],
    });
    expect(notGranted(sold, 'credit')).toMatchObject({ offers: ['pack', 'other'] });
    expect(notGranted(sold, 'none')).toMatchObject({ offers: [] });
  });
});
