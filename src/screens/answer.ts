import type { Screen } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import type { Book } from '../core/book.js';
import type { Cancelling } from '../core/cancellation.js';
import { addDays, type Day } from '../core/day.js';
import type { Order } from '../core/order.js';
import { refunded, returnedElsewhere, type Returned } from '../core/refund.js';
import type { Refund } from '../core/records.js';
import { runsTo, type Subscription } from '../core/subscription.js';
import { requestStatus, type SupportRequest } from '../core/support-request.js';
import { transferReference } from '../core/transfer.js';
import type { Resolved } from '../journeys/resolve-request.js';
import type { Membership } from '../cli/visit.js';

export type Done = Extract<Resolved, { kind: 'done' }>;

/**
 * What approving a cancellation does: the money and the day (D10).
 * @param back what others gave back of it: nothing is sent where that is all
 */
export function planScreen(
  context: Context,
  book: Book,
  held: Subscription,
  plan: Cancelling,
  back?: Returned,
): Screen {
  const { words, speech } = context;
  const said = words.support.resolve;
  const offer = speech.offer(held.offer);
  const lines =
    plan.kind === 'refund'
      ? refundLines(plan.order)
      : plan.kind === 'refund-elsewhere'
        ? [said.willRecordRefund(speech.money(plan.amount)), said.willEnd(offer, speech.day(plan.from))]
        : [runOutInWords(context, held, plan)];
  return lines.map((text) => ({ kind: 'text', text }));

  function refundLines(order: Extract<Cancelling, { kind: 'refund' }>['order']): readonly string[] {
    const amount = speech.money(order.total);
    return [goesBack(order, amount), said.willEnd(offer, speech.day(plan.from))];
  }

  function goesBack(order: Order, amount: string): string {
    if (order.transfer) return words.transfers.willSendBack(amount, transferReference(order));
    const { kind } = back ?? returnedElsewhere(order);
    return kind === 'all'
      ? said.isReturned(amount)
      : said.willRefund(amount, cardOf(context, book, order.paymentMethodId));
  }
}

type RunOut = Extract<Cancelling, { readonly kind: 'run-out' }>;

function runOutInWords({ words, speech }: Context, held: Subscription, { from, noRefund }: RunOut): string {
  const { resolve, noRefund: reasons } = words.support;
  const why = noRefund.code === 'REFUND_WINDOW_CLOSED' ? reasons[noRefund.why] : '';
  return `${resolve.willRunOut(speech.offer(held.offer), speech.day(addDays(from, -1)))} ${why}`;
}

/** What the answer did. @param plan what was to come of it: why nothing goes back, no book tells afterwards */
export function doneScreen(
  context: Context,
  { today }: Membership,
  { book, request, changed }: Done,
  plan: Cancelling | undefined,
): Screen {
  const { words } = context;
  const said = words.support;
  const status = requestStatus(request);
  const { number } = request;
  if (!changed) return [{ kind: 'text', text: said.alreadySo(number, said.statuses[status]) }];
  if (status === 'rejected') return [{ kind: 'text', text: said.rejected(number) }];
  const held = subscriptionOf(book, request);
  const made = refundFor(book, request);
  const order = book.orders.find(({ id }) => id === made?.orderId);
  return [
    said.approved(number),
    ...(made && order ? [refundedInWords(context, book, order)] : []),
    ...(made?.creditNoteNumber === undefined ? [] : [said.creditNote(made.creditNoteNumber)]),
    ...(held ? [plan?.kind === 'run-out' ? runOutInWords(context, held, plan) : endInWords(context, held, today)] : []),
  ].map((text) => ({ kind: 'text', text }));
}

function refundedInWords(context: Context, book: Book, order: Order): string {
  const { words, speech } = context;
  const amount = speech.money(order.total);
  if (order.transfer) return words.transfers.sentBack(amount, transferReference(order));
  return words.support.refunded(amount, cardOf(context, book, order.paymentMethodId));
}

function endInWords({ words, speech }: Context, held: Subscription, today: Day): string {
  const offer = speech.offer(held.offer);
  const over = held.cancelled !== undefined && held.cancelled.from <= today;
  return over ? words.support.ended(offer) : words.support.endsOn(offer, speech.day(runsTo(held)));
}

export function refundFor(book: Book, request: SupportRequest): Refund | undefined {
  return refunded(book.refunds.filter(({ requestId }) => requestId === request.id));
}

export function subscriptionOf(book: Book, { cancels }: SupportRequest): Subscription | undefined {
  return book.subscriptions.find(({ id }) => id === cancels);
}

function cardOf({ words }: Context, book: Book, methodId: string | null): string {
  const method = book.paymentMethods.find(({ id }) => id === methodId);
  return method ? words.screens.card(method) : '';
}
