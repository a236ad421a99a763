import { readFileSync, writeFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalog } from '../../src/catalog/load.js';
import { readingsOf, type Programme } from '../../src/core/programme.js';
import { packageRoot } from '../../src/files/package-root.js';
import { member, Workplace, type Answer } from '../support/in-process.js';

const INVENTED = join(packageRoot(), 'test', 'catalog', 'invented');
const ID = 'harbour-2026';
const READ = { url: 'https://harbour.example/prices', checkedOn: '2026-01-15', verified: true };

/** The invented programme, changed, in the folder of a vendor. */
function vendor(here: Workplace, change: (programme: Answer) => void): string {
  const file = join(here.home, 'vendor', `${ID}.json`);
  cpSync(INVENTED, join(here.home, 'vendor'), { recursive: true });
  const programme = JSON.parse(readFileSync(file, 'utf8'));
  Object.assign(programme.offers[0].prices[0], {
    verified: false,
    url: undefined,
    checkedOn: undefined,
    countries: undefined,
  });
  change(programme);
  writeFileSync(file, JSON.stringify(programme));
  return file;
}

const priced = (row: object) => (programme: Answer) => Object.assign(programme.offers[0].prices[0], row);
const joined = (country: string) =>
  `join --company Harbourside --country ${country} --email admin@harbour.example --mpn-id 7654321 --programme ${ID} --accept-terms`;

test.each([
  ['url', { ...READ, url: undefined }, '/offers/0/prices/0/url'],
  ['day', { ...READ, checkedOn: undefined }, '/offers/0/prices/0/checkedOn'],
  ['address of a page', { ...READ, url: 'a page' }, '/offers/0/prices/0/url'],
  ['day that exists', { ...READ, checkedOn: '2026-02-30' }, '/offers/0/prices/0/checkedOn'],
])('P10 what is verified without its %s is refused, with the place', async (_what, row, place) => {
  const here = new Workplace();
  const error = (await here.run(['catalog', 'validate', vendor(here, priced(row)), '--json'])).error();
  expect(error.code).toBe('CATALOG_INVALID');
  expect(error.message).toContain(place);
});

test('P10 thresholds and policies are held to the same', async () => {
  const here = new Workplace();
  const said = { source: 'a page', verified: true };
  const policy = vendor(here, (programme) => (programme.policy.readings = { renewalWindow: said }));
  expect((await here.run(['catalog', 'validate', policy, '--json'])).error().message).toContain(
    '/policy/readings/renewalWindow/url',
  );
});

test('P10 a price for any country is not verified for a given one unless its source says so', async () => {
  const verified = async (row: object, country: string) => {
    const here = new Workplace();
    await here.after(['catalog', 'import', vendor(here, priced({ ...READ, ...row }))], joined(country));
    return (await here.json('offers show pilot')).priceVerified;
  };
  expect(await verified({ country: '*' }, 'JP')).toBe(false);
  expect(await verified({ country: '*', countries: ['*'] }, 'JP')).toBe(true);
  expect(await verified({ country: '*', countries: ['JP'] }, 'JP')).toBe(true);
  expect(await verified({ country: '*', countries: ['US'] }, 'JP')).toBe(false);
  expect(await verified({ country: 'JP' }, 'JP')).toBe(true);
});

test('P10 what was checked more than 180 days ago is shown as such, not a day before', async () => {
  const here = new Workplace({ now: '2026-07-14' });
  await here.after(['catalog', 'import', vendor(here, priced({ ...READ, country: 'JP' }))], joined('JP'));
  expect(await here.json('offers show pilot')).toMatchObject({
    priceUrl: READ.url,
    priceCheckedOn: '2026-01-15',
    priceOutdated: false,
  });
  expect((await here.json(`catalog show ${ID}`)).outdated).toEqual([]);
  const later = here.copy({ now: '2026-07-15' });
  expect(await later.json('offers show pilot')).toMatchObject({ priceVerified: true, priceOutdated: true });
  expect((await later.json(`catalog show ${ID}`)).outdated).toEqual(['/offers/0/prices/0']);
  for (const [lang, words] of [
    ['en', 'checked more than 180 days ago'],
    ['fr', 'il y a plus de 180 jours'],
  ] as const)
    for (const line of ['offers show pilot', `catalog show ${ID}`])
      expect((await later.run(`${line} --lang ${lang}`)).stdout.replaceAll(/\s+/g, ' ')).toContain(words);
});

test('P10 a programme that was taken in by an earlier version is read, and its bare word counts as not verified', async () => {
  const here = new Workplace({ now: '2026-11-22' });
  const folder = join(here.home, 'data', 'partner', 'catalog', ID);
  const file = vendor(here, priced({ country: 'JP', verified: true }));
  mkdirSync(join(folder, 'programmes'), { recursive: true });
  cpSync(file, join(folder, 'programmes', `${ID}.json`));
  cpSync(join(INVENTED, 'terms'), join(folder, 'terms'), { recursive: true });
  await here.after(joined('JP'));
  expect(await here.json('offers show pilot')).toMatchObject({ priceVerified: false, priceUrl: null });
  expect(await here.json('subscriptions subscribe pilot --accept-terms --token pm_card_visa --yes')).toMatchObject({
    order: { state: 'paid' },
  });
  expect((await here.run(['catalog', 'validate', file, '--json'])).error().code).toBe('CATALOG_INVALID');
});

test.each<readonly [string, (programme: Answer) => void, string, string]>([
  ['a programme', (programme) => (programme.succeededBy = 'harbour-2027'), '/succeededBy', 'harbour-2027'],
  ['itself', (programme) => (programme.succeededBy = ID), '/succeededBy', 'another'],
  ['an offer', ({ offers }) => (offers[0].succeededBy = 'captain'), '/offers/0/succeededBy', 'captain'],
  [
    'an offer of another programme than the one that succeeds',
    (programme) => {
      programme.succeededBy = 'mpn-2018';
      programme.offers[0].succeededBy = 'launch';
    },
    '/offers/0/succeededBy',
    'launch',
  ],
])(
  'D34 a programme that is succeeded by %s that is not there is refused, with the place',
  async (_, change, at, why) => {
    const here = new Workplace();
    const error = (await here.run(['catalog', 'validate', vendor(here, change), '--json'])).error();
    expect(error).toMatchObject({ code: 'CATALOG_INVALID', path: at, reason: expect.stringContaining(why) });
  },
);

test('D34 what takes its place is a programme of this catalogue, imported ones among them', async () => {
  const here = new Workplace();
  const first = vendor(here, () => undefined);
  await here.after(['catalog', 'import', first]);
  const text = readFileSync(first, 'utf8').replaceAll(ID, 'harbour-2025');
  const older = join(here.home, 'vendor', 'harbour-2025.json');
  writeFileSync(older, JSON.stringify({ ...JSON.parse(text), succeededBy: ID }));
  await here.after(['catalog', 'validate', older], ['catalog', 'import', older]);
  expect(await here.json('catalog show harbour-2025')).toMatchObject({ succeededBy: ID });
});

test('P10 an offer that has an end is bought and renewed up to its day', async () => {
  const here = new Workplace({ now: '2026-11-22' });
  const file = vendor(here, ({ offers: [offer], policy }) => {
    Object.assign(offer, { soldUntil: '2026-11-22', renewableUntil: '2028-11-21', succeededBy: offer.id });
    policy.automaticRenewal = { chargeDay: 0, retryAfterHours: 24, retries: 3 };
  });
  await here.after(['catalog', 'import', file], joined('JP'));
  const late = here.copy({ now: '2026-11-23' });
  const refused = (
    await late.run('subscriptions subscribe pilot --accept-terms --token pm_card_visa --yes --json')
  ).error();
  expect(refused).toMatchObject({ code: 'OFFER_ENDED', act: 'buy', on: '2026-11-22', by: 'pilot' });
  expect((await late.json('offers show pilot')).gates).toContainEqual(
    expect.objectContaining({ code: 'ON_SALE', ok: false }),
  );
  const { subscription } = await here.json('subscriptions subscribe pilot --accept-terms --token pm_card_visa --yes');
  // It would be charged on a day on which it can no longer be renewed.
  expect(subscription.autorenew.nextChargeOn).toBe(null);
  const inTime = here.copy({ now: '2028-11-21' });
  expect((await inTime.run('subscriptions renew pilot --check')).code).toBe(0);
  const tooLate = here.copy({ now: '2028-11-22' });
  expect(await tooLate.json('renewals run --yes')).toMatchObject({ charged: 0, items: [] });
  expect((await tooLate.run('subscriptions renew pilot --accept-terms --yes --json')).error()).toMatchObject({
    code: 'OFFER_ENDED',
    act: 'renew',
  });
});

describe('the shipped programmes', () => {
  const shelf = openCatalog({ folder: join(packageRoot(), 'data') });
  let mpn: Programme;
  let maicpp: Programme;
  beforeAll(async () => {
    [mpn, maicpp] = [await shelf.programme('mpn-2018'), await shelf.programme('maicpp-2026')];
  });

  test('P10 nothing is called verified that has no page of the vendor behind it', () => {
    for (const programme of [mpn, maicpp])
      for (const [place, { verified, url }] of readingsOf(programme))
        expect([place, verified && url === undefined]).toEqual([place, false]);
    expect(mpn.offers.flatMap(({ prices }) => prices.map(({ verified }) => verified))).toEqual([false, false, false]);
  });

  test('P10 the prices of today are those of the United States', () => {
    const prices = maicpp.offers.flatMap((offer) => offer.prices);
    expect(prices.map(({ country, amount }) => [country, amount])).toEqual(
      [35000, 92500, 412500, 487500].map((amount) => ['US', amount]),
    );
  });

  test('P11 the points of each area add up to a hundred, as the pages of 2022 and 2023 have them', () => {
    const most = new Map(
      maicpp.competencies?.areas.map(({ id, levels }) => [
        id,
        levels[0]?.paths[0]?.needs.slice(1).map(({ metric, atMost }) => `${metric} ${atMost}`),
      ]),
    );
    const five = (points: readonly number[]) =>
      [
        'net-customer-adds',
        'intermediate-certifications',
        'advanced-certifications',
        'usage-growth',
        'deployments',
      ].map((metric, index) => `${metric} ${points[index]}`);
    const four = (points: readonly number[]) =>
      ['net-customer-adds', 'skilling', 'usage-growth', 'deployments'].map((metric, i) => `${metric} ${points[i]}`);
    expect(Object.fromEntries(most)).toEqual({
      'business-applications': five([15, 20, 15, 30, 20]),
      'modern-work': five([20, 10, 15, 30, 25]),
      security: four([20, 40, 20, 20]),
      'data-and-ai': four([30, 40, 20, 10]),
      infrastructure: five([30, 20, 20, 20, 10]),
      'digital-and-app-innovation': five([30, 20, 20, 20, 10]),
    });
  });

  test('D34 join says what a programme models, status and reminders what came after it', async () => {
    const here = new Workplace();
    const line = 'join --company Contoso --country FR --email admin@contoso.example --mpn-id 1234567 --accept-terms';
    const ran = await here.run(line);
    expect(ran.stdout.replaceAll(/\s+/g, ' ')).toContain('its offers ended on 21 January 2025');
    expect(await here.json('status')).toMatchObject({ succeededBy: 'maicpp-2026' });
    expect((await here.run('status --lang fr')).stdout).toContain('partner catalog show maicpp-2026');
    expect((await here.run('catalog show mpn-2018 --lang fr')).stdout).toContain('21 janvier 2025');
  });

  test.each([
    'offers show action-pack',
    'offers show network',
    'actionpack subscribe --token pm_card_visa --accept-terms --dry-run',
    'adopt action-pack --anniversary 2027-03-01',
    'adopt action-pack --anniversary 2027-03-01 --dry-run',
  ])('D34 whoever looks, buys or brings in reads it too: %s', async (line) => {
    const here = await member();
    const said = async (lang: string) =>
      (await here.copy().run(`${line} --lang ${lang}`)).stdout.replaceAll(/\s+/g, ' ');
    expect(await said('en')).toContain('its offers ended on 21 January 2025');
    expect(await said('fr')).toContain('21 janvier 2025');
  });
});

test('P11 points have two decimals where the programme says so, and add up exactly', async () => {
  const here = await new Workplace().after(
    'join --company Contoso --country US --email admin@contoso.example --mpn-id 1234567 --programme maicpp-2026 --accept-terms',
  );
  const attain = (counts: string) => `competency attain security solutions-partner --evidence ${counts}`;
  const at = await here.json(attain('net-customer-adds=10.1,skilling=39.99,usage-growth=19.9,deployments=0.01'));
  expect(at).toMatchObject({ attained: true, missing: [] });
  const below = await here.json(attain('net-customer-adds=10.09,deployments=0.01'));
  expect(below).toMatchObject({
    attained: false,
    missing: [{ metric: 'capability-score-skilling', have: 69.99, need: 70 }],
  });
  for (const counts of ['skilling=40.01', 'skilling=1.001', 'skilling=1,5', 'intermediate-certifications=1'])
    expect((await here.run(`${attain(counts)} --json`)).code).toBe(2);
});
