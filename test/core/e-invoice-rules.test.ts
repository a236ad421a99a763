import { ublInvoice } from '../../src/core/e-invoice-ubl.js';
import { eInvoice } from '../../src/core/e-invoice.js';
import { paperFor, PAPERS, WORDS } from './tax-papers.js';

/** What the texts between the marks of an element say, one after the other. */
function all(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);
}

/** What is within the first element of that name; nothing where there is none. */
function within(xml: string, name: string): string {
  return new RegExp(`<${name}(?: [^>]*)?>(.*?)</${name}>`, 's').exec(xml)?.[1] ?? '';
}

const first = (xml: string, name: string): string => all(xml, name)[0] ?? '';
const cents = (text: string): number => Math.round(Number(text) * 100);

/** What the rules of EN 16931 ask about, wherever a syntax says it. */
function factsIn(xml: string) {
  return xml.includes('CrossIndustryInvoice') ? inCii(xml) : inUbl(xml);
}

function inCii(xml: string) {
  const tax = within(within(xml, 'ram:ApplicableHeaderTradeSettlement'), 'ram:ApplicableTradeTax');
  const sums = within(xml, 'ram:SpecifiedTradeSettlementHeaderMonetarySummation');
  const [seller, buyer] = [within(xml, 'ram:SellerTradeParty'), within(xml, 'ram:BuyerTradeParty')];
  const lines = [
    ...xml.matchAll(/<ram:IncludedSupplyChainTradeLineItem>(.*?)<\/ram:IncludedSupplyChainTradeLineItem>/gs),
  ];
  return {
    guideline: first(within(xml, 'ram:GuidelineSpecifiedDocumentContextParameter'), 'ram:ID'),
    number: first(within(xml, 'rsm:ExchangedDocument'), 'ram:ID'),
    type: first(within(xml, 'rsm:ExchangedDocument'), 'ram:TypeCode'),
    issued: first(within(xml, 'ram:IssueDateTime'), 'udt:DateTimeString'),
    currency: first(xml, 'ram:InvoiceCurrencyCode'),
    seller: { name: first(seller, 'ram:Name'), country: first(seller, 'ram:CountryID'), vat: vatIn(seller) },
    buyer: { name: first(buyer, 'ram:Name'), country: first(buyer, 'ram:CountryID'), vat: vatIn(buyer) },
    lines: lines.map(([, line = '']) => ({
      net: cents(first(line, 'ram:LineTotalAmount')),
      price: cents(first(line, 'ram:ChargeAmount')),
      quantity: Number(first(line, 'ram:BilledQuantity')),
      name: first(line, 'ram:Name'),
      category: first(line, 'ram:CategoryCode'),
    })),
    tax: {
      category: first(tax, 'ram:CategoryCode'),
      rate: first(tax, 'ram:RateApplicablePercent'),
      base: cents(first(tax, 'ram:BasisAmount')),
      amount: cents(first(tax, 'ram:CalculatedAmount')),
      reason: first(tax, 'ram:ExemptionReason'),
      code: first(tax, 'ram:ExemptionReasonCode'),
    },
    sums: ['LineTotal', 'TaxBasisTotal', 'GrandTotal', 'TotalPrepaid', 'DuePayable'].map((of) =>
      cents(first(sums, `ram:${of}Amount`)),
    ),
    means: first(within(xml, 'ram:SpecifiedTradeSettlementPaymentMeans'), 'ram:TypeCode'),
    iban: first(xml, 'ram:IBANID'),
    corrects: first(xml, 'ram:IssuerAssignedID'),
  };
}

function vatIn(party: string): string {
  return first(within(party, 'ram:SpecifiedTaxRegistration'), 'ram:ID');
}

function inUbl(xml: string) {
  const tax = within(xml, 'cac:TaxSubtotal');
  const sums = within(xml, 'cac:LegalMonetaryTotal');
  const party = (of: string) => {
    const said = within(xml, `cac:${of}Party`);
    const vat = first(within(said, 'cac:PartyTaxScheme'), 'cbc:CompanyID');
    return { name: first(said, 'cbc:RegistrationName'), country: first(said, 'cbc:IdentificationCode'), vat };
  };
  const lines = [...xml.matchAll(/<cac:(?:Invoice|CreditNote)Line>(.*?)<\/cac:(?:Invoice|CreditNote)Line>/gs)];
  return {
    guideline: first(xml, 'cbc:CustomizationID'),
    number: first(xml, 'cbc:ID'),
    type: first(xml, 'cbc:InvoiceTypeCode') || first(xml, 'cbc:CreditNoteTypeCode'),
    issued: first(xml, 'cbc:IssueDate').replaceAll('-', ''),
    currency: first(xml, 'cbc:DocumentCurrencyCode'),
    seller: party('AccountingSupplier'),
    buyer: party('AccountingCustomer'),
    lines: lines.map(([, line = '']) => ({
      net: cents(first(line, 'cbc:LineExtensionAmount')),
      price: cents(first(line, 'cbc:PriceAmount')),
      quantity: Number(first(line, 'cbc:InvoicedQuantity') || first(line, 'cbc:CreditedQuantity')),
      name: first(line, 'cbc:Name'),
      category: first(within(line, 'cac:ClassifiedTaxCategory'), 'cbc:ID'),
    })),
    tax: {
      category: first(within(tax, 'cac:TaxCategory'), 'cbc:ID'),
      rate: first(tax, 'cbc:Percent'),
      base: cents(first(tax, 'cbc:TaxableAmount')),
      amount: cents(first(tax, 'cbc:TaxAmount')),
      reason: first(tax, 'cbc:TaxExemptionReason'),
      code: first(tax, 'cbc:TaxExemptionReasonCode'),
    },
    sums: ['LineExtension', 'TaxExclusive', 'TaxInclusive', 'Prepaid', 'Payable'].map((of) =>
      cents(first(sums, `cbc:${of}Amount`)),
    ),
    means: first(xml, 'cbc:PaymentMeansCode'),
    iban: first(within(xml, 'cac:PayeeFinancialAccount'), 'cbc:ID'),
    corrects: first(within(xml, 'cac:InvoiceDocumentReference'), 'cbc:ID'),
  };
}

/** The rules that a paper breaks, by their names in the standard. */
function broken({ lines, tax, sums, seller, buyer, ...head }: ReturnType<typeof factsIn>): readonly string[] {
  const [net = 0, base = 0, gross = 0, prepaid = 0, due = 0] = sums;
  const isTaxed = tax.category === 'S';
  const rules: Readonly<Record<string, boolean>> = {
    'BR-01': head.guideline === 'urn:cen.eu:en16931:2017',
    'BR-02': head.number !== '',
    'BR-03': /^\d{8}$/.test(head.issued),
    'BR-04': ['380', '381'].includes(head.type),
    'BR-05': /^[A-Z]{3}$/.test(head.currency),
    'BR-06': seller.name !== '',
    'BR-07': buyer.name !== '',
    'BR-09': seller.country !== '',
    'BR-11': buyer.country !== '',
    'BR-16': lines.length > 0,
    'BR-25': lines.every(({ name }) => name !== ''),
    'BR-27': lines.every(({ price }) => price >= 0),
    'BR-61': head.means !== '30' || head.iban !== '',
    'BR-CO-04': lines.every(({ category }) => category !== ''),
    'BR-CO-10': lines.reduce((sum, line) => sum + line.net, 0) === net,
    'BR-CO-13': base === net,
    'BR-CO-15': gross === base + tax.amount,
    'BR-CO-16': due === gross - prepaid,
    'BR-CO-17': tax.amount === Math.round((tax.base * Number(tax.rate)) / 100),
    'BR-CO-18': tax.category !== '',
    'BR-S-08': tax.base === base && lines.every(({ category }) => category === tax.category),
    'BR-S-10': !isTaxed || (tax.reason === '' && tax.code === ''),
    'BR-AE-02': tax.category !== 'AE' || (seller.vat !== '' && buyer.vat !== ''),
    'BR-AE-05': isTaxed || Number(tax.rate) === 0,
    'BR-AE-10': isTaxed || tax.category === 'Z' || tax.reason !== '' || tax.code !== '',
    'price × quantity': lines.every(({ price, quantity, net: of }) => price * quantity === of),
  };
  return Object.keys(rules).filter((name) => rules[name] !== true);
}

const SYNTAXES = [
  ['CII', eInvoice],
  ['UBL', ublInvoice],
] as const;

describe.each(SYNTAXES)('EN 16931 in %s', (_, written) => {
  test.each(PAPERS)('%s keeps its rules', (what, paper, sentence) => {
    const facts = factsIn(written(paper, { ...WORDS, sentence }));
    // Whoever names no bank cannot be transferred to: that is the seller's to say.
    expect(broken(facts)).toEqual([]);
    expect(facts.corrects).toBe(what === 'a credit note' ? 'FA-2026-000001' : '');
  });
});

test.each(PAPERS)('EN 16931 both syntaxes tell the same of %s', (_, paper, sentence) => {
  const words = { ...WORDS, sentence };
  expect(factsIn(ublInvoice(paper, words))).toEqual(factsIn(eInvoice(paper, words)));
});

test('EN 16931 a broken sum, and a reverse charge of nobody, are found', () => {
  const xml = ublInvoice(paperFor('FR'), WORDS);
  expect(broken(factsIn(xml.replace(/<cbc:PrepaidAmount[^>]*>[^<]*/, '<cbc:PrepaidAmount>1.00')))).toEqual([
    'BR-CO-16',
  ]);
  const reverse = ublInvoice(paperFor('DE', 'DE136695976'), { ...WORDS, sentence: 'Reverse charge.' });
  expect(broken(factsIn(reverse.replaceAll(/<cac:PartyTaxScheme>.*?<\/cac:PartyTaxScheme>/g, '')))).toEqual([
    'BR-AE-02',
  ]);
});
