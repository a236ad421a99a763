import {
  activatedAmong,
  holdingsOf,
  lapsingSoon,
  licencesIn,
  licencesOf,
  runOuts,
  termInForce,
  toRedeem,
  usedOf,
} from '../../src/core/benefit.js';
import type { Book } from '../../src/core/book.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import type { Benefit } from '../../src/core/programme.js';
import type { BenefitRecord } from '../../src/core/records.js';
import { founder } from '../../src/core/user.js';
import type { Subscription } from '../../src/core/subscription.js';
import { paidOrder } from './support.js';
import { account, benefitRecord, book, day, offer, policy, programme, spans, subscription } from './world.js';

const BOUGHT = day('2018-09-01');
const AD = day('2019-09-01');
const SEATS: Benefit = { id: 'seats', kind: 'licence', name: { en: 'Seats' }, quantity: 2 };
const EXTRA: Benefit = { id: 'extra', kind: 'credit', name: { en: 'Extra' } };
const REDEEM = policy({ redeemWithin: { months: 1, warnDays: 7 } });
const BY = 'admin@contoso.example';

const cancelledFrom = (from: Day) => ({ cancelled: { requestId: 'req_1', from, at: noonOf(BOUGHT), by: BY } });
const record = (id: number, changes: Partial<BenefitRecord>) => benefitRecord({ id: `ben_${id}`, ...changes });

function seen(today: Day, held: Subscription, has: Partial<Book> = {}, under = REDEEM, benefits = [SEATS, EXTRA]) {
  const sold = programme({ policy: under, offers: [offer({ benefits })] });
  return { programme: sold, today, book: book({ subscriptions: [held], ...has }) };
}

describe('D22 what is activated within a time lapses after it', () => {
  const held = subscription(BOUGHT);
  const soon = (today: string, has: Partial<Book> = {}, of = held, under = REDEEM) => {
    const view = seen(day(today), of, has, under);
    return lapsingSoon(view, of);
  };

  test('it is warned of from some days before its last day to that day', () => {
    const lapsing = { on: '2018-10-01', benefits: ['seats', 'extra'] };
    expect(['2018-09-23', '2018-09-24', '2018-10-01', '2018-10-02'].map((today) => soon(today))).toEqual([
      undefined,
      lapsing,
      lapsing,
      undefined,
    ]);
    const today = { ...REDEEM, redeemWithin: { months: 1, warnDays: 0 } };
    expect(['2018-09-30', '2018-10-01'].map((on) => soon(on, {}, held, today)?.on)).toEqual([undefined, '2018-10-01']);
    expect(soon('2018-10-01', { benefits: [record(1, {})] })?.benefits).toEqual(['extra']);
    expect(soon('2018-10-01', {}, held, policy())).toBeUndefined();
  });

  test('and never after it is gone', () => {
    const short = subscription(BOUGHT, 1, cancelledFrom(day('2018-09-20')));
    expect(toRedeem(seen(BOUGHT, short), short)).toEqual([
      { benefit: 'seats', by: '2018-09-19' },
      { benefit: 'extra', by: '2018-09-19' },
    ]);
    const [holding] = holdingsOf(seen(BOUGHT, short), short);
    expect(holding).toMatchObject({ until: '2018-09-19', redeemBy: '2018-09-19', lapsed: false });
    const lapsed = (today: string, benefits: readonly BenefitRecord[] = []) =>
      holdingsOf(seen(day(today), held, { benefits }), held)[0]?.lapsed;
    expect([lapsed('2018-10-01'), lapsed('2018-10-02'), lapsed('2018-10-02', [record(1, {})])]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('P4, D10 which term gives what there is', () => {
  const moving = policy({ anniversaryAfterRenewal: 'payment-date' });
  const LATE = day('2019-09-10');
  const [first] = spans(BOUGHT, 1);
  const late = (from: Day): Subscription => {
    const second = { ...spans(LATE, 1)[0], number: 1, orderId: 'ord_1' };
    return subscription(BOUGHT, 1, {
      terms: [{ ...first, orderId: 'ord_0' }, second] as never,
      ...cancelledFrom(from),
    });
  };

  test('one that was given back on its first day gives nothing on it; one that was later, until then', () => {
    const inForce = (today: Day, from: Day) => termInForce(late(from), moving, today)?.number;
    expect([addDays(LATE, 1), addDays(LATE, 2)].map((from) => inForce(LATE, from))).toEqual([0, 1]);
    const bought = subscription(BOUGHT, 1, cancelledFrom(addDays(BOUGHT, 1)));
    expect(termInForce(bought, moving, BOUGHT)?.number).toBe(0);
  });

  test('what is paid late was not there before', () => {
    const held = subscription(BOUGHT);
    const from = (paidOn: Day) =>
      holdingsOf(seen(addDays(BOUGHT, 9), held, { orders: [paidOrder(paidOn)] }), held)[0]?.from;
    expect(from(BOUGHT)).toEqual({ day: BOUGHT, since: 'given' });
    expect(from(addDays(BOUGHT, 1))).toEqual({ day: addDays(BOUGHT, 1), since: 'paid' });
  });

  test('the first look at a key is the one that counts, and licences are what somebody holds', () => {
    const held = subscription(BOUGHT);
    const looks = [record(1, { act: 'key-viewed' }), record(2, { act: 'key-viewed' })];
    const found = holdingsOf(seen(BOUGHT, held, { benefits: looks }), held);
    expect([found[0]?.keyViewed?.id, activatedAmong(found)]).toEqual(['ben_1', 0]);
    expect(activatedAmong(holdingsOf(seen(BOUGHT, held, { benefits: [record(1, {})] }), held))).toBe(1);
    expect(licencesIn(seen(BOUGHT, held), held, BOUGHT).map(({ id }) => id)).toEqual(['seats']);
  });
});

describe('D21 licences go on with a renewal where that was asked for', () => {
  const held = subscription(BOUGHT, 2);
  const given = [
    record(1, {}),
    record(2, { act: 'assigned', user: BY }),
    record(3, { act: 'assigned', user: 'gone@x.example' }),
  ];
  const renewal = (keepsHolders: boolean) => ({
    ...paidOrder(AD, spans(BOUGHT, 2)[1]),
    ...(keepsHolders ? { keepsHolders } : {}),
  });
  const has = (keeps: boolean, benefits: readonly BenefitRecord[] = given): Partial<Book> => ({
    orders: [paidOrder(BOUGHT), renewal(keeps)],
    benefits,
    users: [founder(account())],
  });
  const users = (today: string, keeps: boolean, benefits = given, sold = [SEATS, EXTRA]) =>
    holdingsOf(seen(day(today), held, has(keeps, benefits), policy(), sold), held)[0];

  test('they and their activation are there from the first day', () => {
    const going = users('2019-09-02', true);
    expect(going?.assignments.map(({ user }) => user)).toEqual([BY, 'gone@x.example']);
    expect(going?.activated?.id).toBe('ben_1');
    // With a single holder, too; with none, the new term begins with nothing.
    expect(users('2019-09-02', true, given.slice(0, 2))?.activated?.id).toBe('ben_1');
    expect(users('2019-09-02', true, given.slice(0, 1))?.activated).toBeUndefined();
  });

  test('P4 otherwise they run out with the days after the old term, for who is still of the team', () => {
    expect(users('2019-09-02', false)).toMatchObject({
      activated: undefined,
      assignments: [{ user: BY, runsOut: '2019-10-01' }],
    });
    expect(users('2019-10-01', false)?.assignments).toHaveLength(1);
    expect(users('2019-10-02', false)?.assignments).toEqual([]);
  });

  test('no more go on than the new term has; of what it does not give, none', () => {
    const fewer = [
      { ...SEATS, until: BOUGHT },
      { ...SEATS, quantity: 1, from: AD },
    ];
    expect(users('2019-09-02', true, given, fewer)?.assignments.map(({ user }) => user)).toEqual([BY]);
    const none = seen(day('2019-12-01'), held, has(true), policy(), [{ ...SEATS, until: BOUGHT }]);
    expect(runOuts(none).map(({ user, on }) => [user, on])).toEqual([
      [BY, '2019-10-01'],
      ['gone@x.example', '2019-10-01'],
    ]);
  });

  test('what goes on, or was handed out again, has not run out; the rest has, once its last day is over', () => {
    const ranOut = (today: string, keeps: boolean, more: readonly BenefitRecord[] = []) =>
      runOuts(seen(day(today), held, has(keeps, [...given, ...more]), policy())).map(({ user, term }) => [
        user,
        term.number,
      ]);
    const both = [
      [BY, 0],
      ['gone@x.example', 0],
    ];
    expect([ranOut('2019-10-01', false), ranOut('2019-10-02', false)]).toEqual([[], both]);
    expect(ranOut('2019-10-02', true)).toEqual([]);
    const again = [record(4, { term: 1, act: 'assigned', user: BY })];
    expect(ranOut('2019-10-02', false, again)).toEqual([['gone@x.example', 0]]);
    expect(ranOut('2020-10-02', true)).toEqual(both.map(([user]) => [user, 1]));
  });

  test('P8, D20 what goes on is used from the first day of the new term', () => {
    const [, next] = held.terms;
    if (!next) throw new Error('no second term');
    const used = (today: string, keeps: boolean, benefits = given) =>
      usedOf(book({ subscriptions: [held], ...has(keeps, benefits) }), held, next, day(today)).benefitActivated;
    expect([used('2019-09-01', true), used('2019-09-02', true), used('2019-09-02', false)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(used('2019-09-02', true, given.slice(0, 1))).toBe(false);
    expect(used('2019-09-02', true, [given[1] as BenefitRecord])).toBe(true);
    const other = record(9, { benefit: 'extra', act: 'activated' });
    expect(used('2019-09-02', true, [other, ...given])).toBe(true);
    expect(used('2019-09-01', true, [record(5, { term: 1 })])).toBe(true);
  });

  test('J6 what goes on with a coming term is given up with the running one', () => {
    const terms = (today: string, keeps: boolean) =>
      licencesOf(book({ subscriptions: [held], ...has(keeps) }), BY, day(today)).map(({ term }) => term);
    expect([terms('2019-09-01', true), terms('2019-09-02', true), terms('2019-09-01', false)]).toEqual([[0], [1], [0]]);
    expect(terms('2019-09-02', false)).toEqual([]);
    const other = subscription(BOUGHT, 1, { id: 'sub_2' });
    const beside = book({ subscriptions: [held, other], ...has(true) });
    expect(licencesOf(beside, BY, BOUGHT).map(({ subscriptionId }) => subscriptionId)).toEqual(['sub_1']);
  });
});
