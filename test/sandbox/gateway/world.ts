import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Instant } from '../../../src/core/day.js';
import type { TypedCard } from '../../../src/core/payment-method.js';
import { packageRoot } from '../../../src/files/package-root.js';
import type { ChargeRequest } from '../../../src/payments/gateway.js';
import { readSandboxCards } from '../../../src/sandbox/gateway/cards.js';
import { openSandbox, type SandboxGateway, type SandboxOptions } from '../../../src/sandbox/gateway/sandbox.js';
import { quickFolder } from '../../support/folders.js';

export const CARDS = readSandboxCards(join(packageRoot(), 'data/sandbox-cards.json'));
export const AT = '2026-03-01T12:00:00.000Z' as Instant;

/** The path of books that do not exist yet, in a folder of their own. */
export function freshBooks(): string {
  return join(quickFolder('sandbox'), 'payments', 'books.db');
}

/** The sandbox over `books`; the caller closes it. */
export function sandbox(books: string, options: Partial<SandboxOptions> = {}): Promise<SandboxGateway> {
  return openSandbox({ books, cards: CARDS, ...options });
}

export function typed(number: string, changes: Partial<TypedCard> = {}): { kind: 'card'; card: TypedCard } {
  const cvc = number.startsWith('37') ? '1234' : '123';
  return { kind: 'card', card: { number, expMonth: 12, expYear: 2030, cvc, holder: 'A. Holder', ...changes } };
}

/** Puts a card on file and says what to charge it. */
export async function requestOn(gateway: SandboxGateway, number: string): Promise<ChargeRequest> {
  const attached = await gateway.attach(typed(number), AT);
  if (attached.kind !== 'attached') throw new Error(`${number} is ${attached.kind}`);
  const amount = { amount: 47500, currency: 'USD' };
  return { key: 'term/1/1', reference: 'term/1', amount, gatewayRef: attached.card.gatewayRef, at: AT };
}

/** Books with one card on file and one charge. */
export async function usedBooks() {
  const books = freshBooks();
  const gateway = await sandbox(books);
  const request = await requestOn(gateway, '4242424242424242');
  await gateway.charge(request);
  gateway.close();
  return { books, request };
}

/** What the books say, read without the adapter. */
export function rowsOf(
  books: string,
  table: 'charges' | 'cards_on_file' | 'ledger',
): readonly Record<string, unknown>[] {
  const db = new Sqlite(books, { readonly: true, fileMustExist: true });
  try {
    return db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
  } finally {
    db.close();
  }
}
