import fc from 'fast-check';
import { applied } from '../../src/core/applied.js';
import { automaticRenewal, turnOff } from '../../src/core/automatic-renewal.js';
import { inBook } from '../../src/core/attention.js';
import { addDays, anniversary, noonOf, type Day } from '../../src/core/day.js';
import { missedRenewal } from '../../src/core/missed.js';
import { dueRenewal, nextCharge, outlook } from '../../src/core/outlook.js';
import { oddities } from '../../src/core/oddity.js';
import { adopting, correcting, NOTHING_SAID, recording, type Recording } from '../../src/core/recording.js';
import { newestStatement, type RecordedOrder } from '../../src/core/recorded-order.js';
import { standing, type TermSpan } from '../../src/core/subscription.js';
import { money } from '../../src/core/money.js';
import { elsewhere, statement } from './elsewhere.js';
import { benefitRecord, book, day, offer, programme, view } from './world.js';

const TODAY = day('2026-11-22');
const END = day('2019-09-01');

function bringing(end: string, started: string | null = null, today = TODAY): Recording {
  const seen = { ...view(today), book: book() };
  const said = { ...NOTHING_SAID, started: started === null ? null : day(started) };
  return adopting(seen, { offer: offer(), anniversary: day(end), said, activated: [] });
}

function termOf(comes: Recording): TermSpan {
  if (comes.kind !== 'writes') throw new Error(`it is ${comes.kind}`);
  return comes.term;
}

/** The terms that follow it, each renewed on its anniversary date. */
function renewals(term: TermSpan, count: number): readonly Day[] {
  const { view: seen, order } = elsewhere('on', {}, { term });
  let now = seen;
  const ends: Day[] = [];
  for (let number = 1; number <= count; number += 1) {
    const held = now.book.subscriptions[0];
    if (!held) throw new Error('nothing is owned');
    const at = { ...now, today: addDays(held.terms.at(-1)?.end ?? TODAY, 31) };
    const comes = recording(at, held, { end: null, said: NOTHING_SAID });
    const next = termOf(comes);
    ends.push(next.end);
    const renewal: RecordedOrder = {
      ...order,
      id: `ord_renewal_${number}`,
      kind: 'renewal',
      statements: [statement({ term: next, renewal: 'on' })],
    };
    now = { ...now, book: applied(now.book, { kind: 'order-recorded', order: renewal }) };
  }
  return ends;
}

describe('D23 the stated anniversary date wins', () => {
  test('whatever the first day was, and before or after today', () => {
    const days = fc.integer({ min: 0, max: 6000 }).map((more) => addDays(day('2018-01-01'), more));
    fc.assert(
      fc.property(days, fc.option(fc.integer({ min: 1, max: 3000 })), (end, before) => {
        const started = before === null ? null : addDays(end, -before);
        const term = termOf(bringing(end, started));
        expect(term.end).toBe(end);
        expect(term.start < end).toBe(true);
      }),
    );
  });

  test.each([
    // The first day leads to it: others count from there, and 29 February comes back.
    { end: '2027-02-28', started: '2024-02-29', then: ['2028-02-29', '2029-02-28'] },
    { end: '2027-03-01', started: '2026-03-01', then: ['2028-03-01', '2029-03-01'] },
    // Nobody said the first day: from the date itself, and a 28th stays one.
    { end: '2027-02-28', started: null, then: ['2028-02-28', '2029-02-28'] },
    { end: '2028-02-29', started: null, then: ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'] },
    // The first day does not lead to it.
    { end: '2027-03-15', started: '2026-03-01', then: ['2028-03-15', '2029-03-15'] },
  ])('D1 after $end (from $started) come $then', ({ end, started, then }) => {
    expect(renewals(termOf(bringing(end, started)), then.length)).toEqual(then);
  });

  test.each([
    { started: '2026-03-01', end: '2027-03-01', odd: [] },
    { started: '2026-03-01', end: '2026-12-01', odd: [275] },
    { started: '2020-03-01', end: '2027-03-01', odd: [2556] },
    { started: '2026-03-01', end: '2027-04-05', odd: [] },
  ])('from $started to $end is odd: $odd', ({ started, end, odd }) => {
    const comes = bringing(end, started);
    if (comes.kind !== 'writes') throw new Error(comes.kind);
    const { view: seen, order } = elsewhere('on', {}, { term: comes.term, ...comes.facts });
    const unusual = oddities(seen, order).flatMap((one) => (one.code === 'TERM_UNUSUAL' ? [one] : []));
    expect(unusual.map(({ days }) => days)).toEqual(odd);
    // From where a whole term would have run, or from where the one that runs began.
    const began = { '2026-12-01': '2025-12-01', '2027-03-01': '2026-03-01' }[end];
    expect(unusual.map(({ start }) => start)).toEqual(odd.map(() => began));
    expect(oddities({ ...seen, programme: programme({ offers: [] }) }, order)).toEqual(oddities(seen, order));
  });
});

describe('D27 another amount than the catalogue has is odd, and never refused', () => {
  test.each([
    [money(47500, 'USD'), null, false],
    [money(57000, 'USD'), money(9500, 'USD'), false],
    [money(40000, 'USD'), null, true],
    [money(40000, 'EUR'), null, false],
    [null, null, false],
  ])('%j with tax %j', (amount, tax, odd) => {
    const { view: seen, order } = elsewhere('on', {}, { amount, tax });
    expect(oddities(seen, order).some(({ code }) => code === 'AMOUNT_DIFFERS')).toBe(odd);
  });
});

describe('D29 D30 automatic renewal of what was bought elsewhere is the vendor’s', () => {
  const at = (today: Day, renewal: 'on' | 'off' | 'unknown') => {
    const { view: seen, held } = elsewhere(renewal);
    const now = { ...seen, today };
    return { now, held, state: standing(held, now.programme.policy, today), next: outlook(now, held) };
  };
  const CLOSES = addDays(END, 30);

  test.each(['on', 'unknown'] as const)('%s: expected that day, unconfirmed after it, then presumed expired', (how) => {
    expect(at(END, how).next).toEqual({ kind: 'at-vendor', expectedOn: END, sure: how === 'on' });
    expect(at(END, how).state.kind).toBe('active');
    expect(at(addDays(END, 1), how).state).toEqual({ kind: 'unconfirmed', closes: CLOSES });
    expect(at(CLOSES, how).next).toEqual({ kind: 'unconfirmed', since: END, closes: CLOSES });
    expect(at(addDays(CLOSES, 1), how).state).toEqual({ kind: 'expired', since: addDays(CLOSES, 1), presumed: true });
    const warned = (today: Day) => inBook(at(today, how).now).map(({ code }) => code);
    expect(warned(END)).toEqual(how === 'on' ? [] : ['VENDOR_RENEWAL_UNKNOWN']);
    expect(warned(CLOSES)).toEqual(['UNCONFIRMED']);
    expect(inBook(at(addDays(CLOSES, 9), how).now)).toMatchObject([{ code: 'UNCONFIRMED', presumed: true }]);
  });

  test.each([
    ['on', {}, 30],
    ['unknown', {}, 30],
    ['on', { automaticRenewal: null }, 30],
    ['unknown', { renewalWindow: { opens: -90, closes: -10 } }, -10],
  ] as const)('%s under %j: missed for want of a record, for a year', (how, rules, days) => {
    const { view: seen, held } = elsewhere(how, rules);
    const closes = addDays(END, days);
    const missed = (today: Day) => missedRenewal({ ...seen, today }, held, () => undefined);
    expect(missed(days < 0 ? END : closes)).toBeUndefined();
    const never = { since: END, closed: closes, why: { code: 'NOT_RECORDED' } };
    expect(missed(addDays(END, Math.max(days, 0) + 1))).toEqual(never);
    expect(missed(addDays(closes, 365))).toEqual(never);
    expect(missed(addDays(closes, 366))).toBeUndefined();
  });

  test('off: grace and expiry as of everything else', () => {
    expect(at(END, 'off').next.kind).toBe('by-hand');
    expect(at(addDays(END, 1), 'off').state.kind).toBe('grace');
    expect(at(addDays(CLOSES, 1), 'off').state).toEqual({ kind: 'expired', since: addDays(CLOSES, 1) });
    expect(missedRenewal(at(addDays(CLOSES, 1), 'off').now, at(END, 'off').held, () => undefined)).toBeUndefined();
  });

  test('nothing of it is ever charged, due or asked a card for', () => {
    fc.assert(
      fc.property(fc.constantFrom('on', 'off', 'unknown'), fc.nat(800), (how, days) => {
        const { now, held } = at(addDays(END, days - 400), how);
        expect(dueRenewal(now, held, noonOf(now.today))).toBeUndefined();
        expect(nextCharge(now, held)).toBeUndefined();
        expect(inBook(now).map(({ code }) => code)).not.toContain('NO_CARD_FOR_CHARGE');
      }),
    );
  });

  test('R15 turning it off is recorded once, and there is no way back before a renewal', () => {
    const { view: seen, held } = elsewhere('on');
    const turned = turnOff(held, seen.programme.policy, { today: END, at: noonOf(END), by: 'admin' });
    expect(turned.kind).toBe('turned-off');
    const off = { ...held, turnedOff: [{ term: 0, at: noonOf(END), by: 'admin' }] };
    expect(automaticRenewal(off, seen.programme.policy, END).kind).toBe('off');
    expect(standing(off, seen.programme.policy, addDays(END, 1)).kind).toBe('grace');
  });

  test('a programme without automatic renewal: off where nobody says, and at the vendor where somebody does', () => {
    const { view: seen } = elsewhere('on', { automaticRenewal: null });
    const comes = adopting(
      { ...seen, book: book() },
      { offer: offer(), anniversary: END, said: NOTHING_SAID, activated: [] },
    );
    expect(comes).toMatchObject({ kind: 'writes', facts: { renewal: 'off' } });
    const on = elsewhere('on', { automaticRenewal: null });
    expect(outlook(on.view, on.held).kind).toBe('at-vendor');
    const off = elsewhere('off', { automaticRenewal: null });
    expect(automaticRenewal(off.held, off.view.programme.policy, END).kind).toBe('not-offered');
  });
});

test('G15 nothing is written whose window lies beyond the calendar', () => {
  const { view: seen, held, order } = elsewhere('on');
  const end = day('9999-12-20');
  for (const writes of [
    () => adopting({ ...seen, book: book() }, { offer: offer(), anniversary: end, said: NOTHING_SAID, activated: [] }),
    () => recording(seen, held, { end, said: NOTHING_SAID }),
    () => correcting(seen, order, { end, said: {} }),
  ])
    expect(writes).toThrow(RangeError);
});

describe('D25 one invoice, once', () => {
  const said = { ...NOTHING_SAID, invoice: 'E1', paidOn: day('2019-08-30'), amount: money(47500, 'USD') };
  const renewed = () => {
    const { view: seen, held, order } = elsewhere('on');
    const today = day('2019-09-05');
    const comes = recording({ ...seen, today }, held, { end: null, said });
    if (comes.kind !== 'writes') throw new Error(comes.kind);
    const renewal: RecordedOrder = {
      ...order,
      id: 'ord_renewal',
      kind: 'renewal',
      statements: [{ ...comes.facts, number: 0, term: comes.term, reason: null, at: noonOf(today), by: 'admin' }],
    };
    const after = applied(seen.book, { kind: 'order-recorded', order: renewal });
    const [now] = after.subscriptions;
    if (!now) throw new Error('nothing is owned');
    return { view: { ...seen, today, book: after }, held: now, order: renewal };
  };

  test('the same again changes nothing, other content is a conflict that names the order', () => {
    const { view: seen, held } = renewed();
    expect(held.terms.map(({ end }) => end)).toEqual(['2019-09-01', '2020-09-01']);
    expect(recording(seen, held, { end: null, said })).toMatchObject({
      kind: 'unchanged',
      order: { id: 'ord_renewal' },
    });
    const other = { ...said, amount: money(1, 'USD') };
    expect(recording(seen, held, { end: null, said: other })).toMatchObject({
      kind: 'refused',
      refusal: { code: 'RECORD_CONFLICT', order: 'ord_renewal' },
    });
  });

  test('D25 of the same order it is told what was said and stands otherwise; a tax with the amount that it is part of', () => {
    const { view: seen, held } = renewed();
    const differing = (more: object) => {
      const comes = recording(seen, held, { end: null, said: { ...said, ...more } });
      return comes.kind === 'refused' && comes.refusal.code === 'RECORD_CONFLICT' ? comes.refusal.said : comes.kind;
    };
    const amount = money(1, 'USD');
    expect(differing({ amount })).toEqual({ amount });
    expect(differing({ tax: amount })).toEqual({ amount: said.amount, tax: amount });
    expect(differing({ amount: null, paidOn: day('2019-08-31') })).toEqual({ paidOn: day('2019-08-31') });
    // A renewal has no first day of its own.
    expect(differing({ started: END, orderRef: 'REF-1' })).toEqual({ orderRef: 'REF-1' });
  });

  test('I2 another record within the window of the same renewal is a conflict, too; a year later it is the next one', () => {
    const { view: seen, held } = renewed();
    const another = { ...said, invoice: 'E2' };
    const conflict = { code: 'RECORD_CONFLICT', order: 'ord_renewal', by: null };
    expect(recording(seen, held, { end: null, said: another })).toMatchObject({ refusal: conflict });
    const paid = (on: string) => recording(seen, held, { end: null, said: { ...another, paidOn: day(on) } });
    expect(paid('2019-10-01')).toMatchObject({ refusal: conflict });
    expect(termOf(paid('2019-10-02')).number).toBe(2);
    const later = { ...seen, today: day('2020-08-31') };
    expect(termOf(recording(later, held, { end: null, said: { ...another, paidOn: later.today } })).end).toBe(
      '2021-09-01',
    );
  });

  test('D25 an invoice of another offer names that offer, and without an invoice the same again is the same', () => {
    const { view: seen, held } = renewed();
    const other = { offer: offer({ id: 'other' }), anniversary: END, said, activated: [] };
    const conflict = adopting(seen, other);
    expect(conflict).toMatchObject({ refusal: { code: 'RECORD_CONFLICT', order: 'ord_renewal', by: 'pack' } });
    expect(conflict).not.toHaveProperty('refusal.said');
    const silent = { ...said, invoice: null };
    expect(recording(seen, held, { end: null, said: silent })).toMatchObject({
      refusal: { code: 'RECORD_CONFLICT', by: null },
    });
    const { view: first, held: bought, order } = elsewhere('on');
    const today = day('2019-09-05');
    const comes = recording({ ...first, today }, bought, { end: null, said: silent });
    if (comes.kind !== 'writes') throw new Error(comes.kind);
    const stated = { ...comes.facts, number: 0, term: comes.term, reason: null, at: noonOf(today), by: 'admin' };
    const renewal: RecordedOrder = { ...order, id: 'ord_silent', kind: 'renewal', statements: [stated] };
    const after = applied(first.book, { kind: 'order-recorded', order: renewal });
    const [now] = after.subscriptions;
    expect(now && recording({ ...first, today, book: after }, now, { end: null, said: silent })).toMatchObject({
      kind: 'unchanged',
      order: { id: 'ord_silent' },
    });
  });

  test('D26 another end of a renewal is counted from the term before it, and facts alone move nothing', () => {
    const { view: seen, held, order } = renewed();
    expect(termOf(correcting(seen, order, { end: day('2020-10-15'), said: {} }))).toEqual({
      number: 1,
      anchor: '2020-10-15',
      yearsFromAnchor: 0,
      start: '2019-09-01',
      end: '2020-10-15',
    });
    const { orderId: _order, stated: _stated, ...term } = held.terms[1] ?? {};
    expect(termOf(correcting(seen, order, { end: null, said: { invoice: 'E3' } }))).toEqual(term);
    const [first] = seen.book.recorded;
    const settled = { kind: 'refused', refusal: { code: 'TERM_SETTLED', order: 'ord_elsewhere', offer: 'pack' } };
    expect(first && correcting(seen, first, { end: day('2019-09-15'), said: {} })).toMatchObject(settled);
    expect(first && correcting(seen, first, { end: null, said: { invoice: 'E3' } }).kind).toBe('writes');
  });

  test('D22 recorded late, it counts by the day on which it was paid', () => {
    const { view: seen, held } = elsewhere('off');
    const late = { ...seen, today: day('2019-12-01') };
    const inTime = { ...NOTHING_SAID, paidOn: day('2019-09-30') };
    expect(recording(late, held, { end: null, said: inTime }).kind).toBe('writes');
    expect(recording(late, held, { end: null, said: { ...inTime, paidOn: day('2019-10-02') } })).toMatchObject({
      refusal: { code: 'WINDOW_CLOSED' },
    });
  });
});

describe('D26 a correction is a new fact', () => {
  test('both stay, the newer counts, and the dates move while no later term stands on them', () => {
    const { view: seen, held, order } = elsewhere('on');
    const comes = correcting(seen, order, { end: day('2019-09-15'), said: { invoice: 'E9' } });
    if (comes.kind !== 'writes') throw new Error(comes.kind);
    const corrected = { ...comes.facts, number: 1, term: comes.term, reason: 'typo', at: noonOf(END), by: 'other' };
    const after = applied(seen.book, { kind: 'order-corrected', orderId: order.id, statement: corrected });
    expect(after.recorded[0]?.statements).toHaveLength(2);
    expect(after.recorded[0] && newestStatement(after.recorded[0])).toMatchObject({ invoice: 'E9', reason: 'typo' });
    expect(after.subscriptions[0]?.terms).toMatchObject([{ end: '2019-09-15', stated: { by: 'other' } }]);
    expect(
      correcting({ ...seen, book: after }, after.recorded[0] ?? order, { end: null, said: { invoice: 'E9' } }).kind,
    ).toBe('unchanged');
    expect(held.terms[0]?.end).toBe(END);
  });

  test.each([
    ['cancelled', { cancelled: { requestId: 'req_1', from: END, at: noonOf(END), by: 'admin' } }],
    ['superseded', { superseded: { on: END, by: 'other' } }],
  ])('D26 no date of what is %s moves', (_, ended) => {
    const { view: seen, held, order } = elsewhere('on', {}, { started: day('2018-09-01') });
    const over = { ...seen, book: { ...seen.book, subscriptions: [{ ...held, ...ended }] } };
    const moves = (end: string | null, started: string) =>
      correcting(over, order, { end: end === null ? null : day(end), said: { started: day(started) } });
    expect(moves('2019-09-15', '2018-09-01')).toMatchObject({ refusal: { code: 'TERM_SETTLED' } });
    expect(moves(null, '2018-08-15')).toMatchObject({ refusal: { code: 'TERM_SETTLED' } });
    expect(correcting(over, order, { end: null, said: { invoice: 'E9' } }).kind).toBe('writes');
  });

  test('D23 the first day is taken back: the term is as many years long as it was, and a part of one counts as one', () => {
    const startOf = (start: string, end: string) => {
      const term = { number: 0, anchor: day(end), yearsFromAnchor: 0, start: day(start), end: day(end) };
      const { view: seen, order } = elsewhere('on', {}, { term, started: day(start) });
      return termOf(correcting(seen, order, { end: null, said: { started: null } })).start;
    };
    expect(startOf('2019-03-01', '2019-12-01')).toBe('2018-12-01');
    expect(startOf('2019-03-01', '2021-12-01')).toBe('2019-12-01');
  });

  test('D24 an entry with a receipt, an attempt or two first statements is none', () => {
    const { view: seen, order } = elsewhere('on');
    const two = { ...order, id: 'ord_two', subscriptionId: 'sub_2', statements: [...order.statements, statement()] };
    expect(() => applied(seen.book, { kind: 'order-recorded', order: two })).toThrow(RangeError);
    const taxed = statement({ tax: money(1, 'EUR'), amount: money(5, 'USD') });
    const wrong = { ...order, id: 'ord_tax', subscriptionId: 'sub_3', statements: [taxed] };
    expect(() => applied(seen.book, { kind: 'order-recorded', order: wrong })).toThrow(RangeError);
  });
});

describe('D28 the next anniversary date', () => {
  test.each([
    { under: {}, paidOn: null, end: null, then: '2020-09-01' },
    { under: {}, paidOn: '2019-09-20', end: null, then: '2020-09-01' },
    { under: {}, paidOn: null, end: '2020-10-15', then: '2020-10-15' },
    {
      under: { anniversaryAfterRenewal: 'payment-date' as const },
      paidOn: '2019-09-20',
      end: null,
      then: '2020-09-20',
    },
  ])('under $under, paid on $paidOn and stated as $end, is $then', ({ under, paidOn, end, then }) => {
    const { view: seen, held } = elsewhere('on', under);
    const said = { ...NOTHING_SAID, paidOn: paidOn === null ? null : day(paidOn) };
    const now = { ...seen, today: day('2019-09-25') };
    const comes = recording(now, held, { end: end === null ? null : day(end), said });
    expect(termOf(comes).end).toBe(then);
    // Facts alone move nothing of it, whatever it was counted from.
    if (comes.kind !== 'writes') throw new Error(comes.kind);
    const stated = { ...comes.facts, number: 0, term: comes.term, reason: null, at: noonOf(END), by: 'admin' };
    const [first] = seen.book.recorded;
    const renewal = { ...first, id: 'ord_renewal', kind: 'renewal', statements: [stated] } as RecordedOrder;
    const book = applied(seen.book, { kind: 'order-recorded', order: renewal });
    expect(termOf(correcting({ ...now, book }, renewal, { end: null, said: { invoice: 'E9' } }))).toEqual(comes.term);
  });

  test.each([
    { readings: { anniversaryAfterRenewal: { source: 'nowhere', verified: false } } },
    { anniversaryAfterRenewal: 'payment-date' as const },
  ])('is refused under %j, where nobody said it', (under) => {
    const { view: seen, held } = elsewhere('on', under);
    expect(recording(seen, held, { end: null, said: NOTHING_SAID })).toMatchObject({
      refusal: { code: 'ANNIVERSARY_NOT_KNOWN', rule: 'D28' },
    });
    const stated = recording(seen, held, { end: anniversary(END, 1), said: NOTHING_SAID });
    expect(termOf(stated).end).toBe('2020-09-01');
  });
});

test('D25 D32 the same brought in again is the same, with the benefits that were activated then', () => {
  const { view: seen } = elsewhere('on');
  const said = { ...NOTHING_SAID, renewal: 'on' } as const;
  const again = (activated: readonly string[], changes: object = {}) =>
    adopting(
      { ...seen, book: { ...seen.book, benefits: [benefitRecord()] } },
      {
        ...{ offer: offer(), anniversary: END, said, activated },
        ...changes,
      },
    ).kind;
  expect(again([])).toBe('unchanged');
  expect(again(['seats'])).toBe('unchanged');
  expect(again(['seats', 'other'])).toBe('refused');
  expect(again([], { anniversary: day('2019-09-02') })).toBe('refused');
  expect(again([], { offer: offer({ id: 'other' }) })).toBe('writes');
});

test.each([
  { years: 1, started: '2026-03-01', end: '2027-03-01', anchor: '2026-03-01', yearsFromAnchor: 0, start: '2026-03-01' },
  { years: 1, started: '2024-03-01', end: '2027-03-01', anchor: '2024-03-01', yearsFromAnchor: 2, start: '2026-03-01' },
  { years: 2, started: '2026-03-01', end: '2027-03-01', anchor: '2026-03-01', yearsFromAnchor: 0, start: '2026-03-01' },
  { years: 1, started: '2026-03-02', end: '2027-03-01', anchor: '2027-03-01', yearsFromAnchor: 0, start: '2026-03-02' },
  { years: 2, started: null, end: '2027-03-01', anchor: '2027-03-01', yearsFromAnchor: 0, start: '2025-03-01' },
])('D23 $years years from $started to $end', ({ years, started, end, ...counted }) => {
  const said = { ...NOTHING_SAID, started: started === null ? null : day(started) };
  const wish = { offer: offer({ termYears: years }), anniversary: day(end), said, activated: [] };
  expect(termOf(adopting({ ...view(TODAY), book: book() }, wish))).toEqual({ number: 0, end, ...counted });
});

test.each([
  ['2020-09-01', '2018-09-01', 1],
  ['2021-09-01', '2018-09-01', 1],
  ['2020-10-15', '2020-10-15', 0],
])('D28 a renewal to %s counts from %s', (end, anchor, yearsFromAnchor) => {
  const { view: seen, held } = elsewhere('on');
  const comes = recording({ ...seen, today: day('2019-09-25') }, held, { end: day(end), said: NOTHING_SAID });
  expect(termOf(comes)).toEqual({ number: 1, anchor, yearsFromAnchor, start: '2019-09-01', end });
});
