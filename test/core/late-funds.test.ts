import type { Book } from '../../src/core/book.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import type { Order, TransferEnd } from '../../src/core/order.js';
import { firstTerm, nextTerm } from '../../src/core/subscription.js';
import { awaitedTransfer, notAwaited, notConfirmable, touches } from '../../src/core/transfer.js';
import { awaiting } from './support.js';
import { book, day, offer, policy, programme, subscription, view } from './world.js';

const ORDERED = day('2026-03-01');
const DUE = addDays(ORDERED, 30);
const LATE = addDays(DUE, 1);
const ended = (outcome: 'cancelled' | 'expired', on: Day = LATE): TransferEnd => ({
  outcome,
  at: noonOf(on),
  by: 'admin@contoso.example',
});
const received: TransferEnd = {
  outcome: 'received',
  receivedOn: ORDERED,
  at: noonOf(DUE),
  by: 'admin@contoso.example',
};

/** For a first term; its subscription is there once it is paid. */
const FIRST: Order = { ...awaiting(DUE), subscriptionId: 'sub_9', placedAt: noonOf(ORDERED) };
/** For the second term of what is owned. */
const NEXT: Order = { ...awaiting(DUE), term: nextTerm(firstTerm(day('2025-03-20'), 1), policy(), 1, ORDERED) };
const closedBy = (order: Order, end: TransferEnd): Order => ({ ...order, transfer: { due: DUE, end } });

describe('D22 funds that came in time are confirmed after the last day, too', () => {
  test.each<[string, Order, Day, Day, object | undefined]>([
    ['on the last day', FIRST, DUE, DUE, undefined],
    ['the day after, of funds that came on the last one', FIRST, LATE, DUE, undefined],
    ['the day after, of funds that came then', FIRST, LATE, LATE, { why: 'expired', on: DUE, inTime: true }],
    ['once it was written down as expired', closedBy(FIRST, ended('expired')), LATE, DUE, { why: 'expired', on: DUE }],
    ['once it was cancelled', closedBy(FIRST, ended('cancelled')), LATE, DUE, { why: 'cancelled', on: LATE }],
    ['once they were confirmed', closedBy(FIRST, received), LATE, DUE, { why: 'paid', on: DUE }],
    ['paid by card', { ...FIRST, transfer: undefined } as never, LATE, DUE, { why: 'by-card', on: null }],
  ])('%s', (_, order, today, receivedOn, refusal) => {
    const found = notConfirmable(book(), order, today, receivedOn);
    if (refusal === undefined) expect(found).toBeUndefined();
    else
      expect(found).toEqual({
        ...{ code: 'TRANSFER_CLOSED', rule: 'P9', order: 'ord_0', offer: 'pack', kind: order.kind },
        ...refusal,
      });
  });

  const cancelled = { requestId: 'req_1', from: LATE, at: noonOf(ORDERED), by: 'admin@contoso.example' };
  const START = day('2025-03-20');
  const upgrade: Order = { ...FIRST, supersedes: 'sub_1', offer: 'gold' };
  test.each<[string, Order, Book['subscriptions'], boolean]>([
    ['nothing was bought', FIRST, [], false],
    ['the same was', FIRST, [subscription(ORDERED)], true],
    ['it was once before', { ...FIRST, enrolment: 1 }, [subscription(START)], false],
    ['something else was', FIRST, [subscription(ORDERED, 1, { offer: 'other' })], false],
    ['its term is free', NEXT, [subscription(START)], false],
    ['its term was paid otherwise', NEXT, [subscription(START, 2)], true],
    [
      'a newer enrolment was bought',
      NEXT,
      [subscription(START), subscription(ORDERED, 1, { id: 'sub_2', enrolment: 1 })],
      true,
    ],
    [
      'another offer has a higher number',
      NEXT,
      [subscription(START), subscription(ORDERED, 1, { id: 'sub_2', enrolment: 1, offer: 'other' })],
      false,
    ],
    ['it was cancelled', NEXT, [subscription(START, 1, { cancelled })], true],
    ['it was superseded', NEXT, [subscription(START, 1, { superseded: { on: ORDERED, by: 'gold' } })], true],
    ['what it upgrades is still there, and renewed', upgrade, [subscription(START, 3)], false],
    ['what it upgrades was cancelled', upgrade, [subscription(START, 1, { cancelled })], true],
  ])('until its term is taken otherwise: %s', (_, order, subscriptions, taken) => {
    const found = notConfirmable(book({ subscriptions }), order, LATE, DUE);
    expect(found).toEqual(taken ? expect.objectContaining({ why: 'taken', on: DUE }) : undefined);
    const once = (end: TransferEnd) => notConfirmable(book({ subscriptions }), closedBy(order, end), LATE, DUE);
    expect(once(ended('expired'))).toMatchObject({ why: taken ? 'taken' : 'expired' });
    expect(once(ended('cancelled'))).toMatchObject({ why: 'cancelled' });
    // Nothing stands in the way while it waits.
    expect(notConfirmable(book({ subscriptions }), order, DUE, DUE)).toBeUndefined();
    expect(notAwaited(order, DUE)).toBeUndefined();
  });
});

test('P7, G3 a payment that waits touches its offer, the two sides of an upgrade, and what it includes', () => {
  const pack = offer();
  const gold = offer({ id: 'gold', upgrade: { from: 'pack', discount: 2500 }, includes: ['seats'] });
  const others = ['seats', 'other'].map((id) => offer({ id }));
  const sold = programme({ offers: [pack, gold, ...others] });
  const touched = (order: Order) => sold.offers.filter((one) => touches(order, one, sold)).map(({ id }) => id);
  expect(touched(FIRST)).toEqual(['pack', 'gold']);
  expect(touched({ ...FIRST, offer: 'gold' })).toEqual(['gold', 'seats']);
  expect(touched({ ...FIRST, offer: 'gold', supersedes: 'sub_1' })).toEqual(['pack', 'gold', 'seats']);
  expect(touched({ ...FIRST, offer: 'other' })).toEqual(['other']);
  const waits = (today: Day) =>
    awaitedTransfer(view(today, { programme: sold, book: book({ orders: [FIRST] }) }), gold)?.code;
  expect([waits(DUE), waits(LATE)]).toEqual(['TRANSFER_PENDING', undefined]);
});
