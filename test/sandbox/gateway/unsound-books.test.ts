import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { GatewayBooksError } from '../../../src/payments/gateway.js';
import { AT, freshBooks, requestOn, rowsOf, sandbox, typed, usedBooks } from './world.js';

const CARD = '4242424242424242';

describe('G17 books that are not sound are named and never replaced', () => {
  /** Both ways in: one that would create the books, one that would not. Whoever looks for money learns nothing (G3). */
  async function failuresOver(books: string): Promise<readonly unknown[]> {
    const gateway = await sandbox(books);
    const caught = (error: unknown) => error;
    const failures = [await gateway.attach(typed(CARD), AT).catch(caught), await gateway.ready().catch(caught)];
    const unknown = { kind: 'unknown', reason: 'books_unreadable' };
    expect(await gateway.find('term/1')).toEqual(unknown);
    expect(await gateway.refunds('ch_1')).toEqual(unknown);
    expect(await gateway.list(undefined, 1)).toEqual(unknown);
    gateway.close();
    return failures;
  }

  function sqliteFile(statements: string): Buffer {
    const db = new Sqlite(':memory:');
    db.exec(statements);
    const bytes = db.serialize();
    db.close();
    return bytes;
  }

  test.each([
    { what: 'an empty file', bytes: Buffer.alloc(0) },
    { what: 'a text', bytes: Buffer.from('reference,amount\n'.repeat(100)) },
    { what: 'another database', bytes: sqliteFile('CREATE TABLE charges (id); PRAGMA application_id = 7') },
  ])('$what', async ({ bytes }) => {
    const books = freshBooks();
    mkdirSync(dirname(books));
    writeFileSync(books, bytes);
    for (const failure of await failuresOver(books)) {
      expect(failure).toBeInstanceOf(GatewayBooksError);
      expect(failure).toMatchObject({ location: books, reason: 'not-ours', detail: expect.stringMatching(/./) });
    }
    expect(readFileSync(books).equals(bytes)).toBe(true);
  });

  test('G18 books of a later version', async () => {
    const { books } = await usedBooks();
    const db = new Sqlite(books);
    db.pragma('user_version = 4');
    db.close();
    const bytes = readFileSync(books);
    for (const failure of await failuresOver(books)) {
      expect(failure).toMatchObject({ code: 'GATEWAY_BOOKS', location: books });
    }
    expect(readFileSync(books).equals(bytes)).toBe(true);
  });

  test('books whose pages are damaged', async () => {
    const { books, request } = await usedBooks();
    const bytes = readFileSync(books);
    bytes.fill(0xff, 4096);
    writeFileSync(books, bytes);
    const gateway = await sandbox(books);
    expect(await gateway.charge(request)).toEqual({ kind: 'unknown', reason: 'books_unreadable' });
    gateway.close();
    expect(readFileSync(books).equals(bytes)).toBe(true);
  });

  test('a link, even to sound books', async () => {
    const { books } = await usedBooks();
    const link = join(dirname(books), 'link.db');
    symlinkSync(books, link);
    for (const failure of await failuresOver(link)) expect(failure).toBeInstanceOf(GatewayBooksError);
    expect(rowsOf(books, 'cards_on_file')).toHaveLength(1);
  });

  test('a folder in the place of the file', async () => {
    const books = freshBooks();
    mkdirSync(books, { recursive: true });
    for (const failure of await failuresOver(books)) expect(failure).toBeInstanceOf(GatewayBooksError);
  });
});

test('G16 a place where no file can be made is named', async () => {
  const { books } = await usedBooks();
  const under = join(books, 'books.db');
  const gateway = await sandbox(under);
  await expect(gateway.attach(typed(CARD), AT)).rejects.toMatchObject({
    ...{ code: 'GATEWAY_BOOKS', location: under, reason: 'unwritable' },
  });
  gateway.close();
});

describe('G1 used books without a ledger', () => {
  const USED = { code: 'GATEWAY_BOOKS', reason: 'others' };
  const mark = { installation: 'inst_1', lastCard: undefined };

  test('are those of a ledger that was lost', async () => {
    const { books } = await usedBooks();
    const gateway = await sandbox(books, { ledger: async () => undefined });
    await expect(gateway.ready()).rejects.toMatchObject(USED);
    await expect(gateway.attach(typed(CARD), AT)).rejects.toMatchObject(USED);
    gateway.close();
  });

  test('or of one that another process created, and charged for, since it was looked for', async () => {
    const books = freshBooks();
    const ledgers: { theirs: typeof mark | undefined } = { theirs: undefined };
    const first = await sandbox(books, { ledger: async () => ledgers.theirs });
    await first.attach(typed(CARD), AT);
    let looks = 0;
    const second = await sandbox(books, {
      ledger: async () => {
        looks += 1;
        if (looks > 1) return ledgers.theirs;
        ledgers.theirs = mark;
        await first.charge(await requestOn(first, CARD));
        return undefined;
      },
    });
    await second.ready();
    expect(looks).toBe(2);
    for (const gateway of [first, second]) gateway.close();
  });
});

describe('G3 a ledger that has kept a card', () => {
  test('asks once whose the books are, and then works with them', async () => {
    const { books, request } = await usedBooks();
    let looks = 0;
    const gateway = await sandbox(books, {
      ledger: async () => {
        looks += 1;
        return { installation: 'term', lastCard: request.gatewayRef };
      },
    });
    await gateway.ready();
    expect(await gateway.find('term/1')).toMatchObject({ kind: 'found', charges: [{ key: request.key }] });
    expect(looks).toBe(1);
    gateway.close();
  });

  test('never goes without them, and gets no new ones', async () => {
    const books = freshBooks();
    const gateway = await sandbox(books, { ledger: async () => ({ installation: 'term', lastCard: 'pm_sandbox_1' }) });
    const missing = { code: 'GATEWAY_BOOKS', reason: 'missing' };
    await expect(gateway.ready()).rejects.toMatchObject(missing);
    await expect(gateway.attach(typed(CARD), AT)).rejects.toMatchObject(missing);
    expect(await gateway.find('term/1')).toEqual({ kind: 'unknown', reason: 'books_missing' });
    expect(existsSync(books)).toBe(false);
    gateway.close();
  });
});

describe('G17 books that do not say yet whose they are', () => {
  const theirs = (installation: string) => ({ ledger: async () => ({ installation, lastCard: undefined }) });

  test('are looked at while another process writes in them', async () => {
    const { books, request } = await usedBooks();
    const writer = new Sqlite(books);
    writer.exec('BEGIN IMMEDIATE');
    const gateway = await sandbox(books, { ...theirs('term'), timeoutMs: 50 });
    expect(await gateway.find('term/1')).toMatchObject({ kind: 'found', charges: [{ key: request.key }] });
    writer.exec('ROLLBACK');
    for (const one of [gateway, writer]) one.close();
  });

  test('are of the ledger that charges first: one that looked earlier writes nothing in them any more', async () => {
    const books = freshBooks();
    const [first, second] = [await sandbox(books), await sandbox(books, theirs('second'))];
    const request = { ...(await requestOn(first, CARD)), reference: 'first/1' };
    await second.ready();
    const owner = await sandbox(books, theirs('first'));
    expect(await owner.charge(request)).toMatchObject({ kind: 'succeeded' });
    expect(await second.charge({ ...request, key: 'other', reference: 'second/1' })).toEqual({
      kind: 'unknown',
      reason: 'books_others',
    });
    await expect(second.attach(typed(CARD), AT)).rejects.toMatchObject({ code: 'GATEWAY_BOOKS', reason: 'others' });
    expect(rowsOf(books, 'charges')).toHaveLength(1);
    expect(rowsOf(books, 'ledger')).toEqual([{ id: 1, installation: 'first' }]);
    for (const gateway of [first, second, owner]) gateway.close();
  });
});

describe('G18 books of an earlier version', () => {
  async function earlier() {
    const { books, request } = await usedBooks();
    const db = new Sqlite(books);
    db.exec('DROP TABLE ledger; DROP TABLE refunds; PRAGMA user_version = 1');
    db.close();
    return { books, request };
  }

  test('are looked at as they become by another process that writes', async () => {
    const { books, request } = await earlier();
    const [looks, writes] = [await sandbox(books), await sandbox(books)];
    const found = await looks.find('term/1');
    expect(found).toMatchObject({ charges: [{ key: request.key, returned: null }] });
    const chargeId = found.kind === 'found' ? (found.charges[0]?.chargeId ?? '') : '';
    const refund = { key: 'back', chargeId, amount: request.amount, at: AT };
    expect(await writes.refund(refund)).toMatchObject({ kind: 'refunded' });
    expect(await looks.find('term/1')).toMatchObject({ charges: [{ returned: request.amount }] });
    for (const gateway of [looks, writes]) gateway.close();
  });

  test('stay as they were where the write that would bring them up to date came to nothing', async () => {
    const { books, request } = await earlier();
    const onStep = (name: string) => {
      if (name === 'gateway:charge-recorded') throw new Error('stopped');
    };
    const stopped = await sandbox(books, { onStep });
    await expect(stopped.charge({ ...request, key: 'other' })).rejects.toThrow('stopped');
    expect(await stopped.find('term/1')).toMatchObject({ charges: { length: 1 } });
    expect(rowsOf(books, 'charges')).toHaveLength(1);
    stopped.close();
  });
});
