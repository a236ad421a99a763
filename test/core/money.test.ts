import fc from 'fast-check';
import { decimal, minorDigits, money, parseMoney, plus, sameMoney, share } from '../../src/core/money.js';

/** ISO 4217, where the minor unit is not a hundredth. */
const OTHER_DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};
const CURRENCIES = [...new Set([...Intl.supportedValuesOf('currency'), ...Object.keys(OTHER_DIGITS)])];
const amounts = fc.maxSafeInteger();
const currencies = fc.constantFrom(...CURRENCIES);

describe('D15 money is whole minor units', () => {
  test.each([0.5, NaN, Infinity, 2 ** 53, -(2 ** 53)])('D15 %s is no amount', (amount) => {
    expect(() => money(amount, 'USD')).toThrow(RangeError);
  });

  test('D15 amounts of one currency add up, of two they are a bug', () => {
    expect(plus(money(47500, 'USD'), money(9500, 'USD'))).toEqual({ amount: 57000, currency: 'USD' });
    expect(() => plus(money(1, 'USD'), money(1, 'EUR'))).toThrow(RangeError);
    expect(() => plus(money(Number.MAX_SAFE_INTEGER, 'USD'), money(1, 'USD'))).toThrow(RangeError);
  });

  test('D15 the same amount of another currency is not the same money', () => {
    expect(sameMoney(money(5, 'USD'), money(5, 'USD'))).toBe(true);
    expect(sameMoney(money(5, 'USD'), money(5, 'CAD'))).toBe(false);
    expect(sameMoney(money(5, 'USD'), money(6, 'USD'))).toBe(false);
  });
});

describe('D15 a share is exact', () => {
  test.each([
    [47500, 2000, 9500],
    [47500, 550, 2613],
    [47500, 1, 5],
    [47499, 1, 5],
    [44999, 1, 4],
    [1, 4999, 0],
    [1, 5000, 1],
    [-1, 5000, -1],
    [-1, 4999, 0],
    [0, 2000, 0],
    [47500, 0, 0],
    [47500, 10000, 47500],
    [9007199254740991, 10000, 9007199254740991],
    [9007199254740991, 2000, 1801439850948198],
  ])('D15 of %s at %s basis points it is %s', (amount, rate, expected) => {
    expect(share(money(amount, 'USD'), rate)).toEqual({
      amount: expected === 0 ? expect.closeTo(0) : expected,
      currency: 'USD',
    });
  });

  test('D15, G21 halves go away from zero, whatever the amount: as big integers compute it', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
        const product = BigInt(amount) * BigInt(rate);
        const size = ((product < 0n ? -product : product) + 5000n) / 10_000n;
        expect(BigInt(share(money(amount, 'USD'), rate).amount)).toBe(product < 0n ? -size : size);
      }),
      { numRuns: 1000 },
    );
  });

  test('D15 a share that no safe integer holds is a bug', () => {
    expect(() => share(money(Number.MAX_SAFE_INTEGER, 'USD'), 10_001)).toThrow(RangeError);
  });
});

describe('G21 the minor units of every currency', () => {
  test.each(CURRENCIES)('G21 %s', (currency) => {
    expect(minorDigits(currency)).toBe(OTHER_DIGITS[currency] ?? 2);
  });

  test.each([
    [47500, 'USD', '475.00'],
    [5, 'USD', '0.05'],
    [0, 'USD', '0.00'],
    [-5, 'USD', '-0.05'],
    [-12345, 'USD', '-123.45'],
    [475, 'JPY', '475'],
    [0, 'JPY', '0'],
    [-475, 'JPY', '-475'],
    [1, 'KWD', '0.001'],
    [475000, 'KWD', '475.000'],
    [123456, 'CLF', '12.3456'],
    [123450, 'HUF', '1234.50'],
    [9007199254740991, 'USD', '90071992547409.91'],
  ])('G21 %s %s is %s', (amount, currency, text) => expect(decimal(money(amount, currency))).toBe(text));

  test('G21 a decimal text loses nothing', () => {
    fc.assert(
      fc.property(amounts, currencies, (amount, currency) => {
        const text = decimal(money(amount, currency));
        const digits = minorDigits(currency);
        expect(text).toMatch(digits === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${digits}}$`));
        expect(Number(text.replace('.', ''))).toBe(amount);
      }),
    );
  });
});

test.each([
  ['1,5', 'USD', 150],
  ['475,00', 'EUR', 47500],
  ['1.500', 'KWD', 1500],
  ['1,50', 'KWD', 1500],
  ['1,500', 'KWD', undefined],
  ['1,500', 'USD', undefined],
  ['1.500', 'USD', undefined],
] as const)('D33 %s %s is an amount only where it can be no other', (text, currency, minor) => {
  expect(parseMoney(text, currency)?.amount).toBe(minor);
});
