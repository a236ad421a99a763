import { exactEntry } from '../../src/core/applied.js';
import type { Entry } from '../../src/core/entry.js';
import { AT, dispatch, later, method, notice, order, refund, request, START, token, user } from '../store/samples.js';
import { failing, returning, selling } from '../store/sample-entries.js';
import { fold, paid, refused } from './fold.js';

const claimed = (changes: object = {}): Entry => ({
  kind: 'reminder-claimed',
  dispatch: { ...dispatch(), ...changes },
});
const begun = (id = notice().id): Entry => ({ kind: 'reminder-begun', id, at: AT });
const sent = (id = dispatch().id): Entry => ({ kind: 'reminder-sent', id, at: later(1) });
const told: readonly Entry[] = [...paid, { kind: 'reminder-claimed', dispatch: notice() }];
const trying = [...paid, claimed()];

describe('I5, G23 what is written of a reminder', () => {
  test.each<[string, readonly Entry[], Entry]>([
    ['one that went from the start', paid, claimed({ state: 'sent' })],
    ['one that was begun from the start', paid, claimed({ begunAt: AT })],
    ['one that ended from the start', paid, claimed({ settledAt: AT })],
    ['one with a reason from the start', paid, claimed({ reason: 'refused' })],
    ['one with an answer from the start', paid, claimed({ status: 550 })],
    ['one of a term that is not the last', paid, claimed({ term: 1 })],
    ['one of nothing', paid, claimed({ subscriptionId: 'none' })],
    ['one for somebody else', paid, claimed({ accountId: 'account-2' })],
    ['one beside an open one', trying, claimed({ id: 'again' })],
    ['one after it went', [...trying, sent()], claimed({ id: 'again' })],
    ['begun a second time', [...told, begun()], begun()],
    ['begun after it went', [...told, sent(notice().id)], begun()],
    ['sent a second time', [...trying, sent()], sent()],
    ['failed after it went', [...trying, sent()], failing(dispatch())],
    ['sent after it failed', [...trying, failing(dispatch())], sent()],
  ])('%s is refused', (_, before, entry) => refused(before, entry));

  test('it is begun, goes or fails, and is tried again after that', () => {
    expect(fold([...told, begun(), sent(notice().id)])?.dispatches).toMatchObject([
      { state: 'sent', begunAt: AT, settledAt: later(1) },
    ]);
    expect(fold([...trying, failing(dispatch()), claimed({ id: 'again' })])?.dispatches).toMatchObject([
      { state: 'failed', settledAt: AT, reason: 'refused', status: 550 },
      { id: 'again', state: 'sending' },
    ]);
    // Each for itself: another day, another way.
    const others = [claimed({ id: 'a', days: -30 }), claimed({ id: 'b', channel: 'webhook' })];
    expect(fold([...trying, ...others])?.dispatches).toHaveLength(3);
  });
});

describe('I13, G26 numbers of papers', () => {
  const asked: readonly Entry[] = [
    ...paid,
    { kind: 'request-filed', request: request() },
    { kind: 'refund-sent', refund: refund() },
  ];
  const numbered = (state: 'refunded' | 'refused', creditNoteNumber: string): Entry => ({
    kind: 'refund-settled',
    id: refund().id,
    settlement: { state, at: AT, gatewayRef: null, reason: null, creditNoteNumber },
  });

  test('what was not given back has none, and one has its own shape', () => {
    refused(asked, numbered('refused', 'CN-2024-000001'));
    refused(asked, numbered('refunded', 'CN-2024-1'));
    refused(asked, numbered('refunded', 'AV-2024-000001'));
    expect(fold([...asked, returning(refund(), 'refunded', 7)])?.refunds).toMatchObject([
      { creditNoteNumber: 'CN-2024-000007' },
    ]);
    expect(fold([...asked, returning(refund(), 'refused')])?.refunds[0]).not.toHaveProperty('creditNoteNumber');
  });

  test('what is sold has an invoice and a credit note of its series, and nothing else has', () => {
    const sold = fold(selling());
    expect(sold?.orders).toMatchObject([{ invoiceNumber: 'FA-2024-000001' }]);
    expect(sold?.refunds.map(({ creditNoteNumber: number }) => number)).toEqual([undefined, 'AV-2024-000001']);
    expect(fold(paid)?.orders[0]).not.toHaveProperty('invoiceNumber');
  });
});

describe('R8 one card is the default', () => {
  const { accountId } = method();
  const cardAdded = (number: number, isDefault: boolean): Entry => ({
    kind: 'payment-method-added',
    method: { ...method(number), isDefault },
  });
  const removed = (number: number): Entry => ({ kind: 'payment-method-removed', id: method(number).id, at: later(1) });
  const chosen = (number: number): Entry => ({
    kind: 'payment-method-made-default',
    accountId,
    id: method(number).id,
  });
  const defaults = (...entries: readonly Entry[]) =>
    fold([...paid, ...entries])?.paymentMethods.map(({ isDefault, removedAt }) => [isDefault, removedAt]);

  test('the one that was added or chosen last; none that is gone', () => {
    expect(defaults(cardAdded(2, true))).toEqual([
      [false, null],
      [true, null],
    ]);
    expect(defaults(cardAdded(2, false))).toEqual([
      [true, null],
      [false, null],
    ]);
    expect(defaults(cardAdded(2, false), chosen(2))).toEqual([
      [false, null],
      [true, null],
    ]);
    expect(defaults(cardAdded(2, false), removed(1))).toEqual([
      [false, later(1)],
      [false, null],
    ]);
  });

  test.each([
    ['removed twice', removed(1)],
    ['made the default after it was removed', chosen(1)],
    ['added twice', cardAdded(1, false)],
  ])('%s', (_, entry) => refused([...paid, removed(1)], entry));
});

test('G25, J6 a token and a user come new, and a token is taken back once', () => {
  const made: Entry = { kind: 'token-created', token: token() };
  const back: Entry = { kind: 'token-revoked', id: token().id, at: later(1) };
  expect(fold([...paid, made, back])?.tokens).toEqual([{ ...token(), revokedAt: later(1) }]);
  refused([...paid, made, back], back);
  refused(paid, { kind: 'token-created', token: { ...token(), revokedAt: AT } });
  const gone: Entry = { kind: 'user-added', user: { ...user(), removedOn: START } };
  refused(paid, gone);
  expect(() => exactEntry(gone)).toThrow(RangeError);
  refused(paid, { kind: 'user-added', user: { ...user(), roles: ['billing-admin', 'global-admin'] } });
});

test('D5 it is turned off once a term, and from a day where that was said', () => {
  const off = (term: number, on?: string): Entry =>
    ({
      ...{ kind: 'automatic-renewal-turned-off', subscriptionId: order().subscriptionId, term, at: AT, by: 'admin' },
      ...(on === undefined ? {} : { on }),
    }) as Entry;
  const [held] = fold([...paid, off(0), off(1, '2024-03-01')])?.subscriptions ?? [];
  expect(held?.turnedOff).toStrictEqual([
    { term: 0, at: AT, by: 'admin' },
    { term: 1, on: '2024-03-01', at: AT, by: 'admin' },
  ]);
  refused([...paid, off(0)], off(0));
});
