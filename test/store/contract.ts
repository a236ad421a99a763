import { applied } from '../../src/core/applied.js';
import type { Book } from '../../src/core/book.js';
import type { Entry } from '../../src/core/entry.js';
import { transferReference } from '../../src/core/transfer.js';
import { founder } from '../../src/core/user.js';
import { LedgerError, type Reader, type Store, type Writer } from '../../src/store/store.js';
import {
  abandonedEnd,
  abandoning,
  claiming,
  account,
  append,
  AT,
  attempt,
  dispatch,
  notice,
  failing,
  adding,
  cancelling,
  givingBack,
  refund,
  request,
  returning,
  fill,
  closing,
  funding,
  ordering,
  transfer,
  INSTALLATION,
  joining,
  later,
  method,
  order,
  paying,
  placing,
  settling,
  START,
  token,
  user,
  evidence,
  benefitRecord,
  upgrade,
} from './samples.js';

export interface Opener {
  /** A fresh, empty ledger of INSTALLATION and gateway `sandbox`. */
  create(): Promise<Store>;
  /** The same ledger over another connection. */
  again(store: Store): Promise<Store>;
  /** A name that is free, for a backup. */
  freeName(store: Store): string;
  /** Opens a backup as a ledger of its own. */
  restored(file: string): Promise<Store>;
}

export async function codeOf(failing: Promise<unknown>): Promise<unknown> {
  const error = await failing.then(
    () => 'nothing was thrown',
    (reason: unknown) => reason,
  );
  return error instanceof LedgerError ? error.code : error;
}

/** What every engine of the ledger promises; run it with each. */
export function storeContract(engine: string, opener: Opener): void {
  describe(`a ledger on ${engine}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await opener.create();
    });
    afterEach(async () => {
      expect(await store.check()).toEqual([]);
      await store.close();
    });

    const book = (id = account().id) => store.read((ledger) => ledger.book(id));
    const refused = (...entries: readonly Entry[]) => codeOf(append(store, entries));

    test('F6 a new ledger knows its installation and its gateway, and is empty', async () => {
      await store.read(async (ledger) => {
        expect(await ledger.installation()).toBe(INSTALLATION);
        expect(await ledger.gateway()).toBe('sandbox');
        expect(await ledger.accounts()).toEqual([]);
        expect(await ledger.members()).toEqual([]);
        expect(await ledger.account('nobody')).toBeUndefined();
        expect(await ledger.book('nobody')).toBeUndefined();
        expect(await ledger.order('none')).toBeUndefined();
        expect(await ledger.openOrders()).toEqual([]);
        expect(await ledger.attemptsFor('none')).toBe(0);
        expect(await ledger.lastReceipt(2024)).toBe(0);
        expect(await ledger.token(token().sha256)).toBeUndefined();
        expect(await ledger.users('nobody')).toEqual([]);
        expect(await ledger.lastEntryAt()).toBeUndefined();
        expect(await ledger.frozenAt()).toBeUndefined();
        expect(await ledger.entries(10)).toEqual([]);
      });
    });

    test('J0 an account is found by either of its names, and those that left are listed and no members', async () => {
      const [one, two, three] = [account(1), account(2), account(3)];
      await append(store, [
        ...[one, two, three].map((who) => ({ kind: 'account-joined', account: who }) as const),
        { kind: 'membership-ended', accountId: two.id, on: two.joinedOn },
      ]);
      const gone = { ...two, leftOn: two.joinedOn };
      await store.read(async (ledger) => {
        expect(await ledger.account(one.id)).toEqual(one);
        expect(await ledger.account(two.mpnId)).toEqual(gone);
        expect(await ledger.account('nobody')).toBeUndefined();
        expect(await ledger.accounts()).toEqual([one, gone, three]);
        expect(await ledger.accounts(2)).toEqual([one, gone]);
        expect(await ledger.members()).toEqual([one, three]);
        expect(await ledger.members(1)).toEqual([one]);
      });
    });

    test('G9 what was written is what another connection reads', async () => {
      await fill(store);
      const other = await opener.again(store);
      const read = await other.read((ledger) => ledger.book(account().id));
      expect(read).toEqual(await book());
      expect(read?.orders.map(({ id, state, receiptNumber }) => [id, state, receiptNumber])).toEqual([
        [order().id, 'paid', '2024-000001'],
        [order(1).id, 'failed', null],
      ]);
      expect(read?.orders[0]?.lines).toEqual(order().lines);
      expect(read?.subscriptions[0]?.terms).toEqual([{ ...order().term, orderId: order().id }]);
      await other.close();
    });

    test('G24 the tables hold what the entries say, and the newest entries come first', async () => {
      await fill(store);
      const entries = await store.read((ledger) => ledger.entries(100));
      expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => entries.length - index));
      expect(new Set(entries.map(({ hash }) => hash)).size).toBe(entries.length);
      const folded = entries
        .toReversed()
        .reduce<Book | undefined>((before, { entry }) => applied(before, entry), undefined);
      expect(await book()).toEqual(folded);
      expect(await store.read((ledger) => ledger.entries(2))).toEqual(entries.slice(0, 2));
      expect(await store.read((ledger) => ledger.lastEntryAt())).toBe(later(368));
    });

    test('G8 where the work throws, nothing happened', async () => {
      const failing = store.write(async (ledger) => {
        for (const entry of joining()) await ledger.append(entry, AT, 'admin');
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      expect(await book()).toBeUndefined();
      expect(await store.read((ledger) => ledger.entries(1))).toEqual([]);
    });

    test('G8 an entry that was refused is not committed by whoever caught the refusal', async () => {
      await append(store, joining());
      const leaving: Entry = { kind: 'membership-ended', accountId: account().id, on: order().term.start };
      const swallowing = store.write(async (ledger) => {
        await ledger.append(leaving, AT, 'admin');
        await ledger.append(leaving, AT, 'admin').catch(() => undefined);
      });
      expect(await codeOf(swallowing)).toBe('LEDGER_CONFLICT');
      expect((await book())?.account.leftOn).toBeNull();
    });

    test('G8 a writer and a reader are of no use after their transaction', async () => {
      let writer: Writer | undefined;
      let reader: Reader | undefined;
      await store.write(async (ledger) => void (writer = ledger));
      await store.read(async (ledger) => void (reader = ledger));
      await expect(writer?.append({ kind: 'account-joined', account: account() }, AT, 'admin')).rejects.toThrow('over');
      await expect(reader?.accounts()).rejects.toThrow('over');
    });

    test('G10 transactions of one process take turns', async () => {
      const writing = [1, 2, 3].map((number) => append(store, joining(number)));
      const counted = store.read(async (ledger) => (await ledger.accounts()).length);
      await Promise.all(writing);
      expect(await counted).toBe(3);
      expect((await store.read((ledger) => ledger.accounts())).map(({ id }) => id)).toEqual([
        'account-1',
        'account-2',
        'account-3',
      ]);
    });

    test('G10 a read sees one moment, whatever is written meanwhile', async () => {
      await append(store, joining());
      const other = await opener.again(store);
      const [before, after] = await store.read(async (ledger) => {
        const first = (await ledger.accounts()).length;
        // The other one is through or was told that the ledger is busy: this reader sees neither half nor whole of it.
        expect(['nothing was thrown', 'LEDGER_BUSY']).toContain(await codeOf(append(other, joining(2))));
        const second = (await ledger.accounts()).length;
        return [first, second];
      });
      expect([before, after]).toEqual([1, 1]);
      await other.close();
    });

    test('R2 an account joins once, leaves, and may join again', async () => {
      await append(store, joining());
      expect(await refused({ kind: 'account-joined', account: account() })).toBe('LEDGER_CONFLICT');
      expect(await refused({ kind: 'account-joined', account: { ...account(2), mpnId: account().mpnId } })).toBe(
        'LEDGER_CONFLICT',
      );
      await append(store, [{ kind: 'membership-ended', accountId: account().id, on: order().term.end }]);
      expect((await book())?.account.leftOn).toBe(order().term.end);
      expect(await refused({ kind: 'membership-ended', accountId: account().id, on: order().term.end })).toBe(
        'LEDGER_CONFLICT',
      );
      await append(store, [{ kind: 'account-joined', account: { ...account(), company: 'New name' } }]);
      expect((await book())?.account).toEqual({ ...account(), company: 'New name' });
    });

    test('R8 one payment method at most is the default', async () => {
      await append(store, [...joining(), { kind: 'payment-method-added', method: method(2) }]);
      const defaults = async () => (await book())?.paymentMethods.map(({ isDefault }) => isDefault);
      expect(await defaults()).toEqual([false, true]);
      await append(store, [{ kind: 'payment-method-made-default', accountId: account().id, id: method(1).id }]);
      expect(await defaults()).toEqual([true, false]);
      await append(store, [{ kind: 'payment-method-removed', id: method(1).id, at: AT }]);
      expect(await defaults()).toEqual([false, false]);
      expect(await refused({ kind: 'payment-method-made-default', accountId: account().id, id: method(1).id })).toBe(
        'LEDGER_CONFLICT',
      );
    });

    test('D19 fields that a type does not have are not written anywhere', async () => {
      const spread = { ...method(), number: '4242424242424242', cvc: '123' };
      await append(store, [
        { kind: 'account-joined', account: account() },
        { kind: 'payment-method-added', method: spread },
      ]);
      const [newest] = await store.read((ledger) => ledger.entries(1));
      expect(newest?.entry).toEqual({ kind: 'payment-method-added', method: method() });
    });

    test('I1 an order has one attempt at most that is open or succeeded', async () => {
      await append(store, [...joining(), ...placing(order())]);
      expect(await refused({ kind: 'attempt-sent', attempt: attempt(order(), 2) })).toBe('LEDGER_CONFLICT');
      await append(store, [
        settling(attempt(order()), 'declined'),
        { kind: 'attempt-sent', attempt: attempt(order(), 2) },
      ]);
      expect(await store.read((ledger) => ledger.attemptsFor(order().reference))).toBe(2);
    });

    test('I2 one order at most is placed or paid for a term', async () => {
      await append(store, [...joining(), ...placing(order())]);
      expect(await refused({ kind: 'order-placed', order: order(0, 1, '-again') })).toBe('LEDGER_CONFLICT');
      const elsewhere = { ...order(0, 1, '-again'), subscriptionId: 'another subscription' };
      expect(await refused({ kind: 'order-placed', order: elsewhere })).toBe('LEDGER_CONFLICT');
      await append(store, [settling(attempt(order()), 'declined'), { kind: 'order-failed', id: order().id }]);
      await append(store, placing(order(0, 1, '-again'), 2));
      expect(await store.read((ledger) => ledger.attemptsFor(order().reference))).toBe(2);
    });

    test('I2 one term at most has a number, and none is left out', async () => {
      await fill(store);
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
      await append(store, joining());
      const { id: accountId, programme } = account();
      const subscription = { id: 'bare', accountId, programme, offer: 'action-pack', enrolment: 0 };
      expect(await refused({ kind: 'subscription-started', subscription })).toBe('LEDGER_CONFLICT');
    });

    test('I5 nothing leaves a final state', async () => {
      await fill(store);
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
      await append(store, [...joining(), ...placing(order()), { kind: 'attempt-unknown', id: attempt(order()).id }]);
      expect(await refused({ kind: 'order-failed', id: order().id })).toBe('LEDGER_CONFLICT');
    });

    test('G1 what is open may be claimed again and again, what is settled never', async () => {
      const { id } = attempt(order());
      await append(store, [...joining(), ...placing(order()), { kind: 'attempt-unknown', id }]);
      await append(store, [claiming('attempt', id, 'pid 2'), claiming('attempt', id, 'pid 3')]);
      const held = await store.read((ledger) => ledger.order(order().id));
      expect(held?.attempts).toMatchObject([{ state: 'sending', sender: 'pid 1', claim: { by: 'pid 3' } }]);
      await append(store, [settling(attempt(order()), 'declined')]);
      expect(await refused(claiming('attempt', id))).toBe('LEDGER_CONFLICT');
      expect(await refused(abandoning('attempt', id, 'admin'))).toBe('LEDGER_CONFLICT');
    });

    test('G3 two different people abandon a payment, and nobody after them', async () => {
      const { id } = attempt(order());
      await append(store, [...joining(), ...placing(order()), abandoning('attempt', id, 'admin')]);
      expect(await refused(abandoning('attempt', id, 'admin'))).toBe('LEDGER_CONFLICT');
      expect(await refused(abandonedEnd('attempt', id))).toBe('LEDGER_CONFLICT');
      await append(store, [abandoning('attempt', id, 'colleague')]);
      expect(await refused(abandoning('attempt', id, 'third'))).toBe('LEDGER_CONFLICT');
      await append(store, [abandonedEnd('attempt', id)]);
    });

    test('G3 and a refund likewise', async () => {
      const [filed, noted, sent] = givingBack();
      const { id } = refund(1);
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
      await append(
        store,
        [filed, noted, sent].filter((entry) => entry !== undefined),
      );
      await append(store, [claiming('refund', id), abandoning('refund', id, 'admin')]);
      expect(await refused(abandonedEnd('refund', id))).toBe('LEDGER_CONFLICT');
      await append(store, [abandoning('refund', id, 'colleague'), abandonedEnd('refund', id)]);
      expect(await refused(claiming('refund', id))).toBe('LEDGER_CONFLICT');
    });

    test('F6 the key of an attempt is its reference and ordinal, and no other', async () => {
      await append(store, [...joining(), { kind: 'order-placed', order: order() }]);
      expect(await refused({ kind: 'attempt-sent', attempt: { ...attempt(order()), key: 'fresh' } })).toBe(
        'LEDGER_CONFLICT',
      );
    });

    test('G12 an attempt is for the total of its order', async () => {
      await append(store, [...joining(), { kind: 'order-placed', order: order() }]);
      const dearer = { ...attempt(order()), amount: { amount: 57001, currency: 'EUR' } };
      const foreign = { ...attempt(order()), amount: { amount: 57000, currency: 'USD' } };
      expect(await refused({ kind: 'attempt-sent', attempt: dearer })).toBe('LEDGER_CONFLICT');
      expect(await refused({ kind: 'attempt-sent', attempt: foreign })).toBe('LEDGER_CONFLICT');
    });

    test('I10 an enrolment of an offer happens once', async () => {
      await fill(store);
      const { id: accountId, programme } = account();
      const subscription = { id: 'second', accountId, programme, offer: 'action-pack', enrolment: 0 };
      expect(await refused({ kind: 'subscription-started', subscription })).toBe('LEDGER_CONFLICT');
    });

    test('D9 one request to cancel a subscription is open, and the next may come after it', async () => {
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
      const file = (of: ReturnType<typeof request>) => refused({ kind: 'request-filed', request: of });
      expect(await file(request(2))).toBe('LEDGER_CONFLICT');
      await append(store, [{ kind: 'request-filed', request: request(1) }]);
      expect(await file(request(2))).toBe('LEDGER_CONFLICT');
      await append(store, [{ kind: 'request-filed', request: request(2, 1, null) }]);
      expect(await refused(adding(request(1), 2))).toBe('LEDGER_CONFLICT');
      await append(store, [adding(request(1), 1), adding(request(1), 2, 'withdrawn')]);
      expect(await refused(adding(request(1), 3))).toBe('LEDGER_CONFLICT');
      await append(store, [{ kind: 'request-filed', request: request(3) }]);
      expect((await book())?.requests.map(({ number, entries }) => [number, entries.length])).toEqual([
        [1, 2],
        [2, 0],
        [3, 0],
      ]);
    });

    test('R18 a request to cancel is of the fixed type, and of one of the own subscriptions', async () => {
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001'), ...joining(2)]);
      const file = (of: ReturnType<typeof request>) => refused({ kind: 'request-filed', request: of });
      expect(await file({ ...request(), problem: 'other' })).toBe('LEDGER_CONFLICT');
      expect(await file(request(1, 2, 'subscription-1'))).toBe('LEDGER_CONFLICT');
    });

    test('I6 the money of an order goes back once, whole, and only what was charged', async () => {
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
      await append(store, [{ kind: 'request-filed', request: request() }]);
      const send = (of: ReturnType<typeof refund>) => refused({ kind: 'refund-sent', refund: of });
      expect(await send({ ...refund(), amount: { amount: 56_999, currency: 'EUR' } })).toBe('LEDGER_CONFLICT');
      expect(await send({ ...refund(), chargeId: 'ch_other' })).toBe('LEDGER_CONFLICT');
      expect(await send({ ...refund(), key: 'fresh' })).toBe('LEDGER_CONFLICT');
      await append(store, [{ kind: 'refund-sent', refund: refund() }]);
      expect(await send(refund(2))).toBe('LEDGER_CONFLICT');
      expect((await store.read((ledger) => ledger.openRefunds())).map(({ id }) => id)).toEqual([refund().id]);
      await append(store, [returning(refund(), 'refused'), { kind: 'refund-sent', refund: refund(2) }]);
      expect(await refused(returning(refund(), 'refunded'))).toBe('LEDGER_CONFLICT');
      await append(store, [returning(refund(2), 'refunded'), cancelling(), adding(request(), 1, 'approved')]);
      expect(await send(refund(3))).toBe('LEDGER_CONFLICT');
      expect(await store.read((ledger) => ledger.openRefunds())).toEqual([]);
      expect((await store.read((ledger) => ledger.refundsOf(order().id))).map(({ state }) => state)).toEqual([
        'refused',
        'refunded',
      ]);
      // Money that was kept alone is listed for holding the books against each other.
      expect(await store.read((ledger) => ledger.paidOrders(undefined, 10))).toEqual([]);
    });

    test('I9 nothing is ordered for what was cancelled, and it is cancelled once', async () => {
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001'), ...givingBack()]);
      expect(await refused(...placing(order(1)))).toBe('LEDGER_CONFLICT');
      expect(await refused(cancelling())).toBe('LEDGER_CONFLICT');
    });

    test('I13 receipt numbers have no gap, year by year, and none is used twice', async () => {
      await append(store, [...joining(1), ...placing(order(0, 1)), ...joining(2), ...placing(order(0, 2))]);
      const pay = (owner: number, receipt: string) => refused(...paying(order(0, owner), receipt));
      expect(await pay(1, '2024-1')).toBeInstanceOf(RangeError);
      expect(await pay(1, '2024-000002')).toBe('LEDGER_CONFLICT');
      await append(store, paying(order(0, 1), '2024-000001'));
      expect(await pay(2, '2024-000001')).toBe('LEDGER_CONFLICT');
      expect(await pay(2, '2024-000003')).toBe('LEDGER_CONFLICT');
      await append(store, paying(order(0, 2), '2025-000001'));
      expect(
        await store.read(async (ledger) => [await ledger.lastReceipt(2024), await ledger.lastReceipt(2025)]),
      ).toEqual([1, 1]);
    });

    test('R15 automatic renewal is turned off once for a term', async () => {
      await fill(store);
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

    test('G3 an order without a believed answer is found, of whichever account, until it has one', async () => {
      await append(store, [...joining(1), ...placing(order(0, 1)), ...joining(2), ...placing(order(0, 2))]);
      const open = async () => (await store.read((ledger) => ledger.openOrders())).map(({ id }) => id);
      expect(await open()).toEqual([order(0, 1).id, order(0, 2).id]);
      await append(store, [{ kind: 'attempt-unknown', id: attempt(order(0, 1)).id }]);
      expect(await open()).toEqual([order(0, 1).id, order(0, 2).id]);
      await append(store, paying(order(0, 1), '2024-000001'));
      expect(await open()).toEqual([order(0, 2).id]);
      const found = await store.read((ledger) => ledger.order(order(0, 2).id));
      expect(found).toEqual({ ...order(0, 2), attempts: [attempt(order(0, 2))] });
    });

    test('G23 a reminder is claimed once, and again only after a try that failed', async () => {
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
      const claim = (number: number, changes = {}): Entry => ({
        kind: 'reminder-claimed',
        dispatch: { ...dispatch(number), ...changes },
      });
      await append(store, [claim(1), claim(2, { channel: 'webhook' }), claim(3, { days: 23 })]);
      expect(await refused(claim(4))).toBe('LEDGER_CONFLICT');
      await append(store, [failing(dispatch(1)), claim(4), { kind: 'reminder-sent', id: dispatch(4).id, at: AT }]);
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
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
      const claim = (number: number, changes = {}): Entry => ({
        kind: 'reminder-claimed',
        dispatch: { ...notice(number), ...changes },
      });
      const begin = (number: number): Entry => ({ kind: 'reminder-begun', id: notice(number).id, at: AT });
      await append(store, [claim(1), { kind: 'reminder-claimed', dispatch: dispatch(9, 1, 0, 0) }]);
      expect(await refused(claim(2, { days: 1 }))).toBe('LEDGER_CONFLICT');
      await append(store, [claim(2, { notice: { kind: 'last-try', about: order(1).id } })]);
      await append(store, [begin(1)]);
      expect(await refused(begin(1))).toBe('LEDGER_CONFLICT');
      // Claims of before this was noted are begun already.
      expect(await refused(begin(9))).toBe('LEDGER_CONFLICT');
      await append(store, [{ kind: 'reminder-failed', id: notice(2).id, at: AT, reason: 'interrupted', status: null }]);
      expect(await refused(begin(2))).toBe('LEDGER_CONFLICT');
      const kept = (await book())?.dispatches.map((one) => [one.notice?.kind, one.begunAt, one.state]);
      expect(kept).toEqual([
        ['declined', AT, 'sending'],
        [undefined, undefined, 'sending'],
        ['last-try', null, 'failed'],
      ]);
    });

    test('G23 a renewed term gets no reminder', async () => {
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
      await append(store, [...placing(order(1)), ...paying(order(1), '2024-000002')]);
      expect(await refused({ kind: 'reminder-claimed', dispatch: dispatch() })).toBe('LEDGER_CONFLICT');
      expect(
        await refused({ kind: 'reminder-claimed', dispatch: { ...dispatch(1, 1, 1), accountId: 'account-2' } }),
      ).toBe('LEDGER_CONFLICT');
      await append(store, [{ kind: 'reminder-claimed', dispatch: dispatch(1, 1, 1) }]);
    });

    test('a token is found by its hash alone, is revoked once, and stays as it was given', async () => {
      await append(store, [...joining(1), ...joining(2)]);
      await append(store, [
        { kind: 'token-created', token: token(1) },
        { kind: 'token-created', token: token(2, 2) },
      ]);
      const found = (sha256: string) => store.read((ledger) => ledger.token(sha256));
      expect(await found(token(2, 2).sha256)).toEqual(token(2, 2));
      expect(await found(token(2, 2).sha256.toUpperCase())).toBeUndefined();
      const revoking: Entry = { kind: 'token-revoked', id: token(1).id, at: later(1) };
      await append(store, [revoking], later(1));
      expect(await found(token(1).sha256)).toEqual({ ...token(1), revokedAt: later(1) });
      expect(await refused(revoking)).toBe('LEDGER_CONFLICT');
      expect((await book(account(2).id))?.tokens).toEqual([token(2, 2)]);
    });

    test('J6 whoever joins is a user; who is added, granted, revoked and removed stays on record', async () => {
      const { accountId, email } = user(1);
      const users = () => store.read((ledger) => ledger.users(accountId));
      await append(store, [...joining(), ...joining(2), { kind: 'user-added', user: user(1) }]);
      expect(await users()).toEqual([founder(account()), user(1)]);
      expect(await store.read((ledger) => ledger.users(account(2).id))).toEqual([founder(account(2))]);
      await append(store, [
        { kind: 'user-granted', accountId, email, roles: ['global-admin'] },
        { kind: 'user-revoked', accountId, email, roles: ['billing-admin'] },
        { kind: 'user-removed', accountId, email: account().email, on: START },
      ]);
      expect(await users()).toEqual([
        { ...founder(account()), removedOn: START },
        { ...user(1), roles: ['global-admin'] },
      ]);
      const again = { ...founder(account()), roles: ['user'] as const, addedOn: START };
      await append(store, [{ kind: 'user-added', user: again }]);
      expect(await users()).toEqual([again, { ...user(1), roles: ['global-admin'] }]);
      expect((await book())?.users).toEqual(await users());
    });

    test('J6 a Global admin remains, nobody is there twice, and who is not there has no roles', async () => {
      const { id: accountId, email } = account();
      await append(store, [...joining(), { kind: 'user-added', user: user(1) }]);
      const twice = { ...user(1), email: user(1).email.toUpperCase() };
      expect(await refused({ kind: 'user-added', user: twice })).toBe('LEDGER_CONFLICT');
      expect(await refused({ kind: 'user-removed', accountId, email, on: START })).toBe('LEDGER_CONFLICT');
      expect(await refused({ kind: 'user-revoked', accountId, email, roles: ['global-admin'] })).toBe(
        'LEDGER_CONFLICT',
      );
      expect(await refused({ kind: 'user-granted', accountId, email: 'nobody', roles: ['user'] })).toBe(
        'LEDGER_CONFLICT',
      );
      expect(await refused({ kind: 'user-added', user: { ...user(2), removedOn: START } })).toBeInstanceOf(RangeError);
      expect(await refused({ kind: 'user-added', user: user(1, 9) })).toBeInstanceOf(RangeError);
    });

    test('P11 evidence is found with its account, in its order, and stays as it was given', async () => {
      await append(store, [...joining(1), ...joining(2)]);
      await append(store, [
        { kind: 'evidence-recorded', evidence: evidence(2) },
        { kind: 'evidence-recorded', evidence: evidence(1) },
        { kind: 'evidence-recorded', evidence: evidence(1, 2) },
      ]);
      expect((await book(account(1).id))?.evidence).toEqual([evidence(2), evidence(1)]);
      expect((await book(account(2).id))?.evidence).toEqual([evidence(1, 2)]);
      expect(await refused({ kind: 'evidence-recorded', evidence: evidence(1) })).toBe('LEDGER_CONFLICT');
      expect(await refused({ kind: 'evidence-recorded', evidence: evidence(3, 3) })).toBeInstanceOf(RangeError);
    });

    test('J5 R21 a benefit is activated once, then assigned and released in turn; a key is viewed at any time', async () => {
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
      const recorded = (number: number, act: Parameters<typeof benefitRecord>[2]): Entry => ({
        kind: 'benefit-recorded',
        record: benefitRecord(number, 1, act),
      });
      expect(await refused(recorded(1, 'assigned'))).toBe('LEDGER_CONFLICT');
      await append(store, [recorded(1, 'key-viewed'), recorded(2, 'activated'), recorded(3, 'assigned')]);
      expect(await refused(recorded(4, 'activated'))).toBe('LEDGER_CONFLICT');
      expect(await refused(recorded(4, 'assigned'))).toBe('LEDGER_CONFLICT');
      await append(store, [recorded(4, 'released'), recorded(5, 'key-viewed')]);
      expect(await refused(recorded(6, 'released'))).toBe('LEDGER_CONFLICT');
      expect(await refused({ kind: 'benefit-recorded', record: { ...benefitRecord(6), term: 1 } })).toBe(
        'LEDGER_CONFLICT',
      );
      const nobodys = { ...benefitRecord(6, 1, 'assigned'), user: null };
      expect(await refused({ kind: 'benefit-recorded', record: nobodys })).toBeInstanceOf(RangeError);
      const kept = (await book(account().id))?.benefits;
      expect(kept?.map(({ act }) => act)).toEqual(['key-viewed', 'activated', 'assigned', 'released', 'key-viewed']);
      expect(await store.check()).toEqual([]);
    });

    test('P7 an upgrade takes the place of what it names once it is paid, and nothing else does', async () => {
      await append(store, [...joining(), ...placing(order()), ...paying(order(), '2024-000001')]);
      const wanted = upgrade();
      await append(store, placing(wanted));
      const lower = async () => (await book(account().id))?.subscriptions[0];
      expect((await lower())?.superseded).toBeUndefined();
      expect(await refused({ kind: 'order-placed', order: { ...upgrade(1, '-again'), reference: 'other' } })).toBe(
        'LEDGER_CONFLICT',
      );
      await append(store, paying(wanted, '2024-000002'));
      expect((await lower())?.superseded).toEqual({ on: wanted.term.start, by: wanted.offer });
      const kept = (await book(account().id))?.orders.find(({ id }) => id === wanted.id);
      expect(kept).toMatchObject({ kind: 'upgrade', supersedes: wanted.supersedes, lines: wanted.lines });
      expect(await store.check()).toEqual([]);
    });

    test('P9 an order by bank transfer is paid by its funds alone, for the term that they pay for', async () => {
      const ordered = transfer();
      await append(store, [...joining(), ...ordering(ordered)]);
      expect(
        await refused({ kind: 'attempt-sent', attempt: attempt({ ...ordered, paymentMethodId: 'method-1-1' }) }),
      ).toBe('LEDGER_CONFLICT');
      const [, paid] = funding(ordered, '2024-000001');
      if (!paid) throw new Error('nothing pays it');
      expect(await refused(paid)).toBe('LEDGER_CONFLICT');
      expect(await refused({ kind: 'order-failed', id: ordered.id })).toBe('LEDGER_CONFLICT');
      await append(store, funding(ordered, '2024-000001'));
      const held = await book(account().id);
      expect(held?.orders[0]).toMatchObject({
        state: 'paid',
        paymentMethodId: null,
        transfer: { due: '2024-03-30', end: { outcome: 'received', receivedOn: START } },
        term: { start: '2024-03-10', end: '2025-03-10' },
      });
      expect(held?.subscriptions[0]?.terms).toEqual([{ ...held?.orders[0]?.term, orderId: ordered.id }]);
      expect(await store.read((ledger) => ledger.paidOrders(undefined, 10))).toEqual([]);
      expect(await refused(funding(ordered, '2024-000002')[0] as Entry)).toBe('LEDGER_CONFLICT');
      await append(store, [{ kind: 'request-filed', request: request() }]);
      const back = { ...refund(), orderId: ordered.id, chargeId: transferReference(ordered) };
      const less = { ...back, amount: { ...back.amount, amount: back.amount.amount - 1 } };
      for (const wrong of [less, { ...back, chargeId: 'ch_other' }, { ...back, key: 'fresh' }])
        expect(await refused({ kind: 'refund-sent', refund: wrong })).toBe('LEDGER_CONFLICT');
      await append(store, [
        { kind: 'refund-sent', refund: back },
        returning(back, 'refunded'),
        cancelling(),
        adding(request(), 1, 'approved'),
      ]);
      expect(await store.check()).toEqual([]);
    });

    test.each(['cancelled', 'expired'] as const)(
      'P9, I2 once it is %s another is placed for the same',
      async (outcome) => {
        const ordered = transfer();
        await append(store, [...joining(), ...ordering(ordered)]);
        const again = transfer(1, '-again');
        expect(await refused({ kind: 'order-placed', order: again })).toBe('LEDGER_CONFLICT');
        await append(store, [...closing(ordered, outcome), ...ordering(again)]);
        expect((await book(account().id))?.orders.map(({ state }) => state)).toEqual(['failed', 'placed']);
        expect(await store.check()).toEqual([]);
      },
    );

    test('P9 an order is paid by card or by bank transfer, and says so', async () => {
      await append(store, joining());
      expect(await refused({ kind: 'order-placed', order: { ...order(), paymentMethodId: null } })).toBeInstanceOf(
        RangeError,
      );
      expect(
        await refused({ kind: 'order-placed', order: { ...transfer(), paymentMethodId: 'method-1-1' } }),
      ).toBeInstanceOf(RangeError);
    });

    test('P7 an upgrade of what is not owned, or that names nothing, is refused', async () => {
      await append(store, [...joining(1), ...joining(2), ...placing(order()), ...paying(order(), '2024-000001')]);
      expect(await refused({ kind: 'order-placed', order: { ...upgrade(2), supersedes: 'subscription-1' } })).toBe(
        'LEDGER_CONFLICT',
      );
      const { supersedes: _supersedes, ...nothing } = upgrade();
      expect(await refused({ kind: 'order-placed', order: nothing })).toBeInstanceOf(RangeError);
      expect(await refused({ kind: 'order-placed', order: { ...upgrade(), kind: 'purchase' } })).toBeInstanceOf(
        RangeError,
      );
    });

    test('no two tokens have one hash, and none is revoked before it is given', async () => {
      await append(store, [...joining(), { kind: 'token-created', token: token(1) }]);
      expect(await refused({ kind: 'token-created', token: { ...token(2), sha256: token(1).sha256 } })).toBe(
        'LEDGER_CONFLICT',
      );
      const revoked = { ...token(2), revokedAt: AT };
      expect(await refused({ kind: 'token-created', token: revoked })).toBeInstanceOf(RangeError);
      expect(await refused({ kind: 'token-revoked', id: 'none', at: AT })).toBeInstanceOf(RangeError);
      expect(await refused({ kind: 'token-created', token: token(3, 2) })).toBeInstanceOf(RangeError);
    });

    test('an entry about something that is not there is a bug, not a conflict', async () => {
      await append(store, joining());
      expect(await refused({ kind: 'order-failed', id: 'none' })).toBeInstanceOf(RangeError);
      expect(await refused({ kind: 'attempt-unknown', id: 'none' })).toBeInstanceOf(RangeError);
      expect(await refused({ kind: 'order-placed', order: { ...order(), state: 'paid' } })).toBeInstanceOf(RangeError);
    });

    test('D17 the frozen clock of a sandbox is kept, and leaves no entry', async () => {
      await store.write((ledger) => ledger.freeze(later(3)));
      expect(await store.read((ledger) => ledger.frozenAt())).toBe(later(3));
      await store.write((ledger) => ledger.freeze(undefined));
      expect(await store.read((ledger) => ledger.frozenAt())).toBeUndefined();
      expect(await store.read((ledger) => ledger.entries(1))).toEqual([]);
    });

    test('G20 a backup opens as a ledger of its own and holds the same', async () => {
      await fill(store);
      const file = opener.freeName(store);
      await store.backup(file);
      const copy = await opener.restored(file);
      expect(await copy.check()).toEqual([]);
      expect(await copy.read((ledger) => ledger.book(account().id))).toEqual(await book());
      expect(await copy.read((ledger) => ledger.entries(100))).toEqual(
        await store.read((ledger) => ledger.entries(100)),
      );
      await append(copy, joining(2));
      expect(await copy.check()).toEqual([]);
      expect((await store.read((ledger) => ledger.accounts())).length).toBe(1);
      await copy.close();
    });

    test('G20 a backup never overwrites a file', async () => {
      const file = opener.freeName(store);
      await store.backup(file);
      expect(await codeOf(store.backup(file))).toBe('FILE_EXISTS');
    });
  });
}
