import { setImmediate } from 'node:timers/promises';
import type { Channel, NotSent } from '../core/dispatch.js';
import type { LedgerEvent } from '../core/event.js';

/** Where reminders go out. One port, one adapter a channel. */
export interface Notifier {
  readonly channel: Channel;
  /**
   * Never throws for anything that the network or the other side can do: what is not known is an outcome. `begin` is
   * waited for right before the first byte of the message leaves; before that nothing can have arrived, and where it
   * throws nothing is sent, and it is thrown on.
   */
  send(message: Message, begin?: () => Promise<void>): Promise<Sent>;
  /** Connects, and signs in where that is asked for; nothing is sent. Why that could not be done, or undefined. */
  reach(): Promise<NotSent | undefined>;
  close(): Promise<void>;
}

/** What sends needs no look beforehand. */
export type Sender = Omit<Notifier, 'reach'>;

export type Sent =
  /** `refused`: of several readers, those to whom the other side did not take it. */
  | { readonly kind: 'sent'; readonly refused?: readonly string[] }
  /** It is certain that nothing arrived. `status`: what the other side answered, as SMTP and HTTP number it. */
  | { readonly kind: 'not-sent'; readonly reason: NotSent; readonly status: number | null }
  /** The message was under way and no answer came: it may have arrived. */
  | { readonly kind: 'unknown' };

/** A reminder in the words of its reader; each channel gives it its own form. */
export interface Message {
  /** The same for the same reminder, for ever: whoever gets it twice can tell. */
  readonly key: string;
  readonly lang: string;
  /** E-mail addresses: at least one. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** A fact as one line: languages differ in what stands before a colon. */
  readonly labelled: (label: string, value: string) => string;
  /** The same for programs: what the webhook's plain JSON carries. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The same channel, whose messages have lost everything that could steer a terminal or a mail reader. */
export function cleaned(notifier: Notifier, clean: (text: string) => string): Notifier {
  return {
    channel: notifier.channel,
    send: (message, begin) => notifier.send(cleanMessage(message, clean), begin),
    reach: () => notifier.reach(),
    close: () => notifier.close(),
  };
}

function cleanMessage(message: Message, clean: (text: string) => string): Message {
  const { subject, paragraphs, facts } = message;
  return {
    ...message,
    subject: clean(subject),
    paragraphs: paragraphs.map(clean),
    facts: facts.map(([label, value]) => [clean(label), clean(value)]),
  };
}

/** The same channel, over which nothing goes (`--dry-run`): every message is assumed to arrive. */
export function dryRunNotifier(notifier: Notifier): Notifier {
  return {
    channel: notifier.channel,
    reach: () => notifier.reach(),
    async send(_message, begin) {
      await begin?.();
      return { kind: 'sent' };
    },
    close: async () => undefined,
  };
}

/**
 * What the other side has said or done until now: that it hung up while the ledger was written to is heard before the first
 * byte goes out, since nothing can have arrived then (G23).
 */
export async function heard(): Promise<void> {
  // From within what was heard last, the first turn comes before anything new.
  await setImmediate();
  await setImmediate();
}

/** Another system that is told of events. Never throws for anything that the network or the other side can do. */
export interface Endpoint {
  /** The hash of its address. */
  readonly id: string;
  /** @param hurry aborted where nobody waits any longer for its answer */
  send(event: LedgerEvent, hurry?: AbortSignal): Promise<Sent>;
}
