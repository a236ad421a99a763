import type { Voice, Words } from '../language/words.js';
import type { PaymentMethod } from '../core/payment-method.js';
import type { Fact } from '../io/blocks.js';
import type { Context } from '../cli/context.js';
import type { ReceiptPage } from '../io/receipt-pdf.js';
import { buyerOf, type Account, type Buyer } from '../core/account.js';
import type { Book } from '../core/book.js';
import { dayOf, type Day, type Instant } from '../core/day.js';
import { rehearsalOf, type GatewayKind, type Rehearsal } from '../core/gateway.js';
import { paidWhen, type Order } from '../core/order.js';
import { chargeOf } from '../core/refund.js';
import { sh } from '../language/command-line.js';
import { foundFacts, lineInWords } from './orders.js';

/** An order that is paid: it has a day and a number. */
export interface Receipt {
  readonly book: Book;
  readonly today: Day;
  readonly order: Order;
  readonly number: string;
  readonly paidAt: Instant;
  readonly gateway: GatewayKind;
}

/** What a paper says where no money moved. */
export function noticeOf(
  gateway: GatewayKind,
  said: { readonly rehearsal: Readonly<Record<Rehearsal, string>> },
): string | undefined {
  const rehearsal = rehearsalOf(gateway);
  return rehearsal && said.rehearsal[rehearsal];
}

export function receiptPage(context: Context, receipt: Receipt): ReceiptPage {
  const { words, settings } = context;
  return {
    title: words.screens.receipt.title,
    number: receipt.number,
    facts: headFacts(context, receipt),
    amounts: amountRows(context, receipt),
    notice: noticeOf(receipt.gateway, words.screens.receipt),
    lang: settings.lang,
    issuedAt: receipt.paidAt,
    country: buyerOf(receipt.book.account, receipt.order.id).country,
    replaced: replacedIn(context, sh`partner orders receipt ${receipt.number}`),
  };
}

function headFacts({ words, speech }: Context, { book, order, number, paidAt }: Receipt): readonly Fact[] {
  const said = words.screens.receipt;
  const method = book.paymentMethods.find((candidate) => candidate.id === order.paymentMethodId);
  return [
    [said.number, number],
    ...buyerFacts({ words }, said.paidBy, buyerOf(book.account, order.id), book.account),
    [said.paidOn, speech.day(dayOf(paidWhen(order) ?? paidAt))],
    [said.paidWith, paidWith(words, order, method)],
    ...foundFacts({ words, speech }, order),
    ...fundsReceived({ words, speech }, order),
    [said.order, order.id],
    ...(order.transfer ? [] : [[said.charge, chargeOf(order) ?? ''] as const]),
    [said.term, words.screens.subscription.fromTo(speech.day(order.term.start), speech.day(order.term.end))],
  ];
}

/** What an order was paid with, as far as is known: on a page of the gateway's own it may have been another card. */
export function paidWith(words: Words, { attempts }: Order, method: PaymentMethod | undefined): string {
  if (!method) return words.transfers.name;
  const card = words.screens.card(method);
  return attempts.at(-1)?.page ? words.cardholder.onPage(card) : card;
}

/** P9: the day on the bank's statement. */
function fundsReceived({ words, speech }: Voice, { transfer }: Order): readonly Fact[] {
  const end = transfer?.end;
  return end?.outcome === 'received' ? [[words.transfers.receivedOn, speech.day(end.receivedOn)]] : [];
}

function amountRows(context: Context, { order }: Receipt): readonly Fact[] {
  return [...lineRows(context, order), [context.words.screens.receipt.total, context.speech.money(order.total)]];
}

/** What was ordered, and the tax on it. */
export function lineRows(context: Context, order: Order): readonly Fact[] {
  const { words, speech } = context;
  return [
    ...order.lines.map((line): Fact => [
      lineInWords(context, line) ?? speech.offer(line.what),
      speech.money(line.amount),
    ]),
    [words.screens.receipt.tax, order.tax ? speech.money(order.tax) : words.screens.review.taxNotComputed],
  ];
}

/** Whom a paper was issued to, as it stood then. */
export function buyerFacts(
  { words }: Pick<Context, 'words'>,
  label: string,
  { company, country, address, vatId }: Buyer,
  { mpnId }: Pick<Account, 'mpnId'>,
): readonly Fact[] {
  return [
    [label, `${company}, ${country}`],
    ...(address === undefined ? [] : [[words.screens.account.address, address] as const]),
    ...(vatId === undefined ? [] : [[words.screens.account.vatId, vatId] as const]),
    [words.screens.receipt.mpnId, mpnId],
  ];
}

/** What a printed paper says where letters of it had to be replaced. @param command shows the exact text */
export function replacedIn({ words }: Context, command: string): ReceiptPage['replaced'] {
  return (sign, packages) => words.receipt.replaced(sign, command, packages.join(' '));
}
