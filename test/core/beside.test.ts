import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { money } from '../../src/core/money.js';
import type { Order } from '../../src/core/order.js';
import { evidenceIn, isStartKnown, MOST_EVIDENCE_BYTES, type RecordedOrder } from '../../src/core/recorded-order.js';
import { oddities } from '../../src/core/oddity.js';
import { adopting, correcting, NOTHING_SAID, recording } from '../../src/core/recording.js';
import { firstTerm, type Subscription } from '../../src/core/subscription.js';
import { elsewhere, statement } from './elsewhere.js';
import { awaiting, paidOrder } from './support.js';
import { day, offer, policy, programme, subscription } from './world.js';

const START = day('2018-09-01');
const END = day('2019-09-01');
const LONG_AFTER = day('2026-11-22');
const BY = 'admin@contoso.example';
const eur = (amount: number) => money(amount, 'EUR');
const file = (sha256: string) => ({ sha256, name: `${sha256}.pdf`, bytes: 1 });

describe('D24, D26 what is stated again of an order', () => {
  test.each([
    ['less than its tax', eur(4), null],
    ['as much as it', eur(5), eur(5)],
    ['another currency', money(10, 'USD'), null],
    ['nothing of it', undefined, eur(5)],
  ])('a tax that can be no part of what was paid is not known any more: %s', (_, amount, tax) => {
    const { view: seen, order } = elsewhere('on', {}, { amount: eur(10), tax: eur(5) });
    const stated = (said: object) => {
      const comes = correcting(seen, order, { end: null, said: { invoice: 'E9', ...said } });
      return comes.kind === 'writes' ? comes.facts.tax : comes.kind;
    };
    expect(stated(amount ? { amount } : {})).toEqual(tax);
    expect(stated({ ...(amount ? { amount } : {}), tax: eur(1) })).toEqual(eur(1));
  });

  test('a file that shows it is added, and none is there twice or taken away', () => {
    const { view: seen, order } = elsewhere('on', {}, { evidence: [file('a'), file('b')] });
    const comes = correcting(seen, order, { end: null, said: { evidence: [file('b'), file('c')] } });
    expect(comes).toMatchObject({ kind: 'writes', facts: { evidence: [file('a'), file('b'), file('c')] } });
    const again = {
      ...order,
      statements: [...order.statements, statement({ number: 1, evidence: [file('b'), file('c')], by: 'other' })],
    };
    expect(evidenceIn(again).map(({ sha256, by }) => `${sha256} ${by}`)).toEqual(['a admin', 'b admin', 'c other']);
    expect(MOST_EVIDENCE_BYTES).toBe(20_971_520);
  });

  test('D23 only of a first term nobody need have said when it began', () => {
    const { order } = elsewhere('on');
    const known = (number: number, started: Day | null) =>
      isStartKnown({ recorded: [{ ...order, statements: [statement({ started })] }] }, { number, orderId: order.id });
    expect([known(0, START), known(0, null), known(1, null)]).toEqual([true, false, true]);
    expect(isStartKnown({ recorded: [] }, { number: 0, orderId: order.id })).toBe(true);
  });
});

describe('I10 a corrected term runs beside no other of the same offer', () => {
  const next = (changes: Partial<Subscription> = {}) =>
    subscription(day('2019-12-01'), 1, {
      id: 'sub_2',
      enrolment: 1,
      terms: [{ ...firstTerm(day('2019-12-01'), 1), orderId: 'ord_2' }],
      ...changes,
    });

  function corrected(end: string, today: Day, other: Subscription = next()) {
    const { view: seen, held, order } = elsewhere('on');
    const book = { ...seen.book, subscriptions: [held, other] };
    const comes = correcting({ ...seen, today, book }, order, { end: day(end), said: {} });
    return comes.kind === 'refused' ? comes.refusal : comes.kind;
  }

  test('nor is it live beside one today', () => {
    const conflict = { code: 'RECORD_CONFLICT', order: 'ord_2' };
    expect(corrected('2019-11-30', LONG_AFTER)).toBe('writes');
    expect(corrected('2019-12-01', LONG_AFTER)).toMatchObject(conflict);
    expect(corrected('2019-11-30', day('2019-12-30'))).toMatchObject(conflict);
    expect(corrected('2019-11-30', day('2019-12-31'))).toBe('writes');
    expect(corrected('2019-12-01', LONG_AFTER, next({ offer: 'other' }))).toBe('writes');
    expect(corrected('2019-12-01', LONG_AFTER, next({ programme: 'another' }))).toBe('writes');
  });

  test.each<[string, Partial<Subscription>, string, boolean]>([
    ['one that ran to that day', {}, '2019-09-01', false],
    ['the day after', {}, '2019-09-02', true],
    ['one that was upgraded that day', { superseded: { on: day('2019-03-01'), by: 'gold' } }, '2019-03-01', true],
    ['the day before', { superseded: { on: day('2019-03-01'), by: 'gold' } }, '2019-02-28', false],
    [
      'one that was cancelled',
      { cancelled: { requestId: 'req_1', from: day('2019-03-01'), at: noonOf(START), by: BY } },
      '2019-03-01',
      true,
    ],
  ])('and begins after the earlier one: %s', (_, ended, started, fits) => {
    const { view: seen, held } = elsewhere('on');
    const term = firstTerm(day('2019-12-01'), 1);
    const order: RecordedOrder = {
      ...elsewhere('on').order,
      id: 'ord_2',
      subscriptionId: 'sub_2',
      enrolment: 1,
      statements: [statement({ term })],
    };
    const later = next({ terms: [{ ...term, orderId: 'ord_2' }] });
    const book = {
      ...seen.book,
      subscriptions: [{ ...held, ...ended }, later],
      recorded: [...seen.book.recorded, order],
    };
    const comes = correcting({ ...seen, today: LONG_AFTER, book }, order, {
      end: null,
      said: { started: day(started) },
    });
    expect(comes.kind).toBe(fits ? 'writes' : 'refused');
    if (comes.kind === 'refused')
      expect(comes.refusal).toMatchObject({ code: 'RECORD_CONFLICT', order: 'ord_elsewhere' });
  });
});

describe('I2, P9 what is on its way here is not brought in as paid elsewhere', () => {
  const DUE = addDays(END, 30);
  const FIRST: Order = { ...awaiting(DUE), subscriptionId: 'sub_9' };
  const byCard: Order = (({ transfer: _none, ...order }) => order)(FIRST);

  test.each<[string, Order, Day, string | undefined]>([
    ['ordered by card', byCard, END, 'RECORD_CONFLICT'],
    ['by transfer, while its funds may come', FIRST, DUE, 'TRANSFER_PENDING'],
    ['and no longer', FIRST, addDays(DUE, 1), undefined],
    ['declined', { ...byCard, state: 'failed' }, END, undefined],
    ['of another offer', { ...byCard, offer: 'other' }, END, undefined],
    ['of another programme', { ...byCard, programme: 'another' }, END, undefined],
    ['of a later term', { ...byCard, term: { ...byCard.term, number: 1 } }, END, undefined],
  ])('%s', (_, order, today, code) => {
    const { view: seen } = elsewhere('on');
    const empty = {
      ...seen,
      today,
      book: { ...seen.book, subscriptions: [], recorded: [], orders: [paidOrder(START), order] },
    };
    const withoutPaid = { ...empty, book: { ...empty.book, orders: [order] } };
    const adoption = { offer: offer(), anniversary: addDays(END, 700), said: NOTHING_SAID, activated: [] };
    for (const one of [empty, withoutPaid]) {
      const comes = adopting(one, adoption);
      expect(comes.kind === 'refused' ? comes.refusal.code : undefined).toBe(code);
    }
    const comes = adopting(empty, adoption);
    if (code === 'RECORD_CONFLICT') expect(comes).toMatchObject({ refusal: { order: order.id, by: null, open: true } });
  });

  test('D10, P7, D29 nothing is renewed of what has ended, nor by itself where the programme has no such thing', () => {
    const { view: seen, held } = elsewhere('off');
    const code = (changes: Partial<Subscription>, paidOn: Day | null = null, today = END) => {
      const one = { ...held, ...changes };
      const comes = recording({ ...seen, today, book: { ...seen.book, subscriptions: [one] } }, one, {
        end: null,
        said: { ...NOTHING_SAID, paidOn },
      });
      return comes.kind === 'refused' ? comes.refusal.code : comes.kind;
    };
    const cancelled = { requestId: 'req_1', from: END, at: noonOf(START), by: BY };
    expect(code({ superseded: { on: START, by: 'gold' } })).toBe('ALREADY_UPGRADED');
    expect(code({ cancelled })).toBe('SUBSCRIPTION_CANCELLED');
    const late = day('2019-12-01');
    expect([day('2019-10-01'), day('2019-10-02')].map((paid) => code({}, paid, late))).toEqual([
      'writes',
      'WINDOW_CLOSED',
    ]);
    const none = { ...seen, programme: programme({ policy: policy({ automaticRenewal: null }) }) };
    const on = recording(none, held, { end: null, said: { ...NOTHING_SAID, renewal: 'on' } });
    expect(on).toMatchObject({
      kind: 'refused',
      refusal: { code: 'AUTORENEW_NOT_OFFERED', offer: 'pack', programme: 'any' },
    });
  });
});

test('D23 a first term of fewer than 300 or more than 400 days is odd', () => {
  const odd = (days: number) => {
    const end = addDays(START, days);
    const { view: seen, order } = elsewhere('on', {}, { started: START, term: { ...firstTerm(START, 1), end } });
    return oddities(seen, order).map((one) => one.code === 'TERM_UNUSUAL' && one.days);
  };
  expect([299, 300, 400, 401].map(odd)).toEqual([[299], [], [], [401]]);
});
