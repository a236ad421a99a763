import type { Channel } from '../core/dispatch.js';
import { isTheWay } from '../core/dispatch.js';
import type { Refusal } from '../core/refusal.js';
import type { Message, Notifier, Sent } from '../notify/notifier.js';
import type { Writer } from '../store/store.js';
import {
  dueOver,
  lookAt,
  newest,
  REMINDERS,
  whoseDayHasCome,
  type DueReminder,
  type ListedReminder,
  type ReminderScope,
} from './reminders.js';
import type { Candidate } from './renewals.js';
import { clockBehind, notBefore, type Desk } from './till.js';

/** What a run did about one reminder over one channel. */
export type SendItem =
  | (DueReminder & { readonly to: readonly string[]; readonly result: Sent })
  /** Not sent, and not for now: a payment has to be settled first, or every try was used up. */
  | (ListedReminder & { readonly result: { readonly kind: 'skipped' } });

/** What sending needs besides a desk. */
export interface PostOffice extends Omit<Desk, 'by'> {
  /** This process, as the ledger names the sender. */
  readonly process: string;
  /** Named points between the steps: a crash at any of them must not send twice (G23). */
  failpoint(name: SendFailpoint): void;
}

export const SEND_FAILPOINTS = ['reminder:claimed', 'reminder:answered', 'reminder:settled'] as const;
export type SendFailpoint = (typeof SEND_FAILPOINTS)[number];

export interface SendOptions {
  readonly notifiers: readonly Notifier[];
  /** The readers of the mails, where they are not at the account's own address. */
  readonly to: readonly string[] | undefined;
  readonly compose: (reminder: DueReminder, to: readonly string[]) => Message;
  /** Somebody asked the run to end: the message under way is finished, the rest stays due. */
  readonly stopAsked: () => boolean;
  readonly onItem: (item: SendItem) => void;
}

/**
 * Sends every reminder that is due, each once over each channel, however many runs there are at once. It is claimed in
 * the ledger first and sent then: a run that dies in between has perhaps sent it, so nobody sends it again (G23).
 */
export async function sendReminders(
  office: PostOffice,
  scope: ReminderScope,
  options: SendOptions,
): Promise<{ readonly refusal: Refusal } | undefined> {
  const behind = await office.ledger.read((ledger) => clockBehind(ledger, office.at));
  if (behind) return { refusal: behind };
  /** Channels that let nothing through: everybody else's reminders keep their tries for a better day. */
  const resting = new Set<Channel>();
  for await (const candidate of whoseDayHasCome(scope)) {
    for (const notifier of options.notifiers) {
      if (options.stopAsked()) return undefined;
      if (resting.has(notifier.channel)) continue;
      const item = await sendOne({ office, scope, options }, candidate, notifier);
      if (!item) continue;
      options.onItem(item);
      if (item.result.kind === 'not-sent' && isTheWay(item.result.reason)) resting.add(notifier.channel);
    }
  }
  return undefined;
}

interface Run {
  readonly office: PostOffice;
  readonly scope: ReminderScope;
  readonly options: SendOptions;
}

async function sendOne(
  { office, scope, options }: Run,
  candidate: Candidate,
  notifier: Notifier,
): Promise<SendItem | undefined> {
  const { ledger } = office;
  const before = await ledger.read((reader) => lookAt(reader, candidate, scope));
  const one = before && newest(before, notifier.channel);
  if (one && (one.state.kind === 'waiting' || one.state.kind === 'given-up'))
    return { ...one, result: { kind: 'skipped' } };
  if (one?.state.kind !== 'due') return undefined;
  const claim = await ledger.write((writer) =>
    claimed({ office, scope, options }, writer, candidate, notifier.channel),
  );
  if (!claim) return undefined;
  office.failpoint('reminder:claimed');
  const result = await notifier.send(claim.message);
  office.failpoint('reminder:answered');
  await settle(office, claim.id, result);
  office.failpoint('reminder:settled');
  return { ...claim.due, to: claim.message.to, result };
}

interface Claim {
  readonly id: string;
  readonly due: DueReminder;
  readonly message: Message;
}

/** Looked at once more under the lock, and composed there: what is sent is what the ledger says at that moment. */
async function claimed(
  { office, scope, options }: Run,
  ledger: Writer,
  candidate: Candidate,
  channel: Channel,
): Promise<Claim | undefined> {
  const found = await lookAt(ledger, candidate, scope);
  const due = found && dueOver(found, channel);
  if (!due) return undefined;
  const to = options.to ?? [due.account.email];
  const message = options.compose(due, to);
  const at = await notBefore(ledger, office.at);
  const id = office.nextId('rem');
  const { term, days } = due.reminder;
  const what = { id, accountId: due.account.id, subscriptionId: due.subscription.id, term, days, channel };
  const outcome = { state: 'sending', settledAt: null, reason: null, status: null } as const;
  const dispatch = {
    ...what,
    ...outcome,
    to: channel === 'mail' ? to.join(', ') : null,
    claimedAt: at,
    sender: office.process,
  };
  await ledger.append({ kind: 'reminder-claimed', dispatch }, at, REMINDERS);
  return { id, due, message };
}

/** What is not known is not written: the claim alone stands, and nobody sends again. */
async function settle({ ledger, at }: PostOffice, id: string, result: Sent): Promise<void> {
  if (result.kind === 'unknown') return;
  await ledger.write(async (writer) => {
    const now = await notBefore(writer, at);
    if (result.kind === 'sent') return writer.append({ kind: 'reminder-sent', id, at: now }, now, REMINDERS);
    const { reason, status } = result;
    return writer.append({ kind: 'reminder-failed', id, at: now, reason, status }, now, REMINDERS);
  });
}
