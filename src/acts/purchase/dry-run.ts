import type { Outcome } from '../../cli/command.js';
import { reviewHash } from '../../journeys/purchase.js';
import { concluded } from './bought.js';
import { accountOf, paymentIn, placeOrder, planOf, viewOf, type Checkout } from './checkout.js';
import { cardOf, orderScreen, startsWithFunds } from '../../screens/order.js';

/**
 * Buys in a dry run, and shows the order with the hash that holds a later purchase to it.
 * @throws Stop where the purchase would be refused, or is no longer what an earlier review showed
 */
export async function dryRunOutcome(checkout: Checkout): Promise<Outcome> {
  const { context } = checkout;
  const plan = planOf(checkout);
  const payment = paymentIn(checkout);
  concluded(checkout, await placeOrder(checkout));
  const review = reviewHash(context.ids, plan, payment);
  const card = cardOf(payment);
  const withFunds = startsWithFunds(plan, payment);
  return {
    value: {
      dryRun: true,
      review,
      account: { mpnId: accountOf(checkout).mpnId, joins: checkout.joins },
      order: {
        kind: plan.kind,
        offer: plan.offer,
        subscriptionId: plan.subscriptionId,
        termNumber: plan.term.number,
        termStart: withFunds ? null : plan.term.start,
        anniversary: withFunds ? null : plan.term.end,
        lines: plan.lines,
        tax: plan.tax,
        total: plan.total,
        termsVersion: plan.terms.version,
        paymentMethod: payment.kind === 'on-file' ? payment.method.id : null,
        payBy: card ? 'card' : 'transfer',
        card: card ? { brand: card.brand, last4: card.last4 } : null,
      },
    },
    screen: [],
    preview: [
      ...orderScreen(context, viewOf(checkout), plan, payment),
      { kind: 'text', text: context.words.screens.review.hash(review) },
    ],
  };
}
