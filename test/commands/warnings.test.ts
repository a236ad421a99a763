import { inBook, noJobHasRun } from '../../src/core/attention.js';
import { warningOf } from '../../src/language/attention.js';
import { noonOf, type Day } from '../../src/core/day.js';
import type { Book } from '../../src/core/book.js';
import { AUTOMATIC_RENEWAL } from '../../src/core/order.js';
import { speak } from '../../src/language/speech.js';
import { teller } from '../../src/language/said.js';
import { loadWords } from '../../src/language/words.js';
import { attempt, order } from '../store/samples.js';
import { book, card, day, policy, programme, subscription } from '../core/world.js';

const BOUGHT = day('2018-09-01');
const OFF = { term: 0, at: noonOf(BOUGHT), by: 'admin@contoso.example' };
const RULES = programme();
let voice: Parameters<typeof warningOf>[0];

beforeAll(async () => {
  voice = { words: await loadWords('en'), speech: teller(speak('en'), () => [RULES]) };
});

function codesOn(today: Day, held: Partial<Book>, rules = RULES): readonly string[] {
  const view = {
    programme: rules,
    book: book({ subscriptions: [subscription(BOUGHT)], ...held }),
    today,
  };
  return inBook(view).map(({ code }) => code);
}

describe('R16 with automatic renewal off, the partner is reminded before expiry', () => {
  const off = { subscriptions: [subscription(BOUGHT, 1, { turnedOff: [OFF] })] };

  test.each<[string, string, readonly string[]]>([
    ['not before the window', '2019-06-02', []],
    ['from the day the window opens', '2019-06-03', ['RENEW_BY_HAND']],
    ['on the anniversary date', '2019-09-01', ['RENEW_BY_HAND']],
    ['D3 in grace', '2019-09-02', ['GRACE']],
    ['to the close of the window', '2019-10-01', ['GRACE']],
    ['after it', '2019-10-02', ['EXPIRED']],
  ])('R16 %s', (_, today, codes) => expect(codesOn(day(today), off)).toEqual(codes));

  test('R16 not while it renews by itself, nor once the next term is paid', () => {
    expect(codesOn(day('2019-08-01'), {})).toEqual([]);
    expect(codesOn(day('2019-08-01'), { subscriptions: [subscription(BOUGHT, 2, { turnedOff: [OFF] })] })).toEqual([]);
  });

  test('R16, P2 the same where the programme offers no automatic renewal', () => {
    expect(codesOn(day('2019-08-01'), {}, programme({ policy: policy({ automaticRenewal: null }) }))).toEqual([
      'RENEW_BY_HAND',
    ]);
  });

  test('R16 P1 before its window it says from when', () => {
    const late = programme({ policy: policy({ renewalWindow: { opens: 1, closes: 30 } }) });
    const view = { programme: late, book: book(off), today: day('2019-08-20') };
    const [warning] = inBook(view).map((one) => warningOf(voice, one));
    expect(warning?.message).toContain('It can be renewed from 2 Sept 2019.');
  });

  test('R16 it says until when, and the command that answers it', () => {
    const view = { programme: RULES, book: book(off), today: day('2019-08-01') };
    const [warning] = inBook(view).map((one) => warningOf(voice, one));
    expect(warning?.message).toContain('1 Sept 2019');
    expect(warning?.try).toBe('partner subscriptions renew pack');
  });
});

describe('D7 the card is held against the day of the charge', () => {
  test.each<[string, Partial<Book>, readonly string[]]>([
    ['good on that day', { paymentMethods: [card({ expMonth: 9, expYear: 2019 })] }, []],
    [
      'expired the day before',
      { paymentMethods: [card({ expMonth: 8, expYear: 2019 })] },
      ['CARD_EXPIRES_BEFORE_CHARGE'],
    ],
    ['none on file', { paymentMethods: [] }, ['NO_CARD_FOR_CHARGE']],
    ['one that is not the default', { paymentMethods: [card({ isDefault: false })] }, ['NO_CARD_FOR_CHARGE']],
  ])('D7 %s', (_, held, codes) => expect(codesOn(BOUGHT, held)).toEqual(codes));

  test('D7 of no interest where nothing will be charged', () => {
    const held = { subscriptions: [subscription(BOUGHT, 1, { turnedOff: [OFF] })], paymentMethods: [] };
    expect(codesOn(BOUGHT, held)).toEqual([]);
  });
});

test('P12 an automatic charge that did not happen is told in grace', () => {
  expect(codesOn(day('2019-09-02'), {})).toEqual(['CHARGE_OVERDUE', 'GRACE']);
});

describe('P2 a charge is overdue and no job has run', () => {
  const held = subscription(BOUGHT);
  const tried = { ...order(1), subscriptionId: held.id, placedBy: AUTOMATIC_RENEWAL, state: 'failed' as const };

  test.each<[string, Day, Day | undefined, Partial<Book>, number]>([
    ['not on the day itself, which is not over', day('2019-09-01'), undefined, {}, 0],
    ['from the day after it', day('2019-09-02'), undefined, {}, 1],
    ['nor has it since the last run of this machine', day('2019-09-02'), day('2019-08-31'), {}, 1],
    ['not where this machine ran it since', day('2019-09-02'), day('2019-09-01'), {}, 0],
    ['not where a job elsewhere has tried it', day('2019-09-02'), undefined, { orders: [tried] }, 0],
    ['what a person tried is no job', day('2019-09-02'), undefined, { orders: [{ ...tried, placedBy: 'ann' }] }, 1],
    ['not once the window has closed', day('2019-10-02'), undefined, {}, 0],
    ['not where it is off', day('2019-09-02'), undefined, { subscriptions: [{ ...held, turnedOff: [OFF] }] }, 0],
  ])('P2 %s', (_, today, lastRun, changes, warned) => {
    const view = { programme: RULES, book: book({ subscriptions: [held], ...changes }), today };
    const warnings = noJobHasRun(view, lastRun).map((one) => warningOf(voice, one));
    const told = { code: 'NO_JOB_HAS_RUN', try: 'partner renewals schedule install' };
    expect(warnings).toMatchObject(Array.from({ length: warned }, () => told));
  });
});

test('G3 a payment without a believed answer is told first', () => {
  const open = { ...order(), attempts: [attempt(order())] };
  const settled = { ...order(1), attempts: [{ ...attempt(order(1)), state: 'declined' as const }] };
  expect(codesOn(day('2019-10-02'), { orders: [settled, open] })).toEqual(['PAYMENT_NOT_SETTLED', 'EXPIRED']);
});

test('D8 an enrolment that another has followed is not warned of', () => {
  const anew = subscription(day('2021-01-01'), 1, { id: 'sub_2', enrolment: 1 });
  expect(codesOn(day('2021-01-02'), { subscriptions: [subscription(BOUGHT), anew] })).toEqual([]);
});
