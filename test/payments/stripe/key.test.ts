import { stripeAccess, type KeyFault } from '../../../src/payments/stripe/key.js';

const TEST = 'sk_test_51HdSGILkdIwHu7ix';
const LIVE = 'rk_live_51HdSGILkdIwHu7ix';
const none = () => undefined;

test.each<readonly [string, Record<string, string>, 'live' | 'test', KeyFault]>([
  ['none', {}, 'live', 'missing'],
  ['an empty one', { PARTNER_STRIPE_KEY: '' }, 'live', 'missing'],
  ['a file that is not there', { PARTNER_STRIPE_KEY_FILE: '/nowhere' }, 'live', 'unreadable'],
  ['an empty file', { PARTNER_STRIPE_KEY_FILE: 'empty' }, 'live', 'missing'],
  ['something else', { PARTNER_STRIPE_KEY: 'hunter2' }, 'live', 'form'],
  ['a key with a line after it', { PARTNER_STRIPE_KEY: `${TEST}\nx` }, 'test', 'form'],
  ['one for web pages', { PARTNER_STRIPE_KEY: 'pk_live_51HdSGILkdIwHu7ix' }, 'live', 'publishable'],
  ['a test key where money moves', { PARTNER_STRIPE_KEY: TEST }, 'live', 'test'],
  ['a live key in the test mode', { PARTNER_STRIPE_KEY: LIVE }, 'test', 'live'],
  [
    'a live key for another host',
    { PARTNER_STRIPE_KEY: LIVE, PARTNER_STRIPE_API: 'https://stripe.example' },
    'live',
    'place',
  ],
  [
    'a live key without TLS',
    { PARTNER_STRIPE_KEY: LIVE, PARTNER_STRIPE_API: 'http://127.0.0.1:12111' },
    'live',
    'place',
  ],
  [
    'plain HTTP to another machine',
    { PARTNER_STRIPE_KEY: TEST, PARTNER_STRIPE_API: 'http://10.0.0.1' },
    'test',
    'place',
  ],
  [
    'an address with a path',
    { PARTNER_STRIPE_KEY: TEST, PARTNER_STRIPE_API: 'https://stripe.example/v1' },
    'test',
    'place',
  ],
  ['another protocol', { PARTNER_STRIPE_KEY: TEST, PARTNER_STRIPE_API: 'ftp://127.0.0.1' }, 'test', 'place'],
  ['no address', { PARTNER_STRIPE_KEY: TEST, PARTNER_STRIPE_API: 'stripe' }, 'test', 'place'],
])('G12 %s is refused as what it is', (_, env, mode, fault) => {
  expect(stripeAccess(env, mode, (path) => (path === 'empty' ? '\n' : undefined))).toEqual({ fault });
});

test('G12 a key comes from the environment, or from the file that it names', () => {
  expect(stripeAccess({ PARTNER_STRIPE_KEY: LIVE }, 'live', none)).toEqual({ key: LIVE, place: {} });
  const read = (path: string) => (path === 'key' ? `${TEST}\n` : undefined);
  expect(stripeAccess({ PARTNER_STRIPE_KEY_FILE: 'key' }, 'test', read)).toEqual({ key: TEST, place: {} });
});

test.each([
  ['http://127.0.0.1:12111', { host: '127.0.0.1', protocol: 'http', port: '12111' }],
  ['http://[::1]:80', { host: '::1', protocol: 'http', port: '80' }],
  ['https://stripe.example', { host: 'stripe.example', protocol: 'https', port: '443' }],
])('a test key may go to %s', (PARTNER_STRIPE_API, place) => {
  expect(stripeAccess({ PARTNER_STRIPE_KEY: TEST, PARTNER_STRIPE_API }, 'test', none)).toEqual({ key: TEST, place });
});
