import { announcement, type Announcement } from '../core/announcement.js';
import { isDispatchOf, type Channel, type Dispatch } from '../core/dispatch.js';
import {
  newestReminder,
  noticeOf,
  remindedAnniversaries,
  remindersOf,
  reminderState,
  type Reminder,
  type ReminderState,
} from '../core/reminder.js';
import type { Reader } from '../store/store.js';
import { candidates, everyDay, heldNow, looked, type Candidate, type Days, type Held, type Scope } from './renewals.js';

/** Whose reminders, and which days were asked for besides those that everybody gets (P5). */
export interface ReminderScope extends Scope {
  readonly requested: readonly number[];
}

/** A subscription with every reminder of its last paid term. */
export interface Reminded extends Held {
  readonly reminders: readonly Reminder[];
  /** What there is to tell of the charge of the coming term (P12). */
  readonly notice: Reminder | undefined;
}

/** Everything subscribed to, as the ledger has it now; the nearest anniversary date of a programme first. */
export function reminded(scope: ReminderScope): AsyncGenerator<Reminded> {
  return looked(scope, everyDay, (ledger, candidate) => lookAt(ledger, candidate, scope));
}

/** The subscriptions that a reminder may be due for: a few pages of a large ledger. */
export function whoseDayHasCome(scope: ReminderScope): AsyncGenerator<Candidate> {
  const days: Days = (policy, today) => remindedAnniversaries(policy, today, scope.requested);
  return candidates(scope, days);
}

export async function lookAt(
  ledger: Reader,
  candidate: Candidate,
  { at, requested }: Pick<ReminderScope, 'at' | 'requested'>,
): Promise<Reminded | undefined> {
  const held = await heldNow(ledger, candidate, at);
  if (!held) return undefined;
  const { subscription } = held;
  return {
    ...held,
    reminders: remindersOf(held, subscription, requested),
    notice: noticeOf(held, subscription, at),
  };
}

/** One reminder over one channel, and where it stands. */
export interface ListedReminder extends Reminded {
  readonly reminder: Reminder;
  readonly channel: Channel | undefined;
  readonly state: ReminderState;
}

/** Every reminder of a subscription over each channel that is set or was used; without any, once all the same. */
export function listed(found: Reminded, channels: readonly Channel[]): readonly ListedReminder[] {
  return toldOf(found).flatMap((reminder) => {
    const used = found.book.dispatches.filter((one) => isOf(one, found, reminder)).map(({ channel }) => channel);
    const all: readonly (Channel | undefined)[] = [...new Set([...channels, ...used])];
    return (all.length === 0 ? [undefined] : all).map((channel) => listedFor(found, reminder, channel));
  });
}

/** What was sent, or tried, of reminders that are none of the last term's any more. */
export function pastDispatches(found: Reminded): readonly Dispatch[] {
  const { book, subscription } = found;
  return book.dispatches.filter(
    (one) => one.subscriptionId === subscription.id && !toldOf(found).some((reminder) => isOf(one, found, reminder)),
  );
}

/** Its days, and what happened. */
function toldOf({ reminders, notice }: Reminded): readonly Reminder[] {
  return [...reminders, ...(notice ? [notice] : [])];
}

/** A reminder to send now over a channel: what it says, and the older ones that it takes the place of. */
export interface DueReminder extends ListedReminder {
  readonly channel: Channel;
  readonly announced: Announcement;
  readonly outdated: readonly Reminder[];
}

/** Which of the two that a run may send: what happened, and the newest reminder whose day has come (G23). */
export const SENDABLE = ['notice', 'day'] as const;
export type Sendable = (typeof SENDABLE)[number];

/** The one that may be sent, wherever it stands; nothing else is ever sent. */
export function sendable(
  found: Reminded,
  channel: Channel,
  which: Sendable,
): (ListedReminder & { readonly channel: Channel }) | undefined {
  const reminder = which === 'notice' ? found.notice : newestReminder(found.reminders, found.today);
  return reminder && { ...listedFor(found, reminder, channel), channel };
}

export function dueOver(found: Reminded, channel: Channel, which: Sendable): DueReminder | undefined {
  const one = sendable(found, channel, which);
  const announced = announcement(found, found.subscription);
  if (!one || !announced || one.state.kind !== 'due') return undefined;
  return { ...one, announced, outdated: missed(found, one.reminder, channel) };
}

/** The reminders between the last that went out and the one that goes now: nobody will get them any more. */
function missed(found: Reminded, { days, notice }: Reminder, channel: Channel): readonly Reminder[] {
  if (notice) return [];
  const older = found.reminders.filter((reminder) => reminder.days < days);
  const last = older.findLastIndex((reminder) => listedFor(found, reminder, channel).state.kind !== 'outdated');
  return older.slice(last + 1);
}

function listedFor(found: Reminded, reminder: Reminder, channel: Channel | undefined): ListedReminder {
  return {
    ...found,
    reminder,
    channel,
    state: reminderState(found, found.subscription, found.reminders, reminder, channel),
  };
}

function isOf(dispatch: Dispatch, { subscription }: Reminded, reminder: Reminder): boolean {
  return isDispatchOf(dispatch, { subscriptionId: subscription.id, ...reminder });
}

/** Who sends reminders, as the audit log names it: nobody's e-mail address. */
export const REMINDERS = 'reminders';
