import fc from 'fast-check';
import { addDays, type Day } from '../../src/core/day.js';
import {
  amountOn,
  canonical,
  keepingHolders,
  planFor,
  planPurchase,
  planRenewal,
  reviewText,
  type Plan,
} from '../../src/core/plan.js';
import { acceptance } from '../../src/core/programme.js';
import { saleOf } from '../../src/core/sale.js';
import { SELLER } from '../support/selling.js';
import { account, book, day, offer, policy, price, programme, subscription, view } from './world.js';

const BOUGHT = day('2018-09-01');
const TAXED = programme({
  taxes: [{ country: 'FR', rate: 2000, name: 'TVA', from: day('2014-01-01'), source: 'a law' }],
});

function purchase(today: Day = BOUGHT, sold = TAXED, wanted = offer()): Plan {
  const answer = planPurchase(view(today, { programme: sold }), wanted);
  if ('refusal' in answer) throw new Error(answer.refusal.code);
  return answer.plan;
}

function renewal(today: Day, sold = TAXED, terms = 1): Plan {
  const held = book({ subscriptions: [subscription(BOUGHT, terms)] });
  const answer = planRenewal(view(today, { programme: sold, book: held }), offer());
  if ('refusal' in answer) throw new Error(answer.refusal.code);
  return answer.plan;
}

describe('R9 the order is known before anything is charged', () => {
  test('R9 a purchase: its lines, its tax, its total, its term and its terms', () => {
    expect(purchase()).toEqual({
      kind: 'purchase',
      accountId: 'acc_1',
      offer: 'pack',
      subscriptionId: null,
      enrolment: 0,
      term: { number: 0, anchor: BOUGHT, yearsFromAnchor: 0, start: BOUGHT, end: day('2019-09-01') },
      lines: [
        { what: 'pack', amount: { amount: 47500, currency: 'USD' }, priceVerified: true, priceSource: 'a price list' },
      ],
      tax: { amount: 9500, currency: 'USD' },
      total: { amount: 57000, currency: 'USD' },
      terms: { id: 'rights', version: '2018-08', sha256: 'ab'.repeat(32) },
    });
  });

  test('R17 a renewal repeats it for the next term of the same subscription', () => {
    expect(renewal(day('2019-09-15'))).toEqual({
      ...purchase(),
      kind: 'renewal',
      subscriptionId: 'sub_1',
      term: { number: 1, anchor: BOUGHT, yearsFromAnchor: 1, start: day('2019-09-01'), end: day('2020-09-01') },
    });
  });

  test('P3 by payment date the term begins with the payment', () => {
    const moving = { ...TAXED, policy: policy({ anniversaryAfterRenewal: 'payment-date' }) };
    expect(renewal(day('2019-09-15'), moving).term).toMatchObject({
      start: '2019-09-15',
      end: '2020-09-15',
      number: 1,
    });
  });

  test('D8 after expiry it is a new enrolment with a new anniversary date', () => {
    const expired = book({ subscriptions: [subscription(BOUGHT)] });
    const answer = planPurchase(view(day('2019-10-02'), { programme: TAXED, book: expired }), offer());
    expect(answer).toMatchObject({
      plan: { subscriptionId: null, enrolment: 1, term: { number: 0, anchor: '2019-10-02', end: '2020-10-02' } },
    });
  });

  test('D8 an enrolment counts those of its own offer alone', () => {
    const held = [subscription(BOUGHT), subscription(BOUGHT, 1, { id: 'sub_2', offer: 'other' })];
    const seen = view(day('2019-10-02'), { programme: TAXED, book: book({ subscriptions: held }) });
    expect(planPurchase(seen, offer())).toMatchObject({ plan: { enrolment: 1 } });
    expect(planPurchase(seen, offer({ id: 'third' }))).toMatchObject({ plan: { enrolment: 0 } });
  });

  test('D21 a renewal keeps who has a licence where that was asked for, and nothing else does', () => {
    const seen = view(day('2019-09-01'), { book: book({ subscriptions: [subscription(BOUGHT)] }) });
    expect(planFor('renewal', seen, offer(), true)).toMatchObject({ plan: { kind: 'renewal', keepsHolders: true } });
    for (const planned of [planFor('renewal', seen, offer()), planFor('purchase', view(BOUGHT), offer(), true)])
      expect('plan' in planned && planned.plan).not.toHaveProperty('keepsHolders');
    expect(keepingHolders(planFor('renewal', view(BOUGHT), offer()))).toHaveProperty('refusal');
  });

  test('D15 where the programme says who sells, the plan says how it is sold, and taxes it so', () => {
    const sold = programme({ seller: SELLER });
    const plan = purchase(BOUGHT, sold);
    expect(plan.sale).toEqual(saleOf(SELLER, account(), [plan.lines[0]?.amount ?? plan.total], BOUGHT));
    expect(plan).toMatchObject({ tax: { amount: 9500 }, total: { amount: 57000 } });
    expect(amountOn(view(BOUGHT, { programme: sold }), offer(), 'FR', BOUGHT)?.amount).toBe(57000);
    expect(purchase()).not.toHaveProperty('sale');
  });

  test('R4 a term is as long as its offer says', () => {
    expect(purchase(BOUGHT, TAXED, offer({ termYears: 3 })).term.end).toBe('2021-09-01');
  });

  test('P10 a price that nobody has verified is marked', () => {
    expect(purchase(BOUGHT, TAXED, offer({ prices: [price({ verified: false })] })).lines[0]?.priceVerified).toBe(
      false,
    );
  });
});

describe('D15 tax', () => {
  test('D15 where no rate is known it is not computed, and never guessed', () => {
    const untaxed = purchase(BOUGHT, programme());
    expect([untaxed.tax, untaxed.total.amount]).toEqual([null, 47500]);
    expect(purchase(day('2013-12-31')).tax).toBeNull();
  });

  test('D15 a rate of nothing is a known tax of nothing', () => {
    const [rate] = TAXED.taxes;
    if (!rate) throw new Error('the programme has a tax');
    expect(purchase(BOUGHT, { ...TAXED, taxes: [{ ...rate, rate: 0 }] }).tax).toEqual({ amount: 0, currency: 'USD' });
  });
});

describe('D16 the price is that of the charge date', () => {
  const dearer = offer({ prices: [price(), price({ from: day('2019-09-01'), amount: 50000 })] });

  test('D16 what a reminder announces is the amount of that day, tax included', () => {
    const seen = view(BOUGHT, { programme: TAXED });
    expect(amountOn(seen, dearer, 'FR', day('2019-08-31'))).toEqual({ amount: 57000, currency: 'USD' });
    expect(amountOn(seen, dearer, 'FR', day('2019-09-01'))).toEqual({ amount: 60000, currency: 'USD' });
    expect(amountOn(seen, dearer, 'DE', day('2019-09-01'))).toEqual({ amount: 50000, currency: 'USD' });
    expect(amountOn(seen, dearer, 'FR', day('2009-12-31'))).toBeNull();
  });

  test('D16 the tax is that of the charge date, too', () => {
    const [rate] = TAXED.taxes;
    if (!rate) throw new Error('the programme has a tax');
    const raised = programme({ taxes: [rate, { ...rate, rate: 2100, from: day('2019-09-01') }] });
    expect(amountOn(view(BOUGHT, { programme: raised }), offer(), 'FR', day('2019-08-31'))?.amount).toBe(57000);
    expect(amountOn(view(BOUGHT, { programme: raised }), offer(), 'FR', day('2019-09-01'))?.amount).toBe(57475);
  });

  test('D16, G12 and it is what a purchase on that day charges', () => {
    for (const today of ['2018-09-01', '2019-08-31', '2019-09-01'].map(day)) {
      expect(amountOn(view(BOUGHT, { programme: TAXED }), dearer, 'FR', today)).toEqual(
        purchase(today, TAXED, dearer).total,
      );
    }
  });
});

describe('R7 terms are accepted at every purchase and every renewal', () => {
  const inForce = { id: 'rights', version: '2020-05' };

  test('R7 not at all, an older version, and the one in force', () => {
    expect(acceptance(inForce, undefined)).toEqual({
      code: 'TERMS_NOT_ACCEPTED',
      rule: 'R7',
      terms: 'rights',
      version: '2020-05',
    });
    expect(acceptance(inForce, '2018-08')).toEqual({
      code: 'TERMS_OUTDATED',
      rule: 'R7',
      terms: 'rights',
      given: '2018-08',
      inForce: '2020-05',
    });
    expect(acceptance(inForce, '2020-05')).toBeUndefined();
  });

  test('R7, D14 the plan names the version in force on its day, and its hash', () => {
    const newer = {
      id: 'rights',
      version: '2020-05',
      since: day('2020-05-01'),
      title: { en: '' },
      sha256: 'cd'.repeat(32),
      files: { en: '' },
    };
    const sold = { ...TAXED, terms: [...TAXED.terms, newer] };
    expect(purchase(day('2020-04-30'), sold).terms.version).toBe('2018-08');
    expect(purchase(day('2020-05-01'), sold).terms).toEqual({
      id: 'rights',
      version: '2020-05',
      sha256: 'cd'.repeat(32),
    });
  });

  test('R7 a renewal ahead accepts what is in force when it is paid, not when its term begins', () => {
    const newer = {
      id: 'rights',
      version: '2019-08',
      since: day('2019-08-15'),
      title: { en: '' },
      sha256: 'cd'.repeat(32),
      files: { en: '' },
    };
    const sold = { ...TAXED, terms: [...TAXED.terms, newer] };
    expect(renewal(day('2019-08-14'), sold).terms.version).toBe('2018-08');
    expect(renewal(day('2019-08-15'), sold).terms.version).toBe('2019-08');
  });
});

describe('G12 a review names everything that was shown', () => {
  const plan = renewal(day('2019-09-15'));
  const [line] = plan.lines;
  if (!line) throw new Error('a plan has a line');
  const euros = { amount: 47500, currency: 'EUR' };

  test('G12 the same plan and card give the same text', () => {
    expect(reviewText(plan, 'visa 4242')).toBe(reviewText(structuredClone(plan), 'visa 4242'));
    expect(reviewText(renewal(day('2019-09-16')), 'visa 4242')).toBe(reviewText(plan, 'visa 4242'));
  });

  test.each<[string, Partial<Plan>]>([
    ['what is done', { kind: 'purchase' }],
    ['the account', { accountId: 'acc_2' }],
    ['the offer', { offer: 'other' }],
    ['the subscription', { subscriptionId: 'sub_2' }],
    ['the enrolment', { enrolment: 1 }],
    ['the number of the term', { term: { ...plan.term, number: 2 } }],
    ['the anchor', { term: { ...plan.term, anchor: addDays(BOUGHT, 1) } }],
    ['the first day', { term: { ...plan.term, start: addDays(plan.term.start, 1) } }],
    ['the anniversary date', { term: { ...plan.term, end: addDays(plan.term.end, 1) } }],
    ['an amount', { lines: [{ ...line, amount: { ...line.amount, amount: 47501 } }] }],
    ['a currency', { lines: [{ ...line, amount: euros }] }],
    ['where the price is from', { lines: [{ ...line, priceSource: 'another list' }] }],
    ['whether the price is verified', { lines: [{ ...line, priceVerified: false }] }],
    ['a line more', { lines: [line, line] }],
    ['the tax', { tax: { amount: 9501, currency: 'USD' } }],
    ['no tax instead of one', { tax: null }],
    ['a tax of nothing instead of none', { tax: { amount: 0, currency: 'USD' } }],
    ['the total', { total: { amount: 57001, currency: 'USD' } }],
    ['the version of the terms', { terms: { ...plan.terms, version: '2020-05' } }],
    ['the text of the terms', { terms: { ...plan.terms, sha256: 'cd'.repeat(32) } }],
  ])('G12 %s changes it', (_, change) => {
    expect(reviewText({ ...plan, ...change }, 'visa 4242')).not.toBe(reviewText(plan, 'visa 4242'));
  });

  test('G12 the card changes it', () => {
    expect(reviewText(plan, 'visa 0341')).not.toBe(reviewText(plan, 'visa 4242'));
  });
});

describe('G24 canonical JSON', () => {
  // A key that JavaScript treats apart would not come back from JSON as it went in.
  const keys = fc.string({ maxLength: 6 }).filter((key) => key !== '__proto__');
  const leaf = fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
  const values = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
    ),
  })).value;

  function reversed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(reversed);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    );
  }

  test('G24 the order of keys does not matter', () => {
    fc.assert(fc.property(values, (value) => canonical(reversed(value)) === canonical(value)));
  });

  test('G24 it is JSON of the same value, so two values never share a text', () => {
    fc.assert(fc.property(values, (value) => expect(JSON.parse(canonical(value))).toEqual(value)));
  });

  test.each([
    [{ b: 1, a: [2, { d: null, c: 'x' }] }, '{"a":[2,{"c":"x","d":null}],"b":1}'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [[undefined], '[null]'],
    [{ é: 1, z: 2, Z: 3 }, '{"Z":3,"z":2,"é":1}'],
    ['a "quoted" line\n', '"a \\"quoted\\" line\\n"'],
  ])('G24 %j is %s', (value, expected) => expect(canonical(value)).toBe(expected));
});
