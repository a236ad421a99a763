import fc from 'fast-check';
import { applied } from '../../src/core/applied.js';
import { automaticRenewal, turnOff, turnOn } from '../../src/core/automatic-renewal.js';
import { addDays, noonOf, type Day } from '../../src/core/day.js';
import { renewable } from '../../src/core/gate.js';
import type { Policy } from '../../src/core/programme.js';
import { lastTerm, nextTerm, standing, type Subscription } from '../../src/core/subscription.js';
import { elsewhere } from './elsewhere.js';
import { book, day, policy, programme, spans, subscription } from './world.js';

const BOUGHT = day('2018-09-01');
const AD = day('2019-09-01');

function now(today: Day) {
  return { today, at: noonOf(today), by: 'admin@contoso.example' };
}

function off(term: number, on: Day) {
  return { term, at: noonOf(on), by: 'admin@contoso.example' };
}

/** Turns off through the rule and writes what it says, as the ledger would. */
function switchedOff(held: Subscription, today: Day, under = policy()): Subscription {
  const answer = turnOff(held, under, now(today));
  if (answer.kind !== 'turned-off') return held;
  const written = applied(book({ subscriptions: [held] }), {
    kind: 'automatic-renewal-turned-off',
    subscriptionId: held.id,
    ...answer.row,
  });
  return written.subscriptions[0] as Subscription;
}

/** Pays the term after the last one, as the ledger would write it. */
function renewed(held: Subscription, paidOn: Day, under = policy()): Subscription {
  const term = { ...nextTerm(lastTerm(held), under, 1, paidOn), orderId: `ord_${held.terms.length}` };
  const written = applied(book({ subscriptions: [held] }), { kind: 'term-added', subscriptionId: held.id, term });
  return written.subscriptions[0] as Subscription;
}

describe('R12 automatic renewal is on after a purchase and after every renewal', () => {
  test('R12, R13 after a purchase it charges each year on the date of the purchase', () => {
    expect(automaticRenewal(subscription(BOUGHT), policy(), BOUGHT)).toEqual({ kind: 'on', chargeOn: AD });
    expect(
      spans(day('2024-02-29'), 5).map((span) =>
        automaticRenewal(subscription(day('2024-02-29'), span.number + 1), policy(), span.start),
      ),
    ).toEqual(
      ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29', '2029-02-28'].map((chargeOn) => ({
        kind: 'on',
        chargeOn,
      })),
    );
  });

  test('R12 a renewal by hand turns it on again', () => {
    const held = switchedOff(subscription(BOUGHT), day('2019-01-01'));
    expect(automaticRenewal(held, policy(), day('2019-08-01')).kind).toBe('off');
    expect(automaticRenewal(renewed(held, day('2019-08-01')), policy(), day('2019-08-01'))).toEqual({
      kind: 'on',
      chargeOn: day('2020-09-01'),
    });
  });

  test('P2 the day of the charge is the programme’s', () => {
    const next = policy({ automaticRenewal: { chargeDay: 1, retryAfterHours: 24, retries: 3 } });
    expect(automaticRenewal(subscription(BOUGHT), next, BOUGHT)).toEqual({ kind: 'on', chargeOn: day('2019-09-02') });
  });

  test('P12 it stays on while a failed charge may be retried, to the close of the window', () => {
    const held = subscription(BOUGHT);
    expect(automaticRenewal(held, policy(), day('2019-10-01')).kind).toBe('on');
    expect(automaticRenewal(held, policy(), day('2019-10-02')).kind).toBe('ended');
  });
});

describe('R14 it can be turned off at any time', () => {
  test.each([
    ['on the day of the purchase', '2018-09-01'],
    ['during the term', '2019-01-01'],
    ['D5 inside the window, while the coming term is unpaid', '2019-08-01'],
    ['on the anniversary date', '2019-09-01'],
    ['in grace', '2019-10-01'],
  ])('R14 %s', (_, on) => {
    const answer = turnOff(subscription(BOUGHT), policy(), now(day(on)));
    expect(answer).toEqual({ kind: 'turned-off', row: off(0, day(on)) });
  });

  test('D5 once the coming term is paid, off speaks of the term after it', () => {
    const answer = turnOff(subscription(BOUGHT, 2), policy(), now(day('2019-08-01')));
    expect(answer).toEqual({ kind: 'turned-off', row: off(1, day('2019-08-01')) });
  });

  test('D5 the second time is a success that changes nothing', () => {
    const held = switchedOff(subscription(BOUGHT), day('2019-01-01'));
    expect(turnOff(held, policy(), now(day('2019-02-01')))).toEqual({
      kind: 'already-off',
      row: off(0, day('2019-01-01')),
    });
    expect(switchedOff(held, day('2019-02-01'))).toBe(held);
  });

  test('R20 turning it off cancels nothing: the term runs on', () => {
    const held = subscription(BOUGHT);
    for (const on of ['2019-01-01', '2019-09-01', '2019-09-15', '2019-10-02'].map(day)) {
      expect(standing(switchedOff(held, day('2019-01-01')), policy(), on)).toEqual(standing(held, policy(), on));
      expect(renewable(switchedOff(held, day('2019-01-01')), programme(), on)).toEqual(
        renewable(held, programme(), on),
      );
    }
  });

  test('P1 what has expired can be neither turned off nor on', () => {
    const expected = { code: 'WINDOW_CLOSED', rule: 'P1', offer: 'pack', anniversary: AD, closed: day('2019-10-01') };
    expect(turnOff(subscription(BOUGHT), policy(), now(day('2019-10-02')))).toEqual({
      kind: 'refused',
      refusal: expected,
    });
    expect(turnOn(subscription(BOUGHT), policy(), day('2019-10-02'))).toEqual(expected);
    const held = subscription(BOUGHT, 1, { turnedOff: [off(0, BOUGHT)] });
    expect(turnOn(held, policy(), day('2019-10-02'))).toEqual(expected);
  });
});

describe('R15 once off, it cannot be turned on before a renewal', () => {
  test('R15, D5 refused with the day from which a renewal brings it back', () => {
    const held = switchedOff(subscription(BOUGHT), day('2019-01-01'));
    expect(turnOn(held, policy(), day('2019-01-01'))).toEqual({
      code: 'AUTORENEW_LOCKED',
      rule: 'R15',
      offer: 'pack',
      turnedOffOn: day('2019-01-01'),
      stated: false,
      anniversary: AD,
      ended: false,
      open: false,
      opens: day('2019-06-03'),
      closes: day('2019-10-01'),
    });
  });

  test('D5 turning on what is on changes nothing', () => {
    expect(turnOn(subscription(BOUGHT), policy(), day('2019-01-01'))).toBeUndefined();
  });

  test('R15 what was off for an earlier term says nothing of the last', () => {
    const held = subscription(BOUGHT, 3, { turnedOff: [off(0, BOUGHT), off(1, AD)] });
    expect(automaticRenewal(held, policy(), AD).kind).toBe('on');
  });

  test('R15, G13 whatever happens, it never comes back within the term for which it was turned off', () => {
    const step = fc.oneof(
      fc.record({ act: fc.constant('wait' as const), days: fc.integer({ min: 0, max: 200 }) }),
      fc.record({ act: fc.constantFrom('off' as const, 'on' as const, 'renew' as const), days: fc.constant(0) }),
    );
    const anchors = fc.integer({ min: 0, max: 3000 }).map((days) => addDays(BOUGHT, days));
    const policies = fc.record({
      opens: fc.constantFrom(-90, 0, 1),
      anniversaryAfterRenewal: fc.constantFrom('keep' as const, 'payment-date' as const),
    });
    fc.assert(
      fc.property(
        anchors,
        policies,
        fc.array(step, { maxLength: 40 }),
        (anchor, { opens, anniversaryAfterRenewal }, steps) => {
          const under: Policy = policy({ renewalWindow: { opens, closes: 30 }, anniversaryAfterRenewal });
          const rules = programme({ policy: under });
          let held = subscription(anchor);
          let today = anchor;
          let offFor: number | undefined;
          for (const { act, days } of steps) {
            today = addDays(today, days);
            if (act === 'off') {
              const after = switchedOff(held, today, under);
              if (after !== held) offFor = lastTerm(held).number;
              held = after;
            }
            // There is nothing that turning on could write: it has an answer and no row.
            if (act === 'on') turnOn(held, under, today);
            if (act === 'renew' && !renewable(held, rules, today)) held = renewed(held, today, under);
            const { number } = lastTerm(held);
            const state = automaticRenewal(held, under, today).kind;
            if (offFor === number) {
              expect(state).toBe('off');
              expect(['AUTORENEW_LOCKED', 'WINDOW_CLOSED']).toContain(turnOn(held, under, today)?.code);
            } else {
              expect(state).toBe(standing(held, under, today).kind === 'expired' ? 'ended' : 'on');
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('P2 a programme may offer no automatic renewal', () => {
  const without = policy({ automaticRenewal: null });
  const expected = { code: 'AUTORENEW_NOT_OFFERED', rule: 'P2', offer: 'pack', programme: 'any' };

  test('P2 there is none to turn off or on', () => {
    expect(automaticRenewal(subscription(BOUGHT), without, BOUGHT)).toEqual({ kind: 'not-offered' });
    expect(turnOff(subscription(BOUGHT), without, now(BOUGHT))).toEqual({ kind: 'refused', refusal: expected });
    expect(turnOn(subscription(BOUGHT), without, BOUGHT)).toEqual(expected);
  });
});

test('R15 the refusal says whether the term has ended, and whether its window is open', () => {
  const held = subscription(BOUGHT, 1, { turnedOff: [off(0, BOUGHT)] });
  const says = (today: string) => {
    const refusal = turnOn(held, policy(), day(today));
    return refusal?.code === 'AUTORENEW_LOCKED' && [refusal.ended, refusal.open];
  };
  expect(says('2019-06-02')).toEqual([false, false]);
  expect(says('2019-06-03')).toEqual([false, true]);
  expect(says('2019-09-01')).toEqual([false, true]);
  expect(says('2019-09-02')).toEqual([true, true]);
});

test('P7 what an upgrade took the place of is over, off or not', () => {
  const superseded = { on: addDays(BOUGHT, 9), by: 'gold' };
  for (const turnedOff of [[], [off(0, BOUGHT)]]) {
    const held = subscription(BOUGHT, 1, { superseded, turnedOff });
    expect(automaticRenewal(held, policy(), AD)).toEqual({ kind: 'ended' });
    expect(turnOn(held, policy(), AD)).toMatchObject({ code: 'ALREADY_UPGRADED', by: 'gold' });
  }
});

test('D29 what the vendor renews is on already; what nobody knows of, the vendor alone can say', () => {
  const on = elsewhere('on');
  expect(turnOn(on.held, policy(), BOUGHT)).toBeUndefined();
  const unknown = elsewhere('unknown');
  const refusal = { code: 'AUTORENEW_AT_VENDOR', offer: 'pack', order: unknown.order.id };
  expect(turnOn(unknown.held, policy(), BOUGHT)).toMatchObject(refusal);
});
