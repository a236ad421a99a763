import fc from 'fast-check';
import type { Instant } from '../../src/core/day.js';
import {
  isOpen,
  keyOf,
  openAttempt,
  paysFor,
  receiptNumber,
  referenceOf,
  standsForTerm,
  wasDeclinedLast,
  type AttemptState,
  type Order,
  type PaymentAttempt,
} from '../../src/core/order.js';
import { attempt, order } from '../store/samples.js';

const what = { installation: 'inst-1', mpnId: '1234567', offer: 'pack', enrolment: 0, term: 3 };

describe('F6 a key is made of what is paid', () => {
  test('F6 the same term has the same reference, and each attempt its own key', () => {
    expect(referenceOf(what)).toBe('inst-1/1234567/pack/0/3');
    expect(keyOf(referenceOf(what), 2)).toBe('inst-1/1234567/pack/0/3/2');
  });

  test('F6, G4 two things that are paid never share a key', () => {
    const name = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
    const payable = fc.record({
      installation: name,
      mpnId: name,
      offer: name,
      enrolment: fc.nat(12),
      term: fc.nat(12),
    });
    fc.assert(
      fc.property(
        payable,
        payable,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (left, right, first, second) => {
          const same = JSON.stringify([left, first]) === JSON.stringify([right, second]);
          expect(keyOf(referenceOf(left), first) === keyOf(referenceOf(right), second)).toBe(same);
        },
      ),
    );
  });
});

describe('D6 a card was declined last', () => {
  const at = (day: number, state: AttemptState): PaymentAttempt => {
    const sentAt = `2026-09-0${day}T10:00:00.000Z` as Instant;
    return { ...attempt(order()), state, sentAt, paymentMethodId: 'pm_1' };
  };
  const orders = (...tried: PaymentAttempt[][]): Order[] => tried.map((attempts) => ({ ...order(), attempts }));

  test.each<[boolean, Order[]]>([
    [false, orders()],
    [true, orders([at(1, 'declined')])],
    [true, orders([at(1, 'succeeded'), at(2, 'action_required')])],
    [false, orders([at(1, 'declined')], [at(2, 'succeeded')])],
    [false, orders([at(1, 'declined'), at(3, 'succeeded')], [at(2, 'declined')])],
    [false, orders([at(1, 'not_executed')])],
  ])('%s', (declined, tried) => {
    expect(wasDeclinedLast(tried, 'pm_1')).toBe(declined);
    expect(wasDeclinedLast(tried, 'pm_2')).toBe(false);
  });
});

test('P7 an order pays for its own subscription, and for the one whose place it takes', () => {
  const upgrade = { subscriptionId: 'gold', supersedes: 'pack' };
  expect(['gold', 'pack', 'other'].map((id) => paysFor(upgrade, id))).toEqual([true, true, false]);
  expect(['gold', 'pack'].map((id) => paysFor({ subscriptionId: 'gold' }, id))).toEqual([true, false]);
});

test.each([
  [2026, 1, '2026-000001'],
  [2026, 999_999, '2026-999999'],
  [2026, 1_000_000, '2026-1000000'],
  [1, 12, '0001-000012'],
])('I13 receipt %s of year %s is %s', (year, serial, expected) => expect(receiptNumber(year, serial)).toBe(expected));

describe('G3 an attempt without a believed answer is open', () => {
  test.each<[AttemptState, boolean]>([
    ['sending', true],
    ['unknown', true],
    ['succeeded', false],
    ['declined', false],
    ['action_required', false],
    ['not_executed', false],
  ])('G3 %s: %s', (state, open) => {
    const tried = { ...attempt(order()), state };
    expect(isOpen(tried)).toBe(open);
    expect(openAttempt({ ...order(), attempts: [tried] })).toBe(open ? tried : undefined);
  });

  test('I2 only a failed order leaves its term free', () => {
    const states = ['placed', 'paid', 'failed'] as const;
    expect(states.filter((state) => standsForTerm({ ...order(), state }))).toEqual(['placed', 'paid']);
  });
});
