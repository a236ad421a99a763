import type { Voice } from '../language/words.js';
import type { Fact, Screen } from '../io/blocks.js';
import type { Outcome } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { daysBetween, type Day } from '../core/day.js';
import type { Order } from '../core/order.js';
import { beginsWithFunds, isPending, transferReference, pendingRefusal, pendingStarts } from '../core/transfer.js';
import { shownOrder } from './orders.js';
import { sh } from '../language/command-line.js';
import type { Book } from '../core/book.js';
import { liveSubscription } from '../core/gate.js';
import type { View } from '../core/view.js';
import { Stop } from '../errors.js';
import type { ShownAutorenew, ShownSubscription } from './subscriptions.js';

/** P9: where to, what to quote, and until when; or when the funds came. */
export function transferFacts({ words, speech }: Voice, order: Order, today: Day): readonly Fact[] {
  if (!order.transfer) return [];
  const said = words.transfers;
  const { due, end } = order.transfer;
  const left = isPending(order, today) ? `  (${said.daysLeft(daysBetween(today, due))})` : '';
  return [
    ...(isPending(order, today) ? [accountFact(words, order)] : []),
    [said.reference, transferReference(order)],
    [said.due, `${speech.day(due)}${left}`],
    ...(end?.outcome === 'received' ? [[said.receivedOn, speech.day(end.receivedOn)] as const] : []),
  ];
}

function accountFact({ transfers: said, screens }: Voice['words'], { sale }: Order): Fact {
  const bank = sale?.seller.bank;
  return [said.account, bank ? screens.invoice.bank(bank.holder, bank.iban, bank.bic) : said.onInvoice];
}

/** An order that waits: the amount to the cent, the words to quote and the days that are left. */
function awaitedFacts(voice: Voice, order: Order, today: Day): readonly Fact[] {
  return [[voice.words.transfers.amount, voice.speech.money(order.total)], ...transferFacts(voice, order, today)];
}

/** D3: ordered and not owned yet, as `status` shows it beside what is owned. */
export function pendingScreen(context: Voice, orders: readonly Order[], today: Day): Screen {
  const { words, speech } = context;
  return orders.map((order) => ({
    kind: 'tree',
    left: speech.offer(order.offer),
    right: words.screens.orderStates.pending,
    rows: [[words.screens.orders.id, order.id], ...awaitedFacts(context, order, today)],
  }));
}

/** What ordering by bank transfer comes to, beside the subscription that it is for. The headline is whoever shows it. */
export function placedByTransfer(context: Context, order: Order, subscription: unknown, today: Day): Outcome {
  const { words, speech } = context;
  const said = words.transfers;
  const { start, end } = order.term;
  const rows: readonly Fact[] = [[words.screens.orders.id, order.id], ...awaitedFacts(context, order, today)];
  return {
    value: { order: shownOrder(order, today), subscription },
    screen: [
      { kind: 'facts', rows },
      {
        kind: 'text',
        text: beginsWithFunds(order) ? said.nothingCharged : said.termKept(speech.day(start), speech.day(end)),
      },
      { kind: 'hint', text: said.next(speech.here(sh`partner orders confirm-transfer ${order.id}`)) },
    ],
  };
}

/** D3: ordered and not paid yet. It has no day before its funds are confirmed; the rest is what its order says. */
interface ShownPending extends Pick<ShownSubscription, 'id' | 'offer' | 'accountId' | 'termNumber' | 'benefits'> {
  readonly state: 'pending';
  readonly startedOn: null;
  readonly termStart: null;
  readonly anniversary: null;
  readonly daysLeft: 0;
  readonly windowOpens: null;
  readonly windowCloses: null;
  readonly autorenew: ShownAutorenew;
  readonly renewable: false;
  readonly cancelled: null;
}

export function shownPending({ subscriptionId, offer, accountId, term }: Order): ShownPending {
  return {
    id: subscriptionId,
    offer,
    accountId,
    state: 'pending',
    startedOn: null,
    termNumber: term.number,
    termStart: null,
    anniversary: null,
    daysLeft: 0,
    windowOpens: null,
    windowCloses: null,
    autorenew: {
      on: false,
      vendor: null,
      expectedOn: null,
      canTurnOn: false,
      nextChargeOn: null,
      amount: null,
      paymentMethod: null,
    },
    renewable: false,
    benefits: { granted: 0, activated: 0 },
    cancelled: null,
  };
}

/** By the id that the subscription will have, or by its offer, unless another subscription of it still runs. */
export function pendingNamed(view: View, given: string): Order | undefined {
  return pendingStarts(view.book, view.today).find(
    ({ subscriptionId, offer }) => subscriptionId === given || (offer === given && !liveSubscription(view, offer)),
  );
}

/** Its page, in place of that of a subscription. */
export function pendingOutcome(context: Context, order: Order, today: Day): Outcome {
  return { value: shownPending(order), screen: pendingScreen(context, [order], today) };
}

/** Whatever needs a subscription has to wait for the funds, too. @throws Stop TRANSFER_PENDING */
export function refusePending(book: Book, today: Day, names: (order: Order) => boolean): void {
  const refusal = pendingStarts(book, today).filter(names).map(pendingRefusal).at(0);
  if (refusal) throw new Stop(refusal);
}
