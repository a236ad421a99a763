import { money } from '../../src/core/money.js';
import { openRefundOf, returnedOf } from '../../src/core/refund.js';
import { order, refund } from '../store/samples.js';

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
