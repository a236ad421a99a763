import { type Channel, isTheWay, isUnsettled, type Dispatch } from '../core/dispatch.js';
import type { Account } from '../core/account.js';
import { readersOf } from '../core/recipients.js';
import type { Refusal } from '../core/refusal.js';
import type { Message, Sender, Sent } from '../notify/notifier.js';
import type { Writer } from '../store/store.js';
import {
  dueOver,
  lookAt,
  sendable,
  SENDABLE,
  REMINDERS,
  whoseDayHasCome,
  type DueReminder,
  type ListedReminder,
  type ReminderScope,
  type Sendable,
} from './reminders.js';
import type { Candidate } from './renewals.js';
import { clockBehind, notBefore, type Desk } from './desk.js';
import type { Instant } from '../core/day.js';

/** What a run did about one reminder over one channel. */
export type SendItem =
  | (DueReminder & { readonly to: readonly string[]; readonly result: Sent })
  /** Not sent, and not for now: a payment has to be settled first, or every try was used up. */
  | (ListedReminder & { readonly result: { readonly kind: 'skipped' } });

interface SendOptions {
  readonly notifiers: readonly Sender[];
  /** The readers of the mails, where they are not those of the account. */
  readonly to: readonly string[] | undefined;
  readonly compose: (reminder: DueReminder, to: readonly string[]) => Message;
  /** Somebody asked the run to end: the message under way is finished, the rest stays due. */
  readonly stopAsked: () => boolean;
  readonly onItem: (item: SendItem) => void;
  /** A mail is due, and whoever should read it has no address. */
  readonly onNobody?: (account: Account) => void;
  /** One that an earlier run began and nobody answered for: it may have arrived, and a person has to say. */
  readonly onUnsettled?: (one: ListedReminder, dispatch: Dispatch) => void;
  /** An account whose newest record is of a later day than the clock shows: nothing of it is sent (G15). Once each. */
  readonly onBehind?: (accountId: string, behind: Refusal) => void;
}

/**
 * Sends every reminder that is due, each once over each channel, however many runs there are at once. It is claimed in
 * the ledger first and sent then: a run that dies in between has perhaps sent it, so nobody sends it again (G23).
 * `stopped`: it was asked to end before it had looked at everything.
 */
export async function sendReminders(
  desk: Desk,
  scope: ReminderScope,
  options: SendOptions,
): Promise<{ readonly refusal?: Refusal; readonly stopped?: 'interrupted' }> {
  const { accountId } = scope;
  const behind = accountId && (await desk.ledger.read((ledger) => clockBehind(ledger, desk.at, accountId)));
  if (behind) return { refusal: behind };
  /** Channels that let nothing through: everybody else's reminders keep their tries for a better day. */
  const resting = new Set<Channel>();
  const late = new Set<string>();
  const ways = options.notifiers.flatMap((notifier) => SENDABLE.map((which) => [notifier, which] as const));
  for await (const candidate of whoseDayHasCome(scope)) {
    await noteBehind({ desk, scope, options }, candidate.paid.accountId, late);
    if (late.has(candidate.paid.accountId)) continue;
    for (const [notifier, which] of ways) {
      if (options.stopAsked()) return { stopped: 'interrupted' };
      if (resting.has(notifier.channel)) continue;
      const item = await sendOne({ desk, scope, options }, candidate, notifier, which);
      if (!item) continue;
      options.onItem(item);
      if (item.result.kind === 'not-sent' && isTheWay(item.result.reason)) resting.add(notifier.channel);
    }
  }
  return {};
}

interface Run {
  readonly desk: Desk;
  readonly scope: ReminderScope;
  readonly options: SendOptions;
}

/** Whose history tells a later day than the clock does: what is due when is not known there (G15). */
async function noteBehind({ desk, options }: Run, accountId: string, late: Set<string>): Promise<void> {
  const behind = await desk.ledger.read((ledger) => clockBehind(ledger, desk.at, accountId));
  if (!behind || late.has(accountId)) return;
  late.add(accountId);
  options.onBehind?.(accountId, behind);
}

async function sendOne(
  { desk, scope, options }: Run,
  candidate: Candidate,
  notifier: Sender,
  which: Sendable,
): Promise<SendItem | undefined> {
  const { ledger } = desk;
  const before = await ledger.read((reader) => lookAt(reader, candidate, scope));
  const one = before && sendable(before, notifier.channel, which);
  if (one && (one.state.kind === 'waiting' || one.state.kind === 'given-up'))
    return { ...one, result: { kind: 'skipped' } };
  if (one?.state.kind === 'open' && isUnsettled(one.state.dispatch) && isOver(desk, one.state.dispatch))
    options.onUnsettled?.(one, one.state.dispatch);
  if (!one || !(one.state.kind === 'due' || isInterrupted(desk, one))) return undefined;
  const claim = await ledger.write((writer) =>
    claimed({ desk, scope, options }, writer, candidate, notifier.channel, which),
  );
  if (!claim) return undefined;
  desk.failpoint('reminder:claimed');
  const begun = { yet: false };
  const result = await notifier.send(claim.message, async () => {
    await begin(desk, claim);
    begun.yet = true;
    desk.failpoint('reminder:begun');
  });
  desk.failpoint('reminder:answered');
  // A channel that cannot tell when it begins has begun where it does not know how it ended.
  if (result.kind === 'unknown' && !begun.yet) await begin(desk, claim);
  await settle(desk, claim, result);
  desk.failpoint('reminder:settled');
  return { ...claim.due, to: claim.message.to, result };
}

interface Claim {
  readonly id: string;
  readonly due: DueReminder;
  readonly message: Message;
}

/** Looked at once more under the lock, and composed there: what is sent is what the ledger says at that moment. */
async function claimed(
  { desk, scope, options }: Run,
  ledger: Writer,
  candidate: Candidate,
  channel: Channel,
  which: Sendable,
): Promise<Claim | undefined> {
  // Another process may have written since it was looked at.
  if (await clockBehind(ledger, desk.at, candidate.paid.accountId)) return undefined;
  await closeInterrupted({ desk, scope }, ledger, candidate, channel, which);
  const found = await lookAt(ledger, candidate, scope);
  const due = found && dueOver(found, channel, which);
  if (!due) return undefined;
  const to = options.to ?? readersOf(due.book);
  // It stays due, for the day on which there is somebody.
  if (channel === 'mail' && to.length === 0) {
    options.onNobody?.(due.account);
    return undefined;
  }
  const message = options.compose(due, to);
  const at = await notBefore(ledger, desk.at, due.account.id);
  const id = desk.nextId('rem');
  const { term, days, notice } = due.reminder;
  const about = { term, days, ...(notice ? { notice } : {}), channel };
  const what = { id, accountId: due.account.id, subscriptionId: due.subscription.id, ...about };
  const outcome = { state: 'sending', begunAt: null, settledAt: null, reason: null, status: null } as const;
  const dispatch = {
    ...what,
    ...outcome,
    to: channel === 'mail' ? to.join(', ') : null,
    claimedAt: at,
    sender: desk.process,
  };
  await ledger.append({ kind: 'reminder-claimed', dispatch }, at, REMINDERS);
  return { id, due, message };
}

/** Claimed by a job that ended before the first byte: it was certainly not sent (G23). */
function isInterrupted(desk: Desk, { state }: Pick<ListedReminder, 'state'>): boolean {
  return state.kind === 'open' && state.dispatch.begunAt === null && isOver(desk, state.dispatch);
}

/** Nobody can answer any more for what was claimed. */
function isOver({ at, isGone }: Pick<Desk, 'at' | 'isGone'>, dispatch: Dispatch): boolean {
  return !mayStillAnswer(dispatch.sender, dispatch.claimedAt, at, (process) => isGone(process));
}

/** Its claim ends, so that its process, should it live after all, cannot begin any more. */
async function closeInterrupted(
  { desk, scope }: Pick<Run, 'desk' | 'scope'>,
  ledger: Writer,
  candidate: Candidate,
  channel: Channel,
  which: Sendable,
): Promise<void> {
  const found = await lookAt(ledger, candidate, scope);
  const one = found && sendable(found, channel, which);
  if (one?.state.kind !== 'open' || !isInterrupted(desk, one)) return;
  const at = await notBefore(ledger, desk.at, one.account.id);
  const failed = { id: one.state.dispatch.id, at, reason: 'interrupted', status: null } as const;
  await ledger.append({ kind: 'reminder-failed', ...failed }, at, REMINDERS);
}

/** @throws LedgerError where another process has taken the claim for interrupted: then nothing is sent */
async function begin({ ledger, at }: Desk, { id, due }: Claim): Promise<void> {
  await ledger.write(async (writer) => {
    const now = await notBefore(writer, at, due.account.id);
    await writer.append({ kind: 'reminder-begun', id, at: now }, now, REMINDERS);
  });
}

/** What is not known is not written: the claim alone stands, and nobody sends again. */
async function settle({ ledger, at }: Desk, { id, due }: Claim, result: Sent): Promise<void> {
  if (result.kind === 'unknown') return;
  await ledger.write(async (writer) => {
    const now = await notBefore(writer, at, due.account.id);
    if (result.kind === 'sent') return writer.append({ kind: 'reminder-sent', id, at: now }, now, REMINDERS);
    const { reason, status } = result;
    return writer.append({ kind: 'reminder-failed', id, at: now, reason, status }, now, REMINDERS);
  });
}

export const REMINDER_OUTCOMES = ['arrived', 'not-arrived'] as const;
/** What a person found out about a reminder that nobody answered for. */
export type ReminderOutcome = (typeof REMINDER_OUTCOMES)[number];

/** Whether a person may say what became of it: it was begun, has no outcome, and can get none any more (G23). */
export function awaitsAnswer(dispatch: Dispatch, desk: Pick<Desk, 'at' | 'isGone'>): boolean {
  return isUnsettled(dispatch) && isOver(desk, dispatch);
}

/**
 * Writes down what a person says of a reminder that may have arrived. One that did not is due again, and sent by the next
 * run. undefined where none waits for an answer under that id any more.
 */
export async function settleReminder(
  desk: Desk,
  named: Pick<Dispatch, 'accountId' | 'id'>,
  outcome: ReminderOutcome,
): Promise<Dispatch | { readonly refusal: Refusal } | undefined> {
  return desk.ledger.write(async (ledger) => {
    const behind = await clockBehind(ledger, desk.at, named.accountId);
    if (behind) return { refusal: behind };
    const find = async () => (await ledger.book(named.accountId))?.dispatches.find(({ id }) => id === named.id);
    const found = await find();
    if (!found || !awaitsAnswer(found, desk)) return undefined;
    const at = await notBefore(ledger, desk.at, named.accountId);
    const { id } = found;
    if (outcome === 'arrived') await ledger.append({ kind: 'reminder-sent', id, at }, at, desk.by);
    else await ledger.append({ kind: 'reminder-failed', id, at, reason: 'not-arrived', status: null }, at, desk.by);
    return find();
  });
}

/** A sender on another machine is taken for dead after this; the time limits of what it sends over are far shorter. */
const LIVES_MS = 10 * 60_000;

/**
 * Whether what a process began to send, and has written no answer for, may still get one: nobody knows the process to be
 * gone, and it did not begin too long ago.
 */
export function mayStillAnswer(
  sender: string,
  began: Instant,
  now: Instant,
  isGone: (process: string) => boolean,
): boolean {
  return !isGone(sender) && Date.parse(now) - Date.parse(began) < LIVES_MS;
}
