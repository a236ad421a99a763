import type { Book } from '../../../src/core/book.js';
import type { Entry } from '../../../src/core/entry.js';
import { LedgerError, type Store } from '../../../src/store/store.js';

export interface Opener {
  /** A fresh, empty ledger of INSTALLATION and gateway `sandbox`. */
  create(): Promise<Store>;
  /** The same ledger over another connection. */
  again(store: Store): Promise<Store>;
  /** How it is backed up; undefined where that is done by other tools. */
  readonly backups?: {
    /** A name that is free. */
    freeName(store: Store): string;
    /** Opens a backup as a ledger of its own. */
    restored(file: string): Promise<Store>;
  };
}

/** What a test of the contract works with: a fresh ledger each. */
export interface Tried {
  readonly store: Store;
  readonly opener: Opener;
  /** The first account's, where nothing is said. */
  book(id?: string): Promise<Book | undefined>;
  /** The code with which the ledger refuses the entries. */
  refused(...entries: readonly Entry[]): Promise<unknown>;
}

export async function codeOf(failing: Promise<unknown>): Promise<unknown> {
  const error = await failing.then(
    () => 'nothing was thrown',
    (reason: unknown) => reason,
  );
  return error instanceof LedgerError ? error.code : error;
}
