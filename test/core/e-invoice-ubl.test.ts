import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { ublInvoice } from '../../src/core/e-invoice-ubl.js';
import { packageRoot } from '../../src/files/package-root.js';
import { paperFor, PAPERS, WORDS } from './tax-papers.js';

/** A schema of JSON Schema, as far as it is read here. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The elements of UBL 2.1 that EN 16931 knows, in their order, as @e-invoice-eu/core 2.3.4 describes them, without its words. */
const SCHEMA = JSON.parse(
  readFileSync(join(packageRoot(), 'test', 'core', 'en16931', 'ubl-invoice.schema.json'), 'utf8'),
) as Schema;
const isValid = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(SCHEMA);

interface Element {
  readonly name: string;
  readonly attributes: string;
  readonly inner: Element[];
  text: string;
}

/** The root of what is written here: no comments, no empty elements. */
function rootOf(xml: string): Element {
  const all: Element = { name: '', attributes: '', inner: [], text: '' };
  const open = [all];
  for (const [, closes, name = '', attributes = '', text = ''] of xml.matchAll(
    /<(\/?)([A-Za-z][\w:]*)([^>]*)>|([^<>]+)/g,
  )) {
    const [around] = open.slice(-1);
    if (closes === '/') open.pop();
    else if (name === '') Object.assign(around ?? {}, { text });
    else {
      const element = { name, attributes, inner: [], text: '' };
      around?.inner.push(element);
      open.push(element);
    }
  }
  return all.inner[0] ?? all;
}

function resolved(schema: Schema | undefined): Schema {
  const path = schema?.$ref?.split('/').slice(1);
  if (!path) return schema ?? {};
  return resolved(path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], SCHEMA) as Schema);
}

/** The same in the form of the schema; `faults` gets what is unknown, or stands in another order. */
function inJson(element: Element, schema: Schema, faults: string[]): unknown {
  if (element.inner.length === 0) return element.text;
  const names = Object.keys(schema.properties ?? {});
  const places = element.inner.map(({ name }) => names.indexOf(name));
  if (places.some((place, index) => place < (places[index - 1] ?? 0))) faults.push(element.name);
  const found: Record<string, unknown> = {};
  for (const one of element.inner) {
    const of = resolved(schema.properties?.[one.name]);
    const value = inJson(one, of.items ? resolved(of.items) : of, faults);
    found[one.name] = of.type === 'array' ? [...((found[one.name] ?? []) as unknown[]), value] : value;
    for (const [, attribute = '', said] of one.attributes.matchAll(/(\w+)="([^"]*)"/g))
      found[`${one.name}@${attribute}`] = said;
  }
  return found;
}

function faultsOf(xml: string): readonly string[] {
  const faults: string[] = [];
  // It describes an invoice; a credit note has the same under other names.
  const root = rootOf(xml.replaceAll('CreditNote', 'Invoice').replaceAll('CreditedQuantity', 'InvoicedQuantity'));
  const invoice = inJson(root, resolved(SCHEMA.properties?.['ubl:Invoice']), faults);
  isValid({ 'ubl:Invoice': invoice });
  return [...faults, ...(isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)];
}

test.each(PAPERS)('UBL 2.1 %s is what its schema wants, each element in its place', (_, paper, sentence) => {
  const xml = ublInvoice(paper, { ...WORDS, sentence });
  expect(faultsOf(xml)).toEqual([]);
  const line = paper.kind === 'credit-note' ? '<cac:CreditNoteLine>' : '<cac:InvoiceLine>';
  expect(xml).toContain(line);
});

test.each([
  ['one is missing', /<cbc:DocumentCurrencyCode>.*?<\/cbc:DocumentCurrencyCode>/, ''],
  ['one is unknown', '<cbc:IssueDate>', '<cbc:Issued>1</cbc:Issued><cbc:IssueDate>'],
  ['one stands before its place', /(<cbc:ID>[^<]*<\/cbc:ID>)(<cbc:IssueDate>[^<]*<\/cbc:IssueDate>)/, '$2$1'],
  ['a deep one stands before its place', /(<cbc:StreetName>.*?)(<cbc:CityName>.*?<\/cbc:CityName>)/, '$2$1'],
  ['a currency is none', /currencyID="EUR"/, 'currencyID="EURO"'],
])('UBL 2.1 the schema refuses it where %s', (_, from, to) => {
  const xml = ublInvoice(paperFor('FR'), WORDS);
  expect(xml.replace(from, to)).not.toBe(xml);
  expect(faultsOf(xml.replace(from, to))).not.toEqual([]);
});
