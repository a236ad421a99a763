import type { Holding } from '../../src/core/benefit.js';
import { creditPeriods } from '../../src/core/credit.js';
import { addDays, type Day } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import { day, spans } from './world.js';

const [TERM] = spans(day('2026-01-31'), 1);
const AD = day('2027-01-31');
const UNTIL = addDays(AD, 30);
const AMOUNT = money(10000, 'USD');

function periods(today: Day, every: 'month' | 'year' = 'month', until = UNTIL) {
  const holding = { term: TERM, until, benefit: { credit: { every, money: AMOUNT } } };
  return creditPeriods(holding as unknown as Holding, today);
}

describe('D1, P4 what a credit gives in each month of a term', () => {
  test('is counted from the start of the term each time, and from 1', () => {
    const all = periods(AD);
    expect(all.map(({ number, from, to }) => `${number} ${from} ${to}`)).toEqual([
      '1 2026-01-31 2026-02-27',
      '2 2026-02-28 2026-03-30',
      '3 2026-03-31 2026-04-29',
      '4 2026-04-30 2026-05-30',
      '5 2026-05-31 2026-06-29',
      '6 2026-06-30 2026-07-30',
      '7 2026-07-31 2026-08-30',
      '8 2026-08-31 2026-09-29',
      '9 2026-09-30 2026-10-30',
      '10 2026-10-31 2026-11-29',
      '11 2026-11-30 2026-12-30',
      '12 2026-12-31 2027-01-31',
    ]);
    expect(all.every(({ amount }) => amount === AMOUNT)).toBe(true);
  });

  test.each([
    ['2026-02-27', 'current', 'coming'],
    ['2026-02-28', 'lapsed', 'current'],
    ['2026-03-30', 'lapsed', 'current'],
    ['2026-03-31', 'lapsed', 'lapsed'],
  ])('on %s the first is %s, the second %s', (today, first, second) =>
    expect(
      periods(day(today))
        .slice(0, 2)
        .map(({ state }) => state),
    ).toEqual([first, second]),
  );

  test.each([
    ['on the anniversary date', AD, UNTIL, AD],
    ['while the next term is not paid', addDays(AD, 1), UNTIL, UNTIL],
    ['where the benefits end with the term', AD, AD, AD],
    ['where they end before', AD, addDays(AD, -1), addDays(AD, -1)],
  ])('the last goes on: %s', (_, today, until, to) => {
    expect(periods(today, 'month', until).at(-1)?.to).toBe(to);
    expect(periods(today, 'year', until)).toMatchObject([{ number: 1, from: '2026-01-31', to }]);
  });

  test('one of a year begins with each year of the term', () => {
    const [long] = spans(day('2026-02-28'), 1, undefined, 3);
    const holding = { term: long, until: day('2029-03-30'), benefit: { credit: { every: 'year', money: AMOUNT } } };
    const starts = creditPeriods(holding as unknown as Holding, AD).map(({ number, from, to }) => [number, from, to]);
    expect(starts).toEqual([
      [1, '2026-02-28', '2027-02-27'],
      [2, '2027-02-28', '2028-02-27'],
      [3, '2028-02-28', '2029-02-28'],
    ]);
  });

  test('what is no credit has none', () =>
    expect(creditPeriods({ term: TERM, until: UNTIL, benefit: {} } as unknown as Holding, AD)).toEqual([]));
});
