import type { Voice } from '../language/words.js';
import type { Block, Fact } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import type { ReceiptPage } from '../io/receipt-pdf.js';
import { buyerOf, type Buyer } from '../core/account.js';
import type { Book } from '../core/book.js';
import { dayOf, type Day, type Instant } from '../core/day.js';
import type { GatewayKind } from '../core/gateway.js';
import { money } from '../core/money.js';
import type { Order } from '../core/order.js';
import { chargeOf, refunded, refundsOf } from '../core/refund.js';
import { lineInWords } from './orders.js';

/** An order that is paid: it has a day and a number. */
export interface Receipt {
  readonly book: Book;
  readonly today: Day;
  readonly order: Order;
  readonly number: string;
  readonly paidAt: Instant;
  readonly gateway: GatewayKind;
}

export function receiptScreen(context: Context, receipt: Receipt): readonly Block[] {
  const { words } = context;
  return [
    { kind: 'title', left: words.screens.receipt.title, right: receipt.number },
    { kind: 'facts', rows: headFacts(context, receipt) },
    { kind: 'amounts', rows: amountRows(context, receipt) },
    ...(receipt.gateway.rehearses ? [{ kind: 'text', text: words.screens.receipt.sandbox } as const] : []),
  ];
}

/** The same on paper. */
export function receiptPage(context: Context, receipt: Receipt): ReceiptPage {
  const { words, settings } = context;
  return {
    title: words.screens.receipt.title,
    number: receipt.number,
    facts: headFacts(context, receipt),
    amounts: amountRows(context, receipt),
    notice: receipt.gateway.rehearses ? words.screens.receipt.sandbox : undefined,
    lang: settings.lang,
    paidAt: receipt.paidAt,
    country: buyerOf(receipt.book.account, receipt.order.id).country,
    replaced: (sign, packages) => words.receipt.replaced(sign, receipt.number, packages.join(' ')),
  };
}

function headFacts({ words, speech }: Context, { book, order, number, paidAt }: Receipt): readonly Fact[] {
  const said = words.screens.receipt;
  const buyer = buyerOf(book.account, order.id);
  const method = book.paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
  return [
    [said.number, number],
    [said.paidBy, companyLine(buyer)],
    ...(buyer.address === undefined ? [] : [[words.screens.account.address, buyer.address] as const]),
    ...(buyer.vatId === undefined ? [] : [[words.screens.account.vatId, buyer.vatId] as const]),
    [said.mpnId, book.account.mpnId],
    [said.paidOn, speech.day(dayOf(paidAt))],
    [said.paidWith, method ? words.screens.card(method) : words.transfers.name],
    ...fundsReceived({ words, speech }, order),
    [said.order, order.id],
    ...(order.transfer ? [] : [[said.charge, chargeOf(order) ?? ''] as const]),
    [said.term, words.screens.subscription.fromTo(speech.day(order.term.start), speech.day(order.term.end))],
  ];
}

/** P9: the day on the bank's statement. */
function fundsReceived({ words, speech }: Voice, { transfer }: Order): readonly Fact[] {
  const end = transfer?.end;
  return end?.outcome === 'received' ? [[words.transfers.receivedOn, speech.day(end.receivedOn)]] : [];
}

function amountRows(context: Context, { book, order }: Receipt): readonly Fact[] {
  const { words, speech } = context;
  const said = words.screens.receipt;
  return [
    ...order.lines.map((line): Fact => [
      lineInWords(context, line) ?? speech.offer(line.what),
      speech.money(line.amount),
    ]),
    [said.tax, order.tax ? speech.money(order.tax) : words.screens.review.taxNotComputed],
    [said.total, speech.money(order.total)],
    ...creditNote(context, book, order),
  ];
}

/** What went back, and what is left of it: the receipt itself stays as it was given. */
function creditNote({ words, speech }: Context, book: Book, order: Order): readonly Fact[] {
  const refund = refunded(refundsOf(book, order.id));
  if (!refund?.settledAt) return [];
  const { amount, currency } = refund.amount;
  const said = words.support.receipt;
  return [
    [said.refunded(speech.day(dayOf(refund.settledAt))), speech.money(money(-amount, currency))],
    [said.balance, speech.money(money(order.total.amount - amount, currency))],
  ];
}

function companyLine({ company, country }: Buyer): string {
  return `${company}, ${country}`;
}
