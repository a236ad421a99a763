import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import { postingsOf } from '../../src/core/posting.js';
import type { Refund } from '../../src/core/records.js';
import { refund } from '../store/samples.js';
import { paidOrder } from './support.js';
import { book, day } from './world.js';

const PAID = day('2026-03-01');
const TAXED = { ...paidOrder(PAID), tax: money(9500, 'USD'), total: money(57000, 'USD') };
const GIVEN_BACK: Refund = {
  ...refund(0, 1),
  orderId: 'ord_0',
  state: 'refunded',
  settledAt: noonOf(addDays(PAID, 9)),
  gatewayRef: 're_1',
  creditNoteNumber: 'CN-2026-000001',
};

function told(held: Parameters<typeof book>[0], from: Day = day('2026-01-01'), to: Day = day('2026-12-31')) {
  return postingsOf(book(held), from, to).map(
    ({ date, document, kind, posting, debit, credit }) =>
      `${date} ${kind} ${document} ${posting} ${debit.amount} ${credit.amount}`,
  );
}

const SALE = [
  '2026-03-01 sale 2018-000001 receivable 57000 0',
  '2026-03-01 sale 2018-000001 revenue 0 47500',
  '2026-03-01 sale 2018-000001 tax 0 9500',
  '2026-03-01 payment ch_1 cash 57000 0',
  '2026-03-01 payment ch_1 receivable 0 57000',
];
const CREDIT_NOTE = [
  '2026-03-10 credit-note CN-2026-000001 receivable 0 57000',
  '2026-03-10 credit-note CN-2026-000001 revenue 47500 0',
  '2026-03-10 credit-note CN-2026-000001 tax 9500 0',
  '2026-03-10 refund re_1 cash 0 57000',
  '2026-03-10 refund re_1 receivable 57000 0',
];

describe('D31 what is sold, paid and given back is debited and credited, and each document is balanced', () => {
  test('a sale with its tax and its payment', () => expect(told({ orders: [TAXED] })).toEqual(SALE));

  test.each([null, money(0, 'USD')])('with a tax of %j there is no line of it', (tax) =>
    expect(told({ orders: [{ ...paidOrder(PAID), tax }] }).slice(0, 3)).toEqual([
      '2026-03-01 sale 2018-000001 receivable 47500 0',
      '2026-03-01 sale 2018-000001 revenue 0 47500',
      '2026-03-01 payment ch_1 cash 47500 0',
    ]),
  );

  test('and one of a cent has its own', () =>
    expect(told({ orders: [{ ...paidOrder(PAID), tax: money(1, 'USD') }] })[2]).toBe(
      '2026-03-01 sale 2018-000001 tax 0 1',
    ));

  test('a refund is the same turned round, and one that was refused or is of another order is none', () => {
    expect(told({ orders: [TAXED], refunds: [GIVEN_BACK] })).toEqual([...SALE, ...CREDIT_NOTE]);
    expect(told({ orders: [TAXED], refunds: [{ ...GIVEN_BACK, state: 'refused' }] })).toEqual(SALE);
    expect(told({ orders: [TAXED], refunds: [{ ...GIVEN_BACK, orderId: 'ord_9' }] })).toEqual(SALE);
  });

  test('both days of a span are in it', () => {
    const held = { orders: [TAXED], refunds: [GIVEN_BACK] };
    expect(told(held, PAID, PAID)).toEqual(SALE);
    expect(told(held, addDays(PAID, 1), addDays(PAID, 9))).toEqual(CREDIT_NOTE);
    expect(told(held, addDays(PAID, 1), addDays(PAID, 8))).toEqual([]);
  });

  test('of what is not paid nothing is told', () => {
    const open = { ...TAXED, state: 'placed', paidAt: null, receiptNumber: null } as const;
    expect(told({ orders: [open] })).toEqual([]);
  });
});
