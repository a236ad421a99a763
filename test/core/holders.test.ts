import { holdings, type Holding } from '../../src/core/benefit.js';
import { holdersAhead, holdersLosing } from '../../src/core/holders.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { lastTerm, type Subscription } from '../../src/core/subscription.js';
import type { Benefit } from '../../src/core/programme.js';
import { paidOrder } from './support.js';
import { benefitRecord, book, day, offer, policy, programme, spans, subscription } from './world.js';

const BOUGHT = day('2018-09-01');
const RENEWED = day('2019-09-01');
const SEATS: Benefit = { id: 'seats', kind: 'licence', name: { en: 'Seats' }, quantity: 3 };
const fewer = (quantity: number): readonly Benefit[] => [
  { ...SEATS, until: addDays(RENEWED, -1) },
  { ...SEATS, quantity, from: RENEWED },
];

/** Three people hold a licence of the first term, a first and c last. */
function seen(today: Day, terms: number, keeps: boolean, benefits: readonly Benefit[] = [SEATS]) {
  const held = subscription(BOUGHT, terms);
  const [, second] = spans(BOUGHT, 2);
  const order = second && { ...paidOrder(RENEWED, second), ...(keeps ? { keepsHolders: true as const } : {}) };
  const records = [
    benefitRecord({ id: 'ben_0' }),
    ...['a', 'b', 'c'].map((user) => benefitRecord({ id: `ben_${user}`, act: 'assigned', user })),
  ];
  const users = ['a', 'b', 'c'].map((email) => ({
    accountId: 'acc_1',
    email,
    roles: ['user'] as const,
    addedOn: BOUGHT,
    addedBy: 'a',
    removedOn: null,
  }));
  const under = policy({ benefitsUntil: 30 });
  return {
    held,
    view: {
      programme: programme({ policy: under, offers: [offer({ benefits })] }),
      book: book({ subscriptions: [held], orders: order ? [order] : [], benefits: records, users }),
      today,
    },
  };
}

function seatsOn(today: Day, keeps: boolean, benefits?: readonly Benefit[]): Holding {
  const [found] = holdings(seen(today, 2, keeps, benefits).view);
  if (!found) throw new Error('nothing is granted');
  return found;
}

const users = ({ assignments }: Holding) => assignments.map(({ user }) => user);

test('D21 who was handed one out again in the new term loses none', () => {
  const { view: now, held } = seen(addDays(RENEWED, 1), 2, false);
  const again = benefitRecord({ id: 'ben_again', term: 1, act: 'assigned', user: 'a' });
  const benefits = [...now.book.benefits, again];
  const losing = holdersLosing({ ...now, book: { ...now.book, benefits } }, held);
  expect(losing.map(({ user }) => user)).toEqual(['b', 'c']);
});

test('D21 as many as the new term has go on, who held one the longest first, and never more', () => {
  const inForce = addDays(RENEWED, 1);
  for (const [count, goOn] of [
    [5, ['a', 'b', 'c']],
    [2, ['a', 'b']],
    [0, []],
  ] as const) {
    const found = seatsOn(inForce, true, fewer(count));
    expect(users(found)).toEqual(goOn);
    expect(found.activated !== undefined).toBe(goOn.length > 0);
    const { view, held } = seen(RENEWED, 1, false, fewer(count));
    const ahead = holdersAhead(view, held, { start: RENEWED }, true);
    expect(ahead.filter(({ until }) => until === null).map(({ user }) => user)).toEqual(goOn);
    expect(ahead.filter(({ until }) => until !== null).every(({ until }) => until === lastTerm(held).end)).toBe(true);
  }
});

test('D21 P4 what is not handed out again runs out on the day on which it would have without a renewal', () => {
  const last = addDays(RENEWED, 30);
  for (const today of [addDays(RENEWED, 1), last]) {
    const found = seatsOn(today, false);
    expect(found.assignments.map(({ user, runsOut }) => [user, runsOut])).toEqual([
      ['a', last],
      ['b', last],
      ['c', last],
    ]);
    expect(found.activated).toBeUndefined();
    const { view, held } = seen(today, 2, false);
    expect(holdersLosing(view, held)).toHaveLength(3);
  }
  expect(seatsOn(addDays(last, 1), false).assignments).toEqual([]);
  expect(holdersLosing(seen(addDays(last, 1), 2, false).view, subscription(BOUGHT, 2))).toEqual([]);
});

test('D21 whoever is not renewed loses it then, and whoever goes on loses nothing', () => {
  const { view, held } = seen(RENEWED, 1, false);
  expect(holdersAhead(view, held, null, false).map(({ until }) => until)).toEqual(Array(3).fill(addDays(RENEWED, 30)));
  expect(holdersAhead(view, held, { start: RENEWED }, true).map(({ until }) => until)).toEqual([null, null, null]);
});

test('D21 renewed ahead, what does not go on is told of to its last day, and nothing of what is over', () => {
  const losing = (today: Day, keeps: boolean, benefits?: readonly Benefit[], changes: Partial<Subscription> = {}) => {
    const { view, held } = seen(today, 2, keeps, benefits);
    return holdersLosing(view, { ...held, ...changes }).map(({ user, until }) => `${user} ${until}`);
  };
  const ahead = addDays(RENEWED, -10);
  const last = addDays(RENEWED, 30);
  expect(losing(ahead, false)).toEqual(['a', 'b', 'c'].map((user) => `${user} ${last}`));
  expect(losing(ahead, true)).toEqual([]);
  expect(losing(ahead, true, fewer(2))).toEqual([`c ${RENEWED}`]);
  expect(losing(RENEWED, true, fewer(2))).toEqual([`c ${RENEWED}`]);
  expect(losing(addDays(RENEWED, 1), true, fewer(2))).toEqual([]);
  expect(losing(ahead, true, [{ ...SEATS, until: addDays(RENEWED, -1) }])).toEqual(
    ['a', 'b', 'c'].map((user) => `${user} ${RENEWED}`),
  );
  const cancelled = { requestId: 'req_1', from: last, at: noonOf(BOUGHT), by: 'a' };
  for (const over of [{ cancelled }, { superseded: { on: RENEWED, by: 'gold' } }])
    expect(losing(ahead, false, undefined, over)).toEqual([]);
  const { view, held } = seen(ahead, 1, false);
  expect(holdersLosing(view, held)).toEqual([]);
  expect(holdersAhead(view, held, { start: RENEWED }, false).map(({ until }) => until)).toEqual([last, last, last]);
});
