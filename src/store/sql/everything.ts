import type { TakenPage, Watch } from '../store.js';
import { writtenEntry, type AuditRow } from './audit.js';
import { accountPages, rowsOfSeveral } from './pages.js';
import { meta } from './reader.js';
import type { Session } from './session.js';
import { valueIn } from './table.js';
import { EVERY_TABLE } from './tables.js';

const ACCOUNTS_AT_ONCE = 200;
const ENTRIES_AT_ONCE = 1000;

/** How much of the time the accounts take at most; the entries take the rest. */
const ACCOUNTS = 0.6;

const ENTRY = ['sequence', 'number', 'at', 'by', 'kind', 'account_id', 'body', 'prev_hash', 'hash'] as const;
const META = [
  'installation',
  'gateway',
  'created_at',
  'moved_to',
  'moved_at',
  'restored_at',
  'restored_until',
] as const;

/** All that a ledger holds, a page of one table after the other, over one view of it. */
export async function everything(
  session: Session,
  take: (page: TakenPage) => Promise<void>,
  watch: Watch,
): Promise<void> {
  await take(await itself(session));
  const last = (await session.get<{ last: number }>('SELECT coalesce(max(sequence), 0) AS last FROM audit'))?.last || 1;
  // So that a table without a row is told of, too.
  for (const { name, names } of EVERY_TABLE) await take({ table: name, columns: names, rows: [], values: [] });
  for await (const { ids, through } of accountPages(session, ACCOUNTS_AT_ONCE)) {
    for (const table of EVERY_TABLE) {
      const rows = await rowsOfSeveral(session, table, ids);
      if (rows.length === 0) continue;
      const values = rows.map((row) => valueIn(table, row, session.location));
      const flat = rows.map((row) => table.names.map((name) => row[name] ?? null));
      await take({ table: table.name, columns: table.names, rows: flat, values });
    }
    await watch((ACCOUNTS * through) / last);
  }
  await entries(session, take, (sequence) => watch(ACCOUNTS + (1 - ACCOUNTS) * (sequence / last)));
}

async function itself(session: Session): Promise<TakenPage> {
  const row = await meta(session);
  const { installation, gateway, created_at: createdAt } = row;
  const moved = row.moved_to === null ? null : { to: row.moved_to, at: row.moved_at };
  const restored = row.restored_at === null ? null : { at: row.restored_at, until: row.restored_until };
  return {
    table: 'ledger',
    columns: META,
    rows: [META.map((name) => row[name])],
    values: [{ installation, gateway, createdAt, moved, restored }],
  };
}

async function entries(
  session: Session,
  take: (page: TakenPage) => Promise<void>,
  watch: (sequence: number) => Promise<void>,
): Promise<void> {
  const sql = 'SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?';
  await take({ table: 'audit', columns: ENTRY, rows: [], values: [] });
  for (let after = 0; ;) {
    const page = await session.all<AuditRow>(sql, after, ENTRIES_AT_ONCE);
    const end = page.at(-1);
    if (!end) return;
    const values = page.map((row) => ({
      ...writtenEntry(row, session.location),
      number: row.number,
      prevHash: row.prev_hash,
    }));
    await take({ table: 'audit', columns: ENTRY, rows: page.map((row) => ENTRY.map((name) => row[name])), values });
    after = end.sequence;
    await watch(after);
  }
}
