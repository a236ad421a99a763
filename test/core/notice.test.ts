import type { Book } from '../../src/core/book.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import type { Dispatch } from '../../src/core/dispatch.js';
import { AUTOMATIC_RENEWAL, type Order, type PaymentAttempt } from '../../src/core/order.js';
import { asksForRecord, noticeOf, reminderState, remindersOf, tellsOfMissed } from '../../src/core/reminder.js';
import { firstTerm, nextTerm } from '../../src/core/subscription.js';
import { elsewhere } from './elsewhere.js';
import { paidOrder } from './support.js';
import { book, card, day, policy, subscription, view } from './world.js';

const BOUGHT = day('2018-09-01');
const AD = day('2019-09-01');
const HELD = subscription(BOUGHT);
const NEXT = nextTerm(firstTerm(BOUGHT, 1), policy(), 1, AD);

function tried(on: Day, changes: Partial<PaymentAttempt>, order: Partial<Order> = {}): Order {
  const { attempts, ...paid } = paidOrder(on, NEXT);
  const [attempt] = attempts.map((one) => ({ ...one, state: 'declined' as const, chargeId: null, ...changes }));
  const open = { id: `ord_${on}`, paidAt: null, receiptNumber: null, placedBy: AUTOMATIC_RENEWAL };
  const state = attempt?.state === 'declined' ? ('failed' as const) : ('placed' as const);
  return { ...paid, ...open, state, attempts: attempt ? [attempt] : [], ...order };
}

const seen = (today: Day, has: Partial<Book> = {}) => ({
  ...view(today),
  book: book({ subscriptions: [HELD], ...has }),
});
const noticed = (today: Day, has: Partial<Book> = {}) => noticeOf(seen(today, has), HELD, noonOf(today))?.notice;

const first = tried(AD, { declineCode: 'insufficient_funds' });
const second = tried(addDays(AD, 1), { declineCode: 'insufficient_funds' });
const lost = tried(addDays(AD, 2), { declineCode: 'lost_card' });
const unknown = tried(AD, { state: 'unknown' });
const page = { page: { ref: 'cs_1', url: 'https://pay.example', until: noonOf(addDays(AD, 1)) } };

describe('P12, G3 what there is to tell of a charge that was tried', () => {
  test.each<[string, Day, Partial<Book>, object | undefined]>([
    ['nothing was tried', AD, {}, undefined],
    ['the first answer of a card, while it is waited', AD, { orders: [first] }, { kind: 'declined', about: first.id }],
    ['and of several the first', addDays(AD, 1), { orders: [first, second] }, { kind: 'declined', about: first.id }],
    ['still on the day of the next try', addDays(AD, 1), { orders: [first] }, { kind: 'declined', about: first.id }],
    [
      'the last, after which nothing is tried',
      addDays(AD, 2),
      { orders: [first, second, lost] },
      { kind: 'last-try', about: lost.id },
    ],
    ['nobody knows', AD, { orders: [unknown] }, { kind: 'unknown', about: unknown.id }],
    [
      'a bank wants its cardholder',
      AD,
      { orders: [tried(AD, { state: 'unknown', ...page })] },
      { kind: 'declined', about: unknown.id },
    ],
    ['it is being sent', AD, { orders: [tried(AD, { state: 'sending' })] }, undefined],
    ['a person has tried', AD, { orders: [{ ...unknown, placedBy: 'admin@contoso.example' }] }, undefined],
    [
      'a rule stood against it',
      AD,
      { paymentMethods: [card({ expMonth: 8, expYear: 2019 })] },
      { kind: 'not-charged', about: 'CARD_EXPIRED' },
    ],
    ['it was missed', day('2019-10-02'), {}, { kind: 'not-charged', about: 'WINDOW_CLOSED' }],
    [
      'it was missed, and may be paid',
      day('2019-10-02'),
      { orders: [unknown] },
      { kind: 'unknown', about: unknown.id },
    ],
    ['it is long past', day('2020-10-02'), {}, undefined],
  ])('%s', (_, today, has, notice) => expect(noticed(today, has)).toEqual(notice));

  test('it is of today, after the anniversary date, and due at once', () => {
    const today = addDays(AD, 2);
    const world = seen(today, { orders: [first, second, lost] });
    const notice = noticeOf(world, HELD, noonOf(today));
    expect(notice).toMatchObject({ term: 0, days: 2, day: today, kind: 'after' });
    if (!notice) throw new Error('no notice');
    expect(reminderState(world, HELD, [notice], notice, 'mail')).toEqual({ kind: 'due' });
    // A payment that waits holds back what is told of a day, and no notice.
    const waiting = seen(AD, { orders: [unknown] });
    const open = noticeOf(waiting, HELD, noonOf(AD));
    expect(open && reminderState(waiting, HELD, [open], open, 'mail')).toEqual({ kind: 'due' });
  });

  test('P5 nobody is reminded of a charge to come once it was declined; after its day they are', () => {
    const today = addDays(AD, 23);
    const states = (now: Day, orders: readonly Order[]) => {
      const world = seen(now, { orders });
      const reminders = remindersOf(world, HELD, []);
      return reminders.map((one) => reminderState(world, HELD, reminders, one, 'mail').kind);
    };
    expect(states(addDays(AD, 1), [])).toEqual(['due', 'planned']);
    expect(states(addDays(AD, 1), [first])).toEqual(['outdated', 'planned']);
    expect(states(today, [first, second, lost])).toEqual(['outdated', 'due']);
  });

  test('P5, R16 what nobody is told takes no place: turned off after a decline, the reminder is due again', () => {
    const today = addDays(AD, 1);
    const off = { ...HELD, turnedOff: [{ term: 0, at: noonOf(AD), by: 'admin' }] };
    const stateOf = (has: Partial<Book>) => {
      const world = seen(today, { subscriptions: [off], orders: [first], ...has });
      const reminders = remindersOf(world, off, []);
      return reminders.map((one) => reminderState(world, off, reminders, one, 'mail').kind);
    };
    expect(stateOf({})).toEqual(['due', 'planned']);
    // Whoever was told of the decline is told nothing older.
    const about = { kind: 'declined', about: first.id } as const;
    const sent: Dispatch = {
      ...{ id: 'rem_1', accountId: off.accountId, subscriptionId: off.id, term: 0, days: 0, notice: about },
      ...{ channel: 'mail', to: 'admin@contoso.example', state: 'sent', claimedAt: noonOf(AD), sender: 'host#1' },
      ...{ settledAt: noonOf(AD), reason: null, status: null },
    };
    expect(stateOf({ dispatches: [sent] })).toEqual(['outdated', 'planned']);
    expect(stateOf({ dispatches: [{ ...sent, state: 'failed', reason: 'unreachable' }] })).toEqual(['due', 'planned']);
  });

  test('D30 of what the vendor may have renewed, the record is asked for', () => {
    const { view: of, held } = elsewhere('on');
    const after = day('2019-10-02');
    const notice = noticeOf({ ...of, today: after }, held, noonOf(after))?.notice;
    expect(notice).toEqual({ kind: 'unknown', about: 'NOT_RECORDED' });
    const others = [
      { kind: 'not-charged', about: 'WINDOW_CLOSED' },
      { kind: 'not-charged', about: 'CARD_EXPIRED' },
      { kind: 'unknown', about: 'WINDOW_CLOSED' },
    ] as const;
    expect(others.map(tellsOfMissed)).toEqual([true, false, false]);
    expect([...others, notice].map((one) => one && asksForRecord(one))).toEqual([false, false, false, true]);
  });
});
