import type { Command } from '../../cli/command.js';
import { datesOf, type DateKind, type DateOn } from '../../core/dates.js';
import type { Day } from '../../core/day.js';
import { historyOfOrder, withoutTerm, type Happened } from '../../core/history.js';
import type { Money } from '../../core/money.js';
import { pendingStarts } from '../../core/transfer.js';
import type { View } from '../../core/view.js';
import { visit } from '../../cli/visit.js';
import { declineInWords } from '../../screens/renewals.js';

/** One line of time instead of three end dates that differ. */
export const subscriptionsTimeline: Command = {
  path: 'subscriptions timeline',
  deed: { act: 'look', scope: 'read', writes: null },
  examples: ['subscriptions timeline', 'subscriptions timeline --json'],
  fields: ['date', 'event', 'offer', 'subscription', 'reason', 'amount.amount', 'amount.currency', 'order'],
  run: async (context) => {
    const seen = await visit(context);
    const { book } = seen;
    const { words, speech } = context;
    const said = words.screens.subscription;
    const events = [...(book ? eventsOfAll({ ...seen, book }) : [])].sort((left, right) =>
      left.date < right.date ? -1 : left.date > right.date ? 1 : 0,
    );
    if (events.length === 0) return { value: [], screen: [{ kind: 'hint', text: said.none }] };
    const rows = events.map(({ date, event, offer, reason, amount }) => [
      speech.day(date),
      said.eventDetail(
        words.screens.events[event],
        amount ? speech.money(amount) : reason && declineInWords(context, reason),
      ),
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
  /** Why a charge was declined or disputed: the gateway's word; absent of everything else. */
  readonly reason?: string;
  /** Of money that moved, or was ordered to be. */
  readonly amount?: Money;
  readonly order?: string;
}

function eventsOfAll(view: View): readonly TimelineEvent[] {
  const { book, today } = view;
  const dated = book.subscriptions.flatMap((held) =>
    datesOf(view, held).map((one) => shownEvent(held.offer, held.id, one)),
  );
  const ordered = withoutTerm(book).flatMap((order) =>
    historyOfOrder(view, order).map((one) => shownEvent(order.offer, order.subscriptionId, one)),
  );
  const pending = pendingStarts(book, today).map(({ transfer, offer, subscriptionId }) =>
    shownEvent(offer, subscriptionId, { day: transfer?.due ?? today, what: 'fundsDue' }),
  );
  return [...dated, ...ordered, ...pending];
}

function shownEvent(offer: string, subscription: string, { day, what, ...more }: Happened | DateOn): TimelineEvent {
  return { date: day, event: what, offer, subscription, ...more };
}
