import type { Outcome } from '../../cli/command.js';
import type { Screen } from '../../io/blocks.js';
import type { Context } from '../../cli/context.js';
import type { AnyView } from '../../core/view.js';
import { activatedAmong, holdingsOf } from '../../core/benefit.js';
import { Stop, stop, exitOf } from '../../errors.js';
import { newestSubscriptions, type Book } from '../../core/book.js';
import { declinedBefore } from '../../core/dunning.js';
import type { Order } from '../../core/order.js';
import { paidOnDay } from '../../core/transfer.js';
import { requestStatus, type SupportRequest } from '../../core/support-request.js';
import { type Purchased, reviewHash } from '../../journeys/purchase.js';
import { waitingOutcome } from '../../screens/cardholder.js';
import { placedByTransfer, shownPending } from '../../screens/transfer.js';
import { shownOrder, cardOf, orderScreen, reviewWarnings, startsWithFunds } from '../../screens/orders.js';
import {
  answeredFlags,
  changedSinceReview,
  missingIn,
  openToJoin,
  holdersIn,
  paymentIn,
  viewOf,
  type Checkout,
  accountOf,
  placeOrder,
  planOf,
} from './checkout.js';
import { isRunDaily, onceThereIs, paidNext } from '../../screens/renews-by-itself.js';
import { paidWith } from '../../screens/receipt.js';
import { shownHolders } from '../../screens/benefits.js';
import { shownSubscription } from '../../screens/subscriptions.js';
import { commandLine } from '../../language/command-line.js';
import { cardStep } from '../../wizards/payment.js';
import { liveSubscription, paymentGate, type Gate } from '../../core/gate.js';
import { gatesFor } from '../../core/plan.js';
import { shownGate, gatesTable, waysOut } from '../../screens/offers.js';
import { aboutCompetency, type Attention } from '../../core/attention.js';
import { lateTransfersOf } from '../../core/open-payments.js';
import { chargedBeside, chargedToo } from '../../core/vendor-charge.js';
import { atVendorToo } from '../../screens/portal.js';
import { warningBlock } from '../../screens/warning.js';
import { warningOf } from '../../language/attention.js';
import type { Words } from '../../language/words.js';

/** What a purchase came to: the confirmation, or why it did not happen. @throws Stop for everything but a paid order */
export function concluded(checkout: Checkout, purchased: Purchased): Outcome {
  switch (purchased.kind) {
    case 'paid':
      return paidOutcome(checkout.context, viewOf(checkout), purchased);
    case 'pending': {
      const { order, book } = purchased;
      const subscription = subscriptionFor(viewOf(checkout), order, book);
      return placedByTransfer(checkout.context, order, subscription, checkout.visit.today);
    }
    case 'waiting': {
      const { order, book } = purchased;
      const subscription = subscriptionFor(viewOf(checkout), order, book);
      return waitingOutcome(checkout.context, purchased, subscription, checkout.visit.today);
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
        withAnotherCard: withAnotherCard(checkout),
      });
    }
    case 'unknown': {
      const { order, reason } = purchased;
      // Without an order no payment was asked for: only the card could not be kept.
      throw order ? stop('PAYMENT_UNKNOWN', { order: order.id, reason }) : stop('GATEWAY_UNREACHABLE', { reason });
    }
    case 'in-progress':
      throw stop('PAYMENT_IN_PROGRESS', { order: purchased.order.id });
  }
}

/** The same purchase; what paid for it is to be filled in anew. */
function withAnotherCard(checkout: Checkout): string {
  const { method: _method, card: _card, ...order } = checkout.order;
  const line = [...checkout.command, ...answeredFlags({ ...checkout, order }), '--yes'];
  return commandLine(line, cardStep.missing);
}

/** The requests to cancel that ended with an upgrade (P7). */
function settledRequests({ requests }: Book, { supersedes }: Order): readonly SupportRequest[] {
  if (supersedes === undefined) return [];
  return requests.filter((request) => request.cancels === supersedes && requestStatus(request) === 'superseded');
}

/** Above what came of an order that was placed. */
export function headlineOf({ transfers, cardholder, glossary }: Words, { kind }: Purchased): string {
  if (kind === 'pending') return transfers.placed;
  return kind === 'waiting' ? cardholder.placed : glossary.orderConfirmed;
}

/** The card that a declined payment was with. */
export function charged(checkout: Checkout): { readonly brand: string; readonly last4: string } {
  const card = cardOf(paymentIn(checkout));
  if (!card) throw new RangeError('a bank transfer is never declined');
  return card;
}

type Paid = Extract<Purchased, { kind: 'paid' }>;

/** An order that is paid, and what is owned with it. The headline is whoever shows it. */
export function paidOutcome(context: Context, view: AnyView, paid: Paid): Outcome {
  const { order, subscription, book } = paid;
  const { beside, next } = stillToSee(view, paid);
  return {
    value: {
      order: shownOrder(order, view.today),
      subscription: shownSubscription({ ...view, book }, subscription),
      warnings: [...beside, ...next].map((one) => warningOf(context.voices.english, one)),
    },
    screen: confirmation(context, view, paid),
  };
}

/** What there is to warn of once it is paid: the same that its review did. */
function stillToSee({ programme, today }: AnyView, { order, book }: Paid) {
  const card = book.paymentMethods.find(({ id }) => id === order.paymentMethodId);
  return {
    beside: newestSubscriptions(book).flatMap((held) => chargedToo({ book, today }, held)),
    // A card that a lost ledger had is on file no more: it can't be made the default.
    next: programme.policy.automaticRenewal && !card?.removedAt ? paidNext({ book, card }, card?.id) : [],
  };
}

/** What an order that is not paid yet is for. */
export function subscriptionFor(view: AnyView, order: Order, book: Book) {
  const held = book.subscriptions.find(({ id }) => id === order.subscriptionId);
  return held ? shownSubscription({ ...view, book }, held) : shownPending(order);
}

/** R11, R12: paid, with its numbers; and what happens next. */
function confirmation(context: Context, visit: AnyView, paid: Paid): Screen {
  const { order, book, subscription, found } = paid;
  const { beside, next } = stillToSee(visit, paid);
  const { words, speech } = context;
  const method = book.paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
  const held = holdingsOf({ ...visit, book }, subscription);
  const waiting = held.length - activatedAmong(held);
  const { orders, receipt, confirmed } = words.screens;
  const anniversary = speech.day(order.term.end);
  const paidOn = paidOnDay(order);
  return [
    ...(found && paidOn
      ? [{ kind: 'text', text: confirmed.found(speech.day(paidOn), paidWith(words, order, method)) } as const]
      : []),
    {
      kind: 'facts',
      rows: [
        [orders.id, order.id],
        [orders.receipt, order.receiptNumber ?? ''],
        [receipt.total, speech.money(order.total)],
        [receipt.paidWith, paidWith(words, order, method)],
      ],
    },
    {
      kind: 'text',
      text: visit.programme.policy.automaticRenewal
        ? words.screens.review.anniversary(
            anniversary,
            onceThereIs(context, { book, card: method, on: order.term.end }),
          )
        : words.screens.review.anniversaryByHand(anniversary),
    },
    ...next.map((one) => warningBlock(context, one)),
    ...atVendorToo(context, visit.programme, beside),
    ...settledRequests(book, order).map(
      ({ number }) => ({ kind: 'text', text: words.support.review.ended(number) }) as const,
    ),
    ...(waiting > 0 ? [{ kind: 'hint', text: confirmed.benefits(waiting, speech) } as const] : []),
    ...jobWanted(context, visit, { order, book, subscription }),
  ];
}

/** Once, with the first that renews by itself, or that does so again: without a job nothing does, and nobody would know before it was missed. */
function jobWanted(
  { words, speech, outside }: Context,
  { programme }: AnyView,
  { order, book, subscription }: Pick<Paid, 'order' | 'book' | 'subscription'>,
): Screen {
  const isFirst = book.orders.filter(({ state }) => state === 'paid').length === 1;
  const wasOff = subscription.turnedOff.some(({ term }) => term === order.term.number - 1);
  if (!programme.policy.automaticRenewal || !(isFirst || wasOff) || isRunDaily({ outside }, book)) return [];
  const { job, jobInCi } = words.screens.confirmed;
  return [job(speech.here('partner renewals schedule install')), jobInCi].map(
    (text) => ({ kind: 'hint', text }) as const,
  );
}

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
  const withFunds = startsWithFunds(viewOf(checkout), plan, payment);
  const warned = reviewWarnings(viewOf(checkout), plan, payment);
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
        holders: shownHolders(holdersIn(checkout)),
        termsVersion: plan.terms.version,
        paymentMethod: payment.kind === 'on-file' ? payment.method.id : null,
        payBy: card ? 'card' : 'transfer',
        card: card ? { brand: card.brand, last4: card.last4 } : null,
      },
      warnings: [...warned.paying, ...warned.late, ...warned.beside, ...warned.next].map((one) =>
        warningOf(context.voices.english, one),
      ),
    },
    screen: [],
    preview: [
      ...orderScreen(context, viewOf(checkout), plan, payment),
      { kind: 'text', text: context.words.screens.review.hash(review) },
    ],
  };
}

/** What it may pay a second time (P9); and what passes today and will not at the anniversary date, while there is time (D13). */
function ahead({ kind, offer, visit }: Checkout): readonly Attention[] {
  const { book, today } = visit;
  if (!book) return [];
  const held = kind === 'renewal' ? liveSubscription(visit, offer.id) : undefined;
  return [...lateTransfersOf(book, offer.id, today), ...(held ? aboutCompetency({ ...visit, book }, held) : [])];
}

/** R2: how whoever is no member yet becomes one, and what of that is still to be said. */
function joinsWithIt(checkout: Checkout): Screen {
  const { words, speech } = checkout.context;
  const flags = openToJoin(checkout).flatMap((step) => step.flags.map(({ name }) => `--${name}`));
  return checkout.joins ? [{ kind: 'text', text: words.screens.check.joins(speech.list(flags)) }] : [];
}

/** `--check`: every gate of this act today, passed or failed, with its date and the way out; exit 5 where one fails. */
export async function checkOutcome(checkout: Checkout): Promise<Outcome> {
  const { context, visit, kind, offer, order, joins } = checkout;
  const { words, speech } = context;
  // Who is no member yet joins with the purchase: nothing stands against that either.
  const buyer = joins ? viewOf(checkout) : visit;
  // A vendor that is paid elsewhere wants no card here (D24).
  const { method } = order;
  const named = typeof method === 'object' ? method : undefined;
  const paysOtherwise = order.card ?? (method !== undefined && !named);
  const payment = paysOtherwise || visit.paidElsewhere ? undefined : paymentGate(buyer, offer, kind, named);
  const { book } = viewOf(checkout);
  const declined = payment && !payment.refusal ? declinedBefore(book, offer.id, named) : [];
  const warned = [...ahead(checkout), ...declined];
  // Who has no card yet brings one with the purchase: nothing stands against that.
  const bringsCard = payment?.refusal?.code === 'PAYMENT_METHOD_REQUIRED';
  const gates: readonly Gate[] = [
    ...gatesFor(kind, buyer, offer).filter(({ code }) => !(joins && code === 'MEMBERSHIP')),
    ...(payment && !bringsCard ? [payment] : []),
  ];
  const failed = gates.find((gate) => gate.refusal)?.refusal;
  const said = words.screens.check;
  const { takesTypedCards } = await context.books.kind();
  const verdict = {
    purchase: [said.ready, said.notReady],
    renewal: [said.readyRenew, said.notReadyRenew],
    upgrade: [said.readyUpgrade, said.notReadyUpgrade],
  } as const;
  const beside = chargedBeside(visit, kind, offer);
  const sentence = verdict[kind][failed ? 1 : 0](speech.offer(offer.id));
  return {
    value: {
      offer: offer.id,
      kind,
      possible: failed === undefined,
      missing: missingIn(checkout),
      gates: gates.map((gate) => shownGate(gate, context.voices.english)),
      warnings: [...warned, ...beside].map((one) => warningOf(context.voices.english, one)),
    },
    screen: [
      { kind: 'text', text: sentence },
      gatesTable(context, gates),
      ...waysOut(context, gates),
      ...joinsWithIt(checkout),
      ...(bringsCard ? [{ kind: 'text', text: said.bringsCard(takesTypedCards) } as const] : []),
      ...warned.map((one) => warningBlock(context, one)),
      ...atVendorToo(context, visit.programme, beside),
    ],
    ...(failed ? { exit: exitOf(failed) } : {}),
  };
}
