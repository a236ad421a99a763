import type { Context } from '../cli/context.js';
import type { Book } from '../core/book.js';
import { dayOf } from '../core/day.js';
import { ublInvoice } from '../core/e-invoice-ubl.js';
import { eInvoice } from '../core/e-invoice.js';
import type { GatewayKind } from '../core/gateway.js';
import type { TaxPaper } from '../core/invoice.js';
import type { Fact } from '../io/blocks.js';
import { clean } from '../io/clean.js';
import type { ReceiptPage } from '../io/receipt-pdf.js';
import { sh } from '../language/command-line.js';
import { lineInWords } from './orders.js';
import type { Syntax } from './paper.js';
import { noticeOf, replacedIn } from './receipt.js';

/** An invoice or a credit note of a seller's, as it is looked at. */
export interface ShownPaper {
  readonly paper: TaxPaper;
  readonly book: Pick<Book, 'account' | 'paymentMethods'>;
  readonly gateway: GatewayKind;
}

/** As scripts read it. */
export function paperValue({ paper }: Pick<ShownPaper, 'paper'>) {
  const { number, issuedAt, order, sale, paidOn, corrects } = paper;
  const { seller, buyer, tax } = sale;
  return {
    number,
    issuedOn: dayOf(issuedAt),
    invoice: corrects ?? null,
    seller,
    buyer: { ...buyer, address: buyer.address ?? null, vatId: buyer.vatId ?? null },
    supplied: { from: order.term.start, to: order.term.end },
    paidOn,
    lines: order.lines.map(({ what, amount, discount = null }) => ({ what, quantity: 1, amount, discount })),
    tax: { ...tax, sentence: tax.sentence ?? null, code: tax.code ?? null },
    total: order.total,
  };
}

/** The same for machines (EN 16931): people read it, too, and see the names as they see them on a screen. */
export function paperData(context: Context, { paper }: Pick<ShownPaper, 'paper'>, syntax: Syntax): string {
  const { speech } = context;
  const seen = JSON.parse(JSON.stringify(paper), (_, value: unknown) =>
    typeof value === 'string' ? clean(value) : value,
  ) as TaxPaper;
  const { tax, seller } = seen.sale;
  return (syntax === 'ubl' ? ublInvoice : eInvoice)(seen, {
    line: (line) => clean(lineInWords(context, line) ?? speech.offer(line.what)),
    sentence: tax.sentence && speech.text(tax.sentence),
    paymentTerms: speech.text(seller.paymentTerms),
  });
}

export function paperPage(context: Context, shown: ShownPaper): ReceiptPage {
  const { words, settings } = context;
  const { kind, number, issuedAt, sale } = shown.paper;
  return {
    title: words.screens.invoice.titles[kind],
    number,
    parties: parties(context, shown),
    facts: headFacts(context, shown),
    table: lineTable(context, shown),
    amounts: amountRows(context, shown),
    remarks: remarks(context, shown),
    notice: rehearsedNotice(context, shown),
    lang: settings.lang,
    issuedAt,
    country: sale.buyer.country,
    replaced: replacedIn(
      context,
      kind === 'invoice' ? sh`partner orders invoice ${number}` : sh`partner orders credit-note ${number}`,
    ),
  };
}

/** Where no money moved, an invoice proves no payment and a credit note no refund. */
function rehearsedNotice({ words }: Context, { paper, gateway }: ShownPaper): string | undefined {
  return noticeOf(gateway, paper.kind === 'invoice' ? words.screens.receipt : words.screens.creditNote);
}

type Party = readonly [label: string, ...lines: string[]];

function parties({ words }: Context, { paper, book }: ShownPaper): readonly Party[] {
  const { seller, buyer } = paper.sale;
  const said = words.screens;
  const { street, postcode, city, country } = seller.address;
  const vat = (id: string | undefined) => (id === undefined ? [] : [`${said.account.vatId} ${id}`]);
  return [
    [
      said.invoice.seller,
      seller.name,
      street,
      `${postcode} ${city}, ${country}`,
      ...seller.registrations.map(({ name, id }) => `${name} ${id}`),
      ...vat(seller.vatId),
      ...(seller.email === undefined ? [] : [seller.email]),
    ],
    [
      said.invoice.buyer,
      buyer.company,
      ...(buyer.address === undefined ? [] : [buyer.address]),
      buyer.country,
      ...vat(buyer.vatId),
      `${said.receipt.mpnId} ${book.account.mpnId}`,
    ],
  ];
}

function headFacts({ words, speech }: Context, { paper, book }: ShownPaper): readonly Fact[] {
  const said = words.screens.invoice;
  const { kind, number, issuedAt, order, paidOn, corrects } = paper;
  const method = book.paymentMethods.find(({ id }) => id === order.paymentMethodId);
  const { start, end } = order.term;
  return [
    [said.numbers[kind], number],
    [said.issuedOn, speech.day(dayOf(issuedAt))],
    ...(corrects ? [[said.corrects, said.ofDay(corrects.number, speech.day(corrects.issuedOn))] as const] : []),
    [said.supplied, words.screens.subscription.fromTo(speech.day(start), speech.day(end))],
    [words.screens.receipt.paidOn, speech.day(paidOn)],
    [words.screens.receipt.paidWith, method ? words.screens.card(method) : words.transfers.name],
    [words.screens.receipt.order, order.id],
    [words.screens.orders.receipt, order.receiptNumber ?? ''],
  ];
}

/** The names of the columns, then each line. */
function lineTable(context: Context, { paper }: ShownPaper): readonly (readonly string[])[] {
  const { words, speech } = context;
  const said = words.screens.invoice;
  const { order, sale } = paper;
  const rate = sale.tax.category === 'standard' ? speech.percent(sale.tax.rate) : said.untaxed;
  return [
    [said.what, said.quantity, said.price, sale.tax.name, said.amount],
    ...order.lines.map((line) => {
      const amount = speech.money(line.amount);
      return [lineInWords(context, line) ?? speech.offer(line.what), speech.number(1), amount, rate, amount];
    }),
  ];
}

function amountRows({ words, speech }: Context, { paper }: ShownPaper): readonly Fact[] {
  const said = words.screens.invoice;
  const { tax } = paper.sale;
  const label =
    tax.category === 'standard' ? said.taxAt(tax.name, speech.percent(tax.rate), speech.money(tax.base)) : tax.name;
  return [
    [said.net, speech.money(tax.base)],
    [label, speech.money(tax.amount)],
    [said.totals[paper.kind], speech.money(paper.order.total)],
  ];
}

/** Why there is no tax, how it is paid, and into which account. */
function remarks({ words, speech }: Context, { paper }: ShownPaper): readonly string[] {
  const { tax, seller } = paper.sale;
  const { bank } = seller;
  return [
    ...(tax.sentence ? [speech.text(tax.sentence)] : []),
    ...(paper.kind === 'invoice' ? [speech.text(seller.paymentTerms)] : []),
    ...(bank ? [words.screens.invoice.bank(bank.holder, bank.iban, bank.bic)] : []),
  ];
}
