import type { Buyer } from './account.js';
import { dayOf } from './day.js';
import { CATEGORIES, DECLARATION, GUIDELINE, type PaperWords } from './e-invoice.js';
import type { TaxPaper } from './invoice.js';
import { decimal, money, type Money } from './money.js';
import type { OrderLine } from './order.js';
import type { NamedSeller, SaleTax } from './sale.js';
import { attributed, of, scheme, text } from './xml.js';

/**
 * The same tax paper in the other syntax of EN 16931: the Universal Business Language (2.1), which has a document of its own
 * for a credit note. Its elements stand in the order that the schema wants.
 */
export function ublInvoice(paper: TaxPaper, words: PaperWords): string {
  const { order, sale, kind, number, issuedAt, corrects } = paper;
  const isInvoice = kind === 'invoice';
  const root = isInvoice ? 'Invoice' : 'CreditNote';
  const { start, end } = order.term;
  const inner = [
    of('cbc:CustomizationID', GUIDELINE),
    of('cbc:ID', number),
    of('cbc:IssueDate', dayOf(issuedAt)),
    of(`cbc:${root}TypeCode`, isInvoice ? '380' : '381'),
    ...(words.sentence === undefined ? [] : [of('cbc:Note', text(words.sentence))]),
    of('cbc:DocumentCurrencyCode', order.total.currency),
    of('cac:InvoicePeriod', of('cbc:StartDate', start), of('cbc:EndDate', end)),
    ...(corrects
      ? [
          of(
            'cac:BillingReference',
            of('cac:InvoiceDocumentReference', of('cbc:ID', corrects.number), of('cbc:IssueDate', corrects.issuedOn)),
          ),
        ]
      : []),
    of('cac:AccountingSupplierParty', sellerParty(sale.seller)),
    of('cac:AccountingCustomerParty', buyerParty(sale.buyer)),
    of('cac:PaymentMeans', ...paymentMeans(order.transfer !== undefined, sale.seller)),
    of('cac:PaymentTerms', of('cbc:Note', text(words.paymentTerms))),
    taxTotal(sale.tax, words),
    of('cac:LegalMonetaryTotal', ...sums(sale.tax, order.total)),
    ...order.lines.map((line, index) => lineItem(line, index + 1, words.line(line), { tax: sale.tax, isInvoice })),
  ];
  return `${DECLARATION}\n${of(root, ...inner).replace(`<${root}`, `<${root} ${spacesOf(root)}`)}\n`;
}

const MODEL = 'urn:oasis:names:specification:ubl:schema:xsd';

function spacesOf(root: string): string {
  return [
    `xmlns="${MODEL}:${root}-2"`,
    `xmlns:cac="${MODEL}:CommonAggregateComponents-2"`,
    `xmlns:cbc="${MODEL}:CommonBasicComponents-2"`,
  ].join(' ');
}

function sellerParty({ name, address, registrations, vatId, email }: NamedSeller): string {
  const [registration] = registrations.filter(({ country }) => country === address.country);
  return of(
    'cac:Party',
    ...(email === undefined ? [] : [scheme('cbc:EndpointID', 'EM', email)]),
    of(
      'cac:PostalAddress',
      of('cbc:StreetName', text(address.street)),
      of('cbc:CityName', text(address.city)),
      of('cbc:PostalZone', text(address.postcode)),
      inCountry(address.country),
    ),
    ...registered(vatId),
    of(
      'cac:PartyLegalEntity',
      of('cbc:RegistrationName', text(name)),
      ...(registration ? [scheme('cbc:CompanyID', registration.scheme, registration.id)] : []),
    ),
  );
}

function buyerParty({ company, country, address, vatId }: Buyer): string {
  const line = address === undefined ? [] : [of('cbc:StreetName', text(address))];
  return of(
    'cac:Party',
    of('cac:PostalAddress', ...line, inCountry(country)),
    ...registered(vatId),
    of('cac:PartyLegalEntity', of('cbc:RegistrationName', text(company))),
  );
}

function inCountry(country: string): string {
  return of('cac:Country', of('cbc:IdentificationCode', country));
}

function registered(vatId: string | undefined): readonly string[] {
  return vatId === undefined ? [] : [of('cac:PartyTaxScheme', of('cbc:CompanyID', text(vatId)), VAT)];
}

const VAT = of('cac:TaxScheme', of('cbc:ID', 'VAT'));

/** The list UNCL 4461: 30 is a credit transfer, 48 a bank card. */
function paymentMeans(byTransfer: boolean, { bank }: NamedSeller): readonly string[] {
  const code = of('cbc:PaymentMeansCode', byTransfer ? '30' : '48');
  if (!byTransfer || !bank) return [code];
  const branch = bank.bic === undefined ? [] : [of('cac:FinancialInstitutionBranch', of('cbc:ID', bank.bic))];
  return [code, of('cac:PayeeFinancialAccount', of('cbc:ID', bank.iban), of('cbc:Name', text(bank.holder)), ...branch)];
}

function taxTotal(tax: SaleTax, { sentence }: PaperWords): string {
  const reasons = [
    ...(tax.code === undefined ? [] : [of('cbc:TaxExemptionReasonCode', tax.code)]),
    ...(sentence === undefined ? [] : [of('cbc:TaxExemptionReason', text(sentence))]),
  ];
  return of(
    'cac:TaxTotal',
    amount('TaxAmount', tax.amount),
    of(
      'cac:TaxSubtotal',
      amount('TaxableAmount', tax.base),
      amount('TaxAmount', tax.amount),
      of('cac:TaxCategory', ...category(tax), ...reasons, VAT),
    ),
  );
}

function category({ category: name, rate }: SaleTax): readonly string[] {
  return [of('cbc:ID', CATEGORIES[name]), of('cbc:Percent', (rate / 100).toFixed(2))];
}

/** What was due is paid, or given back: nothing is left. */
function sums({ base }: SaleTax, total: Money): readonly string[] {
  return [
    amount('LineExtensionAmount', base),
    amount('TaxExclusiveAmount', base),
    amount('TaxInclusiveAmount', total),
    amount('PrepaidAmount', total),
    amount('PayableAmount', money(0, total.currency)),
  ];
}

interface LineOf {
  readonly tax: SaleTax;
  readonly isInvoice: boolean;
}

/** A price is never below nothing: what a line takes off is taken back once. */
function lineItem({ amount: net }: OrderLine, id: number, name: string, { tax, isInvoice }: LineOf): string {
  const [root, quantity] = isInvoice ? ['InvoiceLine', 'InvoicedQuantity'] : ['CreditNoteLine', 'CreditedQuantity'];
  return of(
    `cac:${root}`,
    of('cbc:ID', String(id)),
    attributed(`cbc:${quantity}`, ['unitCode', 'C62'], net.amount < 0 ? '-1' : '1'),
    amount('LineExtensionAmount', net),
    of('cac:Item', of('cbc:Name', text(name)), of('cac:ClassifiedTaxCategory', ...category(tax), VAT)),
    of('cac:Price', amount('PriceAmount', money(Math.abs(net.amount), net.currency))),
  );
}

function amount(name: string, value: Money): string {
  return attributed(`cbc:${name}`, ['currencyID', value.currency], decimal(value));
}
