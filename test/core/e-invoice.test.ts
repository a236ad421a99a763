import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { eInvoice } from '../../src/core/e-invoice.js';
import { packageRoot } from '../../src/files/package-root.js';
import { upgrade } from '../store/samples.js';
import { SELLER } from '../support/selling.js';
import { BY_TRANSFER, paperFor, PAPERS, WITHOUT_BANK, WORDS } from './tax-papers.js';

/** The schema of the profile EN 16931 of Factur-X, as its authors publish it. */
const FOLDER = join(packageRoot(), 'test', 'core', 'factur-x');
const schemas = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.xsd'))
  .sort((left, right) => left.length - right.length)
  .map((fileName) => ({ fileName, contents: readFileSync(join(FOLDER, fileName), 'utf8') }));

async function faultsOf(xml: string): Promise<readonly string[]> {
  const [schema, ...preload] = schemas;
  if (!schema) throw new Error('there is no schema');
  const { errors } = await validateXML({
    xml: [{ fileName: 'invoice.xml', contents: xml }],
    schema: [schema],
    preload,
  });
  return errors.map(({ message }) => message);
}

test.each(PAPERS)('EN 16931 %s is what its schema wants', async (_, paper, sentence) => {
  expect(await faultsOf(eInvoice(paper, { ...WORDS, sentence }))).toEqual([]);
});

test('EN 16931 the schema refuses what is in another order', async () => {
  const xml = eInvoice(paperFor('FR'), WORDS);
  expect(await faultsOf(xml.replace('<ram:TypeCode>380</ram:TypeCode>', ''))).not.toEqual([]);
});

test('EN 16931 it says who owes the tax, and why, in the codes of its lists; what is sold is named as XML can hold it', () => {
  const xml = eInvoice(paperFor('DE', 'DE136695976'), { ...WORDS, sentence: 'Reverse charge.' });
  for (const said of [
    '<ram:TypeCode>380</ram:TypeCode>',
    '<ram:LineID>1</ram:LineID>',
    '<ram:CategoryCode>AE</ram:CategoryCode><ram:ExemptionReasonCode>VATEX-EU-AE</ram:ExemptionReasonCode>',
    '<ram:ID schemeID="VA">FR40303265045</ram:ID>',
    '<ram:ID schemeID="VA">DE136695976</ram:ID>',
    '<ram:ID schemeID="0002">303265045</ram:ID>',
    'Müller &amp; Söhne &lt;GmbH&gt;',
    '<ram:GrandTotalAmount>475.00</ram:GrandTotalAmount>',
    '<ram:DuePayableAmount>0.00</ram:DuePayableAmount>',
  ])
    expect(xml).toContain(said);
});

test.each([
  ['a card, whatever the seller’s bank is', {}, SELLER, '<ram:TypeCode>48</ram:TypeCode></ram:SpecifiedTrade'],
  [
    'a transfer',
    BY_TRANSFER,
    SELLER,
    '<ram:TypeCode>30</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount><ram:IBANID>',
  ],
  [
    'a transfer to a bank that is not said',
    BY_TRANSFER,
    WITHOUT_BANK,
    '<ram:TypeCode>30</ram:TypeCode></ram:SpecifiedTrade',
  ],
])('UNCL 4461 how it was paid: %s', (_, more, seller, said) => {
  const xml = eInvoice(paperFor('FR', undefined, more, seller), WORDS).replace(/>\s+</g, '><');
  expect(xml).toContain(said);
  expect(xml).toContain('<ram:RateApplicablePercent>20.00</ram:RateApplicablePercent>');
});

test('BR-CO-10 the lines add up to what the tax is due on, also where one takes off; no price is below nothing (BR-27)', () => {
  const xml = eInvoice(paperFor('FR', undefined, { order: upgrade() }), WORDS);
  const all = (name: string) =>
    [...xml.matchAll(new RegExp(`<ram:${name}[^>]*>([^<]*)<`, 'g'))].map(([, value]) => Number(value));
  const [prices, quantities, amounts] = [all('ChargeAmount'), all('BilledQuantity'), all('LineTotalAmount')];
  expect(prices.map((price, index) => price * (quantities[index] ?? 0))).toEqual(amounts.slice(0, -1));
  expect(Math.min(...prices)).toBeGreaterThanOrEqual(0);
  expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(amounts.at(-1));
  expect(all('BasisAmount')).toEqual(amounts.slice(-1));
});
