import fc from 'fast-check';
import { addDays, anniversary, daysBetween, noonOf } from '../../src/core/day.js';
import {
  anniversaryDate,
  firstTerm,
  isLive,
  lastTerm,
  nextTerm,
  renewalWindow,
  standing,
  startedOn,
  type TermSpan,
} from '../../src/core/subscription.js';
import { renewable } from '../../src/core/gate.js';
import { CALENDAR, type Renewal, type WindowName } from './calendar.js';
import { day, policy, programme, spans, subscription, WINDOWS } from './world.js';

const NAMES = Object.keys(WINDOWS) as readonly WindowName[];
const anchors = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays(day('1990-01-01'), days));
const leapAnchors = fc.constantFrom('1996-02-29', '2000-02-29', '2024-02-29', '2096-02-29').map(day);
const windows = fc.constantFrom(...NAMES).map((name) => WINDOWS[name]);

/** The term that the case is about, with everything paid up to it. */
function paidTo({ anchor, k }: Renewal) {
  return subscription(anchor, k + 1);
}

test('P1 the windows of these tests are those of the calendar', () => {
  expect(NAMES.map((name) => [name, [WINDOWS[name].opens, WINDOWS[name].closes]])).toEqual(
    Object.entries(CALENDAR.meta.policies),
  );
});

describe.each(NAMES)('P1 the window of %s', (name) => {
  const under = policy({ renewalWindow: WINDOWS[name] });

  test.each(CALENDAR.renewals)('P1 $id: it opens and closes with the anniversary date $ad', (found) => {
    const held = paidTo(found);
    expect(anniversaryDate(held)).toBe(found.ad);
    expect(renewalWindow(lastTerm(held), under)).toEqual({ opens: found.opens[name], closes: found.lastDay });
    expect(addDays(found.ad, found.dayOffset)).toBe(found.paidOn);
  });

  test.each(CALENDAR.renewals)(`P1 $id: paid on $paidOn is $outcome.${name}`, (found) => {
    const refusal = renewable(paidTo(found), programme({ policy: under }), found.paidOn);
    const outcome = { WINDOW_NOT_OPEN: 'not-open', WINDOW_CLOSED: 'closed' } as Readonly<Record<string, string>>;
    expect(refusal ? outcome[refusal.code] : 'open').toBe(found.outcome[name]);
  });

  test.each(CALENDAR.renewals)('D3 $id: active to $ad, in grace to $lastDay, expired from $expiredFrom', (found) => {
    const held = paidTo(found);
    expect(standing(held, under, found.ad)).toEqual({ kind: 'active', daysLeft: 0 });
    expect(standing(held, under, addDays(found.ad, 1))).toEqual({ kind: 'grace', closes: found.lastDay });
    expect(standing(held, under, found.lastDay)).toEqual({ kind: 'grace', closes: found.lastDay });
    expect(standing(held, under, found.expiredFrom)).toEqual({ kind: 'expired', since: found.expiredFrom });
  });
});

describe('P3 the anniversary after a renewal', () => {
  test.each(CALENDAR.renewals)('P3 $id: kept, paid on $paidOn runs to $newAdIfKept', (found) => {
    const last = lastTerm(paidTo(found));
    const next = nextTerm(last, policy(), 1, found.paidOn);
    expect([next.start, next.end, next.anchor]).toEqual([found.ad, found.newAdIfKept, found.anchor]);
  });

  test.each(CALENDAR.renewals)('P3 $id: by payment date, paid on $paidOn runs to $newAdIfPaymentDate', (found) => {
    const next = nextTerm(
      lastTerm(paidTo(found)),
      policy({ anniversaryAfterRenewal: 'payment-date' }),
      1,
      found.paidOn,
    );
    expect([next.start, next.end, next.anchor]).toEqual([found.paidOn, found.newAdIfPaymentDate, found.paidOn]);
    expect(next.number).toBe(found.k + 1);
  });

  test.each(CALENDAR.renewals)(
    'D8 $id: bought anew on $paidOn runs to $newAdIfNewPurchase',
    ({ paidOn, newAdIfNewPurchase }) => {
      expect(firstTerm(paidOn, 1)).toEqual({
        number: 0,
        anchor: paidOn,
        yearsFromAnchor: 0,
        start: paidOn,
        end: newAdIfNewPurchase,
      });
    },
  );

  test('P3 a late renewal by payment date counts from then on from that day', () => {
    const under = policy({ anniversaryAfterRenewal: 'payment-date' });
    const late = nextTerm(firstTerm(day('2023-02-10'), 1), under, 1, day('2024-02-29'));
    expect(late.end).toBe('2025-02-28');
    const kept = nextTerm(late, policy(), 3, late.end);
    expect([kept.start, kept.end, kept.yearsFromAnchor]).toEqual(['2025-02-28', '2028-02-29', 1]);
  });

  test('R4 a change of the length of a term moves no past term', () => {
    const [first] = spans(day('2024-02-29'), 1);
    const three = nextTerm(first as TermSpan, policy(), 3, day('2025-02-28'));
    expect([three.start, three.end]).toEqual(['2025-02-28', '2028-02-29']);
    const one = nextTerm(three, policy(), 1, three.end);
    expect([one.start, one.end, one.yearsFromAnchor]).toEqual(['2028-02-29', '2029-02-28', 4]);
  });
});

describe('I4 terms follow each other', () => {
  test('I4 without a gap: end(n) = start(n+1) = anniversary(anchor, n+1), whenever each was paid', () => {
    const offsets = fc.array(fc.integer({ min: -90, max: 30 }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(anchors, leapAnchors), offsets, (anchor, paid) => {
        const terms = paid.reduce<readonly TermSpan[]>(
          (made, offset) => {
            const last = made.at(-1) as TermSpan;
            return [...made, nextTerm(last, policy(), 1, addDays(last.end, offset))];
          },
          [firstTerm(anchor, 1)],
        );
        for (const [index, term] of terms.entries()) {
          expect(term).toEqual({
            number: index,
            anchor,
            yearsFromAnchor: index,
            start: anniversary(anchor, index),
            end: anniversary(anchor, index + 1),
          });
        }
      }),
    );
  });

  test('I4 a renewal ahead loses no day and a late one wins none', () => {
    fc.assert(
      fc.property(fc.oneof(anchors, leapAnchors), fc.integer({ min: -90, max: 30 }), (anchor, offset) => {
        const first = firstTerm(anchor, 1);
        const next = nextTerm(first, policy(), 1, addDays(first.end, offset));
        expect(daysBetween(first.start, first.end) + daysBetween(next.start, next.end)).toBe(
          daysBetween(anchor, anniversary(anchor, 2)),
        );
      }),
    );
  });

  test('I4 a subscription without a term is a bug', () => {
    expect(() => lastTerm(subscription(day('2024-01-01'), 1, { terms: [] }))).toThrow(RangeError);
  });
});

describe('D3 the state is derived from dates', () => {
  test('I12 under time alone it only moves forward, and the days left only fall', () => {
    const order = { active: 0, grace: 1, unconfirmed: 1, expired: 2, superseded: 3, cancelled: 3 };
    fc.assert(
      fc.property(
        anchors,
        windows,
        fc.integer({ min: 1, max: 4 }),
        fc.nat(2000),
        fc.nat(500),
        (anchor, renewalWindow, count, first, more) => {
          const held = subscription(anchor, count);
          const under = policy({ renewalWindow });
          const before = standing(held, under, addDays(anchor, first));
          const after = standing(held, under, addDays(anchor, first + more));
          expect(order[after.kind]).toBeGreaterThanOrEqual(order[before.kind]);
          if (before.kind === 'active' && after.kind === 'active') expect(before.daysLeft - after.daysLeft).toBe(more);
          if (before.kind === after.kind && before.kind !== 'active') expect(after).toEqual(before);
        },
      ),
    );
  });

  test('P1 a window has two ends in their order, and both move with the anniversary date', () => {
    fc.assert(
      fc.property(anchors, windows, fc.integer({ min: 1, max: 5 }), (anchor, window, count) => {
        const under = policy({ renewalWindow: window });
        const all = spans(anchor, count + 1).map((term) => ({ ...renewalWindow(term, under), end: term.end }));
        for (const { opens, closes } of all) expect(opens <= closes).toBe(true);
        for (const [index, later] of all.slice(1).entries()) {
          const earlier = all[index];
          if (!earlier) throw new Error('a term is missing');
          expect(daysBetween(earlier.opens, later.opens)).toBe(daysBetween(earlier.end, later.end));
          expect(earlier.closes < later.opens).toBe(true);
        }
      }),
    );
  });

  test('D8 it is live while active and in grace, and no longer', () => {
    const held = subscription(day('2018-09-01'));
    expect(
      ['2018-09-01', '2019-09-01', '2019-10-01', '2019-10-02'].map((on) => isLive(held, policy(), day(on))),
    ).toEqual([true, true, true, false]);
  });

  test('D3 a term renewed ahead starts on the old anniversary date', () => {
    const held = subscription(day('2018-09-01'), 2);
    expect(lastTerm(held)).toMatchObject({ number: 1, start: '2019-09-01', end: '2020-09-01' });
    expect(standing(held, policy(), day('2019-08-31'))).toEqual({ kind: 'active', daysLeft: 367 });
  });

  test('D1 a subscription started with its first term', () => {
    expect(startedOn(subscription(day('2024-02-29'), 5))).toBe('2024-02-29');
  });
});

test('D10 what is being cancelled runs to the day before', () => {
  const from = day('2019-01-10');
  const cancelled = { requestId: 'req_1', from, at: noonOf(day('2018-12-01')), by: 'admin@contoso.example' };
  const held = subscription(day('2018-09-01'), 1, { cancelled });
  const on = (today: string) => standing(held, policy(), day(today));
  expect(on('2019-01-01')).toEqual({ kind: 'active', daysLeft: 8 });
  expect(on('2019-01-09')).toEqual({ kind: 'active', daysLeft: 0 });
  expect(on('2019-01-10')).toEqual({ kind: 'cancelled', since: from });
});
