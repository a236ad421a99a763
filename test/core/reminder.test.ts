import { reminderDays } from '../../src/core/dates.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Book } from '../../src/core/book.js';
import { addDays, daysBetween, noonOf, type Day } from '../../src/core/day.js';
import { isWornOut, type Channel, type Dispatch, type NotSent } from '../../src/core/dispatch.js';
import { money } from '../../src/core/money.js';
import {
  newestReminder,
  noticeOf,
  remindedAnniversaries,
  remindersOf,
  reminderState,
  type Reminder,
} from '../../src/core/reminder.js';
import { AUTOMATIC_RENEWAL } from '../../src/core/order.js';
import { lastTerm, type Subscription } from '../../src/core/subscription.js';
import { packageRoot } from '../../src/files/package-root.js';
import { account, book, day, offer, policy, programme, subscription, view } from './world.js';

const { reminders: VECTORS } = JSON.parse(
  readFileSync(join(packageRoot(), 'test', 'core', 'calendar.json'), 'utf8'),
) as {
  reminders: readonly { id: string; ad: Day; offset: number; date: Day; what: string }[];
};

const under = policy({ reminders: { always: [-15, 23], onRequest: [-90, -60, -30, -7, -1] } });
const held = subscription(day('2027-03-01'));
const AD = lastTerm(held).end;

function seen(today: Day, changes: Partial<Book> = {}, of = held) {
  return {
    ...view(today, { programme: programme({ policy: under }) }),
    book: book({ subscriptions: [of], ...changes }),
  };
}

function dispatch(changes: Partial<Dispatch> = {}): Dispatch {
  return {
    id: 'rem_1',
    accountId: 'acc_1',
    subscriptionId: held.id,
    term: 0,
    days: -15,
    channel: 'mail',
    to: 'admin@contoso.example',
    state: 'sent',
    claimedAt: noonOf(AD),
    sender: 'host#1',
    settledAt: noonOf(AD),
    reason: null,
    status: null,
    ...changes,
  };
}

const failed = (reason: NotSent, id = 'rem_1') => dispatch({ id, state: 'failed', reason });

function stateOf(
  today: Day,
  days: number,
  changes: Partial<Book> = {},
  channel: Channel = 'mail',
  requested: readonly number[] = [],
) {
  const world = seen(today, changes);
  const reminders = remindersOf(world, held, requested);
  const one = reminders.find((reminder) => reminder.days === days);
  return one && reminderState(world, held, reminders, one, channel).kind;
}

describe('P5 which days', () => {
  test.each(VECTORS)('P5 $id $what: $ad and $offset days is $date', ({ ad, offset, date }) => {
    const anchored = { ...held, terms: [{ ...lastTerm(held), end: ad }] };
    const rules = policy({ renewalWindow: { opens: -90, closes: 40 }, reminders: { always: [offset], onRequest: [] } });
    const found = remindersOf({ ...seen(ad, {}, anchored), programme: programme({ policy: rules }) }, anchored, []);
    expect(found).toEqual([{ term: 0, days: offset, day: date, kind: offset > 0 ? 'after' : 'before' }]);
  });

  test('P5 the days of everybody, and those on offer that were asked for', () => {
    expect(reminderDays(under, [])).toEqual([-15, 23]);
    expect(reminderDays(under, [-30, -90, -15, -31])).toEqual([-90, -30, -15, 23]);
  });

  test('R16 none where nothing can be renewed: expired, left, or not sold any more', () => {
    expect(remindersOf(seen(addDays(AD, 30)), held, []).length).toBe(2);
    expect(remindersOf(seen(addDays(AD, 31)), held, [])).toEqual([]);
    expect(remindersOf(seen(AD, { account: account({ leftOn: AD }) }), held, [])).toEqual([]);
    expect(
      remindersOf({ ...seen(AD), programme: programme({ policy: under, offers: [offer({ id: 'other' })] }) }, held, []),
    ).toEqual([]);
  });

  test('R16 none after the window closes', () => {
    const rules = policy({ reminders: { always: [30, 31], onRequest: [] } });
    expect(
      remindersOf({ ...seen(AD), programme: programme({ policy: rules }) }, held, []).map(({ days }) => days),
    ).toEqual([30]);
  });

  test('P5 one of the anniversary date itself is before it', () => {
    const rules = policy({ reminders: { always: [-1, 0, 1], onRequest: [] } });
    const on = remindersOf({ ...seen(AD), programme: programme({ policy: rules }) }, held, []);
    expect(on.map(({ kind }) => kind)).toEqual(['before', 'before', 'after']);
  });

  test('G23 a renewed term has none: those of the next term are planned', () => {
    const renewed = subscription(day('2027-03-01'), 2);
    const [first] = remindersOf(seen(addDays(AD, -10), {}, renewed), renewed, []);
    expect(first).toEqual({ term: 1, days: -15, day: addDays(lastTerm(renewed).end, -15), kind: 'before' });
  });
});

describe('G23 what is due', () => {
  test('G23 planned until its day, due on it, and after it until a later one is due', () => {
    expect(stateOf(addDays(AD, -16), -15)).toBe('planned');
    expect(stateOf(addDays(AD, -15), -15)).toBe('due');
    expect(stateOf(addDays(AD, 22), -15)).toBe('due');
    expect([stateOf(addDays(AD, 23), -15), stateOf(addDays(AD, 23), 23)]).toEqual(['outdated', 'due']);
  });

  test('G23 sent once over each channel', () => {
    const today = addDays(AD, -15);
    const dispatches = [dispatch()];
    expect([stateOf(today, -15, { dispatches }), stateOf(today, -15, { dispatches }, 'webhook')]).toEqual([
      'sent',
      'due',
    ]);
    expect(stateOf(today, -15, { dispatches: [dispatch({ state: 'sending' })] })).toBe('open');
    expect(stateOf(today, -15, { dispatches: [dispatch({ subscriptionId: 'sub_2' })] })).toBe('due');
  });

  test('G23 what was asked for late does not bring back what is past', () => {
    const dispatches = [dispatch()];
    const requested = [-30, -7];
    expect(stateOf(addDays(AD, -10), -30, { dispatches }, 'mail', requested)).toBe('outdated');
    expect(stateOf(addDays(AD, -7), -7, { dispatches }, 'mail', requested)).toBe('due');
  });

  test('G23 three refusals are enough; a way that is blocked is not one', () => {
    const today = addDays(AD, -15);
    const refusals = (count: number) => Array.from({ length: count }, (_, index) => failed('refused', `rem_${index}`));
    expect(stateOf(today, -15, { dispatches: refusals(2) })).toBe('due');
    expect(stateOf(today, -15, { dispatches: refusals(3) })).toBe('given-up');
    const blocked = Array.from({ length: 9 }, (_, index) => failed('unreachable', `rem_b${index}`));
    expect(stateOf(today, -15, { dispatches: [...blocked, ...refusals(2)] })).toBe('due');
    expect(isWornOut([...blocked, ...refusals(3)])).toBe(true);
  });

  test('G23 whoever has to look is told of the newest try, and of no older one', () => {
    const today = addDays(AD, -15);
    const world = seen(today, {
      dispatches: [
        failed('not-now', 'rem_1'),
        failed('refused', 'rem_2'),
        failed('not-now', 'rem_3'),
        failed('refused', 'rem_4'),
      ],
    });
    const reminders = remindersOf(world, held, []);
    const [one] = reminders;
    if (!one) throw new Error('there is no reminder');
    expect(reminderState(world, held, reminders, one, 'mail')).toMatchObject({
      kind: 'given-up',
      dispatch: { id: 'rem_4', reason: 'refused' },
    });
  });

  test('G23 a job that ended before the first byte, and one that a person asks for again, wear nothing out', () => {
    const tries = [...Array(5).keys()].flatMap((index) => [
      failed('interrupted', `rem_i${index}`),
      failed('not-arrived', `rem_n${index}`),
    ]);
    expect(stateOf(addDays(AD, -15), -15, { dispatches: tries })).toBe('due');
  });

  describe('G3 while the coming term is perhaps paid', () => {
    const total = money(47500, 'USD');
    const attempt = {
      id: 'att_1',
      orderId: 'ord_1',
      ordinal: 1,
      key: 'k',
      amount: total,
      paymentMethodId: 'pm_1',
      state: 'unknown',
      sentAt: noonOf(AD),
      sender: 's',
      settledAt: null,
      chargeId: null,
      declineCode: null,
    } as const;
    const order = {
      id: 'ord_1',
      accountId: 'acc_1',
      kind: 'renewal',
      programme: 'any',
      offer: 'pack',
      subscriptionId: held.id,
      enrolment: 0,
      term: { ...lastTerm(held), number: 1 },
      reference: 'r',
      lines: [],
      tax: null,
      total,
      termsId: 'rights',
      termsVersion: '1',
      paymentMethodId: 'pm_1',
      placedAt: noonOf(AD),
      placedBy: 'admin',
      state: 'placed',
      paidAt: null,
      receiptNumber: null,
      attempts: [attempt],
    } as const;

    test('while it is being sent nobody is told anything; what stays without an answer is told of', () => {
      const sending = { ...order, attempts: [{ ...attempt, state: 'sending' as const }] };
      expect(stateOf(AD, -15, { orders: [sending] })).toBe('waiting');
      expect(stateOf(AD, -15, { orders: [order] })).toBe('due');
      expect(stateOf(AD, -15, { orders: [{ ...order, attempts: [] }] })).toBe('due');
    });

    test('P5 what is told as it happened takes the place of the days before, and on its day of the last one', () => {
      const orders = [{ ...order, placedBy: AUTOMATIC_RENEWAL }];
      const notice = { kind: 'unknown', about: order.id } as const;
      const told = dispatch({ days: 23, notice });
      const last = addDays(AD, 23);
      expect(stateOf(AD, -15, { orders })).toBe('outdated');
      expect(stateOf(last, 23, { orders })).toBe('waiting');
      expect(stateOf(last, 23, { orders, dispatches: [told] })).toBe('waiting');
      expect(stateOf(addDays(last, 1), 23, { orders, dispatches: [told] })).toBe('due');
    });

    test.each([
      ['an unknown outcome of a charge by itself is told of', AUTOMATIC_RENEWAL, 'unknown', 'unknown'],
      ['one that is being sent is not', AUTOMATIC_RENEWAL, 'sending', undefined],
      ['nor is one that a person has asked for and was told of', 'admin', 'unknown', undefined],
    ] as const)('%s', (_what, placedBy, state, kind) => {
      const sent = { ...order, placedBy, attempts: [{ ...attempt, state }] };
      const notice = noticeOf(seen(AD, { orders: [sent] }), held, noonOf(AD))?.notice;
      expect(notice).toEqual(kind && { kind, about: order.id });
    });

    test('what happened is of the day on which it was told first, on whichever day it is looked at', () => {
      const unknown = { ...order, placedBy: AUTOMATIC_RENEWAL, attempts: [{ ...attempt, state: 'unknown' as const }] };
      const notice = { kind: 'unknown', about: order.id } as const;
      const tried = dispatch({ days: 1, notice, state: 'failed', reason: 'unreachable' });
      const dayOn = (today: Day, dispatches: readonly Dispatch[]) =>
        noticeOf(seen(today, { orders: [unknown], dispatches }), held, noonOf(today));
      expect(dayOn(addDays(AD, 5), [])).toMatchObject({ day: addDays(AD, 5), days: 5 });
      expect(dayOn(addDays(AD, 5), [tried])).toMatchObject({ day: addDays(AD, 1), days: 1 });
    });
  });
});

const anchors = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays(day('2000-02-29'), days));
const requests = fc.subarray([-90, -60, -30, -7, -1]);

test('G23 on any day at most one reminder of a subscription is due over a channel, the newest of those whose day has come', () => {
  fc.assert(
    fc.property(anchors, fc.integer({ min: -1, max: 420 }), requests, (anchor, age, requested) => {
      const one = subscription(anchor);
      const world = seen(addDays(anchor, age), {}, one);
      const reminders = remindersOf(world, one, requested);
      const due = reminders.filter((reminder) => reminderState(world, one, reminders, reminder, 'mail').kind === 'due');
      const newest = newestReminder(reminders, world.today);
      expect(due).toEqual(newest ? [newest] : []);
      for (const { day: at, days } of reminders) expect(daysBetween(lastTerm(one).end, at)).toBe(days);
    }),
  );
});

test('G23 run on whichever days, each reminder goes once, never two on a day and never an older one after a newer', () => {
  const days = fc
    .uniqueArray(fc.integer({ min: 270, max: 400 }), { maxLength: 40 })
    .map((list) => list.sort((left, right) => left - right));
  fc.assert(
    fc.property(anchors, days, requests, (anchor, runs, requested) => {
      const one: Subscription = subscription(anchor);
      const sent: Reminder[] = [];
      for (const age of runs) {
        const dispatches = sent.map((reminder, index) =>
          dispatch({ id: `rem_${index}`, subscriptionId: one.id, days: reminder.days }),
        );
        const world = seen(addDays(anchor, age), { dispatches }, one);
        const reminders = remindersOf(world, one, requested);
        sent.push(
          ...reminders.filter((reminder) => reminderState(world, one, reminders, reminder, 'mail').kind === 'due'),
        );
      }
      const order = sent.map((reminder) => reminder.days);
      expect(order).toEqual([...new Set(order)].sort((left, right) => left - right));
    }),
  );
});

test('P5 the anniversary dates that are looked through hold everybody for whom something is due', () => {
  fc.assert(
    fc.property(anchors, fc.integer({ min: 0, max: 420 }), requests, (anchor, age, requested) => {
      const one = subscription(anchor);
      const today = addDays(anchor, age);
      const span = remindedAnniversaries(under, today, requested);
      const due = newestReminder(remindersOf(seen(today, {}, one), one, requested), today);
      const { end } = lastTerm(one);
      if (due) expect(span && span.from <= end && end <= span.to).toBe(true);
    }),
  );
  expect(remindedAnniversaries(policy({ reminders: { always: [], onRequest: [] } }), AD, [])).toBeUndefined();
});
