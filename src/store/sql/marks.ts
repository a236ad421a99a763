import { LedgerError } from '../store.js';

/** What a ledger says of itself as a whole: each null where it does not. */
export interface Marks {
  readonly moved_to: string | null;
  readonly copied_from: string | null;
}

/** @throws LedgerError `UNFINISHED` */
export function requireWhole(location: string, { copied_from: from }: Pick<Marks, 'copied_from'>): void {
  if (from !== null) throw new LedgerError('LEDGER_UNFINISHED', location, `a copy from ${from}`, { other: from });
}

/** @throws LedgerError `MOVED` */
export function requireHere(location: string, { moved_to: to }: Pick<Marks, 'moved_to'>): void {
  if (to !== null) throw movedElsewhere(location, to);
}

export function movedElsewhere(location: string, to: string): LedgerError {
  return new LedgerError('LEDGER_MOVED', location, `it went to ${to}`, { other: to });
}
