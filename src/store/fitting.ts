import { applied } from '../core/applied.js';
import type { Book } from '../core/book.js';
import type { Entry } from '../core/entry.js';
import { LedgerError } from './store.js';

/** The book after one more entry. @throws LedgerError `CONFLICT` where a rule stands against it: somebody else was first */
export function fitting(location: string, before: Book | undefined, entry: Entry): Book {
  try {
    return applied(before, entry);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new LedgerError('LEDGER_CONFLICT', location, `${entry.kind} does not fit`, { cause });
  }
}
