import { emptyBook } from '../../src/core/book.js';
import type { Entry } from '../../src/core/entry.js';
import { account, AT, attempt, dispatch, later, method, order } from '../store/samples.js';
import {
  abandonedEnd,
  abandoning,
  claiming,
  failing,
  joining,
  paying,
  placing,
  settling,
} from '../store/sample-entries.js';
import { declined, fold, paid, placed, refused } from './fold.js';

describe('G24 a book is the fold of its entries', () => {
  test('G24 joining gives an empty book; leaving and joining again keeps what it held', () => {
    expect(fold([{ kind: 'account-joined', account: account() }])).toEqual(emptyBook(account()));
    const left = [...joining(), { kind: 'membership-ended', accountId: account().id, on: order().term.end } as const];
    expect(fold(left)?.account).toEqual({ ...account(), leftOn: order().term.end });
    const back = fold([...left, { kind: 'account-joined', account: { ...account(), company: 'New name' } }]);
    expect(back).toEqual({ ...emptyBook({ ...account(), company: 'New name' }), paymentMethods: [method()] });
  });

  test('G24 a purchase goes from placed to paid, with its term and its receipt', () => {
    expect(fold(placed)?.orders).toEqual([{ ...order(), attempts: [attempt(order())] }]);
    const book = fold(paid);
    const [bought] = book?.orders ?? [];
    expect([bought?.state, bought?.paidAt, bought?.receiptNumber]).toEqual(['paid', AT, '2024-000001']);
    expect(bought?.attempts[0]).toEqual({
      ...attempt(order()),
      state: 'succeeded',
      settledAt: AT,
      chargeId: 'ch_order-1-0-attempt-1',
    });
    expect(book?.subscriptions[0]?.terms).toEqual([{ ...order().term, orderId: order().id }]);
    expect(book?.acceptances.length).toBe(1);
  });

  test('D6 a decline changes nothing but its attempt, and another attempt may follow', () => {
    const again = fold([...declined, { kind: 'attempt-sent', attempt: attempt(order(), 2) }]);
    expect(again?.orders[0]?.state).toBe('placed');
    expect(again?.orders[0]?.attempts.map(({ ordinal, state }) => [ordinal, state])).toEqual([
      [1, 'declined'],
      [2, 'sending'],
    ]);
  });

  test('G3 an attempt may become unknown, and settle after that', () => {
    const unknown: Entry = { kind: 'attempt-unknown', id: attempt(order()).id };
    expect(fold([...placed, unknown])?.orders[0]?.attempts[0]?.state).toBe('unknown');
    expect(
      fold([...placed, unknown, unknown, settling(attempt(order()), 'declined')])?.orders[0]?.attempts[0]?.state,
    ).toBe('declined');
  });

  test('G1 an attempt that is claimed is being sent again, by whoever claimed it last', () => {
    const unknown: Entry = { kind: 'attempt-unknown', id: attempt(order()).id };
    const again = fold([...placed, unknown, claiming('attempt', attempt(order()).id)]);
    expect(again?.orders[0]?.attempts).toMatchObject([{ state: 'sending', sender: 'pid 1', claim: { by: 'pid 2' } }]);
  });

  test('R8 one payment method is the default, and a removed one never is', () => {
    const two = [...joining(), { kind: 'payment-method-added', method: method(2) } as const];
    const defaults = (entries: readonly Entry[]) => fold(entries)?.paymentMethods.map(({ isDefault }) => isDefault);
    expect(defaults(two)).toEqual([false, true]);
    expect(
      defaults([...two, { kind: 'payment-method-made-default', accountId: account().id, id: method(1).id }]),
    ).toEqual([true, false]);
    const removed = [...two, { kind: 'payment-method-removed', id: method(2).id, at: later(1) } as const];
    expect(defaults(removed)).toEqual([false, false]);
    expect(fold(removed)?.paymentMethods[1]?.removedAt).toBe(later(1));
  });

  test('R15 turning off adds a row for its term', () => {
    const off: Entry = {
      kind: 'automatic-renewal-turned-off',
      subscriptionId: order().subscriptionId,
      term: 0,
      at: later(1),
      by: 'admin',
    };
    expect(fold([...paid, off])?.subscriptions[0]?.turnedOff).toEqual([{ term: 0, at: later(1), by: 'admin' }]);
    refused([...paid, off], off);
  });
});

describe('G23 reminders', () => {
  const claimed: Entry = { kind: 'reminder-claimed', dispatch: dispatch() };
  const sent: Entry = { kind: 'reminder-sent', id: dispatch().id, at: later(1) };

  test('G23 a claim is settled once, and a failed one makes room for another', () => {
    expect(fold([...paid, claimed])?.dispatches).toEqual([dispatch()]);
    expect(fold([...paid, claimed, sent])?.dispatches).toEqual([{ ...dispatch(), state: 'sent', settledAt: later(1) }]);
    const again: Entry = { kind: 'reminder-claimed', dispatch: dispatch(2) };
    const states = fold([...paid, claimed, failing(dispatch(), later(1)), again])?.dispatches.map(
      ({ state, reason, status }) => [state, reason, status],
    );
    expect(states).toEqual([
      ['failed', 'refused', 550],
      ['sending', null, null],
    ]);
    refused([...paid, claimed], again);
    refused([...paid, claimed, sent], again);
    refused([...paid, claimed, sent], failing(dispatch()));
    refused(paid, sent);
    refused([...paid, claimed], claimed);
  });

  test('G23 only the last paid term of the account has reminders', () => {
    refused(placed, claimed);
    refused(paid, { kind: 'reminder-claimed', dispatch: dispatch(1, 1, 1) });
    refused([...paid, ...placing(order(1)), ...paying(order(1), '2024-000002')], claimed);
    refused(paid, { kind: 'reminder-claimed', dispatch: { ...dispatch(), accountId: 'account-2' } });
    refused(paid, { kind: 'reminder-claimed', dispatch: { ...dispatch(), state: 'sent', settledAt: AT } });
  });
});

describe('I5 what does not fit is refused', () => {
  const off = (subscriptionId: string): Entry => ({
    kind: 'automatic-renewal-turned-off',
    subscriptionId,
    term: 0,
    at: AT,
    by: 'admin',
  });

  test.each<[string, readonly Entry[], Entry]>([
    ['anything before joining', [], { kind: 'order-failed', id: order().id }],
    ['joining twice', joining(), { kind: 'account-joined', account: account() }],
    ['joining as somebody else', joining(), { kind: 'account-joined', account: account(2) }],
    [
      'leaving twice',
      [...joining(), { kind: 'membership-ended', accountId: account().id, on: order().term.end }],
      { kind: 'membership-ended', accountId: account().id, on: order().term.end },
    ],
    ['an order placed twice', placed, { kind: 'order-placed', order: order() }],
    ['an order that is paid from the start', joining(), { kind: 'order-placed', order: { ...order(), state: 'paid' } }],
    [
      'an order with attempts from the start',
      joining(),
      { kind: 'order-placed', order: { ...order(), attempts: [attempt(order())] } },
    ],
    ['a paid order that fails', paid, { kind: 'order-failed', id: order().id }],
    ['a paid order that is paid', paid, { kind: 'order-paid', id: order().id, at: AT, receiptNumber: '2024-000002' }],
    ['an attempt for a paid order', paid, { kind: 'attempt-sent', attempt: attempt(order(), 2) }],
    [
      'an attempt that is settled from the start',
      declined,
      { kind: 'attempt-sent', attempt: { ...attempt(order(), 2), state: 'declined' } },
    ],
    ['a settled attempt that settles', declined, settling(attempt(order()), 'succeeded')],
    ['a settled attempt that becomes unknown', declined, { kind: 'attempt-unknown', id: attempt(order()).id }],
    ['a settled attempt that is claimed', declined, claiming('attempt', attempt(order()).id)],
    ['a settled attempt that is abandoned', declined, abandoning('attempt', attempt(order()).id, 'admin')],
    [
      'an attempt that the same person abandons twice',
      [...placed, abandoning('attempt', attempt(order()).id, 'admin')],
      abandoning('attempt', attempt(order()).id, 'admin'),
    ],
    [
      'an attempt that a third person abandons',
      [...placed, ...['one', 'two'].map((by) => abandoning('attempt', attempt(order()).id, by))],
      abandoning('attempt', attempt(order()).id, 'three'),
    ],
    [
      'an attempt that ends as abandoned at the word of one',
      [...placed, abandoning('attempt', attempt(order()).id, 'admin')],
      abandonedEnd('attempt', attempt(order()).id),
    ],
    [
      'a claim that ends before it begins',
      placed,
      { kind: 'attempt-claimed', id: attempt(order()).id, claim: { by: 'pid 2', at: later(1), until: AT } },
    ],
    [
      'an attempt that is abandoned from the start',
      declined,
      { kind: 'attempt-sent', attempt: { ...attempt(order(), 2), abandoned: [{ by: 'admin', at: AT }] } },
    ],
    ['an attempt that is not there', placed, { kind: 'attempt-unknown', id: 'none' }],
    [
      'a term that leaves one out',
      paid,
      { kind: 'term-added', subscriptionId: order().subscriptionId, term: { ...order(2).term, orderId: 'order' } },
    ],
    ['a subscription that is not there', paid, off('none')],
    [
      'a removed card that is removed',
      [...joining(), { kind: 'payment-method-removed', id: method().id, at: AT }],
      { kind: 'payment-method-removed', id: method().id, at: AT },
    ],
    [
      'a removed card as default',
      [...joining(), { kind: 'payment-method-removed', id: method().id, at: AT }],
      { kind: 'payment-method-made-default', accountId: account().id, id: method().id },
    ],
  ])('I5 %s', (_, before, entry) => refused(before, entry));
});
