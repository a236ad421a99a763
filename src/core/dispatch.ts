import type { Instant } from './day.js';

/**
 * dispatch: one try to send one reminder over one channel. It is written down before the first byte goes out (claimed),
 * and how it ended after (sent or failed). A mail cannot be taken back, so a claim without an outcome, after a crash or
 * an answer that was cut off, counts as sent: it is never tried again, and is listed as unknown (G23).
 * channel: how a reminder reaches people; each reminder goes once over each.
 */
export interface Dispatch {
  readonly id: string;
  readonly accountId: string;
  readonly subscriptionId: string;
  /** The number of the term that ends. */
  readonly term: number;
  /** Days from the anniversary date, negative before it: which reminder of the term it is. */
  readonly days: number;
  readonly channel: Channel;
  /** The addresses of a mail, with commas between them; null where the channel has but one. */
  readonly to: string | null;
  readonly state: DispatchState;
  readonly claimedAt: Instant;
  /** The process that sends it, so that another can tell whether it still lives. */
  readonly sender: string;
  readonly settledAt: Instant | null;
  readonly reason: NotSent | null;
  /** What the other side answered, as SMTP and HTTP number it. */
  readonly status: number | null;
}

export type Channel = 'mail' | 'webhook';

export type DispatchState = 'sending' | 'sent' | 'failed';

/** Why nothing went out, where that is certain. */
export type NotSent =
  /** No connection, or none that lasted until the message. */
  | 'unreachable'
  /** No encryption that could be trusted. */
  | 'not-secure'
  /** The other side wants other credentials, or another address of its own. */
  | 'not-authorised'
  /** A webhook that points elsewhere: it is not followed. */
  | 'redirected'
  /** Refused for now: the other side is busy or broken. */
  | 'not-now'
  /** This message, its sender or its recipient is refused. */
  | 'refused';

/** What is wrong with the way there and not with the message: it fails for everybody, and wears no reminder out. */
const THE_WAY: ReadonlySet<NotSent> = new Set(['unreachable', 'not-secure', 'not-authorised', 'redirected']);

/** How often one reminder is handed over a channel that takes messages and does not take this one. */
const TRIES = 3;

export function isTheWay(reason: NotSent): boolean {
  return THE_WAY.has(reason);
}

/** Sent, or possibly sent: no other dispatch of the same reminder goes over the same channel. */
export function standsForReminder(dispatch: Dispatch): boolean {
  return dispatch.state !== 'failed';
}

/** What `reminder` of a term is about, over which channel: what may be sent once. */
export function reminderKey({
  subscriptionId,
  term,
  days,
  channel,
}: Pick<Dispatch, 'subscriptionId' | 'term' | 'days' | 'channel'>): string {
  return [subscriptionId, term, days, channel].join('/');
}

/** No more tries: it was handed over as often as is decent. */
export function isWornOut(dispatches: readonly Dispatch[]): boolean {
  return dispatches.filter(({ reason }) => reason !== null && !isTheWay(reason)).length >= TRIES;
}
