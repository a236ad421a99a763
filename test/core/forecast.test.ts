import { addDays, anniversary, noonOf } from '../../src/core/day.js';
import { forecast } from '../../src/core/forecast.js';
import { book, day, offer, policy, price, programme, subscription, view } from './world.js';

const ANCHOR = day('2024-02-29');

function charges(until: string, held = subscription(ANCHOR), changes = programme()) {
  const seen = { ...view(day('2024-03-01'), { programme: changes }), book: book({ subscriptions: [held] }) };
  return forecast(seen, held, day(until));
}

test('D1 every anniversary is counted from the anchor: 29 February comes back', () => {
  expect(charges('2028-12-31').map(({ chargeOn }) => chargeOn)).toEqual([
    '2025-02-28',
    '2026-02-28',
    '2027-02-28',
    '2028-02-29',
  ]);
});

test('D16 the amount is that of the day of each charge', () => {
  const dearer = offer({ prices: [price(), price({ from: day('2026-01-01'), amount: 50000 })] });
  expect(
    charges('2026-12-31', subscription(ANCHOR), programme({ offers: [dearer] })).map(({ amount }) => amount?.amount),
  ).toEqual([47500, 50000]);
});

test('D16 a day without a price is announced without an amount', () => {
  const unpriced = offer({ prices: [price({ country: 'US' })] });
  expect(charges('2025-12-31', subscription(ANCHOR), programme({ offers: [unpriced] }))).toEqual([
    { chargeOn: '2025-02-28', amount: null },
  ]);
});

test('R14 nothing is charged by itself once it is off, nor where it is not offered', () => {
  const off = subscription(ANCHOR, 1, { turnedOff: [{ term: 0, at: noonOf(ANCHOR), by: 'someone' }] });
  expect(charges('2030-01-01', off)).toEqual([]);
  expect(
    charges('2030-01-01', subscription(ANCHOR), programme({ policy: policy({ automaticRenewal: null }) })),
  ).toEqual([]);
});

test('D17 what is overdue is charged at the next run, once', () => {
  const held = subscription(ANCHOR);
  const today = addDays(anniversary(ANCHOR, 1), 10);
  const seen = { ...view(today), book: book({ subscriptions: [held] }) };
  expect(forecast(seen, held, addDays(today, 30)).map(({ chargeOn }) => chargeOn)).toEqual([today]);
});

test('P2 the day to which is looked is one of the days', () => {
  const days = (until: string) => charges(until).map(({ chargeOn }) => chargeOn);
  expect([days('2025-02-27'), days('2025-02-28')]).toEqual([[], ['2025-02-28']]);
});
