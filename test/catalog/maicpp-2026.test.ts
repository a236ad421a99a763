import { checkProgrammeFile } from '../../src/catalog/check.js';
import { findOffer, priceOn, type Programme } from '../../src/core/programme.js';
import type { Day } from '../../src/core/day.js';
import { join } from 'node:path';
import { SHIPPED } from './shelf.js';

let programme: Programme;
beforeAll(async () => {
  const file = join(SHIPPED, 'programmes', 'maicpp-2026.json');
  programme = (await checkProgrammeFile(file, SHIPPED)).programme;
});

test.each([
  ['launch', 35000, { 'microsoft-365-business-premium': 5, 'visual-studio-enterprise': 1 }, 70000],
  [
    'success-core',
    92500,
    {
      'microsoft-365-business-premium': 15,
      'visual-studio-enterprise': 8,
      'support-incidents': 2,
      'advisory-hours': 5,
    },
    240000,
  ],
  [
    'success-expanded',
    412500,
    {
      'microsoft-365-business-premium': 35,
      'visual-studio-enterprise': 15,
      'support-incidents': 5,
      'advisory-hours': 10,
      'microsoft-365-copilot': 10,
    },
    500000,
  ],
  ['solutions-partner', 487500, {}, undefined],
])('P10 %s: its price and its contents', (id, amount, counted, credit) => {
  const offer = findOffer(programme, id);
  if (!offer) throw new Error(`there is no ${id}`);
  expect(priceOn(offer, 'US', '2026-11-22' as Day)).toMatchObject({ amount, currency: 'USD' });
  const counts = offer.benefits.flatMap((benefit) =>
    benefit.quantity ? [[benefit.id, benefit.quantity] as const] : [],
  );
  expect(Object.fromEntries(counts)).toEqual(counted);
  const credits = offer.benefits.flatMap((benefit) => benefit.credit ?? []);
  expect(credits.map(({ money, every }) => [money.amount, every])).toEqual(credit ? [[credit, 'year']] : []);
});

test('P1 P2 P3 P6 by hand from the anniversary date to 30 days after it, nothing by itself, one of each', () => {
  expect(programme.policy).toMatchObject({
    renewalWindow: { opens: 0, closes: 30 },
    automaticRenewal: null,
    anniversaryAfterRenewal: 'keep',
    perAccount: 1,
  });
});

test('P11 Solutions Partner asks for 70 of 100 points in an area, and for more than none in every metric', () => {
  for (const { id, levels } of programme.competencies?.areas ?? []) {
    const needs = levels[0]?.paths[0]?.needs ?? [];
    const [score, ...parts] = needs;
    const sum = programme.competencies?.metrics.find((metric) => metric.id === score?.metric)?.sumOf;
    expect([id, score]).toMatchObject([id, { atLeast: 70, atMost: 100 }]);
    expect([id, sum]).toEqual([id, parts.map(({ metric }) => metric)]);
    expect([id, parts.map(({ atLeast }) => atLeast)]).toEqual([id, parts.map(() => 0.01)]);
    expect([id, parts.reduce((all, { atMost = 0 }) => all + atMost, 0)]).toEqual([id, 100]);
  }
  expect(programme.competencies?.areas).toHaveLength(6);
});
