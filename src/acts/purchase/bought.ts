import type { Outcome } from '../../cli/command.js';
import type { Screen } from '../../io/blocks.js';
import { activatedAmong, holdingsOf } from '../../core/benefit.js';
import { Stop, stop } from '../../errors.js';
import type { Book } from '../../core/book.js';
import type { Order } from '../../core/order.js';
import { requestStatus, type SupportRequest } from '../../core/support-request.js';
import type { Purchased } from '../../journeys/purchase.js';
import { placedByTransfer } from '../../screens/transfer.js';
import { shownOrder } from '../../screens/orders.js';
import { changedSinceReview, paymentIn, viewOf, type Checkout } from './checkout.js';
import { cardOf } from '../../screens/order.js';
import { shownPending } from '../../screens/pending.js';
import { shownSubscription } from '../../screens/subscriptions.js';

/** What a purchase came to: the confirmation, or why it did not happen. @throws Stop for everything but a paid order */
export function concluded(checkout: Checkout, purchased: Purchased): Outcome {
  switch (purchased.kind) {
    case 'paid': {
      const { order, subscription, book } = purchased;
      return {
        value: {
          order: shownOrder(order, checkout.visit.today),
          subscription: shownSubscription({ ...viewOf(checkout), book }, subscription),
        },
        screen: confirmation(checkout, purchased),
      };
    }
    case 'pending': {
      const { order, book } = purchased;
      const held = book.subscriptions.find(({ id }) => id === order.subscriptionId);
      const subscription = held ? shownSubscription({ ...viewOf(checkout), book }, held) : shownPending(order);
      return placedByTransfer(checkout.context, order, subscription, checkout.visit.today);
    }
    case 'refused':
      throw new Stop(purchased.refusal);
    case 'changed':
      throw changedSinceReview(checkout, purchased.now);
    case 'declined': {
      const { brand, last4 } = charged(checkout);
      throw stop('PAYMENT_DECLINED', {
        declineCode: purchased.declineCode,
        card: { brand, last4 },
        order: purchased.order?.id ?? null,
      });
    }
    case 'unknown':
      throw stop('PAYMENT_UNKNOWN', { order: purchased.order?.id ?? null, reason: purchased.reason });
    case 'in-progress':
      throw stop('PAYMENT_IN_PROGRESS', { order: purchased.order.id });
  }
}

/** The requests to cancel that ended with an upgrade (P7). */
function settledRequests({ requests }: Book, { supersedes }: Order): readonly SupportRequest[] {
  if (supersedes === undefined) return [];
  return requests.filter((request) => request.cancels === supersedes && requestStatus(request) === 'superseded');
}

/** The card that a declined payment was with. */
export function charged(checkout: Checkout): { readonly brand: string; readonly last4: string } {
  const card = cardOf(paymentIn(checkout));
  if (!card) throw new RangeError('a bank transfer is never declined');
  return card;
}

/** R11, R12: paid, with its numbers; and what happens next. The headline is whoever shows it. */
function confirmation(checkout: Checkout, { order, book, subscription }: Extract<Purchased, { kind: 'paid' }>): Screen {
  const { context, visit } = checkout;
  const { words, speech } = context;
  const method = book.paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
  const held = holdingsOf({ ...visit, book }, subscription);
  const waiting = held.length - activatedAmong(held);
  const { orders, receipt, confirmed } = words.screens;
  const anniversary = speech.day(order.term.end);
  return [
    {
      kind: 'facts',
      rows: [
        [orders.id, order.id],
        [orders.receipt, order.receiptNumber ?? ''],
        [receipt.total, speech.money(order.total)],
        [receipt.paidWith, method ? words.screens.card(method) : ''],
      ],
    },
    {
      kind: 'text',
      text: visit.programme.policy.automaticRenewal
        ? words.screens.review.anniversary(anniversary)
        : words.screens.review.anniversaryByHand(anniversary),
    },
    ...settledRequests(book, order).map(
      ({ number }) => ({ kind: 'text', text: words.support.review.ended(number) }) as const,
    ),
    ...(waiting > 0 ? [{ kind: 'hint', text: confirmed.benefits(waiting) } as const] : []),
  ];
}
