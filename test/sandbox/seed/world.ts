import { join } from 'node:path';
import { readCompanyWords } from '../../../src/sandbox/company-words.js';
import { openCatalog } from '../../../src/catalog/load.js';
import { noonOf, type Day } from '../../../src/core/day.js';
import { packageRoot } from '../../../src/files/package-root.js';
import { seedCards, type SeedWorld } from '../../../src/sandbox/seed/chapters.js';
import { seedLedger, type Filling } from '../../../src/sandbox/seed.js';
import { readSandboxCards } from '../../../src/sandbox/gateway/cards.js';
import { fillSandbox, settleFilled } from '../../../src/sandbox/fill.js';
import { openSandbox } from '../../../src/sandbox/gateway/sandbox.js';
import { openLedger } from '../../../src/store/sqlite/open.js';
import type { Store } from '../../../src/store/store.js';
import { CHECKED } from '../../support/checked.js';
import { quickFolder } from '../../support/folders.js';

const DATA = join(packageRoot(), 'data');
export const CARDS = readSandboxCards(join(DATA, 'sandbox-cards.json'));
export const TODAY = '2026-11-22' as Day;

export async function madeUp(of: Partial<SeedWorld> = {}): Promise<SeedWorld> {
  const catalog = openCatalog({ folder: DATA, checked: CHECKED });
  const programme = await catalog.programme(catalog.ids[0] ?? '');
  const offer = programme.offers.find(({ requires }) => requires.length === 0);
  if (!offer) throw new Error('no offer is open to everybody');
  const companies = readCompanyWords(join(DATA, 'sandbox-companies.json'));
  return {
    seed: 1,
    accounts: 300,
    today: TODAY,
    programme,
    offer,
    companies,
    cards: seedCards(CARDS),
    due: [5, 3],
    others: 'mixed',
    ...of,
  };
}

/** An empty sandbox ledger in a folder of its own, and the books beside it. */
export async function emptySandbox(gateway = 'sandbox'): Promise<{ store: Store; books: string; desk: Filling }> {
  const folder = quickFolder('seed');
  const books = join(folder, 'ledger.sandbox.db');
  const store = await openLedger(join(folder, 'ledger.db'), {
    create: { installation: 'inst-1', gateway, at: noonOf(TODAY) },
  });
  const desk: Filling = {
    ledger: store,
    fill: (installation, work) => fillSandbox({ books, cards: CARDS }, installation, work),
    settle: (installation) => settleFilled(books, installation),
    pause: () => Promise.resolve(),
    onProgress: () => undefined,
  };
  return { store, books, desk };
}

export async function filled(of: Partial<SeedWorld> = {}) {
  const sandbox = await emptySandbox();
  const world = await madeUp(of);
  const seeded = await seedLedger(sandbox.desk, world);
  if ('refusal' in seeded) throw new Error(seeded.refusal.code);
  const gateway = await openSandbox({ books: sandbox.books, cards: CARDS });
  return { ...sandbox, world, seeded, gateway };
}
