import type { Outcome } from '../../cli/command.js';
import { defaultMethod, usableOn } from '../../core/payment-method.js';
import { Stop } from '../../errors.js';
import { reviewHash } from '../../journeys/purchase.js';
import { REVIEW, textOf } from '../../wizards/flags.js';
import { unwritten } from '../../cli/unwritten.js';
import { accountOf, changedSinceReview, paymentIn, planOf, viewOf, type Checkout } from './checkout.js';
import { cardOf, orderScreen, startsWithFunds } from '../../screens/order.js';

/**
 * What would be written, and the hash that holds a later purchase to it.
 * @throws Stop where the purchase would be refused, or is no longer what an earlier review showed
 */
export function dryRunOutcome(checkout: Checkout): Outcome {
  const { context, visit } = checkout;
  const plan = planOf(checkout);
  const payment = paymentIn(checkout);
  const review = reviewHash(context, plan, payment);
  const refusal = payment.kind === 'on-file' ? usableOn(payment.method, visit.today) : undefined;
  if (refusal) throw new Stop(refusal);
  const reviewed = textOf(checkout.said.flags, REVIEW);
  if (reviewed !== undefined && reviewed !== review) throw changedSinceReview(checkout, review);
  const { words } = context;
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
      writes: writesOf(checkout),
    },
    screen: [
      ...orderScreen(context, viewOf(checkout), plan, payment),
      ...unwritten(context, writesOf(checkout)),
      { kind: 'text', text: words.screens.review.hash(review) },
    ],
  };
}

function writesOf(checkout: Checkout): readonly string[] {
  const joined = checkout.joins ? ['account-joined', 'terms-accepted'] : [];
  if (paymentIn(checkout).kind === 'transfer') return [...joined, 'order-placed', 'terms-accepted'];
  const added = paymentIn(checkout).kind === 'new' ? ['payment-method-added'] : [];
  const started = checkout.kind !== 'renewal' ? ['subscription-started'] : [];
  const forNextTime = defaultMethod(viewOf(checkout).book.paymentMethods) ? [] : ['payment-method-made-default'];
  const placed = ['order-placed', ...added, 'terms-accepted', 'attempt-sent'];
  const paid = ['attempt-settled', 'order-paid', ...started, 'term-added'];
  return [...joined, ...placed, ...paid, ...forNextTime];
}
