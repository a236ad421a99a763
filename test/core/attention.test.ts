import { attention, inBook, noJobHasRun, type Around } from '../../src/core/attention.js';
import type { Job } from '../../src/core/job.js';
import type { Book } from '../../src/core/book.js';
import { noonOf, type Day } from '../../src/core/day.js';
import type { Dispatch } from '../../src/core/dispatch.js';
import { AUTOMATIC_RENEWAL, type Order } from '../../src/core/order.js';
import { firstTerm, nextTerm } from '../../src/core/subscription.js';
import type { Policy } from '../../src/core/programme.js';
import { founder } from '../../src/core/user.js';
import type { View } from '../../src/core/view.js';
import { elsewhere } from './elsewhere.js';
import { asked, awaiting, paidOrder } from './support.js';
import {
  account,
  attaining,
  book,
  card,
  day,
  evidence,
  offer,
  policy,
  programme,
  subscription,
  view,
} from './world.js';

const START = day('2018-09-01');
const around = (job: Partial<Job>): Around => ({
  job: {
    ranBy: () => undefined,
    isKnown: true,
    silentSince: undefined,
    quietSince: undefined,
    failed: undefined,
    ...job,
  },
  unanswered: () => false,
});
const BY = { on: START, by: 'admin' };
const OFF = { turnedOff: [{ term: 0, at: noonOf(START), by: 'admin' }] };
const held = subscription(START);

/** The pack from 1 September 2018 on; its window is open from 3 June to 1 October 2019. */
function on(today: string, changes: Partial<Book> = {}, rules: Partial<Policy> = {}): View {
  const own = book({ subscriptions: [held], ...changes });
  return { ...view(day(today), { programme: programme({ policy: policy(rules) }) }), book: own };
}

const codes = (seen: View) => inBook(seen).map(({ code }) => code);

describe('R16 a term that nobody renews by itself', () => {
  const off = { subscriptions: [{ ...held, ...OFF }] };
  const byHand = {
    code: 'RENEW_BY_HAND',
    offer: 'pack',
    anniversary: '2019-09-01',
    open: true,
    opens: '2019-06-03',
    off: BY,
  };

  test.each([
    ['2019-06-02', []],
    ['2019-06-03', [byHand]],
    ['2019-09-01', [byHand]],
    ['2019-09-02', [{ code: 'GRACE', offer: 'pack', closes: '2019-10-01', awaits: null, off: BY }]],
    ['2019-10-01', [{ code: 'GRACE', offer: 'pack', closes: '2019-10-01', awaits: null, off: BY }]],
    ['2019-10-02', [{ code: 'EXPIRED', offer: 'pack', closed: '2019-10-01', off: BY }]],
  ])('R16 on %s', (today, expected) => expect(inBook(on(today, off))).toEqual(expected));

  test.each([
    ['2019-08-16', []],
    ['2019-08-17', [{ ...byHand, open: false, opens: '2019-09-02' }]],
  ])('P5 where the window opens after it, from the first reminder on: %s', (today, expected) =>
    expect(inBook(on(today, off, { renewalWindow: { opens: 1, closes: 30 } }))).toEqual(expected),
  );

  test.each([
    ['2019-08-16', []],
    ['2019-08-17', [{ ...byHand, open: false, opens: '2019-09-02' }]],
  ])('P5 the first reminder is the earliest, in whatever order the programme names them: %s', (today, expected) =>
    expect(
      inBook(
        on(today, off, {
          renewalWindow: { opens: 1, closes: 30 },
          reminders: { always: [23, -15, -2], onRequest: [-40] },
        }),
      ),
    ).toEqual(expected),
  );

  const left = { code: 'ENDS_IN_PROGRAMME_LEFT', offer: 'pack', programme: 'any', to: 'other', on: '2019-09-01' };
  test.each([
    ['2019-08-16', []],
    ['2019-08-17', [left]],
    ['2019-10-01', [left]],
    ['2019-10-02', []],
  ])('D34 what ends in a programme that was left, on %s', (today, expected) =>
    expect(inBook(on(today, { account: account({ programme: 'other' }) }))).toEqual(expected),
  );

  test.each([
    ['cancelled', { cancelled: { requestId: 'req_1', from: START, at: noonOf(START), by: 'admin' } }],
    ['superseded', { superseded: { on: START, by: 'other' } }],
  ])('I9 nothing is said of what is %s', (_, changes) =>
    expect(inBook(on('2019-10-02', { subscriptions: [{ ...held, ...changes }] }))).toEqual([]),
  );
});

describe('P2 D7 what is charged by itself', () => {
  test('P2 a charge that nobody has made is told of in grace, and not before', () => {
    expect(inBook(on('2019-09-01'))).toEqual([]);
    expect(inBook(on('2019-09-02'))).toEqual([
      { code: 'CHARGE_OVERDUE', offer: 'pack', since: '2019-09-01', refused: null },
      { code: 'GRACE', offer: 'pack', closes: '2019-10-01', awaits: null, off: null },
    ]);
  });

  test.each([
    ['no card', [], [{ code: 'NO_CARD_FOR_CHARGE', offer: 'pack' }]],
    [
      'a card that ends the month before',
      [card({ expMonth: 8, expYear: 2019 })],
      [{ code: 'CARD_EXPIRES_BEFORE_CHARGE', card: { brand: 'visa', last4: '4242' } }],
    ],
    ['a card that ends in the month of the charge', [card({ expMonth: 9, expYear: 2019 })], []],
  ])('D7 %s', (_, paymentMethods, expected) => expect(inBook(on('2018-10-01', { paymentMethods }))).toEqual(expected));

  test('D7 the same of two subscriptions is said once, what names each for each', () => {
    const two = [held, { ...held, id: 'sub_2', offer: 'other' }];
    const offers = [offer(), offer({ id: 'other' })];
    const seen = (paymentMethods: Book['paymentMethods']): View => ({
      ...on('2018-10-01', { subscriptions: two, paymentMethods }),
      programme: programme({ offers }),
    });
    expect(codes(seen([card({ expMonth: 8, expYear: 2019 })]))).toEqual(['CARD_EXPIRES_BEFORE_CHARGE']);
    expect(codes(seen([]))).toEqual(['NO_CARD_FOR_CHARGE', 'NO_CARD_FOR_CHARGE']);
  });
});

describe('D29 D30 what was bought elsewhere', () => {
  const seen = (renewal: 'on' | 'off' | 'unknown', today: string) =>
    inBook({ ...elsewhere(renewal).view, today: day(today) });
  const unconfirmed = { offer: 'pack', subscription: 'sub_1', anniversary: '2019-09-01', closes: '2019-10-01' };

  test('D29 that nobody said whether the vendor renews it, for as long as it runs', () => {
    const unknown = {
      code: 'VENDOR_RENEWAL_UNKNOWN',
      offer: 'pack',
      order: 'ord_elsewhere',
      anniversary: '2019-09-01',
    };
    expect(seen('unknown', '2019-08-31')).toEqual([unknown]);
    expect(seen('on', '2019-08-31')).toEqual([]);
  });

  test.each(['on', 'unknown'] as const)(
    'D30 renewal %s: unconfirmed until its window closes, then presumed',
    (said) => {
      expect(seen(said, '2019-09-02')).toEqual([{ code: 'UNCONFIRMED', ...unconfirmed, presumed: false }]);
      expect(seen(said, '2019-10-01')).toEqual([{ code: 'UNCONFIRMED', ...unconfirmed, presumed: false }]);
      expect(seen(said, '2019-10-02')).toEqual([{ code: 'UNCONFIRMED', ...unconfirmed, presumed: true }]);
    },
  );

  test('D30 what the vendor does not renew expires', () =>
    expect(seen('off', '2019-10-02')).toEqual([{ code: 'EXPIRED', offer: 'pack', closed: '2019-10-01', off: null }]));
});

describe('D13 what a level was earned with', () => {
  const { competencies } = attaining(['silver'], ['silver']);
  const needs = (level: string, today: string, until: string | null, rules: Partial<Book> = {}): View => ({
    ...on(today, { evidence: [evidence({ until: until === null ? null : day(until) })], ...rules }),
    programme: programme({ competencies, offers: [offer({ requires: [{ level }] } as object)] }),
  });
  const told = { offer: 'pack', level: 'silver', anniversary: '2019-09-01', area: 'area-silver' };

  test.each([
    ['holds', '2018-10-01', null, []],
    ['holds on the anniversary date', '2018-10-01', '2019-09-01', []],
    ['has lapsed by then', '2018-10-01', '2019-08-31', [{ code: 'EVIDENCE_LAPSES', ...told }]],
    ['has lapsed', '2019-01-01', '2018-12-31', [{ code: 'NOT_QUALIFIED', ...told }]],
  ])('D13 it %s', (_, today, until, expected) => expect(inBook(needs('silver', today, until))).toEqual(expected));

  test('D13 nothing is said of what has expired, or needs none', () => {
    const off = { subscriptions: [{ ...held, ...OFF }] };
    expect(codes(needs('silver', '2019-10-02', '2018-12-31', off))).toEqual(['EXPIRED']);
    expect(codes(on('2018-10-01', { evidence: [] }))).toEqual([]);
  });
});

describe('G3 R19 D18 what waits for somebody', () => {
  const placed = paidOrder(START);
  const order = (state: 'sending' | 'unknown' | 'declined' | 'succeeded') => ({
    ...placed,
    attempts: placed.attempts.map((one) => ({ ...one, state })),
  });

  test.each([
    ['sending', ['PAYMENT_NOT_SETTLED']],
    ['unknown', ['PAYMENT_NOT_SETTLED']],
    ['declined', ['CARD_DECLINED_BEFORE']],
    ['succeeded', []],
  ] as const)('G3 a payment that is %s', (state, expected) =>
    expect(codes(on('2018-10-01', { orders: [order(state)] }))).toEqual(expected),
  );

  test('R19 a request without an answer, with what it cancels', () => {
    expect(inBook(on('2018-10-01', { requests: [asked()] }))).toEqual([
      { code: 'REQUEST_OPEN', request: 1, problem: 'billing', cancels: 'pack' },
    ]);
    expect(inBook(on('2018-10-01', { requests: [asked([null], null)] }))).toMatchObject([{ cancels: null }]);
    expect(codes(on('2018-10-01', { requests: [asked(['withdrawn'])] }))).toEqual([]);
  });

  test('D18 that one person alone can buy, with the colleague who could as well', () => {
    const boss = founder(account());
    const colleague = { ...boss, email: 'colleague@contoso.example', roles: [] };
    const gone = { ...colleague, removedOn: START };
    const said = (users: Book['users']) => attention(on('2018-10-01', { users }), around({}));
    expect(said([boss])).toEqual([{ code: 'ONE_BUYER', colleague: null }]);
    expect(said([boss, gone])).toEqual([{ code: 'ONE_BUYER', colleague: null }]);
    const third = { ...colleague, email: 'third@contoso.example' };
    expect(said([boss, colleague, third])).toEqual([{ code: 'ONE_BUYER', colleague: colleague.email }]);
    expect(said([boss, { ...colleague, roles: boss.roles }])).toEqual([]);
  });

  test.each<[string, string, Partial<Job>, readonly object[]]>([
    ['on the day of the charge', '2019-09-01', {}, []],
    ['before it and before the first reminder, where no job is known', '2019-08-16', { isKnown: false }, []],
    [
      'from the first reminder on, where none is known',
      '2019-08-17',
      { isKnown: false },
      [{ code: 'NO_JOB_FOR_CHARGE', offer: 'pack', on: '2019-09-01' }],
    ],
    [
      'and nothing more of that once it is overdue',
      '2019-09-02',
      { isKnown: false },
      [{ code: 'NO_JOB_HAS_RUN', lastRun: null }],
    ],
    ['the day after', '2019-09-02', {}, [{ code: 'NO_JOB_HAS_RUN', lastRun: null }]],
    [
      'where the last run was before it',
      '2019-09-02',
      { ranBy: () => day('2019-08-31') },
      [{ code: 'NO_JOB_HAS_RUN', lastRun: '2019-08-31' }],
    ],
    ['where a run was on that day', '2019-09-02', { ranBy: () => day('2019-09-01') }, []],
    ['that it is silent, before anything is due', '2019-08-01', { silentSince: START }, [silent(START)]],
    ['that it was quiet for a day, while the window is open', '2019-08-01', { quietSince: START }, [silent(START)]],
    ['nothing of a quiet day while nothing is near', '2019-04-01', { quietSince: START }, []],
    [
      'no second time, once something is due',
      '2019-09-02',
      { silentSince: START },
      [{ code: 'NO_JOB_HAS_RUN', lastRun: null }],
    ],
    [
      'that it fails, rather than that it is silent',
      '2019-08-01',
      { silentSince: START, failed: { on: START, problem: 'LEDGER_BUSY' } },
      [{ code: 'JOB_FAILS', on: START, problem: 'LEDGER_BUSY' }],
    ],
  ])('P2 of the job that charges: %s', (_, today, job, expected) =>
    expect(attention(on(today), around(job)).filter(({ code }) => code.includes('JOB'))).toEqual(expected),
  );
});

function silent(since: Day) {
  return { code: 'JOB_SILENT', since };
}

describe('P12, D7, G23 what is told of a charge and of reminders', () => {
  const NEXT = nextTerm(firstTerm(START, 1), policy(), 1, day('2019-09-01'));
  const declined = (declineCode: string, tried = day('2019-09-01')): Order => {
    const { attempts, ...order } = paidOrder(tried, NEXT);
    const failed = { state: 'failed', paidAt: null, receiptNumber: null, placedBy: AUTOMATIC_RENEWAL } as const;
    return {
      ...order,
      ...failed,
      attempts: attempts.map((one) => ({ ...one, state: 'declined', chargeId: null, declineCode })),
    };
  };
  const told = (today: string, has: Partial<Book>, code: string) =>
    inBook(on(today, has)).filter((one) => one.code === code);

  test('P12 a decline with its next try, or none; one whose last charge was given back is told as such', () => {
    const said = { code: 'CHARGE_DECLINED', offer: 'pack', closes: '2019-10-01' };
    const soft = { orders: [declined('insufficient_funds')] };
    expect(told('2019-09-01', soft, 'CHARGE_DECLINED')).toEqual([
      { ...said, declineCode: 'insufficient_funds', nextTry: '2019-09-02' },
    ]);
    // Once its time has come no run may have made it yet: what was declined stays so.
    expect(told('2019-09-03', soft, 'CHARGE_OVERDUE')).toEqual([]);
    expect(told('2019-09-03', soft, 'CHARGE_DECLINED')).toEqual([
      { ...said, declineCode: 'insufficient_funds', nextTry: '2019-09-02', isDue: true },
    ]);
    const hard = { orders: [declined('lost_card')] };
    expect(told('2019-09-01', hard, 'CHARGE_DECLINED')).toEqual([{ ...said, declineCode: 'lost_card', nextTry: null }]);
    expect(told('2019-09-02', hard, 'CHARGE_DECLINED')).toHaveLength(1);
    const back = { orders: [declined('last_charge_given_back')] };
    expect(told('2019-09-02', back, 'LAST_CHARGE_GIVEN_BACK')).toEqual([
      { code: 'LAST_CHARGE_GIVEN_BACK', offer: 'pack', closes: '2019-10-01' },
    ]);
    expect(told('2019-09-02', back, 'CHARGE_DECLINED')).toEqual([]);
    expect(told('2019-09-02', hard, 'LAST_CHARGE_GIVEN_BACK')).toEqual([]);
  });

  test('D7 a card is good on the last day of its month; who pays by transfer needs none', () => {
    const ends = { subscriptions: [subscription(day('2018-09-30'))] };
    const expiring = (expMonth: number) => ({ ...ends, paymentMethods: [card({ expMonth, expYear: 2019 })] });
    const code = 'CARD_EXPIRES_BEFORE_CHARGE';
    expect(told('2019-07-01', expiring(9), code)).toEqual([]);
    expect(told('2019-07-01', expiring(8), code)).toHaveLength(1);
    const none = { paymentMethods: [] };
    expect(told('2019-07-01', none, 'NO_CARD_FOR_CHARGE')).toEqual([{ code: 'NO_CARD_FOR_CHARGE', offer: 'pack' }]);
    const waiting = { ...none, orders: [{ ...awaiting(day('2019-09-05')), term: NEXT }] };
    expect(told('2019-09-02', waiting, 'NO_CARD_FOR_CHARGE')).toEqual([]);
  });

  test('P2 of several charges that no job has made, the oldest counts', () => {
    const late = subscription(day('2018-09-10'), 1, { id: 'sub_2', offer: 'other' });
    const seen = on('2019-09-20', { subscriptions: [late, held] });
    expect(noJobHasRun(seen, day('2019-08-31'))).toEqual([{ code: 'NO_JOB_HAS_RUN', lastRun: '2019-08-31' }]);
    // It ran after the first and before the second.
    expect(noJobHasRun(seen, day('2019-09-01'))).toEqual([]);
    expect(noJobHasRun(seen, undefined)).toEqual([{ code: 'NO_JOB_HAS_RUN', lastRun: null }]);
  });

  test('P12 a try that no run has made in the day after its time is told of, and a run on that day ends it', () => {
    const orders = [declined('insufficient_funds')];
    const seen = (today: string) => on(today, { orders });
    expect(noJobHasRun(seen('2019-09-03'), undefined)).toEqual([]);
    expect(noJobHasRun(seen('2019-09-04'), undefined)).toEqual([{ code: 'NO_JOB_HAS_RUN', lastRun: null }]);
    const lastRun = day('2019-09-02');
    expect(noJobHasRun(seen('2019-09-04'), lastRun)).toEqual([{ code: 'NO_JOB_HAS_RUN', lastRun }]);
    expect(noJobHasRun(seen('2019-09-04'), day('2019-09-03'))).toEqual([]);
    const quiet = around({ ranBy: () => lastRun, quietSince: lastRun });
    expect(attention(seen('2019-09-03'), quiet).filter(({ code }) => code.includes('JOB'))).toEqual([silent(lastRun)]);
  });

  test('G23 a reminder that may have arrived is told of its own subscription and term, where nobody has said', () => {
    const dispatch = (id: string, changes: Partial<Dispatch> = {}) =>
      ({ id, subscriptionId: held.id, term: 0, channel: 'mail', claimedAt: noonOf(START), ...changes }) as Dispatch;
    const dispatches = [
      dispatch('rem_1'),
      dispatch('rem_2', { subscriptionId: 'sub_9' }),
      dispatch('rem_3', { term: 1 }),
      dispatch('rem_4'),
    ];
    const unanswered = ({ id }: Dispatch) => id !== 'rem_4';
    const found = attention(on('2019-07-01', { dispatches }), { ...around({}), unanswered });
    expect(found.filter(({ code }) => code === 'REMINDER_UNKNOWN')).toEqual([
      { code: 'REMINDER_UNKNOWN', reminder: 'rem_1', offer: 'pack', channel: 'mail', claimedOn: START },
    ]);
  });
});
