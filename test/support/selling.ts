import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDay, type Day } from '../../src/core/day.js';
import type { Seller } from '../../src/core/programme.js';
import { packageRoot } from '../../src/files/package-root.js';
import { JOIN, Workplace } from './in-process.js';

export const SELLING = 'contoso-2026';

const day = (text: string) => parseDay(text) as Day;

/** A company in France that sells a programme of its own. */
export const SELLER: Seller = {
  name: 'Contoso Ventes SAS',
  address: { street: '12 rue des Exemples', postcode: '75002', city: 'Paris', country: 'FR' },
  email: 'factures@contoso.example',
  registrations: [{ country: 'FR', name: 'SIREN', id: '303265045', scheme: '0002' }],
  vatIds: [{ country: 'FR', id: 'FR40303265045' }],
  bank: { holder: 'Contoso Ventes SAS', iban: 'FR1420041010050500013M02606', bic: 'CTSOFRPPXXX' },
  series: { invoices: { prefix: 'FA-', yearly: true }, creditNotes: { prefix: 'AV-', yearly: true } },
  paymentTerms: { en: 'Paid in full.', fr: 'Réglée en totalité.' },
  rounding: 'line',
  taxRules: [
    {
      buyers: ['EU'],
      withVatId: true,
      category: 'reverse-charge',
      name: 'TVA',
      sentence: {
        en: 'Reverse charge: VAT to be accounted for by the recipient (Article 196, Directive 2006/112/EC).',
        fr: 'Autoliquidation : TVA due par le preneur (article 196 de la directive 2006/112/CE, article 283-2 du CGI).',
      },
      code: 'VATEX-EU-AE',
      source: 'Directive 2006/112/EC, article 196',
    },
    {
      buyers: ['EU'],
      category: 'standard',
      name: 'TVA',
      rates: [
        { from: day('2014-01-01'), rate: 2000 },
        { from: day('2030-01-01'), rate: 2100 },
      ],
      source: 'CGI, article 278',
    },
    {
      buyers: ['*'],
      category: 'export',
      name: 'TVA',
      sentence: { en: 'Outside the scope of French VAT.', fr: 'TVA non applicable : article 259-1 du CGI.' },
      code: 'VATEX-EU-G',
      source: 'CGI, article 259-1',
    },
  ],
};

/** Writes the programme of that seller, with prices in euros, and its terms beside it. @returns its file */
export function writeSelling(
  home: string,
  change: (programme: ReturnType<typeof JSON.parse>) => void = () => undefined,
): string {
  const data = join(packageRoot(), 'data');
  cpSync(join(data, 'terms'), join(home, 'terms'), { recursive: true });
  const programme = JSON.parse(readFileSync(join(data, 'programmes', 'mpn-2018.json'), 'utf8'));
  for (const { prices } of programme.offers) for (const price of prices) price.currency = 'EUR';
  Object.assign(programme, { id: SELLING, taxes: [], seller: structuredClone(SELLER) });
  delete programme.succeededBy;
  delete programme.models;
  delete programme.portal;
  for (const offer of programme.offers) delete offer.succeededBy;
  change(programme);
  const file = join(home, `${SELLING}.json`);
  writeFileSync(file, JSON.stringify(programme));
  return file;
}

/** Whoever joins that programme, in the words of a command line. */
export const JOIN_SELLING = JOIN.replace('join ', `join --programme ${SELLING} `);

/** A company that has joined it. */
export async function customer(country = 'FR'): Promise<Workplace> {
  const here = new Workplace();
  return here.after(
    `catalog import ${writeSelling(here.home)}`,
    JOIN_SELLING.replace('--country FR', `--country ${country}`),
  );
}

export const BUY_SOLD = 'actionpack subscribe --accept-terms --token pm_card_visa --yes';
