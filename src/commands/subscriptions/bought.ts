import type { Outcome, Screen } from '../../command.js';
import { findOffer } from '../../core/programme.js';
import { Stop, stop } from '../../errors.js';
import type { Purchased } from '../../journeys/purchase.js';
import type { Order } from '../../core/order.js';
import { commandLine } from '../../wizards/step.js';
import { shownOrder } from '../orders/shown.js';
import { paymentIn, viewOf, type Checkout } from './checkout.js';
import { cardOf } from './order-screen.js';
import { shownSubscription } from './shown.js';

/** What a purchase came to: the confirmation, or why it did not happen. @throws Stop for everything but a paid order */
export function concluded(checkout: Checkout, purchased: Purchased): Outcome {
  const { context } = checkout;
  switch (purchased.kind) {
    case 'paid': {
      const { order, subscription, book } = purchased;
      return {
        value: { order: shownOrder(order), subscription: shownSubscription({ ...viewOf(checkout), book }, subscription) },
        screen: confirmation(checkout, purchased),
      };
    }
    case 'refused':
      throw new Stop(purchased.refusal);
    case 'changed':
      throw stop('CHANGED_SINCE_REVIEW', { given: String(checkout.said.flags['review']), now: purchased.now });
    case 'declined': {
      const card = context.words.screens.card(cardOf(paymentIn(checkout)));
      throw stop('PAYMENT_DECLINED', { declineCode: purchased.declineCode, card, order: purchased.order?.id ?? null });
    }
    case 'unknown':
      throw stop('PAYMENT_UNKNOWN', { order: purchased.order?.id ?? null, reason: purchased.reason });
    case 'in-progress':
      throw stop('PAYMENT_IN_PROGRESS', { order: purchased.order.id });
  }
}

/** R11, R12: paid, with its numbers; and what happens next. */
function confirmation(checkout: Checkout, { order, book }: Extract<Purchased, { kind: 'paid' }>): Screen {
  const { context, visit } = checkout;
  const { words, speech } = context;
  const method = book.paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
  const offer = findOffer(visit.programme, order.offer);
  const said = words.screens.confirmed;
  const card = method ? words.screens.card(method) : '';
  const anniversary = speech.day(order.term.end);
  return [
    { kind: 'text', text: `${words.glossary.orderConfirmed}.` },
    { kind: 'text', text: said.paid(order.id, order.receiptNumber ?? '', speech.money(order.total), card) },
    {
      kind: 'text',
      text: visit.programme.policy.automaticRenewal
        ? words.screens.review.anniversary(anniversary)
        : words.screens.review.anniversaryByHand(anniversary),
    },
    ...(offer ? [{ kind: 'hint', text: said.benefits(offer.benefits.length) } as const] : []),
  ];
}

/** The same act as one command line, with the card that is on file by now. */
export function sameByScript({ context, command }: Checkout, order: Order): Screen {
  const line = commandLine([...command, `--accept-terms=${order.termsVersion}`, '--payment-method', order.paymentMethodId, '--yes']);
  return [
    { kind: 'hint', text: context.words.wizards.sameByScript },
    { kind: 'verbatim', text: `  ${line}` },
  ];
}
