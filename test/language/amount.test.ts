import fc from 'fast-check';
import { decimal, money } from '../../src/core/money.js';
import { amountIn } from '../../src/language/speech.js';

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
