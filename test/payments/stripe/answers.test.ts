import {
  attachFailed,
  chargeFailed,
  isMissing,
  lookFailed,
  refundFailed,
} from '../../../src/payments/stripe/answers.js';
import { customerOf, idOf, PAGE, whenOf } from '../../../src/payments/stripe/marks.js';
import { WireError } from '../../../src/payments/stripe/wire.js';

const fault = (type: string, more: object = {}) => ({ type: `Stripe${type}Error`, message: '', ...more });
const card = (more: object = {}) => fault('Card', more);
const invalid = (more: object = {}) => fault('InvalidRequest', { statusCode: 400, ...more });
const made = (reason: string) => ({ kind: 'not_executed', reason });
const unknown = (reason: string) => ({ kind: 'unknown', reason });

describe('G3 what Stripe answers to a charge is known, or said not to be', () => {
  test.each<[string, object, object]>([
    [
      'a decline with a reason',
      card({ decline_code: 'lost_card', code: 'card_declined' }),
      { kind: 'declined', declineCode: 'lost_card' },
    ],
    ['with a code alone', card({ code: 'expired_card' }), { kind: 'declined', declineCode: 'expired_card' }],
    ['with neither', card(), { kind: 'declined', declineCode: 'generic_decline' }],
    [
      'with what is no word of Stripe',
      card({ code: 'Nice try!' }),
      { kind: 'declined', declineCode: 'unreadable_reason' },
    ],
    [
      'with the number of a card',
      card({ code: 'card_4242424242424242' }),
      { kind: 'declined', declineCode: 'unreadable_reason' },
    ],
    ['the bank wants the cardholder', card({ decline_code: 'authentication_required' }), { kind: 'action_required' }],
    ['busy', fault('RateLimit'), made('busy')],
    ['another key', fault('Authentication'), made('key_refused')],
    ['one that may not', fault('Permission'), made('key_refused')],
    ['no way there', fault('Connection', { detail: new WireError('unreachable', '') }), made('unreachable')],
    ['cut off on the way', fault('Connection', { detail: new WireError('timed_out', '') }), unknown('timed_out')],
    ['cut off otherwise', fault('Connection'), unknown('connection_cut')],
    ['no such card', invalid({ code: 'resource_missing' }), made('no_such_card')],
    ['no such way to pay', invalid({ param: 'payment_method', code: 'parameter_invalid' }), made('no_such_card')],
    ['an amount that is none', invalid({ param: 'amount' }), made('invalid_amount')],
    ['an amount too small', invalid({ code: 'amount_too_small' }), made('invalid_amount')],
    ['an amount of something else', invalid({ code: 'wrong_amount_' }), made('refused')],
    ['refused otherwise', invalid({ code: 'parameter_unknown', param: 'x' }), made('refused')],
    ['a key for another request', fault('Idempotency'), unknown('key_reused')],
    ['the same under way', fault('API', { code: 'idempotency_key_in_use' }), unknown('pending')],
    ['in conflict', fault('API', { statusCode: 409 }), unknown('pending')],
    ['a server that broke', fault('API', { statusCode: 500 }), unknown('server_error')],
    ['what cannot be read', fault('API'), unknown('unreadable_answer')],
    ['a mistake of ours', new TypeError('x'), unknown('unreadable_answer')],
  ])('%s', (_, error, outcome) => expect(chargeFailed(error)).toEqual(outcome));

  test.each<[string, object, object]>([
    [
      'given back already',
      invalid({ code: 'charge_already_refunded' }),
      { kind: 'refused', reason: 'charge_already_refunded' },
    ],
    ['no such charge', invalid({ code: 'resource_missing' }), { kind: 'refused', reason: 'no_such_charge' }],
    [
      'a card that takes nothing back',
      card({ code: 'expired_or_canceled_card' }),
      { kind: 'refused', reason: 'expired_or_canceled_card' },
    ],
    ['without a word', card(), unknown('unreadable_answer')],
    ['refused otherwise', invalid({ code: 'charge_disputed' }), { kind: 'refused', reason: 'charge_disputed' }],
    ['without a code', invalid(), { kind: 'refused', reason: 'refused' }],
    ['busy', fault('RateLimit'), { kind: 'refused', reason: 'busy' }],
    ['a server that broke', fault('API', { statusCode: 500 }), unknown('server_error')],
  ])('of a refund: %s', (_, error, outcome) => expect(refundFailed(error)).toEqual(outcome));

  test('of a card to be kept, and of a question', () => {
    expect(attachFailed(card({ decline_code: 'lost_card' }))).toEqual({ kind: 'declined', declineCode: 'lost_card' });
    for (const failed of [attachFailed, lookFailed]) {
      expect(failed(fault('RateLimit'))).toEqual(unknown('busy'));
      expect(failed(fault('Authentication'))).toEqual(unknown('key_refused'));
      expect(failed(fault('Connection', { detail: new WireError('unreachable', '') }))).toEqual(unknown('unreachable'));
      expect(failed(invalid({ code: 'resource_missing' }))).toEqual(unknown('account_differs'));
      expect(failed(fault('API', { statusCode: 500 }))).toEqual(unknown('server_error'));
    }
    expect([isMissing(invalid({ code: 'resource_missing' })), isMissing(invalid()), isMissing(new Error('x'))]).toEqual(
      [true, false, false],
    );
  });
});

test('G22 a thing is of when it was asked for; else of when Stripe says that it was made', () => {
  const created = Date.parse('2026-03-01T12:00:00.000Z') / 1000;
  const asked = '2026-02-28T11:59:59.999Z';
  expect(whenOf({ metadata: { partner_at: asked }, created })).toBe(asked);
  for (const metadata of [null, {}, { partner_at: 'x' }])
    expect(whenOf({ metadata, created })).toBe('2026-03-01T12:00:00.000Z');
  expect([customerOf('cus_1/pm_1'), customerOf('')]).toEqual(['cus_1', '']);
  expect([idOf('a'), idOf({ id: 'b' }), idOf(null)]).toEqual(['a', 'b', undefined]);
  // Stripe takes no more.
  expect(PAGE).toBe(100);
});
