import { paidElsewhere } from '../../src/payments/elsewhere.js';

test('D24 the gateway of a ledger whose vendor is paid elsewhere lets go of the clock that it was given', () => {
  let held = true;
  const gateway = paidElsewhere({ now: async () => undefined, close: () => void (held = false) });
  gateway.close();
  expect(held).toBe(false);
  expect(() => paidElsewhere({ now: async () => undefined }).close()).not.toThrow();
});
