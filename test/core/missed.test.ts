import type { Book } from '../../src/core/book.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { missedAnniversaries, missedRenewal, type Missed } from '../../src/core/missed.js';
import { AUTOMATIC_RENEWAL, type Order } from '../../src/core/order.js';
import { firstTerm, nextTerm } from '../../src/core/subscription.js';
import { elsewhere } from './elsewhere.js';
import { awaiting, paidOrder } from './support.js';
import { account, book, card, day, policy, subscription, view } from './world.js';

const BOUGHT = day('2018-09-01');
const AD = day('2019-09-01');
const CLOSES = day('2019-10-01');
const AFTER = addDays(CLOSES, 1);
const HELD = subscription(BOUGHT);
const NEXT = nextTerm(firstTerm(BOUGHT, 1), policy(), 1, AD);

function missed(has: Partial<Book> = {}, runs: readonly string[] = [], today: Day = AFTER): Missed | undefined {
  const owned = book({ subscriptions: [HELD], ...has });
  const ranBy = (until = day('9999-12-31')) => runs.map(day).findLast((ran) => ran <= until);
  return missedRenewal({ ...view(today), book: owned }, HELD, ranBy);
}

function tried(on: Day, declineCode: string, changes: Partial<Order> = {}): Order {
  const { attempts, ...order } = paidOrder(on, NEXT);
  const declined = attempts.map((attempt) => ({ ...attempt, state: 'declined' as const, chargeId: null, declineCode }));
  const failed = {
    id: `ord_${on}`,
    state: 'failed',
    paidAt: null,
    receiptNumber: null,
    placedBy: AUTOMATIC_RENEWAL,
  } as const;
  return { ...order, ...failed, attempts: declined, ...changes };
}

const unknown = tried(AD, '', { state: 'placed' });
const open = { ...unknown, attempts: unknown.attempts.map((attempt) => ({ ...attempt, state: 'unknown' as const })) };

describe('P2, R13 a renewal that should have come by itself', () => {
  test.each<[string, readonly string[], Missed['why']]>([
    ['no run ever', [], { code: 'NO_RUN', lastRun: null }],
    ['none since the day before', ['2019-08-31'], { code: 'NO_RUN', lastRun: day('2019-08-31') }],
    ['one on its day', ['2019-09-01'], { code: 'RUN_CHARGED_NOTHING', lastRun: AD }],
    ['one on the last day', ['2019-08-31', '2019-10-01'], { code: 'RUN_CHARGED_NOTHING', lastRun: CLOSES }],
    ['one the day after', ['2019-08-31', '2019-10-02'], { code: 'RUN_TOO_LATE', lastRun: AFTER }],
    [
      'one in its days and one after',
      ['2019-09-02', '2019-10-02'],
      { code: 'RUN_CHARGED_NOTHING', lastRun: day('2019-09-02') },
    ],
  ])('%s', (_, runs, why) => expect(missed({}, runs)).toEqual({ since: AD, closed: CLOSES, why }));

  test.each<[string, Partial<Book>, Missed['why']]>([
    [
      'declined: the last time that a run tried',
      {
        orders: [
          tried(AD, 'insufficient_funds'),
          tried(addDays(AD, 2), 'lost_card'),
          tried(addDays(AD, 3), 'stolen_card', { placedBy: 'admin@contoso.example' }),
        ],
      },
      { code: 'DECLINED', declineCode: 'lost_card', on: addDays(AD, 2) },
    ],
    ['no card', { paymentMethods: [] }, { code: 'REFUSED', rule: 'PAYMENT_METHOD_REQUIRED' }],
    [
      'an expired one',
      { paymentMethods: [card({ expMonth: 9, expYear: 2019 })] },
      { code: 'REFUSED', rule: 'CARD_EXPIRED' },
    ],
    ['a payment that nobody knows of', { orders: [open] }, { code: 'PAYMENT_OPEN', order: open.id }],
    ['a transfer', { orders: [{ ...awaiting(CLOSES), term: NEXT }] }, { code: 'NO_FUNDS', order: 'ord_0' }],
  ])('%s', (_, has, why) => expect(missed(has, ['2019-09-01'])).toEqual({ since: AD, closed: CLOSES, why }));

  test('D30 of what the vendor renews nobody has recorded it', () => {
    const { view: seen, held } = elsewhere('on');
    const found = missedRenewal({ ...seen, today: AFTER }, held, () => undefined);
    expect(found).toEqual({ since: AD, closed: CLOSES, why: { code: 'NOT_RECORDED' } });
  });

  test('is told from the day after its window closed, for a year', () => {
    const told = (today: Day) => missed({}, [], today) !== undefined;
    expect([CLOSES, AFTER, addDays(CLOSES, 365), addDays(CLOSES, 366)].map(told)).toEqual([false, true, true, false]);
    expect(missedAnniversaries(policy(), AFTER)).toEqual({ from: addDays(AD, -365), to: AD });
  });

  test('D8, D12 is wanted by nobody who has left or bought it again; something else beside it does not count', () => {
    expect(missed({ account: account({ leftOn: CLOSES }) })).toBeUndefined();
    const again = subscription(CLOSES, 1, { id: 'sub_2', enrolment: 1 });
    expect(missed({ subscriptions: [HELD, again] })).toBeUndefined();
    expect(missed({ subscriptions: [HELD, { ...again, offer: 'other', enrolment: 0 }] })).toBeDefined();
    const off = { ...HELD, turnedOff: [{ term: 0, at: noonOf(BOUGHT), by: 'admin@contoso.example' }] };
    expect(missedRenewal({ ...view(AFTER), book: book({ subscriptions: [off] }) }, off, () => AD)).toBeUndefined();
  });
});
