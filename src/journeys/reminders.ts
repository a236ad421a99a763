import { announcement, type Announcement } from '../core/announcement.js';
import type { Channel, Dispatch } from '../core/dispatch.js';
import {
  newestReminder,
  remindedAnniversaries,
  remindersOf,
  reminderState,
  type Reminder,
  type ReminderState,
} from '../core/reminder.js';
import type { Reader } from '../store/store.js';
import { candidates, everyDay, heldNow, type Candidate, type Days, type Held, type Scope } from './renewals.js';

/** Whose reminders, and which days were asked for besides those that everybody gets (P5). */
export interface ReminderScope extends Scope {
  readonly requested: readonly number[];
}

/** A subscription with every reminder of its last paid term. */
export interface Reminded extends Held {
  readonly reminders: readonly Reminder[];
}

/** Everything subscribed to, as the ledger has it now; the nearest anniversary date of a programme first. */
export async function* reminded(scope: ReminderScope): AsyncGenerator<Reminded> {
  for await (const candidate of candidates(scope, everyDay)) {
    const found = await scope.ledger.read((ledger) => lookAt(ledger, candidate, scope));
    if (found) yield found;
  }
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
  return held && { ...held, reminders: remindersOf(held.view, held.subscription, requested) };
}

/** One reminder over one channel, and where it stands. */
export interface ListedReminder extends Reminded {
  readonly reminder: Reminder;
  readonly channel: Channel | undefined;
  readonly state: ReminderState;
}

/** Every reminder of a subscription over each channel that is set or was used; without any, once all the same. */
export function listed(found: Reminded, channels: readonly Channel[]): readonly ListedReminder[] {
  return found.reminders.flatMap((reminder) => {
    const used = found.book.dispatches.filter((one) => isOf(one, found, reminder)).map(({ channel }) => channel);
    const all: readonly (Channel | undefined)[] = [...new Set([...channels, ...used])];
    return (all.length === 0 ? [undefined] : all).map((channel) => listedFor(found, reminder, channel));
  });
}

/** What was sent, or tried, of reminders that are none of the last term's any more. */
export function pastDispatches({ book, subscription, reminders }: Reminded): readonly Dispatch[] {
  return book.dispatches.filter(
    (one) =>
      one.subscriptionId === subscription.id &&
      !reminders.some(({ term, days }) => one.term === term && one.days === days),
  );
}

/** A reminder to send now over a channel: what it says, and the older ones that it takes the place of. */
export interface DueReminder extends ListedReminder {
  readonly channel: Channel;
  readonly said: Announcement;
  readonly outdated: readonly Reminder[];
}

/** The newest reminder whose day has come, where it is not sent yet; nothing else is ever sent (G23). */
export function newest(
  found: Reminded,
  channel: Channel,
): (ListedReminder & { readonly channel: Channel }) | undefined {
  const reminder = newestReminder(found.reminders, found.view.today);
  return reminder && { ...listedFor(found, reminder, channel), channel };
}

export function dueOver(found: Reminded, channel: Channel): DueReminder | undefined {
  const one = newest(found, channel);
  const said = announcement(found.view, found.subscription);
  if (!one || !said || one.state.kind !== 'due') return undefined;
  return { ...one, said, outdated: missed(found, one.reminder, channel) };
}

/** The reminders between the last that went out and the one that goes now: nobody will get them any more. */
function missed(found: Reminded, { days }: Reminder, channel: Channel): readonly Reminder[] {
  const older = found.reminders.filter((reminder) => reminder.days < days);
  const last = older.findLastIndex((reminder) => listedFor(found, reminder, channel).state.kind !== 'outdated');
  return older.slice(last + 1);
}

function listedFor(found: Reminded, reminder: Reminder, channel: Channel | undefined): ListedReminder {
  return {
    ...found,
    reminder,
    channel,
    state: reminderState(found.view, found.subscription, found.reminders, reminder, channel),
  };
}

function isOf(dispatch: Dispatch, { subscription }: Reminded, { term, days }: Reminder): boolean {
  return dispatch.subscriptionId === subscription.id && dispatch.term === term && dispatch.days === days;
}

/** Who sends reminders, as the audit log names it: nobody's e-mail address. */
export const REMINDERS = 'reminders';
