import { money } from '../../../src/core/money.js';
import { asCounted, fromCounted } from '../../../src/payments/stripe/amounts.js';

test.each([
  ['USD', 47500, 47500],
  ['JPY', 475, 475],
  ['KWD', 475000, 475000],
  ['ISK', 475, 47500],
  ['UGX', 475, 47500],
])('G21 %s %i in minor units is %i as Stripe counts it, and back', (currency, amount, counted) => {
  expect(asCounted(money(amount, currency))).toEqual({ amount: counted, currency: currency.toLowerCase() });
  expect(fromCounted(counted, currency.toLowerCase())).toEqual(money(amount, currency));
});
