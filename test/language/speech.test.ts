import fc from 'fast-check';
import type { Day, Instant } from '../../src/core/day.js';
import { decimal, minorDigits, money } from '../../src/core/money.js';
import { speak, amountIn } from '../../src/language/speech.js';
import { plain } from './texts.js';

const english = speak('en');
const french = speak('fr');
const CURRENCIES = Intl.supportedValuesOf('currency');
const LARGEST = Number.MAX_SAFE_INTEGER;

test('D2 days are said in the language, in UTC, the first of a month as French counts it', () => {
  const day = '2027-11-22' as Day;
  const first = '2027-08-01' as Day;
  expect([english.day(day), french.day(day)]).toEqual(['22 Nov 2027', '22 nov. 2027']);
  expect([english.day(first), french.day(first)]).toEqual(['1 Aug 2027', '1er août 2027']);
  expect(french.day('2027-10-11' as Day)).toBe('11 oct. 2027');
  expect([english.month(day), french.month(day)]).toEqual(['Nov 2027', 'nov. 2027']);
  for (const near of ['2027-01-01', '2027-12-31', '2024-02-29', '9999-12-31'] as Day[]) {
    expect(english.day(near)).toMatch(new RegExp(`^${Number(near.slice(8))} .*${near.slice(0, 4)}$`));
  }
});

test('D2 every month has the name that its language gives it', () => {
  for (const [speech, locale] of [
    [english, 'en-GB'],
    [french, 'fr-FR'],
  ] as const) {
    const written = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZone: 'UTC',
    });
    for (let month = 1; month <= 12; month += 1) {
      const day = `2027-${String(month).padStart(2, '0')}-14` as Day;
      expect(speech.day(day)).toBe(written.format(Date.parse(day)));
    }
  }
});

test('D2 an instant says its day, its minute and that it is UTC', () => {
  const at = '2027-11-22T14:03:59.000Z' as Instant;
  expect(english.instant(at)).toMatch(/^22 Nov 2027.* 14:03 UTC$/);
  expect(plain(french.instant(at))).toMatch(/^22 nov\. 2027.* 14:03 UTC$/);
  expect(plain(french.instant('2027-01-01T00:00:00.000Z' as Instant))).toMatch(/^1er janv\. 2027.* 00:00 UTC$/);
});

test('D15 money is said with the digits of its currency: two, none, three', () => {
  const both = (amount: number, currency: string) =>
    [english, french].map((speech) => plain(speech.money(money(amount, currency))));
  expect(both(47500, 'USD')).toEqual(['US$475.00', '475,00 $US']);
  expect(both(167000, 'EUR')).toEqual(['€1,670.00', '1 670,00 €']);
  expect(both(52000, 'JPY')).toEqual(['JP¥52,000', '52 000 JPY']);
  expect(both(145250, 'KWD')).toEqual(['KWD 145.250', '145,250 KWD']);
  // `Intl` alone leaves the minor unit out where a country has no coin for it.
  expect(both(47550, 'HUF')).toEqual(['HUF 475.50', '475,50 HUF']);
  expect(both(5, 'USD')).toEqual(['US$0.05', '0,05 $US']);
});

test('G21 the largest amount is said to its last digit', () => {
  expect(plain(english.money(money(LARGEST, 'USD')))).toBe('US$90,071,992,547,409.91');
  expect(plain(french.money(money(LARGEST, 'USD')))).toBe('90 071 992 547 409,91 $US');
});

test('G21 no currency loses or gains a digit, as decimal text or as said', () => {
  expect(CURRENCIES.length).toBeGreaterThan(150);
  const amounts = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -2000, max: 2000 }), fc.constant(LARGEST));
  fc.assert(
    fc.property(fc.constantFrom(...CURRENCIES), amounts, (currency, amount) => {
      const value = money(amount, currency);
      const text = decimal(value);
      const [, fraction = ''] = text.split('.');
      expect(fraction).toHaveLength(minorDigits(currency));
      expect(BigInt(text.replace('.', ''))).toBe(BigInt(amount));
      for (const speech of [english, french]) {
        expect(BigInt(speech.money(value).replace(/\D/g, ''))).toBe(BigInt(Math.abs(amount)));
        expect(/[-\u2212]/.test(speech.money(value))).toBe(amount < 0);
      }
    }),
    { numRuns: 300, examples: CURRENCIES.map((currency) => [currency, 123456] as [string, number]) },
  );
});

test('lists and counts are said as the language does', () => {
  const items = ['--company', '--country', '--email'];
  expect(english.list(items)).toBe('--company, --country and --email');
  expect(french.list(items)).toBe('--company, --country et --email');
  for (const speech of [english, french]) expect([speech.list(['a']), speech.list([])]).toEqual(['a', '']);
  expect([english.number(12345), plain(french.number(12345))]).toEqual(['12,345', '12 345']);
});

test('a text that is not translated is said in English', () => {
  expect(french.text({ en: 'Gold', fr: 'Or' })).toBe('Or');
  expect(french.text({ en: 'Gold' })).toBe('Gold');
  expect(english.text({ en: 'Gold', fr: 'Or' })).toBe('Gold');
});

const LOCALE = { en: 'en-GB', fr: 'fr-FR' } as const;

test('D15 an amount is written as Intl writes it, with every digit', () => {
  const amounts = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -200_000, max: 200_000 }));
  fc.assert(
    fc.property(
      amounts,
      fc.constantFrom('USD', 'EUR', 'GBP'),
      fc.constantFrom('en', 'fr'),
      (amount, currency, lang) => {
        const value = money(amount, currency);
        const intl = new Intl.NumberFormat(LOCALE[lang], { style: 'currency', currency });
        expect(amountIn(lang, value)).toBe(intl.format(decimal(value) as unknown as number));
      },
    ),
  );
});

test('D15 any other currency is left to Intl', () => {
  expect(amountIn('en', money(1, 'JPY'))).toBeUndefined();
});
