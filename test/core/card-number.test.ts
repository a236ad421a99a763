import fc from 'fast-check';
import { holdsCardNumber } from '../../src/core/card-number.js';
import { passesLuhn } from '../../src/core/payment-method.js';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`));

/** Any digits, and the check digit that belongs to them. */
const cardNumber = fc
  .integer({ min: 12, max: 19 })
  .chain((length) =>
    digits(length - 1).map((start) => [...'0123456789'].map((last) => start + last).find(passesLuhn) ?? ''),
  );

test('D19 a number that passes its check digit is found, however it is grouped and whatever stands around it', () => {
  fc.assert(
    fc.property(
      cardNumber,
      fc.constantFrom('', ' ', '-', '.'),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom('', '--token=', '(', 'card: '),
      (number, mark, size, before) => {
        const grouped = (number.match(new RegExp(`\\d{1,${size}}`, 'g')) ?? []).join(mark);
        expect(holdsCardNumber(['payment-methods', `${before}${grouped}`])).toBe(true);
        expect(holdsCardNumber([`${before}${grouped} 12/34 123`])).toBe(true);
        expect(holdsCardNumber(['add', ...grouped.split(mark === '' ? '|' : mark)])).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test('D19 what is no card number is let through: identifiers, dates, short numbers, a wrong digit', () => {
  for (const words of [
    ['ord_01M81J18G04242424242424242'],
    ['--review', '4242424242424242ab'],
    ['clock', 'set', '2027-11-22'],
    ['--mpn-id', '4242424242'],
    ['4242424242424241'],
    ['4242', '4242', 'and', '4242', '4242'],
    [],
  ]) {
    expect(holdsCardNumber(words)).toBe(false);
  }
});
