import { createHash } from 'node:crypto';
import type { Instant } from '../core/day.js';
import { canonical } from '../core/plan.js';

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
