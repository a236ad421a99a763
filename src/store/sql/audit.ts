import { hash } from 'node:crypto';
import type { Instant } from '../../core/day.js';
import type { Entry, EntryKind } from '../../core/entry.js';
import { canonical } from '../../core/plan.js';
import { LedgerError, type WrittenEntry } from '../store.js';
import { insertion, type Session } from './session.js';

/** One link of the audit chain (I11): an entry as canonical JSON, and the hash of it and of the link before. */
export interface AuditRow {
  readonly sequence: number;
  readonly at: Instant;
  readonly by: string;
  readonly kind: EntryKind;
  readonly account_id: string;
  readonly body: string;
  readonly prev_hash: string;
  readonly hash: string;
}

export type NewLink = Pick<AuditRow, 'at' | 'by' | 'account_id'> & { readonly entry: Entry };

const LINK = insertion('audit', ['sequence', 'at', 'by', 'kind', 'account_id', 'body', 'prev_hash', 'hash']);

/** What the next link hangs on. */
export type End = Pick<AuditRow, 'sequence' | 'hash'>;

export async function endOfChain(session: Session, genesis: string): Promise<End> {
  const last = await session.get<End>('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1');
  return last ?? { sequence: 0, hash: genesis };
}

/** Chains an entry: its sequence is one more than the last; rolled back, it is given again, so none is missing. */
export async function chain(session: Session, end: End, { at, by, account_id, entry }: NewLink): Promise<End> {
  const sequence = end.sequence + 1;
  const link = { sequence, at, by, kind: entry.kind, account_id, body: canonical(entry), prev_hash: end.hash };
  const hash = hashOf(link);
  await session.run(LINK, ...Object.values(link), hash);
  return { sequence, hash };
}

/** Over every column and the hash before. */
export function hashOf({ sequence, at, by, kind, account_id, body, prev_hash }: Omit<AuditRow, 'hash'>): string {
  // Texts and a number: their JSON is canonical as it is.
  return hash('sha256', JSON.stringify([prev_hash, sequence, at, by, kind, account_id, body]), 'hex');
}

/** @throws LedgerError `CORRUPT` where it cannot be read */
export function writtenEntry(row: AuditRow, location: string): WrittenEntry {
  const { sequence, at, by, hash } = row;
  return { sequence, at, by, hash, entry: entryOf(row, location) };
}

export function entryOf(row: AuditRow, location: string): Entry {
  try {
    return JSON.parse(row.body) as Entry;
  } catch (cause) {
    throw new LedgerError('LEDGER_CORRUPT', location, `audit entry ${row.sequence} is not JSON`, { cause });
  }
}
