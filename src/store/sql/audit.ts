import { hash } from 'node:crypto';
import type { Entry, EntryKind } from '../../core/entry.js';
import { LedgerError, type WrittenEntry } from '../store.js';
import { linkText, originText, type Link, type Origin } from '../../core/proof.js';

/** One link of the audit chain (I11): an entry as canonical JSON, and the hash of it and of the link before. */
export interface AuditRow extends Link {
  readonly kind: EntryKind;
}

/** What of an entry is written with it; its `sequence` is the ledger's to give. */
export const LINK_COLUMNS = ['number', 'at', 'by', 'kind', 'account_id', 'body', 'prev_hash', 'hash'] as const;

/** Over every column and the hash before. */
export function hashOf(link: Parameters<typeof linkText>[0]): string {
  return hash('sha256', linkText(link), 'hex');
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
export interface Identity extends Origin {
  /** It is to be a copy of the ledger that lies there, and not used before it is one. */
  readonly copiedFrom?: string;
}

/** Binds the audit chain to this ledger: no chain of another one fits (G24). */
export function genesisHash(identity: Identity): string {
  return hash('sha256', originText(identity), 'hex');
}
