import { createHash } from 'node:crypto';
import type { Instant } from '../../core/day.js';
import type { Entry, EntryKind } from '../../core/entry.js';
import { canonical } from '../../core/plan.js';
import { LedgerError, type WrittenEntry } from '../store.js';
import type { Session } from './session.js';

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

/** Chains an entry and gives its sequence, one more than the last: rolled back, it is given again, so none is missing. */
export function chain(session: Session, genesis: string, { at, by, account_id, entry }: NewLink): number {
  const last = session.get<Pick<AuditRow, 'sequence' | 'hash'>>(
    'SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1',
  );
  const sequence = (last?.sequence ?? 0) + 1;
  const link = {
    sequence,
    at,
    by,
    kind: entry.kind,
    account_id,
    body: canonical(entry),
    prev_hash: last?.hash ?? genesis,
  };
  session.insert('audit', { ...link, hash: hashOf(link) });
  return sequence;
}

/** Over every column and the hash before. */
export function hashOf({ sequence, at, by, kind, account_id, body, prev_hash }: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256')
    .update(canonical([prev_hash, sequence, at, by, kind, account_id, body]))
    .digest('hex');
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
