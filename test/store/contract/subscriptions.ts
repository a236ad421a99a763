import type { Entry } from '../../../src/core/entry.js';
import { transferReference } from '../../../src/core/transfer.js';
import {
  account,
  AT,
  attempt,
  dispatch,
  notice,
  refund,
  request,
  transfer,
  later,
  order,
  START,
  upgrade,
} from '../samples.js';
import {
  append,
  failing,
  adding,
  cancelling,
  givingBack,
  returning,
  fill,
  closing,
  funding,
  ordering,
  joining,
  paying,
  placing,
} from '../sample-entries.js';
import type { Tried } from './tried.js';

/** Subscriptions, their terms, reminders, upgrades and what is ordered by bank transfer. */
export function subscriptions(at: Tried): void {
  const { book, refused } = at;

  test('I2 one term at most has a number, and none is left out', async () => {
    await fill(at.store);
    const add = (number: number) =>
      refused({
        kind: 'term-added',
        subscriptionId: order().subscriptionId,
        term: { ...order(1).term, number, orderId: order(1).id },
      });
    expect(await add(0)).toBe('LEDGER_CONFLICT');
    expect(await add(2)).toBe('LEDGER_CONFLICT');
  });

  test('I4 a subscription is never written without a term', async () => {
    await append(at.store, joining());
    const { id: accountId, programme } = account();
    const subscription = { id: 'bare', accountId, programme, offer: 'action-pack', enrolment: 0 };
    expect(await refused({ kind: 'subscription-started', subscription })).toBe('LEDGER_CONFLICT');
  });

  test('I10 an enrolment of an offer happens once', async () => {
    await fill(at.store);
    const { id: accountId, programme } = account();
    const subscription = { id: 'second', accountId, programme, offer: 'action-pack', enrolment: 0 };
    expect(await refused({ kind: 'subscription-started', subscription })).toBe('LEDGER_CONFLICT');
  });

  test('I9 nothing is ordered for what was cancelled, and it is cancelled once', async () => {
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001'), ...givingBack()]);
    expect(await refused(...placing(order(1)))).toBe('LEDGER_CONFLICT');
    expect(await refused(cancelling())).toBe('LEDGER_CONFLICT');
  });

  test('R15 automatic renewal is turned off once for a term', async () => {
    await fill(at.store);
    const again: Entry = {
      kind: 'automatic-renewal-turned-off',
      subscriptionId: order().subscriptionId,
      term: 0,
      at: AT,
      by: 'other',
    };
    expect(await refused(again)).toBe('LEDGER_CONFLICT');
    expect((await book())?.subscriptions[0]?.turnedOff).toEqual([{ term: 0, at: later(367), by: 'admin' }]);
  });

  test('G23 a reminder is claimed once, and again only after a try that failed', async () => {
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
    const claim = (number: number, changes = {}): Entry => ({
      kind: 'reminder-claimed',
      dispatch: { ...dispatch(number), ...changes },
    });
    await append(at.store, [claim(1), claim(2, { channel: 'webhook' }), claim(3, { days: 23 })]);
    expect(await refused(claim(4))).toBe('LEDGER_CONFLICT');
    await append(at.store, [failing(dispatch(1)), claim(4), { kind: 'reminder-sent', id: dispatch(4).id, at: AT }]);
    expect(await refused(claim(5))).toBe('LEDGER_CONFLICT');
    expect(await refused(failing(dispatch(4)))).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'reminder-sent', id: dispatch(1).id, at: AT })).toBe('LEDGER_CONFLICT');
    expect((await book())?.dispatches.map(({ id, state, reason }) => [id, state, reason])).toEqual([
      ['dispatch-1-1', 'failed', 'refused'],
      ['dispatch-1-2', 'sending', null],
      ['dispatch-1-3', 'sending', null],
      ['dispatch-1-4', 'sent', null],
    ]);
  });

  test('P12 G23 a notice is claimed once, whatever the day, and begun once, before it is settled', async () => {
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
    const claim = (number: number, changes = {}): Entry => ({
      kind: 'reminder-claimed',
      dispatch: { ...notice(number), ...changes },
    });
    const begin = (number: number): Entry => ({ kind: 'reminder-begun', id: notice(number).id, at: AT });
    await append(at.store, [claim(1), { kind: 'reminder-claimed', dispatch: dispatch(9, 1, 0, 0) }]);
    expect(await refused(claim(2, { days: 1 }))).toBe('LEDGER_CONFLICT');
    await append(at.store, [claim(2, { notice: { kind: 'last-try', about: order(1).id } })]);
    await append(at.store, [begin(1)]);
    expect(await refused(begin(1))).toBe('LEDGER_CONFLICT');
    // Claims of before this was noted are begun already.
    expect(await refused(begin(9))).toBe('LEDGER_CONFLICT');
    await append(at.store, [
      { kind: 'reminder-failed', id: notice(2).id, at: AT, reason: 'interrupted', status: null },
    ]);
    expect(await refused(begin(2))).toBe('LEDGER_CONFLICT');
    const kept = (await book())?.dispatches.map((one) => [one.notice?.kind, one.begunAt, one.state]);
    expect(kept).toEqual([
      ['declined', AT, 'sending'],
      [undefined, undefined, 'sending'],
      ['last-try', null, 'failed'],
    ]);
  });

  test('G23 a renewed term gets no reminder', async () => {
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
    await append(at.store, [...placing(order(1)), ...paying(order(1), '2024-000002')]);
    expect(await refused({ kind: 'reminder-claimed', dispatch: dispatch() })).toBe('LEDGER_CONFLICT');
    expect(
      await refused({ kind: 'reminder-claimed', dispatch: { ...dispatch(1, 1, 1), accountId: 'account-2' } }),
    ).toBe('LEDGER_CONFLICT');
    await append(at.store, [{ kind: 'reminder-claimed', dispatch: dispatch(1, 1, 1) }]);
  });

  test('P7 an upgrade takes the place of what it names once it is paid, and nothing else does', async () => {
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
    const wanted = upgrade();
    await append(at.store, placing(wanted));
    const lower = async () => (await book(account().id))?.subscriptions[0];
    expect((await lower())?.superseded).toBeUndefined();
    expect(await refused({ kind: 'order-placed', order: { ...upgrade(1, '-again'), reference: 'other' } })).toBe(
      'LEDGER_CONFLICT',
    );
    await append(at.store, paying(wanted, '2024-000002'));
    expect((await lower())?.superseded).toEqual({ on: wanted.term.start, by: wanted.offer });
    const kept = (await book(account().id))?.orders.find(({ id }) => id === wanted.id);
    expect(kept).toMatchObject({ kind: 'upgrade', supersedes: wanted.supersedes, lines: wanted.lines });
    expect(await at.store.check()).toEqual([]);
  });

  test('P9 an order by bank transfer is paid by its funds alone, for the term that they pay for', async () => {
    const ordered = transfer();
    await append(at.store, [...joining(), ...ordering(ordered)]);
    expect(
      await refused({ kind: 'attempt-sent', attempt: attempt({ ...ordered, paymentMethodId: 'method-1-1' }) }),
    ).toBe('LEDGER_CONFLICT');
    const [, paid] = funding(ordered, '2024-000001');
    if (!paid) throw new Error('nothing pays it');
    expect(await refused(paid)).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'order-failed', id: ordered.id })).toBe('LEDGER_CONFLICT');
    await append(at.store, funding(ordered, '2024-000001'));
    const held = await book(account().id);
    expect(held?.orders[0]).toMatchObject({
      state: 'paid',
      paymentMethodId: null,
      transfer: { due: '2024-03-30', end: { outcome: 'received', receivedOn: START } },
      term: { start: '2024-03-10', end: '2025-03-10' },
    });
    expect(held?.subscriptions[0]?.terms).toEqual([{ ...held?.orders[0]?.term, orderId: ordered.id }]);
    expect(await at.store.read((ledger) => ledger.paidOrders(undefined, 10))).toEqual([]);
    expect(await refused(funding(ordered, '2024-000002')[0] as Entry)).toBe('LEDGER_CONFLICT');
    await append(at.store, [{ kind: 'request-filed', request: request() }]);
    const back = { ...refund(), orderId: ordered.id, chargeId: transferReference(ordered) };
    const less = { ...back, amount: { ...back.amount, amount: back.amount.amount - 1 } };
    for (const wrong of [less, { ...back, chargeId: 'ch_other' }, { ...back, key: 'fresh' }])
      expect(await refused({ kind: 'refund-sent', refund: wrong })).toBe('LEDGER_CONFLICT');
    await append(at.store, [
      { kind: 'refund-sent', refund: back },
      returning(back, 'refunded'),
      cancelling(),
      adding(request(), 1, 'approved'),
    ]);
    expect(await at.store.check()).toEqual([]);
  });

  test.each(['cancelled', 'expired'] as const)(
    'P9, I2 once it is %s another is placed for the same',
    async (outcome) => {
      const ordered = transfer();
      await append(at.store, [...joining(), ...ordering(ordered)]);
      const again = transfer(1, '-again');
      expect(await refused({ kind: 'order-placed', order: again })).toBe('LEDGER_CONFLICT');
      await append(at.store, [...closing(ordered, outcome), ...ordering(again)]);
      expect((await book(account().id))?.orders.map(({ state }) => state)).toEqual(['failed', 'placed']);
      expect(await at.store.check()).toEqual([]);
    },
  );

  test('P9 an order is paid by card or by bank transfer, and says so', async () => {
    await append(at.store, joining());
    expect(await refused({ kind: 'order-placed', order: { ...order(), paymentMethodId: null } })).toBeInstanceOf(
      RangeError,
    );
    expect(
      await refused({ kind: 'order-placed', order: { ...transfer(), paymentMethodId: 'method-1-1' } }),
    ).toBeInstanceOf(RangeError);
  });

  test('P7 an upgrade of what is not owned, or that names nothing, is refused', async () => {
    await append(at.store, [...joining(1), ...joining(2), ...placing(order()), ...paying(order(), '2024-000001')]);
    expect(await refused({ kind: 'order-placed', order: { ...upgrade(2), supersedes: 'subscription-1' } })).toBe(
      'LEDGER_CONFLICT',
    );
    const { supersedes: _supersedes, ...nothing } = upgrade();
    expect(await refused({ kind: 'order-placed', order: nothing })).toBeInstanceOf(RangeError);
    expect(await refused({ kind: 'order-placed', order: { ...upgrade(), kind: 'purchase' } })).toBeInstanceOf(
      RangeError,
    );
  });
}
