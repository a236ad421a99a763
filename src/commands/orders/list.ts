import type { Command } from '../../cli/command.js';
import type { Context } from '../../cli/context.js';
import { dayOf, type Day } from '../../core/day.js';
import type { Book } from '../../core/book.js';
import type { Order } from '../../core/order.js';
import { moneyState, refunded, refundsOf } from '../../core/refund.js';
import { pastMembership } from '../../cli/visit.js';
import { shownRecorded } from '../../screens/recorded.js';
import { shownOrder } from '../../screens/orders.js';

export const ordersList: Command = {
  path: 'orders list',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  examples: ['orders list', 'orders list --output csv'],
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
  run: async (context) => {
    const { book, today } = await pastMembership(context);
    const { words, speech } = context;
    const said = words.screens.orders;
    const recorded = book.recorded.map(shownRecorded);
    if (book.orders.length + recorded.length === 0) return { value: [], screen: [{ kind: 'text', text: said.none }] };
    const rows = book.orders.map((order) => [
      order.id,
      words.screens.orderKinds[order.kind],
      speech.offer(order.offer),
      speech.money(order.total),
      words.screens.orderStates[moneyState(order, refundsOf(book, order.id), today)],
      speech.day(dayOf(order.placedAt)),
      papersOf(book, order).join(', '),
    ]);
    const stated = recorded.map(
      ({ id, kind, offer, total, state, placedAt, stated: { invoice, paidOn, invoicedOn } }) => [
        id,
        words.screens.orderKinds[kind],
        speech.offer(offer),
        total ? speech.money(total) : words.screens.dash,
        words.screens.orderStates[state],
        eventDay(context, paidOn ?? invoicedOn, dayOf(placedAt)),
        invoice === null ? '' : words.elsewhere.invoiceNo(invoice),
      ],
    );
    const columns = [said.id, said.kind, said.offer, said.total, said.state, said.placed, said.receipt];
    return {
      value: [...book.orders.map((order) => shownOrder(order, today, refundsOf(book, order.id))), ...recorded],
      screen: [
        {
          kind: 'table',
          columns: columns.map((title) => ({ title, ...(title === said.total ? { align: 'right' as const } : {}) })),
          rows: [...rows, ...stated],
        },
      ],
    };
  },
};

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
