import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { Workplace, type Answer } from '../support/in-process.js';

const INVENTED = join(packageRoot(), 'test', 'catalog', 'invented');
const ID = 'harbour-2026';
const JOIN = `join --company Harbourside --country JP --email admin@harbour.example --mpn-id 7654321 --programme ${ID} --accept-terms`;
const BUY = 'subscriptions subscribe pilot --accept-terms --token pm_card_visa --yes';

/** A world with the invented programme's file in it, which a test may spoil. */
function world(now?: string): Workplace & { readonly file: string } {
  const made = new Workplace(now === undefined ? {} : { now });
  cpSync(INVENTED, join(made.home, 'vendor'), { recursive: true });
  return Object.assign(made, { file: join(made.home, 'vendor', `${ID}.json`) });
}

function spoil(file: string, change: (draft: Answer) => void): void {
  const draft = JSON.parse(readFileSync(file, 'utf8'));
  change(draft);
  writeFileSync(file, JSON.stringify(draft));
}

test('P10 the shipped programmes are listed and shown, the default one first', async () => {
  const here = new Workplace();
  const listed = await here.json('catalog list');
  expect(listed.map(({ id, origin, default: first }: Answer) => [id, origin, first])).toEqual([
    ['mpn-2018', 'shipped', true],
    ['maicpp-2026', 'shipped', false],
  ]);
  expect(await here.json('catalog show maicpp-2026')).toMatchObject({ policy: { automaticRenewal: null } });
  expect((await here.run('catalog show mpn-2019 --json')).error()).toMatchObject({ code: 'NOT_FOUND' });
});

test('P1 P2 P3 another vendor’s programme: two years, another window, another currency, nothing by itself', async () => {
  const here = world('2026-11-22');
  expect(await here.json(['catalog', 'validate', here.file])).toMatchObject({ valid: true, id: ID });
  expect(await here.json(['catalog', 'import', here.file])).toEqual({ id: ID, changed: true });
  await here.after(JOIN);
  const { order, subscription } = await here.json(BUY);
  expect(order).toMatchObject({ total: { amount: 107800, currency: 'JPY' }, tax: { amount: 9800, currency: 'JPY' } });
  expect(subscription).toMatchObject({
    anniversary: '2028-11-22',
    windowOpens: '2028-11-02',
    windowCloses: '2028-12-02',
    autorenew: { on: false, nextChargeOn: null },
  });
  expect((await here.run('subscriptions autorenew pilot off --json')).error().code).toBe('AUTORENEW_NOT_OFFERED');
  const early = here.copy({ now: '2028-11-01' });
  expect((await early.run('subscriptions renew pilot --accept-terms --yes --json')).error().code).toBe(
    'WINDOW_NOT_OPEN',
  );
  expect((await early.json('status')).warnings).toMatchObject([{ code: 'RENEW_BY_HAND' }, { code: 'ONE_BUYER' }]);
  const late = here.copy({ now: '2028-12-02' });
  expect(await late.json('renewals run --yes')).toMatchObject({ charged: 0, items: [] });
  const renewed = await late.json('subscriptions renew pilot --accept-terms --yes');
  expect(renewed.subscription).toMatchObject({ termStart: '2028-12-02', anniversary: '2030-12-02' });
  expect((await late.run('db check')).code).toBe(0);
  expect(await here.json('terms show harbour-licence')).toMatchObject({ text: expect.stringContaining('Two years') });
});

test('P10 an import is whole, private, and used beside the shipped ones', async () => {
  const here = world();
  await here.after(`catalog import ${here.file}`);
  const kept = join(here.home, 'data', 'partner', 'catalog');
  expect(readdirSync(kept)).toEqual([ID]);
  expect(statSync(join(kept, ID, 'programmes', `${ID}.json`)).mode & 0o777).toBe(0o600);
  expect((await here.json('catalog list')).map(({ id, origin }: Answer) => `${id} ${origin}`)).toEqual([
    'mpn-2018 shipped',
    `${ID} imported`,
    'maicpp-2026 shipped',
  ]);
});

test('P10 nothing is overwritten silently: the same again changes nothing, another only with --replace', async () => {
  const here = world();
  await here.after(`catalog import ${here.file}`);
  expect(await here.json(['catalog', 'import', here.file])).toEqual({ id: ID, changed: false });
  spoil(here.file, (draft) => (draft.offers[0].prices[0].amount = 99000));
  const refused = (await here.run(['catalog', 'import', here.file, '--json'])).error();
  expect(refused).toMatchObject({ code: 'PROGRAMME_EXISTS', exit: 1 });
  const price = async () => (await here.json(`catalog show ${ID}`)).offers[0].prices[0].amount;
  expect(await price()).toBe(98000);
  expect(await here.json(['catalog', 'import', here.file, '--replace', '--dry-run'])).toMatchObject({ changed: true });
  expect(await price()).toBe(98000);
  await here.after(`catalog import ${here.file} --replace`);
  expect(await price()).toBe(99000);
});

test('P10 one that comes with the program is never replaced', async () => {
  const here = new Workplace();
  cpSync(join(packageRoot(), 'data'), join(here.home, 'copy'), { recursive: true });
  const file = join(here.home, 'copy', 'programmes', 'mpn-2018.json');
  spoil(file, (draft) => (draft.offers[0].prices[0].amount = 1));
  const ran = await here.run(['catalog', 'import', file, '--replace', '--json']);
  expect(ran.error()).toMatchObject({ code: 'PROGRAMME_EXISTS' });
  expect(await here.json('catalog list')).toHaveLength(2);
});

test.each<readonly [string, (draft: Answer) => void, string]>([
  ['a window upside down', (p) => (p.policy.renewalWindow.opens = 11), '/policy/renewalWindow'],
  ['terms that are not the ones promised', (p) => (p.terms[0].sha256 = 'a'.repeat(64)), '/terms/0/sha256'],
  ['another name than its file', (p) => (p.id = 'other'), '/id'],
  ['terms that lie elsewhere', (p) => (p.terms[0].files.en = '../secret.md'), '/terms/0/files/en'],
])('P10 %s: refused with its place, and nothing is kept', async (_what, change, place) => {
  const here = world();
  spoil(here.file, change);
  for (const verb of ['validate', 'import']) {
    const error = (await here.run(['catalog', verb, here.file, '--json'])).error();
    expect([verb, error.code, error.exit]).toEqual([verb, 'CATALOG_INVALID', 1]);
    expect(JSON.stringify(error)).toContain(place);
  }
  expect(existsSync(join(here.home, 'data', 'partner', 'catalog'))).toBe(false);
});
