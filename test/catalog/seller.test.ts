import { isVatId } from '../../src/catalog/company-numbers.js';
import { checkProgrammeFile } from '../../src/catalog/check.js';
import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Seller } from '../../src/core/programme.js';
import { packageRoot } from '../../src/files/package-root.js';
import { quickFolder } from '../support/folders.js';
import { Workplace } from '../support/in-process.js';
import { JOIN_SELLING, SELLING, writeSelling } from '../support/selling.js';
import type { Draft } from './shelf.js';

const checked = (change?: (draft: Draft) => void) =>
  checkProgrammeFile(writeSelling(quickFolder('selling'), change), join(packageRoot(), 'data'));

test('P10 a programme says who sells by it, in which series, and which tax is due for whom', async () => {
  const { programme } = await checked();
  expect(programme.seller).toMatchObject({ name: 'Contoso Ventes SAS', series: { invoices: { prefix: 'FA-' } } });
});

const RULES = '/seller/taxRules';

test.each<readonly [what: string, change: (seller: Draft, programme: Draft) => void, path: string, reason: string]>([
  [
    'a VAT ID with a wrong check digit',
    (s) => (s.vatIds[0].id = 'FR41303265045'),
    '/seller/vatIds/0/id',
    'is no VAT ID of FR',
  ],
  ['a VAT ID of another country', (s) => (s.vatIds[0].id = 'DE136695976'), '/seller/vatIds/0/id', 'is no VAT ID of FR'],
  ['two VAT IDs of one country', (s) => s.vatIds.push(s.vatIds[0]), '/seller/vatIds/1/country', 'FR is there already'],
  [
    'no VAT ID where tax is taken',
    (s) => (s.vatIds = []),
    '/seller/vatIds',
    'must have one of FR, where the seller is',
  ],
  [
    'an IBAN with a wrong check digit',
    (s) => (s.bank.iban = 'FR1520041010050500013M02606'),
    '/seller/bank/iban',
    'is no IBAN: its form or its check digits are wrong',
  ],
  [
    'terms of payment with a line of their own on the invoice',
    (s) => (s.paymentTerms.fr = 'Réglée.\nTotal payé 0,00'),
    '/seller/paymentTerms/fr',
    'must match pattern "^.+$"',
  ],
  ['a BIC of no country', (s) => (s.bank.bic = 'CTSO11PP'), '/seller/bank/bic', 'is no BIC'],
  [
    'a series with digits, which could be read as a year',
    (s) => (s.series.invoices.prefix = 'FA2026-'),
    '/seller/series/invoices/prefix',
    'must match pattern "^([A-Z]+-)+$"',
  ],
  [
    'the series in which partner numbers credit notes',
    (s) => (s.series.creditNotes.prefix = 'CN-'),
    '/seller/series/creditNotes/prefix',
    'CN- is how partner numbers credit notes itself',
  ],
  ['no rule for some buyers', (s) => s.taxRules.pop(), `${RULES}/1`, 'must be for every buyer (*)'],
  [
    'a last rule for some of them',
    (s) => (s.taxRules[2].withVatId = true),
    `${RULES}/2`,
    'must be for every buyer (*)',
  ],
  [
    'no tax without its sentence',
    (s) => delete s.taxRules[2].sentence,
    `${RULES}/2/sentence`,
    'is missing: an invoice without tax says why',
  ],
  [
    'a rate where none is due',
    (s) => (s.taxRules[2].rates = [{ from: '2026-01-01', rate: 0 }]),
    `${RULES}/2/rates`,
    'go with standard alone; the category here is export',
  ],
  [
    'a tax without a rate',
    (s) => delete s.taxRules[1].rates,
    `${RULES}/1/rates`,
    'go with standard alone; the category here is standard',
  ],
  [
    'reverse charge for whoever has no VAT ID',
    (s) => delete s.taxRules[0].withVatId,
    `${RULES}/0/withVatId`,
    'must be true: the tax is owed by a buyer with a VAT ID',
  ],
  [
    'a rate from a day that does not exist',
    (s) => (s.taxRules[1].rates[0].from = '2026-02-30'),
    `${RULES}/1/rates/0/from`,
    'there is no day 2026-02-30',
  ],
  ['an address without a city', (s) => delete s.address.city, '/seller/address/city', 'is missing'],
  [
    'rates of tax in two places',
    (_, p) => (p.taxes = [{ country: 'FR', rate: 2000, name: 'TVA', from: '2014-01-01', source: 'CGI' }]),
    '/taxes',
    "must be empty: tax is what the seller's rules say",
  ],
])('P10 %s is found where it stands', async (_, change, path, reason) => {
  const faulty = checked((programme) => {
    change(programme.seller, programme);
  });
  await expect(faulty).rejects.toMatchObject({ code: 'CATALOG_INVALID', path, reason });
});

test.each([
  ['DE136695976', true],
  ['DE136695975', false],
  ['FR40303265045', true],
  ['FR12', false],
  ['EL094259216', true],
  ['XI980780684', true],
  ['XI980780685', false],
  // Of a country that the library does not know, it is taken as it is.
  ['AU51824753556', true],
])('the form and the check digits of %s are those of its country: %s', async (id, sound) => {
  expect(await isVatId(id)).toBe(sound);
});

test('catalog show tells who sells, with the first number of each series, in both languages', async () => {
  const here = new Workplace();
  const file = writeSelling(here.home);
  expect((await here.run(`catalog import ${file}`)).code).toBe(0);
  const { stdout } = await here.run(`catalog show ${SELLING}`);
  for (const text of ['Contoso Ventes SAS, FR, FR40303265045', 'FA-2026-000001, AV-2026-000001', 'EU: taxed, TVA'])
    expect(stdout).toContain(text);
  expect((await here.run(`catalog show ${SELLING} --lang fr`)).stdout).toContain('autoliquidation');
  expect(await here.json(`catalog show ${SELLING}`)).toMatchObject({ seller: { rounding: 'line' } });
  expect((await here.run(JOIN_SELLING)).code).toBe(0);
});

test.each<readonly [what: string, change: (seller: Draft) => void, taken: 'invoices' | 'creditNotes' | undefined]>([
  ['in the same series', () => undefined, 'invoices'],
  ['in the series of its invoices', (s) => (s.series.creditNotes.prefix = 'FA-'), 'creditNotes'],
  ['in a series of its own', (s) => (s.series = series('TS-', 'TA-')), undefined],
])('I13 a second seller numbers its papers %s', async (_, change, taken) => {
  const here = new Workplace();
  const first = await here.run(`catalog import ${writeSelling(here.home)}`);
  const second = writeSelling(quickFolder('second'), (programme) => {
    Object.assign(programme, { id: 'tailspin-2026' });
    Object.assign(programme.seller, { name: 'Tailspin SARL', registrations: [] });
    programme.seller.vatIds = [{ country: 'FR', id: 'FR83404833048' }];
    if (taken === 'creditNotes') programme.seller.series = series('TS-', 'TA-');
    change(programme.seller);
  });
  const file = join(dirname(second), 'tailspin-2026.json');
  renameSync(second, file);
  const answer = await here.run(`catalog import ${file} --json`);
  if (taken === undefined) expect([first.code, answer.code]).toEqual([0, 0]);
  else
    expect(answer.error()).toMatchObject({
      code: 'CATALOG_INVALID',
      path: `/seller/series/${taken}/prefix`,
      reason: `FA- is how another seller numbers its papers: that of ${SELLING}`,
    });
});

test('I13 one seller of two programmes goes on in the same series', async () => {
  const here = new Workplace();
  await here.after(`catalog import ${writeSelling(here.home)}`);
  const file = join(here.home, 'contoso-2027.json');
  renameSync(
    writeSelling(here.home, (programme) => (programme.id = 'contoso-2027')),
    file,
  );
  expect((await here.run(`catalog import ${file}`)).code).toBe(0);
});

function series(invoices: string, creditNotes: string): Seller['series'] {
  return { invoices: { prefix: invoices, yearly: true }, creditNotes: { prefix: creditNotes, yearly: true } };
}
