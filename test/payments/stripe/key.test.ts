import { stripeAccess, type NoAccess } from '../../../src/payments/stripe/key.js';

const TEST = 'sk_test_51HdSGILkdIwHu7ix';
const LIVE = 'rk_live_51HdSGILkdIwHu7ix';
const none = () => undefined;

test.each<readonly [string, Record<string, string>, 'live' | 'test', NoAccess]>([
  ['none', {}, 'live', { fault: 'missing' }],
  ['an empty one', { PARTNER_STRIPE_KEY: '' }, 'live', { fault: 'missing' }],
  ['a file that is not there', { PARTNER_STRIPE_KEY_FILE: '/nowhere' }, 'live', { fault: 'unreadable' }],
  ['an empty file', { PARTNER_STRIPE_KEY_FILE: 'empty' }, 'live', { fault: 'form', from: 'file' }],
  ['something else', { PARTNER_STRIPE_KEY: 'hunter2' }, 'live', { fault: 'form', from: 'variable' }],
  ['a key with a line after it', { PARTNER_STRIPE_KEY: `${TEST}\nx` }, 'test', { fault: 'form', from: 'variable' }],
  [
    'one for web pages',
    { PARTNER_STRIPE_KEY: 'pk_live_51HdSGILkdIwHu7ix' },
    'live',
    { fault: 'publishable', from: 'variable' },
  ],
  [
    'one for web pages, in a file',
    { PARTNER_STRIPE_KEY_FILE: 'pages' },
    'live',
    { fault: 'publishable', from: 'file' },
  ],
  ['a test key where money moves', { PARTNER_STRIPE_KEY: TEST }, 'live', { fault: 'test', from: 'variable' }],
  ['a live key in the test mode', { PARTNER_STRIPE_KEY: LIVE }, 'test', { fault: 'live', from: 'variable' }],
  [
    'a live key for another host',
    { PARTNER_STRIPE_KEY: LIVE, PARTNER_STRIPE_API: 'https://stripe.example' },
    'live',
    { fault: 'place' },
  ],
  [
    'a live key without TLS',
    { PARTNER_STRIPE_KEY: LIVE, PARTNER_STRIPE_API: 'http://127.0.0.1:12111' },
    'live',
    { fault: 'place' },
  ],
  [
    'plain HTTP to another machine',
    { PARTNER_STRIPE_KEY: TEST, PARTNER_STRIPE_API: 'http://10.0.0.1' },
    'test',
    { fault: 'place' },
  ],
  [
    'an address with a path',
    { PARTNER_STRIPE_KEY: TEST, PARTNER_STRIPE_API: 'https://stripe.example/v1' },
    'test',
    { fault: 'place' },
  ],
  ['another protocol', { PARTNER_STRIPE_KEY: TEST, PARTNER_STRIPE_API: 'ftp://127.0.0.1' }, 'test', { fault: 'place' }],
  ['no address', { PARTNER_STRIPE_KEY: TEST, PARTNER_STRIPE_API: 'stripe' }, 'test', { fault: 'place' }],
])('G12 %s is refused as what it is, and where it was read', (_, env, mode, refused) => {
  const files: Readonly<Record<string, string>> = { empty: '\n', pages: 'pk_live_51HdSGILkdIwHu7ix' };
  expect(stripeAccess(env, mode, (path) => files[path])).toEqual(refused);
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
