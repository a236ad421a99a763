import { openRefundOf } from '../../src/core/refund.js';
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
