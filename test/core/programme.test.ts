import fc from 'fast-check';
import { addDays, type Day } from '../../src/core/day.js';
import {
  benefitsOn,
  findOffer,
  isOutdated,
  isVerifiedFor,
  priceOn,
  taxRateOn,
  termsOn,
  type Benefit,
  type Offer,
  type Price,
  type Programme,
  type TaxRate,
  type TermsVersion,
} from '../../src/core/programme.js';

const day = (text: string) => text as Day;

function price(country: string, from: string, amount: number): Price {
  return { country, from: day(from), amount, currency: 'USD', source: 'a list', verified: true };
}

function offer(prices: readonly Price[]): Offer {
  const words = { en: 'A pack' };
  return {
    id: 'pack',
    kind: 'pack',
    name: words,
    summary: words,
    termYears: 1,
    prices,
    terms: 'rights',
    requires: [],
    includes: [],
    benefits: [],
  };
}

function tax(country: string, from: string, rate: number): TaxRate {
  return { country, from: day(from), rate, name: 'VAT', source: 'a law' };
}

function version(id: string, since: string): TermsVersion {
  return { id, version: since, since: day(since), title: { en: id }, sha256: '', files: { en: 'text.md' } };
}

function programme(parts: Partial<Pick<Programme, 'offers' | 'terms' | 'taxes'>>): Programme {
  const words = { en: 'A programme' };
  return {
    id: 'any',
    name: words,
    network: { id: 'network', name: words, summary: words, terms: 'agreement', benefits: [] },
    offers: [],
    terms: [],
    taxes: [],
    policy: {
      renewalWindow: { opens: -90, closes: 30 },
      automaticRenewal: null,
      anniversaryAfterRenewal: 'keep',
      benefitsUntil: 30,
      reminders: { always: [], onRequest: [] },
      perAccount: 1,
      refund: null,
      bankTransfer: null,
    },
    ...parts,
  };
}

const PRICES = offer([
  price('*', '2018-01-01', 475),
  price('FR', '2019-01-01', 450),
  price('*', '2020-01-01', 500),
  price('FR', '2021-01-01', 460),
]);

test.each([
  ['P10 the general row where the country has none', 'DE', '2018-06-01', 475],
  ['P10 the country row before the general one', 'FR', '2019-06-01', 450],
  ['P10 the country row even where a later general one is there', 'FR', '2020-06-01', 450],
  ['P10 the general row until the country row begins', 'FR', '2018-12-31', 475],
  ['D16 the old price on the last day before a change', 'DE', '2019-12-31', 475],
  ['D16 the new price from the day of the change', 'DE', '2020-01-01', 500],
  ['D16 the latest of a country', 'FR', '2030-01-01', 460],
  ['P10 no price before the first', 'DE', '2017-12-31', undefined],
])('%s', (_, country, on, amount) => {
  expect(priceOn(PRICES, country, day(on))?.amount).toBe(amount);
});

test('D16 the latest row not after the day wins, whatever the order of the rows', () => {
  const someDay = fc.integer({ min: 0, max: 40 }).map((days) => addDays(day('2020-02-01'), days));
  const row = fc.record({ country: fc.constantFrom('*', 'FR', 'JP'), from: someDay });
  const rows = fc.uniqueArray(row, { selector: ({ country, from }) => country + from, maxLength: 30 });
  fc.assert(
    fc.property(rows, fc.constantFrom('FR', 'JP', 'DE'), someDay, (drawn, country, today) => {
      const prices = drawn.map(({ country: where, from }, index) => price(where, from, index));
      const newestFirst = prices.filter(({ from }) => from <= today).sort((a, b) => (a.from < b.from ? 1 : -1));
      const expected =
        newestFirst.find((candidate) => candidate.country === country) ??
        newestFirst.find((candidate) => candidate.country === '*');
      expect(priceOn(offer(prices), country, today)).toEqual(expected);
      expect(priceOn(offer([...prices].reverse()), country, today)).toEqual(expected);
    }),
  );
});

describe('D15 the tax rate of a business country', () => {
  const taxed = programme({
    taxes: [tax('FR', '2014-01-01', 2000), tax('FR', '2030-01-01', 2100), tax('FR', '2012-01-01', 1960)],
  });

  test.each([
    ['FR', '2013-12-31', 1960],
    ['FR', '2014-01-01', 2000],
    ['FR', '2031-01-01', 2100],
    ['FR', '2011-12-31', undefined],
    ['DE', '2020-01-01', undefined],
  ])('D15 %s on %s: %s', (country, on, rate) => {
    expect(taxRateOn(taxed, country, day(on))?.rate).toBe(rate);
  });
});

describe('R7 the terms in force', () => {
  const versions = ['2020-05-01', '2018-08-01', '2025-01-01'].map((since) => version('rights', since));
  const withTerms = programme({ terms: [...versions, version('agreement', '2022-01-01')] });

  test.each([
    ['before any was written, the first', '2010-01-01', '2018-08-01'],
    ['on the day it begins', '2018-08-01', '2018-08-01'],
    ['on the last day before the next', '2020-04-30', '2018-08-01'],
    ['from the day of the next', '2020-05-01', '2020-05-01'],
    ['the latest for ever', '9999-12-31', '2025-01-01'],
  ])('R7 %s', (_, on, expected) => {
    expect(termsOn(withTerms, 'rights', day(on)).version).toBe(expected);
  });

  test('R7 terms that the programme does not have are a bug', () => {
    expect(() => termsOn(withTerms, 'licence', day('2020-01-01'))).toThrow(RangeError);
  });
});

test('R6 an offer is found by its id', () => {
  const sold = programme({ offers: [offer([])] });
  expect(findOffer(sold, 'pack')?.kind).toBe('pack');
  expect(findOffer(sold, 'silver')).toBeUndefined();
});

test('D16 a benefit is given by the terms that begin on its days, both ends included', () => {
  const rows = [
    { id: 'always' },
    { id: 'since', from: day('2019-09-01') },
    { id: 'until', until: day('2019-08-31') },
    { id: 'between', from: day('2019-08-31'), until: day('2019-08-31') },
  ] as unknown as readonly Benefit[];
  const on = (text: string) => benefitsOn(rows, day(text)).map(({ id }) => id);
  expect(on('2019-08-30')).toEqual(['always', 'until']);
  expect(on('2019-08-31')).toEqual(['always', 'until', 'between']);
  expect(on('2019-09-01')).toEqual(['always', 'since']);
});

test('P10 a price is verified for its own country, and for those that somebody looked at', () => {
  const row = (changes: object) => ({ ...price('*', '2010-01-01', 1), countries: ['DE'], ...changes });
  const verified = (changes: object) => ['FR', 'DE'].map((country) => isVerifiedFor(row(changes), country));
  expect(verified({})).toEqual([false, true]);
  expect(verified({ countries: ['*'] })).toEqual([true, true]);
  expect(verified({ country: 'FR' })).toEqual([true, true]);
  expect(verified({ country: 'FR', verified: false })).toEqual([false, false]);
});

test('P10 what was read is to be looked at again once 180 days have passed', () => {
  const old = (checkedOn?: Day) => isOutdated(checkedOn ? { checkedOn } : {}, day('2026-06-30'));
  expect([old(day('2026-01-01')), old(day('2025-12-31')), old()]).toEqual([false, true, false]);
});
