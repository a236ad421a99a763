import { hash, createHash } from 'node:crypto';
import type { Instant } from '../../core/day.js';
import type { Entry, EntryKind } from '../../core/entry.js';
import { LedgerError, type WrittenEntry } from '../store.js';
import { canonical } from '../../core/plan.js';

/** One link of the audit chain (I11): an entry as canonical JSON, and the hash of it and of the link before. */
export interface AuditRow {
  /** Its id: entries of one account have them in their order. */
  readonly sequence: number;
  /** Its place in the chain of its account, from 1; null in the first epoch, when all accounts had one chain. */
  readonly number: number | null;
  readonly at: Instant;
  readonly by: string;
  readonly kind: EntryKind;
  readonly account_id: string;
  readonly body: string;
  readonly prev_hash: string;
  readonly hash: string;
}

/** Over every column and the hash before. The place is that in the chain of its epoch. */
export function hashOf(link: Omit<AuditRow, 'hash' | 'sequence'> & { readonly sequence?: number }): string {
  const { sequence, number, at, by, kind, account_id, body, prev_hash } = link;
  // Texts and a number: their JSON is canonical as it is.
  return hash('sha256', JSON.stringify([prev_hash, number ?? sequence, at, by, kind, account_id, body]), 'hex');
}

/** @throws LedgerError `CORRUPT` where it cannot be read */
export function writtenEntry(row: AuditRow, location: string): WrittenEntry {
  const { sequence, account_id: accountId, at, by, hash } = row;
  return { sequence, accountId, at, by, hash, entry: entryOf(row, location) };
}

export function entryOf(row: AuditRow, location: string): Entry {
  try {
    return JSON.parse(row.body) as Entry;
  } catch (cause) {
    throw new LedgerError('LEDGER_CORRUPT', location, `audit entry ${row.sequence} is not JSON`, { cause });
  }
}

/** What a ledger is for ever. `installation` is random; `gateway` is the one whose money it records. */
export interface Identity {
  readonly installation: string;
  readonly gateway: string;
  readonly at: Instant;
}

/** Binds the audit chain to this ledger: no chain of another one fits (G24). */
export function genesisHash({ installation, gateway, at }: Identity): string {
  return createHash('sha256')
    .update(canonical({ ledger: 'partner', installation, gateway, at }))
    .digest('hex');
}
