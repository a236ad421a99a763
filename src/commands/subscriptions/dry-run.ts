import type { Outcome } from '../../command.js';
import { reviewHash } from '../../journeys/purchase.js';
import { accountOf, paymentIn, planOf, type Checkout } from './checkout.js';
import { cardOf, orderScreen } from './order-screen.js';

/** What would be written, and the hash that holds a later purchase to it. */
export function dryRunOutcome(checkout: Checkout): Outcome {
  const { context, visit } = checkout;
  const plan = planOf(checkout);
  const payment = paymentIn(checkout);
  const review = reviewHash(context, plan, payment);
  const { words } = context;
  const card = cardOf(payment);
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
        termStart: plan.term.start,
        anniversary: plan.term.end,
        lines: plan.lines,
        tax: plan.tax,
        total: plan.total,
        termsVersion: plan.terms.version,
        paymentMethod: payment.kind === 'on-file' ? payment.method.id : null,
        card: { brand: card.brand, last4: card.last4 },
      },
      writes: writesOf(checkout),
    },
    screen: [
      ...orderScreen(context, visit.programme, plan, payment),
      { kind: 'facts', rows: [[words.screens.review.wouldWrite, writesOf(checkout).join(', ')]] },
      { kind: 'text', text: words.screens.review.dryRun },
      { kind: 'text', text: words.screens.review.hash(review) },
    ],
  };
}

function writesOf(checkout: Checkout): readonly string[] {
  const joined = checkout.joins ? ['account-joined', 'terms-accepted'] : [];
  const added = paymentIn(checkout).kind === 'new' ? ['payment-method-added'] : [];
  const started = checkout.kind === 'purchase' ? ['subscription-started'] : [];
  return [...joined, ...added, 'order-placed', 'terms-accepted', 'attempt-sent', 'attempt-settled', 'order-paid', ...started, 'term-added'];
}
