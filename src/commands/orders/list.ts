import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { dayOf, type Day } from '../../core/day.js';
import type { Book } from '../../core/book.js';
import type { Order } from '../../core/order.js';
import { moneyState, refunded, refundsOf, type MoneyState } from '../../core/refund.js';
import { columnsOf, listFlags, listOf, type Item } from '../../acts/list.js';
import { pastMembership } from '../../cli/visit.js';
import { shownRecorded } from '../../screens/recorded.js';
import { shownOrder } from '../../screens/orders.js';

const STATES = [
  'placed',
  'pending',
  'action_required',
  'paid',
  'failed',
  'expired',
  'cancelled',
  'refund_pending',
  'refunded',
  'recorded',
] as const satisfies readonly (MoneyState | 'recorded')[];

export const ordersList: Command = {
  path: 'orders list',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  flags: listFlags({ states: STATES, dated: true }),
  examples: [
    'orders list',
    'orders list --state paid,refunded --since 2026-01-01',
    'orders list --limit 10 --output csv',
  ],
  fields: [
    'id',
    'kind',
    'offer',
    'state',
    'total.amount',
    'total.currency',
    'termStart',
    'termEnd',
    'receiptNumber',
    'placedAt',
    'paidAt',
    'stated.paidOn',
    'stated.invoice',
    'creditNoteNumber',
    'invoiceNumber',
  ],
  run: async (context, given) => {
    const { book, today } = await pastMembership(context);
    const said = context.words.screens.orders;
    const columns = columnsOf(said.id, said.kind, said.offer, said.total, said.state, said.placed, said.receipt);
    return listOf(
      context,
      given,
      [
        ...book.orders.map((order) => placedHere(context, book, order, today)),
        ...book.recorded.map((order) => boughtElsewhere(context, shownRecorded(order))),
      ],
      {
        columns: columns.map((column) => (column.title === said.total ? { ...column, align: 'right' } : column)),
        none: [{ kind: 'text', text: said.none }],
        newest: 'last',
      },
    );
  },
};

function placedHere({ words, speech }: Context, book: Book, order: Order, today: Day): Item {
  const refunds = refundsOf(book, order.id);
  const state = moneyState(order, refunds, today);
  return {
    value: shownOrder(order, today, refunds),
    state,
    on: order.placedAt,
    cells: [
      order.id,
      words.screens.orderKinds[order.kind],
      speech.offer(order.offer),
      speech.money(order.total),
      words.screens.orderStates[state],
      speech.day(dayOf(order.placedAt)),
      papersOf(book, order).join(', '),
    ],
  };
}

/** `--since` asks when it was paid, as far as anybody said: when it was written down is of no use to a budget (D22). */
function boughtElsewhere(context: Context, order: ReturnType<typeof shownRecorded>): Item {
  const { words, speech } = context;
  const { id, kind, offer, total, state, placedAt, stated } = order;
  const on = stated.paidOn ?? stated.invoicedOn;
  return {
    value: order,
    state,
    on: on ?? placedAt,
    cells: [
      id,
      words.screens.orderKinds[kind],
      speech.offer(offer),
      total ? speech.money(total) : words.screens.dash,
      words.screens.orderStates[state],
      eventDay(context, on, dayOf(placedAt)),
      stated.invoice === null ? '' : words.elsewhere.invoiceNo(stated.invoice),
    ],
  };
}

/** The day on which it was paid elsewhere, as far as anybody said, and the one on which that was recorded (D22). */
function eventDay({ words, speech }: Context, on: Day | null, recorded: Day): string {
  const { happened, recordedOn } = words.general;
  return on === null ? recordedOn(speech.day(recorded)) : happened(speech.day(on), speech.day(recorded));
}

/** Its receipt, its invoice, and the credit note of its refund. */
function papersOf(book: Book, { id, receiptNumber, invoiceNumber }: Order): readonly string[] {
  const papers = [receiptNumber, invoiceNumber, refunded(refundsOf(book, id))?.creditNoteNumber];
  return papers.filter((number) => typeof number === 'string');
}
