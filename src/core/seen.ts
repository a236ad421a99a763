import type { Instant } from './day.js';
import type { Money } from './money.js';
import type { Refund } from './records.js';

/**
 * seen: what the gateway shows of a charge beside what was done here, as it was last looked at (G22): each look takes the
 * place of the one before, so that what is heard twice, late or in another order comes to the same.
 */
export interface Seen {
  /** What the gateway kept of it for itself; null where it tells none. */
  readonly fee: Kept | null;
  /** Every part of it that was given back, by whoever, oldest first; those that failed later among them. */
  readonly returned: readonly SeenRefund[];
  readonly disputes: readonly Dispute[];
}

export interface SeenRefund {
  /** The gateway's own name of it. */
  readonly ref: string;
  readonly amount: Money;
  readonly at: Instant;
  /** It never reached the cardholder: the money came back to the gateway. Absent where it did not fail. */
  readonly failedAt?: Instant;
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
  /** What it cost in all; null where it was nothing. */
  readonly fee: Money | null;
  /** The same as it moved; below nothing where it came back. Absent where it was seen before these were told apart. */
  readonly fees?: readonly Kept[];
}

/** What the gateway kept for itself, and when. */
interface Kept {
  readonly amount: Money;
  readonly at: Instant;
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

/** What failed and was not given back again since. */
export function failedRefunds({ seen }: Charged): readonly SeenRefund[] {
  const returned = seen?.returned ?? [];
  return returned.filter(({ failedAt }) => failedAt && !returned.some((one) => isKept(one) && one.at >= failedAt));
}

/** Whoever it was sent to has it. */
export function isKept({ failedAt }: SeenRefund): boolean {
  return failedAt === undefined;
}

/** Disputes that the bank has not let go of. */
export function openOrLost({ seen }: Charged): readonly Dispute[] {
  return (seen?.disputes ?? []).filter(({ state }) => state !== 'won');
}

/** When a dispute cost what. */
export function feesOf({ fee, fees, takenAt }: Dispute): readonly Kept[] {
  return fees ?? (fee && takenAt ? [{ amount: fee, at: takenAt }] : []);
}

/** Whether the ledger knows of exactly what the gateway says was given back: whoever did it, nothing is at odds (G22). */
export function isKnownReturned({ seen }: Charged, refunds: readonly { readonly refundId: string }[]): boolean {
  const known = new Set(seen?.returned.filter(isKept).map(({ ref }) => ref));
  return refunds.length > 0 && known.size === refunds.length && refunds.every(({ refundId }) => known.has(refundId));
}

/** Of a charge that was not looked at again. */
export const NOTHING_SEEN: Seen = { fee: null, returned: [], disputes: [] };
