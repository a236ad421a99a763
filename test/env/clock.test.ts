import { parseInstant } from '../../src/core/day.js';
import { systemInstant } from '../../src/env/clock.js';

test("the clock tells the machine's time in the form the ledger keeps", () => {
  expect(systemInstant(() => Date.UTC(2027, 10, 22, 14, 3, 5, 7))).toBe('2027-11-22T14:03:05.007Z');
  const [before, now, after] = [Date.now(), Date.parse(systemInstant()), Date.now()];
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(after);
});

test.each([0, 2 ** 31 * 1000, Date.UTC(9999, 11, 31)])('G15 whatever it says (%d)', (time) => {
  expect(parseInstant(systemInstant(() => time))).toBeDefined();
});
