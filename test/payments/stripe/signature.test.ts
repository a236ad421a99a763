import Stripe from 'stripe';
import { parseWebhookSecret, readEvent } from '../../../src/payments/stripe/signature.js';
import { eventOf, signatureFor, WEBHOOK_SECRET as SECRET } from './told.js';

const AT = Date.parse('2026-11-22T12:00:00Z');
const BODY = eventOf('payment_intent.succeeded', { id: 'pi_1', object: 'payment_intent' });
const bytes = (text: string) => Buffer.from(text, 'utf8');
const read = (body: string, header: string, now = AT) => readEvent(bytes(body), header, SECRET, now);
const READ = {
  id: JSON.parse(BODY).id,
  type: 'payment_intent.succeeded',
  about: { kind: 'payment_intent', ref: 'pi_1' },
};

test('D19 an event is what it is about, and nothing else of it is kept', () => {
  expect(read(BODY, signatureFor(BODY, { at: AT }))).toEqual(READ);
});

test('a signature of the official package is good here', () => {
  const header = Stripe.webhooks.generateTestHeaderString({ payload: BODY, secret: SECRET, timestamp: AT / 1000 });
  expect(read(BODY, header)).toEqual(READ);
});

test('while a secret is changed there are several signatures, and one that holds is enough', () => {
  const own = signatureFor(BODY, { at: AT });
  const other = signatureFor(BODY, { at: AT, secret: 'whsec_another' }).split(',')[1];
  const [stamp, good] = own.split(',');
  expect(read(BODY, `${stamp},${other},${good},v0=00`)).toEqual(READ);
  expect(read(BODY, `${stamp},${other}`)).toBe('signature');
});

test.each([
  ['another byte', `${BODY} `, signatureFor(BODY, { at: AT })],
  ['another secret', BODY, signatureFor(BODY, { at: AT, secret: 'whsec_another' })],
  ['another time', BODY, signatureFor(BODY, { at: AT }).replace(/t=\d+/, `t=${AT / 1000 + 1}`)],
  ['no time', BODY, signatureFor(BODY, { at: AT }).replace(/t=\d+,/, '')],
  ['a time that is no number', BODY, 't=NaN,v1=00'],
  ['a scheme of long ago', BODY, signatureFor(BODY, { at: AT }).replace('v1', 'v0')],
  ['half a signature', BODY, signatureFor(BODY, { at: AT }).slice(0, -2)],
  ['nothing', BODY, ''],
])('%s is not signed', (_, body, header) => expect(read(body, header)).toBe('signature'));

test.each([
  [0, READ],
  [300, READ],
  [-300, READ],
  [301, 'time'],
  [-301, 'time'],
])('an event that was signed %i seconds ago: %j', (seconds, said) => {
  expect(read(BODY, signatureFor(BODY, { at: AT }), AT + seconds * 1000)).toEqual(said);
});

test.each([
  '',
  'null',
  '[]',
  '{}',
  '{"id":"evt_1","type":"x"}',
  '{"id":"evt_1","type":"x","data":{"object":{"id":"../v1/x","object":"charge"}}}',
  '{"id":"evt_1","type":"x","data":{"object":{"id":"..","object":"charge"}}}',
  '{"id":"evt 1","type":"x","data":{"object":{"id":"ch_1","object":"charge"}}}',
  '{"id":"evt_1","type":"x","data":{"object":{"id":"4242424242424242","object":"charge"}}}',
])('what is signed and is no event, or names things as Stripe does not, is none: %s', (body) =>
  expect(read(body, signatureFor(body, { at: AT }))).toBe('form'),
);

test.each([
  [` ${SECRET}\n`, SECRET],
  ['whsec_short', undefined],
  ['sk_test_51HdSGILkdIwHu7ix', undefined],
  ['', undefined],
])('the secret of an endpoint is %j: %s', (text, secret) => expect(parseWebhookSecret(text)).toBe(secret));
