import { dayOf, type Instant } from './day.js';

/**
 * claim: who may send a payment attempt or a refund to the gateway, the first time or again, since when and until when.
 * It is written before anybody looks at the gateway, so that of several who settle the same one only one sends (G1).
 */
export interface Claim {
  /** The process, as `PaymentAttempt.sender`. */
  readonly by: string;
  /** Both by the gateway's own clock where it tells one, so that two machines mean the same moment. */
  readonly at: Instant;
  readonly until: Instant;
}

/** abandonment: an administrator's word that whoever began to send it never will; two of them settle it. */
export interface Abandonment {
  readonly by: string;
  readonly at: Instant;
}

/** What is committed before its first byte goes out: a payment attempt or a refund. */
export interface Sent {
  readonly id: string;
  readonly state: string;
  readonly sentAt: Instant;
  readonly sender: string;
  /** Absent where it was first sent by a program that wrote none down. */
  readonly claim?: Claim;
  /** Absent while nobody has said so; of different people, two at most. */
  readonly abandoned?: readonly Abandonment[];
}

/** Why what two people have abandoned was not executed. */
export const ABANDONED = 'abandoned_by_two';

/**
 * When something was sent, as far as it can be told now. A clock that was ahead dated it on a day that has not come (G15):
 * then the claim tells, which is by the gateway's clock; undefined where that does not either.
 */
export function sentWhen({ sentAt, claim }: Pick<Sent, 'sentAt' | 'claim'>, now: Instant): Instant | undefined {
  return [sentAt, claim?.at].find((at) => at !== undefined && dayOf(at) <= dayOf(now));
}

export function sameClaim(left: Claim, right: Claim): boolean {
  return left.by === right.by && left.at === right.at && left.until === right.until;
}

/** Enough people have said that it will never be sent. */
export function isAbandoned({ abandoned = [] }: Pick<Sent, 'abandoned'>): boolean {
  return abandoned.length === 2;
}

/** @throws RangeError where it ends before it begins */
export function claimed<T extends Sent>(sent: T, claim: Claim): T {
  if (claim.until <= claim.at) throw new RangeError(`the claim on ${sent.id} ends before it begins`);
  return { ...sent, state: 'sending', claim };
}

/** @throws RangeError where the same person has said so, or two others have */
export function abandonedBy<T extends Sent>(sent: T, word: Abandonment): T {
  const said = sent.abandoned ?? [];
  if (said.length > 1 || said.some(({ by }) => by === word.by))
    throw new RangeError(`${sent.id} was abandoned already`);
  return { ...sent, abandoned: [...said, word] };
}
