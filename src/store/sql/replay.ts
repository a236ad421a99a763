import { applied } from '../../core/applied.js';
import type { Book } from '../../core/book.js';
import type { Defect } from '../store.js';
import { entryOf, type AuditRow } from './audit.js';
import { changesBetween, keyOf } from './book-rows.js';

/** The fold of an account's entries, and which entry made each row of it: by its table's name and its key. */
export interface Replay {
  readonly book: Book;
  readonly made: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

export type Replayed = Replay | { readonly defect: Defect };

/** What the tables must hold of an account, by all of its entries; or the first of them that does not fit (I5). */
export function replay(rows: readonly AuditRow[], accountId: string, location: string): Replayed {
  const made = new Map<string, Map<string, number>>();
  let book: Book | undefined;
  for (const row of rows) {
    try {
      const after = applied(book, entryOf(row, location));
      for (const change of changesBetween(book, after)) {
        if (change.kind !== 'made') continue;
        const { name } = change.table;
        made.set(name, (made.get(name) ?? new Map<string, number>()).set(keyOf(change), row.sequence));
      }
      book = after;
    } catch {
      return { defect: { where: `audit entry ${row.sequence}`, problem: 'It does not fit what came before it.' } };
    }
  }
  return book
    ? { book, made }
    : { defect: { where: `account ${accountId}`, problem: 'The ledger has it and the audit log does not.' } };
}
