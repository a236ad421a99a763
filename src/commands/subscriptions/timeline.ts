import type { Command } from '../../cli/command.js';
import { addDays, dayOf, type Day } from '../../core/day.js';
import type { View } from '../../core/view.js';
import { chargeDayOf, outlook } from '../../core/outlook.js';
import { awaitedFor, pendingStarts } from '../../core/transfer.js';
import { lastTerm, renewalWindow, runsTo, standing, type Subscription, type Term } from '../../core/subscription.js';
import { visit } from '../../cli/visit.js';

/** One line of time instead of three end dates that differ. */
export const subscriptionsTimeline: Command = {
  path: 'subscriptions timeline',
  examples: ['subscriptions timeline', 'subscriptions timeline --json'],
  fields: ['date', 'event', 'offer', 'subscription'],
  run: async (context) => {
    const seen = await visit(context);
    const { book } = seen;
    const { words, speech } = context;
    const said = words.screens.subscription;
    const events = [...(book ? eventsOfAll({ ...seen, book }) : [])].sort((left, right) =>
      left.date < right.date ? -1 : left.date > right.date ? 1 : 0,
    );
    if (events.length === 0) return { value: [], screen: [{ kind: 'hint', text: said.none }] };
    const rows = events.map(({ date, event, offer }) => [
      speech.day(date),
      words.screens.events[event],
      speech.offer(offer),
    ]);
    const columns = [said.day, said.event, said.offer].map((title) => ({ title }));
    return { value: events, screen: [{ kind: 'table', columns, rows }] };
  },
};

interface TimelineEvent {
  readonly date: Day;
  readonly event:
    | 'started'
    | 'renewed'
    | 'turnedOff'
    | 'cancelled'
    | 'opens'
    | 'reminder'
    | 'charge'
    | 'anniversary'
    | 'fundsDue'
    | 'closes'
    | 'superseded';
  readonly offer: string;
  readonly subscription: string;
}

function eventsOfAll(view: View): readonly TimelineEvent[] {
  const { book, today } = view;
  const pending = pendingStarts(book, today).map(({ transfer, offer, subscriptionId: subscription }) => ({
    date: transfer?.due ?? today,
    event: 'fundsDue' as const,
    offer,
    subscription,
  }));
  return [...book.subscriptions.flatMap((held) => eventsOf(held, view)), ...pending];
}

function eventsOf(held: Subscription, view: View): readonly TimelineEvent[] {
  const { programme, book, today } = view;
  const { policy } = programme;
  const event = (date: Day, name: TimelineEvent['event']): TimelineEvent => ({
    date,
    event: name,
    offer: held.offer,
    subscription: held.id,
  });
  const term = lastTerm(held);
  const past = [
    ...held.terms
      .filter((term) => begins(held, term))
      .map(({ start, number }) => event(start, number === 0 ? 'started' : 'renewed')),
    ...held.turnedOff.map((row) => event(dayOf(row.at), 'turnedOff')),
  ];
  if (held.superseded) return [...past, event(held.superseded.on, 'superseded')];
  if (held.cancelled) return [...past, event(held.cancelled.from, 'cancelled')];
  if (standing(held, policy, today).kind === 'expired') return [...past, event(term.end, 'anniversary')];
  const { opens, closes } = renewalWindow(term, policy);
  const charge = chargeDayOf(outlook(view, held));
  const due = awaitedFor(book, held, today)?.transfer?.due;
  return [
    ...past,
    event(opens, 'opens'),
    ...policy.reminders.always.map((days) => event(addDays(term.end, days), 'reminder')),
    event(term.end, 'anniversary'),
    ...(due === undefined ? [] : [event(due, 'fundsDue')]),
    ...(charge === undefined ? [] : [event(charge, 'charge')]),
    event(closes, 'closes'),
  ];
}

/** A term that was renewed ahead and given back never begins. */
function begins(held: Subscription, { number, start }: Term): boolean {
  return number === 0 || !held.cancelled || start < runsTo(held);
}
