import type { Command } from '../../cli/command.js';
import { datesOf, type DateKind } from '../../core/dates.js';
import type { Day } from '../../core/day.js';
import { pendingStarts } from '../../core/transfer.js';
import type { View } from '../../core/view.js';
import { visit } from '../../cli/visit.js';
import { declineInWords } from '../../screens/renewals.js';

/** One line of time instead of three end dates that differ. */
export const subscriptionsTimeline: Command = {
  path: 'subscriptions timeline',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['subscriptions timeline', 'subscriptions timeline --json'],
  fields: ['date', 'event', 'offer', 'subscription', 'reason'],
  run: async (context) => {
    const seen = await visit(context);
    const { book } = seen;
    const { words, speech } = context;
    const said = words.screens.subscription;
    const events = [...(book ? eventsOfAll({ ...seen, book }) : [])].sort((left, right) =>
      left.date < right.date ? -1 : left.date > right.date ? 1 : 0,
    );
    if (events.length === 0) return { value: [], screen: [{ kind: 'hint', text: said.none }] };
    const rows = events.map(({ date, event, offer, reason }) => [
      speech.day(date),
      said.eventBecause(words.screens.events[event], reason && declineInWords(context, reason)),
      speech.offer(offer),
    ]);
    const columns = [said.day, said.event, said.offer].map((title) => ({ title }));
    return { value: events, screen: [{ kind: 'table', columns, rows }] };
  },
};

interface TimelineEvent {
  readonly date: Day;
  readonly event: DateKind;
  readonly offer: string;
  readonly subscription: string;
  /** Why a charge was declined: the gateway's word; absent of everything else. */
  readonly reason?: string;
}

function eventsOfAll(view: View): readonly TimelineEvent[] {
  const { book, today } = view;
  const dated = book.subscriptions.flatMap((held) =>
    datesOf(view, held).map(({ day, what, ...reason }) => ({
      ...{ date: day, event: what, offer: held.offer, subscription: held.id },
      ...reason,
    })),
  );
  const pending = pendingStarts(book, today).map(({ transfer, offer, subscriptionId: subscription }) => ({
    date: transfer?.due ?? today,
    event: 'fundsDue' as const,
    offer,
    subscription,
  }));
  return [...dated, ...pending];
}
