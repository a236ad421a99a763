import type { Context } from '../cli/context.js';
import type { Outcome } from '../cli/command.js';
import { awaitedPage, waitsRefusal, type Order, type PaymentPage } from '../core/order.js';
import { EXIT, Stop, stop } from '../errors.js';
import type { Fact, Screen } from '../io/blocks.js';
import { sh } from '../language/command-line.js';
import type { Voice } from '../language/words.js';
import { shownOrder } from './orders.js';
import { standIn } from './stand-in.js';
import type { Day } from '../core/day.js';

/** Where the cardholder can pay an order yet, and until when. */
export function cardholderFacts({ words, speech }: Voice, order: Order): readonly Fact[] {
  const page = awaitedPage(order);
  if (!page) return [];
  return [
    [words.cardholder.page, page.url],
    [words.cardholder.until, speech.instant(page.until)],
  ];
}

/** What is asked of the cardholder, and the address where they answer, whole. */
export function askedOfCardholder({ words, speech }: Voice, order: Order, page: PaymentPage): Screen {
  const said = words.cardholder;
  return [
    { kind: 'text', text: said.asked(speech.money(order.total)) },
    { kind: 'verbatim', text: page.url },
    { kind: 'facts', rows: [[said.until, speech.instant(page.until)]] },
    ...standIn({ words, speech }, order, page).map((text) => ({ kind: 'text', text }) as const),
  ];
}

/** An order that is neither paid nor failed, beside the subscription that it is for; the headline is whoever shows it. */
export function waitingOutcome(
  context: Context,
  { order, page }: { readonly order: Order; readonly page: PaymentPage },
  subscription: unknown,
  today: Day,
): Outcome {
  const { words, speech } = context;
  return {
    value: { order: shownOrder(order, today), subscription },
    screen: [
      { kind: 'facts', rows: [[words.screens.orders.id, order.id]] },
      ...askedOfCardholder(context, order, page),
      { kind: 'hint', text: words.cardholder.next(speech.here(sh`partner orders pay ${order.id}`)) },
    ],
    exit: EXIT.waiting,
  };
}

/** Why nothing else is done for the term of an order whose payment is open: it waits for its cardholder, or nobody knows. */
export function unsettled(order: Order, reason?: string): Stop {
  const waits = reason === undefined ? waitsRefusal(order) : undefined;
  return waits ? new Stop(waits) : stop('PAYMENT_UNKNOWN', { order: order.id, reason: reason ?? 'no_answer' });
}
