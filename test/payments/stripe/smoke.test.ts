import type { Instant } from '../../../src/core/day.js';
import { gatewayContract } from '../contract.js';
import { through } from './world.js';

/** A secret key of Stripe's test mode: with one, the contract is kept with Stripe itself. */
const KEY = process.env['PARTNER_TEST_STRIPE_KEY'];
const URL_OF_STRIPE = process.env['PARTNER_TEST_STRIPE_API'] ?? '';

test('a key that moves money is none to try with', () => {
  expect(() => through({ url: URL_OF_STRIPE }, { key: 'sk_live_51HdSGILkdIwHu7ix' })).toThrow('live');
});

if (KEY !== undefined) {
  const run = `smoke-${Date.now()}`;
  let worlds = 0;
  gatewayContract(
    'Stripe itself',
    async () => {
      const world = (worlds += 1);
      return {
        gateway: through({ url: URL_OF_STRIPE }, { key: KEY }),
        at: new Date().toISOString() as Instant,
        confirm: () => Promise.reject(new Error('a real page is confirmed by a person')),
        fresh: (text) => `${run} ${world} ${text}`,
      };
    },
    { confirms: false },
  );
}
