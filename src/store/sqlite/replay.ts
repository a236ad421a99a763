import { applied } from '../../core/applied.js';
import type { Book } from '../../core/book.js';
import type { Defect } from '../store.js';
import { entryOf, type AuditRow } from './audit.js';
import type { Session } from './session.js';

export type Replayed = { readonly book: Book } | { readonly defect: Defect };

/** What the tables must hold of an account: the fold of its entries, or the first entry that does not fit (I5). */
export function replay(session: Session, accountId: string): Replayed {
  const rows = session.all<AuditRow>('SELECT * FROM audit WHERE account_id = ? ORDER BY sequence', accountId);
  let book: Book | undefined;
  for (const row of rows) {
    try {
      book = applied(book, entryOf(row, session.location));
    } catch {
      return { defect: { where: `audit entry ${row.sequence}`, problem: 'It does not fit what came before it.' } };
    }
  }
  return book
    ? { book }
    : { defect: { where: `account ${accountId}`, problem: 'The ledger has it and the audit log does not.' } };
}
