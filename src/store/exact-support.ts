import type { Claim } from '../core/claim.js';
import type { ClaimEntry, Entry } from '../core/entry.js';
import type { Refund } from '../core/refund.js';
import type { NewRequest } from '../core/support-request.js';
import { pick } from './pick.js';

type SupportEntry = Extract<
  Entry,
  {
    readonly kind:
      | 'request-filed'
      | 'request-entry-added'
      | 'subscription-cancelled'
      | 'refund-sent'
      | 'refund-unknown'
      | 'refund-settled';
  }
>;

/** The part of `exactEntry` that is about support requests and what comes of them. */
export function exactSupportEntry(entry: SupportEntry): Entry {
  const { kind } = entry;
  switch (kind) {
    case 'request-filed':
      return { kind, request: exactRequest(entry.request) };
    case 'request-entry-added':
      return { kind, entry: pick(entry.entry, ['requestId', 'number', 'text', 'outcome', 'at', 'by']) };
    case 'subscription-cancelled':
      return {
        kind,
        subscriptionId: entry.subscriptionId,
        cancellation: pick(entry.cancellation, ['requestId', 'from', 'at', 'by']),
      };
    case 'refund-sent':
      return { kind, refund: exactRefund(entry.refund) };
    case 'refund-unknown':
      return pick(entry, ['kind', 'id']);
    case 'refund-settled':
      return { kind, id: entry.id, settlement: pick(entry.settlement, ['state', 'at', 'gatewayRef', 'reason']) };
  }
}

function exactRequest(request: NewRequest): NewRequest {
  const what = pick(request, ['id', 'accountId', 'number', 'problem', 'cancels', 'text']);
  return { ...what, ...pick(request, ['filedAt', 'filedBy']) };
}

function exactRefund(refund: Refund): Refund {
  const what = pick(refund, ['id', 'orderId', 'requestId', 'ordinal', 'key', 'chargeId']);
  const sent = pick(refund, ['state', 'sentAt', 'sentBy', 'sender']);
  return {
    ...what,
    ...sent,
    ...exactClaim(refund),
    ...pick(refund, ['settledAt', 'gatewayRef', 'reason']),
    amount: pick(refund.amount, ['amount', 'currency']),
  };
}

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
