import { dayOf, type Day } from './day.js';
import type { TaxPaper } from './invoice.js';
import { decimal, money, type Money } from './money.js';
import type { OrderLine } from './order.js';
import type { NamedSeller, SaleTax } from './sale.js';
import type { TaxCategory } from './programme.js';
import type { Buyer } from './account.js';
import { attributed, of, scheme, text } from './xml.js';

/** What of a tax paper is said in a person's language: what a line is of, and its sentences. */
export interface PaperWords {
  line(line: OrderLine): string;
  readonly sentence: string | undefined;
  readonly paymentTerms: string;
}

/**
 * A tax paper for machines: EN 16931 in the syntax of UN/CEFACT's Cross Industry Invoice (D16B), which is that of Factur-X.
 * Its elements stand in the order that the schema wants.
 */
export function eInvoice(paper: TaxPaper, words: PaperWords): string {
  const { order, sale, kind, number, issuedAt } = paper;
  const document = [
    of('ram:ID', number),
    of('ram:TypeCode', kind === 'invoice' ? '380' : '381'),
    of('ram:IssueDateTime', dateTime(dayOf(issuedAt))),
    ...(words.sentence === undefined ? [] : [of('ram:IncludedNote', of('ram:Content', text(words.sentence)))]),
  ];
  const transaction = [
    ...order.lines.map((line, index) => lineItem(line, index + 1, words.line(line), sale.tax)),
    of('ram:ApplicableHeaderTradeAgreement', sellerParty(sale.seller), buyerParty(sale.buyer)),
    of('ram:ApplicableHeaderTradeDelivery'),
    of('ram:ApplicableHeaderTradeSettlement', ...settlement(paper, words)),
  ];
  const root = of(
    'rsm:CrossIndustryInvoice',
    of('rsm:ExchangedDocumentContext', of('ram:GuidelineSpecifiedDocumentContextParameter', of('ram:ID', GUIDELINE))),
    of('rsm:ExchangedDocument', ...document),
    of('rsm:SupplyChainTradeTransaction', ...transaction),
  );
  return `${DECLARATION}\n${root.replace('<rsm:CrossIndustryInvoice', `<rsm:CrossIndustryInvoice ${SPACES}`)}\n`;
}

export const GUIDELINE = 'urn:cen.eu:en16931:2017';
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const MODEL = 'urn:un:unece:uncefact:data:standard';
const SPACES = [
  `xmlns:rsm="${MODEL}:CrossIndustryInvoice:100"`,
  `xmlns:ram="${MODEL}:ReusableAggregateBusinessInformationEntity:100"`,
  `xmlns:qdt="${MODEL}:QualifiedDataType:100"`,
  `xmlns:udt="${MODEL}:UnqualifiedDataType:100"`,
].join(' ');

/** The list UNCL 5305, as far as a tax rule says it. */
export const CATEGORIES: Readonly<Record<TaxCategory, string>> = {
  standard: 'S',
  zero: 'Z',
  exempt: 'E',
  'reverse-charge': 'AE',
  export: 'G',
};

/** A price is never below nothing: what a line takes off is taken back once. */
function lineItem({ amount }: OrderLine, id: number, name: string, tax: SaleTax): string {
  const price = money(Math.abs(amount.amount), amount.currency);
  return of(
    'ram:IncludedSupplyChainTradeLineItem',
    of('ram:AssociatedDocumentLineDocument', of('ram:LineID', String(id))),
    of('ram:SpecifiedTradeProduct', of('ram:Name', text(name))),
    of('ram:SpecifiedLineTradeAgreement', of('ram:NetPriceProductTradePrice', of('ram:ChargeAmount', decimal(price)))),
    of(
      'ram:SpecifiedLineTradeDelivery',
      attributed('ram:BilledQuantity', ['unitCode', 'C62'], amount.amount < 0 ? '-1' : '1'),
    ),
    of(
      'ram:SpecifiedLineTradeSettlement',
      of(
        'ram:ApplicableTradeTax',
        of('ram:TypeCode', 'VAT'),
        of('ram:CategoryCode', CATEGORIES[tax.category]),
        rate(tax),
      ),
      of('ram:SpecifiedTradeSettlementLineMonetarySummation', of('ram:LineTotalAmount', decimal(amount))),
    ),
  );
}

function sellerParty({ name, address, registrations, vatId, email }: NamedSeller): string {
  const [registration] = registrations.filter(({ country }) => country === address.country);
  return of(
    'ram:SellerTradeParty',
    of('ram:Name', text(name)),
    ...(registration
      ? [of('ram:SpecifiedLegalOrganization', scheme('ram:ID', registration.scheme, registration.id))]
      : []),
    of(
      'ram:PostalTradeAddress',
      of('ram:PostcodeCode', text(address.postcode)),
      of('ram:LineOne', text(address.street)),
      of('ram:CityName', text(address.city)),
      of('ram:CountryID', address.country),
    ),
    ...(email === undefined ? [] : [of('ram:URIUniversalCommunication', scheme('ram:URIID', 'EM', email))]),
    ...registered(vatId),
  );
}

function buyerParty({ company, country, address, vatId }: Buyer): string {
  const line = address === undefined ? [] : [of('ram:LineOne', text(address))];
  return of(
    'ram:BuyerTradeParty',
    of('ram:Name', text(company)),
    of('ram:PostalTradeAddress', ...line, of('ram:CountryID', country)),
    ...registered(vatId),
  );
}

function registered(vatId: string | undefined): readonly string[] {
  return vatId === undefined ? [] : [of('ram:SpecifiedTaxRegistration', scheme('ram:ID', 'VA', vatId))];
}

function settlement({ order, sale, corrects }: TaxPaper, words: PaperWords): readonly string[] {
  const { tax } = sale;
  const { total, term } = order;
  return [
    of('ram:InvoiceCurrencyCode', total.currency),
    of('ram:SpecifiedTradeSettlementPaymentMeans', ...paymentMeans(order.transfer !== undefined, sale.seller)),
    of(
      'ram:ApplicableTradeTax',
      of('ram:CalculatedAmount', decimal(tax.amount)),
      of('ram:TypeCode', 'VAT'),
      ...(words.sentence === undefined ? [] : [of('ram:ExemptionReason', text(words.sentence))]),
      of('ram:BasisAmount', decimal(tax.base)),
      of('ram:CategoryCode', CATEGORIES[tax.category]),
      ...(tax.code === undefined ? [] : [of('ram:ExemptionReasonCode', tax.code)]),
      rate(tax),
    ),
    of(
      'ram:BillingSpecifiedPeriod',
      of('ram:StartDateTime', dateTime(term.start)),
      of('ram:EndDateTime', dateTime(term.end)),
    ),
    of('ram:SpecifiedTradePaymentTerms', of('ram:Description', text(words.paymentTerms))),
    of('ram:SpecifiedTradeSettlementHeaderMonetarySummation', ...sums(tax, total)),
    ...(corrects
      ? [
          of(
            'ram:InvoiceReferencedDocument',
            of('ram:IssuerAssignedID', corrects.number),
            of(
              'ram:FormattedIssueDateTime',
              attributed('qdt:DateTimeString', ['format', '102'], compact(corrects.issuedOn)),
            ),
          ),
        ]
      : []),
  ];
}

/** What was due is paid, or given back: nothing is left. */
function sums({ base, amount }: SaleTax, total: Money): readonly string[] {
  return [
    of('ram:LineTotalAmount', decimal(base)),
    of('ram:TaxBasisTotalAmount', decimal(base)),
    attributed('ram:TaxTotalAmount', ['currencyID', total.currency], decimal(amount)),
    of('ram:GrandTotalAmount', decimal(total)),
    of('ram:TotalPrepaidAmount', decimal(total)),
    of('ram:DuePayableAmount', decimal(money(0, total.currency))),
  ];
}

/** The list UNCL 4461: 30 is a credit transfer, 48 a bank card. */
function paymentMeans(byTransfer: boolean, { bank }: NamedSeller): readonly string[] {
  if (!byTransfer) return [of('ram:TypeCode', '48')];
  if (!bank) return [of('ram:TypeCode', '30')];
  return [
    of('ram:TypeCode', '30'),
    of('ram:PayeePartyCreditorFinancialAccount', of('ram:IBANID', bank.iban), of('ram:AccountName', text(bank.holder))),
    ...(bank.bic === undefined
      ? []
      : [of('ram:PayeeSpecifiedCreditorFinancialInstitution', of('ram:BICID', bank.bic))]),
  ];
}

function rate({ rate: share }: SaleTax): string {
  return of('ram:RateApplicablePercent', (share / 100).toFixed(2));
}

function dateTime(day: Day): string {
  return attributed('udt:DateTimeString', ['format', '102'], compact(day));
}

function compact(day: Day): string {
  return day.replaceAll('-', '');
}
