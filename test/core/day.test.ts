import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, anniversary, daysBetween, parseDay, type Day } from '../../src/core/day.js';
import { packageRoot } from '../../src/env/package-root.js';

const vectors = JSON.parse(readFileSync(join(packageRoot(), 'test/core/calendar.json'), 'utf8'));

describe('D1 a year is a calendar year, counted from the anchor', () => {
  test.each(vectors.anniversaries as { id: string; anchor: Day; k: number; expected: Day }[])(
    '$id: $anchor + $k years is $expected',
    ({ anchor, k, expected }) => expect(anniversary(anchor, k)).toBe(expected),
  );
});

test('D2 days can be counted over a whole calendar cycle and back', () => {
  const from = parseDay('1999-12-31') as Day;
  for (let days = 0; days <= 146097; days += 97) expect(daysBetween(from, addDays(from, days))).toBe(days);
});
