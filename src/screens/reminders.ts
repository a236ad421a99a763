import type { Context } from '../cli/context.js';
import { type Day, type Instant, addDays, dayOf } from '../core/day.js';
import {
  type Channel,
  type Dispatch,
  type Notice,
  type NoticeKind,
  type NotSent,
  isDispatchOf,
} from '../core/dispatch.js';
import { asksForRecord } from '../core/reminder.js';
import type { ListedReminder, Reminded } from '../journeys/reminders.js';
import { mayStillAnswer, type SendItem } from '../journeys/reminders-send.js';
import type { Block } from '../io/blocks.js';

/** A reminder over one channel as scripts read it. */
interface ShownReminder {
  readonly accountId: string;
  readonly mpnId: string;
  readonly subscriptionId: string;
  readonly offer: string;
  /** The term that ends, from 0. */
  readonly term: number;
  readonly anniversary: Day;
  /** From the anniversary date, negative before it. */
  readonly days: number;
  readonly day: Day;
  /** What happened, where that is told and no day (P12). */
  readonly notice: NoticeKind | null;
  /** The order that was tried, or the code of the rule. */
  readonly about: string | null;
  /** null where no channel is set and none was used. */
  readonly channel: Channel | null;
  readonly to: string | null;
  /** Of the try; null where there was none. */
  readonly id: string | null;
  readonly sentAt: Instant | null;
  /** Why nothing went out, or will not for now. */
  readonly reason: NotSent | 'unknown' | 'outdated' | 'waiting' | 'given-up' | null;
  /** What the other side answered. */
  readonly status: number | null;
}

export const LISTED_STATES = [
  'planned',
  'due',
  'outdated',
  'waiting',
  'sending',
  'sent',
  'unknown',
  'failed',
  'given-up',
] as const;

type ListedState = (typeof LISTED_STATES)[number];
export type ShownListed = ShownReminder & { readonly state: ListedState };
export type ShownSent = ShownReminder & { readonly result: 'send' | 'sent' | 'failed' | 'unknown' | 'skipped' };

/** Where a reminder stands. */
export function shownListed(one: ListedReminder, now: Instant, { ids }: Pick<Context, 'ids'>): ShownListed {
  const { state } = one;
  const basics = basicsOf(one, one.reminder, one.channel ?? null);
  switch (state.kind) {
    case 'planned':
      return { ...basics, state: 'planned' };
    case 'due': {
      const { channel } = one;
      const made = { subscriptionId: one.subscription.id, ...one.reminder };
      const last = one.book.dispatches.findLast((sent) => sent.channel === channel && isDispatchOf(sent, made));
      return { ...basics, ...(last ? triedOf(last) : {}), state: 'due' };
    }
    case 'outdated':
    case 'waiting':
      return { ...basics, state: state.kind, reason: state.kind };
    case 'given-up':
      return { ...basics, ...triedOf(state.dispatch), state: 'given-up' };
    case 'sent':
      return { ...basics, ...triedOf(state.dispatch), state: 'sent' };
    case 'open':
      return { ...basics, ...triedOf(state.dispatch), ...openState(state.dispatch, now, ids) };
  }
}

/** A try of an earlier term. */
export function shownPast(
  dispatch: Dispatch,
  found: Reminded,
  now: Instant,
  { ids }: Pick<Context, 'ids'>,
): ShownListed {
  const end = found.subscription.terms[dispatch.term]?.end ?? found.anniversary;
  const { term, days, notice } = dispatch;
  const reminder = { term, days, day: addDays(end, days), ...(notice ? { notice } : {}) };
  const basics = { ...basicsOf(found, reminder, dispatch.channel), anniversary: end, ...triedOf(dispatch) };
  return dispatch.state === 'sending'
    ? { ...basics, ...openState(dispatch, now, ids) }
    : { ...basics, state: dispatch.state };
}

/** What a run did. */
export function shownItem(item: SendItem): ShownSent {
  const { result } = item;
  if (result.kind === 'skipped') {
    const { kind } = item.state;
    const reason = kind === 'waiting' || kind === 'given-up' ? kind : null;
    const to = item.channel === 'mail' ? '' : null;
    return { ...basicsOf(item, item.reminder, item.channel ?? null), to, result: 'skipped', reason };
  }
  const basics = {
    ...basicsOf(item, item.reminder, item.channel ?? null),
    to: 'to' in item && item.channel === 'mail' ? readersOf(item).join(', ') : null,
  };
  if (result.kind === 'not-sent') return { ...basics, result: 'failed', reason: result.reason, status: result.status };
  return result.kind === 'sent' ? { ...basics, result: 'sent' } : { ...basics, result: 'unknown', reason: 'unknown' };
}

/** The older reminders whose place the one that was sent takes. */
export function shownOutdated(item: SendItem): readonly ShownSent[] {
  if (!('outdated' in item)) return [];
  return item.outdated.map((older) => ({
    ...basicsOf(item, older, item.channel),
    result: 'skipped',
    reason: 'outdated',
  }));
}

function basicsOf(
  { account, subscription, anniversary }: Reminded,
  reminder: Pick<ShownReminder, 'term' | 'days' | 'day'> & { readonly notice?: Notice },
  channel: Channel | null,
): ShownReminder {
  const { term, days, day, notice } = reminder;
  return {
    accountId: account.id,
    mpnId: account.mpnId,
    subscriptionId: subscription.id,
    offer: subscription.offer,
    term,
    anniversary,
    days,
    day,
    notice: notice?.kind ?? null,
    about: notice?.about ?? null,
    channel,
    to: null,
    id: null,
    sentAt: null,
    reason: null,
    status: null,
  };
}

function triedOf({
  id,
  to,
  state,
  settledAt,
  reason,
  status,
}: Dispatch): Pick<ShownReminder, 'id' | 'to' | 'sentAt' | 'reason' | 'status'> {
  return { id, to, sentAt: state === 'sent' ? settledAt : null, reason, status };
}

function openState(dispatch: Dispatch, now: Instant, ids: Context['ids']): Pick<ShownListed, 'state' | 'reason'> {
  const sending = mayStillAnswer(dispatch.sender, dispatch.claimedAt, now, (process) => ids.isGone(process));
  return sending ? { state: 'sending', reason: null } : { state: 'unknown', reason: 'unknown' };
}

/** Who was written to: of several, without those whom the mail server refused. */
function readersOf({ to, result }: Extract<SendItem, { readonly to: readonly string[] }>): readonly string[] {
  return to.filter((address) => !refusedReaders(result).includes(address));
}

export function refusedReaders(result: SendItem['result']): readonly string[] {
  return (result.kind === 'sent' && result.refused) || [];
}

/** Reminders, or what came of them, a line each. */
export function reminderTable(
  context: Context,
  items: readonly (ShownReminder & { readonly shown: ListedState | ShownSent['result'] })[],
): Extract<Block, { readonly kind: 'table' }> {
  const { words, speech } = context;
  const said = words.reminders;
  const rows = items.map((item) => [
    speech.day(item.day),
    happenedInWords(context, item),
    said.states[item.shown],
    item.channel === null ? '' : said.channels[item.channel],
    words.general.partner(item.mpnId),
    item.offer,
    noteInWords(context, item),
  ]);
  const columns = [said.day, said.reminder, said.state, said.channel, said.account, said.offer, said.note];
  return { kind: 'table', columns: columns.map((title) => ({ title })), rows };
}

/** What is told: a day, or what happened; of what was bought elsewhere, that nobody recorded it (D30). */
function happenedInWords(context: Context, { notice, about, days }: ShownReminder): string {
  const said = context.words.reminders;
  if (notice === null) return whenInWords(context, days);
  return asksForRecord({ about }) ? said.notRecorded : said.happened[notice];
}

function whenInWords({ words }: Context, days: number): string {
  const said = words.reminders;
  if (days === 0) return said.onTheDay;
  const count = words.general.days(Math.abs(days));
  return days < 0 ? said.before(count) : said.after(count);
}

function noteInWords({ words, speech }: Context, { reason, status, sentAt, to }: ShownReminder): string {
  const said = words.reminders;
  const parts = [
    sentAt === null ? '' : said.on(speech.day(dayOf(sentAt))),
    to ?? '',
    reason === null ? '' : reason === 'waiting' ? said.stillOpen(speech) : said.notes[reason],
    status === null ? '' : said.status(String(status)),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
