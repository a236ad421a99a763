import type { Instant } from './day.js';

/**
 * dispatch: one try to send one reminder over one channel. It is written down before the first byte goes out (claimed),
 * when its first byte was about to go (begun), and how it ended (sent or failed). A mail cannot be taken back, so one that
 * was begun and has no outcome, after a crash or an answer that was cut off, counts as sent and is listed as unknown,
 * until a person says what became of it (G23).
 * channel: how a reminder reaches people; each reminder goes once over each.
 */
export interface Dispatch {
  readonly id: string;
  readonly accountId: string;
  readonly subscriptionId: string;
  /** The number of the term that ends. */
  readonly term: number;
  /** Days from the anniversary date, negative before it: which reminder of the term it is, where it is no notice. */
  readonly days: number;
  /** What happened to the charge of the coming term, where that is what is told (P12). */
  readonly notice?: Notice;
  readonly channel: Channel;
  /** The addresses of a mail, with commas between them; null where the channel has but one. */
  readonly to: string | null;
  readonly state: DispatchState;
  readonly claimedAt: Instant;
  /** The process that sends it, so that another can tell whether it still lives. */
  readonly sender: string;
  /**
   * Right before the first byte of the message: until then nothing can have arrived. Absent in claims that were written
   * before this was noted, which count as begun.
   */
  readonly begunAt?: Instant | null;
  readonly settledAt: Instant | null;
  readonly reason: NotSent | null;
  /** What the other side answered, as SMTP and HTTP number it. */
  readonly status: number | null;
}

/**
 * notice: a reminder of what happened and not of a day. Declined: the first answer of a card. Last try: it is not tried
 * again with that card. Not charged: a rule stood against it. Unknown: the payment may have been made (G3).
 */
export interface Notice {
  readonly kind: NoticeKind;
  /**
   * The order that was tried, or the code of the rule or of why it was missed: of each it is told once. `#2`: the second
   * mail of the kind about the same try, where a programme wants more than one.
   */
  readonly about: string;
}

/** The order that a notice is about, where it is about one. */
export function orderToldOf({ about }: Notice): string {
  return about.split('#')[0] ?? about;
}

export type NoticeKind = 'declined' | 'last-try' | 'not-charged' | 'unknown';

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
  | 'refused'
  /** The part of an address before its `@` has letters that the mail server does not take (RFC 6531). */
  | 'address-not-ascii'
  /** The job ended before the first byte. */
  | 'interrupted'
  /** Nobody knew, until a person said that it did not arrive. */
  | 'not-arrived';

/** What is wrong with the way there and not with the message: it fails for everybody, and wears no reminder out. */
const THE_WAY: ReadonlySet<NotSent> = new Set([
  'unreachable',
  'not-secure',
  'not-authorised',
  'redirected',
  'interrupted',
  'not-arrived',
]);

/** How often one reminder is handed over a channel that takes messages and does not take this one. */
const TRIES = 3;

export function isTheWay(reason: NotSent): boolean {
  return THE_WAY.has(reason);
}

/** Begun, and without an outcome. */
export function isUnsettled({ state, begunAt }: Dispatch): boolean {
  return state === 'sending' && begunAt !== null;
}

/** Sent, or possibly sent: no other dispatch of the same reminder goes over the same channel. */
export function standsForReminder(dispatch: Dispatch): boolean {
  return dispatch.state !== 'failed';
}

type Named = Pick<Dispatch, 'subscriptionId' | 'term' | 'days' | 'notice' | 'channel'>;

/** What is told of a term, over which channel: what may be sent once. */
export function reminderKey({ subscriptionId, term, days, notice, channel }: Named): string {
  return [subscriptionId, term, ...(notice ? [notice.kind, notice.about] : [days]), channel].join('/');
}

/** Whether a dispatch is of one reminder, over whichever channel. */
export function isDispatchOf(dispatch: Dispatch, reminder: Omit<Named, 'channel'>): boolean {
  const { channel } = dispatch;
  return reminderKey(dispatch) === reminderKey({ ...reminder, channel });
}

/** No more tries: it was handed over as often as is decent. */
export function isWornOut(dispatches: readonly Dispatch[]): boolean {
  return dispatches.filter(({ reason }) => reason !== null && !isTheWay(reason)).length >= TRIES;
}
