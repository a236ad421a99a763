import type { Command } from '../../cli/command.js';
import type { Fact } from '../../io/blocks.js';
import { moneyState, paperOf, refunded, refundsOf } from '../../core/refund.js';
import { beginsWithFunds } from '../../core/transfer.js';
import { pastMembership } from '../../cli/visit.js';
import { anyOrderNamed } from '../../named/membership.js';
import { transferFacts } from '../../screens/transfer.js';
import { recordedScreen, shownRecorded } from '../../screens/recorded.js';
import { cardholderFacts } from '../../screens/cardholder.js';
import { paidWith } from '../../screens/receipt.js';
import { paidWhen } from '../../core/order.js';
import { attemptState, foundFacts, seenFacts, shownOrder } from '../../screens/orders.js';

export const ordersShow: Command = {
  path: 'orders show',
  deed: { act: 'see-orders', scope: 'read', writes: null },
  arguments: [{ name: 'id', required: true, among: 'orders' }],
  examples: ['orders show ord_01JD0000000000000000000000'],
  run: async (context, given) => {
    const member = await pastMembership(context);
    const { book, today } = member;
    const order = anyOrderNamed(book, given.arguments['id'] ?? '');
    if ('statements' in order) return { value: shownRecorded(order), screen: recordedScreen(context, member, order) };
    const refunds = refundsOf(book, order.id);
    const returned = refunded(refunds);
    const { words, speech } = context;
    const said = words.screens.orders;
    const method = book.paymentMethods.find(({ id }) => id === order.paymentMethodId);
    const paidAt = paidWhen(order);
    const rows: readonly Fact[] = [
      [said.id, order.id],
      [said.kind, words.screens.orderKinds[order.kind]],
      [said.offer, speech.offer(order.offer)],
      [
        words.screens.subscription.term,
        beginsWithFunds(order)
          ? words.transfers.withFunds
          : words.screens.subscription.fromTo(speech.day(order.term.start), speech.day(order.term.end)),
      ],
      [said.total, speech.money(order.total)],
      [words.screens.review.tax, order.tax ? speech.money(order.tax) : words.screens.review.taxNotComputed],
      [said.state, words.screens.orderStates[moneyState(order, refunds, today)]],
      ...transferFacts(context, order, today),
      ...cardholderFacts(context, order),
      ...(method ? [[words.screens.receipt.paidWith, paidWith(words, order, method)] as const] : []),
      [said.terms, order.termsVersion],
      [said.placed, speech.instant(order.placedAt)],
      ...(paidAt ? [[said.paid, speech.instant(paidAt)] as const] : []),
      ...foundFacts(context, order),
      ...(returned?.settledAt ? [[said.refunded, speech.instant(returned.settledAt)] as const] : []),
      ...(order.receiptNumber ? [[said.receipt, order.receiptNumber] as const] : []),
      ...(order.invoiceNumber === undefined
        ? []
        : [[words.screens.invoice.titles.invoice, order.invoiceNumber] as const]),
      ...(returned ? [[words.screens.creditNote.title, paperOf(returned)] as const] : []),
      ...seenFacts(context, order),
    ];
    const attempts = order.attempts.map((attempt) => [
      String(attempt.ordinal),
      said.attemptStates[attemptState(attempt)],
      attempt.declineCode === null ? '' : (words.problems.declined[attempt.declineCode] ?? attempt.declineCode),
      speech.instant(attempt.sentAt),
    ]);
    const columns = [said.attempt, said.state, said.reason, said.sent].map((title) => ({ title }));
    return {
      value: shownOrder(order, today, refunds),
      screen: [
        { kind: 'facts', rows },
        ...(attempts.length === 0 ? [] : [{ kind: 'table', columns, rows: attempts } as const]),
      ],
    };
  },
};
