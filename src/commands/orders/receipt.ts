import type { Block, Command, Fact } from '../../command.js';
import type { Context } from '../../context.js';
import type { Account } from '../../core/account.js';
import type { Book } from '../../core/book.js';
import { dayOf } from '../../core/day.js';
import type { Order } from '../../core/order.js';
import { stop } from '../../errors.js';
import { membership } from '../visit.js';
import { orderNamed } from './find.js';
import { shownOrder } from './shown.js';

/** Proof of what was paid: what the order was when it was paid, whatever the catalogue says today (G26). */
export const ordersReceipt: Command = {
  path: 'orders receipt',
  arguments: [{ name: 'id', required: true }],
  examples: ['orders receipt 2026-000001'],
  run: async (context, given) => {
    const { book, ledger } = await membership(context);
    const order = orderNamed(context, book, given.arguments['id'] ?? '');
    if (order.state !== 'paid') throw stop('NOT_PAID', { order: order.id });
    const gateway = await ledger.read((reader) => reader.gateway());
    const method = book.paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
    return {
      value: {
        receiptNumber: order.receiptNumber,
        paidBy: { company: book.account.company, country: book.account.country, mpnId: book.account.mpnId },
        card: method ? { brand: method.brand, last4: method.last4 } : null,
        chargeId: chargeOf(order),
        gateway,
        order: shownOrder(order),
      },
      screen: receiptScreen(context, book, order, gateway),
    };
  },
};

function receiptScreen(context: Context, book: Book, order: Order, gateway: string): readonly Block[] {
  const { words } = context;
  return [
    { kind: 'title', left: words.screens.receipt.title, right: order.receiptNumber ?? '' },
    { kind: 'facts', rows: headFacts(context, book, order) },
    { kind: 'amounts', rows: amountRows(context, order) },
    ...(gateway === 'sandbox' ? [{ kind: 'text', text: words.screens.receipt.sandbox } as const] : []),
  ];
}

function headFacts({ words, speech }: Context, { account, paymentMethods }: Book, order: Order): readonly Fact[] {
  const said = words.screens.receipt;
  const method = paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
  return [
    [said.number, order.receiptNumber ?? ''],
    [said.paidBy, companyLine(account)],
    [said.mpnId, account.mpnId],
    [said.paidOn, order.paidAt ? speech.day(dayOf(order.paidAt)) : ''],
    [said.paidWith, method ? words.screens.card(method) : ''],
    [said.order, order.id],
    [said.charge, chargeOf(order) ?? ''],
    [said.term, words.screens.subscription.fromTo(speech.day(order.term.start), speech.day(order.term.end))],
  ];
}

function amountRows({ words, speech }: Context, order: Order): readonly Fact[] {
  const said = words.screens.receipt;
  return [
    ...order.lines.map((line): Fact => [speech.offer(line.what), speech.money(line.amount)]),
    [said.tax, order.tax ? speech.money(order.tax) : words.screens.review.taxNotComputed],
    [said.total, speech.money(order.total)],
  ];
}

function companyLine({ company, country }: Account): string {
  return `${company}, ${country}`;
}

function chargeOf(order: Order): string | null {
  return order.attempts.find((attempt) => attempt.state === 'succeeded')?.chargeId ?? null;
}
