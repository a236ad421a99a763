import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/files/package-root.js';
import { Workplace } from '../support/in-process.js';

const BOUGHT = '2026-11-22';
const IN_WINDOW = { now: '2028-11-10' };
const CHANGES = '2028-06-01';

/** A programme of one's own in which price and contents change during the first term. */
async function owner(): Promise<Workplace> {
  const world = new Workplace({ now: BOUGHT });
  const invented = join(packageRoot(), 'test', 'catalog', 'invented');
  cpSync(join(invented, 'terms'), join(world.home, 'terms'), { recursive: true });
  const programme = JSON.parse(readFileSync(join(invented, 'harbour-2026.json'), 'utf8'));
  const [offer] = programme.offers;
  const [price] = offer.prices;
  offer.prices.push({ ...price, from: CHANGES, amount: 120000 });
  const [berths] = offer.benefits;
  offer.benefits = [
    { ...berths, until: '2028-05-31' },
    { ...berths, quantity: 2, from: CHANGES },
  ];
  writeFileSync(join(world.home, 'changing.json'), JSON.stringify({ ...programme, id: 'changing' }));
  const company = '--company Contoso --country FR --email admin@contoso.example --mpn-id 1234567';
  return world.after(
    'catalog import changing.json',
    `join ${company} --programme changing --accept-terms`,
    'subscriptions subscribe pilot --accept-terms --token pm_card_visa --yes',
  );
}

test('D16 the review of a renewal shows the old price and the new, and what changes in the benefits', async () => {
  const world = await owner();
  const { stdout } = await world.run('subscriptions renew pilot --accept-terms --dry-run', IN_WINDOW);
  expect(stdout).toContain('The price changes from 98000 JPY to 120000 JPY.');
  expect(stdout).toContain('Changes with the coming term: 3 Berths, then 2 Berths.');
  const french = await world.run('subscriptions renew pilot --accept-terms --dry-run --lang fr', IN_WINDOW);
  expect(french.stdout).toContain('Modifié dans la prochaine période');
});

test('D16 where nothing changes, nothing of the kind is said', async () => {
  const world = await owner();
  await world.after(['clock', 'set', IN_WINDOW.now], 'subscriptions renew pilot --accept-terms --yes');
  await world.after(['clock', 'set', '2030-11-05']);
  const { stdout } = await world.run('subscriptions renew pilot --accept-terms --dry-run');
  expect(stdout).toContain('nothing more is charged for it');
  expect(stdout).not.toMatch(/changes from|Changes with/);
});
