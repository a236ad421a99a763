import { join } from 'node:path';
import { openCatalog } from '../src/catalog/load.js';
import { readCompanyWords } from '../src/sandbox/company-words.js';
import { addDays, noonOf, type Day } from '../src/core/day.js';
import { packageRoot } from '../src/files/package-root.js';
import { sandboxBooks } from '../src/env/paths.js';
import { seedCards, type SeedWorld } from '../src/sandbox/seed/chapters.js';
import { seedLedger, type Seeded } from '../src/sandbox/seed.js';
import { readSandboxCards } from '../src/sandbox/gateway/cards.js';
import { fillSandbox, settleFilled } from '../src/sandbox/fill.js';
import { openLedger } from '../src/store/sqlite/open.js';

export const DATA = join(packageRoot(), 'data');
const CARDS = readSandboxCards(join(DATA, 'sandbox-cards.json'));
export const TODAY = '2026-11-22' as Day;

export function daysFromToday(days: number): Day {
  return addDays(TODAY, days);
}

/**
 * A made-up ledger in which exactly so many renew by themselves today, tomorrow and so on.
 * @param today where time goes on in it; it stands at noon of `TODAY` where nothing is said
 */
export async function build(file: string, accounts: number, due: readonly number[], today?: Day): Promise<Seeded> {
  const at = noonOf(today ?? TODAY);
  const world = { ...(await worldOf(accounts, due)), today: today ?? TODAY };
  const store = await openLedger(file, { create: { installation: 'bench', gateway: 'sandbox', at } });
  try {
    const seeded = await seedLedger(
      {
        ledger: store,
        fill: (installation, work) => fillSandbox({ books: sandboxBooks(file), cards: CARDS }, installation, work),
        settle: (installation) => settleFilled(sandboxBooks(file), installation),
        pause: () => Promise.resolve(),
        onProgress: () => undefined,
      },
      world,
    );
    if ('refusal' in seeded) throw new Error(seeded.refusal.code);
    if (today === undefined) await store.write((ledger) => ledger.freeze(at));
    return seeded;
  } finally {
    await store.close();
  }
}

export async function worldOf(accounts: number, due: readonly number[]): Promise<SeedWorld> {
  const catalog = openCatalog({ folder: DATA });
  const programme = await catalog.programme(catalog.ids[0] ?? '');
  const offer = programme.offers.find(({ requires }) => requires.length === 0);
  if (!offer) throw new Error('no offer is open to everybody');
  const companies = readCompanyWords(join(DATA, 'sandbox-companies.json'));
  return {
    seed: 1,
    accounts,
    today: TODAY,
    programme,
    offer,
    companies,
    cards: seedCards(CARDS),
    due,
    others: 'renewed',
  };
}
