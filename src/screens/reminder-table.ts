import type { Block } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import { dayOf } from '../core/day.js';
import type { ListedState, ShownReminder, ShownSent } from './reminders.js';

/** Reminders, or what came of them, a line each. */
export function reminderTable(
  context: Context,
  items: readonly (ShownReminder & { readonly shown: ListedState | ShownSent['result'] })[],
): Extract<Block, { readonly kind: 'table' }> {
  const { words, speech } = context;
  const said = words.reminders;
  const rows = items.map((item) => [
    speech.day(item.day),
    item.notice === null ? whenInWords(context, item.days) : said.happened[item.notice],
    said.states[item.shown],
    item.channel === null ? '' : said.channels[item.channel],
    `MPN ${item.mpnId}`,
    item.offer,
    noteInWords(context, item),
  ]);
  const columns = [said.day, said.reminder, said.state, said.channel, said.account, said.offer, said.note];
  return { kind: 'table', columns: columns.map((title) => ({ title })), rows };
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
    reason === null ? '' : said.notes[reason],
    status === null ? '' : said.status(String(status)),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
