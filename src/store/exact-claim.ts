import type { Claim } from '../core/claim.js';
import type { ClaimEntry } from '../core/entry.js';
import { pick } from './pick.js';

/** The part of `exactEntry` that is about who sends what again. */
export function exactClaimEntry(entry: ClaimEntry): ClaimEntry {
  return 'claim' in entry
    ? { kind: entry.kind, id: entry.id, claim: pick(entry.claim, ['by', 'at', 'until']) }
    : { kind: entry.kind, id: entry.id, word: pick(entry.word, ['by', 'at']) };
}

/** Left out of what carries none, as before claims were written down: what was chained stays as it was. */
export function exactClaim({ claim }: { readonly claim?: Claim }): { readonly claim?: Claim } {
  return claim === undefined ? {} : { claim: pick(claim, ['by', 'at', 'until']) };
}
