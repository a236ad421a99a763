import type { Entry } from '../../src/core/entry.js';
import { eventsOf, pauseAfter, toldTo } from '../../src/core/event.js';
import type { Link } from '../../src/core/proof.js';
import { attempt, AT, dispatch, notice, order, request, transfer } from '../store/samples.js';
import * as samples from '../store/sample-entries.js';
import { declined, fold, paid, placed } from './fold.js';

const linksOf = (entries: readonly Entry[]) =>
  entries.map((entry, index): Link => ({
    ...{ sequence: 100 + index, number: null, at: AT, by: 'admin', prev_hash: '' },
    ...{ kind: entry.kind, account_id: 'acc_account-1', body: JSON.stringify(entry), hash: `${index}`.padEnd(64, 'a') },
  }));

function told(entries: readonly Entry[]) {
  const book = fold(entries);
  if (!book) throw new Error('no book');
  return eventsOf(linksOf(entries), book);
}

const first = attempt(order()).id;
const unanswered: Entry = { kind: 'attempt-unknown', id: first };
const over: Entry = { kind: 'order-failed', id: order().id };
const neverSent: readonly Entry[] = [
  ...['admin', 'colleague'].map((by) => samples.abandoning('attempt', first, by)),
  ...[samples.abandonedEnd('attempt', first), over],
];
const mailed = [
  { kind: 'reminder-claimed', dispatch: dispatch(1) },
  samples.failing(dispatch(1)),
  { kind: 'reminder-claimed', dispatch: notice(2) },
  { kind: 'reminder-sent', id: notice(2).id, at: AT },
] as const;
const note = request(1, 1, null);
const asked: readonly Entry[] = [{ kind: 'request-filed', request: note }, samples.adding(note, 1)];

describe('what is told of each entry, of its own order, refund, reminder or request', () => {
  test.each<[string, readonly Entry[], readonly object[]]>([
    ['joining, and a card', samples.joining(), []],
    [
      'paid',
      paid,
      [
        { type: 'order.placed', data: { orderId: order().id, result: 'placed', reason: null, receiptNumber: null } },
        { type: 'order.charged', data: { orderId: order().id, result: 'charged', receiptNumber: '2024-000001' } },
      ],
    ],
    [
      'declined by a bank',
      [...declined, over],
      [
        { type: 'order.placed' },
        { type: 'order.declined', data: { result: 'declined', reason: 'insufficient_funds' } },
      ],
    ],
    [
      'never asked of a bank',
      [...placed, ...neverSent],
      [{ type: 'order.placed' }, { type: 'order.failed', data: { result: 'failed', reason: 'abandoned_by_two' } }],
    ],
    ['no answer', [...placed, unanswered], [{ type: 'order.placed' }, { type: 'order.unknown' }]],
    [
      'put to the cardholder',
      [...placed, samples.putting(first)],
      [{ type: 'order.placed' }, { type: 'order.waiting' }],
    ],
    [
      'of a second order',
      [...paid, ...samples.placing(order(1)), { kind: 'attempt-unknown', id: attempt(order(1)).id }],
      [
        ...[{ type: 'order.placed' }, { type: 'order.charged' }],
        ...['placed', 'unknown'].map((result) => ({ type: `order.${result}`, data: { orderId: order(1).id, result } })),
      ],
    ],
    [
      'by a transfer that never came',
      [...samples.joining(), ...samples.ordering(transfer()), ...samples.closing(transfer(), 'expired')],
      [{ type: 'order.placed', data: { paymentMethod: null } }, { type: 'order.expired' }],
    ],
    [
      'by a transfer that came',
      [...samples.joining(), ...samples.ordering(transfer()), ...samples.funding(transfer(), '2024-000001')],
      [{ type: 'order.placed' }, { type: 'order.received' }, { type: 'order.charged' }],
    ],
    [
      'turned off',
      [
        ...paid,
        {
          kind: 'automatic-renewal-turned-off',
          subscriptionId: order().subscriptionId,
          term: 0,
          at: AT,
          by: 'admin',
        },
      ],
      [...[{}, {}], { type: 'autorenew.off', data: { subscriptionId: order().subscriptionId, term: 0 } }],
    ],
    [
      'bought elsewhere',
      [...samples.joining(), ...samples.recording().slice(0, 1)],
      [{ type: 'order.recorded', data: { orderId: 'recorded-1', offer: 'gold-competency', result: 'recorded' } }],
    ],
    [
      'a reminder that failed, and a notice that went',
      [...paid, ...mailed],
      [
        ...[{}, {}],
        {
          type: 'reminder.failed',
          data: { reminder: dispatch(1).id, reason: 'refused', notice: null, channel: 'mail' },
        },
        {
          type: 'reminder.sent',
          data: { reminder: notice(2).id, reason: null, notice: 'declined', channel: 'webhook' },
        },
      ],
    ],
    [
      'a request and a note',
      [...samples.joining(), ...asked],
      [{ type: 'support.filed' }, { type: 'support.noted', data: { request: 1, problem: 'billing', result: 'noted' } }],
    ],
    [
      'given back at the second try',
      [...paid, ...samples.givingBack()],
      [
        ...[{}, {}, { type: 'support.filed' }, { type: 'support.noted' }],
        { type: 'refund.refused', data: { refundId: 'refund-1-1', reason: 'busy', creditNoteNumber: null } },
        { type: 'refund.refunded', data: { refundId: 'refund-1-2', reason: null, creditNoteNumber: 'CN-2024-000001' } },
        { type: 'subscription.cancelled', data: { from: '2025-03-04' } },
        { type: 'support.approved' },
      ],
    ],
  ])('%s', (_, entries, events) => {
    expect(told(entries)).toMatchObject(events);
  });

  test('each by the number of its entry, under an id of the account, the number and the hash', () => {
    expect(told(paid).map(({ id, number, timestamp }) => [id, number, timestamp])).toEqual([
      ['evt_account-1_4_3aaaaaaa', 4, AT],
      ['evt_account-1_7_6aaaaaaa', 7, AT],
    ]);
  });
});

test('how far an endpoint was told is what its newest entry says, whatever others were told since; of nobody in particular, of the last', () => {
  const entry = (endpoint: string, through: number): Entry => ({
    ...{ kind: 'events-told', accountId: 'account-1', endpoint, through },
    ...{ tries: 0, nextAt: null, reason: null, givenUp: [] },
  });
  const links = linksOf([...paid, entry('one', 3), entry('one', 5), entry('other', 7), ...samples.joining(2)]);
  expect(['one', 'other', 'nobody', undefined].map((endpoint) => toldTo(links, endpoint)?.through)).toEqual([
    5,
    7,
    undefined,
    7,
  ]);
});

test('a try in vain is followed by a longer pause each time, and the last by none', () => {
  const pauses = Array.from({ length: 10 }, (_, index) => pauseAfter(index + 1));
  expect(pauses).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined]);
});
