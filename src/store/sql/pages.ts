import type { Row, Session } from './session.js';
import { ownership, type LedgerTable } from './table.js';

/** Accounts that are read together, and the sequence of the entry that made the last of them. */
export interface AccountPage {
  readonly ids: readonly string[];
  readonly through: number;
}

/** Every account, the oldest first, so many at a time. */
export async function* accountPages(session: Session, size: number): AsyncGenerator<AccountPage> {
  const sql = 'SELECT id, written FROM accounts WHERE written > ? ORDER BY written LIMIT ?';
  for (let after = 0; ;) {
    const page = await session.all<{ id: string; written: number }>(sql, after, size);
    const last = page.at(-1);
    if (!last) return;
    yield { ids: page.map(({ id }) => id), through: last.written };
    after = last.written;
  }
}

/** What one statement asks for at most; it is one for any number. */
const TOGETHER = 50;

/**
 * What `sql` finds for some values, asked for together: `IN (MARKS)` stands in it where they do.
 * @param nothing a value of which there is nothing
 */
export async function allIn<T>(
  session: Session,
  sql: string,
  values: readonly (string | number)[],
  nothing: string | number,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let from = 0; from < values.length; from += TOGETHER) {
    const some = values.slice(from, from + TOGETHER);
    const count = some.length === 1 ? 1 : TOGETHER;
    const wanted = Array.from({ length: count }, (_, at) => some[at] ?? nothing);
    const asked = sql.replace('MARKS', wanted.map(() => '?').join(', '));
    found.push(...(await session.all<T>(asked, ...wanted)));
  }
  return found;
}

/** A row, and whose it is. */
export type OwnedRow = Row & { readonly owner: string };

/** The rows of some accounts in one table, those of each account in its order. */
export function rowsOfSeveral(
  session: Session,
  table: LedgerTable,
  accountIds: readonly string[],
): Promise<readonly OwnedRow[]> {
  const { from, account } = ownership(table);
  const sql = `SELECT t.*, ${account} AS owner FROM ${from} WHERE ${account} IN (MARKS) ORDER BY t.${table.order}`;
  return allIn<OwnedRow>(session, sql, accountIds, '');
}
