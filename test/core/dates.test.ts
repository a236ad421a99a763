import { comingDates, datesOf, datesOfTerm, type DateKind } from '../../src/core/dates.js';
import { addDays, anniversary, noonOf, type Day } from '../../src/core/day.js';
import type { Book } from '../../src/core/book.js';
import type { Subscription } from '../../src/core/subscription.js';
import { firstTerm, nextTerm } from '../../src/core/subscription.js';
import { elsewhere } from './elsewhere.js';
import { awaiting } from './support.js';
import { account, book, day, offer, policy, subscription, view } from './world.js';

const ANCHOR = day('2026-03-01');
const AD = anniversary(ANCHOR, 1);
const COMING: readonly [DateKind, Day][] = [
  ['opens', addDays(AD, -90)],
  ['reminder', addDays(AD, -15)],
  ['reminder', addDays(AD, 23)],
  ['anniversary', AD],
];

function datesOn(today: Day, changes: Partial<Subscription> = {}, has: Partial<Book> = {}) {
  const held = subscription(ANCHOR, 1, changes);
  const seen = { ...view(today), book: book({ subscriptions: [held], ...has }) };
  return datesOf(seen, held).map(({ what, day: on }) => [what, on]);
}

test('P1, P2, P5 a running term has its window, its reminders, its anniversary date and its charge', () => {
  expect(datesOn(ANCHOR)).toEqual([['started', ANCHOR], ...COMING, ['charge', AD], ['closes', addDays(AD, 30)]]);
});

test('D23 when something that was bought elsewhere began is a date only where somebody said so', () => {
  const first = (started: Day | null) => {
    const { view: seen, held } = elsewhere('on', {}, { started });
    return datesOf(seen, held)[0];
  };
  expect(first(day('2018-09-01'))).toEqual({ day: '2018-09-01', what: 'started' });
  expect(first(null)).toMatchObject({ what: 'opens' });
});

test('R15 once it is turned off, nothing is charged', () => {
  const turnedOff = [{ term: 0, at: noonOf(addDays(ANCHOR, 9)), by: 'someone' }];
  expect(datesOn(AD, { turnedOff })).toEqual([
    ['started', ANCHOR],
    ['turnedOff', addDays(ANCHOR, 9)],
    ...COMING,
    ['closes', addDays(AD, 30)],
  ]);
});

test('D30 what is presumed to have expired could be renewed to its last day, and nobody says that it has expired', () => {
  const { view: seen, held } = elsewhere('on');
  const ends = datesOf({ ...seen, today: day('2019-12-01') }, held).map(({ what }) => what);
  expect(ends.slice(-2)).toEqual(['anniversary', 'closes']);
});

test('D29 what the vendor charges has the day on which that is expected, and whether it is sure', () => {
  const coming = (renewal: 'on' | 'unknown' | 'off') => {
    const { view: seen, held } = elsewhere(renewal);
    return comingDates(seen, held).filter(({ what }) => /vendor|charge/i.test(what));
  };
  expect(coming('on')).toEqual([{ day: '2019-09-01', what: 'atVendor' }]);
  expect(coming('unknown')).toEqual([{ day: '2019-09-01', what: 'maybeAtVendor' }]);
  expect(coming('off')).toEqual([]);
});

test('D34 what was left behind in another programme has its reminders and its end, and no window', () => {
  const behind = datesOn(ANCHOR, {}, { account: account({ programme: 'another' }) });
  expect(behind).toEqual([['started', ANCHOR], ...COMING.slice(1)]);
});

test.each(['unknown', 'off'] as const)(
  'D34 D29 what was left behind at the vendor, automatic renewal %s, has no window, and a last day to activate its benefits',
  (renewal) => {
    const { view: seen, held } = elsewhere(
      renewal,
      { redeemWithin: { months: 1, warnDays: 7 } },
      { started: day('2018-09-01') },
    );
    const offers = [offer({ benefits: [{ id: 'credit', kind: 'credit', name: { en: 'Credit' } }] })];
    const sold = { ...seen.programme, offers };
    const behind = { ...seen, programme: sold, book: { ...seen.book, account: account({ programme: 'another' }) } };
    const coming = comingDates(behind, held).map(({ what }) => what);
    expect(coming).toEqual(expect.arrayContaining(['reminder', 'anniversary', 'redeemBy']));
    expect(coming.includes('maybeAtVendor')).toBe(renewal === 'unknown');
    expect(coming.filter((what) => what === 'opens' || what === 'closes')).toEqual([]);
  },
);

test('P9 while funds are awaited, their last day is one, and the charge comes after it', () => {
  const next = nextTerm(firstTerm(ANCHOR, 1), policy(), 1, AD);
  const order = { ...awaiting(addDays(AD, 5)), term: next, subscriptionId: 'sub_1' };
  expect(datesOn(AD, {}, { orders: [order] }).slice(-3)).toEqual([
    ['fundsDue', addDays(AD, 5)],
    ['charge', addDays(AD, 6)],
    ['closes', addDays(AD, 30)],
  ]);
});

test('D3, D10, P7 what is over has its end and nothing that would come', () => {
  const cancelled = { requestId: 'req_1', from: addDays(ANCHOR, 20), at: noonOf(ANCHOR), by: 'someone' };
  const end = (what: DateKind, on: Day) => [
    ['started', ANCHOR],
    [what, on],
  ];
  expect(datesOn(addDays(AD, 31))).toEqual([
    ...end('anniversary', AD),
    ['closes', addDays(AD, 30)],
    ['expired', addDays(AD, 31)],
  ]);
  const behind = { account: account({ programme: 'another' }) };
  expect(datesOn(addDays(AD, 31), {}, behind).map(([what]) => what)).toEqual(['started', 'anniversary', 'expired']);
  expect(datesOn(ANCHOR, { cancelled })).toEqual(end('cancelled', cancelled.from));
  expect(datesOn(ANCHOR, { cancelled: { ...cancelled, from: ANCHOR } })).toEqual(end('cancelled', ANCHOR));
  expect(datesOn(ANCHOR, { superseded: { on: AD, by: 'gold' } })).toEqual(end('superseded', AD));
});

test('P8, D10 a term that was renewed ahead and given back never began; one that was given back later did', () => {
  const cancelled = (from: Day) => ({ requestId: 'req_1', from, at: noonOf(AD), by: 'someone' });
  const dates = (from: Day) => {
    const held = subscription(ANCHOR, 2, { cancelled: cancelled(from) });
    const seen = { ...view(addDays(AD, 9)), book: book({ subscriptions: [held] }) };
    return datesOf(seen, held).map(({ what, day: on }) => [what, on]);
  };
  const end = (from: Day) => ['cancelled', from];
  expect(dates(addDays(AD, 1))).toEqual([['started', ANCHOR], end(addDays(AD, 1))]);
  expect(dates(addDays(AD, 2))).toEqual([['started', ANCHOR], ['renewed', AD], end(addDays(AD, 2))]);
  const renewed = subscription(ANCHOR, 2);
  expect(datesOf({ ...view(ANCHOR), book: book({ subscriptions: [renewed] }) }, renewed)[1]).toEqual({
    day: AD,
    what: 'renewed',
  });
});

test('P5 who asked for more reminders has them in the order of their days', () => {
  const under = policy({ reminders: { always: [23, -15], onRequest: [-30, -7] } });
  const reminders = datesOfTerm(firstTerm(ANCHOR, 1), under, [-7, -1]).filter(({ what }) => what === 'reminder');
  expect(reminders.map(({ day: on }) => on)).toEqual([addDays(AD, -15), addDays(AD, -7), addDays(AD, 23)]);
});
