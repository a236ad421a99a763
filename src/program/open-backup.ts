import { lstatSync, rmSync } from 'node:fs';
import { sandboxBooks, wholePath } from '../env/paths.js';
import { stop } from '../errors.js';
import { booksExist, copyBooksFile, soundBooks } from '../sandbox/gateway/books-file.js';
import type { CopiedEvidence, Store } from '../store/store.js';
import type { Opening } from './opening.js';

/** What lies beside a copy of a ledger. */
export interface BackedUp {
  readonly evidence: CopiedEvidence;
  /** The books of its sandbox; null where it has none. */
  readonly books: string | null;
}

interface BackUpParts extends Pick<Opening, 'dryRun' | 'onClosed'> {
  readonly ledger: Store;
  /** Where the books of its sandbox may lie; undefined where another gateway charges, or where no file holds them. */
  readonly books: string | undefined;
  readonly to: string;
}

/**
 * A copy of the ledger, and beside it one of the sandbox's books: a rehearsal goes on over the copy as over the original.
 * Where those cannot be copied, neither is (G8).
 * @throws LedgerError, Stop FILE_EXISTS, GatewayBooksError
 */
export async function backUp({ ledger, books, to, dryRun, onClosed }: BackUpParts): Promise<BackedUp> {
  const copy = sandboxBooks(wholePath(to));
  const hasBooks = books !== undefined && (await soundBooks(books, onClosed));
  if (hasBooks && !isTaken(to) && isTaken(copy)) throw stop('FILE_EXISTS', { location: copy });
  const evidence = await ledger.backup(to);
  if (!hasBooks) return { evidence, books: null };
  // After the ledger: whatever that knows to be charged is in them.
  try {
    if (!dryRun) await copyBooksFile(books, copy, onClosed);
  } catch (error) {
    rmSync(to, { force: true });
    throw error;
  }
  return { evidence, books: copy };
}

function isTaken(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Looked at before a ledger is put back, since its books come after it.
 * @throws GatewayBooksError where what would come back with it is damaged, or something else has the place of books
 */
export async function lookAtBooks(from: string, file: string, onClosed: BackUpParts['onClosed']): Promise<void> {
  if (!booksExist(sandboxBooks(file), onClosed)) await soundBooks(sandboxBooks(wholePath(from)), onClosed);
}

/**
 * Brings the sandbox's books back with their ledger where there are none: those that are there know more than a copy does.
 * @returns where they are; null where none came
 */
export async function booksPutBack(
  from: string,
  file: string,
  onClosed: BackUpParts['onClosed'],
): Promise<string | null> {
  const [copy, own] = [sandboxBooks(wholePath(from)), sandboxBooks(file)];
  if (booksExist(own, onClosed)) return null;
  return (await copyBooksFile(copy, own, onClosed)) ? own : null;
}
