import fc from 'fast-check';
import { nearest } from '../../src/io/nearest.js';

const commands = ['status', 'subscriptions', 'renewals', 'payment-methods', 'offers', 'orders', 'db'];

test.each([
  ['statsu', 'status'],
  ['Status', 'status'],
  ['renewal', 'renewals'],
  ['paymentmethods', 'payment-methods'],
  ['subs', 'subscriptions'],
  ['offer', 'offers'],
  ['oder', 'orders'],
  ['xyz', undefined],
  ['q', undefined],
  ['', undefined],
  ['constantinople', undefined],
])('%j is probably %j', (given, wanted) => expect(nearest(given, commands)).toBe(wanted));

test('a known name is its own nearest, and an answer is always a known name', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{4,12}$/), { minLength: 1 }), fc.string(), (known, given) => {
      const found = nearest(given, known);
      expect(found === undefined || known.includes(found)).toBe(true);
      for (const name of known)
        expect([name, ...known.filter((other) => other.startsWith(name))]).toContain(nearest(name, known));
    }),
  );
});
