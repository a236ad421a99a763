import { between, chance, pickWeighted } from '../../../src/sandbox/seed/chance.js';

const many = (roll: () => number) => Array.from({ length: 10_000 }, roll);

test('G25 chance follows from its keys alone', () => {
  expect(many(chance(1, 2))).toEqual(many(chance(1, 2)));
  expect(chance(1, 2)()).not.toBe(chance(2, 1)());
  expect(chance(1, 2)()).not.toBe(chance(1, 3)());
});

test('numbers lie from 0 to below 1 and are spread evenly, across keys as within one', () => {
  for (const numbers of [many(chance(7)), Array.from({ length: 10_000 }, (_, key) => chance(7, key)())]) {
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const tenths = numbers.reduce(
      (counts, number) => counts.with(Math.floor(number * 10), (counts[Math.floor(number * 10)] ?? 0) + 1),
      Array<number>(10).fill(0),
    );
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  }
});

test('both ends of a range are reached, and weights are kept', () => {
  const roll = chance(3);
  expect(new Set(many(() => between(roll, 2, 4)))).toEqual(new Set([2, 3, 4]));
  const often = many(() => (pickWeighted(roll, [{ weight: 9 }, { weight: 1 }]).weight === 9 ? 1 : 0)).reduce(
    (sum, one) => sum + one,
    0,
  );
  expect(Math.abs(often - 9000)).toBeLessThan(200);
});
