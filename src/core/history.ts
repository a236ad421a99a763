import type { Book } from './book.js';
import { addDays, dayOf, type Day, type Instant } from './day.js';
import type { Money } from './money.js';
import type { Order } from './order.js';
import { isStartKnown, newestStatement, type RecordedOrder } from './recorded-order.js';
import { refunded, refundsOf } from './refund.js';
import { returnedByOthers } from './seen.js';
import { begins, type Subscription, type Term } from './subscription.js';
import { paidOnDay, transferState } from './transfer.js';
import { under, type View } from './view.js';

/** history: what happened to a subscription, each on its day: its terms, its money and its automatic renewal. */
export interface Happened {
  readonly day: Day;
  readonly what: HappenedKind;
  /** Why it was declined or disputed: the gateway's word. */
  readonly reason?: string;
  readonly amount?: Money;
  readonly order?: string;
}

export type HappenedKind = 'started' | 'renewed' | 'turnedOff' | 'turnedOn' | MoneyMoved;
/** turnedOn: by the renewal that was paid (R12). ordered, and how that ended: by bank transfer (P9). */
type MoneyMoved =
  | 'ordered'
  | 'orderCancelled'
  | 'orderExpired'
  | 'declined'
  | 'paid'
  | 'refunded'
  | 'refundFailed'
  | 'disputed'
  | 'disputeWon'
  | 'paidElsewhere'
  | 'refundedElsewhere';

/** Where only the day is known it comes before the moments of that day; at one moment, an earlier term comes first. */
type Dated = Omit<Happened, 'day'> & { readonly at: Day | Instant; readonly term: number };

type OfOrder = Omit<Dated, 'term'>;

/** Oldest first. */
export function historyOf(view: View, held: Subscription): readonly Happened[] {
  const { book } = view;
  const isOfIt = ({ subscriptionId }: { readonly subscriptionId: string }) => subscriptionId === held.id;
  return oldestFirst([
    ...held.terms
      .filter((term) => begins(held, term) && isStartKnown(book, term))
      .map(({ start, number: term }) => ({ at: start, term, what: term === 0 ? 'started' : 'renewed' }) as const),
    ...book.orders.filter(isOfIt).flatMap((order) => moneyOf(view, order)),
    ...book.recorded.filter(isOfIt).flatMap(moneyElsewhere),
    ...switched(view, held),
  ]);
}

/** Orders of what nothing has begun with: it waits for its funds, or came to nothing. */
export function withoutTerm({ orders, subscriptions }: Book): readonly Order[] {
  return orders.filter(({ subscriptionId }) => !subscriptions.some(({ id }) => id === subscriptionId));
}

/** What became of one order, oldest first. */
export function historyOfOrder(view: View, order: Order): readonly Happened[] {
  return oldestFirst(moneyOf(view, order));
}

function oldestFirst(all: readonly Dated[]): readonly Happened[] {
  return all
    .toSorted((one, other) => Number(one.at > other.at) - Number(one.at < other.at) || one.term - other.term)
    .map(({ at, term: _term, ...rest }) => ({ day: at.slice(0, 10) as Day, ...rest }));
}

function moneyOf({ book, today }: View, order: Order): readonly Dated[] {
  const { id, total: amount, attempts } = order;
  const paidAt = paidWhen(order);
  const returned = refunded(refundsOf(book, id));
  const back = returned && (returned.on ?? returned.settledAt);
  const all: readonly OfOrder[] = [
    ...transferred(order, today),
    ...attempts
      .filter(({ state }) => state === 'declined' || state === 'action_required')
      .map(({ sentAt, settledAt, declineCode }) => ({
        ...{ at: settledAt ?? sentAt, what: 'declined' as const },
        ...(declineCode === null ? {} : { reason: declineCode }),
      })),
    ...(paidAt ? [{ at: paidAt, what: 'paid', amount } as const] : []),
    ...(returned && back ? [{ at: back, what: 'refunded', amount: returned.amount } as const] : []),
    ...returnedByOthers(order, returned).map(
      ({ at, amount: part }) => ({ at, what: 'refunded', amount: part }) as const,
    ),
    ...seenSince(order),
  ];
  return all.map((one) => ({ ...one, term: order.term.number, order: id }));
}

/** P9: ordered, and cancelled or expired where it was not paid. */
function transferred({ transfer, placedAt, total: amount }: Order, today: Day): readonly OfOrder[] {
  if (!transfer) return [];
  const state = transferState(transfer, today);
  return [
    { at: placedAt, what: 'ordered', amount },
    ...(state === 'cancelled' && transfer.end ? [{ at: transfer.end.at, what: 'orderCancelled' } as const] : []),
    ...(state === 'expired' ? [{ at: addDays(transfer.due, 1), what: 'orderExpired' } as const] : []),
  ];
}

/** What the gateway has shown of its charge. */
function seenSince({ seen }: Order): readonly OfOrder[] {
  return [
    ...(seen?.returned ?? []).flatMap(({ failedAt, amount }) =>
      failedAt ? [{ at: failedAt, what: 'refundFailed', amount } as const] : [],
    ),
    ...(seen?.disputes ?? []).flatMap(({ openedAt, cameBackAt, amount, reason }) => [
      { at: openedAt, what: 'disputed', amount, reason } as const,
      ...(cameBackAt ? [{ at: cameBackAt, what: 'disputeWon', amount } as const] : []),
    ]),
  ];
}

/** As it was stated, on the days that were stated (D22, D31). */
function moneyElsewhere(recorded: RecordedOrder): readonly Dated[] {
  const { id: order, refund } = recorded;
  const { paidOn, amount, term } = newestStatement(recorded);
  const of = { order, term: term.number };
  return [
    ...(paidOn ? [{ ...of, at: paidOn, what: 'paidElsewhere', ...(amount ? { amount } : {}) } as const] : []),
    ...(refund ? [{ ...of, at: refund.on, what: 'refundedElsewhere', amount: refund.amount } as const] : []),
  ];
}

/** R12, R15: off for a term, and back with the next renewal alone, on the day on which that was paid. */
function switched(view: View, held: Subscription): readonly Dated[] {
  const { automaticRenewal } = under(view, held).programme.policy;
  const offFor = ({ number }: Term) => held.turnedOff.filter(({ term }) => term === number);
  const wasOff = (term: Term) => term.stated?.renewal === 'off' || offFor(term).length > 0;
  const isOn = ({ stated }: Term) => (stated ? stated.renewal === 'on' : automaticRenewal !== null);
  return held.terms.flatMap((term, index): readonly Dated[] => {
    const before = held.terms[index - 1];
    const isBack = before && wasOff(before) && isOn(term);
    return [
      ...(isBack
        ? [{ at: renewedWhen(view.book, term), term: term.number, what: 'turnedOn', order: term.orderId } as const]
        : []),
      ...offFor(term).map(({ on, at }) => ({ at: on ?? at, term: term.number, what: 'turnedOff' }) as const),
    ];
  });
}

function renewedWhen({ orders, recorded }: Book, { orderId, start }: Term): Day | Instant {
  const order = orders.find(({ id }) => id === orderId);
  const stated = recorded.find(({ id }) => id === orderId);
  return (order ? paidWhen(order) : stated && (newestStatement(stated).paidOn ?? stated.statements[0]?.at)) ?? start;
}

/** The moment, unless it was written down on a later day than that on which the funds came (D22). */
function paidWhen(order: Order): Day | Instant | null {
  const day = paidOnDay(order);
  return order.paidAt && day === dayOf(order.paidAt) ? order.paidAt : day;
}
