import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkProgrammeFile } from '../../src/catalog/check.js';
import { openCatalog } from '../../src/catalog/load.js';
import type { Day } from '../../src/core/day.js';
import { decimal, money } from '../../src/core/money.js';
import {
  dunningOf,
  findOffer,
  inEnglish,
  priceOn,
  taxRateOn,
  type Offer,
  type Programme,
} from '../../src/core/programme.js';
import { SHIPPED } from './shelf.js';

let programme: Programme;
let pack: Offer;
let silver: Offer;
let gold: Offer;

beforeAll(async () => {
  programme = await openCatalog({ folder: SHIPPED }).programme('mpn-2018');
  [pack, silver, gold] = ['action-pack', 'silver-competency', 'gold-competency'].map((id) =>
    findOffer(programme, id),
  ) as [Offer, Offer, Offer];
});

test('P10 every shipped programme passes the check that its users can run', async () => {
  const checked = await checkProgrammeFile(join(SHIPPED, 'programmes', 'mpn-2018.json'), SHIPPED);
  expect(checked.file).toBe('mpn-2018.json');
  expect(checked.programme.id).toBe('mpn-2018');
});

test('R1 three membership options: the network, Action Pack, competencies in Silver and Gold', () => {
  expect(programme.network).toMatchObject({
    id: 'network',
    name: { en: 'Network membership', fr: 'Adhésion au réseau' },
  });
  expect(programme.offers.map(({ kind, name }) => [kind, name.en, name.fr])).toEqual([
    ['pack', 'Microsoft Action Pack', 'Abonnement au Microsoft Action Pack'],
    ['competency', 'Silver competency', 'Compétence Argent'],
    ['competency', 'Gold competency', 'Compétence Or'],
  ]);
  expect(pack.command).toBe('actionpack');
});

test('R3 the network brings entry-level training, support and customer connections, which no offer lists again', () => {
  expect(programme.network.benefits.map(({ id }) => id)).toEqual([
    'network-training',
    'network-support',
    'network-customer-connections',
  ]);
});

test('R4 every term lasts one year', () => {
  expect(programme.offers.map(({ termYears }) => termYears)).toEqual([1, 1, 1]);
});

test('R5 a competency brings incentive eligibility, rights and hours in no invented number; the pack brings no incentives', () => {
  for (const { benefits } of [silver, gold]) {
    expect(benefits.map(({ id }) => id)).toEqual([
      'additional-internal-use-rights',
      'incentive-eligibility',
      'additional-support-hours',
      'additional-advisory-hours',
    ]);
    expect(benefits.filter(({ quantity }) => quantity !== undefined)).toEqual([]);
  }
  expect(pack.benefits.some(({ id }) => id.includes('incentive'))).toBe(false);
});

test('R7 joining accepts the network agreement, every purchase the internal use rights', () => {
  expect(programme.network.terms).toBe('network-agreement');
  expect(programme.offers.map(({ terms }) => terms)).toEqual(Array(3).fill('internal-use-rights'));
  expect(programme.terms.map(({ id, version }) => `${id} ${version}`)).toEqual([
    'network-agreement 2018-08',
    'internal-use-rights 2018-08',
  ]);
});

test('R21 Action Pack holds the seven benefits of the source page, in its order', () => {
  expect(pack.benefits.map(({ kind, quantity, name, credit }) => [kind, quantity ?? credit, name.en])).toEqual([
    ['licence', 10, 'Windows 10 Enterprise (upgrade)'],
    ['licence', 3, 'Visual Studio Professional'],
    ['account', undefined, 'Visual Studio Team Services account'],
    ['licence', 10, 'Office 365 E3'],
    ['licence', 5, 'Enterprise Mobility Suite'],
    ['licence', 5, 'Microsoft Dynamics CRM Online Professional'],
    ['credit', { money: { amount: 10000, currency: 'USD' }, every: 'month' }, 'Microsoft Azure credit'],
  ]);
});

test('P1 the window for renewing by hand is AD-90 to AD+30', () => {
  expect(programme.policy.renewalWindow).toEqual({ opens: -90, closes: 30 });
});

test('P2 the automatic charge falls on the anniversary date', () => {
  expect(programme.policy.automaticRenewal?.chargeDay).toBe(0);
});

test('P3 a late renewal does not move the anniversary', () => {
  expect(programme.policy.anniversaryAfterRenewal).toBe('keep');
});

test('P4 benefits go on to AD+30', () => {
  expect(programme.policy.benefitsUntil).toBe(30);
});

test('P5 reminders on AD-15 and AD+23; 90, 60, 30, 7 and 1 days before on request', () => {
  expect(programme.policy.reminders).toEqual({ always: [-15, 23], onRequest: [-90, -60, -30, -7, -1] });
});

test('P6 one live subscription of each offer an account', () => {
  expect(programme.policy.perAccount).toBe(1);
});

test('P7 Gold includes Silver and is 25 % off for those who come from it', () => {
  expect(gold.includes).toEqual(['silver-competency']);
  expect(gold.upgrade).toEqual({ from: 'silver-competency', discount: 2500 });
  expect([pack, silver].map(({ includes, upgrade }) => [includes, upgrade])).toEqual(Array(2).fill([[], undefined]));
});

test('P8 a refund within 30 days, unless a benefit was activated', () => {
  expect(programme.policy.refund).toEqual({ days: 30, unlessBenefitActivated: true });
});

test('P9 an order by bank transfer waits 30 days', () => {
  expect(programme.policy.bankTransfer).toEqual({ days: 30 });
});

test.each(['2010-01-01', '2018-08-31', '2026-11-22', '9999-12-31'] as Day[])(
  'P10 prices on %s in any country, with a source, marked where they are not verified',
  (day) => {
    const shown = [pack, silver, gold].map((offer) => {
      const price = priceOn(offer, 'FR', day);
      return (
        price && [decimal(money(price.amount, price.currency)), price.currency, price.verified, price.source !== '']
      );
    });
    expect(shown).toEqual([
      ['475.00', 'USD', false, true],
      ['1670.00', 'USD', false, true],
      ['4730.00', 'USD', false, true],
    ]);
  },
);

test('P11 a competency asks for its level, the pack for nothing', () => {
  const asked = [pack, silver, gold].map(({ requires }) => requires.map(({ kind, level }) => `${kind} ${level}`));
  expect(asked).toEqual([[], ['attained silver'], ['attained gold']]);
});

test('P12 a failed charge is tried again three times, 24 hours apart', () => {
  const { automaticRenewal } = programme.policy;
  const short = { chargeDay: 0, retries: 3, retryAfterHours: 24 };
  expect(automaticRenewal && dunningOf(automaticRenewal)).toEqual(dunningOf(short));
});

test('D15 no tax rate is guessed', () => {
  expect(taxRateOn(programme, 'FR', '2026-11-22' as Day)).toBeUndefined();
});

test('R1 every name that a person reads is there in French', () => {
  const texts = localizedIn(programme);
  expect(texts.length).toBeGreaterThan(30);
  expect(texts.filter(({ fr }) => !fr)).toEqual([]);
});

test('D14 both terms are there in both languages, one to two screens long, and say whose text they are', async () => {
  const catalog = openCatalog({ folder: SHIPPED });
  for (const terms of programme.terms) {
    const [english, french] = [await catalog.termsText(terms, 'en'), await catalog.termsText(terms, 'fr')];
    expect(english).toContain('The English text governs');
    expect(english).toMatch(/It is not\s+the\s+vendor's\s+contract/);
    expect(french).toContain('Le texte anglais fait foi');
    for (const text of [english, french]) {
      expect(text.split('\n').length).toBeLessThan(80);
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    }
  }
});

test('P1 the published schema closes every object and describes every one of them', () => {
  const schema = JSON.parse(readFileSync(join(SHIPPED, 'programme.schema.json'), 'utf8'));
  const nodes = nodesOf(schema);
  // A condition is about the object that it stands in.
  const conditions = nodes.map((node) => node['then']);
  const objects = nodes.filter((node) => 'properties' in node && 'required' in node && !conditions.includes(node));
  expect(objects.length).toBeGreaterThan(15);
  for (const node of objects)
    expect(node).toMatchObject({ additionalProperties: false, description: expect.stringMatching(/./) });
});

function localizedIn(value: unknown): { en: string; fr?: string }[] {
  return nodesOf(value).filter((node): node is { en: string; fr?: string } => typeof node['en'] === 'string');
}

function nodesOf(value: unknown): Record<string, unknown>[] {
  if (value === null || typeof value !== 'object') return [];
  return [
    ...(Array.isArray(value) ? [] : [value as Record<string, unknown>]),
    ...Object.values(value).flatMap(nodesOf),
  ];
}

test('P11 every area can be attained at Silver and at Gold, Gold asks for no less, and its thresholds name their source', () => {
  const areas = programme.competencies?.areas ?? [];
  expect(areas.length).toBeGreaterThan(5);
  for (const { id, levels } of areas) {
    expect([id, levels.map(({ level }) => level)]).toEqual([id, ['silver', 'gold']]);
    const [lower, higher] = levels.map(({ paths }) => paths[0]?.needs ?? []);
    for (const { metric, atLeast } of lower ?? []) {
      const above = higher?.find((need) => need.metric === metric)?.atLeast ?? 0;
      expect([id, metric, above > atLeast]).toEqual([id, metric, true]);
    }
    for (const { source, verified } of levels) expect([inEnglish(source).length > 20, verified]).toEqual([true, false]);
  }
});
