import fc from 'fast-check';
import { addDays, anniversary, daysBetween, type Day, noonOf } from '../../src/core/day.js';
import { dueRenewal, nextCharge } from '../../src/core/outlook.js';
import { forecast } from '../../src/core/forecast.js';
import { decimal, money, parseMoney } from '../../src/core/money.js';
import { moneyState } from '../../src/core/refund.js';
import { firstTerm, lastTerm, nextTerm, renewalWindow, type TermSpan } from '../../src/core/subscription.js';
import {
  beginsWithFunds,
  chargedWithoutFunds,
  fundedTerm,
  isPending,
  overdueTransfers,
  transferDue,
  transferOffered,
  transferReference,
  transferState,
} from '../../src/core/transfer.js';
import { awaiting } from './support.js';
import type { Policy } from '../../src/core/programme.js';
import { book, card, day, offer, policy, programme, subscription, view } from './world.js';

const ORDERED = day('2018-09-01');
const BY_TRANSFER = policy({ bankTransfer: { days: 30 } });

test('P9 it waits for as many days as the programme says, both ends included, then has expired', () => {
  const due = transferDue(BY_TRANSFER, ORDERED, undefined) ?? ORDERED;
  expect(daysBetween(ORDERED, due)).toBe(30);
  fc.assert(
    fc.property(fc.nat(80), (after) => {
      const today = addDays(ORDERED, after);
      expect(transferState({ due }, today)).toBe(after <= 30 ? 'pending' : 'expired');
      expect(isPending(awaiting(due), today)).toBe(after <= 30);
      expect(moneyState(awaiting(due), [], today)).toBe(after <= 30 ? 'pending' : 'expired');
    }),
  );
});

test('P1, P9 never longer than what is renewed can be renewed', () => {
  const held = subscription(ORDERED);
  fc.assert(
    fc.property(fc.integer({ min: -90, max: 30 }), (after) => {
      const due = transferDue(BY_TRANSFER, addDays(anniversary(ORDERED, 1), after), held);
      expect(due).toBe(addDays(anniversary(ORDERED, 1), Math.min(after + 30, 30)));
    }),
  );
  expect(transferDue(policy(), ORDERED, held)).toBeUndefined();
});

test('P9 what is written down of it is final', () => {
  const end = { outcome: 'cancelled', at: noonOf(ORDERED), by: 'admin' } as const;
  expect(transferState({ due: ORDERED, end }, addDays(ORDERED, 400))).toBe('cancelled');
});

test('P3, P9 a first term begins when the funds are confirmed; the next one stays where it was', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.integer({ min: 1, max: 3 }), (after, years) => {
      const confirmed = addDays(ORDERED, after);
      const ordered = firstTerm(ORDERED, years);
      const placed = (term: TermSpan) => ({ ...awaiting(ORDERED), term });
      expect(fundedTerm(placed(ordered), confirmed)).toEqual(firstTerm(confirmed, years));
      const next = nextTerm(ordered, policy(), years, ORDERED);
      expect(fundedTerm(placed(next), confirmed, ordered)).toBe(next);
      const fromPayment = policy({ anniversaryAfterRenewal: 'payment-date' });
      const moved = nextTerm(ordered, fromPayment, years, ORDERED);
      expect(fundedTerm(placed(moved), confirmed, ordered)).toEqual(nextTerm(ordered, fromPayment, years, confirmed));
    }),
  );
});

test('P9 overdue is what stands as placed past its day, and nothing that has ended or may still be paid', () => {
  const past = { ...awaiting(ORDERED), id: 'ord_past' };
  const orders = [
    past,
    { ...past, id: 'ord_failed', state: 'failed' as const },
    { ...awaiting(addDays(ORDERED, 1)), id: 'ord_today' },
  ];
  expect(overdueTransfers(book({ orders }), addDays(ORDERED, 1)).map(({ id }) => id)).toEqual(['ord_past']);
});

test('P9 a first term has no days before its funds come, a next one always', () => {
  const first = { ...awaiting(ORDERED), term: firstTerm(ORDERED, 1) };
  const received = {
    due: ORDERED,
    end: { outcome: 'received', receivedOn: ORDERED, at: noonOf(ORDERED), by: 'admin' },
  } as const;
  expect(beginsWithFunds(first)).toBe(true);
  expect(beginsWithFunds({ ...first, transfer: received })).toBe(false);
  const next = nextTerm(first.term, policy(), 1, ORDERED);
  expect(beginsWithFunds({ ...first, term: next })).toBe(false);
  expect(beginsWithFunds({ ...first, term: next, placedAt: noonOf(next.start) })).toBe(false);
  expect(beginsWithFunds({ ...first, placedAt: noonOf(addDays(ORDERED, 1)) })).toBe(true);
});

test('D23, P9 what follows on something brought in stays on the day that was stated, and else moves with the payment', () => {
  const stated: TermSpan = {
    number: 0,
    anchor: ORDERED,
    yearsFromAnchor: 0,
    start: addDays(ORDERED, -300),
    end: ORDERED,
  };
  const confirmed = addDays(ORDERED, 10);
  const funded = (moves: Policy['anniversaryAfterRenewal'], last = stated) => {
    const next = nextTerm(last, policy({ anniversaryAfterRenewal: moves }), 1, ORDERED);
    return fundedTerm({ term: next, placedAt: noonOf(ORDERED) }, confirmed, last).start;
  };
  expect(funded('keep')).toBe(ORDERED);
  expect(funded('payment-date', { ...stated, anchor: stated.start, yearsFromAnchor: 1 })).toBe(confirmed);
  expect(funded('payment-date', { ...stated, end: addDays(ORDERED, 20) })).toBe(confirmed);
});

test('P9 a transfer is offered where the programme waits for one, and refused by its name elsewhere', () => {
  expect(transferOffered(programme({ policy: BY_TRANSFER }), offer())).toBeUndefined();
  const refusal = { code: 'TRANSFER_NOT_OFFERED', offer: 'pack', programme: 'any' };
  expect(transferOffered(programme(), offer())).toMatchObject(refusal);
});

test('P2, I7 without its funds it is charged the day after their last one, while its window is open', () => {
  const held = subscription(ORDERED);
  const charged = anniversary(ORDERED, 1);
  const without = (after: number) => {
    const ordered = { ...awaiting(addDays(charged, after)), subscriptionId: held.id };
    const seen = { ...view(charged), book: book({ subscriptions: [held], orders: [ordered] }) };
    return chargedWithoutFunds(seen, held, charged);
  };
  expect([-1, 0, 29, 30].map(without)).toEqual([charged, addDays(charged, 1), addDays(charged, 30), undefined]);
});

test('P9 the reference to quote carries order number and MPN ID', () => {
  expect(transferReference({ id: 'ord_01JD', reference: 'inst/1234567/pack/0/0' })).toBe('MPN 1234567 ORD 01JD');
});

test('P2, P9 nothing is due for the coming term while its funds may come', () => {
  const charged = anniversary(ORDERED, 1);
  const held = subscription(ORDERED);
  const waiting = { ...awaiting(addDays(charged, 5)), subscriptionId: held.id };
  const on = (after: number) => {
    const today = addDays(charged, after);
    const seen = book({ subscriptions: [held], orders: [waiting], paymentMethods: [card({ expYear: 2030 })] });
    return dueRenewal({ ...view(today, { book: seen }), book: seen }, held, noonOf(today))?.kind;
  };
  expect([on(0), on(5), on(6)]).toEqual([undefined, undefined, 'charge']);
});

test('P2, P9, I7 the day that is announced is the first on which the charge is due, or there is none', () => {
  const end = anniversary(ORDERED, 1);
  const held = subscription(ORDERED);
  const { closes } = renewalWindow(lastTerm(held), policy());
  fc.assert(
    fc.property(fc.integer({ min: -40, max: 30 }), fc.nat(40), (dueAfter, before) => {
      const due = addDays(end, dueAfter);
      const ordered = { ...awaiting(due), subscriptionId: held.id };
      const seen = book({ subscriptions: [held], orders: [ordered], paymentMethods: [card({ expYear: 2030 })] });
      const on = (today: Day) => ({ ...view(today, { book: seen }), book: seen });
      const charged = (today: Day) => dueRenewal(on(today), held, noonOf(today))?.kind === 'charge';
      const days = Array.from({ length: 80 }, (_, index) => addDays(end, index - 40));
      const first = days.find(charged) ?? null;
      expect(first === null || first <= closes).toBe(true);
      const today = addDays(due, -before);
      expect(nextCharge(on(today), held)?.on ?? null).toBe(first);
      expect(forecast(on(today), held, closes)[0]?.chargeOn ?? null).toBe(first);
    }),
  );
});

test('D15, P9 an amount is read to the last minor unit, or not at all', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('USD', 'JPY', 'KWD'), (amount, currency) =>
      expect(parseMoney(decimal(money(amount, currency)), currency)).toEqual({ amount, currency }),
    ),
  );
  for (const text of ['475', ' 475 ']) expect(parseMoney(text, 'USD')).toEqual({ amount: 47500, currency: 'USD' });
  for (const text of ['', '-1', '4.755', '1 000', '1,000.00', '1e3', 'x'])
    expect(parseMoney(text, 'USD')).toBeUndefined();
});
