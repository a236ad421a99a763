import type { Book } from '../../core/book.js';
import { differences } from '../differences.js';
import { LedgerError, type Shelf, type Watch } from '../store.js';
import type { AuditRow } from './audit.js';
import { changesBetween, keyOf } from './book-rows.js';
import { check, replay } from './check.js';
import { writeDerived } from './derived.js';
import { evidenceNamed } from './evidence.js';
import { accountPages } from './pages.js';
import { meta } from './reader.js';
import { loadBooks } from './rows.js';
import { insertRows, valuesIn, type Row, type Value, type Session } from './session.js';
import { EVERY_TABLE } from './tables.js';

const ROWS_AT_ONCE = 1000;
const ACCOUNTS_AT_ONCE = 100;

/** How much of the time each step takes at most; what is left takes the check. */
const CHAINS = 0.15;
const BOOKS = 0.6;

/**
 * Copies a ledger into an empty one, to which all of it is new. Entries, ends of chains and seals are brought as they are,
 * byte for byte; everything else is made anew from the entries and has to be what the ledger holds. What is then there is
 * checked as any ledger is: chains, seals, and each account's rows against the replay of its entries (G24).
 * @throws LedgerError `CORRUPT` about the ledger that is copied, where its books do not follow from its entries
 */
export async function copyLedger(source: Side, target: Side, watch: Watch): Promise<void> {
  const [from, to] = [source.session, target.session];
  const within = (begin: number, end: number): Watch => {
    return async (share) => {
      // A server lets go of whoever holds a ledger and says nothing for long.
      await from.get('SELECT 1 AS held');
      await watch(begin + (end - begin) * Math.min(share, 1));
    };
  };
  const entries = await copyRows(from, to, AUDIT, within(0, CHAINS));
  await copyBooks(from, to, within(CHAINS, BOOKS));
  await copyRows(from, to, HEADS);
  await copyRows(from, to, SEALS);
  await writeDerived(to);
  const { frozen_at: frozen, restored_at: restored, restored_until: until } = await meta(from);
  const sql = `UPDATE meta SET frozen_at = ?, restored_at = ?, restored_until = ?, copied_entries = ?,
    copied_through = (SELECT coalesce(max(sequence), 0) FROM audit)`;
  await to.run(sql, frozen, restored, until, entries);
  const gone = await bringEvidence(source, target);
  await to.weigh?.();
  await requireSame(from, { ...target, gone }, within(BOOKS, 1));
}

/** One of the two ledgers, inside of a transaction. */
export interface Side {
  readonly session: Session;
  readonly shelf: Shelf;
}

/** @returns the hashes of files that are not there any more, as a check of either ledger tells */
async function bringEvidence(from: Side, to: Side): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  for (const { sha256 } of await evidenceNamed(from.session)) {
    const kept = await from.shelf.find(sha256);
    if (kept.kind === 'kept') await to.shelf.keep({ sha256, bytes: kept.bytes });
    else gone.add(sha256);
  }
  return gone;
}

/** A table whose rows are brought as they are, in the order of a column that no two share. */
interface Whole {
  readonly name: string;
  readonly order: string;
  readonly columns: readonly string[];
}

const AUDIT: Whole = {
  name: 'audit',
  order: 'sequence',
  columns: ['sequence', 'number', 'at', 'by', 'kind', 'account_id', 'body', 'prev_hash', 'hash'],
};
const HEADS: Whole = { name: 'heads', order: 'sequence', columns: ['account_id', 'number', 'sequence', 'hash', 'at'] };
const SEALS: Whole = {
  name: 'seals',
  order: 'number',
  columns: ['number', 'at', 'sequence', 'heads', 'prev_hash', 'hash'],
};

async function copyRows(from: Session, to: Session, { name, order, columns }: Whole, watch?: Watch): Promise<number> {
  const sql = `SELECT * FROM ${name} WHERE ${order} > ? ORDER BY ${order} LIMIT ?`;
  const last = (await from.get<{ last: number }>(`SELECT max(${order}) AS last FROM ${name}`))?.last ?? 0;
  let count = 0;
  for (let after = 0; ;) {
    const page = await from.all<Row>(sql, after, ROWS_AT_ONCE);
    const rows = page.map((row) => valuesIn(row, columns));
    await insertRows(to, name, columns, rows);
    count += page.length;
    const end = page.at(-1);
    if (!end) return count;
    after = Number(end[order]);
    await watch?.(after / last);
  }
}

async function copyBooks(from: Session, to: Session, watch: Watch): Promise<void> {
  const last = (await from.get<{ last: number }>('SELECT max(written) AS last FROM accounts'))?.last ?? 0;
  for await (const { ids, through } of accountPages(from, ACCOUNTS_AT_ONCE)) {
    const made = new Map<string, (readonly Value[])[]>();
    const held = await loadBooks(from, ids);
    for (const id of ids) await rebuild(from, { id, held: held.get(id)?.book }, made);
    for (const { name, names } of EVERY_TABLE) await insertRows(to, name, ['written', ...names], made.get(name) ?? []);
    await watch(through / last);
  }
}

/** The rows of an account as its entries make them, each with the entry that made it, added to those of their tables. */
async function rebuild(
  from: Session,
  { id, held }: { readonly id: string; readonly held: Book | undefined },
  into: Map<string, (readonly Value[])[]>,
): Promise<void> {
  const entries = await from.all<AuditRow>('SELECT * FROM audit WHERE account_id = ? ORDER BY sequence', id);
  const replayed = replay(entries, id, from.location);
  if ('defect' in replayed || !held || differences(held, replayed.book).length > 0)
    throw corrupt(from, `account ${id} is not what its entries make`);
  for (const { table, row } of changesBetween(undefined, replayed.book)) {
    const written = replayed.made.get(table.name)?.get(keyOf({ table, row })) ?? null;
    const rows = into.get(table.name) ?? [];
    rows.push([written, ...valuesIn(row, table.names)]);
    into.set(table.name, rows);
  }
}

interface Copied extends Side {
  readonly gone: ReadonlySet<string>;
}

async function requireSame(from: Session, { session: to, shelf, gone }: Copied, watch: Watch): Promise<void> {
  const [here, there] = [await sizeOf(from), await sizeOf(to)];
  if (JSON.stringify(here) !== JSON.stringify(there))
    throw corrupt(from, `it holds ${JSON.stringify(here)} and its accounts tell of ${JSON.stringify(there)}`);
  const [defect] = await check({ session: to, database: () => [], watch, shelf: withoutGone(shelf, gone) });
  if (defect) throw corrupt(from, `${defect.where}: ${defect.problem}`);
}

/** What was not there before is no fault of the copy. */
function withoutGone(shelf: Shelf, gone: ReadonlySet<string>): Shelf {
  return {
    keep: (file) => shelf.keep(file),
    find: async (sha256) => (gone.has(sha256) ? { kind: 'kept', bytes: new Uint8Array() } : shelf.find(sha256)),
  };
}

/** How much a ledger holds. */
export interface Size {
  readonly accounts: number;
  readonly entries: number;
  readonly chains: number;
  readonly seals: number;
}

export async function sizeOf(session: Session): Promise<Size> {
  const count = (table: string) => `(SELECT count(*) FROM ${table})`;
  const sql = `SELECT ${count('accounts')} AS accounts, ${count('audit')} AS entries, ${count('heads')} AS chains,
    ${count('seals')} AS seals`;
  return (await session.get<Size>(sql)) as Size;
}

function corrupt({ location }: Session, detail: string): LedgerError {
  return new LedgerError('LEDGER_CORRUPT', location, detail);
}
