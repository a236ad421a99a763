import { createHash } from 'node:crypto';
import { applied } from '../../../src/core/applied.js';
import type { Book } from '../../../src/core/book.js';
import type { Entry } from '../../../src/core/entry.js';
import type { Reader, Writer } from '../../../src/store/store.js';
import { account, AT, INSTALLATION, later, method, order, token, user } from '../samples.js';
import { append, fill, joining } from '../sample-entries.js';
import { codeOf, type Opener, type Tried } from './tried.js';

/** Transactions: whole or not at all, one after the other, and what every reader finds. */
export function transactions(at: Tried): void {
  const { book, refused, opener } = at;

  test('F6 a new ledger knows its installation and its gateway, and is empty', async () => {
    await at.store.read(async (ledger) => {
      expect(await ledger.installation()).toBe(INSTALLATION);
      expect(await ledger.gateway()).toMatchObject({ name: 'sandbox' });
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
      expect(await ledger.entries({ limit: 10 })).toEqual([]);
    });
  });

  test('J0 an account is found by either of its names, and those that left are listed and no members', async () => {
    const [one, two, three] = [account(1), account(2), account(3)];
    await append(at.store, [
      ...[one, two, three].map((who) => ({ kind: 'account-joined', account: who }) as const),
      { kind: 'membership-ended', accountId: two.id, on: two.joinedOn },
    ]);
    const gone = { ...two, leftOn: two.joinedOn };
    await at.store.read(async (ledger) => {
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
    await fill(at.store);
    const other = await opener.again(at.store);
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
    await fill(at.store);
    const entries = await at.store.read((ledger) => ledger.entries({ limit: 100 }));
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => entries.length - index));
    expect(new Set(entries.map(({ hash }) => hash)).size).toBe(entries.length);
    const folded = entries
      .toReversed()
      .reduce<Book | undefined>((before, { entry }) => applied(before, entry), undefined);
    expect(await book()).toEqual(folded);
    expect(await at.store.read((ledger) => ledger.entries({ limit: 2 }))).toEqual(entries.slice(0, 2));
    expect(await at.store.read((ledger) => ledger.lastEntryAt())).toBe(later(368));
  });

  test('G8 where the work throws, nothing happened', async () => {
    const failing = at.store.write(async (ledger) => {
      for (const entry of joining()) await ledger.append(entry, AT, 'admin');
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await book()).toBeUndefined();
    expect(await at.store.read((ledger) => ledger.entries({ limit: 1 }))).toEqual([]);
  });

  test('G8 an entry that was refused is not committed by whoever caught the refusal', async () => {
    await append(at.store, joining());
    const leaving: Entry = { kind: 'membership-ended', accountId: account().id, on: order().term.start };
    const swallowing = at.store.write(async (ledger) => {
      await ledger.append(leaving, AT, 'admin');
      await ledger.append(leaving, AT, 'admin').catch(() => undefined);
    });
    expect(await codeOf(swallowing)).toBe('LEDGER_CONFLICT');
    expect((await book())?.account.leftOn).toBeNull();
  });

  test('G8 a writer and a reader are of no use after their transaction', async () => {
    let writer: Writer | undefined;
    let reader: Reader | undefined;
    await at.store.write(async (ledger) => void (writer = ledger));
    await at.store.read(async (ledger) => void (reader = ledger));
    await expect(writer?.append({ kind: 'account-joined', account: account() }, AT, 'admin')).rejects.toThrow('over');
    await expect(reader?.accounts()).rejects.toThrow('over');
  });

  test('G10 transactions of one process take turns', async () => {
    const writing = [1, 2, 3].map((number) => append(at.store, joining(number)));
    const counted = at.store.read(async (ledger) => (await ledger.accounts()).length);
    await Promise.all(writing);
    expect(await counted).toBe(3);
    expect((await at.store.read((ledger) => ledger.accounts())).map(({ id }) => id)).toEqual([
      'account-1',
      'account-2',
      'account-3',
    ]);
  });

  test('G10 a read sees one moment, whatever is written meanwhile', async () => {
    await append(at.store, joining());
    const other = await opener.again(at.store);
    const [before, after] = await at.store.read(async (ledger) => {
      const first = (await ledger.accounts()).length;
      // The other one is through or was told that the ledger is busy: this reader sees neither half nor whole of it.
      expect(['nothing was thrown', 'LEDGER_BUSY']).toContain(await codeOf(append(other, joining(2))));
      const second = (await ledger.accounts()).length;
      return [first, second];
    });
    expect([before, after]).toEqual([1, 1]);
    await other.close();
  });

  test('D19 fields that a type does not have are not written anywhere', async () => {
    const spread = { ...method(), number: '4242424242424242', cvc: '123' };
    await append(at.store, [
      { kind: 'account-joined', account: account() },
      { kind: 'payment-method-added', method: spread },
    ]);
    const [newest] = await at.store.read((ledger) => ledger.entries({ limit: 1 }));
    expect(newest?.entry).toEqual({ kind: 'payment-method-added', method: method() });
  });

  test('an entry about something that is not there is a bug, not a conflict', async () => {
    await append(at.store, joining());
    expect(await refused({ kind: 'order-failed', id: 'none' })).toBeInstanceOf(RangeError);
    expect(await refused({ kind: 'attempt-unknown', id: 'none' })).toBeInstanceOf(RangeError);
    expect(await refused({ kind: 'order-placed', order: { ...order(), state: 'paid' } })).toBeInstanceOf(RangeError);
  });

  test('D17 the frozen clock of a sandbox is kept, and leaves no entry', async () => {
    await at.store.write((ledger) => ledger.freeze(later(3)));
    expect(await at.store.read((ledger) => ledger.frozenAt())).toBe(later(3));
    await at.store.write((ledger) => ledger.freeze(undefined));
    expect(await at.store.read((ledger) => ledger.frozenAt())).toBeUndefined();
    expect(await at.store.read((ledger) => ledger.entries({ limit: 1 }))).toEqual([]);
  });

  test('G10 G24 each account has a chain of its own, in the order of its entries', async () => {
    await append(at.store, [...joining(1), ...joining(2)]);
    await append(at.store, [{ kind: 'user-added', user: user(1, 1) }], later(3));
    await append(at.store, [{ kind: 'user-added', user: user(1, 2) }], later(2));
    const { store } = at;
    const page = (accountId: string | undefined, limit: number, after?: number) =>
      store.read((ledger) => ledger.entries({ accountId, limit, after }));
    const theirs = await page(account(1).id, 100);
    expect(theirs.map(({ entry }) => entry.kind)).toEqual([
      'user-added',
      ...joining(1)
        .map(({ kind }) => kind)
        .toReversed(),
    ]);
    const [newest] = theirs;
    expect(await page(account(1).id, 100, newest?.sequence)).toEqual(theirs.slice(1));
    expect(await page(undefined, 2)).toHaveLength(2);
    const last = (accountId?: string) => store.read((ledger) => ledger.lastEntryAt(accountId));
    expect([await last(account(1).id), await last(account(2).id), await last('nobody'), await last()]).toEqual([
      later(3),
      later(2),
      undefined,
      later(3),
    ]);
    await store.write(async (ledger) => {
      await ledger.append({ kind: 'user-added', user: user(2, 2) }, later(4), 'admin');
      expect([await ledger.lastEntryAt(account(2).id), await ledger.lastEntryAt()]).toEqual([later(4), later(4)]);
    });
  });

  if (opener.backups) copies(at, opener.backups);
}

/** Of an engine that makes them itself. */
function copies(at: Tried, { freeName, restored }: NonNullable<Opener['backups']>): void {
  test('G20 a backup opens as a ledger of its own and holds the same', async () => {
    await fill(at.store);
    const file = freeName(at.store);
    await at.store.backup(file);
    const copy = await restored(file);
    expect(await copy.check()).toEqual([]);
    expect(await copy.read((ledger) => ledger.book(account().id))).toEqual(await at.book());
    expect(await copy.read((ledger) => ledger.entries({ limit: 100 }))).toEqual(
      await at.store.read((ledger) => ledger.entries({ limit: 100 })),
    );
    await append(copy, joining(2));
    expect(await copy.check()).toEqual([]);
    expect((await at.store.read((ledger) => ledger.accounts())).length).toBe(1);
    await copy.close();
  });

  test('G20 a backup never overwrites a file', async () => {
    const file = freeName(at.store);
    await at.store.backup(file);
    expect(await codeOf(at.store.backup(file))).toBe('FILE_EXISTS');
  });

  test('a file of evidence is kept with what names it, once, and given back as it was', async () => {
    const bytes = Buffer.from([0, 1, 2, 255, 13, 10, 0]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await at.store.read((ledger) => ledger.evidence(sha256))).toEqual({ kind: 'missing' });
    for (let time = 0; time < 2; time += 1)
      await at.store.write(async (ledger) => {
        await ledger.keep({ sha256, bytes });
        expect((await ledger.evidence(sha256)).kind).toBe('kept');
      });
    const kept = await at.store.read((ledger) => ledger.evidence(sha256));
    expect(kept).toMatchObject({ kind: 'kept' });
    expect(Buffer.from(kept.kind === 'kept' ? kept.bytes : [])).toEqual(bytes);
    expect(await at.store.check()).toEqual([]);
  });
}
