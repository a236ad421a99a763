import { buyerOf, stating } from '../../src/core/account.js';
import { isAccepted, standsAgainstMoving, stayingBehind, turnedOffByMoving } from '../../src/core/account-move.js';
import type { Acceptance } from '../../src/core/account.js';
import type { Book } from '../../src/core/book.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import type { Order } from '../../src/core/order.js';
import { acceptance, order as sampleOrder, refund } from '../store/samples.js';
import { asked, awaiting, paidOrder } from './support.js';
import { account, book, day, subscription, view } from './world.js';

const BOUGHT = day('2018-09-01');
const PAID = paidOrder(BOUGHT);
const [attempt] = PAID.attempts;
const open = {
  ...PAID,
  id: 'ord_open',
  state: 'placed',
  attempts: [{ ...attempt, state: 'unknown' }],
} as unknown as Order;
const DUE = addDays(BOUGHT, 30);

describe('D34 an account moves once nothing of it is open', () => {
  const against = (has: Partial<Book>, today: Day = BOUGHT) => standsAgainstMoving({ ...view(today), book: book(has) });

  test.each<[string, Partial<Book>, object | undefined]>([
    ['nothing', { orders: [PAID], refunds: [{ ...refund(0, 1), orderId: PAID.id, state: 'refunded' }] }, undefined],
    ['a payment', { orders: [PAID, open] }, { kind: 'paying', order: { id: 'ord_open' } }],
    [
      'a refund',
      { orders: [open, PAID].slice(1), refunds: [{ ...refund(0, 1), orderId: PAID.id, state: 'unknown' }] },
      { kind: 'returning', order: { id: PAID.id } },
    ],
    [
      'a transfer',
      { orders: [awaiting(DUE)] },
      { kind: 'refused', refusal: { code: 'TRANSFER_PENDING', order: 'ord_0' } },
    ],
    [
      'a request',
      { requests: [asked(['approved']), { ...asked([null]), number: 2 }] },
      { kind: 'refused', refusal: { code: 'HAS_OPEN_REQUESTS', requests: [2], moving: true } },
    ],
    ['a request that has ended', { requests: [asked(['rejected'])] }, undefined],
  ])('%s', (_, has, kind) => {
    if (kind === undefined) expect(against(has)).toBeUndefined();
    else expect(against(has)).toMatchObject(kind);
  });

  test('P9 a transfer whose day is over stands against nothing', () =>
    expect(against({ orders: [awaiting(DUE)] }, addDays(DUE, 1))).toBeUndefined());

  test('what lives stays behind, and what would be charged by itself is turned off', () => {
    const off = { turnedOff: [{ term: 0, at: noonOf(BOUGHT), by: 'admin@contoso.example' }] };
    const held = [
      subscription(BOUGHT),
      subscription(BOUGHT, 1, { id: 'sub_off', offer: 'other', ...off }),
      subscription(BOUGHT, 1, { id: 'sub_new', offer: 'third', programme: 'next' }),
    ];
    const ids = (today: string, to: string) => {
      const seen = { ...view(day(today)), book: book({ subscriptions: held }) };
      return [stayingBehind(seen, { id: to }), turnedOffByMoving(seen, { id: to })].map((found) =>
        found.map(({ id }) => id),
      );
    };
    expect(ids('2019-10-01', 'next')).toEqual([['sub_1', 'sub_off'], ['sub_1']]);
    expect(ids('2019-10-02', 'next')).toEqual([[], []]);
    expect(ids('2019-10-01', 'any')).toEqual([['sub_new'], ['sub_new']]);
  });

  test('D14 the very text of an agreement counts as accepted, and none of an order', () => {
    const terms = { id: 'agreement', sha256: 'ab'.repeat(32) } as never;
    const one: Acceptance = { ...acceptance(sampleOrder()), terms: 'agreement', orderId: null };
    expect(isAccepted([], terms)).toBe(false);
    expect(isAccepted([one], terms)).toBe(true);
    for (const changes of [{ terms: 'rights' }, { sha256: 'cd'.repeat(32) }, { orderId: 'ord_1' }])
      expect(isAccepted([{ ...one, ...changes }], terms)).toBe(false);
    expect(isAccepted([{ ...one, terms: 'rights' }, one], terms)).toBe(true);
  });
});

test('G26 a document keeps the buyer that it was issued to, with what was known of them then', () => {
  const first = stating(account({ address: '1 rue', vatId: 'FR1' }), { company: 'Fabrikam' }, ['doc_1']);
  const second = stating(first, { address: null, vatId: 'FR2' }, ['doc_1', 'doc_2']);
  const third = stating(second, { country: 'DE' }, ['doc_1', 'doc_2', 'doc_3']);
  const old = { company: 'Contoso', country: 'FR', address: '1 rue', vatId: 'FR1', documents: ['doc_1'] };
  expect(buyerOf(third, 'doc_1')).toStrictEqual(old);
  expect(buyerOf(third, 'doc_2')).toStrictEqual({ ...old, company: 'Fabrikam', documents: ['doc_2'] });
  expect(buyerOf(third, 'doc_3')).toStrictEqual({
    company: 'Fabrikam',
    country: 'FR',
    vatId: 'FR2',
    documents: ['doc_3'],
  });
  expect(buyerOf(third, 'doc_4')).toBe(third);
  expect(stating(account(), { company: 'Fabrikam' }, [])).toStrictEqual(account({ company: 'Fabrikam' }));
});
