import type { Book } from './book.js';
import { dayOf, type Day, type Instant } from './day.js';
import type { Entry } from './entry.js';
import type { Money } from './money.js';
import { placedAutomatically, type Order } from './order.js';
import type { Link } from './proof.js';
import type { ToldSoFar } from './told-so-far.js';

/**
 * event: what is told to other systems of an entry of the ledger. Nothing of it is stored: the chain of an account is the
 * outbox, so that an event is there exactly when its entry is, and the same for ever, its id among it.
 * endpoint: who is told, by the hash of its address, which is a secret.
 */
export interface LedgerEvent {
  /** Of the entry's account, place and hash: no other entry of any ledger has it. */
  readonly id: string;
  /** The place of its entry in the chain of the account, from 1. */
  readonly number: number;
  readonly type: string;
  readonly timestamp: Instant;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The pauses after a try in vain, in seconds; after the last an event is given up. */
const PAUSES_S = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** After how many seconds it is tried again; undefined where it is given up. @param tries in vain, this one among them */
export function pauseAfter(tries: number): number | undefined {
  return PAUSES_S[tries - 1];
}

/** Every event of an account, oldest first. @param links its whole chain */
export function eventsOf(links: readonly Link[], book: Book): readonly LedgerEvent[] {
  return links.flatMap((link, index) => {
    const entry = JSON.parse(link.body) as Entry;
    const told = happened(entry, book);
    if (!told) return [];
    const number = index + 1;
    const id = `evt_${link.account_id.replace(/^acc_/, '')}_${number}_${link.hash.slice(0, 8)}`;
    const { id: accountId, mpnId } = book.account;
    return [{ id, number, type: told.type, timestamp: link.at, data: { accountId, mpnId, ...told.data } }];
  });
}

/**
 * What an endpoint was told of an account, as its chain says; undefined where the chain does not know of it.
 * @param endpoint its id; undefined for whoever was told last
 */
export function toldTo(links: readonly Link[], endpoint: string | undefined): ToldSoFar | undefined {
  for (const { kind, body } of links.toReversed()) {
    if (kind !== 'events-told') continue;
    const entry = JSON.parse(body) as Extract<Entry, { readonly kind: 'events-told' }>;
    if (endpoint === undefined || entry.endpoint === endpoint) return entry;
  }
  return undefined;
}

/** What waits for whoever was told last, when another begins: nobody would tell it. */
export function leftWaiting(events: readonly LedgerEvent[], last: ToldSoFar | undefined, { before = 0 }: ToldSoFar) {
  return last ? events.filter(({ number }) => number > last.through && number <= before) : [];
}

/** An endpoint begins with what is written after an entry of the ledger: what is older is not told by itself. */
export function beginningAfter(links: readonly Link[], sequence: number): ToldSoFar {
  const before = links.filter((link) => link.sequence <= sequence).length;
  return { before, through: before, tries: 0, nextAt: null, reason: null, givenUp: [] };
}

/** What is told once more from a place on: what was told, given up or is older. What waits comes after it. */
export function toldSince(events: readonly LedgerEvent[], { through }: ToldSoFar, from: LedgerEvent | Day) {
  const isSince = ({ number, timestamp }: LedgerEvent) =>
    typeof from === 'string' ? dayOf(timestamp) >= from : number >= from.number;
  return events.filter((event) => event.number <= through && isSince(event));
}

/** Once all since a place waits again: an event that an endpoint does not take stands in the way of those after it. */
export function waitingSince({ before, through, givenUp }: ToldSoFar, { number }: LedgerEvent): ToldSoFar {
  const last = number - 1;
  return {
    ...(before === undefined ? {} : { before: Math.min(before, last) }),
    ...{ through: Math.min(through, last), tries: 0, nextAt: null, reason: null },
    givenUp: givenUp.filter((place) => place < number),
  };
}

/** Once some of what was told, given up or is older was taken again. */
export function takenAgain(events: readonly LedgerEvent[], told: ToldSoFar, taken: readonly LedgerEvent[]): ToldSoFar {
  const numbers = new Set(taken.map(({ number }) => number));
  const { before = 0 } = told;
  const older = events.filter(({ number }) => number <= before && !numbers.has(number));
  return {
    ...told,
    ...(before === 0 ? {} : { before: older.at(-1)?.number ?? 0 }),
    givenUp: told.givenUp.filter((number) => !numbers.has(number)),
  };
}

interface Happened {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

function happened(entry: Entry, book: Book): Happened | undefined {
  switch (entry.kind) {
    case 'order-placed':
      return ofOrder(book, entry.order.id, 'placed');
    case 'attempt-unknown':
      return ofOrder(book, orderOfAttempt(book, entry.id), 'unknown');
    case 'attempt-put-to-cardholder':
      return ofOrder(book, orderOfAttempt(book, entry.id), 'waiting');
    case 'order-paid':
      return ofOrder(book, entry.id, 'charged', { receiptNumber: entry.receiptNumber });
    case 'order-failed':
      return failed(book, entry.id);
    case 'transfer-ended':
      return ofOrder(book, entry.orderId, entry.end.outcome);
    case 'order-recorded': {
      const { id: orderId, subscriptionId, offer } = entry.order;
      return { type: 'order.recorded', data: { subscriptionId, offer, orderId, result: 'recorded' } };
    }
    case 'automatic-renewal-turned-off':
      return { type: 'autorenew.off', data: { subscriptionId: entry.subscriptionId, term: entry.term } };
    case 'subscription-cancelled':
      return {
        type: 'subscription.cancelled',
        data: { subscriptionId: entry.subscriptionId, from: entry.cancellation.from },
      };
    case 'charge-seen':
      return { type: 'charge.seen', data: { orderId: entry.id, ...entry.seen } };
    case 'refund-settled':
      return refunded(book, entry);
    case 'reminder-sent':
    case 'reminder-failed':
      return reminded(book, entry);
    case 'request-filed':
      return { type: 'support.filed', data: { request: entry.request.number, problem: entry.request.problem } };
    case 'request-entry-added':
      return answered(book, entry);
    default:
      return undefined;
  }
}

type Result =
  'placed' | 'charged' | 'declined' | 'failed' | 'unknown' | 'waiting' | 'received' | 'cancelled' | 'expired';

interface About {
  readonly reason: string | null;
  readonly receiptNumber: string | null;
}

/** With the fields that each line about a renewal has. */
function ofOrder(book: Book, id: string, result: Result, about: Partial<About> = {}): Happened | undefined {
  const order = book.orders.find((one) => one.id === id);
  if (!order) return undefined;
  const { subscriptionId, offer, total: amount, paymentMethodId: paymentMethod, term } = order;
  const { reason = null, receiptNumber = null } = about;
  const what = { subscriptionId, offer, orderId: id, termStart: term.start, result, amount, paymentMethod };
  return { type: `${nounOf(order)}.${result}`, data: { ...what, reason, receiptNumber } };
}

function nounOf(order: Order): string {
  return placedAutomatically(order) ? 'renewal' : 'order';
}

function orderOfAttempt(book: Book, attempt: string): string {
  return book.orders.find(({ attempts }) => attempts.some(({ id }) => id === attempt))?.id ?? '';
}

/** Declined by a bank, or never asked of one; that of a transfer is told by what became of its funds. */
function failed(book: Book, id: string): Happened | undefined {
  const last = book.orders.find((order) => order.id === id)?.attempts.at(-1);
  if (!last) return undefined;
  return ofOrder(book, id, last.state === 'not_executed' ? 'failed' : 'declined', { reason: last.declineCode });
}

function refunded(book: Book, { id, settlement }: Extract<Entry, { readonly kind: 'refund-settled' }>) {
  const refund = book.refunds.find((one) => one.id === id);
  if (!refund) return undefined;
  const { orderId, amount }: { readonly orderId: string; readonly amount: Money } = refund;
  const { state: result, reason, creditNoteNumber = null } = settlement;
  return { type: `refund.${result}`, data: { orderId, refundId: id, amount, result, reason, creditNoteNumber } };
}

function reminded(book: Book, entry: Extract<Entry, { readonly kind: 'reminder-sent' | 'reminder-failed' }>) {
  const dispatch = book.dispatches.find((one) => one.id === entry.id);
  if (!dispatch) return undefined;
  const { subscriptionId, term, days, notice, channel } = dispatch;
  const result = entry.kind === 'reminder-sent' ? 'sent' : 'failed';
  const reason = entry.kind === 'reminder-failed' ? entry.reason : null;
  const what = { reminder: entry.id, subscriptionId, term, days, notice: notice?.kind ?? null, channel };
  return { type: `reminder.${result}`, data: { ...what, result, reason } };
}

function answered(book: Book, { entry }: Extract<Entry, { readonly kind: 'request-entry-added' }>) {
  const request = book.requests.find(({ id }) => id === entry.requestId);
  const result = entry.outcome ?? 'noted';
  return request && { type: `support.${result}`, data: { request: request.number, problem: request.problem, result } };
}
