import { account, AT, attempt, refund, request, method, order } from '../samples.js';
import {
  abandonedEnd,
  abandoning,
  claiming,
  append,
  adding,
  cancelling,
  givingBack,
  returning,
  fill,
  joining,
  paying,
  placing,
  settling,
} from '../sample-entries.js';
import type { Tried } from './tried.js';

/** Orders, attempts, refunds and receipts: money moves once. */
export function payments(at: Tried): void {
  const { book, refused } = at;

  test('R8 one payment method at most is the default', async () => {
    await append(at.store, [...joining(), { kind: 'payment-method-added', method: method(2) }]);
    const defaults = async () => (await book())?.paymentMethods.map(({ isDefault }) => isDefault);
    expect(await defaults()).toEqual([false, true]);
    await append(at.store, [{ kind: 'payment-method-made-default', accountId: account().id, id: method(1).id }]);
    expect(await defaults()).toEqual([true, false]);
    await append(at.store, [{ kind: 'payment-method-removed', id: method(1).id, at: AT }]);
    expect(await defaults()).toEqual([false, false]);
    expect(await refused({ kind: 'payment-method-made-default', accountId: account().id, id: method(1).id })).toBe(
      'LEDGER_CONFLICT',
    );
  });

  test('I1 an order has one attempt at most that is open or succeeded', async () => {
    await append(at.store, [...joining(), ...placing(order())]);
    expect(await refused({ kind: 'attempt-sent', attempt: attempt(order(), 2) })).toBe('LEDGER_CONFLICT');
    await append(at.store, [
      settling(attempt(order()), 'declined'),
      { kind: 'attempt-sent', attempt: attempt(order(), 2) },
    ]);
    expect(await at.store.read((ledger) => ledger.attemptsFor(order().reference))).toBe(2);
  });

  test('F6 attempts that a transaction makes are counted in it, whenever it has asked before', async () => {
    const { reference } = order();
    await append(at.store, joining());
    const counts = await at.store.write(async (ledger) => {
      const counted = [await ledger.attemptsFor(reference)];
      for (const entry of placing(order())) await ledger.append(entry, AT, 'admin');
      counted.push(await ledger.attemptsFor(reference));
      await ledger.append(settling(attempt(order()), 'declined'), AT, 'admin');
      await ledger.append({ kind: 'attempt-sent', attempt: attempt(order(), 2) }, AT, 'admin');
      return [...counted, await ledger.attemptsFor(reference)];
    });
    expect(counts).toEqual([0, 1, 2]);
  });

  test('I2 one order at most is placed or paid for a term', async () => {
    await append(at.store, [...joining(), ...placing(order())]);
    expect(await refused({ kind: 'order-placed', order: order(0, 1, '-again') })).toBe('LEDGER_CONFLICT');
    const elsewhere = { ...order(0, 1, '-again'), subscriptionId: 'another subscription' };
    expect(await refused({ kind: 'order-placed', order: elsewhere })).toBe('LEDGER_CONFLICT');
    await append(at.store, [settling(attempt(order()), 'declined'), { kind: 'order-failed', id: order().id }]);
    await append(at.store, placing(order(0, 1, '-again'), 2));
    expect(await at.store.read((ledger) => ledger.attemptsFor(order().reference))).toBe(2);
  });

  test('I5 nothing leaves a final state', async () => {
    await fill(at.store);
    const [paid, failed] = [order(), order(1)];
    expect(await refused({ kind: 'order-paid', id: failed.id, at: AT, receiptNumber: '2024-000002' })).toBe(
      'LEDGER_CONFLICT',
    );
    expect(await refused({ kind: 'order-failed', id: paid.id })).toBe('LEDGER_CONFLICT');
    expect(await refused(settling(attempt(paid), 'declined'))).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'attempt-unknown', id: attempt(failed).id })).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'attempt-sent', attempt: attempt(failed, 2) })).toBe('LEDGER_CONFLICT');
  });

  test('I5 an order does not fail while an attempt is open', async () => {
    await append(at.store, [...joining(), ...placing(order()), { kind: 'attempt-unknown', id: attempt(order()).id }]);
    expect(await refused({ kind: 'order-failed', id: order().id })).toBe('LEDGER_CONFLICT');
  });

  test('G1 what is open may be claimed again and again, what is settled never', async () => {
    const { id } = attempt(order());
    await append(at.store, [...joining(), ...placing(order()), { kind: 'attempt-unknown', id }]);
    await append(at.store, [claiming('attempt', id, 'pid 2'), claiming('attempt', id, 'pid 3')]);
    const held = await at.store.read((ledger) => ledger.order(order().id));
    expect(held?.attempts).toMatchObject([{ state: 'sending', sender: 'pid 1', claim: { by: 'pid 3' } }]);
    await append(at.store, [settling(attempt(order()), 'declined')]);
    expect(await refused(claiming('attempt', id))).toBe('LEDGER_CONFLICT');
    expect(await refused(abandoning('attempt', id, 'admin'))).toBe('LEDGER_CONFLICT');
  });

  test('G3 two different people abandon a payment, and nobody after them', async () => {
    const { id } = attempt(order());
    await append(at.store, [...joining(), ...placing(order()), abandoning('attempt', id, 'admin')]);
    expect(await refused(abandoning('attempt', id, 'admin'))).toBe('LEDGER_CONFLICT');
    expect(await refused(abandonedEnd('attempt', id))).toBe('LEDGER_CONFLICT');
    await append(at.store, [abandoning('attempt', id, 'colleague')]);
    expect(await refused(abandoning('attempt', id, 'third'))).toBe('LEDGER_CONFLICT');
    await append(at.store, [abandonedEnd('attempt', id)]);
  });

  test('G3 and a refund likewise', async () => {
    const [filed, noted, sent] = givingBack();
    const { id } = refund(1);
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
    await append(
      at.store,
      [filed, noted, sent].filter((entry) => entry !== undefined),
    );
    await append(at.store, [claiming('refund', id), abandoning('refund', id, 'admin')]);
    expect(await refused(abandonedEnd('refund', id))).toBe('LEDGER_CONFLICT');
    await append(at.store, [abandoning('refund', id, 'colleague'), abandonedEnd('refund', id)]);
    expect(await refused(claiming('refund', id))).toBe('LEDGER_CONFLICT');
  });

  test('F6 the key of an attempt is its reference and ordinal, and no other', async () => {
    await append(at.store, [...joining(), { kind: 'order-placed', order: order() }]);
    expect(await refused({ kind: 'attempt-sent', attempt: { ...attempt(order()), key: 'fresh' } })).toBe(
      'LEDGER_CONFLICT',
    );
  });

  test('G12 an attempt is for the total of its order', async () => {
    await append(at.store, [...joining(), { kind: 'order-placed', order: order() }]);
    const dearer = { ...attempt(order()), amount: { amount: 57001, currency: 'EUR' } };
    const foreign = { ...attempt(order()), amount: { amount: 57000, currency: 'USD' } };
    expect(await refused({ kind: 'attempt-sent', attempt: dearer })).toBe('LEDGER_CONFLICT');
    expect(await refused({ kind: 'attempt-sent', attempt: foreign })).toBe('LEDGER_CONFLICT');
  });

  test('I6 the money of an order goes back once, whole, and only what was charged', async () => {
    await append(at.store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
    await append(at.store, [{ kind: 'request-filed', request: request() }]);
    const send = (of: ReturnType<typeof refund>) => refused({ kind: 'refund-sent', refund: of });
    expect(await send({ ...refund(), amount: { amount: 56_999, currency: 'EUR' } })).toBe('LEDGER_CONFLICT');
    expect(await send({ ...refund(), chargeId: 'ch_other' })).toBe('LEDGER_CONFLICT');
    expect(await send({ ...refund(), key: 'fresh' })).toBe('LEDGER_CONFLICT');
    await append(at.store, [{ kind: 'refund-sent', refund: refund() }]);
    expect(await send(refund(2))).toBe('LEDGER_CONFLICT');
    const open = async (accountId?: string) =>
      (await at.store.read((ledger) => ledger.openRefunds(accountId))).map(({ id }) => id);
    expect([await open(), await open(account().id), await open('nobody')]).toEqual([[refund().id], [refund().id], []]);
    await append(at.store, [returning(refund(), 'refused'), { kind: 'refund-sent', refund: refund(2) }]);
    expect(await refused(returning(refund(), 'refunded'))).toBe('LEDGER_CONFLICT');
    await append(at.store, [returning(refund(2), 'refunded'), cancelling(), adding(request(), 1, 'approved')]);
    expect(await send(refund(3))).toBe('LEDGER_CONFLICT');
    expect(await at.store.read((ledger) => ledger.openRefunds())).toEqual([]);
    expect((await at.store.read((ledger) => ledger.refundsOf(order().id))).map(({ state }) => state)).toEqual([
      'refused',
      'refunded',
    ]);
    // Money that was kept alone is listed for holding the books against each other.
    expect(await at.store.read((ledger) => ledger.paidOrders(undefined, 10))).toEqual([]);
  });

  test('I13 receipt numbers have no gap, year by year, and none is used twice', async () => {
    await append(at.store, [...joining(1), ...placing(order(0, 1)), ...joining(2), ...placing(order(0, 2))]);
    const pay = (owner: number, receipt: string) => refused(...paying(order(0, owner), receipt));
    expect(await pay(1, '2024-1')).toBeInstanceOf(RangeError);
    expect(await pay(1, '2024-000002')).toBe('LEDGER_CONFLICT');
    await append(at.store, paying(order(0, 1), '2024-000001'));
    expect(await pay(2, '2024-000001')).toBe('LEDGER_CONFLICT');
    expect(await pay(2, '2024-000003')).toBe('LEDGER_CONFLICT');
    await append(at.store, paying(order(0, 2), '2025-000001'));
    expect(
      await at.store.read(async (ledger) => [await ledger.lastReceipt(2024), await ledger.lastReceipt(2025)]),
    ).toEqual([1, 1]);
  });

  test('G3 an order without a believed answer is found, of whichever account, until it has one', async () => {
    await append(at.store, [...joining(1), ...placing(order(0, 1)), ...joining(2), ...placing(order(0, 2))]);
    const open = async (accountId?: string) =>
      (await at.store.read((ledger) => ledger.openOrders(accountId))).map(({ id }) => id);
    expect(await open()).toEqual([order(0, 1).id, order(0, 2).id]);
    expect([await open(account(1).id), await open(account(2).id), await open('nobody')]).toEqual([
      [order(0, 1).id],
      [order(0, 2).id],
      [],
    ]);
    await append(at.store, [{ kind: 'attempt-unknown', id: attempt(order(0, 1)).id }]);
    expect(await open()).toEqual([order(0, 1).id, order(0, 2).id]);
    await append(at.store, paying(order(0, 1), '2024-000001'));
    expect(await open()).toEqual([order(0, 2).id]);
    const found = await at.store.read((ledger) => ledger.order(order(0, 2).id));
    expect(found).toEqual({ ...order(0, 2), attempts: [attempt(order(0, 2))] });
  });
}
