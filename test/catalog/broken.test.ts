import { rmSync } from 'node:fs';
import { CatalogError } from '../../src/catalog/catalog.js';
import { checkProgrammeFile } from '../../src/catalog/check.js';
import { openCatalog } from '../../src/catalog/load.js';
import { newShelf, type Draft } from './shelf.js';

type Broken = readonly [what: string, change: (draft: Draft) => void, path: string, reason: string];

const AREAS = '/competencies/areas';

const BROKEN: readonly Broken[] = [
  [
    'P11 a level that no area can have',
    (p) => (p.offers[1].requires[0].level = 'bronze'),
    '/offers/1/requires/0/level',
    'there is no level bronze',
  ],
  [
    'P11 no competencies where an offer asks for them',
    (p) => delete p.competencies,
    '/offers/1/requires/0/level',
    'there is no level silver',
  ],
  [
    'P11 two areas of one name',
    (p) => (p.competencies.areas[1].id = p.competencies.areas[0].id),
    `${AREAS}/1/id`,
    'cloud-platform is there already',
  ],
  [
    'P11 an area with a level that does not exist',
    (p) => (p.competencies.areas[0].levels[0].level = 'bronze'),
    `${AREAS}/0/levels/0/level`,
    'there is no level bronze',
  ],
  [
    'P11 a threshold of nothing that is counted',
    (p) => (p.competencies.areas[0].levels[0].paths[0].needs[0].metric = 'charm'),
    `${AREAS}/0/levels/0/paths/0/needs/0/metric`,
    'there is no metric charm',
  ],
  [
    'P11 a threshold of zero, which everybody has reached',
    (p) => (p.competencies.areas[0].levels[0].paths[0].needs[0].atLeast = 0),
    `${AREAS}/0/levels/0/paths/0/needs/0/atLeast`,
    'must be >= 0.01',
  ],
  [
    'P11 a threshold beyond what there is',
    (p) => (p.competencies.areas[0].levels[0].paths[0].needs[0].atMost = 1),
    `${AREAS}/0/levels/0/paths/0/needs/0/atMost`,
    'lies below what is needed (2)',
  ],
  [
    'P11 no way to a level',
    (p) => (p.competencies.areas[0].levels[0].paths = []),
    `${AREAS}/0/levels/0/paths`,
    'must have at least 1 entry',
  ],
  [
    'P11 a sum of sums',
    (p) => p.competencies.metrics.push({ id: 'all', name: { en: 'All' }, sumOf: ['all'] }),
    '/competencies/metrics/5/sumOf/0',
    'there is no counted metric all',
  ],
  [
    'P11 thresholds without a source',
    (p) => delete p.competencies.areas[0].levels[0].source,
    `${AREAS}/0/levels/0/source`,
    'is missing',
  ],
  [
    'D19 a name that a character which nobody can see turns round',
    (p) => (p.offers[0].name.en = 'Action\u202e Pack'),
    '/offers/0/name/en',
    'its character 7 cannot be seen: U+202E',
  ],
  [
    'P12 neither a list nor the two numbers that are short for it',
    (p) => (p.policy.automaticRenewal = { chargeDay: 0, retries: 3 }),
    '/policy/automaticRenewal/retryAfterHours',
    'is missing',
  ],
  [
    'P12 both of them',
    (p) => (p.policy.automaticRenewal.retries = 3),
    '/policy/automaticRenewal/dunning',
    'stands for retries and retryAfterHours, and not beside them',
  ],
  [
    'P12 a mail of no template',
    (p) => delete p.policy.automaticRenewal.dunning[0].template,
    '/policy/automaticRenewal/dunning/0/template',
    'is missing',
  ],
  [
    'P12 a template of what is no mail',
    (p) => (p.policy.automaticRenewal.dunning[1].template = 'declined'),
    '/policy/automaticRenewal/dunning/1/template',
    'belongs to a mail',
  ],
  [
    'P12 a try at once',
    (p) => (p.policy.automaticRenewal.dunning[1].afterHours = 0),
    '/policy/automaticRenewal/dunning/1/afterHours',
    'must be >= 1',
  ],
  [
    'P12 a step that nobody knows',
    (p) => (p.policy.automaticRenewal.dunning[1].do = 'call'),
    '/policy/automaticRenewal/dunning/1/do',
    'must be one of mail, retry, stop-benefits, end',
  ],
  [
    'P12 something after the end',
    (p) => p.policy.automaticRenewal.dunning.unshift({ do: 'end' }),
    '/policy/automaticRenewal/dunning/1',
    'comes after the end',
  ],
  [
    'P12 benefits that stop twice',
    (p) => p.policy.automaticRenewal.dunning.push({ do: 'stop-benefits' }, { do: 'stop-benefits' }),
    '/policy/automaticRenewal/dunning/6',
    'benefits stop once',
  ],
  ['P10 no price', (p) => (p.offers[0].prices = []), '/offers/0/prices', 'must have at least 1 entry'],
  [
    'P10 a price in words',
    (p) => (p.offers[1].prices[0].amount = '475'),
    '/offers/1/prices/0/amount',
    'must be integer',
  ],
  [
    'D15 a price in fractions',
    (p) => (p.offers[1].prices[0].amount = 4.75),
    '/offers/1/prices/0/amount',
    'must be integer',
  ],
  [
    'P10 a price below nothing',
    (p) => (p.offers[0].prices[0].amount = -1),
    '/offers/0/prices/0/amount',
    'must be >= 0',
  ],
  [
    'D15 an unknown currency',
    (p) => (p.offers[2].prices[0].currency = 'USX'),
    '/offers/2/prices/0/currency',
    'there is no currency USX',
  ],
  [
    'D15 a credit in an unknown currency',
    (p) => (p.offers[0].benefits[6].credit.money.currency = 'QQQ'),
    '/offers/0/benefits/6/credit/money/currency',
    'there is no currency QQQ',
  ],
  [
    'P10 a country in words',
    (p) => (p.offers[0].prices[0].country = 'France'),
    '/offers/0/prices/0/country',
    'must match pattern "^([A-Z]{2}|\\*)$"',
  ],
  [
    'P10 two prices from one day',
    (p) => p.offers[0].prices.push(p.offers[0].prices[0]),
    '/offers/0/prices/1',
    '* from 2010-01-01 is there already',
  ],
  [
    'P10 a price from a day that does not exist',
    (p) => (p.offers[0].prices[0].from = '2023-02-29'),
    '/offers/0/prices/0/from',
    'there is no day 2023-02-29',
  ],
  [
    'R7 terms from a day that does not exist',
    (p) => (p.terms[1].since = '2018-13-01'),
    '/terms/1/since',
    'there is no day 2018-13-01',
  ],
  [
    'D15 a tax from a day that does not exist',
    (p) => p.taxes.push({ ...VAT, from: '2020-04-31' }),
    '/taxes/0/from',
    'there is no day 2020-04-31',
  ],
  ['D15 two taxes from one day', (p) => p.taxes.push(VAT, VAT), '/taxes/1', 'FR from 2014-01-01 is there already'],
  ['D15 a rate above all', (p) => p.taxes.push({ ...VAT, rate: 20000 }), '/taxes/0/rate', 'must be <= 10000'],
  ['R1 no name', (p) => delete p.offers[0].name.en, '/offers/0/name/en', 'is missing'],
  ['R1 a misspelt key', (p) => (p.offers[0].termYear = 1), '/offers/0/termYear', 'is not a key that belongs here'],
  ['R5 an unknown kind', (p) => (p.offers[0].kind = 'bundle'), '/offers/0/kind', 'must be one of pack, competency'],
  [
    'R6 an id no command could take',
    (p) => (p.offers[0].id = 'Action Pack'),
    '/offers/0/id',
    'must match pattern "^[a-z0-9]+(-[a-z0-9]+)*$"',
  ],
  ['R6 two offers of one id', (p) => (p.offers[2].id = 'action-pack'), '/offers/2/id', 'action-pack is there already'],
  [
    'R6 an offer called like the network',
    (p) => (p.network.id = 'action-pack'),
    '/offers/0/id',
    'action-pack is there already',
  ],
  [
    'R6 two offers behind one command',
    (p) => (p.offers[2].command = 'actionpack'),
    '/offers/2/command',
    'actionpack is there already',
  ],
  [
    'R5 two commands for what is earned',
    (p) => (p.offers[2].command = 'gold'),
    '/offers/2/command',
    'must be competency, as of every offer that needs something attained',
  ],
  [
    'R21 two benefits of one id',
    (p) => (p.offers[0].benefits[3].id = 'windows-10-enterprise'),
    '/offers/0/benefits/3/id',
    'windows-10-enterprise is there already',
  ],
  [
    'R3 an offer that repeats a benefit of the network',
    (p) => (p.offers[1].benefits[0].id = 'network-support'),
    '/offers/1/benefits/0/id',
    'network-support is there already',
  ],
  [
    'R3 a network that repeats its own',
    (p) => (p.network.benefits[1].id = 'network-training'),
    '/network/benefits/1/id',
    'network-training is there already',
  ],
  [
    'D16 a benefit beside its own successor',
    (p) => p.offers[0].benefits.push({ ...p.offers[0].benefits[3], quantity: 5, from: '2019-01-01' }),
    '/offers/0/benefits/7/id',
    'office-365-e3 is there already',
  ],
  [
    'D16 a benefit that ends before it begins',
    (p) => Object.assign(p.offers[0].benefits[3], { from: '2019-02-01', until: '2019-01-31' }),
    '/offers/0/benefits/3/until',
    'lies before it begins (2019-02-01)',
  ],
  [
    'D2 a benefit until a day that does not exist',
    (p) => (p.offers[0].benefits[3].until = '2019-02-29'),
    '/offers/0/benefits/3/until',
    'there is no day 2019-02-29',
  ],
  [
    'R21 a credit without its worth',
    (p) => delete p.offers[0].benefits[6].credit,
    '/offers/0/benefits/6/credit',
    'goes with the kind credit alone; the kind here is credit',
  ],
  [
    'R21 a licence with a credit',
    (p) => (p.offers[0].benefits[6].kind = 'licence'),
    '/offers/0/benefits/6/credit',
    'goes with the kind credit alone; the kind here is licence',
  ],
  [
    'P7 an offer that includes what is not there',
    (p) => (p.offers[2].includes = ['bronze']),
    '/offers/2/includes/0',
    'there is no other offer bronze',
  ],
  [
    'P7 an offer that includes itself',
    (p) => (p.offers[2].includes = ['gold-competency']),
    '/offers/2/includes/0',
    'there is no other offer gold-competency',
  ],
  [
    'P7 an upgrade from what is not there',
    (p) => (p.offers[2].upgrade.from = 'bronze'),
    '/offers/2/upgrade/from',
    'there is no other offer bronze',
  ],
  [
    'P11 an unknown requirement',
    (p) => (p.offers[1].requires[0].kind = 'score'),
    '/offers/1/requires/0/kind',
    'must be attained',
  ],
  [
    'R7 an offer under terms that are not there',
    (p) => (p.offers[0].terms = 'licence'),
    '/offers/0/terms',
    'there is no terms licence',
  ],
  [
    'R7 a network under terms that are not there',
    (p) => (p.network.terms = 'licence'),
    '/network/terms',
    'there is no terms licence',
  ],
  [
    'R7 two versions of one name',
    (p) => p.terms.push({ ...p.terms[0], since: '2020-01-01' }),
    '/terms/2/version',
    'network-agreement 2018-08 is there already',
  ],
  [
    'R7 two versions from one day',
    (p) => p.terms.push({ ...p.terms[0], version: '2' }),
    '/terms/2/since',
    'network-agreement from 2018-08-01 is there already',
  ],
  [
    'D14 a hash that is none',
    (p) => (p.terms[0].sha256 = 'abc'),
    '/terms/0/sha256',
    'must match pattern "^[0-9a-f]{64}$"',
  ],
  [
    'D14 terms whose text is missing',
    (p) => (p.terms[0].files.fr = 'gone.fr.md'),
    '/terms/0/files/fr',
    'there is no file terms/gone.fr.md',
  ],
  [
    'D14 terms outside their folder',
    (p) => (p.terms[0].files.en = '../catalog.md'),
    '/terms/0/files/en',
    'must match pattern "^[A-Za-z0-9][A-Za-z0-9._-]*\\.md$"',
  ],
  [
    'P1 a window upside down',
    (p) => (p.policy.renewalWindow = { opens: 31, closes: 30 }),
    '/policy/renewalWindow',
    'opens (31) after it closes (30)',
  ],
  [
    'P2 a charge after the window',
    (p) => (p.policy.automaticRenewal.chargeDay = 31),
    '/policy/automaticRenewal/chargeDay',
    'lies after the window closes (30)',
  ],
  [
    'P2 neither automatic renewal nor none',
    (p) => (p.policy.automaticRenewal = false),
    '/policy/automaticRenewal',
    'must be object or null',
  ],
  [
    'P5 one day reminded of twice',
    (p) => p.policy.reminders.onRequest.push(-15),
    '/policy/reminders/onRequest/5',
    'day -15 is there already',
  ],
  ['P10 a file called otherwise', (p) => (p.id = 'mpn-2019'), '/id', 'must be mpn-2018, as the file is called'],
];

const VAT = {
  country: 'FR',
  rate: 2000,
  name: 'TVA',
  from: '2014-01-01',
  source: 'Code général des impôts, article 278',
};

test.each(BROKEN)('%s is refused with its place', async (_, change, path, reason) => {
  const shelf = newShelf();
  shelf.edit('mpn-2018', change);
  const fault = { code: 'CATALOG_INVALID', file: 'programmes/mpn-2018.json', path, reason };
  await expect(openCatalog({ folder: shelf.folder }).programme('mpn-2018')).rejects.toMatchObject(fault);
});

test('D14 a text changed after the programme was written is refused', async () => {
  const shelf = newShelf();
  shelf.write('Everything is allowed.\n', 'terms', 'internal-use-rights-2018-08.en.md');
  await expect(openCatalog({ folder: shelf.folder }).programme('mpn-2018')).rejects.toMatchObject({
    path: '/terms/1/sha256',
    reason: expect.stringMatching(/^the English text has [0-9a-f]{64}$/),
  });
});

test('P2 null policies, taxes, other currencies and English alone are accepted', async () => {
  const shelf = newShelf();
  shelf.edit('mpn-2018', (draft) => {
    draft.taxes.push(VAT);
    draft.policy.automaticRenewal = draft.policy.refund = draft.policy.bankTransfer = null;
    draft.policy.renewalWindow = { opens: 1, closes: 30 };
    draft.offers[0].prices.push({ ...draft.offers[0].prices[0], country: 'JP', currency: 'JPY', amount: 52000 });
    for (const offer of draft.offers) delete offer.name.fr;
  });
  const programme = await openCatalog({ folder: shelf.folder }).programme('mpn-2018');
  expect(programme.policy.automaticRenewal).toBeNull();
  expect(programme.taxes).toHaveLength(1);
});

test.each([
  ['no text', '', 'is not JSON: it is empty'],
  ['half a file', '{\n  "id": "mpn-', 'is not JSON: it ends too early, at line 2, column 14'],
  ['a comma too many', '{\n  "id": "a",\n}', 'is not JSON: unexpected "}" at line 3, column 1'],
])('P10 %s is refused with line and column', async (_, text, reason) => {
  const shelf = newShelf();
  shelf.write(text, 'programmes', 'mpn-2018.json');
  const fault = { code: 'CATALOG_INVALID', file: 'programmes/mpn-2018.json', path: '', reason };
  await expect(openCatalog({ folder: shelf.folder }).programme('mpn-2018')).rejects.toMatchObject(fault);
});

test('P10 a file from anywhere is checked under the name it was given', async () => {
  const shelf = newShelf();
  shelf.write('[]', 'mine.json');
  const path = shelf.at('mine.json');
  const error = await checkProgrammeFile(path, shelf.folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CatalogError);
  expect((error as CatalogError).message).toBe(`${path}: must be object`);
  rmSync(path);
  await expect(checkProgrammeFile(path, shelf.folder)).rejects.toThrow(`${path}: the file is missing`);
});
