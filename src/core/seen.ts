import type { Instant } from './day.js';
import type { Money } from './money.js';
import type { Refund } from './records.js';

/**
 * seen: what the gateway shows of a charge beside what was done here, as it was last looked at (G22): each look takes the
 * place of the one before, so that what is heard twice, late or in another order comes to the same.
 */
export interface Seen {
  /** What the gateway kept of it for itself; null where it tells none. */
  readonly fee: { readonly amount: Money; readonly at: Instant } | null;
  /** Every part of it that was given back, by whoever, oldest first. */
  readonly returned: readonly SeenRefund[];
  readonly disputes: readonly Dispute[];
}

export interface SeenRefund {
  /** The gateway's own name of it. */
  readonly ref: string;
  readonly amount: Money;
  readonly at: Instant;
}

/** The cardholder's bank wants the money back. */
export interface Dispute {
  readonly ref: string;
  readonly amount: Money;
  readonly state: 'open' | 'won' | 'lost';
  /** The gateway's word for it. */
  readonly reason: string;
  readonly openedAt: Instant;
  /** When the money was taken, and when it came back; null where it was not. */
  readonly takenAt: Instant | null;
  readonly cameBackAt: Instant | null;
  readonly fee: Money | null;
}

/** Something that was charged, with what was seen of it since. */
interface Charged {
  readonly seen?: Seen;
}

/** What others gave back of it: all that was seen but the refund that the ledger holds. */
export function returnedByOthers(
  { seen }: Charged,
  refund: Pick<Refund, 'gatewayRef'> | undefined,
): readonly SeenRefund[] {
  return (seen?.returned ?? []).filter(({ ref }) => ref !== refund?.gatewayRef);
}

/** Whether the ledger knows of exactly what the gateway says was given back: whoever did it, nothing is at odds (G22). */
export function isKnownReturned({ seen }: Charged, refunds: readonly { readonly refundId: string }[]): boolean {
  const known = new Set(seen?.returned.map(({ ref }) => ref));
  return refunds.length > 0 && known.size === refunds.length && refunds.every(({ refundId }) => known.has(refundId));
}

/** Of a charge that was not looked at again. */
export const NOTHING_SEEN: Seen = { fee: null, returned: [], disputes: [] };
