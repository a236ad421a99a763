import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { passesLuhn } from '../../../src/core/payment-method.js';
import { connect, createBooks } from '../../../src/sandbox/gateway/books-file.js';
import { AT, CARDS, freshBooks, requestOn, rowsOf, sandbox, typed, usedBooks } from './world.js';

const CARD = '4242424242424242';

/** Every text of 12 to 19 digits, wherever it begins. */
function digitTexts(text: string): readonly string[] {
  return [...text.matchAll(/\d{12,}/g)].flatMap(([run]) =>
    [...run].flatMap((_, from) => [12, 13, 14, 15, 16, 17, 18, 19].map((length) => run.slice(from, from + length))),
  );
}

test('R9 nothing is written before a card is kept', async () => {
  const books = freshBooks();
  const gateway = await sandbox(books);
  await gateway.inspect(typed(CARD), AT);
  await gateway.attach({ kind: 'token', token: 'pm_card_visa_chargeDeclined' }, AT);
  await gateway.find('term/1');
  const amount = { amount: 1, currency: 'USD' };
  await gateway.charge({ key: 'k', reference: 'r', amount, gatewayRef: 'pm_nobody', at: AT });
  gateway.close();
  expect(existsSync(dirname(books))).toBe(false);
});

test.each([0o000, 0o022, 0o077])('D19 the file is 0600 and its folder 0700 under the umask %i', async (mask) => {
  const before = process.umask(mask);
  try {
    const { books } = await usedBooks();
    expect(statSync(books).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(books)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(books))).toEqual(['books.db']);
  } finally {
    process.umask(before);
  }
});

const HANDLES = '/proc/self/fd';

(existsSync(HANDLES) ? test : test.skip)('making books, whoever was first, leaves no file and no folder open', () => {
  const taken = freshBooks();
  createBooks(Sqlite, taken);
  const before = readdirSync(HANDLES).length;
  for (let times = 0; times < 20; times += 1) {
    createBooks(Sqlite, taken);
    createBooks(Sqlite, freshBooks());
  }
  expect(readdirSync(HANDLES)).toHaveLength(before);
});

test('F1 G9 every connection writes through to the disk', async () => {
  const { books } = await usedBooks();
  const db = connect(Sqlite, books, 1000);
  expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
  expect(db.pragma('synchronous', { simple: true })).toBe(3);
  db.close();
});

test('I14 no number of a card and no code stands in the books', async () => {
  const books = freshBooks();
  const gateway = await sandbox(books);
  for (const { number, onAttach } of CARDS) {
    if (onAttach === 'declined') await gateway.attach(typed(number), AT);
    else await gateway.charge({ ...(await requestOn(gateway, number)), key: number.slice(-4) });
  }
  gateway.close();
  const bytes = readFileSync(books, 'latin1');
  expect(rowsOf(books, 'charges').length).toBeGreaterThan(10);
  expect(digitTexts(`number ${CARD}`).filter(passesLuhn)).toContain(CARD);
  expect(digitTexts(bytes).filter(passesLuhn)).toEqual([]);
  expect(Object.keys(rowsOf(books, 'cards_on_file')[0] ?? {})).toEqual([
    'gateway_ref',
    'last4',
    'exp_month',
    'exp_year',
  ]);
  expect(bytes).not.toContain('A. Holder');
});

test('G25 the same calls give the same identifiers and the same bytes', async () => {
  const [first, second] = [await usedBooks(), await usedBooks()];
  expect(second.request).toEqual(first.request);
  expect(readFileSync(second.books).equals(readFileSync(first.books))).toBe(true);
});

test('G4 a key that is used again is refused whichever part of the request differs', async () => {
  const { books, request } = await usedBooks();
  const gateway = await sandbox(books);
  const other = await requestOn(gateway, '5555555555554444');
  const changes = [
    { reference: 'term/2' },
    { amount: { amount: 47500, currency: 'EUR' } },
    { gatewayRef: other.gatewayRef },
    { at: '2026-03-01T12:00:00.001Z' as typeof AT },
  ];
  for (const change of changes) {
    expect(await gateway.charge({ ...request, ...change })).toEqual({ kind: 'unknown', reason: 'key_reused' });
  }
  gateway.close();
  expect(rowsOf(books, 'charges')).toHaveLength(1);
});

test.each([-1, 0, 1.5, Number.NaN, 2 ** 53])(
  'G21 an amount of %p is refused and nothing is charged',
  async (amount) => {
    const { books, request } = await usedBooks();
    const gateway = await sandbox(books);
    const outcome = await gateway.charge({ ...request, key: 'odd', amount: { amount, currency: 'USD' } });
    gateway.close();
    expect(outcome).toEqual({ kind: 'not_executed', reason: 'invalid_amount' });
    expect(rowsOf(books, 'charges')).toHaveLength(1);
  },
);

test('G21 the largest exact amount is kept exactly', async () => {
  const { books, request } = await usedBooks();
  const gateway = await sandbox(books);
  const amount = { amount: Number.MAX_SAFE_INTEGER, currency: 'JPY' };
  await gateway.charge({ ...request, key: 'large', reference: 'large', amount });
  const found = await gateway.find('large');
  gateway.close();
  expect(found).toMatchObject({ kind: 'found', charges: [{ amount }] });
});

test('G10 books that another process holds are an answer, not an error, and nothing is charged', async () => {
  const { books, request } = await usedBooks();
  const other = new Sqlite(books);
  other.exec('BEGIN EXCLUSIVE');
  const gateway = await sandbox(books, { timeoutMs: 30 });
  const charged = await gateway.charge({ ...request, key: 'waiting' });
  const attached = await gateway.attach(typed(CARD), AT);
  const found = await gateway.find('term/1');
  gateway.close();
  other.exec('ROLLBACK');
  other.close();
  expect(charged).toEqual({ kind: 'not_executed', reason: 'busy' });
  expect([attached, found]).toEqual(Array(2).fill({ kind: 'unknown', reason: 'timed_out' }));
  expect(rowsOf(books, 'charges')).toHaveLength(1);
});
