import { requireInSeries, seriesNumber, seriesOn, seriesParts } from '../../src/core/order.js';
import fc from 'fast-check';
import { parseDay, type Day } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import { saleOf } from '../../src/core/sale.js';
import { SELLER } from '../support/selling.js';

const day = (text: string) => parseDay(text) as Day;
const TODAY = day('2026-11-22');
const EUR = (amount: number) => money(amount, 'EUR');
const buyer = (country: string, vatId?: string) => ({ company: 'Fabrikam', country, ...(vatId ? { vatId } : {}) });
const taxOf = (to: ReturnType<typeof buyer>) => saleOf(SELLER, to, [EUR(47500)], TODAY).tax;

test.each([
  ['at home', buyer('FR'), 'standard', 9500],
  ['at home with a VAT ID', buyer('FR', 'FR83404833048'), 'standard', 9500],
  ['abroad in the EU with a VAT ID', buyer('DE', 'DE136695976'), 'reverse-charge', 0],
  ['in Greece, whose VAT IDs begin otherwise', buyer('GR', 'EL094259216'), 'reverse-charge', 0],
  ['abroad in the EU without one', buyer('DE'), 'standard', 9500],
  ['abroad in the EU with one of another country', buyer('DE', 'FR83404833048'), 'standard', 9500],
  ['outside the EU', buyer('US'), 'export', 0],
])('D15 a buyer %s is taxed by the first rule that is for them', (_, to, category, amount) => {
  expect(taxOf(to)).toMatchObject({ category, amount: EUR(amount), base: EUR(47500) });
});

test('D15 no tax says why, and for machines too', () => {
  expect(taxOf(buyer('DE', 'DE136695976'))).toMatchObject({
    sentence: { en: expect.stringContaining('Reverse charge') },
    code: 'VATEX-EU-AE',
  });
  expect(taxOf(buyer('FR'))).not.toHaveProperty('sentence');
});

test('D16 the rate of a day is the latest that is not after it', () => {
  const rate = (on: string) => saleOf(SELLER, buyer('FR'), [EUR(100)], day(on)).tax.rate;
  expect(['1999-01-01', '2029-12-31', '2030-01-01'].map(rate)).toEqual([2000, 2000, 2100]);
});

test('D16 of three rates, however they are listed, the latest counts, and before the first the first', () => {
  const rates = [
    { from: day('2020-01-01'), rate: 300 },
    { from: day('2010-01-01'), rate: 100 },
    { from: day('2015-01-01'), rate: 200 },
  ];
  const taxRules = [{ buyers: ['*'], category: 'standard' as const, name: 'TVA', rates, source: 's' }];
  const rate = (on: string) => saleOf({ ...SELLER, taxRules }, buyer('FR'), [EUR(100)], day(on)).tax.rate;
  expect(['2009-12-31', '2010-01-01', '2014-12-31', '2015-01-01', '2019-12-31', '2020-01-01'].map(rate)).toEqual([
    100, 100, 100, 200, 200, 300,
  ]);
});

test('R10 what is sold keeps who sold it to whom, and nothing that nobody said', () => {
  const address = '1 Main Street, 10115 Berlin';
  const { vatIds: _ids, series, rounding: _rounding, taxRules: _rules, ...seller } = SELLER;
  const home = { ...seller, vatId: 'FR40303265045' };
  const standard = { category: 'standard', name: 'TVA', rate: 2000, base: EUR(100), amount: EUR(20) };
  expect(saleOf(SELLER, buyer('FR'), [EUR(100)], TODAY)).toStrictEqual({
    seller: home,
    buyer: buyer('FR'),
    tax: standard,
    series,
  });
  const full = { ...buyer('DE', 'DE136695976'), address };
  expect(saleOf(SELLER, full, [EUR(100)], TODAY)).toStrictEqual({
    seller: home,
    buyer: full,
    tax: {
      ...{ category: 'reverse-charge', name: 'TVA', rate: 0, base: EUR(100), amount: EUR(0) },
      ...{ sentence: SELLER.taxRules[0]?.sentence, code: 'VATEX-EU-AE' },
    },
    series,
  });
});

test('D15 a rule for two countries is for either', () => {
  const only = { buyers: ['BE', 'NL'], category: 'export' as const, name: 'TVA', source: 's' };
  const taxRules = [only, ...SELLER.taxRules];
  const category = (country: string) => saleOf({ ...SELLER, taxRules }, buyer(country), [EUR(100)], TODAY).tax.category;
  expect(['BE', 'NL', 'DE', 'US'].map(category)).toEqual(['export', 'export', 'standard', 'export']);
});

test('a seller registered in the country of its buyer is named by that VAT ID, at home where the buyer owes the tax', () => {
  const both = { ...SELLER, vatIds: [...SELLER.vatIds, { country: 'DE', id: 'DE136695976' }] };
  const named = (to: ReturnType<typeof buyer>) => saleOf(both, to, [EUR(100)], TODAY).seller.vatId;
  expect(named(buyer('DE'))).toBe('DE136695976');
  expect(named(buyer('DE', 'DE136695976'))).toBe('FR40303265045');
  expect(named(buyer('FR'))).toBe('FR40303265045');
});

const AMOUNTS = fc.array(fc.integer({ min: -1_000_000, max: 100_000_000 }), { minLength: 1, maxLength: 8 });
const RATE = fc.integer({ min: 0, max: 10_000 });

test('D15 tax is due on the sum of the lines, rounded by line or once: never further from it than half a cent a line', () => {
  fc.assert(
    fc.property(AMOUNTS, RATE, fc.constantFrom('line' as const, 'total' as const), (amounts, rate, rounding) => {
      const rules = [
        { buyers: ['*'], category: 'standard' as const, name: 'TVA', rates: [{ from: TODAY, rate }], source: 's' },
      ];
      const [first = 0, ...others] = amounts;
      const { tax } = saleOf(
        { ...SELLER, rounding, taxRules: rules },
        buyer('FR'),
        [EUR(first), ...others.map(EUR)],
        TODAY,
      );
      const sum = amounts.reduce((total, amount) => total + amount, 0);
      expect(tax.base).toEqual(EUR(sum));
      expect(Number.isSafeInteger(tax.amount.amount)).toBe(true);
      const lines = rounding === 'line' ? amounts.length : 1;
      // In integers: halves of a cent, so that nothing of the comparison itself is rounded.
      expect(Math.abs(2 * (tax.amount.amount * 10_000 - sum * rate))).toBeLessThanOrEqual(lines * 10_000);
    }),
  );
});

test('D15 rounding by line and once differ where the programme says so', () => {
  const rules = [
    { buyers: ['*'], category: 'standard' as const, name: 'TVA', rates: [{ from: TODAY, rate: 2000 }], source: 's' },
  ];
  const amount = (rounding: 'line' | 'total') =>
    saleOf({ ...SELLER, rounding, taxRules: rules }, buyer('FR'), [EUR(3), EUR(3)], TODAY).tax.amount.amount;
  expect([amount('line'), amount('total')]).toEqual([2, 1]);
});

test('I13 a number is its series and its place in it, and nothing else is one', () => {
  const [yearly, endless] = [
    { prefix: 'FA-', yearly: true },
    { prefix: 'A-B-', yearly: false },
  ];
  expect([seriesOn(yearly, TODAY), seriesOn(endless, TODAY)]).toEqual(['FA-2026-', 'A-B-']);
  fc.assert(
    fc.property(fc.constantFrom(yearly, endless), fc.integer({ min: 1, max: 99_999_999 }), (of, serial) => {
      const series = seriesOn(of, TODAY);
      expect(seriesParts(seriesNumber(series, serial))).toEqual({ series, serial });
    }),
  );
  for (const number of ['2026-000001', 'FA-1', 'FA-2026-1', 'FA-2026-0000001', 'fa-000001', ''])
    expect(() => seriesParts(number)).toThrow(RangeError);
  expect(() => requireInSeries('FA-2026-000001', yearly, TODAY)).not.toThrow();
  expect(() => requireInSeries('FA-2025-000001', yearly, TODAY)).toThrow(RangeError);
  expect(() => requireInSeries(undefined, yearly, TODAY)).toThrow(RangeError);
  expect(() => requireInSeries('FA-2026-000001', undefined, TODAY)).toThrow(RangeError);
});
