import fc from 'fast-check';
import { type Book, subscriptionOf } from '../../src/core/book.js';
import { addDays, anniversary } from '../../src/core/day.js';
import {
  firstRefusal,
  isPurchased,
  liveSubscription,
  paymentGate,
  purchaseGates,
  renewalGates,
  type Gate,
} from '../../src/core/gate.js';
import type { AnyView } from '../../src/core/view.js';
import { gatesFor, planFor } from '../../src/core/plan.js';
import type { RefusalCode } from '../../src/core/refusal.js';
import { lastTerm } from '../../src/core/subscription.js';
import { account, attaining, book, card, day, offer, policy, price, programme, subscription, view } from './world.js';

const BOUGHT = day('2018-09-01');
const PACK = offer();

function owning(count = 1, changes: Partial<Book> = {}): Book {
  return book({ subscriptions: [subscription(BOUGHT, count)], ...changes });
}

function failed(gates: readonly Gate[]): readonly (RefusalCode | undefined)[] {
  return gates.flatMap((gate) => (gate.refusal ? [gate.refusal.code] : []));
}

describe('R2 membership comes first', () => {
  const joined = view(BOUGHT);
  const left = view(BOUGHT, { book: book({ account: account({ leftOn: BOUGHT }) }) });
  const nobody = view(BOUGHT, { book: undefined });

  test('R2, D12 who has not joined, or has left, is not a member', () => {
    expect(failed(purchaseGates(joined, PACK))).toEqual([]);
    for (const refused of [left, nobody]) {
      expect(purchaseGates(refused, PACK)[0]).toEqual({
        code: 'MEMBERSHIP',
        refusal: { code: 'NOT_A_MEMBER', rule: 'R2', offer: 'pack' },
      });
      expect(failed(renewalGates(refused, PACK))).toContain('NOT_A_MEMBER');
    }
  });

  test('R2 it is the first thing said, whatever else stands in the way', () => {
    const barred = offer({ prices: [], requires: [{ kind: 'attained', level: 'gold', name: { en: 'Gold' } }] });
    expect(failed(purchaseGates(nobody, barred))).toEqual(['NOT_A_MEMBER', 'NOT_ELIGIBLE', 'PRICE_NOT_KNOWN']);
    expect(firstRefusal(purchaseGates(nobody, barred))?.code).toBe('NOT_A_MEMBER');
    expect(firstRefusal([])).toBeUndefined();
  });
});

describe('R6 an offer is available or purchased', () => {
  test.each([
    ['before the purchase', '2018-08-31', [], false],
    ['during the term', '2019-01-01', [subscription(BOUGHT)], true],
    ['on the anniversary date', '2019-09-01', [subscription(BOUGHT)], true],
    ['in grace', '2019-10-01', [subscription(BOUGHT)], true],
    ['after it', '2019-10-02', [subscription(BOUGHT)], false],
  ])('R6 %s', (_, today, subscriptions, owned) => {
    const seen = view(day(today), { book: book({ subscriptions }) });
    expect(isPurchased(seen, 'pack')).toBe(owned);
    expect(liveSubscription(seen, 'pack')).toBe(owned ? subscriptions[0] : undefined);
    expect(isPurchased(seen, 'other')).toBe(false);
  });

  test('R6 nobody owns anything before joining', () => {
    expect(isPurchased(view(BOUGHT, { book: undefined }), 'pack')).toBe(false);
  });

  test('D8 of two enrolments the newest counts', () => {
    const [old, anew] = [subscription(BOUGHT), subscription(day('2021-01-01'), 1, { id: 'sub_2', enrolment: 1 })];
    expect(subscriptionOf(book({ subscriptions: [old, anew] }), 'pack')).toBe(anew);
    expect(subscriptionOf(book(), 'pack')).toBeUndefined();
  });
});

describe('D8 subscribing while it lives is refused', () => {
  test.each([
    ['before the window, renewing is not possible yet', '2019-01-01', false],
    ['inside the window it names renewing', '2019-06-03', true],
    ['on the anniversary date', '2019-09-01', true],
    ['in grace', '2019-10-01', true],
  ])('D8 %s', (_, today, renewable) => {
    expect(purchaseGates(view(day(today), { book: owning() }), PACK)[1]).toEqual({
      code: 'ONE_PER_ACCOUNT',
      refusal: {
        code: 'ALREADY_SUBSCRIBED',
        rule: 'D8',
        offer: 'pack',
        owned: 'sub_1',
        anniversary: day('2019-09-01'),
        opens: day('2019-06-03'),
        closes: day('2019-10-01'),
        renewable,
      },
    });
  });

  test('D8 after expiry it is free again', () => {
    expect(failed(purchaseGates(view(day('2019-10-02'), { book: owning() }), PACK))).toEqual([]);
  });

  test('P6 as many as the programme allows', () => {
    const two = programme({ policy: policy({ perAccount: 2 }) });
    const second = subscription(BOUGHT, 1, { id: 'sub_2', enrolment: 1 });
    expect(failed(purchaseGates(view(BOUGHT, { programme: two, book: owning() }), PACK))).toEqual([]);
    const full = book({ subscriptions: [subscription(BOUGHT), second] });
    expect(failed(purchaseGates(view(BOUGHT, { programme: two, book: full }), PACK))).toEqual(['ALREADY_SUBSCRIBED']);
  });

  test('P6 another offer does not count', () => {
    const other = offer({ id: 'other' });
    expect(failed(purchaseGates(view(BOUGHT, { book: owning() }), other))).toEqual([]);
  });
});

describe('P7 what a live offer includes is not sold', () => {
  const silver = offer({ id: 'silver' });
  const sold = programme({ offers: [PACK, silver, offer({ id: 'gold', includes: ['silver'] })] });
  const gold = book({ subscriptions: [subscription(BOUGHT, 1, { offer: 'gold' })] });

  test('P7 refused to the anniversary date, and free after the expiry', () => {
    expect(purchaseGates(view(BOUGHT, { programme: sold, book: gold }), silver)[2]?.refusal).toEqual({
      code: 'OFFER_INCLUDED',
      rule: 'P7',
      offer: 'silver',
      by: 'gold',
      until: day('2019-09-01'),
    });
    expect(failed(purchaseGates(view(day('2019-10-02'), { programme: sold, book: gold }), silver))).toEqual([]);
    expect(failed(purchaseGates(view(BOUGHT, { programme: sold, book: gold }), PACK))).toEqual([]);
    expect(failed(purchaseGates(view(BOUGHT, { programme: sold }), silver))).toEqual([]);
    const including = ['gold', 'platinum'].map((id) => offer({ id, includes: ['silver'] }));
    const both = ['platinum', 'gold'].map((id, index) => subscription(BOUGHT, 1, { id: `sub_${index}`, offer: id }));
    const owned = view(BOUGHT, {
      programme: { ...sold, offers: including },
      book: book({ subscriptions: both }),
    });
    expect(purchaseGates(owned, silver)[2]?.refusal).toMatchObject({ by: 'gold' });
  });
});

describe('R5 a competency is earned, then bought', () => {
  const earned = offer({
    requires: [
      { kind: 'attained', level: 'silver', name: { en: 'Silver' } },
      { kind: 'attained', level: 'gold', name: { en: 'Gold' } },
    ],
  });

  test('R5, P11 the first level that is missing is named', () => {
    const gate = (attained: readonly string[]) => {
      const { competencies, evidence } = attaining(['silver', 'gold'], attained);
      const seen = view(BOUGHT, { programme: programme({ competencies }), book: book({ evidence }) });
      return purchaseGates(seen, earned).find(({ code }) => code === 'ELIGIBILITY');
    };
    expect(gate([])?.refusal).toEqual({
      code: 'NOT_ELIGIBLE',
      rule: 'R5',
      offer: 'pack',
      level: 'silver',
      area: null,
      shortfall: [],
    });
    expect(gate(['silver'])?.refusal).toMatchObject({ level: 'gold' });
    expect(gate(['gold', 'silver'])?.refusal).toBeUndefined();
    expect(failed(renewalGates(view(day('2019-09-01'), { book: owning() }), earned))).toEqual(['NOT_ELIGIBLE']);
  });
});

describe('P10 a price is that of the country and the day', () => {
  test('P10 where there is none, nothing is sold', () => {
    const french = offer({ prices: [price({ country: 'FR', from: day('2019-01-01') })] });
    expect(purchaseGates(view(day('2018-12-31')), french)[4]?.refusal).toEqual({
      code: 'PRICE_NOT_KNOWN',
      rule: 'P10',
      offer: 'pack',
      country: 'FR',
      on: day('2018-12-31'),
    });
    expect(failed(purchaseGates(view(day('2019-01-01')), french))).toEqual([]);
    expect(failed(purchaseGates(view(day('2019-01-01'), { book: undefined }), french))).toEqual([
      'NOT_A_MEMBER',
      'PRICE_NOT_KNOWN',
    ]);
  });
});

describe('D4 renewing is for the window', () => {
  const seen = (today: string, count = 1) => renewalGates(view(day(today), { book: owning(count) }), PACK);
  const facts = { offer: 'pack', rule: 'D4' };

  test('D4 before the window it is refused with the day it opens', () => {
    expect(firstRefusal(seen('2019-06-02'))).toEqual({
      code: 'WINDOW_NOT_OPEN',
      ...facts,
      anniversary: day('2019-09-01'),
      opens: day('2019-06-03'),
      closes: day('2019-10-01'),
    });
  });

  test.each(['2019-06-03', '2019-09-01', '2019-09-02', '2019-10-01'])('D4, P1 on %s it may be paid', (today) => {
    expect(failed(seen(today))).toEqual([]);
  });

  test('P1 after the window it is refused with the day it closed', () => {
    expect(firstRefusal(seen('2019-10-02'))).toEqual({
      code: 'WINDOW_CLOSED',
      rule: 'P1',
      offer: 'pack',
      anniversary: day('2019-09-01'),
      closed: day('2019-10-01'),
    });
  });

  test.each(['2019-06-03', '2019-09-01', '2019-10-01'])(
    'D4 twice for one term, on %s, is refused with the next window',
    (today) => {
      expect(firstRefusal(seen(today, 2))).toEqual({
        code: 'ALREADY_RENEWED',
        ...facts,
        paidTo: day('2020-09-01'),
        opens: day('2020-06-03'),
      });
    },
  );

  test('D4 once that window is over, the next one is what counts', () => {
    expect(firstRefusal(seen('2019-10-02', 2))?.code).toBe('WINDOW_NOT_OPEN');
    expect(failed(seen('2020-06-03', 2))).toEqual([]);
  });

  test('R6 what was never bought cannot be renewed', () => {
    expect(failed(renewalGates(view(BOUGHT), PACK))).toEqual(['NOT_SUBSCRIBED']);
    expect(firstRefusal(renewalGates(view(BOUGHT), PACK))).toEqual({
      code: 'NOT_SUBSCRIBED',
      rule: 'R6',
      offer: 'pack',
    });
  });

  test('R20 a term for which automatic renewal is off is renewed like any other', () => {
    const held = subscription(BOUGHT, 1, { turnedOff: [{ term: 0, at: card().addedAt, by: 'admin' }] });
    const off = view(day('2019-06-03'), { book: book({ subscriptions: [held] }) });
    expect(failed(renewalGates(off, PACK))).toEqual([]);
  });
});

describe('R8 a payment method is mandatory', () => {
  test('R8 none on file, a removed one, or none that is the default', () => {
    const removed = card({ removedAt: card().addedAt });
    for (const paymentMethods of [[], [removed], [card({ isDefault: false })]]) {
      expect(paymentGate(view(BOUGHT, { book: book({ paymentMethods }) }), PACK, 'renewal')).toEqual({
        code: 'PAYMENT_METHOD',
        refusal: { code: 'PAYMENT_METHOD_REQUIRED', rule: 'R8', offer: 'pack' },
      });
    }
    expect(paymentGate(view(BOUGHT, { book: undefined }), PACK, 'renewal').refusal?.code).toBe(
      'PAYMENT_METHOD_REQUIRED',
    );
    expect(paymentGate(view(BOUGHT), PACK, 'renewal').refusal).toBeUndefined();
  });

  test('D7 one that has expired cannot pay', () => {
    const expired = book({ paymentMethods: [card({ expMonth: 8, expYear: 2018 })] });
    expect(paymentGate(view(day('2018-08-31'), { book: expired }), PACK, 'renewal').refusal).toBeUndefined();
    expect(paymentGate(view(BOUGHT, { book: expired }), PACK, 'renewal').refusal?.code).toBe('CARD_EXPIRED');
  });
});

describe('G12 the gates and the plan cannot disagree', () => {
  const mostly = <T>(usual: T, ...rare: readonly T[]) =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });
  const worlds = fc.record({
    days: fc.oneof(fc.integer({ min: -120, max: 60 }), fc.integer({ min: -400, max: 400 })),
    joined: mostly('member', 'never', 'left'),
    terms: fc.integer({ min: 0, max: 4 }),
    other: mostly(false, true),
    attained: mostly<readonly string[]>(['silver', 'gold'], ['silver'], []),
    needed: fc.subarray(['silver', 'gold']),
    priced: mostly(true, false),
    perAccount: fc.integer({ min: 1, max: 2 }),
    opens: fc.constantFrom(-90, 0, 1),
    kept: fc.boolean(),
  });

  test('D4, D8 there is a plan exactly where no gate fails, and else its first refusal', () => {
    const planned = { purchase: 0, renewal: 0 };
    fc.assert(
      fc.property(worlds, fc.constantFrom('purchase' as const, 'renewal' as const), (world, kind) => {
        const wanted = offer({
          requires: world.needed.map((level) => ({ kind: 'attained', level, name: { en: level } })),
          prices: world.priced ? [price({ from: day('2018-06-01') })] : [],
        });
        const subscriptions = [
          ...(world.terms > 0 ? [subscription(BOUGHT, world.terms)] : []),
          ...(world.other ? [subscription(BOUGHT, 1, { id: 'sub_2', offer: 'gold' })] : []),
        ];
        const earning = attaining(['silver', 'gold'], world.attained);
        const seen: AnyView = {
          today: addDays(anniversary(BOUGHT, world.terms), world.days),
          book:
            world.joined === 'never'
              ? undefined
              : book({
                  subscriptions,
                  evidence: earning.evidence,
                  account: account({ leftOn: world.joined === 'left' ? BOUGHT : null }),
                }),
          programme: programme({
            offers: [wanted, offer({ id: 'gold', includes: ['pack'] })],
            competencies: earning.competencies,
            policy: policy({
              renewalWindow: { opens: world.opens, closes: 30 },
              perAccount: world.perAccount,
              anniversaryAfterRenewal: world.kept ? 'keep' : 'payment-date',
            }),
          }),
        };
        const refusal = firstRefusal(gatesFor(kind, seen, wanted));
        const answer = planFor(kind, seen, wanted);
        expect('refusal' in answer ? answer.refusal : undefined).toEqual(refusal);
        if ('plan' in answer) {
          planned[kind] += 1;
          const held = subscriptions.find((candidate) => candidate.offer === 'pack');
          expect(answer.plan.kind).toBe(kind);
          expect(answer.plan.term.number).toBe(
            kind === 'purchase' ? 0 : lastTerm(held ?? subscription(BOUGHT)).number + 1,
          );
        }
      }),
      { numRuns: 1000 },
    );
    // The worlds are no proof where nearly none of them can buy.
    expect(Math.min(planned.purchase, planned.renewal)).toBeGreaterThan(10);
  });
});

describe('P10 what is sold until a day is sold on that day, and renewed as long as its own says', () => {
  const ends = offer({ soldUntil: day('2019-06-30'), renewableUntil: day('2019-09-15'), succeededBy: 'next' });
  const refusalOf = (gates: readonly Gate[]) => gates.find(({ code }) => code === 'ON_SALE')?.refusal;
  const on = (today: string) => view(day(today), { book: book({ subscriptions: [subscription(BOUGHT)] }) });

  test.each([
    ['buy', purchaseGates, '2019-06-30', '2019-07-01'],
    ['renew', renewalGates, '2019-09-15', '2019-09-16'],
  ] as const)('to %s', (act, gates, last, next) => {
    expect(gates(on(last), ends).map(({ code }) => code)).toContain('ON_SALE');
    expect(refusalOf(gates(on(last), ends))).toBeUndefined();
    expect(refusalOf(gates(on(next), ends))).toEqual({
      ...{ code: 'OFFER_ENDED', rule: expect.any(String), offer: 'pack' },
      ...{ act, on: last, by: 'next' },
    });
    expect(gates(on(next), offer()).map(({ code }) => code)).not.toContain('ON_SALE');
  });

  test('D24 no price is asked for where the vendor is paid elsewhere', () => {
    const unpriced = offer({ prices: [] });
    const codes = (paidElsewhere?: true) =>
      purchaseGates({ ...view(BOUGHT), ...(paidElsewhere ? { paidElsewhere } : {}) }, unpriced).map(({ code }) => code);
    expect([codes().includes('PRICE'), codes(true).includes('PRICE')]).toEqual([true, false]);
  });

  test('D34 the programme is a gate only for what was bought in another one', () => {
    const codes = (programme: string) => {
      const owned = book({ account: account({ programme }), subscriptions: [subscription(BOUGHT)] });
      return renewalGates(view(day('2019-09-01'), { book: owned }), offer()).map(({ code }) => code);
    };
    expect(codes('any')).not.toContain('SAME_PROGRAMME');
    expect(codes('another')).toContain('SAME_PROGRAMME');
  });
});
