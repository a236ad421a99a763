import type { Book } from './book.js';
import { addDays, dayOf, type Day } from './day.js';
import type { AnyView, View } from './view.js';
import { paidWhen, paysFor, type Order, type Transfer } from './order.js';
import { findOffer, type Offer, type Policy, type Programme } from './programme.js';
import { refuse, type Refusal } from './refusal.js';
import { firstTerm, lastTerm, renewalWindow, type Subscription, type TermSpan } from './subscription.js';

/**
 * bank transfer: an order that waits for its funds (P9). Nothing is charged; a person confirms that the money has come.
 * pending: ordered, and its due day has not passed. expired: the day has passed; it never stands in the way again.
 */
export type TransferState = 'pending' | 'expired' | 'cancelled' | 'received';

/** Derived from the day: an order that expires needs nobody to write that down. */
export function transferState({ due, end }: Transfer, today: Day): TransferState {
  if (end) return end.outcome;
  return today <= due ? 'pending' : 'expired';
}

export function isPending(order: Pick<Order, 'transfer'>, today: Day): boolean {
  return order.transfer !== undefined && transferState(order.transfer, today) === 'pending';
}

/** The orders that wait for their funds, oldest first. */
export function pendingOrders({ orders }: Pick<Book, 'orders'>, today: Day): readonly Order[] {
  return orders.filter((order) => isPending(order, today));
}

/** The orders that a subscription begins with once their funds are confirmed: until then it is pending (D3). */
export function pendingStarts(book: Pick<Book, 'orders'>, today: Day): readonly Order[] {
  return pendingOrders(book, today).filter((order) => order.term.number === 0);
}

/** The order whose funds may yet pay for the next term of what is owned, or for what takes its place (P7). */
export function awaitedFor(book: Pick<Book, 'orders'>, { id }: Subscription, today: Day): Order | undefined {
  return pendingOrders(book, today).find((order) => paysFor(order, id));
}

/**
 * The day of an automatic charge: while funds may yet come for the term, the day after the last one for them (P9);
 * undefined where the window has closed by then, so that nothing is charged (I7).
 */
export function chargedWithoutFunds(
  { programme, book, today }: View,
  held: Subscription,
  chargeOn: Day,
): Day | undefined {
  const due = awaitedFor(book, held, today)?.transfer?.due;
  if (due === undefined || due < chargeOn) return chargeOn;
  const day = addDays(due, 1);
  return day <= renewalWindow(lastTerm(held), programme.policy).closes ? day : undefined;
}

/** What still stands as placed in the ledger though its day has passed: written down with the next order. */
export function overdueTransfers(book: Pick<Book, 'orders'>, today: Day): readonly Order[] {
  return book.orders.filter(
    ({ state, transfer }) => state === 'placed' && transfer && transferState(transfer, today) === 'expired',
  );
}

// No programme chooses these words: every ledger holds what is given back by transfer to them, and banks quote them for years.
const QUOTED = { company: 'MPN', order: 'ORD' };

/** The words to quote with the transfer: the company's id in its programme and the order's number (P9), in letters that every bank passes on. */
export function transferReference({ id, reference }: Pick<Order, 'id' | 'reference'>): string {
  const [, company = ''] = reference.split('/');
  return `${QUOTED.company} ${company} ${QUOTED.order} ${id.replace(/^ord_/, '')}`;
}

/**
 * The last day on which the funds can be confirmed: the programme's days from the order on, and never after the window
 * of what is renewed or upgraded has closed, since nothing of it is left to renew then (P1).
 */
export function transferDue(policy: Policy, today: Day, held: Subscription | undefined): Day | undefined {
  if (!policy.bankTransfer) return undefined;
  const due = addDays(today, policy.bankTransfer.days);
  const closes = held && renewalWindow(lastTerm(held), policy).closes;
  return closes !== undefined && closes < due ? closes : due;
}

/**
 * The term that the funds pay for. A first one begins on the day on which they are confirmed, since nothing can be used
 * before (P9); the next one of what is owned stays on the old anniversary date (P3).
 * @param last what is paid already, where something is owned
 */
export function fundedTerm(
  { term: ordered, placedAt }: Pick<Order, 'term' | 'placedAt'>,
  confirmedOn: Day,
  last?: TermSpan,
): TermSpan {
  if (!followsPayment(ordered, dayOf(placedAt), last)) return ordered;
  const years = Number(ordered.end.slice(0, 4)) - Number(ordered.anchor.slice(0, 4));
  return { ...firstTerm(confirmedOn, years), number: ordered.number };
}

/**
 * A first term, and where the programme counts from the payment (P3) every other. What follows on something that was
 * brought in is counted from the anniversary date that was stated (D23), and so from its own first day as well.
 */
export function followsPayment(term: TermSpan, orderedOn: Day, last?: TermSpan): boolean {
  if (term.yearsFromAnchor > 0) return false;
  if (term.number === 0) return true;
  return term.start === orderedOn && !(term.start === last?.end && term.anchor === last.anchor);
}

/** Whether the term begins with its funds: until they come, nobody knows its days. */
export function beginsWithFunds({ transfer, term, placedAt }: Pick<Order, 'transfer' | 'term' | 'placedAt'>): boolean {
  return transfer !== undefined && transfer.end?.outcome !== 'received' && followsPayment(term, dayOf(placedAt));
}

/** P9: not every programme waits for transfers. */
export function transferOffered({ id, policy }: Programme, offer: Offer): Refusal | undefined {
  return policy.bankTransfer ? undefined : refuse('TRANSFER_NOT_OFFERED', { offer: offer.id, programme: id });
}

/** Why no funds can be confirmed for an order, and it cannot be cancelled either; undefined while it waits for them. */
export function notAwaited({ id, offer, kind, transfer }: Order, today: Day): Refusal | undefined {
  const state = transfer ? transferState(transfer, today) : 'by-card';
  if (state === 'pending') return undefined;
  const why = state === 'received' ? 'paid' : state;
  const on = transfer?.end && state !== 'expired' ? dayOf(transfer.end.at) : (transfer?.due ?? null);
  return refuse('TRANSFER_CLOSED', { order: id, offer, kind, why, on });
}

/**
 * Why funds that came on a day cannot be confirmed for an order today. What came in time counts as in time though it is
 * recorded after the last day (D22), until the term has been taken otherwise.
 */
export function notConfirmable(book: Book, order: Order, today: Day, receivedOn: Day): Refusal | undefined {
  const { id, offer, kind, transfer } = order;
  const over = notAwaited(order, today);
  if (!over || !transfer || (transfer.end && transfer.end.outcome !== 'expired')) return over;
  const { due: on } = transfer;
  if (isTakenOtherwise(book, order)) return refuse('TRANSFER_CLOSED', { order: id, offer, kind, why: 'taken', on });
  if (transfer.end) return over;
  return receivedOn <= on
    ? undefined
    : refuse('TRANSFER_CLOSED', { order: id, offer, kind, why: 'expired', on, inTime: true });
}

/** What was bought here for its term has closed the order; what was recorded, cancelled or superseded since has not. */
function isTakenOtherwise({ subscriptions }: Book, order: Order): boolean {
  const held = subscriptions.find(({ id }) => id === (order.supersedes ?? order.subscriptionId));
  if (!held) return subscriptions.some(({ offer, enrolment }) => offer === order.offer && enrolment >= order.enrolment);
  const newer = subscriptions.some(({ offer, enrolment }) => offer === held.offer && enrolment > held.enrolment);
  const isPaid = order.supersedes === undefined && lastTerm(held).number >= order.term.number;
  return newer || isPaid || held.cancelled !== undefined || held.superseded !== undefined;
}

/** The day on which it was paid: that of its charge, or that on which the funds came, whenever somebody wrote it down (D22); null while it is not. */
export function paidOnDay(order: Pick<Order, 'transfer' | 'paidAt' | 'attempts'>): Day | null {
  const { transfer } = order;
  if (transfer?.end?.outcome === 'received') return transfer.end.receivedOn;
  const when = paidWhen(order);
  return when && dayOf(when);
}

/**
 * Of this offer, of the one that it is upgraded from or to, or of one that includes it: while such a payment is open, it
 * is not bought (P7, G3).
 */
export function touches(order: Order, offer: Offer, programme: Programme): boolean {
  const ordered = findOffer(programme, order.offer);
  const upgraded = order.supersedes === undefined ? undefined : ordered?.upgrade?.from;
  const includes = ordered?.includes.includes(offer.id) === true;
  return includes || [offer.id, offer.upgrade?.from].includes(order.offer) || upgraded === offer.id;
}

/** While funds may still come for it, the same is not bought again, with a card or otherwise (P9, I2). */
export function awaitedTransfer({ programme, book, today }: AnyView, offer: Offer): Refusal | undefined {
  const order = book?.orders.find((placed) => isPending(placed, today) && touches(placed, offer, programme));
  return order && pendingRefusal(order);
}

/** What is said to whoever meets an order that waits for its funds. */
export function pendingRefusal(order: Order): Refusal | undefined {
  const { id, offer, transfer } = order;
  const reference = transferReference(order);
  return transfer && refuse('TRANSFER_PENDING', { offer, order: id, reference, due: transfer.due });
}
