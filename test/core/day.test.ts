import fc from 'fast-check';
import {
  add,
  addDays,
  anniversary,
  dayOf,
  daysBetween,
  lastDayOfMonth,
  noonOf,
  parseDay,
  parseDuration,
  parseInstant,
  type Day,
  type Instant,
} from '../../src/core/day.js';
import { CALENDAR } from './calendar.js';
import { day } from './world.js';

const MS_PER_DAY = 86_400_000;

/** The day as the platform's own calendar counts it: independent of the arithmetic under test. */
function byDate(text: string, days = 0): string {
  return new Date(Date.parse(`${text}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Fliegel and Van Flandern's Julian day number, in truncating integer divisions. */
function julianDay(text: string): number {
  const [year, month, of] = text.split('-').map(Number) as [number, number, number];
  const early = Math.trunc((month - 14) / 12);
  return (
    Math.trunc((1461 * (year + 4800 + early)) / 4) +
    Math.trunc((367 * (month - 2 - 12 * early)) / 12) -
    Math.trunc((3 * Math.trunc((year + 4900 + early) / 100)) / 4) +
    of -
    32075
  );
}

const SPAN = daysBetween(day('0001-01-01'), day('9999-12-31'));
const anyDay = fc.integer({ min: 0, max: SPAN }).map((days) => byDate('0001-01-01', days) as Day);
const leapDay = fc.constantFrom(
  ...['0004', '1600', '1996', '2000', '2024', '2096', '9996'].map((year) => day(`${year}-02-29`)),
);

describe('D1 a year is a calendar year, counted from the anchor', () => {
  test.each(CALENDAR.anniversaries)('D1 $id: $anchor + $k years is $expected', ({ anchor, k, expected, traps }) => {
    const found = anniversary(anchor, k);
    expect(found).toBe(expected);
    for (const trap of Object.values(traps)) if (trap !== expected) expect(found).not.toBe(trap);
  });

  test.each(CALENDAR.terms)(
    'D1 $id: term $k of $anchor runs $days days to $endExclusive',
    ({ anchor, k, start, endExclusive, days }) => {
      expect(anniversary(anchor, k)).toBe(start);
      expect(anniversary(anchor, k + 1)).toBe(endExclusive);
      expect(daysBetween(start, endExclusive)).toBe(days);
    },
  );

  test('D1 an anniversary keeps month and day, but for 29 February in a common year', () => {
    fc.assert(
      fc.property(fc.oneof(anyDay, leapDay), fc.integer({ min: 0, max: 400 }), (anchor, years) => {
        const year = Number(anchor.slice(0, 4)) + years;
        fc.pre(year <= 9999);
        const same = `${String(year).padStart(4, '0')}${anchor.slice(4)}`;
        // The platform's calendar rolls a day that does not exist over to March.
        const exists = byDate('0001-01-01', julianDay(same) - julianDay('0001-01-01')) === same;
        expect(anniversary(anchor, years)).toBe(exists ? same : same.replace('02-29', '02-28'));
      }),
    );
  });

  test('D1 29 February comes back in every leap year', () => {
    const anchor = day('2024-02-29');
    expect([1, 2, 3, 4, 76].map((years) => anniversary(anchor, years))).toEqual([
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
      '2100-02-28',
    ]);
    expect(anniversary(anchor, 80)).toBe('2104-02-29');
  });
});

describe('D2 dates are civil dates', () => {
  test('D2 days between two days are those of Julian day numbers', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        expect(daysBetween(from, to)).toBe(julianDay(to) - julianDay(from));
        expect(addDays(from, daysBetween(from, to))).toBe(to);
      }),
    );
  });

  test('D2 adding days agrees with the platform calendar over the whole range', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800_000, max: 800_000 }), (from, days) => {
        const inside = julianDay(from) + days;
        fc.pre(inside >= julianDay('0001-01-01') && inside <= julianDay('9999-12-31'));
        expect(addDays(from, days)).toBe(byDate(from, days));
      }),
    );
  });

  test('D2 every day of a whole cycle of 400 years follows the one before', () => {
    let expected = Date.UTC(1999, 11, 31);
    let today = day('1999-12-31');
    let wrong = 0;
    for (let days = 0; days < 146_097; days += 1) {
      expected += MS_PER_DAY;
      today = addDays(today, 1);
      if (today !== new Date(expected).toISOString().slice(0, 10)) wrong += 1;
    }
    expect([today, wrong]).toEqual(['2399-12-31', 0]);
  });

  test('D2 the order of texts is the order of days', () => {
    fc.assert(fc.property(anyDay, anyDay, (left, right) => left < right === daysBetween(left, right) > 0));
  });

  test.each(['0001-01-01', '9999-12-31', '2000-02-29', '2024-02-29', '2023-02-28', '2024-04-30', '2024-12-31'])(
    'D2 %s is a day',
    (text) => expect(parseDay(text)).toBe(text),
  );

  test.each([
    ['a day before the calendar', '0000-12-31'],
    ['29 February in a common year', '2023-02-29'],
    ['29 February in a century that is not leap', '1900-02-29'],
    ['30 February', '2024-02-30'],
    ['31 April', '2024-04-31'],
    ['31 June', '2024-06-31'],
    ['31 September', '2024-09-31'],
    ['31 November', '2024-11-31'],
    ['32 January', '2024-01-32'],
    ['day 0', '2024-01-00'],
    ['month 0', '2024-00-10'],
    ['month 13', '2024-13-01'],
    ['a short year', '24-01-01'],
    ['a five-digit year', '12024-01-01'],
    ['a day without a leading zero', '2024-1-1'],
    ['slashes', '2024/01/01'],
    ['a moment', '2024-01-01T00:00:00.000Z'],
    ['a space before', ' 2024-01-01'],
    ['a line break after', '2024-01-01\n'],
    ['a negative year', '-2024-01-01'],
    ['digits of another script', '２０２４-01-01'],
    ['words', 'tomorrow'],
    ['nothing', ''],
  ])('D2 %s is no day', (_, text) => expect(parseDay(text)).toBeUndefined());

  test('D2 what the platform calendar does not know is no day', () => {
    const number = (most: number, width: number) =>
      fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(width, '0'));
    const text = fc.tuple(number(9999, 4), number(19, 2), number(39, 2)).map((parts) => parts.join('-'));
    fc.assert(
      fc.property(text, (given) => {
        const time = Date.parse(`${given}T00:00:00Z`);
        const exists =
          !Number.isNaN(time) && new Date(time).toISOString().startsWith(given) && !given.startsWith('0000');
        expect(parseDay(given)).toBe(exists ? given : undefined);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['the day before the first', () => addDays(day('0001-01-01'), -1)],
    ['the day after the last', () => addDays(day('9999-12-31'), 1)],
    ['far before', () => addDays(day('0001-01-01'), -5_000_000)],
    ['far after', () => addDays(day('2024-01-01'), 9_999_999)],
    ['a year after the last', () => anniversary(day('9999-12-31'), 1)],
    ['a thousand years after the last', () => add(day('2024-01-01'), { years: 9999, months: 99_999, days: 0 })],
    ['the last day of a month in year 10000', () => lastDayOfMonth(10_000, 1)],
  ])('D2 %s is beyond the calendar', (_, act) => expect(act).toThrow(RangeError));

  test('D2 the ends of the calendar can be reached', () => {
    expect(addDays(day('0001-01-02'), -1)).toBe('0001-01-01');
    expect(addDays(day('9999-12-30'), 1)).toBe('9999-12-31');
    expect(anniversary(day('0001-01-01'), 9998)).toBe('9999-01-01');
    expect(addDays(day('0001-01-01'), SPAN)).toBe('9999-12-31');
    expect(anniversary(day('9996-02-29'), 3)).toBe('9999-02-28');
  });
});

describe('D2 a moment is ISO 8601 in UTC', () => {
  test.each(['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2024-02-29T12:00:00.000Z'])(
    'D2 %s is a moment',
    (text) => {
      expect(parseInstant(text)).toBe(text);
      expect(dayOf(text as Instant)).toBe(text.slice(0, 10));
    },
  );

  test.each([
    ['without milliseconds', '2024-01-01T00:00:00Z'],
    ['with an offset', '2024-01-01T00:00:00.000+01:00'],
    ['without a zone', '2024-01-01T00:00:00.000'],
    ['hour 24', '2024-01-01T24:00:00.000Z'],
    ['minute 60', '2024-01-01T00:60:00.000Z'],
    ['a leap second', '2016-12-31T23:59:60.000Z'],
    ['on a day that does not exist', '2023-02-29T00:00:00.000Z'],
    ['a day alone', '2024-01-01'],
    ['with a line break', '2024-01-01T00:00:00.000Z\n'],
  ])('D2 a moment %s is refused', (_, text) => expect(parseInstant(text)).toBeUndefined());

  test('D2 noon of a day is on that day', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
        expect(parseInstant(noonOf(today))).toBe(`${today}T12:00:00.000Z`);
        expect(dayOf(noonOf(today))).toBe(today);
      }),
    );
  });
});

describe('D17 a clock moves by a duration', () => {
  test.each([
    ['400d', { years: 0, months: 0, days: 400 }],
    ['0d', { years: 0, months: 0, days: 0 }],
    ['12D', { years: 0, months: 0, days: 12 }],
    ['P1Y2D', { years: 1, months: 0, days: 2 }],
    ['P1Y', { years: 1, months: 0, days: 0 }],
    ['P3M', { years: 0, months: 3, days: 0 }],
    ['P2W', { years: 0, months: 0, days: 14 }],
    ['P1Y2M3W4D', { years: 1, months: 2, days: 25 }],
    ['p10d', { years: 0, months: 0, days: 10 }],
    ['1y', { years: 1, months: 0, days: 0 }],
    ['6m', { years: 0, months: 6, days: 0 }],
    ['2W', { years: 0, months: 0, days: 14 }],
    ['1y2d', { years: 1, months: 0, days: 2 }],
  ])('D17 %s is understood', (text, expected) => expect(parseDuration(text)).toEqual(expected));

  test.each([
    '',
    'P',
    '400',
    'd',
    '-3d',
    '+3d',
    '1.5d',
    'P-1D',
    'P1.5Y',
    'P1D1Y',
    'P1',
    'PT1H',
    'P1DT',
    '1h',
    'y',
    '1d1y',
    '1y 2d',
    'P1Y 2D',
    ' 3d',
    '3d\n',
    'soon',
  ])('D17 %j is no duration', (text) => expect(parseDuration(text)).toBeUndefined());

  test.each([
    ['months are held to the end of a shorter one', '2024-01-31', 'P1M', '2024-02-29'],
    ['months go over the end of the year', '2024-11-30', 'P3M', '2025-02-28'],
    ['months first, then days', '2023-01-31', 'P1M1D', '2023-03-01'],
    ['years and months are held once', '2024-02-29', 'P1Y1M', '2025-03-29'],
    ['twelve months are a year', '2024-02-29', 'P12M', '2025-02-28'],
    ['December stays in its year', '2024-12-31', 'P12M', '2025-12-31'],
    ['weeks are seven days', '2024-02-26', 'P1W', '2024-03-04'],
    ['nothing moves nothing', '2024-02-29', '0d', '2024-02-29'],
  ])('D17 %s', (_, from, by, expected) => {
    const duration = parseDuration(by);
    expect(duration && add(day(from), duration)).toBe(expected);
  });

  test('D17 a duration never goes back', () => {
    const duration = fc.record({
      years: fc.integer({ min: 0, max: 50 }),
      months: fc.integer({ min: 0, max: 50 }),
      days: fc.integer({ min: 0, max: 5000 }),
    });
    const start = fc.integer({ min: 0, max: 3_000_000 }).map((days) => addDays(day('0001-01-01'), days));
    fc.assert(fc.property(start, duration, (from, by) => add(from, by) >= addDays(from, by.days)));
  });
});

test.each([
  [2024, 2, '2024-02-29'],
  [2023, 2, '2023-02-28'],
  [2100, 2, '2100-02-28'],
  [2000, 2, '2000-02-29'],
  [2034, 12, '2034-12-31'],
  [2034, 4, '2034-04-30'],
  [1, 1, '0001-01-31'],
])('D7 the last day of month %s-%s is %s', (year, month, expected) => {
  expect(lastDayOfMonth(year, month)).toBe(expected);
  expect(addDays(day(expected), 1).slice(8)).toBe('01');
});

describe('P5 reminders are days from the anniversary date', () => {
  test.each(CALENDAR.reminders)('P5 $id: $what, $offset days from $ad, is $date', ({ ad, offset, date }) => {
    expect(addDays(ad, offset)).toBe(date);
    expect(daysBetween(ad, date)).toBe(offset);
  });
});
