import { holdings, runOuts } from '../../src/core/benefit.js';
import type { Book } from '../../src/core/book.js';
import { addDays, anniversary, noonOf, type Day, type Instant } from '../../src/core/day.js';
import { forecast } from '../../src/core/forecast.js';
import { renewableIn } from '../../src/core/gate.js';
import { LAST_CHARGE_GIVEN_BACK } from '../../src/core/decline.js';
import { AUTOMATIC_RENEWAL, type Order } from '../../src/core/order.js';
import { dunningAhead, dunningIn, outlook } from '../../src/core/outlook.js';
import { dunningOf, type DunningStep } from '../../src/core/programme.js';
import { dunningSteps, noticeOf } from '../../src/core/reminder.js';
import { standing } from '../../src/core/subscription.js';
import { under, type View } from '../../src/core/view.js';
import { dispatch } from '../store/samples.js';
import { awaiting } from './support.js';
import { benefitRecord, book, card, day, offer, policy, programme, subscription, view } from './world.js';

const ANCHOR = day('2026-03-01');
const AD = anniversary(ANCHOR, 1);
const HELD = subscription(ANCHOR);

/** Two tries, a day apart; then a week with benefits, and a week without. */
const STRICT: readonly DunningStep[] = [
  { do: 'mail', template: 'declined' },
  { do: 'retry', afterHours: 24 },
  { do: 'mail', template: 'last-try' },
  { do: 'stop-benefits', afterHours: 168 },
  { do: 'mail', template: 'last-try' },
  { do: 'end', afterHours: 168 },
];

function declined(on: Day, declineCode = 'insufficient_funds', by = 'pm_1'): Order {
  const at = noonOf(on);
  const money = { amount: 47500, currency: 'USD' };
  const id = `ord_${by}_${on}`;
  const settled = { state: 'declined', sentAt: at, settledAt: at, chargeId: null, declineCode } as const;
  const attempt = { id: `att_${id}`, orderId: id, ordinal: 1, key: 'k', amount: money, sender: 'p', ...settled };
  const what = { kind: 'renewal', programme: 'any', offer: 'pack', subscriptionId: 'sub_1', enrolment: 0 } as const;
  const term = { number: 1, anchor: ANCHOR, yearsFromAnchor: 1, start: AD, end: anniversary(ANCHOR, 2) };
  const bought = { reference: 'r', lines: [], tax: null, total: money, termsId: 'rights', termsVersion: '2018-08' };
  const placed = {
    placedAt: at,
    placedBy: AUTOMATIC_RENEWAL,
    state: 'failed',
    paidAt: null,
    receiptNumber: null,
  } as const;
  const attempts = [{ ...attempt, paymentMethodId: by }];
  return { id, accountId: 'acc_1', ...what, term, ...bought, ...placed, paymentMethodId: by, attempts };
}

function seen(today: Day, orders: readonly Order[], changes: Partial<Book> = {}, dunning = STRICT): View {
  const under = policy({ automaticRenewal: { chargeDay: 0, dunning } });
  const benefits = [{ id: 'seats', kind: 'licence', name: { en: 'Seats' }, quantity: 5 } as const];
  const rules = programme({ policy: under, offers: [offer({ benefits })] });
  return { ...view(today, { programme: rules }), book: book({ subscriptions: [HELD], orders, ...changes }) };
}

const on = (days: number) => addDays(AD, days);
const states = (at: Day, orders: readonly Order[]) =>
  dunningIn(seen(at, orders), HELD, noonOf(at)).map(({ step, state, at: when }) => [step.do, state, when.slice(0, 10)]);
const standingOn = (at: Day, orders: readonly Order[], changes: Partial<Book> = {}) => {
  const own = under(seen(at, orders, changes), HELD);
  return standing(HELD, own.programme.policy, at).kind;
};
const noticeOn = (at: Day, orders: readonly Order[]) => noticeOf(seen(at, orders), HELD, noonOf(at))?.notice;
const benefitsOn = (at: Day, orders: readonly Order[]) => holdings(seen(at, orders)).length;

test('P12 two numbers stand for the usual list: a mail, so many tries, a mail', () => {
  expect(dunningOf({ chargeDay: 0, retries: 2, retryAfterHours: 48 })).toEqual([
    { do: 'mail', template: 'declined' },
    { do: 'retry', afterHours: 48 },
    { do: 'retry', afterHours: 48 },
    { do: 'mail', template: 'last-try' },
  ]);
  expect(dunningOf({ chargeDay: 0 }).map(({ do: what }) => what)).toEqual(['mail', 'mail']);
  expect(dunningOf({ chargeDay: 0, retries: 1 })[1]).toEqual({ do: 'retry', afterHours: 24 });
});

test('P12 the steps come one after the other, each with its day; what waits for a try waits for it', () => {
  const first = [declined(AD)];
  expect(states(AD, first)).toEqual([
    ['mail', 'done', AD],
    ['retry', 'planned', on(1)],
    ['mail', 'planned', on(1)],
    ['stop-benefits', 'planned', on(8)],
    ['mail', 'planned', on(8)],
    ['end', 'planned', on(15)],
  ]);
  // No run came for ten days: nothing but the try is late.
  expect(states(on(10), first).map(([, state]) => state)).toEqual(['done', ...Array(5).fill('planned')]);
  expect(outlook(seen(on(10), first), HELD).kind).toBe('charge');
  expect(benefitsOn(on(10), first)).toBe(1);
  const both = [declined(AD), declined(on(10))];
  expect(states(on(10), both).map(([, , when]) => when)).toEqual([AD, on(10), on(10), on(17), on(17), on(24)]);
});

test('P12 a final decline leaves out the tries with their waits, and nothing else', () => {
  const hard = [declined(AD, 'stolen_card')];
  expect(states(on(7), hard)).toEqual([
    ['mail', 'done', AD],
    ['retry', 'left-out', on(1)],
    ['mail', 'done', AD],
    ['stop-benefits', 'done', on(7)],
    ['mail', 'done', on(7)],
    ['end', 'planned', on(14)],
  ]);
});

test('P12, P4 benefits stop on their day, before those of the window; it ends on its own, and is renewed until then', () => {
  const both = [declined(AD), declined(on(1))];
  expect([benefitsOn(on(7), both), benefitsOn(on(8), both)]).toEqual([1, 0]);
  expect([standingOn(on(14), both), standingOn(on(15), both)]).toEqual(['grace', 'expired']);
  expect(renewableIn(seen(on(14), both), HELD)).toBeUndefined();
  expect(renewableIn(seen(on(15), both), HELD)).toMatchObject({ code: 'WINDOW_CLOSED', closed: on(14) });
  expect([outlook(seen(on(14), both), HELD).kind, outlook(seen(on(15), both), HELD).kind]).toEqual([
    'given-up',
    'over',
  ]);
});

test('P12 each mail is due once: the newest whose time has come, the second of a kind told apart', () => {
  const both = [declined(AD), declined(on(1))];
  const [first, second] = both.map(({ id }) => id);
  expect(noticeOn(AD, [declined(AD, 'stolen_card')])).toEqual({ kind: 'last-try', about: first });
  expect(noticeOn(AD, both.slice(0, 1))).toEqual({ kind: 'declined', about: first });
  expect(noticeOn(on(1), both)).toEqual({ kind: 'last-try', about: second });
  expect(noticeOn(on(7), both)).toEqual({ kind: 'last-try', about: second });
  expect(noticeOn(on(8), both)).toEqual({ kind: 'last-try', about: `${second}#2` });
  expect(noticeOn(on(15), both)).toEqual({ kind: 'not-charged', about: 'WINDOW_CLOSED' });
});

test('P12 another card begins anew once it was tried; what was reached before stays', () => {
  const both = [declined(AD), declined(on(1))];
  const other = { paymentMethods: [card({ id: 'pm_2' })] };
  expect(standingOn(on(15), both, other)).toBe('expired');
  const tried = [...both, declined(on(9), 'insufficient_funds', 'pm_2')];
  expect(standingOn(on(16), tried, other)).toBe('grace');
  expect(holdings(seen(on(9), tried, other))).toEqual([]);
  expect(outlook(seen(on(9), both, other), HELD)).toMatchObject({ kind: 'charge' });
});

test('P12 a card that is the default again goes on where it stood: what is shown is what holds', () => {
  const tries = [declined(AD), declined(on(1), 'insufficient_funds', 'pm_2'), declined(on(2))];
  expect(states(on(17), tries).at(-1)).toEqual(['end', 'done', on(16)]);
  expect(standingOn(on(15), tries)).toBe('grace');
  expect(standingOn(on(16), tries)).toBe('expired');
  expect(outlook(seen(on(17), tries), HELD)).toEqual({ kind: 'over' });
});

test('P12 of more tries than the list has, the last counts: nothing stops before its own days are over', () => {
  const tooMany = [declined(AD), declined(on(1)), declined(on(12))];
  expect(states(on(12), tooMany).map(([, , when]) => when)).toEqual([AD, on(12), on(12), on(19), on(19), on(26)]);
  const between = [declined(AD), declined(on(1), 'insufficient_funds', 'pm_2'), declined(on(2)), declined(on(12))];
  expect([benefitsOn(on(18), between), benefitsOn(on(19), between)]).toEqual([1, 0]);
  expect([standingOn(on(25), between), standingOn(on(26), between)]).toEqual(['grace', 'expired']);
  // What came after another card was tried does not count before it.
  const other = (days: number) => declined(on(days), 'insufficient_funds', 'pm_2');
  expect(benefitsOn(on(12), [declined(AD), other(9), declined(on(10))])).toBe(1);
  expect(benefitsOn(on(8), [declined(AD), declined(on(1)), other(8)])).toBe(1);
  expect(benefitsOn(on(11), [declined(AD), declined(on(1)), other(9), other(10)])).toBe(0);
  const twice: readonly DunningStep[] = [...STRICT.slice(0, 2), ...STRICT.slice(1)];
  expect(holdings(seen(on(12), [declined(AD), other(1), declined(on(2))], {}, twice))).toHaveLength(1);
  expect(holdings(seen(on(10), [declined(AD), declined(on(1))], {}, twice))).toHaveLength(1);
});

test('P4, P12 licences run out on the day before benefits stop', () => {
  const assigned = { ...benefitRecord({ act: 'assigned', user: 'a@contoso.example' }), subscriptionId: 'sub_1' };
  const ranOut = (at: Day, orders: readonly Order[]) =>
    runOuts(seen(at, orders, { benefits: [assigned] })).map(({ term, on: last }) => [term.number, last]);
  const both = [declined(AD), declined(on(1))];
  expect([ranOut(on(7), both), ranOut(on(8), both)]).toEqual([[], [[0, on(7)]]]);
});

test('P12 what is paid is never taken: benefits and term last to the anniversary date at least', () => {
  const atOnce: readonly DunningStep[] = [{ do: 'stop-benefits' }, { do: 'end' }];
  const early = [declined(AD)];
  expect(holdings(seen(AD, early, {}, atOnce))).toHaveLength(1);
  expect(holdings(seen(on(1), early, {}, atOnce))).toEqual([]);
  const own = under(seen(on(1), early, {}, atOnce), HELD);
  expect(standing(HELD, own.programme.policy, on(1)).kind).toBe('expired');
});

test('P12 one declined charge shortens nothing of another subscription', () => {
  const other = { ...HELD, id: 'sub_2' };
  const both = [declined(AD), declined(on(1))];
  const own = under(seen(on(15), both, { subscriptions: [HELD, other] }), HELD);
  const theirs = under(own, other);
  expect([
    standing(HELD, own.programme.policy, on(15)).kind,
    standing(other, theirs.programme.policy, on(15)).kind,
  ]).toEqual(['expired', 'grace']);
});

test('P12 what no bank was asked is no try, and after a charge that was given back nothing is shortened', () => {
  const asked = declined(AD);
  const never = declined(on(1));
  const unasked = { ...never, attempts: never.attempts.map((one) => ({ ...one, state: 'not_executed' as const })) };
  expect(benefitsOn(on(8), [asked, unasked])).toBe(1);
  expect(standingOn(on(16), [asked, declined(on(1), LAST_CHARGE_GIVEN_BACK)])).toBe('grace');
});

test('P12 benefits stop at the first step that says so; another card waits as long as the list says between two tries', () => {
  const stop: DunningStep = { do: 'stop-benefits', afterHours: 24 };
  expect(holdings(seen(on(1), [declined(AD)], {}, [stop, stop]))).toEqual([]);
  const slow: readonly DunningStep[] = [
    { do: 'mail', template: 'declined' },
    { do: 'retry', afterHours: 48 },
  ];
  const other = { paymentMethods: [card({ id: 'pm_2' })] };
  const kindOn = (days: number) => outlook(seen(on(days), [declined(AD)], other, slow), HELD, noonOf(on(days))).kind;
  expect([kindOn(1), kindOn(2)]).toEqual(['later', 'charge']);
});

test('P12 the last day to renew by hand is that of the window, or the day before it ends', () => {
  const ahead = (dunning: readonly DunningStep[]) => dunningAhead(seen(on(2), [declined(AD)], {}, dunning), HELD);
  const end = (days: number): readonly DunningStep[] => [{ do: 'end', afterHours: 24 * days }];
  expect(ahead([{ do: 'mail', template: 'declined' }])).toStrictEqual({ closes: on(30) });
  expect(ahead([{ do: 'stop-benefits', afterHours: 48 }])).toStrictEqual({ closes: on(30), benefitsUntil: on(1) });
  expect([29, 30, 31].map((days) => ahead(end(days)).closes)).toEqual([on(28), on(29), on(30)]);
  // Behind a try that is still to come, today at the earliest, no end is sure.
  const later = (days: number) => ahead([{ do: 'retry', afterHours: 24 }, ...end(days)]).closes;
  expect([27, 28, 29].map(later)).toEqual([on(28), on(29), on(30)]);
  expect(ahead(end(31))).toStrictEqual({ closes: on(30), ends: on(31) });
  // It ends then in any case, and never within what is paid.
  expect(ahead(end(40))).toStrictEqual({ closes: on(30), ends: on(31) });
  expect(ahead([{ do: 'stop-benefits', afterHours: 24 * 40 }])).toStrictEqual({
    closes: on(30),
    benefitsUntil: on(30),
  });
  expect(ahead([{ do: 'stop-benefits' }, { do: 'end' }])).toStrictEqual({ closes: AD, benefitsUntil: AD, ends: on(1) });
});

test('P9, P12 a transfer that does not come brings no charge with a card that is not tried any more', () => {
  const waits = { ...awaiting(on(5)), subscriptionId: 'sub_1' };
  const without = (declineCode: string) => outlook(seen(on(1), [declined(AD, declineCode), waits]), HELD);
  expect(without('stolen_card')).toMatchObject({ kind: 'awaits-funds', without: undefined });
  expect(without('insufficient_funds')).toMatchObject({ kind: 'awaits-funds', without: on(6) });
});

test('P12 nothing is charged any more once it has ended, and the forecast says so', () => {
  const both = [declined(AD), declined(on(1))];
  expect(forecast(seen(on(15), both), HELD, addDays(AD, 800))).toEqual([]);
  const now = `${on(15)}T00:00:00.000Z` as Instant;
  expect(outlook(seen(on(15), both), HELD, now)).toEqual({ kind: 'over' });
});

test('P12 a try whose time has come is due, and planned the moment before', () => {
  const stepsAt = (now: string, changes: Partial<Book> = {}) =>
    dunningSteps(seen(on(1), [declined(AD)], changes), HELD, now as Instant);
  const stands = (now: string) => stepsAt(now).find(({ step }) => step.do === 'retry')?.stands;
  const due = noonOf(on(1));
  expect(stands(due)).toBe('due');
  expect(stands(due.replace('T12:00', 'T11:59'))).toBe('planned');
  const notice = { kind: 'declined', about: declined(AD).id } as const;
  const mail = (state: 'sent' | 'failed') => ({ ...dispatch(), subscriptionId: 'sub_1', days: 0, notice, state });
  const mailed = (...states: readonly ('sent' | 'failed')[]) =>
    stepsAt(due, { dispatches: states.map(mail) })[0]?.stands;
  expect([mailed(), mailed('failed'), mailed('failed', 'sent')]).toEqual(['due', 'due', 'done']);
  // One that no run has made comes today at the earliest, and what follows it after that.
  const overdue = dunningSteps(seen(on(5), [declined(AD)]), HELD, noonOf(on(5)));
  expect(overdue.map(({ at }) => at.slice(0, 10))).toEqual([AD, on(5), on(5), on(12), on(12), on(19)]);
  // It is told by its own day, whenever somebody looks, and what is left out because of it, too.
  expect(overdue.slice(0, 3).map(({ stands, on: shown }) => [stands, shown])).toEqual([
    ['due', AD],
    ['missed', on(1)],
    ['planned', on(5)],
  ]);
  // Of those that nobody sent, the newest alone is.
  const late = dunningSteps(seen(on(8), [declined(AD), declined(on(1))]), HELD, noonOf(on(8)));
  expect(late.map((one) => one.stands)).toEqual(['left-out', 'done', 'left-out', 'done', 'due', 'planned']);
});

test('R14, P12 turned off after a decline, nothing of it comes any more: no try, no mail, and no end before its window', () => {
  const turnedOff = [{ term: 0, at: noonOf(AD), by: 'someone' }];
  const off = { ...HELD, turnedOff };
  const stands = (orders: readonly Order[], days: number, held: typeof HELD = off) => {
    const world = seen(on(days), orders, { subscriptions: [held] });
    return dunningSteps(world, held, noonOf(on(days))).map((one) => one.stands);
  };
  expect(stands([declined(AD)], 0)).toEqual(Array(6).fill('left-out'));
  expect(stands([declined(AD)], 3)).toEqual(Array(6).fill('left-out'));
  expect(dunningAhead(seen(on(3), [declined(AD)], { subscriptions: [off] }), off)).toStrictEqual({ closes: on(30) });
  const left3 = dunningSteps(seen(on(3), [declined(AD)], { subscriptions: [off] }), off, noonOf(on(3)));
  expect(left3.map((one) => one.on)).toEqual([AD, on(1), on(1), on(8), on(8), on(15)]);
  // Once every try was made, its days are settled.
  const both = [declined(AD), declined(on(1))];
  const left = 'left-out';
  expect(stands(both, 2)).toEqual([left, 'done', left, 'planned', left, 'planned']);
  const cancelled = { ...HELD, cancelled: { from: on(20), requestId: 'req_1', at: noonOf(AD), by: 'someone' } };
  expect(stands([declined(AD)], 3, cancelled)).toEqual(Array(6).fill('left-out'));
});
