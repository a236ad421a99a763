import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import {
  creditNoteNumber,
  creditNoteParts,
  moneyState,
  openRefundOf,
  paymentOf,
  refundable,
  returnedOf,
  wholeRefundable,
} from '../../src/core/refund.js';
import type { Order } from '../../src/core/order.js';
import { order, refund } from '../store/samples.js';
import { awaiting, paidOrder } from './support.js';
import { day, policy } from './world.js';

describe('G3 a refund that is on its way', () => {
  const book = { orders: [order(0, 1), order(0, 2)], refunds: [refund(1, 1)] };

  test('is of its own subscription', () =>
    expect(openRefundOf(book, order(0, 1).subscriptionId)?.id).toBe(refund(1, 1).id));

  test('and of no other of the same account', () =>
    expect(openRefundOf(book, order(0, 2).subscriptionId)).toBeUndefined());

  test('is none once it is settled', () => {
    const settled = { ...book, refunds: [{ ...refund(1, 1), state: 'refused' as const }] };
    expect(openRefundOf(settled, order(0, 1).subscriptionId)).toBeUndefined();
  });
});

describe('P8 what a gateway shows to be given back of a charge of 475', () => {
  const usd = (amount: number) => ({ amount: money(amount, 'USD') });
  const total = money(47500, 'USD');

  test.each([
    [[], { kind: 'nothing' }],
    [[47500], { kind: 'all' }],
    [[10000, 37500], { kind: 'all' }],
    [[47499], { kind: 'part', amount: money(47499, 'USD') }],
    [[10000, 10000], { kind: 'part', amount: money(20000, 'USD') }],
    // A gateway that ignores its keys gave it back twice.
    [[47500, 47500], { kind: 'all' }],
  ] as const)('%j is %j', (amounts, what) => expect(returnedOf(total, amounts.map(usd))).toEqual(what));
});

test('P8 where other hands gave back a part, nothing is sent, and what is left is said', () => {
  const whole = { id: 'ord_1', total: money(47500, 'USD') };
  const given = (...amounts: readonly number[]) =>
    wholeRefundable(
      whole,
      3,
      returnedOf(
        whole.total,
        amounts.map((amount) => ({ amount: money(amount, 'USD') })),
      ),
    );
  expect([given(), given(47500)]).toEqual([undefined, undefined]);
  expect(given(10000, 7500)).toEqual({
    code: 'REFUNDED_IN_PART',
    rule: 'P8',
    order: 'ord_1',
    request: 3,
    returned: money(17500, 'USD'),
    left: money(30000, 'USD'),
  });
});

describe('P8, P9 what the money of an order came to', () => {
  const DUE = day('2026-03-31');
  const PAID = paidOrder(day('2026-03-01'));
  const by = 'admin@contoso.example';
  const received = { outcome: 'received', receivedOn: DUE, at: noonOf(DUE), by } as const;
  const cancelled = { outcome: 'cancelled', at: noonOf(DUE), by } as const;
  const FUNDED: Order = { ...PAID, attempts: [], transfer: { due: DUE, end: received } };
  const [tried] = PAID.attempts;
  const attempts = (state: 'unknown' | 'declined', declineCode: string | null, page?: object): Order =>
    ({
      ...PAID,
      state: state === 'declined' ? 'failed' : 'placed',
      attempts: [{ ...tried, state, declineCode, ...page }],
    }) as Order;
  const page = { page: { ref: 'cs_1', url: 'https://pay.example', until: noonOf(DUE) } };

  test.each<[string, Order, Day, string]>([
    ['paid by card', PAID, DUE, 'paid'],
    ['waiting for its cardholder', attempts('unknown', null, page), DUE, 'action_required'],
    ['unknown', attempts('unknown', null), DUE, 'placed'],
    ['declined', attempts('declined', 'generic_decline'), DUE, 'failed'],
    ['called off', attempts('declined', 'called_off'), DUE, 'cancelled'],
    ['waiting for funds', awaiting(DUE), DUE, 'pending'],
    ['past its last day', awaiting(DUE), addDays(DUE, 1), 'expired'],
    ['cancelled', { ...awaiting(DUE), transfer: { due: DUE, end: cancelled } }, DUE, 'cancelled'],
    ['funded', FUNDED, DUE, 'paid'],
  ])('%s', (_, one, today, state) => {
    expect(moneyState(one, [], today)).toBe(state);
    expect(moneyState(one, [{ ...refund(0, 1), state: 'unknown' }], today)).toBe('refund_pending');
    expect(
      moneyState(
        one,
        [
          { ...refund(0, 1), state: 'refused' },
          { ...refund(0, 1), state: 'refunded' },
        ],
        today,
      ),
    ).toBe('refunded');
  });

  test('P9 it was paid by what the gateway or the bank calls it', () => {
    const sent: Order = {
      ...PAID,
      attempts: [{ ...PAID.attempts[0], state: 'declined', chargeId: null }, ...PAID.attempts] as never,
    };
    expect([paymentOf(sent), paymentOf(FUNDED), paymentOf(awaiting(DUE))]).toEqual(['ch_1', 'MPN 1234567 ORD 0', null]);
  });

  const refunds = policy({ refund: { days: 30, unlessBenefitActivated: true } });
  const lenient = policy({ refund: { days: 30, unlessBenefitActivated: false } });
  const unused = { benefitActivated: false, keyViewed: false };
  test.each([
    ['on the last day', PAID, refunds, '2026-03-31', unused, undefined],
    ['the day after', PAID, refunds, '2026-04-01', unused, { why: 'too-late', until: '2026-03-31' }],
    ['never paid', { ...PAID, paidAt: null }, refunds, '2026-03-31', unused, { why: 'not-charged', until: null }],
    ['without a charge', { ...PAID, attempts: [] }, refunds, '2026-03-31', unused, { why: 'not-charged' }],
    ['where none is offered', PAID, policy(), '2026-03-01', unused, { why: 'not-offered', until: null }],
    [
      'a benefit in use',
      PAID,
      refunds,
      '2026-03-31',
      { ...unused, benefitActivated: true },
      { why: 'benefit-activated' },
    ],
    ['a key that was seen', PAID, refunds, '2026-03-31', { ...unused, keyViewed: true }, { why: 'key-viewed' }],
    [
      'both, where that does not count',
      PAID,
      lenient,
      '2026-03-31',
      { benefitActivated: true, keyViewed: true },
      undefined,
    ],
  ] as const)('P8 given back: %s', (_, one, rules, today, use, refusal) => {
    const found = refundable(one, rules, day(today), use);
    if (refusal === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ code: 'REFUND_WINDOW_CLOSED', order: 'ord_0', offer: 'pack', ...refusal });
  });
});

test('I13 the number of a credit note is that of no receipt', () => {
  expect(creditNoteNumber(2026, 7)).toBe('CN-2026-000007');
  expect(creditNoteParts('CN-2026-000007')).toEqual({ year: 2026, serial: 7 });
  for (const other of ['2026-000007', 'XX-2026-000007', 'CN-2026-7'])
    expect(() => creditNoteParts(other)).toThrow(RangeError);
});
