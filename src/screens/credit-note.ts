import type { Context } from '../cli/context.js';
import { buyerOf, type Buyer } from '../core/account.js';
import type { Book } from '../core/book.js';
import { dayOf, type Instant } from '../core/day.js';
import type { GatewayKind } from '../core/gateway.js';
import { paidWhen, type Order } from '../core/order.js';
import type { Refund } from '../core/records.js';
import { paperOf } from '../core/refund.js';
import type { Fact } from '../io/blocks.js';
import type { ReceiptPage } from '../io/receipt-pdf.js';
import { sh } from '../language/command-line.js';
import { buyerFacts, lineRows, noticeOf, replacedIn } from './receipt.js';

/** A refund that was made: it has a day, and a number unless it is older than these. */
export interface CreditNote {
  readonly book: Book;
  readonly order: Order;
  readonly refund: Refund;
  readonly refundedAt: Instant;
  readonly gateway: GatewayKind;
}

/** To whom it was issued; one that is older than the numbers says what the receipt says. */
export function buyerOn({ book, order, refund }: CreditNote): Buyer {
  return buyerOf(book.account, refund.creditNoteNumber === undefined ? order.id : refund.id);
}

export function creditNotePage(context: Context, note: CreditNote): ReceiptPage {
  const { words, settings } = context;
  const said = words.screens.creditNote;
  return {
    title: said.title,
    number: paperOf(note.refund),
    facts: headFacts(context, note),
    amounts: amountRows(context, note),
    notice: noticeOf(note.gateway, said),
    lang: settings.lang,
    issuedAt: note.refundedAt,
    country: buyerOn(note).country,
    replaced: replacedIn(context, sh`partner orders credit-note ${paperOf(note.refund)}`),
  };
}

function headFacts(context: Context, note: CreditNote): readonly Fact[] {
  const { words, speech } = context;
  const { creditNote: said, receipt } = words.screens;
  const { book, order, refund, refundedAt } = note;
  const method = book.paymentMethods.find(({ id }) => id === order.paymentMethodId);
  const paidAt = paidWhen(order);
  return [
    [said.number, refund.creditNoteNumber ?? said.unnumbered],
    ...buyerFacts(context, said.refundedTo, buyerOn(note), book.account),
    ...(refund.on ? [[order.transfer ? said.fundsSentOn : said.approvedOn, speech.day(refund.on)] as const] : []),
    [said.refundedOn, speech.day(dayOf(refundedAt))],
    method ? [said.card, words.screens.card(method)] : [said.way, words.transfers.name],
    [said.receipt, order.receiptNumber ?? ''],
    ...(paidAt ? [[receipt.paidOn, speech.day(dayOf(paidAt))] as const] : []),
    [receipt.order, order.id],
    [said.refund, refund.gatewayRef ?? ''],
  ];
}

function amountRows(context: Context, { order, refund }: CreditNote): readonly Fact[] {
  const { words, speech } = context;
  return [...lineRows(context, order), [words.screens.creditNote.total, speech.money(refund.amount)]];
}
